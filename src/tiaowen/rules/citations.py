"""Articles named inside a text, and whether they exist: （第九条第（三）项）, 第八条规定."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.lookup import find_places, find_references
from tiaowen.domain import Address
from tiaowen.rules.scope import Scope

_ARTICLE = re.compile(r"第[0-9零〇一二三四五六七八九十百]{1,6}条")
_ITEM = re.compile(r"第[（(]?[0-9一二三四五六七八九十]{1,3}[）)]?项")
_REACH = 120  # characters in which 第（二）项 is an item of the article named before
_ANNEX = re.compile(r"附件|附录|标准")


class Cited(NamedTuple):
    """An article named in a text: its place there, and the addresses that it may mean, none where it exists nowhere."""

    start: int
    end: int
    words: str
    addresses: tuple[Address, ...]


def find_cited(text: str, corpus: Corpus, scope_at: Callable[[int], tuple[frozenset[str], Scope]]) -> Iterator[Cited]:
    """Yield the articles that ``text`` names, in the main text and in the annexes.

    ``scope_at`` gives the regulations and the scope in which a citation at a place is read.
    """
    at, article = 0, ""
    for reference in find_references(text):
        start = text.find(reference.words, at)
        if start < 0:
            continue
        at = start + len(reference.words)
        regulations, scope = scope_at(start)
        known = [r for r in corpus.regulations if r.id in regulations]
        annex = bool(_ANNEX.search(text, max(0, start - 24), start))
        found: dict[Address, None] = {}
        words = reference.words
        while words and not found:
            for lead in ("附件", "") if annex else ("", "附件"):
                found |= dict.fromkeys(find_places(lead + words, corpus, known, sorted(scope.platform)).found)
            words = words[: max(words.rfind("（"), words.rfind("("), 0)]
        article = _ARTICLE.match(reference.words)[0] if _ARTICLE.match(reference.words) else article  # type: ignore[index]
        if found or "条" in reference.words:
            yield Cited(start, at, reference.words, tuple(found))
        for item in _ITEM.finditer(text, at, at + _REACH) if article else ():
            if _ARTICLE.search(text, at, item.start()):
                break
            places = find_places(f"{'附件' if annex else ''}{article}{item[0]}", corpus, known, sorted(scope.platform))
            if places.found:
                yield Cited(item.start(), item.end(), item[0], places.found)
