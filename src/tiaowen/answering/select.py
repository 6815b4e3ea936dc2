"""Retrieved articles → the parts of them that answer: items, paragraphs and their sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tiaowen.answering.clauses import Clause
from tiaowen.corpus.rules import plain
from tiaowen.domain import Address, Part, Value

_SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
_GOES_ON = ("已", "其中", "情节", "经", "并", "同时")
_LISTS = re.compile(r"来源于|包括[^；]{2,}")
_NEAR = 0.6  # sentences that fit nearly as well as the best are given with it


class Passage(Value):
    """A part of an article that fits a clause; ``sentences`` are the best of it, in order.

    ``exact``: a rule there gives the very figure asked for. ``answers`` is False where a figure is asked for and the
    part has none of that kind; ``near`` then tells that it has none that could be taken for one. ``introduces``
    marks the sentence that introduces a list.
    """

    address: Address
    text: str
    sentences: tuple[str, ...]
    score: float
    answers: bool
    exact: bool = False
    near: bool = False
    introduces: bool = False

    def joined(self, other: Passage) -> Passage:
        """Return the passage with the sentences that ``other``, for another clause, gives of the same part."""
        both = {*self.sentences, *other.sentences}
        sentences = tuple(sentence for sentence in split_sentences(self.text) if sentence in both)
        score, exact = max(self.score, other.score), self.exact or other.exact
        return self.model_copy(update={"sentences": sentences, "score": score, "exact": exact})


def select_passages(parts: Sequence[Part], clause: Clause) -> tuple[Passage, ...]:
    """Return those of ``parts`` that fit ``clause`` by their own words, best first, ties in the order given."""
    scored = ((clause.score_part(part), part) for part in parts if part.own)
    best_first = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])
    return tuple(
        Passage(
            address=part.address,
            text=part.own,
            sentences=_best_sentences(part, clause),
            score=score,
            answers=clause.is_answered_by(part),
            exact=clause.wants_figure and bool(clause.quotes_at(part.address)),
            near=clause.is_touched_by(part),
            introduces=part.own.endswith(("：", ":")),
        )
        for score, part in best_first
    )


def split_sentences(text: str) -> Iterator[str]:
    """Yield the sentences of ``text``, marks kept.

    >>> list(split_sentences("（五）面积达300平方米以上；设备齐全。"))
    ['（五）面积达300平方米以上；', '设备齐全。']
    """
    return (match[0].strip() for match in _SENTENCE.finditer(text) if match[0].strip())


def _best_sentences(part: Part, clause: Clause) -> tuple[str, ...]:
    """Return the sentences that the rules in question quote; without such, those that fit best."""
    sentences = tuple(split_sentences(part.own))
    quotes = [plain(quote) for quote in clause.quotes_at(part.address)] if clause.wants_figure else []
    quoted = tuple(s for s in sentences if any(quote in plain(s) for quote in quotes))
    if quoted:
        return quoted
    scores = [clause.score(sentence) for sentence in sentences]
    best = max(scores, default=0.0)
    chosen = {s for s, score in zip(sentences, scores, strict=True) if score >= _NEAR * best}
    listed: set[str] = set()  # sentences that a list goes on with
    for sentence, following in pairwise(sentences):  # …的，三年内不得申请；已纳入的予以清退: one case in two sentences
        open_ = sentence in chosen and sentence.endswith(("；", ";"))
        if open_ and (following.startswith(_GOES_ON) or _LISTS.search(sentence) or sentence in listed):
            listed |= {following} if _LISTS.search(sentence) or sentence in listed else set()
            chosen.add(following)
    return tuple(s for s in sentences if s in chosen)
