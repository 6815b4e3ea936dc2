"""Lexical retrieval: BM25 over Chinese words.

BM25 with the always positive idf of Lucene, k1 1.2 and b 0.75 (Kamphuis et al. 2020, *Which BM25 do you mean?*).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import bm25s
import numpy as np
from langchain_core.documents import Document
from numpy.typing import NDArray
from pydantic import Field
from scipy.sparse import csr_array

from tiaowen.retrieval.documents import Part, RegulationRows, Scored, Searcher
from tiaowen.retrieval.words import Tokenizer, to_words

K1, B = 1.2, 0.75


class LexicalRetriever(Searcher):
    """Ranks documents by BM25; documents that share no word with the query are never returned.

    ``bm25`` holds a row per document, in the order of ``documents``, and then one per part: a document scores as high
    as its best part. Equal scores keep the order of the documents.
    """

    documents: tuple[Document, ...]
    tokenizer: Tokenizer
    bm25: bm25s.BM25
    parts: tuple[Part, ...] = ()
    k: int = Field(default=10, ge=1)

    @classmethod
    def from_documents(
        cls, documents: Iterable[Document], tokenizer: Tokenizer, *, parts: Iterable[Part] = (), k: int = 10
    ) -> Self:
        """Return a retriever over ``documents`` and ``parts`` of them, indexed in memory; an iterator is read once."""
        kept: list[Document] = []
        items = tuple(parts)

        def read() -> Iterator[list[str]]:
            for document in documents:
                kept.append(document)
                yield to_words(document.page_content, tokenizer)
            for part in items:
                yield to_words(part.text, tokenizer)

        bm25 = _index_words(read())
        return cls(documents=tuple(kept), tokenizer=tokenizer, bm25=bm25, parts=items, k=k)

    @classmethod
    def load(
        cls,
        folder: Path,
        documents: Iterable[Document],
        tokenizer: Tokenizer,
        *,
        parts: Iterable[Part] = (),
        k: int = 10,
    ) -> Self:
        """Return the retriever that :meth:`save` wrote to ``folder``, over the same ``documents`` and ``parts``.

        Raises :class:`ValueError` where the rows in ``folder`` are not as many.
        """
        kept, items = tuple(documents), tuple(parts)
        bm25 = bm25s.BM25.load(folder, show_progress=False)
        if bm25.scores["num_docs"] != len(kept) + len(items):
            raise ValueError(f"{folder}: {bm25.scores['num_docs']} rows for {len(kept) + len(items)} texts")
        return cls(documents=kept, tokenizer=tokenizer, bm25=bm25, parts=items, k=k)

    def save(self, folder: Path) -> None:
        """Write the scores and the vocabulary, not the documents, to ``folder``."""
        self.bm25.save(folder, show_progress=False)

    def search(self, query: str, *, k: int | None = None, regulations: tuple[str, ...] | None = None) -> list[Scored]:
        """Return at most ``k`` documents with their BM25 scores, best first; none where no word is known."""
        limit = self.k if k is None else k
        scores = self.score(query)
        rows = self.find_best(scores, limit, regulations)
        return [(self.documents[row], float(scores[row])) for row in rows]

    def score(self, query: str) -> NDArray[np.float32]:
        """Return the BM25 score of every document, 0 where it shares no word with ``query``."""
        tokens = self.bm25.get_tokens_ids(to_words(query, self.tokenizer))
        if not tokens:
            return np.zeros(len(self.documents), dtype=np.float32)
        scores: NDArray[np.float32] = self.bm25.get_scores_from_ids(tokens)
        if not self.parts:
            return scores
        best = scores[: len(self.documents)].copy()
        np.maximum.at(best, self._wholes, scores[len(self.documents) :])
        return best

    def find_best(self, scores: NDArray[np.float32], n: int, regulations: tuple[str, ...] | None) -> NDArray[np.intp]:
        """Return the rows of the best ``n`` of ``scores`` that are above 0, best first, ties in order."""
        rows = np.flatnonzero(scores) if regulations is None else self._rows.find(regulations)
        return _best_rows(scores, rows, n) if n > 0 else rows[:0]

    def regulations_of(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return a number for the regulation of each of ``rows``, the same for the same."""
        return self._rows.numbers[rows]

    @cached_property
    def _wholes(self) -> NDArray[np.intp]:
        by_id = {str(document.id): row for row, document in enumerate(self.documents)}
        return np.array([by_id[part.whole] for part in self.parts], dtype=np.intp)

    @cached_property
    def _rows(self) -> RegulationRows:
        return RegulationRows(self.documents)


class _WordIndex(bm25s.BM25):  # type: ignore[misc]  # bm25s has no types
    """BM25 with the scores of all texts worked out at once: bm25s goes from text to text, ten times as long."""

    def build_index_from_ids(
        self, unique_token_ids: list[int], corpus_token_ids: list[NDArray[np.int32]], **_shown: bool
    ) -> dict[str, Any]:
        """Return the score of every word in every text, a column a word, bit for bit what bm25s works out."""
        self.nonoccurrence_array = None
        lengths = np.array([len(ids) for ids in corpus_token_ids])
        ends = np.cumsum([0, *lengths.tolist()])
        words = np.concatenate(corpus_token_ids)
        shape = len(lengths), len(unique_token_ids)
        counts = csr_array((np.ones(len(words), dtype=np.float32), words, ends), shape=shape)
        counts.sum_duplicates()
        table = counts.tocsc()
        found = np.diff(table.indptr)
        idf = np.log(1 + (len(lengths) - found + 0.5) / (found + 0.5)).astype(np.float32)
        weight = self.k1 * (1 - self.b + self.b * lengths / (lengths.mean() or 1.0))
        scores = np.repeat(idf, found) * (table.data / (weight[table.indices] + table.data))
        return {
            "data": scores.astype(np.float32),
            "indices": table.indices.astype(np.int32, copy=False),
            "indptr": table.indptr.astype(np.int64),
            "num_docs": len(lengths),
        }


def _index_words(texts: Iterable[list[str]]) -> bm25s.BM25:
    # The vocabulary is numbered as words come, so that the same texts always give the same files; the empty
    # word is there because bm25s needs at least one.
    vocabulary = {"": 0}
    rows = [
        np.array([vocabulary.setdefault(word, len(vocabulary)) for word in words], dtype=np.int32) for words in texts
    ]
    bm25 = _WordIndex(k1=K1, b=B, method="lucene")
    bm25.index((rows, vocabulary), show_progress=False)
    return bm25


def _best_rows(scores: NDArray[np.float32], rows: NDArray[np.intp], k: int) -> NDArray[np.intp]:
    rows = rows[scores[rows] > 0]
    if len(rows) > k:
        # Every row that ties with the k-th stays in, so that order and not chance decides between them.
        least = np.partition(scores[rows], -k)[-k]
        rows = rows[scores[rows] >= least]
    order = np.argsort(-scores[rows], kind="stable")
    return rows[order[:k]]
