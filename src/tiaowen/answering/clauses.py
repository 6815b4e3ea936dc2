"""A question → its clauses: what each is about, and how well a text fits it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from tiaowen.answering.figures import Asked, find_rules, read_asked, read_cases
from tiaowen.answering.fit import rarity
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.naming import without_names
from tiaowen.corpus.rules import Role, Rule
from tiaowen.domain import Address, Part, Value
from tiaowen.numerals import NUMERAL_CHARS
from tiaowen.quantities import Quantity, find_quantities, to_base
from tiaowen.rules.matcher import Matcher

_CLAUSE = re.compile(r"[，,。？?；;！!+\s]+")
_ADMITTED, _LATER = (
    re.compile(r"备案|备上案|获批|批下来|挂牌"),
    re.compile(r"升|提档|考核|评估|评|优|良|三年|以后|之后"),
)
_MONEY = re.compile(r"[钱万补奖]|资助|扶持")
_ASKS = re.compile(r"什么|啥|怎|哪|谁|吗|么|呢|不|没|多少|几|何|能|会|可以|得|算|要|要求|条件|规定")
_WHERE = re.compile(r"哪个|哪条|哪一条|哪部|在哪|出处")

_LAW_WORD = 0.5  # a word of the law counts half of a word that the asker wrote
_CONTEXT = 0.3  # a word of another clause counts less
_LEAD = 0.3  # and so does a word in the sentence that introduces a list
_UNIT = 4.0  # a quantity in the unit asked for counts as much as a rare word
_SAME_QUANTITY = 4.0  # so does a quantity whose place is asked for
_RULED = 6.0  # the place of a rule on what is asked about counts more
_INTRODUCTION = 0.5  # a sentence that only introduces a list says little


class Clause(Value):
    """One clause of a question.

    ``words`` are pairs of word and weight, rare words of the corpus weighing more; ``own`` are those that the asker
    wrote, ``unknown`` those of them that no text of the corpus holds. ``asked`` is the figure asked for, ``rules``
    are those on it; ``asks`` is False where the clause only tells something; ``quantities`` are figures whose place is
    asked for.
    """

    words: tuple[tuple[str, float], ...]
    own: tuple[str, ...]
    unknown: tuple[str, ...]
    asked: Asked
    asks: bool = True
    rules: tuple[Rule, ...]
    quantities: tuple[Quantity, ...]

    @property
    def wants_figure(self) -> bool:
        """Whether a figure is asked for and it is known of what: then only a rule on it answers."""
        return bool(self.asked.figure and self.asked.metrics)

    def within(self, context: Mapping[str, float]) -> Clause:
        """Return the clause with the words of ``context`` added, where it says something by itself."""
        if not (self.words or self.rules or self.asked.figure):
            return self
        return self.model_copy(update={"words": tuple({**context, **dict(self.words)}.items())})

    @cached_property
    def _quotes(self) -> Mapping[Address, tuple[str, ...]]:
        quotes: dict[Address, tuple[str, ...]] = {}
        for rule in self.rules:
            quotes[rule.at] = (*quotes.get(rule.at, ()), rule.quote)
        return quotes

    def quotes_at(self, address: Address) -> tuple[str, ...]:
        """Return the words that the rules in question quote from ``address``."""
        return self._quotes.get(address, ())

    def score_part(self, part: Part) -> float:
        """Return how well ``part`` fits by its own words, and by being the place of a rule in question."""
        return self.score(part.own, part.lead) + (_RULED if self.quotes_at(part.address) else 0.0)

    def score(self, text: str, lead: str = "") -> float:
        """Return how well ``text``, introduced by ``lead``, fits the clause; 0 where it shares nothing with it."""
        score = self._word_score(text)
        score += _LEAD * sum(weight for word, weight in self.words if word in lead and word not in text)
        if score and self.asked.units and self._holds_unit(text):
            score += _UNIT
        if any(_same_figure(asked, held) for asked in self.quantities for held in quantities_in(text)):
            score += _SAME_QUANTITY
        return score * (_INTRODUCTION if text.endswith(("：", ":")) else 1.0)

    def is_answered_by(self, part: Part) -> bool:
        """Tell whether ``part`` can answer: where a figure is asked for, by a rule on it at that very place.

        Where it cannot be told what the figure would be of, a sentence that shares a word and has the unit will do.
        """
        if self.wants_figure:
            return bool(self.quotes_at(part.address))
        return not self.asked.units or any(
            self._holds_unit(sentence) and self._word_score(sentence) for sentence in part.own.split("。")
        )

    def is_touched_by(self, part: Part) -> bool:
        """Tell whether ``part`` speaks of what the asker names, without a figure that could be taken for an answer."""
        units = {q.unit for q in quantities_in(part.own)}
        return any(w in part.own for w, weight in self.words if weight and w in self.own) and not (
            units & self.asked.units or (units and not self.asked.units)
        )

    def _word_score(self, text: str) -> float:
        return sum(weight for word, weight in self.words if word in text)

    def _holds_unit(self, text: str) -> bool:
        return any(quantity.unit in self.asked.units for quantity in quantities_in(text))


def read_clauses(
    query: Query, corpus: Corpus, *, split: Callable[[str], list[str]], metrics: Matcher[str]
) -> tuple[Clause, ...]:
    """Return the clauses of what ``query`` searches for; ``split`` gives words, ``metrics`` finds what is named.

    What one clause says still counts a little in the others: 我们做农业的，场地要多大; so does what earlier turns told,
    where the last asks by itself.
    """
    own = _clauses_of(query.text, query, corpus, split, metrics)
    told = _clauses_of(query.context, query, corpus, split, metrics)
    if not any(clause.asked.figure for clause in own):
        own, told = (*told, *own), ()
    if any(clause.asks and clause.rules for clause in own):  # what is only told counts in what is asked
        told, own = (*told, *(c for c in own if not c.asks)), tuple(clause for clause in own if clause.asks)
    everywhere = {word: weight * _CONTEXT for clause in (*told, *own) for word, weight in clause.words}
    return tuple(clause.within(everywhere) for clause in own)


def _clauses_of(
    text: str, query: Query, corpus: Corpus, split: Callable[[str], list[str]], metrics: Matcher[str]
) -> tuple[Clause, ...]:
    parts = _CLAUSE.split(without_names(text, corpus))
    read = (_read_clause(part, query, corpus, split, metrics) for part in parts)
    return tuple(clause for clause in read if clause)


def _read_clause(
    part: str, query: Query, corpus: Corpus, split: Callable[[str], list[str]], metrics: Matcher[str]
) -> Clause | None:
    own = content_words(split(part), corpus)
    topics = [t for t in corpus.terms.topics if t.name in query.topics and any(words in part for words in t.asked)]
    told = {word for topic in topics for word in topic.law}
    asked = read_asked(part, query.topics, corpus, metrics, context=f"{query.context} {query.text}")
    quantities = quantities_in(part) if _WHERE.search(query.search) else ()
    if not (own or told or asked.units or asked.metrics or quantities):
        return None
    weights = {w: _LAW_WORD * rarity(w, corpus) for w in told} | {w: rarity(w, corpus) for w in own}
    return Clause(
        words=tuple((word, weight) for word, weight in weights.items() if weight),
        own=own,
        unknown=tuple(w for w in own if not weights[w] and not _is_filler(w, told, corpus)),
        asked=asked,
        asks=bool(asked.figure or _ASKS.search(part)),
        rules=_of_case(
            _of_admission(find_rules(asked, query.cases, query.platforms, corpus), part, query),
            find_rules(asked, {}, query.platforms, corpus),
            part if not _ADMITTED.search(query.text) else "",
            corpus,
        ),
        quantities=quantities,
    )


def _of_admission(rules: tuple[Rule, ...], part: str, query: Query) -> tuple[Rule, ...]:
    """Return of amounts only those for being admitted where that alone is spoken of: 备案了给几万."""
    plain = tuple(r for r in rules if r.role == Role.MONEY and not (r.when.grade or r.when.level))
    alone = plain and _ADMITTED.search(query.search) and not (_LATER.search(query.search) or query.cases)
    return plain if alone and _MONEY.search(part) else rules


def _of_case(rules: tuple[Rule, ...], everywhere: Sequence[Rule], part: str, corpus: Corpus) -> tuple[Rule, ...]:
    """Return of amounts only those for the grade or level that ``part`` names: 评上优秀再给多少.

    None where amounts are for other grades alone: 合格 is given nothing, and not what is given for being admitted.
    """
    told = read_cases(part, corpus)
    for field in ("grade", "level"):
        apart = [r for r in everywhere if r.role == Role.MONEY and getattr(r.when, field)]
        if field in told and apart:
            return tuple(r for r in rules if getattr(r.when, field) in told[field])
    return rules


def _is_filler(word: str, told: set[str], corpus: Corpus) -> bool:
    """Tell whether ``word`` is no matter of its own: part of a topic's words, or torn off those of asking (人要)."""
    return any(word in known or known in word for known in told) or any(c in corpus.terms.asking for c in word)


def content_words(words: Iterable[str], corpus: Corpus) -> tuple[str, ...]:
    """Return those of ``words`` that name a matter: no numbers, no words of asking."""
    return tuple(dict.fromkeys(w for w in words if len(w) > 1 and w not in corpus.terms.asking and not _is_count(w)))


@lru_cache(maxsize=8192)
def quantities_in(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of ``text`` in base units; remembered, since the same articles are read every time."""
    return tuple(to_base(mention.quantity) for mention in find_quantities(text))


def _same_figure(one: Quantity, other: Quantity) -> bool:
    """Tell whether both speak of the same figure, whatever their comparators: 183天 and 超过183天."""
    bounds = {one.low, one.high} - {None}
    return one.unit == other.unit and not bounds.isdisjoint({other.low, other.high})


def _is_count(word: str) -> bool:
    digits = sum(c.isdigit() or c in NUMERAL_CHARS or unicodedata.numeric(c, None) is not None for c in word)
    return (digits > 0 and len(word) - digits <= 1) or word.startswith(("哪", "几", "第"))
