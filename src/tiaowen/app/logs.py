"""What is logged: of a fault the way there and nobody's words, and of questions only what the operator asks for."""

from __future__ import annotations

import logging
import traceback


def show_questions() -> None:
    """Let the log of questions be seen on the terminal, a line each with its time."""
    log = logging.getLogger("tiaowen.asked")
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)


def failure(error: BaseException) -> str:
    """Return the kind of ``error`` and the lines of code that led to it, its message left out.

    A message may repeat what somebody asked.

    >>> failure(ValueError("my question"))
    'ValueError'
    """
    parts = [type(error).__name__]
    if error.__traceback__:
        parts += [line.rstrip("\n") for line in traceback.format_tb(error.__traceback__)]
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        parts += ["after", failure(before)]
    return "\n".join(parts)
