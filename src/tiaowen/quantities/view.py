"""A text as the scanner reads it: one form for each character, no spaces, every character traced to its place."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

_EMPHASIS = "*`"
_OWN_FORM = frozenset("，；：！？（）、。…〇²³＞＜")
_LATIN = frozenset("0123456789abcdefghijklmnopqrstuvwxyz.,/")
_DIGIT = frozenset("0123456789零〇一二三四五六七八九两")
_ENDS_NUMBER = _DIGIT | frozenset("十百千万亿成%")


class View(NamedTuple):
    """The text to scan, and for each of its characters the index it has in the original."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``text[start:end]`` stands in the original."""
        return self.places[start], self.places[end - 1] + 1


@lru_cache(maxsize=2048)
def to_view(text: str) -> View:
    """Return ``text`` with compatibility forms unfolded and white space and Markdown emphasis left out.

    What is left out between two Latin letters or two numbers leaves one space: 5 6人 never becomes 56人.
    A new line stays. Circled and other marks that number a list become ``•``. Views are remembered: for one answer the
    same words are read many times, and the law's for every answer.

    >>> view = to_view("不少于 **３００** ㎡，5 6")
    >>> view.text, view.span(3, 8)
    ('不少于300 m2，5 6', (6, 13))
    """
    out: list[str] = []
    places: list[int] = []
    gap = False
    for place, char in enumerate(text):
        plain = _plain(char)
        if not plain:
            gap = True
            continue
        if gap and out and _are_apart(out[-1], plain[0]):
            out.append(" ")
            places.append(place)
        gap = False
        out.extend(plain)
        places.extend([place] * len(plain))
    return View("".join(out), tuple(places))


def _are_apart(one: str, two: str) -> bool:
    return (one in _LATIN and two in _LATIN) or (one in _ENDS_NUMBER and two in _DIGIT)


@lru_cache(maxsize=8192)
def _plain(char: str) -> str:
    if char in "\n\r\u2028\u2029":
        return "\n"
    if char in _EMPHASIS or char.isspace() or unicodedata.category(char) in {"Cf", "Cc", "Mn"}:
        return ""
    if char in _OWN_FORM:
        return char
    unfolded = unicodedata.normalize("NFKC", char)
    category = unicodedata.category(char)
    if category in {"No", "Nl"}:
        return "•"
    if len(unfolded) > 1 and category != "So":
        return char
    return unfolded.lower() if unfolded.isascii() else unfolded
