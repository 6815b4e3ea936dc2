"""问答: a conversation, and beside it the article that a citation opens."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import NamedTuple

import gradio as gr

from tiaowen.app.render.page import words
from tiaowen.app.render.page.article import article_view, empty
from tiaowen.app.render.page.chat import Turn, conversation, note
from tiaowen.app.render.page.markup import button
from tiaowen.app.ui.views import line, value_of, view, wire, wire_form
from tiaowen.assistant import Assistant
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address, Citation
from tiaowen.errors import AddressError, TiaowenError

READER = "cited-article"

_log = logging.getLogger(__name__)

Turns = tuple[Turn, ...]


class Shown(NamedTuple):
    """What a question changes: the conversation, what it is shown as, the line under the input, the input itself.

    The input is left alone once the answer is there: by then the next question may stand in it.
    """

    turns: Turns
    log: str
    note: str = ""
    question: object = gr.skip()


def ask(assistant: Assistant, question: str, turns: Turns) -> Iterator[Shown]:
    """Yield the page while ``question`` is being answered, and then with its answer.

    What cannot be answered stays in the input, with the reason under it.
    """
    before = conversation(turns, goto=READER)
    if not question.strip():
        yield Shown(turns, before, note(words.EMPTY_QUESTION))
        return
    yield Shown(turns, conversation(turns, goto=READER, waiting=question), question="")
    try:
        answer = assistant.ask([*(turn.question for turn in turns), question])
    except TiaowenError as error:
        yield Shown(turns, before, note(str(error)), question)
    except Exception:  # noqa: BLE001 - one question must not leave the page waiting for ever; the log has the trace
        _log.exception("A question could not be answered")
        yield Shown(turns, before, note(words.FAILED), question)
    else:
        turns = (*turns, Turn(question, answer))
        yield Shown(turns, conversation(turns, goto=READER))


def find_citation(turns: Turns, place: str) -> Citation | None:
    """Return the citation at ``place`` (turn:number, both from 0), or None where there is none.

    >>> find_citation((), "0:0")
    """
    turn, _, number = place.partition(":")
    if not (turn.isdecimal() and number.isdecimal()) or int(turn) >= len(turns):
        return None
    citations = turns[int(turn)].answer.citations
    return citations[int(number)] if int(number) < len(citations) else None


def open_cited(corpus: Corpus, turns: Turns, place: str) -> str:
    """Return the article of the citation at ``place``, its words marked."""
    citation = find_citation(turns, place)
    if citation is None:
        return _tools() + empty(words.STALE)
    return _tools() + article_view(corpus, citation.address, goto=READER, quote=citation.quote)


def open_neighbour(corpus: Corpus, address: str) -> str:
    """Return the article at ``address``."""
    try:
        return _tools() + article_view(corpus, Address.parse(address), goto=READER)
    except AddressError as error:
        return _tools() + empty(str(error))


def _tools() -> str:
    return f'<div class="tw-tools">{button("close", "", words.CLOSE, style="tw-close")}</div>'


def build_chat(assistant: Assistant) -> None:
    """Put the tab 问答 together, inside the Blocks that are being built."""
    closed = empty(words.READER_EMPTY, words.READER_EMPTY_TEXT)
    turns = gr.State(())
    with gr.Row(elem_classes="tw-split", equal_height=False):
        with gr.Column(elem_classes="tw-main", min_width=0):
            log = view(conversation((), goto=READER), id_="conversation")
            with gr.Column(elem_classes="tw-composer", min_width=0):
                with gr.Row(elem_classes="tw-form", equal_height=False):
                    question = gr.Textbox(
                        label=words.QUESTION_LABEL,
                        placeholder=words.QUESTION_HINT,
                        max_lines=6,
                        elem_id="question",
                        min_width=0,
                    )
                    send = gr.Button(words.ASK, variant="primary", elem_id="ask", scale=0, min_width=0)
                with gr.Row(elem_classes="tw-under", equal_height=False):
                    remark = line(id_="ask-note")
                    anew = gr.Button(words.NEW, size="sm", elem_id="anew", scale=0, min_width=0)
        reader = view(closed, id_=READER, style="tw-side")

    def on_ask(question: str, turns: Turns) -> Iterator[Shown]:
        yield from ask(assistant, question, turns)

    def on_example(turns: Turns, event: gr.EventData) -> Iterator[Shown]:
        yield from ask(assistant, value_of(event), turns)

    def on_anew() -> tuple[Turns, str, str, str, str]:
        return (), conversation((), goto=READER), "", "", closed

    def on_cite(turns: Turns, event: gr.EventData) -> str:
        return open_cited(assistant.corpus, turns, value_of(event))

    def on_open(event: gr.EventData) -> str:
        return open_neighbour(assistant.corpus, value_of(event))

    shown = [turns, log, remark, question]
    wire_form(send, question, on_ask, [question, turns], shown)
    wire([log.ask], on_example, [turns], shown)
    wire([anew.click], on_anew, [], [*shown, reader])
    wire([log.cite], on_cite, [turns], [reader])
    wire([reader.open], on_open, [], [reader])
    wire([reader.close], lambda: closed, [], [reader])
