"""Lists of the law told with one entry changed: 优秀、良好、合格、不合格 for 优秀、良好、合格、较差."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from tiaowen.domain import ClaimOutcome
from tiaowen.rules.record import Finding, Record

_LIST = re.compile(r"(?:[^、，,。；;：:（）()“”「」|\s]{1,16}、){1,12}[^、，,。；;：:（）()“”「」|\s]{1,16}")
_MARK = re.compile(r"、|以及|[和与及或](?![^、]{0,3}$)|(?<=[\u4e00-\u9fff]{2})[和与及或](?=[\u4e00-\u9fff]{2})")
_NEGATIONS = frozenset("不非未无")
_SHARED = 2  # characters that the ends of two lists share, at least
_LEAST = 3  # entries of a list that can be told with one changed
_ENTRY = 8  # characters of an entry beyond which it is a clause


class _Entries(NamedTuple):
    start: int
    end: int
    words: tuple[str, ...]


def find_altered_lists(record: Record) -> Iterator[Finding]:
    """Yield a finding on every list that is one of the law's in scope but for a single entry."""
    for read in record.reads:
        for own in _lists(read.segment.text):
            regulations = record.law.names.regulations(read.scope)
            altered = None
            for sentence in record.law.sentences(regulations, read.scope.platform):
                for stated in _lists(sentence.text):
                    differing = _differing(own.words, stated.words)
                    if differing == 0:
                        altered = None
                        break
                    if differing == 1 and altered is None:
                        altered = sentence, stated
                else:
                    continue
                break
            if altered is not None:
                sentence, stated = altered
                reason = f"{record.law.corpus.label(sentence.at)}列的是“{'、'.join(stated.words)}”。"
                yield record.finding(read, (own.start, own.end), ClaimOutcome.CONTRADICTED, reason)


@lru_cache(maxsize=4096)  # the sentences of the law are gone through for every list
def _lists(text: str) -> tuple[_Entries, ...]:
    found = ((m, tuple(word for word in _MARK.split(m[0]) if word)) for m in _LIST.finditer(text))
    return tuple(_Entries(m.start(), m.end(), words) for m, words in found if len(words) >= _LEAST)


def _differing(own: Sequence[str], stated: Sequence[str]) -> int | None:
    """Return in how many entries two lists of one length differ, None where they are no versions of one another.

    The first entry may have words before it and the last words after it.
    """
    if len(own) != len(stated) or any(len(word) > _ENTRY for word in (*own[1:-1], *stated[1:-1])):
        return None
    left = dict(enumerate(stated))
    for place, word in enumerate(own):
        for at, other in left.items():
            if _same(word, other, (place, at), len(own)):
                del left[at]
                break
    return len(left) if len(left) <= 1 else None


def _same(one: str, other: str, places: tuple[int, int], length: int) -> bool:
    if one == other or not _cores(one, places[0], length).isdisjoint(_cores(other, places[1], length)):
        return True
    short = min(one, other, key=len)
    return 0 not in places and len(short) > _SHARED and one.startswith(short) and other.startswith(short)


def _cores(word: str, place: int, length: int) -> frozenset[str]:
    """Return what of an entry may be the entry itself: 优秀 of 评估结果分为优秀, 不合格 of 不合格四个等级."""
    if place == 0:
        starts = (i for i in range(len(word) - _SHARED + 1) if not (i and word[i - 1] in _NEGATIONS))
        return frozenset(word[i:] for i in starts)
    if place == length - 1:
        return frozenset(word[:end] for end in range(_SHARED, len(word) + 1))
    return frozenset({word})
