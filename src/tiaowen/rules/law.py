"""The law of a corpus, indexed once: its provisions and the words by which each is found."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Rule
from tiaowen.domain import Address
from tiaowen.quantities import find_quantities
from tiaowen.quantities.view import to_view
from tiaowen.rules.citations import CitationReader
from tiaowen.rules.contrasts import ContrastReader
from tiaowen.rules.matcher import Match, Matcher
from tiaowen.rules.provisions import find_provisions, sentence_around
from tiaowen.rules.vocabulary import Vocabulary


class Sentence(NamedTuple):
    """A sentence of the law as :func:`~tiaowen.quantities.view.to_view` has it, its place and its words."""

    at: Address
    text: str
    terms: frozenset[str]


RELAXED = "放宽"
"""What the name of a metric ends with that relaxes another's bound."""


class Law:
    """The provisions of ``corpus`` with an index from terms to them, and its rules by metric."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.words = Vocabulary(corpus)
        self.names = self.words.names
        self.citations = CitationReader(corpus)
        self.contrasts = ContrastReader(corpus.terms.contrasts)
        self.effects = frozenset(metric.name for metric in corpus.terms.metrics if metric.effect)
        self.opposites = {metric.name: metric.opposites for metric in corpus.terms.metrics if metric.opposites}
        self.conditions = tuple(
            to_view(rule.quote).text
            for rule in corpus.rules
            if rule.value is True and not find_quantities(rule.quote) and rule.metric not in self.effects
        )
        self.relaxing = tuple(rule for rule in corpus.rules if rule.metric.endswith(RELAXED))
        self.provisions = find_provisions(corpus, self.words)
        cities = (r.jurisdiction.short for r in corpus.regulations)
        self._places = Matcher((place, place) for place in (*corpus.terms.places, *cities))
        self._texts = {r.id: to_view("".join(a.text for a in r.articles)).text for r in corpus.regulations}
        self._annexes = {
            annex.removeprefix("附件-"): to_view(
                "".join(a.text for a in regulation.articles if a.address.annex == annex)
            ).text
            for regulation in corpus.regulations
            for annex in {a.address.annex for a in regulation.articles if a.address.annex}
        }
        self._of_rule: dict[str, Sentence] = {}
        self._of_regulation: dict[str, tuple[Sentence, ...]] = {}
        self._rules: dict[str, tuple[Rule, ...]] = {}
        for rule in corpus.rules:
            self._rules[rule.metric] = (*self.rules_of(rule.metric), rule)
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for provision in self.provisions:
            for term, weight in provision.terms:
                self._postings.setdefault(term, []).append((provision.place, weight))
        total = len(self.provisions)
        self._rarity = {term: math.log(1 + total / len(held)) for term, held in self._postings.items()}

    def city_of(self, rule: Rule) -> str:
        """Return the short name of the city whose rule it is."""
        return self.corpus.regulation(rule.at.regulation).jurisdiction.short

    def words_of(self, text: str) -> frozenset[str]:
        """Return the pairs of characters of ``text``, without metrics and topics."""
        return frozenset(term for term in self.words.terms_of(text) if ":" not in term)

    def _to_sentence(self, at: Address, words: str) -> Sentence:
        text = to_view(words).text
        return Sentence(at, text, self.words_of(text))

    def sentence_of(self, rule: Rule) -> Sentence:
        """Return the sentence that ``rule`` quotes from."""
        if rule.id not in self._of_rule:
            words = sentence_around(self.corpus.text(rule.at) or "", rule.quote)
            self._of_rule[rule.id] = self._to_sentence(rule.at, words)
        return self._of_rule[rule.id]

    def places_in(self, text: str, start: int, end: int) -> Iterator[Match[str]]:
        """Yield the places of the country that ``text`` names from ``start`` to ``end``, in order."""
        return (match for match in self._places.find(text) if start <= match.start < end)

    def sentences(self, regulations: frozenset[str], platforms: frozenset[str]) -> Iterator[Sentence]:
        """Yield the sentences of ``regulations``; of annexes only those for one of ``platforms``, where any is told."""
        for id_ in sorted(regulations):
            for sentence in self._sentences_of(id_):
                annex = sentence.at.annex
                if annex is None or not platforms or annex.removeprefix("附件-") in platforms:
                    yield sentence

    def _sentences_of(self, id_: str) -> tuple[Sentence, ...]:
        if id_ not in self._of_regulation:
            self._of_regulation[id_] = tuple(
                self._to_sentence(part.address, words)
                for article in self.corpus.regulation(id_).articles
                for part in article.parts()
                for words in re.split("[。；;\n]", part.own)
                if words.strip()
            )
        return self._of_regulation[id_]

    def only_mentions(self, platforms: frozenset[str], words: str) -> bool:
        """Tell whether ``words``, which name ``platforms``, are words of the annex of another platform."""
        return any(words in text for platform, text in self._annexes.items() if platform not in platforms)

    def holds(self, regulation: str, words: Iterable[str]) -> bool:
        """Tell whether the text of ``regulation`` has any of ``words``."""
        return any(word in self._texts[regulation] for word in words)

    def tells(self, text: str, cause: str, *, least: float = 0.5) -> bool:
        """Tell whether ``text`` names ``cause``: ``least`` of the words of one of its parts."""
        held = self.words_of(text)
        for part in to_view(cause).text.split("、"):
            terms = self.words_of(part)
            if terms and len(terms & held) >= least * len(terms):
                return True
        return False

    def rules_of(self, metric: str) -> tuple[Rule, ...]:
        """Return the rules on ``metric``."""
        return self._rules.get(metric, ())

    def known_terms(self, text: str) -> frozenset[str]:
        """Return the terms of ``text`` by which any provision is found."""
        return frozenset(term for term in self.words.terms_of(text) if term in self._postings)

    def scores(self, terms: dict[str, float]) -> dict[int, float]:
        """Return how well each provision fits ``terms``, by its place, for those that fit at all.

        A term counts by its weights on both sides and by how few provisions have it (Spärck Jones 1972).
        """
        scores: dict[int, float] = {}
        for term, weight in terms.items():
            rarity = self._rarity.get(term, 0.0)
            for place, held in self._postings.get(term, ()):
                scores[place] = scores.get(place, 0.0) + weight * held * rarity
        return scores
