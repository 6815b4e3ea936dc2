"""What people type → how the law is written: traditional characters, and slips of an input method that types by sound.

Only what cannot be meant as it stands is mended: 研发人圆 sounds like 研发人员 and is no word, 研发人手 is left alone.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from tiaowen.answering.script import simplify
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.terms import find_longest
from tiaowen.numerals import NUMERAL_CHARS
from tiaowen.retrieval.words import Tokenizer, count_word

_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_LONGEST = 8  # characters of a name that is compared
_LONG = 4  # a name of so many may be mended inside other words
_ASKING = re.compile(r"[几谁什多之]")
_WORD = 20  # how often the dictionary counts a word that may be meant as it stands
_RARE = 1_000  # one counted less often is not meant where it is a city misspelt: 抱头工程中心
_COMMON = 80_000  # a character counted more often stands by itself beside a short name,
_GRAMMAR = 315_000  # one counted more often beside any: 的, 和, 在
_TELLING = 100_000  # and one counted more often tells too little of the name to know the other by it
_COUNTED = re.compile(rf"[\d{NUMERAL_CHARS}]$")  # 5篇够: a measure word begins no name
_OFTEN = 3  # times that the law has a word that is looked for
_SPOKEN = 1  # readings of a character that are in use; the dictionary has those of old books as well
_CONFUSED = (("zh", "z"), ("ch", "c"), ("sh", "s"))


class Slip(NamedTuple):
    """A stretch of a text that is no word, and the name that it was to be."""

    start: int
    written: str
    meant: str


class Speller:
    """Knows how the names of ``corpus`` are written; what counts as a word of its own is in ``tokenizer``."""

    def __init__(self, corpus: Corpus, tokenizer: Tokenizer) -> None:
        self._count = lru_cache(4096)(partial(count_word, tokenizer=tokenizer))
        self._has_word = tokenizer.has_word
        self._law = "\n".join("".join(text.split()) for text in corpus.texts)
        self._names = names = frozenset(_names_of(corpus, tokenizer))
        cities = [(r.jurisdiction.name, r.jurisdiction.short) for r in corpus.regulations]
        self._cities = frozenset(name for pair in cities for name in pair)
        self._known = names | {word for metric in corpus.terms.metrics for word in metric.said}
        self._holes: dict[str, list[str]] = {}
        self._turned: dict[str, str] = {}
        words = frozenset(_words_of(corpus, tokenizer))
        for name in sorted(name for name in names | words if not _ASKING.search(name)):
            for at in range(len(name)):
                self._holes.setdefault(_with_hole(name, at), []).append(name)
            if all(self._count(character) <= _GRAMMAR for character in name):
                for written in _turned(name):
                    self._turned.setdefault(written, name)
        for platform in corpus.terms.platforms:
            for at in range(1, len(platform.name) - 1):
                self._turned.setdefault(platform.name[:at] + platform.name[at + 1 :], platform.name)
        self._spoken = corpus.terms.spoken

    def find_slips(self, text: str) -> tuple[Slip, ...]:
        """Return the slips in ``text``, longest names first, none overlapping another."""
        found: list[Slip] = []
        covered = self._cover(text)
        for length in range(_LONGEST, 1, -1):
            for start in range(len(text) - length + 1):
                window = text[start : start + length]
                if min(covered[start : start + length]) >= length or not _CHINESE.fullmatch(window):
                    continue
                meant = self._meant(text, start, window, covered)
                if meant and window not in self._law:
                    found.append(Slip(start, window, meant))
                    covered[start : start + length] = [_LONGEST] * length
        return tuple(found)

    def mend(self, text: str) -> str:
        """Return ``text`` simplified, its slips mended, words of speech put plainly."""
        text = simplify(unicodedata.normalize("NFKC", text))
        for slip in sorted(self.find_slips(text), reverse=True):
            text = text[: slip.start] + slip.meant + text[slip.start + len(slip.written) :]
        for spoken in find_longest(text, self._spoken):
            text = text.replace(spoken, self._spoken[spoken])
        return text

    def _meant(self, text: str, start: int, window: str, covered: list[int]) -> str | None:
        """Return the name that ``window``, which stands in ``text`` at ``start``, was to be; None where it is none."""
        if window in self._known:
            return None
        end = start + len(window)
        alone = not any(map(self._is_word, (text[max(start - 1, 0) : start + 1], text[end - 1 : end + 1])))
        turned = self._turned.get(window)
        if turned and alone and not self._is_meant(window, turned):
            return turned
        for at, character in enumerate(window):
            names = self._holes.get(_with_hole(window, at), ())
            sounds = _sounds(character) if names else frozenset()
            for name in names:
                if sounds & _sounds(name[at]) and not self._is_meant(window, name):
                    city = alone and name in self._cities and self._count(character) <= _GRAMMAR
                    if city or ((alone or len(window) > 2) and self._may_be_wrong(text, start, at, window, covered)):
                        return name
        return None

    def _is_meant(self, window: str, name: str) -> bool:
        """Tell whether ``window`` may be meant as it stands, and not to be ``name``."""
        if name in self._names:
            return self._count(window) >= (_RARE if name in self._cities else _WORD)
        return self._has_word(window)

    def _is_word(self, word: str) -> bool:
        return len(word) > 1 and self._count(word) >= _WORD

    def _may_be_wrong(self, text: str, start: int, at: int, window: str, covered: list[int]) -> bool:
        """Tell whether the character ``at`` of ``window`` may be a slip: it is part of no name and of no word."""
        place = start + at
        if (covered[place] and covered[place] + 1 >= len(window)) or self._count(window[at]) > _GRAMMAR:
            return False
        beside = [
            word for word in (text[max(place - 1, 0) : place + 1], text[place : place + 2]) if self._is_word(word)
        ]
        if len(window) >= _LONG:
            return not any(word in self._law for word in beside)
        if len(window) == 2 and (self._count(window[1 - at]) > _TELLING or _COUNTED.search(text, 0, start)):
            return False
        return not beside and self._count(window[at]) <= _COMMON

    def _cover(self, text: str) -> list[int]:
        """Return for each character of ``text`` the length of the longest name that it is part of, 0 for none."""
        covered = [0] * len(text)
        for length in range(2, _LONGEST + 1):
            for start in range(len(text) - length + 1):
                if text[start : start + length] in self._known:
                    covered[start : start + length] = [length] * length
        return covered


def _names_of(corpus: Corpus, tokenizer: Tokenizer) -> Iterator[str]:
    """Yield the names that are looked for: of cities and terms, and the longer words of the law."""
    terms = corpus.terms
    given: list[Iterable[str]] = [(r.jurisdiction.name, r.jurisdiction.short) for r in corpus.regulations]
    given += [(platform.name, *platform.aliases) for platform in terms.platforms]
    given += [(*topic.asked, *topic.law) for topic in terms.topics]
    given += [(metric.name, *metric.aliases) for metric in terms.metrics]
    given += [hint.asked for hint in terms.units]
    given.append(f"{rule.when.category}类" for rule in corpus.rules if rule.when.category)
    given += [[w for w in tokenizer.cut("".join(text.split())) if len(w) > 2] for text in corpus.texts]
    for names in given:
        yield from (name for name in names if 1 < len(name) <= _LONGEST and _CHINESE.fullmatch(name))


def _words_of(corpus: Corpus, tokenizer: Tokenizer) -> Iterator[str]:
    """Yield the words that the law has often."""
    words = Counter(word for text in corpus.texts for word in tokenizer.cut("".join(text.split())))
    yield from (word for word, n in words.items() if n >= _OFTEN and len(word) > 1 and _CHINESE.fullmatch(word))


def _with_hole(name: str, at: int) -> str:
    return f"{name[:at]}_{name[at + 1 :]}"


def _turned(name: str) -> Iterator[str]:
    """Yield ``name`` with two neighbours exchanged."""
    for at in range(len(name) - 1):
        if name[at] != name[at + 1]:
            yield name[:at] + name[at + 1] + name[at] + name[at + 2 :]


@lru_cache(maxsize=4096)
def _sounds(character: str) -> frozenset[str]:
    """Return the syllables of ``character`` without tones, as they sound where zh is z and ng is n."""
    readings = _readings().get(ord(character), "").split(",")[:_SPOKEN]
    syllables = {_plain(syllable) for syllable in readings} - {""}
    for strong, weak in _CONFUSED:
        syllables = {weak + s.removeprefix(strong) if s.startswith(strong) else s for s in syllables}
    return frozenset(s.removesuffix("g") if s.endswith("ng") else s for s in syllables)


def _plain(syllable: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", syllable) if not unicodedata.combining(c))


@lru_cache(maxsize=1)
def _readings() -> dict[int, str]:
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")  # single characters are all that is asked for
    from pypinyin.constants import PINYIN_DICT

    return PINYIN_DICT
