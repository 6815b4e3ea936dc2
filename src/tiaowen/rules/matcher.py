"""Many fixed words found in a text in one pass, the longest at each place winning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Match(NamedTuple, Generic[T]):
    """A word found: where it stands, and what it stands for."""

    start: int
    end: int
    values: tuple[T, ...]


class Matcher(Generic[T]):
    """Finds words; a word may stand for several values.

    >>> [(m.start, m.values) for m in Matcher([("中心", 1), ("工程中心", 2)]).find("工程中心和中心")]
    [(0, (2,)), (5, (1,))]
    """

    def __init__(self, words: Iterable[tuple[str, T]]) -> None:
        values: dict[str, dict[T, None]] = {}
        for word, value in words:
            if word:
                values.setdefault(word, {})[value] = None
        self._values = {word: tuple(found) for word, found in values.items()}
        by_head: dict[str, list[str]] = {}
        for word in sorted(values, key=lambda w: (-len(w), w)):
            by_head.setdefault(word[:2], []).append(word)
        self._by_head = by_head
        heads = "".join(re.escape(head) for head in sorted({word[0] for word in values}))
        self._start = re.compile(f"[{heads}]" if heads else r"(?!)")

    def find(self, text: str) -> Iterator[Match[T]]:
        """Yield the words in ``text`` from left to right, none inside another."""
        at = 0
        while start := self._start.search(text, at):
            at = start.start()
            word = self._at(text, at)
            if word is None:
                at += 1
            else:
                yield Match(at, at + len(word), self._values[word])
                at += len(word)

    def _at(self, text: str, at: int) -> str | None:
        """Return the longest word that stands at ``at``."""
        for head in (text[at : at + 2], text[at]):
            for word in self._by_head.get(head, ()):
                if text.startswith(word, at):
                    return word
        return None
