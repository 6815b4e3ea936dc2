"""Lexical retrieval: BM25 over Chinese words.

BM25 with the always positive idf of Lucene, k1 1.2 and b 0.75 (Kamphuis et al. 2020, *Which BM25 do you mean?*).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Self

import bm25s
import jieba
import numpy as np
from langchain_core.documents import Document
from numpy.typing import NDArray
from pydantic import Field

from tiaowen.retrieval.documents import Scored, Searcher
from tiaowen.retrieval.words import to_words

K1, B = 1.2, 0.75


class LexicalRetriever(Searcher):
    """Ranks documents by BM25; documents that share no word with the query are never returned.

    ``bm25`` holds a row per document, in the order of ``documents``. Equal scores keep that order.
    """

    documents: tuple[Document, ...]
    tokenizer: jieba.Tokenizer
    bm25: bm25s.BM25
    k: int = Field(default=10, ge=1)

    @classmethod
    def from_documents(cls, documents: Iterable[Document], tokenizer: jieba.Tokenizer, *, k: int = 10) -> Self:
        """Return a retriever over ``documents``, indexed in memory; an iterator is read once."""
        kept: list[Document] = []

        def read() -> Iterator[list[str]]:
            for document in documents:
                kept.append(document)
                yield to_words(document.page_content, tokenizer)

        bm25 = _index_words(read())
        return cls(documents=tuple(kept), tokenizer=tokenizer, bm25=bm25, k=k)

    @classmethod
    def load(cls, folder: Path, documents: Iterable[Document], tokenizer: jieba.Tokenizer, *, k: int = 10) -> Self:
        """Return the retriever that :meth:`save` wrote to ``folder``, over the same ``documents``.

        Raises :class:`ValueError` where the rows in ``folder`` are not as many as the documents.
        """
        kept = tuple(documents)
        bm25 = bm25s.BM25.load(folder, show_progress=False)
        if bm25.scores["num_docs"] != len(kept):
            raise ValueError(f"{folder}: {bm25.scores['num_docs']} rows for {len(kept)} documents")
        return cls(documents=kept, tokenizer=tokenizer, bm25=bm25, k=k)

    def save(self, folder: Path) -> None:
        """Write the scores and the vocabulary, not the documents, to ``folder``."""
        self.bm25.save(folder, show_progress=False)

    def search(self, query: str, *, k: int | None = None, regulations: tuple[str, ...] | None = None) -> list[Scored]:
        """Return at most ``k`` documents with their BM25 scores, best first; none where no word is known."""
        limit = self.k if k is None else k
        tokens = self.bm25.get_tokens_ids(to_words(query, self.tokenizer))
        if not tokens or limit < 1:
            return []
        scores = self.bm25.get_scores_from_ids(tokens)
        rows = np.arange(len(scores)) if regulations is None else self._rows_of(regulations)
        return [(self.documents[row], float(scores[row])) for row in _best_rows(scores, rows, limit)]

    def _rows_of(self, regulations: tuple[str, ...]) -> NDArray[np.intp]:
        known = [self._rows[name] for name in dict.fromkeys(regulations) if name in self._rows]
        return np.sort(np.concatenate(known)) if known else np.empty(0, dtype=np.intp)

    @cached_property
    def _rows(self) -> dict[str, NDArray[np.intp]]:
        rows: dict[str, list[int]] = {}
        for row, document in enumerate(self.documents):
            rows.setdefault(document.metadata.get("regulation", ""), []).append(row)
        return {name: np.array(found, dtype=np.intp) for name, found in rows.items()}


def _index_words(texts: Iterable[list[str]]) -> bm25s.BM25:
    # The vocabulary is numbered as words come, so that the same texts always give the same files; the empty
    # word is there because bm25s needs at least one.
    vocabulary = {"": 0}
    rows = [[vocabulary.setdefault(word, len(vocabulary)) for word in words] for words in texts]
    bm25 = bm25s.BM25(k1=K1, b=B, method="lucene")
    bm25.index((rows, vocabulary), show_progress=False)
    return bm25


def _best_rows(scores: NDArray[np.float32], rows: NDArray[np.intp], k: int) -> list[int]:
    rows = rows[scores[rows] > 0]
    if len(rows) > k:
        # Every row that ties with the k-th stays in, so that order and not chance decides between them.
        least = np.partition(scores[rows], -k)[-k]
        rows = rows[scores[rows] >= least]
    order = np.argsort(-scores[rows], kind="stable")
    return [int(row) for row in rows[order[:k]]]
