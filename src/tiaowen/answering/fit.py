"""How well a sentence of the law fits what is asked, by pairs of characters: no words, no index."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from tiaowen.corpus.load import Corpus

_TEXT = re.compile(r"[\u3400-\u9fff0-9A-Za-z%]+")
_LAW = 0.6  # a word of the law that stands for a topic counts less than what the asker wrote


@lru_cache(maxsize=4096)
def pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters in ``text``, marks and white space breaking them.

    >>> sorted(pairs_of("年报，公示"))
    ['公示', '年报']
    """
    runs = _TEXT.findall(text)
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))


class Fit:
    """What is asked, weighed: pairs of characters that few articles hold count more, and those of no article nothing.

    ``known`` is the share of the pairs asked that some article holds.
    """

    def __init__(self, asked: str, corpus: Corpus, *, topics: bool = True) -> None:
        weights = {pair: rarity(pair, corpus) for pair in pairs_of(asked)}
        if topics:
            told = [t.law for t in corpus.terms.topics if any(word in asked for word in t.asked)]
            for word in (word for words in told for word in words):
                for pair in pairs_of(word):
                    weights.setdefault(pair, _LAW * rarity(pair, corpus))
        own = pairs_of(asked)
        self.known = sum(weights[pair] > 0 for pair in own) / len(own) if own else 0.0
        self._weights = {pair: weight for pair, weight in weights.items() if weight}

    def score(self, text: str) -> float:
        """Return the weight of what ``text`` shares with what is asked."""
        held = pairs_of(text)
        return sum(weight for pair, weight in self._weights.items() if pair in held)

    @property
    def total(self) -> float:
        """The weight of all that is asked."""
        return sum(self._weights.values())


@lru_cache(maxsize=16384)
def rarity(word: str, corpus: Corpus) -> float:
    """Return the inverse document frequency of ``word`` (Robertson and Walker 1994); 0 where no article holds it."""
    total, count = len(corpus.texts), sum(word in text for text in corpus.texts)
    return math.log(1 + (total - count + 0.5) / (count + 0.5)) if count else 0.0
