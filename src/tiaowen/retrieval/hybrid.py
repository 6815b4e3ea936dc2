"""Both halves of an index as one ranking, by their scores.

A document scores its cosine plus a fifth of its BM25 score, the best of those counting as 1. Every candidate of either
half gets both scores, so that none is judged by half. The cosine keeps its size: a model that knows what is asked about
spreads its cosines and decides; where it knows nothing they lie close together, and the words decide. The fifth was
chosen on questions on national law that the model of the choice had not been trained on (and none held back); it beats
reciprocal ranks there and on the regulations of the corpus, of which each alone wants other weights.

Articles that answer one question often stand in one regulation. So behind the first ten those go down whose regulation
is found less often among the candidates than another, weighed by rank: of 300 lay questions that the model was trained
on, BM25 alone finds 0.66 to 0.68 of the articles among its first hundred with that and 0.64 without, whatever the
numbers below.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, PrivateAttr

from tiaowen.errors import IndexUnavailableError
from tiaowen.retrieval.dense import DenseRetriever
from tiaowen.retrieval.documents import Scored, Searcher
from tiaowen.retrieval.lexical import LexicalRetriever
from tiaowen.retrieval.vectors import Vectors

WORDS = 0.2

Rows = NDArray[np.intp]
Scores = NDArray[np.float64]

_DEPTH = 30  # candidates of each half at least
_FIRST = 10  # that keep their places
_WIDER = 3  # times as many candidates as are wanted, where more than those are
_APART, _SOFT = 0.2, 10.0  # what an article of a regulation not found again loses, and what ranks are softened by


class HybridRetriever(Searcher):
    """Ranks the documents of ``lexical`` and ``dense``, which are the same in the same order; ties keep that order.

    Where ``tolerant``, it goes on by words alone while the collection is unavailable, and :attr:`problem` says so.
    """

    lexical: LexicalRetriever
    dense: DenseRetriever
    words: float = Field(default=WORDS, gt=0)
    k: int = Field(default=10, ge=1)
    tolerant: bool = False

    _problem: str | None = PrivateAttr(default=None)

    @property
    def problem(self) -> str | None:
        """What kept the last search to words alone, in Chinese, or None."""
        return self._problem

    def search(self, query: str, *, k: int | None = None, regulations: tuple[str, ...] | None = None) -> list[Scored]:
        """Return at most ``k`` documents with their scores, best first; none where no word is known."""
        limit = self.k if k is None else k
        if limit < 1 or regulations == ():
            return []
        depth = max(_DEPTH, limit * _WIDER) if limit > _FIRST else _DEPTH
        bm25 = self.lexical.score(query)
        by_words = self.lexical.find_best(bm25, depth, regulations)
        vector = self.dense.embed(query)
        near = self._find_nearest(vector, depth, regulations)
        rows = by_words if near is None else np.union1d(by_words, near)
        if not len(rows):
            return []
        scores = np.zeros(len(rows)) if vector is None or near is None else self.dense.compare(vector, rows)
        if len(by_words):
            scores = scores + self.words * bm25[rows].astype(np.float64) / float(bm25[by_words[0]])
        order = np.lexsort((rows, -scores.round(6)))
        rows, scores = rows[order], scores[order].round(6)
        if limit > _FIRST < len(rows):
            rows, scores = self._bring_together(rows, scores)
        return [(self.lexical.documents[row], float(score)) for row, score in zip(rows[:limit], scores, strict=False)]

    def _bring_together(self, rows: Rows, scores: Scores) -> tuple[Rows, Scores]:
        """Return ``rows``, best first, and ``scores`` with those behind the first ranked by their regulation too."""
        regulations = self.lexical.regulations_of(rows)
        found = np.bincount(regulations, weights=1 / (_SOFT + np.arange(len(rows))))
        lowered = (scores - _APART * (1 - found[regulations] / found.max())).round(6)
        lowered[:_FIRST] = scores[:_FIRST]
        order = np.lexsort((rows, -lowered, np.arange(len(rows)) >= _FIRST))
        return rows[order], lowered[order]

    def _find_nearest(self, vector: Vectors | None, depth: int, regulations: tuple[str, ...] | None) -> Rows | None:
        self._problem = None
        if vector is None:
            return None
        try:
            return self.dense.find_nearest(vector, depth, regulations)
        except IndexUnavailableError as error:
            if not self.tolerant:
                raise
            self._problem = str(error)
            return None
