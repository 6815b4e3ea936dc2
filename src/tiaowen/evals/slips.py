"""Slips of typing: a character for another that sounds the same, or two neighbours in the wrong order."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from random import Random

from tiaowen.corpus.load import Corpus
from tiaowen.numerals import NUMERAL_CHARS
from tiaowen.retrieval.words import base_tokenizer, count_word, tokenizer_with

_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
_QUOTED = re.compile(r"[“\"「『][^”\"」』]*[”\"」』]")
_OFFERED = 5  # characters that an input method offers first
_LEVEL_ONE = range(0xB0, 0xD8)  # rows of GB 2312 that hold the characters in common use


class Typist:
    """Makes slips in the words of a question that matter: those of the law, outside of quotation marks."""

    def __init__(self, corpus: Corpus) -> None:
        self._law = "".join("".join(text.split()) for text in corpus.texts)
        self._terms = frozenset(corpus.terms.words())
        self._asking = corpus.terms.asking
        self._tokenizer = tokenizer_with(self._terms)

    def mistake_sound(self, text: str, rng: Random) -> str:
        """Return ``text`` with one character of a word exchanged for a common one that sounds the same."""
        places = [at for start, word in self._words(text) for at in range(start, start + len(word))]
        rng.shuffle(places)
        for at in places:
            offered = _sounding_as(text[at])
            if offered:
                return f"{text[:at]}{rng.choice(offered)}{text[at + 1 :]}"
        return text

    def swap_neighbours(self, text: str, rng: Random) -> str:
        """Return ``text`` with two neighbours in a word exchanged."""
        places = [
            at
            for start, word in self._words(text)
            for at in range(start, start + len(word) - 1)
            if text[at] != text[at + 1]
        ]
        if not places:
            return text
        at = rng.choice(places)
        return f"{text[:at]}{text[at + 1]}{text[at]}{text[at + 2 :]}"

    def _words(self, text: str) -> list[tuple[int, str]]:
        """Return the words of the law in ``text`` with their places; where it has none, its other words."""
        plain = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
        words = [
            (start, word)
            for word, start, _ in self._tokenizer.tokenize(plain)
            if _CHINESE.fullmatch(word) and not any(c in NUMERAL_CHARS for c in word) and word not in self._asking
        ]
        return [(at, word) for at, word in words if word in self._law or word in self._terms] or words


@lru_cache(maxsize=4096)
def _sounding_as(character: str) -> tuple[str, ...]:
    """Return the characters that an input method offers first for the sound of ``character``, but not itself."""
    offered = [other for other in _by_sound().get(_sound(character), ()) if other != character]
    return tuple(offered[:_OFFERED])


@lru_cache(maxsize=1)
def _by_sound() -> dict[str, list[str]]:
    """Return the characters in common use by their sound, those used most first."""
    tokenizer = base_tokenizer()
    found: dict[str, list[str]] = {}
    for character in sorted(_common(), key=lambda c: (-count_word(c, tokenizer), c)):
        if character not in NUMERAL_CHARS:
            found.setdefault(_sound(character), []).append(character)
    return found


def _common() -> Iterator[str]:
    for row in _LEVEL_ONE:
        for cell in range(0xA1, 0xFF):
            yield from bytes((row, cell)).decode("gb2312", errors="ignore")


def _sound(character: str) -> str:
    """Return the syllable of ``character`` as it is typed: the first reading, without its tone."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")  # the readings of characters are all that is asked for
    from pypinyin.constants import PINYIN_DICT
    from pypinyin.contrib.tone_convert import to_normal

    return str(to_normal(PINYIN_DICT.get(ord(character), "").split(",")[0]))
