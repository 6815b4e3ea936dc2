"""``python -m tiaowen``."""

from tiaowen.app.cli import app

app()
