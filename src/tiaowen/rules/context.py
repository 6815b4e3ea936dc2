"""The words around a quantity that tell what it is of: the nearer, the heavier."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tiaowen.quantities import Mention
from tiaowen.rules.law import Law
from tiaowen.rules.senses import words_before_figure
from tiaowen.rules.vocabulary import forms_of

_BOUNDARY = re.compile(r"[，,；;：:。？?！!（）()|\n“”「」]")
_LABEL = re.compile(r"[^：:，。]{1,16}[：:]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_REACH = 80  # characters of a clause on either side
_AFTER, _CLAUSE, _OTHERS, _FOLLOWING = 0.8, 0.5, 0.2, (0.6, 0.5)
_PREVIOUS = (0.45, 0.3, 0.15)
_FEW = 4  # a clause with fewer terms says too little by itself


class Context(NamedTuple):
    """What stands around a quantity.

    ``clause`` is the clause that holds it, ``words`` what of it belongs to this quantity alone (with the label of
    its row), ``terms`` the weighted terms of all around it, ``own`` those of ``words`` that the law knows.
    """

    clause: str
    words: str
    terms: dict[str, float]
    own: frozenset[str]


def read_context(text: str, mentions: Sequence[Mention], at: int, law: Law) -> Context:
    """Return the context in ``text`` of the mention number ``at``."""
    mention = mentions[at]
    low = _last_boundary(text, mention.start)
    stop = _BOUNDARY.search(text, mention.end, mention.end + _REACH)
    high = stop.start() if stop else min(len(text), mention.end + _REACH)
    previous = max((m.end for m in mentions[max(0, at - 3) : at] if low < m.end <= mention.start), default=low)
    following = min((m.start for m in mentions[at + 1 : at + 3] if m.start < high), default=high)
    before = text[previous : mention.start]
    if len(_CHINESE.findall(before)) < 2:
        before = text[low : mention.start]
    after = text[mention.end : following]
    inner = words_before_figure(mention)  # 至少要持续运营24个月
    terms: dict[str, float] = {}
    add_terms(terms, law.words.terms_of(before + inner), 1.0)
    add_terms(terms, law.words.terms_of(after), _AFTER)
    add_terms(terms, law.words.terms_of(text[previous:following]), _CLAUSE)
    add_terms(terms, law.words.terms_of(text[low:high]), _OTHERS)
    label = _LABEL.match(text)
    words = before + inner + after
    if label and label.end() <= low:
        add_terms(terms, law.words.terms_of(label[0]), _AFTER)
        words = label[0] + words
    vague = len(terms) < _FEW
    _add_previous(terms, text, low, law)
    if stop and vague:
        _add_following(terms, text, high + 1, law)
    terms |= forms_of(text, mention.start, mention.end)
    return Context(text[low:high], words, terms, law.known_terms(words))


def add_terms(terms: dict[str, float], more: dict[str, float], weight: float) -> None:
    """Add ``more`` to ``terms``, each with the larger of its weights."""
    for term, held in more.items():
        terms[term] = max(terms.get(term, 0.0), held * weight)


def _last_boundary(text: str, end: int) -> int:
    start = max(0, end - _REACH)
    return max((m.end() for m in _BOUNDARY.finditer(text, start, end)), default=start)


def _add_previous(terms: dict[str, float], text: str, low: int, law: Law) -> None:
    for weight in _PREVIOUS:
        if low <= 1:
            break
        start = _last_boundary(text, low - 1)
        add_terms(terms, law.words.terms_of(text[start : low - 1]), weight)
        low = start


def _add_following(terms: dict[str, float], text: str, start: int, law: Law) -> None:
    for weight in _FOLLOWING:
        stop = _BOUNDARY.search(text, start, start + _REACH)
        end = stop.start() if stop else min(len(text), start + _REACH)
        add_terms(terms, law.words.terms_of(text[start:end]), weight)
        start = end + 1
