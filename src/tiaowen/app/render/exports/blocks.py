"""The parts of a document, before it is Markdown or a file of Word."""

from __future__ import annotations

import re
from typing import NamedTuple

from tiaowen.domain import Citation

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


class Heading(NamedTuple):
    """A heading; level 1 is the title of the document."""

    level: int
    text: str


class Plain(NamedTuple):
    """A paragraph, in bold where ``strong``; whatever looks like markup in it is text."""

    text: str
    strong: bool = False


class Marked(NamedTuple):
    """Paragraphs in Markdown, as answers have them; raw HTML, links and images in it are text."""

    markdown: str


class Quote(NamedTuple):
    """A numbered place in the law with the words quoted from it."""

    number: int
    label: str
    text: str


class Points(NamedTuple):
    """A list."""

    items: tuple[str, ...]


class Table(NamedTuple):
    """A table with headings."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Plain | Marked | Quote | Points | Table


def quotes(citations: tuple[Citation, ...]) -> tuple[Quote, ...]:
    """Return a quote for each of ``citations``, numbered as the marks 〔1〕 of an answer are."""
    return tuple(Quote(n, citation.label, citation.quote) for n, citation in enumerate(citations, 1))


def clean(text: str) -> str:
    """Return ``text`` without what no document can hold: control characters, halves of pairs, turns of direction."""
    return _NO_TEXT.sub("", text)
