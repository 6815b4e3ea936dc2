"""Retrieved articles → the parts of them that answer: items, paragraphs and their sentences."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.naming import without_names
from tiaowen.domain import Address, Part, Value
from tiaowen.numerals import NUMERAL_CHARS
from tiaowen.quantities import Quantity, to_base
from tiaowen.rules.check import quantities_in
from tiaowen.rules.matcher import Matcher

_CLAUSE = re.compile(r"[，,。？?；;！!+\s]+")
_SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
_ASKS_QUANTITY = re.compile(
    r"多少|几|多大|多久|多长|何时|(?:什么|啥)时候|哪天|百分之|比例|占比|最[多少高低长短晚大小]|底线|限制|至少|至多|上限|下限"
)
_COUNTED = re.compile(r"(?:几|多少)个?\s*(人|平方米|元|年|个月|天|工作日|项|篇|次|届|家|例|分)")

_LAW_WORD = 0.5  # a word of the law counts half of a word that the asker wrote
_CONTEXT = 0.3  # a word of another clause counts less
_LEAD = 0.3  # and so does a word in the sentence that introduces a list
_UNIT = 4.0  # a quantity in the unit asked for counts as much as a rare word
_RULED = 6.0  # the place of a rule on what is named counts more
_SAME_QUANTITY = 4.0  # so does a quantity that the asker names
_INTRODUCTION = 0.5  # a sentence that only introduces a list says little
_NEAR = 0.6  # sentences that fit nearly as well as the best are given with it


class Clause(Value):
    """One clause of a question: how much each of its words tells, and what quantities it speaks of.

    ``words`` are pairs of word and weight, rare words of the corpus weighing more; ``own`` are those that the
    asker wrote; ``unknown`` are those of them that no text of the corpus holds; ``units`` are asked for; ``ruled`` are
    the places of the rules on what is named.
    """

    words: tuple[tuple[str, float], ...]
    own: tuple[str, ...]
    unknown: tuple[str, ...]
    units: frozenset[str]
    quantities: tuple[Quantity, ...]
    ruled: frozenset[Address] = frozenset()

    def within(self, context: Mapping[str, float]) -> Clause:
        """Return the clause with the words of ``context`` added, where it says something by itself."""
        if not (self.words or self.ruled or self.units):
            return self
        return self.model_copy(update={"words": tuple({**context, **dict(self.words)}.items())})

    def score_part(self, part: Part) -> float:
        """Return how well ``part`` fits by its own words, and by being the place of a rule on what is named."""
        return self.score(part.own, part.lead) + (_RULED if part.address in self.ruled else 0.0)

    def score(self, text: str, lead: str = "") -> float:
        """Return how well ``text``, introduced by ``lead``, fits the clause; 0 where it shares nothing with it."""
        score = self._word_score(text)
        score += _LEAD * sum(weight for word, weight in self.words if word in lead and word not in text)
        if score and self.units and self._holds_unit(text):
            score += _UNIT
        if any(_same_figure(asked, held) for asked in self.quantities for held in quantities_in(text)):
            score += _SAME_QUANTITY
        return score * (_INTRODUCTION if text.endswith(("：", ":")) else 1.0)

    def measures(self, part: Part) -> bool:
        """Tell whether ``part`` gives a quantity in a unit asked for, of what is asked about.

        True as well where no quantity is asked for.
        """
        if not self.units or (part.address in self.ruled and self._holds_unit(part.own)):
            return True
        return any(self._holds_unit(sentence) and self._word_score(sentence) for sentence in split_sentences(part.own))

    def _word_score(self, text: str) -> float:
        return sum(weight for word, weight in self.words if word in text)

    def _holds_unit(self, text: str) -> bool:
        return any(quantity.unit in self.units for quantity in quantities_in(text))


class Passage(Value):
    """A part of an article that fits a clause; ``sentences`` are the best of it, in order."""

    address: Address
    text: str
    sentences: tuple[str, ...]
    score: float
    measures: bool

    def joined(self, other: Passage) -> Passage:
        """Return the passage with the sentences that ``other``, for another clause, gives of the same part."""
        both = {*self.sentences, *other.sentences}
        sentences = tuple(sentence for sentence in split_sentences(self.text) if sentence in both)
        return self.model_copy(update={"sentences": sentences, "score": max(self.score, other.score)})


def read_clauses(
    text: str, topics: Collection[str], corpus: Corpus, *, split: Callable[[str], list[str]], metrics: Matcher[str]
) -> tuple[Clause, ...]:
    """Return the clauses of ``text`` that say something; ``split`` gives its words, ``metrics`` finds what it names.

    What one clause says still counts a little in the others: 我们做农业的，场地要多大.
    """
    clauses = [
        clause
        for part in _CLAUSE.split(without_names(text, corpus))
        if (clause := _read_clause(part, topics, corpus, split, metrics))
    ]
    everywhere = {word: weight * _CONTEXT for clause in clauses for word, weight in clause.words}
    return tuple(clause.within(everywhere) for clause in clauses)


def _read_clause(
    part: str, topics: Collection[str], corpus: Corpus, split: Callable[[str], list[str]], metrics: Matcher[str]
) -> Clause | None:
    measured = {name for match in metrics.find(part) for name in match.values}
    named = [t for t in corpus.terms.topics if t.name in topics and any(words in part for words in t.asked)]
    own = content_words(split(part), corpus)
    told = {word for topic in named for word in topic.law}
    quantities, units = quantities_in(part), _units_asked(part, corpus)
    if not (own or told or quantities or units):
        return None
    weights = {w: _LAW_WORD * _rarity(w, corpus) for w in told} | {w: _rarity(w, corpus) for w in own}
    return Clause(
        words=tuple((word, weight) for word, weight in weights.items() if weight),
        own=own,
        unknown=tuple(w for w in own if not weights[w] and not any(w in known or known in w for known in told)),
        units=units,
        quantities=quantities,
        ruled=frozenset(rule.at for rule in corpus.rules if rule.metric in measured),
    )


def metric_matcher(corpus: Corpus) -> Matcher[str]:
    """Return what finds the names of metrics, as people write them, in a text."""
    return Matcher((word, metric.name) for metric in corpus.terms.metrics for word in (metric.name, *metric.aliases))


def content_words(words: Iterable[str], corpus: Corpus) -> tuple[str, ...]:
    """Return those of ``words`` that name a matter: no numbers, no words of asking."""
    return tuple(dict.fromkeys(w for w in words if len(w) > 1 and w not in corpus.terms.asking and not _is_count(w)))


def select_passages(parts: Sequence[Part], clause: Clause) -> tuple[Passage, ...]:
    """Return those of ``parts`` that fit ``clause`` by their own words, best first, ties in the order given."""
    scored = ((clause.score_part(part), part) for part in parts if part.own)
    best_first = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])
    return tuple(
        Passage(
            address=part.address,
            text=part.own,
            sentences=_best_sentences(part.own, clause),
            score=score,
            measures=clause.measures(part),
        )
        for score, part in best_first
    )


def split_sentences(text: str) -> Iterator[str]:
    """Yield the sentences of ``text``, marks kept.

    >>> list(split_sentences("（五）面积达300平方米以上；设备齐全。"))
    ['（五）面积达300平方米以上；', '设备齐全。']
    """
    return (match[0].strip() for match in _SENTENCE.finditer(text) if match[0].strip())


def _best_sentences(text: str, clause: Clause) -> tuple[str, ...]:
    sentences = tuple(split_sentences(text))
    scores = [clause.score(sentence) for sentence in sentences]
    best = max(scores, default=0.0)
    return tuple(s for s, score in zip(sentences, scores, strict=True) if score >= _NEAR * best)


def _units_asked(text: str, corpus: Corpus) -> frozenset[str]:
    if not _ASKS_QUANTITY.search(text):
        return frozenset()
    hinted = {hint.unit for hint in corpus.terms.units if any(word in text for word in hint.asked)}
    asked = hinted | {match[1] for match in _COUNTED.finditer(text)}
    return frozenset(to_base(Quantity(low=Fraction(1), unit=unit)).unit for unit in asked)


def _rarity(word: str, corpus: Corpus) -> float:
    """Return the inverse document frequency of ``word`` over articles (Robertson and Walker 1994); 0 if unknown."""
    total, count = len(corpus.texts), sum(word in text for text in corpus.texts)
    return math.log(1 + (total - count + 0.5) / (count + 0.5)) if count else 0.0


def _same_figure(one: Quantity, other: Quantity) -> bool:
    """Tell whether both speak of the same figure, whatever their comparators: 183天 and 超过183天."""
    bounds = {one.low, one.high} - {None}
    return one.unit == other.unit and not bounds.isdisjoint({other.low, other.high})


def _is_count(word: str) -> bool:
    digits = sum(c.isdigit() or c in NUMERAL_CHARS or unicodedata.numeric(c, None) is not None for c in word)
    return (digits > 0 and len(word) - digits <= 1) or word.startswith(("哪", "几", "第"))
