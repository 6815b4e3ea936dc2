"""Reciprocal rank fusion of any retrievers.

A document at rank r (from 1) of a list of weight w adds w / (c + r) (Cormack, Clarke and Büttcher 2009,
*Reciprocal rank fusion outperforms Condorcet and individual rank learning methods*; c = 60 there).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Self

from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import Field, model_validator

from tiaowen.retrieval.documents import Scored, Searcher, document_key, in_regulations, reading_order

CONSTANT = 60.0


def fuse(rankings: Sequence[Sequence[Document]], *, weights: Sequence[float], constant: float) -> list[Scored]:
    """Return every document of ``rankings`` once with its fused score, best first, ties in reading order.

    ``weights`` has one weight per ranking. A document that stands twice in a ranking counts at its first place.
    """
    first: dict[str, Document] = {}
    shares: dict[str, list[float]] = {}
    for ranking, weight in zip(rankings, weights, strict=True):
        places = dict.fromkeys(document_key(document) for document in ranking)
        for document in ranking:
            first.setdefault(document_key(document), document)
        for rank, key in enumerate(places, start=1):
            shares.setdefault(key, []).append(weight / (constant + rank))
    # fsum rounds once, so that the order of the retrievers cannot part two documents that tie.
    scored = [(document, math.fsum(shares[key])) for key, document in first.items()]
    return sorted(scored, key=lambda pair: (-pair[1], reading_order(pair[0])))


class FusionRetriever(Searcher):
    """Fuses ``retrievers`` by reciprocal rank, each asked for its ``depth`` best (at least ``k``).

    Retrievers without ``search`` (any LangChain retriever) are invoked with the query alone; narrowing is then
    applied to the ``regulation`` in the metadata of what they return.
    """

    retrievers: tuple[BaseRetriever, ...] = Field(min_length=1)
    weights: tuple[float, ...] | None = None
    constant: float = Field(default=CONSTANT, ge=0)
    depth: int = Field(default=50, ge=1)
    k: int = Field(default=10, ge=1)

    @model_validator(mode="after")
    def _one_weight_each(self) -> Self:
        if self.weights is not None and len(self.weights) != len(self.retrievers):
            raise ValueError(f"{len(self.weights)} weights for {len(self.retrievers)} retrievers")
        if any(not weight > 0 for weight in self.weights or ()):
            raise ValueError(f"weights must be positive: {self.weights!r}")
        return self

    def search(self, query: str, *, k: int | None = None, regulations: tuple[str, ...] | None = None) -> list[Scored]:
        """Return at most ``k`` documents with their fused scores, best first."""
        limit = self.k if k is None else k
        if limit < 1:
            return []
        depth = max(self.depth, limit)
        rankings = [_rank(retriever, query, depth, regulations) for retriever in self.retrievers]
        weights = self.weights or (1.0,) * len(rankings)
        return fuse(rankings, weights=weights, constant=self.constant)[:limit]


def _rank(retriever: BaseRetriever, query: str, depth: int, regulations: tuple[str, ...] | None) -> list[Document]:
    if isinstance(retriever, Searcher):
        return [document for document, _ in retriever.search(query, k=depth, regulations=regulations)]
    return [d for d in retriever.invoke(query) if in_regulations(d, regulations)][:depth]
