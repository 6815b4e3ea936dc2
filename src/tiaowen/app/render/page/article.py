"""An article as people read it: its place, its status, its text with words marked, its neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from tiaowen.app.render.page import words
from tiaowen.app.render.page.markup import Span, button, find_hits, find_quote, mark
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address, Article, Item, Paragraph, Regulation


class Line(NamedTuple):
    """A line of an article: how deep it is set, and its text."""

    depth: int
    text: str


def article_view(  # noqa: PLR0913 - a place and how it is shown
    corpus: Corpus, address: Address, *, goto: str, quote: str = "", query: str = "", aside: str = ""
) -> str:
    """Return the article that holds ``address``, with that place set off and the words marked.

    ``quote`` is marked where it stands in that place, ``query`` word by word wherever it stands. ``goto`` is the
    element that shows the article, ``aside`` what stands beside its text.
    """
    article = corpus.article(address)
    if article is None:
        return empty(words.NO_ARTICLE)
    regulation = corpus.regulation(address.regulation)
    place = find_place(article, address)
    spans = find_in_place(article, place, quote) if quote else find_hits(article.text, query)
    return (
        f'<article class="tw-article">'
        f"{_header(corpus, regulation, article, address)}{_banner(regulation)}"
        f'<div class="tw-reading"><div class="tw-law">{_body(article, place if address.steps else None, spans)}</div>'
        f"{aside}</div>{_neighbours(corpus, regulation, article, goto)}</article>"
    )


def to_lines(article: Article) -> Iterator[Line]:
    """Yield the lines of ``article.text``, each with its depth: paragraphs 0, their items 1, and so on."""
    for paragraph in article.paragraphs:
        yield from _paragraph_lines(paragraph, 0)


def _paragraph_lines(paragraph: Paragraph, depth: int, lead: str = "") -> Iterator[Line]:
    if lead or paragraph.text:
        yield Line(depth, lead + paragraph.text)
    for item in paragraph.items:
        yield from _item_lines(item, depth + 1)


def _item_lines(item: Item, depth: int) -> Iterator[Line]:
    for n, paragraph in enumerate(item.paragraphs):
        yield from _paragraph_lines(paragraph, depth, "" if n else item.mark)


def find_place(article: Article, address: Address) -> Span:
    """Return where in ``article.text`` the part at ``address`` stands; the whole where it has no such part."""
    start = 0
    for part in article.parts():
        # Parts come in order and lie inside one another, so none begins before the one ahead of it.
        start = max(article.text.find(part.text, start), start)
        if part.address == address:
            return start, start + len(part.text)
    return 0, len(article.text)


def find_in_place(article: Article, place: Span, quote: str) -> tuple[Span, ...]:
    """Return where ``quote`` stands in ``place`` of the article, or, where it does not, anywhere in the article."""
    start, end = place
    inside = find_quote(article.text[start:end], quote)
    if inside:
        return tuple((start + low, start + high) for low, high in inside)
    return find_quote(article.text, quote)


def _header(corpus: Corpus, regulation: Regulation, article: Article, address: Address) -> str:
    title = f"《{regulation.title}》"
    place = corpus.label(address).removeprefix(title)
    chapter = f'<p class="tw-chapter">{escape(article.chapter)}</p>' if article.chapter else ""
    copy = button("", "", words.COPY_PLACE, style="tw-quiet", data_copy=f"{title}{place}（{address}）")
    return (
        f'<header><h2><span class="tw-of">{escape(title)}</span><span>{escape(place)}</span></h2>'
        f'<div class="tw-under-title">{chapter}{copy}</div></header>'
    )


def _banner(regulation: Regulation) -> str:
    banner = words.status_banner(regulation)
    lines = (banner, *regulation.notices) if banner else regulation.notices
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f'<div class="tw-banner tw-{regulation.status.value}" role="note">{paragraphs}</div>' if lines else ""


def _body(article: Article, place: Span | None, spans: tuple[Span, ...]) -> str:
    body: list[str] = []
    offset = 0
    for n, line in enumerate(to_lines(article)):
        end = offset + len(line.text)
        cited = place is not None and offset < place[1] and place[0] < end
        number = "" if n else f'<b class="tw-number">{escape(article.mark)}</b>　'
        style = f"tw-d{min(line.depth, 3)}" + (" tw-cited" if cited else "")
        body.append(f'<p class="{style}">{number}{mark(line.text, spans, offset)}</p>')
        offset = end + 1
    return "".join(body)


def _neighbours(corpus: Corpus, regulation: Regulation, article: Article, goto: str) -> str:
    at = regulation.articles.index(article)
    before = regulation.articles[at - 1] if at else None
    after = regulation.articles[at + 1] if at + 1 < len(regulation.articles) else None
    found = ((words.PREVIOUS, before, "tw-previous"), (words.NEXT, after, "tw-next"))
    buttons = "".join(_neighbour(word, other, style, goto) for word, other, style in found if other)
    return f'<nav class="tw-neighbours" aria-label="{words.NEIGHBOURS}">{buttons}</nav>'


def _neighbour(word: str, article: Article, style: str, goto: str) -> str:
    annex = f"附件《{article.annex}》" if article.annex else ""
    inner = f"<small>{word}</small><span>{escape(annex + article.address.local_label())}</span>"
    return button("open", str(article.address), inner, goto=goto, style=style)


def empty(heading: str, *lines: str) -> str:
    """Return a place with nothing in it yet, which says what would be there."""
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f'<div class="tw-empty"><h2>{escape(heading)}</h2>{paragraphs}</div>'
