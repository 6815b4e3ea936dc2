"""对比: regulations and platforms side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import gradio as gr

from tiaowen.answering.comparison import Comparison, sides_of, topics_of
from tiaowen.app.render.page import words
from tiaowen.app.render.page.article import empty
from tiaowen.app.render.page.compare import SAMPLES, compare_form, compare_view, compare_waiting
from tiaowen.app.ui.saving import as_excel
from tiaowen.app.ui.views import Arrival, Pairs, courier, open_reader, pairs_of, parcel, value_of, view, wire
from tiaowen.assistant import Assistant
from tiaowen.errors import QuestionError

ARTICLE = "compare-article"


class Shown(NamedTuple):
    """What a step changes: the comparison, the form, the table, the article under it."""

    table: Comparison | None
    form: object
    result: str
    article: str = ""


def show_comparison(assistant: Assistant, pairs: Pairs) -> Shown:
    """Return the form as it is filled in, and the table, or why there is none."""
    corpus = assistant.corpus
    sides = [value for name, value in pairs if name == "side"]
    topics = [value for name, value in pairs if name == "topic"]
    form = compare_form(corpus, sides_of(corpus), topics_of(corpus), chosen=sides, about=topics)
    try:
        table = assistant.compare(sides, topics)
    except QuestionError as error:
        return Shown(None, form, empty(str(error)))
    return Shown(table, form, compare_view(corpus, table, goto=ARTICLE))


def sample_pairs(number: str) -> Pairs:
    """Return what is filled in for an example; nothing where there is no such example."""
    if not number.isdecimal() or int(number) >= len(SAMPLES):
        return ()
    _, sides, topics = SAMPLES[int(number)]
    return (*(("side", side) for side in sides), *(("topic", topic) for topic in topics))


def show_link(assistant: Assistant, pairs: Pairs) -> Sequence[object] | None:
    """Return what a link shows: the form filled in, and its table."""
    if not any(name == "side" for name, _ in pairs):
        return None
    return show_comparison(assistant, pairs)


def build_compare(assistant: Assistant) -> Arrival:
    """Put the tab 对比 together, inside the Blocks that are being built."""
    corpus = assistant.corpus
    table = gr.State(None)
    form = view(compare_form(corpus, sides_of(corpus), topics_of(corpus), chosen=(), about=()), id_="compare-form")
    result = view(compare_waiting(), id_="compare-result")
    article = view("", id_=ARTICLE)
    carried = courier()

    def on_compare(event: gr.EventData) -> Shown:
        return show_comparison(assistant, pairs_of(event))._replace(form=gr.skip())

    def on_sample(event: gr.EventData) -> Shown:
        return show_comparison(assistant, sample_pairs(value_of(event)))

    def on_export(table: Comparison | None) -> object:
        return parcel(as_excel(table, corpus, datetime.now().astimezone())) if table else gr.skip()

    def on_open(event: gr.EventData) -> str:
        return open_reader(corpus, value_of(event), goto=ARTICLE)

    shown = [table, form, result, article]
    wire([form.compare], on_compare, [], shown)
    wire([result.sample], on_sample, [], shown)
    wire([result.export], on_export, [table], [carried])
    wire([result.open, article.open], on_open, [], [article])
    wire([article.close], lambda: "", [], [article])
    return Arrival(words.COMPARE_TAB, shown, lambda pairs: show_link(assistant, pairs))
