"""The law of a corpus, indexed once: its provisions and the words by which each is found."""

from __future__ import annotations

import math

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Rule
from tiaowen.rules.citations import CitationReader
from tiaowen.rules.provisions import find_provisions
from tiaowen.rules.vocabulary import Vocabulary


class Law:
    """The provisions of ``corpus`` with an index from terms to them, and its rules by metric."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.words = Vocabulary(corpus)
        self.names = self.words.names
        self.citations = CitationReader(corpus)
        self.provisions = find_provisions(corpus, self.words)
        self._rules: dict[str, tuple[Rule, ...]] = {}
        for rule in corpus.rules:
            self._rules[rule.metric] = (*self.rules_of(rule.metric), rule)
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for provision in self.provisions:
            for term, weight in provision.terms:
                self._postings.setdefault(term, []).append((provision.place, weight))
        total = len(self.provisions)
        self._rarity = {term: math.log(1 + total / len(held)) for term, held in self._postings.items()}

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
