"""问答: a conversation, and beside it the article that a citation opens."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

import gradio as gr

from tiaowen.app.feedback import FeedbackStore, Judgement
from tiaowen.app.render.page import words
from tiaowen.app.render.page.article import empty
from tiaowen.app.render.page.chat import Turn, conversation, note
from tiaowen.app.ui.faults import explain
from tiaowen.app.ui.saving import as_markdown, as_word
from tiaowen.app.ui.views import (
    Parcel,
    courier,
    in_reader,
    line,
    open_reader,
    pairs_of,
    parcel,
    value_of,
    view,
    wire,
    wire_form,
)
from tiaowen.assistant import Assistant
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Answer, Citation
from tiaowen.errors import FeedbackError, QuestionError

READER = "cited-article"

_LONGEST = 50  # turns of a conversation that is taken up again
_log = logging.getLogger(__name__)

Turns = tuple[Turn, ...]


class Shown(NamedTuple):
    """What a question changes: the conversation, what it is shown as, what is being asked, the line under the input,
    the input itself.

    The input is left alone once the answer is there: by then the next question may stand in it.
    """

    turns: Turns
    log: str
    asked: str = ""
    note: str = ""
    question: object = gr.skip()


class Told(NamedTuple):
    """What somebody says of an answer: in which turn (from 0, as the browser sends it), how it is, and why."""

    turn: str
    judgement: Judgement
    why: str = ""


def ask(assistant: Assistant, question: str, turns: Turns) -> Iterator[Shown]:
    """Yield the page while ``question`` is being answered, as far as the answer is checked, and then with all of it.

    What cannot be answered stays in the input, with the reason under it.
    """
    corpus = assistant.corpus
    if not question.strip():
        yield Shown(turns, conversation(corpus, turns, goto=READER), note=note(words.EMPTY_QUESTION))
        return
    waiting = conversation(corpus, turns, goto=READER, waiting=question)
    yield Shown(turns, waiting, question, question="")
    answer: Answer | None = None
    problem = words.FAILED
    try:
        for growing in assistant.stream([*(turn.question for turn in turns), question]):
            if growing is not answer and growing.text:
                waiting = conversation(corpus, turns, goto=READER, waiting=question, growing=growing)
            answer = growing
            # yielded also where nothing has grown: here it is that "stop" closes the stream
            yield Shown(turns, waiting, question)
    except Exception as error:  # noqa: BLE001 - one question must not leave the page waiting for ever
        answer, problem = None, explain(error)
    if answer is None:
        yield Shown(turns, conversation(corpus, turns, goto=READER), note=note(problem), question=question)
        return
    turns = (*turns, Turn(question, answer))
    yield Shown(turns, conversation(corpus, turns, goto=READER))


def stop(corpus: Corpus, turns: Turns, asked: str) -> Shown:
    """Return the page as it was before ``asked``, with that question back in the input."""
    told = note(words.STOPPED) if asked else ""
    return Shown(turns, conversation(corpus, turns, goto=READER), note=told, question=asked or gr.skip())


def resume(assistant: Assistant, kept: str) -> Iterator[Shown]:
    """Yield the page while a conversation that a browser has kept is answered anew, turn by turn.

    ``kept`` is the JSON of its questions; nothing else of it is trusted.
    """
    try:
        read = json.loads(kept)
    except ValueError:
        read = None
    questions = [q for q in read if isinstance(q, str)][:_LONGEST] if isinstance(read, list) else []
    turns: Turns = ()
    for n, question in enumerate(questions):
        for shown in ask(assistant, question, turns):
            turns = shown.turns
            if len(turns) == n or n + 1 == len(questions):  # a browser would keep what is whole in between
                yield shown
        if len(turns) == n:  # this one was not answered, and those after it build on it
            return
    if not questions:
        yield Shown(turns, conversation(assistant.corpus, turns, goto=READER))


def rate(store: FeedbackStore, corpus: Corpus, turns: Turns, told: Told) -> Shown:
    """Keep what was told of an answer, and return the page with that said."""
    n = int(told.turn) if told.turn.isdecimal() else len(turns)
    if n >= len(turns):
        return Shown(turns, conversation(corpus, turns, goto=READER), note=note(words.STALE))
    asked = "\n".join(one.question for one in turns[: n + 1])
    try:
        store.add(asked, turns[n].answer, told.judgement, told.why)
    except FeedbackError as error:  # what is wrong with the file, and where it is, is for the operator
        _log.error("Feedback could not be kept: %s", error)
        return Shown(turns, conversation(corpus, turns, goto=READER), note=note(words.NOT_RATED))
    except QuestionError as error:
        return Shown(turns, conversation(corpus, turns, goto=READER), note=note(str(error)))
    rated = (*turns[:n], turns[n]._replace(rating=told.judgement), *turns[n + 1 :])
    return Shown(rated, conversation(corpus, rated, goto=READER))


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
        return in_reader(empty(words.STALE))
    return open_reader(corpus, str(citation.address), goto=READER, quote=citation.quote)


def build_chat(assistant: Assistant, store: FeedbackStore) -> None:
    """Put the tab 问答 together, inside the Blocks that are being built."""
    corpus = assistant.corpus
    closed = empty(words.READER_EMPTY, words.READER_EMPTY_TEXT)
    turns, asked = gr.State(()), gr.State("")
    with gr.Row(elem_classes="tw-split", equal_height=False):
        with gr.Column(elem_classes="tw-main", min_width=0):
            log = view(conversation(corpus, (), goto=READER), id_="conversation")
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
                    halt = gr.Button(words.STOP, elem_id="stop", scale=0, min_width=0)
                remark = line(id_="ask-note")
                with gr.Row(elem_classes="tw-under", equal_height=False):
                    anew = gr.Button(words.NEW, size="sm", elem_id="anew", scale=0, min_width=0)
                    markdown = gr.Button(words.SAVE_MARKDOWN, size="sm", elem_id="markdown", scale=0, min_width=0)
                    word = gr.Button(words.SAVE_WORD, size="sm", elem_id="word", scale=0, min_width=0)
        reader = view(closed, id_=READER, style="tw-side")
    carried = courier()

    def on_ask(question: str, turns: Turns) -> Iterator[Shown]:
        yield from ask(assistant, question, turns)

    def on_example(turns: Turns, event: gr.EventData) -> Iterator[Shown]:
        yield from ask(assistant, value_of(event), turns)

    def on_resume(event: gr.EventData) -> Iterator[Shown]:
        yield from resume(assistant, value_of(event))

    def on_right(turns: Turns, event: gr.EventData) -> Shown:
        return rate(store, corpus, turns, Told(value_of(event), "right"))

    def on_wrong(turns: Turns, event: gr.EventData) -> Shown:
        sent = dict(pairs_of(event))
        return rate(store, corpus, turns, Told(sent.get("turn", ""), "wrong", sent.get("why", "")))

    def on_anew() -> tuple[object, ...]:
        return *Shown((), conversation(corpus, (), goto=READER), question=""), closed

    def on_cite(turns: Turns, event: gr.EventData) -> str:
        return open_cited(corpus, turns, value_of(event))

    def on_open(event: gr.EventData) -> str:
        return open_reader(corpus, value_of(event), goto=READER)

    def on_save(turns: Turns, make: Callable[[Turns, Corpus, datetime], Parcel]) -> object:
        return parcel(make(turns, corpus, datetime.now().astimezone())) if turns else gr.skip()

    shown = [turns, log, asked, remark, question]
    asking = [wire_form(send, question, on_ask, [question, turns], shown)]
    asking += wire([log.ask], on_example, [turns], shown)
    asking += wire([log.resume], on_resume, [], shown)
    # "then": what an answer had still to show comes before the page that takes its place
    halt.click(None, cancels=asking, api_visibility="private").then(
        lambda turns, asked: stop(corpus, turns, asked),
        [turns, asked],
        shown,
        show_progress="hidden",
        api_visibility="private",
    )
    wire([log.rate], on_right, [turns], shown)
    wire([log.wrong], on_wrong, [turns], shown)
    wire([anew.click], on_anew, [], [*shown, reader])
    wire([log.cite], on_cite, [turns], [reader])
    wire([log.open, reader.open], on_open, [], [reader])
    wire([reader.close], lambda: closed, [], [reader])
    wire([markdown.click], lambda turns: on_save(turns, as_markdown), [turns], [carried])
    wire([word.click], lambda turns: on_save(turns, as_word), [turns], [carried])
