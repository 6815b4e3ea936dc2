"""Views: ``gr.HTML`` whose buttons report to Python; and the way events are wired."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.components import Component

from tiaowen.app.render.page.frame import LINE

STATIC = Path(__file__).parents[1] / "static"

_BUTTONS = (STATIC / "buttons.js").read_text(encoding="utf-8")


def view(html: str, *, id_: str, style: str = "") -> gr.HTML:
    """Return an element that shows ``html`` and has an event for each kind of button in it."""
    return gr.HTML(html, elem_id=id_, elem_classes=["tw-view", style], js_on_load=_BUTTONS, apply_default_css=False)


def line(*, id_: str) -> gr.HTML:
    """Return an element for a line under a form, empty at first."""
    return gr.HTML(
        "", html_template=LINE, elem_id=id_, elem_classes=["tw-line"], js_on_load=None, apply_default_css=False
    )


def value_of(event: gr.EventData) -> str:
    """Return the value of the button that was pressed; empty where the browser sent none."""
    value = event._data.get("value") if isinstance(event._data, dict) else None
    return value if isinstance(value, str) else ""


def wire(
    triggers: Sequence[Any], fn: Callable[..., Any], inputs: Sequence[Component], outputs: Sequence[Component]
) -> None:
    """Let ``fn`` answer each of the ``triggers``, without Gradio's progress marks and without a place in its API."""
    for trigger in triggers:  # gr.on would not take the events of a view
        trigger(fn, list(inputs), list(outputs), show_progress="hidden", api_visibility="private")


def wire_form(button: gr.Button, box: gr.Textbox, fn: Callable[..., Any], *wires: Sequence[Component]) -> None:
    """Let ``fn`` answer the button and the Enter key of a form; ``wires`` are its inputs and its outputs.

    What is sent while an answer is under way is taken up after it, so that nothing is lost and no two run at once.
    """
    inputs, outputs = wires
    gr.on(
        [button.click, box.submit],
        fn,
        list(inputs),
        list(outputs),
        show_progress="hidden",
        api_visibility="private",
        trigger_mode="always_last",
    )
