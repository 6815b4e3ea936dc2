"""核验: any text, its figures marked right or wrong in place."""

from __future__ import annotations

from typing import NamedTuple

import gradio as gr

from tiaowen.app.render.page import verify as wording
from tiaowen.app.render.page import words
from tiaowen.app.render.page.article import empty
from tiaowen.app.render.page.chat import note
from tiaowen.app.ui.faults import explain
from tiaowen.app.ui.views import line, open_reader, value_of, view, wire
from tiaowen.assistant import Assistant

ARTICLE = "verify-article"


class Shown(NamedTuple):
    """What a check changes: the result, the line under the form, the article beside it."""

    result: object
    note: str = ""
    article: object = gr.skip()


def show_checked(assistant: Assistant, text: str, question: str) -> Shown:
    """Return ``text`` with its claims marked, or what keeps it from being checked."""
    limit = assistant.settings.max_text
    if not text.strip():
        return Shown(gr.skip(), note(wording.EMPTY_TEXT), gr.skip())
    if len(text) > limit:
        return Shown(gr.skip(), note(wording.too_long(len(text), limit)), gr.skip())
    try:
        findings = assistant.findings(text, question[: assistant.settings.max_question])
    except Exception as error:  # noqa: BLE001 - the text stays, with a line under it
        return Shown(gr.skip(), note(explain(error)), gr.skip())
    return Shown(wording.verify_view(assistant.corpus, text, findings, goto=ARTICLE))


def sample_text(number: str) -> str:
    """Return the text of an example; empty where there is no such example."""
    return wording.SAMPLES[int(number)] if number.isdecimal() and int(number) < len(wording.SAMPLES) else ""


def build_verify(assistant: Assistant) -> None:
    """Put the tab 核验 together, inside the Blocks that are being built."""
    corpus = assistant.corpus
    closed = empty(words.READER_HINT, words.READER_EMPTY_TEXT)
    with gr.Row(elem_classes="tw-split", equal_height=False):
        with gr.Column(elem_classes="tw-main", min_width=0):
            with gr.Column(elem_classes="tw-form tw-paste", min_width=0):
                text = gr.Textbox(
                    label=wording.TEXT_LABEL,
                    placeholder=wording.TEXT_HINT,
                    lines=6,
                    max_lines=16,
                    elem_id="pasted",
                    min_width=0,
                )
                question = gr.Textbox(
                    label=wording.QUESTION_LABEL,
                    placeholder=wording.QUESTION_HINT,
                    max_lines=2,
                    elem_id="pasted-question",
                    min_width=0,
                )
                check = gr.Button(wording.SUBMIT, variant="primary", elem_id="verify", scale=0, min_width=0)
            remark = line(id_="verify-note")
            result = view(wording.verify_waiting(), id_="verify-result")
        article = view(closed, id_=ARTICLE, style="tw-side")

    def on_check(text: str, question: str) -> Shown:
        return show_checked(assistant, text, question)

    def on_sample(event: gr.EventData) -> tuple[object, ...]:
        text = sample_text(value_of(event))
        return *show_checked(assistant, text, ""), text, ""

    def on_open(event: gr.EventData) -> str:
        return open_reader(corpus, value_of(event), goto=ARTICLE)

    shown = [result, remark, article]
    wire([check.click, question.submit], on_check, [text, question], shown)
    wire([result.sample], on_sample, [], [*shown, text, question])
    wire([result.open, article.open], on_open, [], [article])
    wire([article.close], lambda: closed, [], [article])
