"""Views: ``gr.HTML`` whose buttons and forms report to Python; and the way events are wired."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import gradio as gr
from gradio.components import Component

from tiaowen.app.render.page import words
from tiaowen.app.render.page.article import article_view, empty
from tiaowen.app.render.page.frame import LINE
from tiaowen.app.render.page.markup import button
from tiaowen.app.ui.faults import guard
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address
from tiaowen.errors import AddressError

STATIC = Path(__file__).parents[1] / "static"

_BUTTONS = (STATIC / "buttons.js").read_text(encoding="utf-8")
_COURIER = (STATIC / "courier.js").read_text(encoding="utf-8")

Pairs = tuple[tuple[str, str], ...]
"""What is filled in: the name and the value of each input, in order."""


class Parcel(NamedTuple):
    """A file to hand to the person."""

    name: str
    mime: str
    content: bytes


class Arrival(NamedTuple):
    """What a link can open: the tab, the parts that it changes, and what they show for the link's pairs.

    ``show`` returns None for a link that is not the tab's.
    """

    tab: str
    outputs: Sequence[Component]
    show: Callable[[Pairs], Sequence[object] | None]


def view(html: str, *, id_: str, style: str = "") -> gr.HTML:
    """Return an element that shows ``html`` and has an event for each kind of button in it."""
    return gr.HTML(html, elem_id=id_, elem_classes=["tw-view", style], js_on_load=_BUTTONS, apply_default_css=False)


def line(*, id_: str) -> gr.HTML:
    """Return an element for a line under a form, empty at first."""
    return gr.HTML(
        "", html_template=LINE, elem_id=id_, elem_classes=["tw-line"], js_on_load=None, apply_default_css=False
    )


def courier() -> gr.HTML:
    """Return an element that shows nothing and hands over what :func:`parcel` packs."""
    return gr.HTML(None, html_template="", js_on_load=_COURIER, apply_default_css=False, elem_classes=["tw-courier"])


def parcel(file: Parcel) -> dict[str, str]:
    """Return ``file`` as the courier takes it; each parcel is another one, so that a second press hands over again."""
    data = base64.b64encode(file.content).decode("ascii")
    return {"name": file.name, "mime": file.mime, "data": data, "once": secrets.token_hex(4)}


def value_of(event: gr.EventData) -> str:
    """Return the value of the button that was pressed; empty where the browser sent none."""
    value = event._data.get("value") if isinstance(event._data, dict) else None
    return value if isinstance(value, str) else ""


def pairs_of(event: gr.EventData) -> Pairs:
    """Return what is filled in the form that was sent; nothing where the browser sent something else."""
    try:
        pairs = json.loads(value_of(event))
    except ValueError:
        return ()
    if not isinstance(pairs, list):
        return ()
    return tuple(
        (pair[0], pair[1])
        for pair in pairs
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair)
    )


def open_reader(corpus: Corpus, address: str, *, goto: str, quote: str = "") -> str:
    """Return a reader beside something, with the article at ``address`` open, or why there is none."""
    try:
        return in_reader(article_view(corpus, Address.parse(address), goto=goto, quote=quote))
    except AddressError as error:
        return in_reader(empty(str(error)))


def in_reader(inner: str) -> str:
    """Return what a reader shows, with the button that closes it."""
    return f'<div class="tw-tools">{button("close", "", words.CLOSE, style="tw-close")}</div>{inner}'


def wire(
    triggers: Sequence[Any], fn: Callable[..., Any], inputs: Sequence[Component], outputs: Sequence[Component]
) -> list[Any]:
    """Let ``fn`` answer each of the ``triggers``, without Gradio's progress marks and without a place in its API.

    Returns the events, for a button that stops them.
    """
    return [  # gr.on would not take the events of a view
        trigger(guard(fn), list(inputs), list(outputs), show_progress="hidden", api_visibility="private")
        for trigger in triggers
    ]


def wire_form(button: gr.Button, box: gr.Textbox, fn: Callable[..., Any], *wires: Sequence[Component]) -> Any:
    """Let ``fn`` answer the button and the Enter key of a form; ``wires`` are its inputs and its outputs.

    What is sent while an answer is under way is taken up after it, so that nothing is lost and no two run at once.
    Returns the event.
    """
    inputs, outputs = wires
    return gr.on(
        [button.click, box.submit],
        guard(fn),
        list(inputs),
        list(outputs),
        show_progress="hidden",
        api_visibility="private",
        trigger_mode="always_last",
    )
