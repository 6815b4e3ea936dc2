"""What stands on every document beside what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from tiaowen.app.render.exports.blocks import Block, Heading, Plain, Points
from tiaowen.app.render.page.words import DISCLAIMER, status_banner
from tiaowen.corpus.load import Corpus

CHECKED, SOURCES, NOTICES, LAWS = "核对过的说法", "依据", "请注意", "所依据的办法"


def write_day(day: date) -> str:
    """Return ``day`` as a document writes it.

    >>> write_day(date(2026, 3, 9))
    '2026年3月9日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def opening(title: str, corpus: Corpus, day: date) -> Iterator[Block]:
    """Yield the head of a document: title, day, which law it is drawn from, and what it is good for."""
    yield Heading(1, title)
    mark = f"　条文指纹：{corpus.fingerprint}" if corpus.fingerprint else ""
    yield Plain(f"日期：{write_day(day)}{mark}")
    yield Plain(DISCLAIMER)


def laws(regulations: Iterable[str], corpus: Corpus) -> Iterator[Block]:
    """Yield the regulations that a document rests on, each with how far it is in force and what is to be noted."""
    held = [r for r in corpus.regulations if r.id in set(regulations)]
    if held:
        yield Heading(2, LAWS)
        yield Points(tuple("".join((f"《{r.title}》", *_said(status_banner(r), r.notices))) for r in held))


def _said(banner: str, notices: Iterable[str]) -> Iterator[str]:
    lines = [line for line in (banner, *notices) if line]
    if lines:
        yield "：" + "".join(line if line.endswith(("。", "；")) else f"{line}。" for line in lines)
