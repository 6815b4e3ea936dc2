"""Articles named inside a text, and whether they exist: （第九条第（三）项）, 第八条规定."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.lookup import find_places, find_references
from tiaowen.domain import Address

_ARTICLE = re.compile(r"第[0-9零〇一二三四五六七八九十百]{1,6}条")
_ITEM = re.compile(r"第[（(]?[0-9一二三四五六七八九十]{1,3}[）)]?项")
_ANNEX = re.compile(r"附件|附录|标准")
_TWO_ITEMS = re.compile(r"(第[^（(]+条)([（(][^（）()]+[）)])([（(][^（）()]+[）)])")
_NUMERAL = "[0-9零〇一二三四五六七八九十百]{1,6}"
_NUMBER = re.compile(_NUMERAL)
_SEVERAL = re.compile(rf"第{_NUMERAL}(?:[、，,和及与]第?{_NUMERAL})+条")
_REACH = 120  # characters in which 第（二）项 is an item of the article named before
_BEFORE = 24  # characters before an article in which the annex is named


class Cited(NamedTuple):
    """An article named in a text: its place there, and the addresses that it may mean, none where it exists nowhere."""

    start: int
    end: int
    words: str
    addresses: tuple[Address, ...]


class Known(NamedTuple):
    """The regulations and platforms in which a citation is read."""

    regulations: frozenset[str]
    platforms: frozenset[str]


class CitationReader:
    """Reads the citations of a text; what one comes to is looked up once."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._remembered = lru_cache(maxsize=4096)(self._look_up)

    def find(self, text: str, known_at: Callable[[int], Known]) -> Iterator[Cited]:
        """Yield the articles that ``text`` names; ``known_at`` tells how a citation at a place is read."""
        at, article = 0, None
        lists = [match.span() for match in _SEVERAL.finditer(text)]
        for match in _SEVERAL.finditer(text):
            known = known_at(match.start())
            numbers = _NUMBER.findall(match[0])
            found = (a for n in numbers for a in self._remembered(f"第{n}条", known, False))
            yield Cited(*match.span(), match[0], tuple(dict.fromkeys(found)))
        for reference in find_references(text):
            start = text.find(reference.words, at)
            if start < 0 or any(low <= start < high for low, high in lists):
                continue
            at = start + len(reference.words)
            known = known_at(start)
            annex = bool(_ANNEX.search(text, max(0, start - _BEFORE), start))
            addresses = self._remembered(reference.words, known, annex)
            article = _ARTICLE.match(reference.words) or article
            if addresses or "条" in reference.words:
                yield Cited(start, at, reference.words, addresses)
            if article:
                yield from self._items(text, at, article[0], known, annex=annex)

    def _items(self, text: str, at: int, article: str, known: Known, *, annex: bool) -> Iterator[Cited]:
        """Yield the items named after an article without it: 第三条第（一）项要求…，第（二）项要求…."""
        for item in _ITEM.finditer(text, at, at + _REACH):
            if _ARTICLE.search(text, at, item.start()):
                return
            if addresses := self._remembered(article + item[0], known, annex):
                yield Cited(item.start(), item.end(), item[0], addresses)

    def _look_up(self, words: str, known: Known, annex: bool) -> tuple[Address, ...]:
        """Return what ``words`` may mean, in the main text and the annexes; the article where the item is unclear."""
        regulations = [r for r in self._corpus.regulations if r.id in known.regulations]
        platforms = sorted(known.platforms)
        found: dict[Address, None] = {}
        if pair := _TWO_ITEMS.fullmatch(words):
            return tuple(
                dict.fromkeys(a for item in pair.groups()[1:] for a in self._look_up(pair[1] + item, known, annex))
            )
        while words and not found:
            for lead in ("附件", "") if annex else ("", "附件"):
                found |= dict.fromkeys(find_places(lead + words, self._corpus, regulations, platforms).found)
            words = words[: max(words.rfind("（"), words.rfind("("), 0)]
        return tuple(found)
