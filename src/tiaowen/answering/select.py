"""Retrieved articles → the parts of them that answer: items, paragraphs and their sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from tiaowen.answering.clauses import Clause
from tiaowen.corpus.rules import plain
from tiaowen.domain import Address, Part

_SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
_GOES_ON = ("已", "其中", "情节", "经", "并", "同时")
_LISTS = re.compile(r"来源于|包括[^；]{2,}")
_NEAR = 0.6  # sentences that fit nearly as well as the best are given with it


@dataclass(frozen=True)
class Passage:
    """A part of an article that fits ``clause``, and how well.

    ``beside`` are sentences that it is to be given with besides its best. Little of what fits is given in an answer:
    what is asked of a passage is worked out when it is.
    """

    part: Part
    clause: Clause
    score: float
    beside: tuple[str, ...] = ()

    @property
    def address(self) -> Address:
        """Where it stands."""
        return self.part.address

    @property
    def text(self) -> str:
        """The part's own words."""
        return self.part.own

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The best sentences, in order."""
        best = _best_sentences(self.part, self.clause)
        if not self.beside:
            return best
        return tuple(sentence for sentence in split_sentences(self.text) if sentence in {*best, *self.beside})

    @cached_property
    def answers(self) -> bool:
        """False where a figure is asked for and the part has none of that kind."""
        return self.clause.is_answered_by(self.part)

    @cached_property
    def exact(self) -> bool:
        """Whether a rule there gives the very figure asked for."""
        return self.clause.wants_figure and bool(self.clause.quotes_at(self.address))

    @property
    def near(self) -> bool:
        """Whether the part has no figure that could be taken for the one asked for."""
        return self.clause.is_touched_by(self.part)

    @property
    def introduces(self) -> bool:
        """Whether the part introduces a list."""
        return self.text.endswith(("：", ":"))

    def joined(self, other: Passage) -> Passage:
        """Return the passage with the sentences that ``other``, for another clause, gives of the same part."""
        one, two = (other, self) if other.exact and not self.exact else (self, other)
        return Passage(self.part, one.clause, max(self.score, other.score), (*one.beside, *two.sentences))


def select_passages(parts: Sequence[Part], clause: Clause) -> tuple[Passage, ...]:
    """Return those of ``parts`` that fit ``clause`` by their own words, best first, ties in the order given."""
    scored = (Passage(part, clause, clause.score_part(part)) for part in parts if part.own)
    return tuple(sorted((passage for passage in scored if passage.score > 0), key=lambda p: -p.score))


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
