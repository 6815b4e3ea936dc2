"""Looking articles up: the regulations, their contents, and what a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby
from urllib.parse import quote

from tiaowen.app.render.page import words
from tiaowen.app.render.page.article import empty
from tiaowen.app.render.page.markup import button, find_hits, mark
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address, Article, Hit, Regulation

_OPENING = 32
"""How many characters of an article its line in the contents may hold; the stylesheet cuts what does not fit."""
_BEFORE, _AFTER = 24, 96
"""How many characters of a hit are shown before and after its first marked word."""


def regulations_view(regulations: Sequence[Regulation], *, goto: str) -> str:
    """Return the list of regulations to choose from."""
    entries = "".join(f"<li>{_regulation(r, goto)}</li>" for r in regulations)
    return f'<nav class="tw-nav" aria-label="{words.REGULATIONS}"><h2>{words.REGULATIONS}</h2><ul>{entries}</ul></nav>'


def _regulation(regulation: Regulation, goto: str) -> str:
    facts = (regulation.jurisdiction.name, words.status_word(regulation.status), words.size(regulation))
    about = " · ".join(fact for fact in facts if fact)
    inner = f"<span>{escape(regulation.title)}</span><small>{escape(about)}</small>"
    return button("choose", regulation.id, inner, goto=goto, style="tw-regulation")


def contents_view(regulation: Regulation, *, goto: str, current: Address | None = None) -> str:
    """Return the contents of ``regulation``: chapters and annexes with their articles, ``current`` being read."""
    sections = "".join(
        f"<section>{_heading(annex, chapter)}<ul>{''.join(_entry(a, current, goto) for a in articles)}</ul></section>"
        for (annex, chapter), articles in groupby(regulation.articles, key=lambda a: (a.annex, a.chapter))
    )
    back = button("regulations", "", escape(words.ALL_REGULATIONS), style="tw-back")
    gaps = "".join(f'<p class="tw-gap">{escape(gap)}</p>' for gap in regulation.numbering)
    word = words.status_word(regulation.status)
    status = f'<p class="tw-gap tw-state">{word}</p>' if word else ""
    return (
        f'<nav class="tw-nav tw-contents" aria-label="{words.CONTENTS}">{back}'
        f"<h2>{escape(regulation.title)}</h2>{status}{gaps}{sections}</nav>"
    )


def _heading(annex: str | None, chapter: str | None) -> str:
    text = "　".join(part for part in (f"附件《{annex}》" if annex else None, chapter) if part)
    return f"<h3>{escape(text)}</h3>" if text else ""


def _entry(article: Article, current: Address | None, goto: str) -> str:
    opening = "".join(article.text.split())[:_OPENING]
    here = "true" if current and current.whole == article.address else ""
    inner = f"<b>{escape(article.address.local_label())}</b><span>{escape(opening)}</span>"
    return f"<li>{button('open', str(article.address), inner, goto=goto, aria_current=here)}</li>"


def front_page(regulation: Regulation, *, goto: str) -> str:
    """Return the first page of ``regulation``: what it is, whether it is in force, where to begin."""
    begin = regulation.articles[0].address
    facts = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in _facts(regulation))
    lines = (words.status_banner(regulation), *regulation.notices)
    notes = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    banner = f'<div class="tw-banner tw-{regulation.status.value}" role="note">{notes}</div>' if notes else ""
    start = button("open", str(begin), words.FIRST_ARTICLE, goto=goto, style="tw-start")
    return (
        f'<article class="tw-front" data-link="?a={regulation.id}"><h2>{escape(regulation.title)}</h2>{banner}'
        f"<dl>{facts}</dl>{start}</article>"
    )


def _facts(regulation: Regulation) -> list[tuple[str, str]]:
    facts = [
        ("地区", regulation.jurisdiction.name),
        ("发布机关", regulation.issuer),
        ("主管部门", regulation.authority),
        ("解释机关", regulation.interpreter),
        ("适用平台", "、".join(regulation.platforms)),
        ("施行", regulation.effective and f"“{regulation.effective}”"),
        ("期限", regulation.term and f"“{regulation.term}”"),
        ("篇幅", words.size(regulation)),
        ("条号", "".join(regulation.numbering)),
    ]
    return [(name, value) for name, value in facts if value]


def law_welcome() -> str:
    """Return what the reader shows before anything is chosen."""
    return empty(words.LAW_EMPTY, *words.LAW_EMPTY_TEXT)


def reader_tools(contents: str, reader: str, address: Address, *, searched: bool) -> str:
    """Return the buttons over the article at ``address``: back to the element ``contents``, back to the hits after a
    search, and the link to it.
    """
    to_contents = button("", "", words.CONTENTS, goto=contents, style="tw-back tw-only-narrow")
    to_hits = button("results", "", words.BACK_TO_HITS, goto=reader, style="tw-back") if searched else ""
    link = button("link", "", words.COPY_LINK, style="tw-quiet")
    return f'<div class="tw-tools" data-link="{escape(link_to(address))}">{to_contents}{to_hits}{link}</div>'


def link_to(address: Address) -> str:
    """Return the link to ``address`` on the page: ?a=liuzhou-etrc/9(3)."""
    return f"?a={quote(str(address), safe='/()-.')}"


def hits_view(query: str, hits: Sequence[Hit], *, goto: str) -> str:
    """Return the articles found for ``query``, its words marked."""
    if not hits:
        return empty(words.hits_heading(query, 0), words.NO_HITS_TEXT)
    entries = "".join(f"<li>{_hit(query, hit, goto)}</li>" for hit in hits)
    heading = escape(words.hits_heading(query, len(hits)))
    return f'<div class="tw-hits"><h2>{heading}</h2><ol>{entries}</ol></div>'


def _hit(query: str, hit: Hit, goto: str) -> str:
    spans = find_hits(hit.text, query)
    first = spans[0][0] if spans else 0
    opening = hit.text[max(first - _BEFORE, 0) : first].lstrip("。；，、：） \n")
    start, end = first - len(opening), first + _AFTER
    before, after = "…" if start else "", "…" if end < len(hit.text) else ""
    excerpt = before + mark(hit.text[start:end], spans, start) + after
    inner = f"<b>{escape(hit.label)}</b><span>{excerpt}</span>"
    return button("hit", str(hit.address), inner, goto=goto, style="tw-hit")


def choices_view(corpus: Corpus, addresses: Sequence[Address], *, goto: str) -> str:
    """Return the places that one number names, to choose from."""
    entries = "".join(
        f"<li>{button('open', str(a), f'<b>{escape(corpus.label(a))}</b>', goto=goto, style='tw-hit')}</li>"
        for a in addresses
    )
    return f'<div class="tw-hits"><h2>{words.CHOICES}</h2><ol>{entries}</ol></div>'
