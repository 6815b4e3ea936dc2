"""A fault in a step of the page: a sentence for the person, and for the log the way there without anybody's words."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import gradio as gr

from tiaowen.app.render.page import words
from tiaowen.errors import AddressError, QuestionError, TiaowenError, for_log

_log = logging.getLogger(__name__)


def guard(step: Callable[..., Any]) -> Callable[..., Any]:
    """Return ``step`` with its faults told so; left to Gradio they would be printed with what somebody wrote."""
    if inspect.isgeneratorfunction(step):

        @wraps(step)
        def yielding(*args: Any) -> Iterator[Any]:
            try:
                yield from step(*args)
            except Exception as error:  # noqa: BLE001 - whatever it is, nobody must be left without a word
                raise _tell(error) from None

        return yielding

    @wraps(step)
    def returning(*args: Any) -> Any:
        try:
            return step(*args)
        except Exception as error:  # noqa: BLE001 - as above
            raise _tell(error) from None

    return returning


def explain(error: Exception) -> str:
    """Return what to tell whoever met ``error``: their own slip in its words; what else went wrong is for the log.

    The reason why an index or a model is missing names files of the server.
    """
    if isinstance(error, QuestionError | AddressError):
        return str(error)
    _log.error("The page could not answer: %s", for_log(error))
    return words.UNAVAILABLE if isinstance(error, TiaowenError) else words.FAILED


def _tell(error: Exception) -> gr.Error:
    _log.error("A step of the page failed: %s", for_log(error))
    return gr.Error(words.FAULT, title=words.FAULT_TITLE, print_exception=False)
