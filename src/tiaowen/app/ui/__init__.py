"""The page in the browser: Gradio parts, wired to the assistant. Wording and HTML are in ``render.page``."""

from __future__ import annotations

import os

# Gradio reads these while it is imported: no usage statistics, no look at a package index for a newer version.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")

from tiaowen.app.ui.page import build_page
from tiaowen.app.ui.server import build_app, listen, serve

__all__ = ["build_app", "build_page", "listen", "serve"]
