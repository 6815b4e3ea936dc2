"""条文: choose a regulation, read it; find an article by its number or by words."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import gradio as gr

from tiaowen.app.render.page import words
from tiaowen.app.render.page.article import article_view
from tiaowen.app.render.page.chat import note
from tiaowen.app.render.page.lookup import (
    choices_view,
    contents_view,
    front_page,
    hits_view,
    law_welcome,
    reader_tools,
    regulations_view,
)
from tiaowen.app.render.page.rules import rules_beside
from tiaowen.app.ui.faults import explain
from tiaowen.app.ui.views import Arrival, Pairs, line, value_of, view, wire, wire_form
from tiaowen.assistant import Assistant
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address, Regulation
from tiaowen.errors import AddressError, TiaowenError
from tiaowen.numerals import parse_numeral

READER, CONTENTS = "law-reader", "contents"

Outputs = tuple[object, ...]
"""A :class:`Shown`, or one in which some parts are left as they are."""


class Place(NamedTuple):
    """Where the reader of the law stands: the chosen regulation and the last search, each empty where there is none."""

    regulation: str = ""
    query: str = ""


class Shown(NamedTuple):
    """What a step changes: the place, the contents, the reader, the line under the forms."""

    place: Place
    contents: str
    reader: str
    note: str = ""


def show_regulations(corpus: Corpus) -> Shown:
    """Return the list of regulations, with nothing chosen."""
    return Shown(Place(), regulations_view(corpus.regulations, goto=CONTENTS), law_welcome())


def show_regulation(corpus: Corpus, id_: str) -> Shown:
    """Return the contents of a regulation and its front page; the list where there is no such regulation."""
    regulation = find_regulation(corpus, id_)
    if regulation is None:
        return show_regulations(corpus)
    contents = contents_view(regulation, goto=READER)
    return Shown(Place(regulation.id), contents, front_page(regulation, goto=READER))


def show_article(corpus: Corpus, address: Address, *, query: str = "") -> Shown:
    """Return an article amid the contents of its regulation; with a ``query``, its words marked and a way back."""
    regulation = find_regulation(corpus, address.regulation)
    if regulation is None:
        return show_regulations(corpus)
    aside = rules_beside(corpus, address)
    reader = reader_tools(CONTENTS, READER, address, searched=bool(query)) + article_view(
        corpus, address, goto=READER, query=query, aside=aside
    )
    return Shown(Place(regulation.id, query), contents_view(regulation, goto=READER, current=address), reader)


def show_number(assistant: Assistant, text: str, place: Place) -> Shown:
    """Return the article that ``text`` names, in the chosen regulation where it names no other.

    Raises :class:`~tiaowen.errors.TiaowenError` where there is no such article.
    """
    corpus = assistant.corpus
    found = assistant.find(name_in_full(text.strip(), find_regulation(corpus, place.regulation), corpus))
    if len(found) == 1:
        return show_article(corpus, found[0])
    return Shown(Place(place.regulation), contents_of(corpus, place), choices_view(corpus, found, goto=READER))


def show_hits(assistant: Assistant, query: str, place: Place) -> Shown:
    """Return the articles that fit the words of ``query``."""
    query = query.strip()
    hits = assistant.search(query)
    return Shown(place._replace(query=query), contents_of(assistant.corpus, place), hits_view(query, hits, goto=READER))


def contents_of(corpus: Corpus, place: Place) -> str:
    """Return the contents of the chosen regulation, or the list of regulations."""
    regulation = find_regulation(corpus, place.regulation)
    if regulation is None:
        return regulations_view(corpus.regulations, goto=CONTENTS)
    return contents_view(regulation, goto=READER)


def find_regulation(corpus: Corpus, id_: str) -> Regulation | None:
    """Return the regulation named ``id_``, or None."""
    return next((r for r in corpus.regulations if r.id == id_), None)


def name_in_full(text: str, chosen: Regulation | None, corpus: Corpus) -> str:
    """Return ``text`` with the title of the ``chosen`` regulation before it, unless it names a place itself."""
    places = (name for r in corpus.regulations for name in (r.jurisdiction.short, *r.jurisdiction.aliases, r.id))
    if chosen is None or any(name in text for name in places):
        return text
    number = f"第{text}条" if parse_numeral(text) is not None else text
    return f"《{chosen.title}》{number}"


def show_link(corpus: Corpus, pairs: Pairs) -> Outputs | None:
    """Return what a link shows: the article of its address, or the front page of a regulation."""
    place = dict(pairs).get("a", "")
    if not place:
        return None
    if find_regulation(corpus, place):
        return show_regulation(corpus, place)
    try:
        address = Address.parse(place)
    except AddressError as error:
        return show_regulations(corpus)._replace(note=note(str(error)))
    return show_article(corpus, address)


def build_lookup(assistant: Assistant) -> Arrival:
    """Put the tab 条文 together, inside the Blocks that are being built."""
    corpus = assistant.corpus
    start = show_regulations(corpus)
    place = gr.State(start.place)
    with gr.Row(elem_classes="tw-finders", equal_height=False):
        with gr.Row(elem_classes="tw-form", equal_height=False):
            number = gr.Textbox(
                label=words.NUMBER_LABEL, placeholder=words.NUMBER_HINT, max_lines=1, elem_id="number", min_width=0
            )
            go = gr.Button(words.NUMBER_BUTTON, elem_id="go", scale=0, min_width=0)
        with gr.Row(elem_classes="tw-form", equal_height=False):
            query = gr.Textbox(
                label=words.WORDS_LABEL, placeholder=words.WORDS_HINT, max_lines=1, elem_id="words", min_width=0
            )
            find = gr.Button(words.WORDS_BUTTON, elem_id="find", scale=0, min_width=0)
    remark = line(id_="law-note")
    with gr.Row(elem_classes="tw-split tw-law-split", equal_height=False):
        contents = view(start.contents, id_=CONTENTS, style="tw-side")
        reader = view(start.reader, id_=READER, style="tw-reader")

    def on_number(text: str, place: Place) -> Outputs:
        return _take(text, words.EMPTY_NUMBER, lambda: show_number(assistant, text, place))

    def on_words(text: str, place: Place) -> Outputs:
        return _take(text, words.EMPTY_WORDS, lambda: show_hits(assistant, text, place))

    def on_choose(event: gr.EventData) -> Outputs:
        return show_regulation(corpus, value_of(event))

    def on_open(event: gr.EventData) -> Outputs:
        return _try(lambda: show_article(corpus, Address.parse(value_of(event))))

    def on_hit(place: Place, event: gr.EventData) -> Outputs:
        return _try(lambda: show_article(corpus, Address.parse(value_of(event)), query=place.query))

    def on_results(place: Place) -> Outputs:
        return _try(lambda: show_hits(assistant, place.query, place))

    shown = [place, contents, reader, remark]
    wire_form(go, number, on_number, [number, place], shown)
    wire_form(find, query, on_words, [query, place], shown)
    wire([contents.choose], on_choose, [], shown)
    wire([contents.regulations], lambda: show_regulations(corpus), [], shown)
    wire([contents.open, reader.open], on_open, [], shown)
    wire([reader.hit], on_hit, [place], shown)
    wire([reader.results], on_results, [place], shown)
    return Arrival(words.LAW_TAB, shown, lambda pairs: show_link(corpus, pairs))


def _take(text: str, empty: str, show: Callable[[], Shown]) -> Outputs:
    """Return what ``show`` shows, or, where ``text`` is blank, the line ``empty``."""
    return _try(show) if text.strip() else _remark(empty)


def _try(show: Callable[[], Shown]) -> Outputs:
    """Return what ``show`` shows, or its error as a line, all else left as it is."""
    try:
        return show()
    except TiaowenError as error:
        return _remark(explain(error))


def _remark(text: str) -> Outputs:
    return gr.skip(), gr.skip(), gr.skip(), note(text)
