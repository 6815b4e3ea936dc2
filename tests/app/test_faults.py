"""A fault in a step of the page: told in a sentence, logged without anybody's words."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr
import pytest
from gradio.utils import get_function_params, get_type_hints

from tiaowen.app.render.page import words
from tiaowen.app.ui.faults import guard

SECRET = "秘密的问题"


def step(question: str, event: gr.EventData) -> str:
    raise ValueError(question)


def growing(question: str) -> Iterator[str]:
    yield "一"
    raise ValueError(question)


@pytest.mark.parametrize("use", [lambda: guard(step)(SECRET, None), lambda: list(guard(growing)(SECRET))])
def test_a_fault_is_a_sentence_and_the_log_has_the_way_there_alone(
    use: Callable[[], Any], caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(gr.Error) as caught:
        use()
    assert caught.value.message == words.FAULT
    assert not caught.value.print_exception
    assert "ValueError" in caplog.text
    assert "in step" in caplog.text or "in growing" in caplog.text
    assert SECRET not in caplog.text


def test_a_guarded_step_is_what_gradio_takes_it_for() -> None:
    assert next(guard(growing)("问")) == "一"
    assert inspect.isgeneratorfunction(guard(growing))
    assert get_type_hints(guard(step)) == get_type_hints(step)
    assert get_function_params(guard(step)) == get_function_params(step)
