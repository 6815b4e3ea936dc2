"""The log of questions, which the operator turns on."""

from __future__ import annotations

import logging


def show_questions() -> None:
    """Let the log of questions be seen on the terminal, a line each with its time."""
    log = logging.getLogger("tiaowen.asked")
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
