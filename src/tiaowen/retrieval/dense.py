"""Dense retrieval: the nearest articles in a Chroma collection.

Only ids and distances are read from the collection: the text of a document always comes from the corpus itself,
which is also several times faster than reading it from Chroma.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from chromadb import Collection
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray
from pydantic import ConfigDict, Field

from tiaowen.errors import IndexUnavailableError
from tiaowen.retrieval.documents import Part, RegulationRows, Scored, Searcher, reading_order
from tiaowen.retrieval.server import ServerCollection
from tiaowen.retrieval.store import FAULTS
from tiaowen.retrieval.vectors import Vectors

# Read beyond k, so that articles of equal text, of which there are some, are cut in reading order.
_MARGIN = 8
# A metadata filter reads all of Chroma's table (126 ms at 64,000 articles, where the bare query takes 7). So a narrowed
# query compares all articles in question, 0.1 µs each, or reads so far down the list of the nearest, 9 µs each, that
# twice as many as wanted are likely to be in question, whichever is less.
_FURTHER, _WORTH = 2, 90
_APART = 4  # rows a run, below which to gather them is as fast as to walk along them
_MOST_PARTS = 20_000  # 2 ms; beyond that, parts are found by their words alone


class DenseRetriever(Searcher):
    """Ranks documents by the cosine of their embedding to the query's; equal scores stand in reading order.

    ``collection`` has cosine distance and, by id, the embeddings of ``documents``; ``vectors`` are the same, a row
    each, and then those of ``parts``: a document scores as high as its best part. ``embeddings`` is the model.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    collection: Collection | ServerCollection
    documents: tuple[Document, ...]
    embeddings: Embeddings
    vectors: Vectors
    parts: tuple[Part, ...] = ()
    k: int = Field(default=10, ge=1)

    def search(self, query: str, *, k: int | None = None, regulations: tuple[str, ...] | None = None) -> list[Scored]:
        """Return at most ``k`` documents with their cosines, -1 to 1, best first; none for a query without words.

        Raises :class:`~tiaowen.errors.IndexUnavailableError` where the collection cannot be read.
        """
        limit = self.k if k is None else k
        vector = self.embed(query)
        if limit < 1 or regulations == () or vector is None:
            return []
        n = limit + _MARGIN
        while True:
            rows = self.find_nearest(vector, n, regulations)
            # Six digits: the same text embedded in another batch may differ in the last bits.
            scores = self.compare(vector, rows).round(6).tolist()
            scored = [(self.documents[row], score) for row, score in zip(rows.tolist(), scores, strict=True)]
            scored.sort(key=lambda pair: (-pair[1], reading_order(pair[0])))
            if len(rows) < n or n >= len(self.documents) or scored[limit - 1][1] > scored[-1][1]:
                return scored[:limit]
            n *= 4  # what ties with the last goes on beyond what was read

    def embed(self, query: str) -> Vectors | None:
        """Return the vector of ``query``, of length 1, or None where it has no known word."""
        if not any(c.isalnum() for c in query):
            return None
        vector = np.array(self.embeddings.embed_query(query), dtype=np.float32)
        length = np.linalg.norm(vector)
        return vector / length if length else None

    def find_nearest(self, vector: Vectors, n: int, regulations: tuple[str, ...] | None) -> NDArray[np.intp]:
        """Return the rows of the ``n`` documents nearest to ``vector``, and of those with near parts; in no order.

        Raises :class:`~tiaowen.errors.IndexUnavailableError` where the collection cannot be read.
        """
        try:
            rows = self._nearest(vector, n, regulations)
        except FAULTS as error:
            raise IndexUnavailableError(
                f"向量索引无法读取（{error}）。请运行 tiaowen index --rebuild 重建。"
            ) from error
        if not self._has_parts or len(rows) < n:
            return rows
        parts = self._score_parts(vector)
        wholes = (
            self._wholes if regulations is None else self._wholes[np.isin(self._wholes, self._rows.find(regulations))]
        )
        best = wholes[np.argsort(-parts[wholes], kind="stable")[:n]]
        return np.union1d(rows, best)

    def compare(self, vector: Vectors, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return the cosines of ``rows`` to ``vector``, the same to the last digit whatever else is compared."""
        scores: NDArray[np.float64] = _cosines(self.vectors[rows].astype(np.float64), vector.astype(np.float64))
        return np.maximum(scores, self._score_parts(vector)[rows]) if self._has_parts else scores

    def _nearest(self, vector: Vectors, n: int, regulations: tuple[str, ...] | None) -> NDArray[np.intp]:
        if regulations is None:
            return self._query(vector, n)
        rows = self._rows.find(regulations)
        if len(rows) == len(self.documents):
            return self._query(vector, n)
        further = n * len(self.documents) * _FURTHER // max(1, len(rows))
        if len(rows) > _WORTH * further:
            near = self._query(vector, further)
            inside = near[np.isin(near, rows)]
            if len(inside) >= n:
                return inside
        if len(rows) <= n:
            return rows
        return rows[np.argpartition(-self._compare_all(vector, rows), n)[:n]]

    def _compare_all(self, vector: Vectors, rows: NDArray[np.intp]) -> Vectors:
        """Return the cosines of ``rows``, ascending; regulations stand together, and runs need no copy."""
        starts = np.flatnonzero(np.diff(rows, prepend=-2) > 1)
        if len(starts) * _APART > len(rows):
            return _cosines(self.vectors[rows], vector)
        ends = np.append(starts[1:], len(rows)) - 1
        runs = zip(rows[starts].tolist(), (rows[ends] + 1).tolist(), strict=True)
        return np.concatenate([_cosines(self.vectors[start:end], vector) for start, end in runs])

    def _query(self, vector: Vectors, n: int) -> NDArray[np.intp]:
        """Return the ``n`` rows nearest to ``vector`` by Chroma's graph, fewer where there are no more."""
        answer = self.collection.query(query_embeddings=vector[None], n_results=min(n, len(self.documents)), include=[])
        return np.array([self._by_id[id_] for id_ in answer["ids"][0]], dtype=np.intp)

    @property
    def _has_parts(self) -> bool:
        return 0 < len(self.parts) <= _MOST_PARTS

    def _score_parts(self, vector: Vectors) -> NDArray[np.float64]:
        """Return for every document the cosine of its best part, -1 where it has none."""
        best = np.full(len(self.documents), -1.0)
        scores = _cosines(self._part_vectors, vector.astype(np.float64))
        np.maximum.at(best, self._part_rows, scores)
        return best

    @cached_property
    def _part_vectors(self) -> NDArray[np.float64]:
        return self.vectors[len(self.documents) :].astype(np.float64)

    @cached_property
    def _part_rows(self) -> NDArray[np.intp]:
        return np.array([self._by_id[part.whole] for part in self.parts], dtype=np.intp)

    @cached_property
    def _wholes(self) -> NDArray[np.intp]:
        return np.unique(self._part_rows)

    @cached_property
    def _by_id(self) -> dict[str, int]:
        return {str(document.id): row for row, document in enumerate(self.documents)}

    @cached_property
    def _rows(self) -> RegulationRows:
        return RegulationRows(self.documents)


def _cosines(vectors: NDArray[Any], vector: NDArray[Any]) -> NDArray[Any]:
    """Return the product of each row with ``vector``; unlike ``@`` in this thread, for threads wait for busy cores."""
    products: NDArray[Any] = np.vecdot(vectors, vector)
    return products
