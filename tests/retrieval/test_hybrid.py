"""Both halves as one ranking."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import RetrieversIntegrationTests

from tiaowen.errors import IndexUnavailableError
from tiaowen.retrieval.build import Index
from tiaowen.retrieval.hybrid import WORDS, HybridRetriever


class TestStandard(RetrieversIntegrationTests):
    @pytest.fixture(autouse=True)
    def _parts(self, index: Index) -> None:
        self.index = index

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return HybridRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"lexical": self.index.lexical, "dense": self.index.dense}

    @property
    def retriever_query_example(self) -> str:
        return "固定研发人员不少于八人"


@pytest.fixture
def hybrid(index: Index) -> HybridRetriever:
    return HybridRetriever(lexical=index.lexical, dense=index.dense)


def test_a_score_is_the_cosine_and_a_share_of_the_words(index: Index, hybrid: HybridRetriever) -> None:
    query = "评估不合格的，撤销其称号。"
    words = {d.id: score for d, score in index.lexical.search(query, k=16)}
    cosines = {d.id: score for d, score in index.dense.search(query, k=16)}
    found = hybrid.search(query, k=10)
    assert len(found) == 10
    for document, score in found:
        expected = cosines[document.id] + WORDS * words.get(document.id, 0) / max(words.values())
        assert score == pytest.approx(expected, abs=1e-5)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_behind_the_first_ten_regulations_that_are_found_less_often_lose(index: Index, hybrid: HybridRetriever) -> None:
    query = "东海市云台实验室评估不合格的，撤销其称号。"
    words = {d.id: score for d, score in index.lexical.search(query, k=16)}
    cosines = {d.id: score for d, score in index.dense.search(query, k=16)}
    plain = {id_: cosine + WORDS * words.get(id_, 0) / max(words.values()) for id_, cosine in cosines.items()}
    found = hybrid.search(query, k=16)
    assert found[:10] == hybrid.search(query, k=10)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    lost = {(d.metadata["regulation"], round(plain[d.id] - score, 4)) for d, score in found[10:]}
    assert len(lost) == 2  # the same for all of one regulation
    first = [d.metadata["regulation"] for d, _ in found[:10]]
    assert min(lost, key=lambda pair: pair[1]) == (max(set(first), key=first.count), 0)


def test_ties_keep_the_order_of_the_documents(hybrid: HybridRetriever, documents: tuple[Document, ...]) -> None:
    found = hybrid.search("评估不合格", k=16)
    order = {document.id: n for n, document in enumerate(documents)}
    for (before, high), (after, low) in pairwise(found):
        assert high > low or order[before.id] < order[after.id]


@pytest.mark.parametrize("query", ["", " ", "？！……", "🙂", "\x00"])
def test_a_query_that_says_nothing_finds_nothing(hybrid: HybridRetriever, query: str) -> None:
    assert hybrid.search(query) == []


@pytest.mark.parametrize("k", [0, -1, 1, 5, 1000])
def test_at_most_so_many(hybrid: HybridRetriever, k: int) -> None:
    assert len(hybrid.search("认定", k=k)) == max(0, min(k, 16))


def test_narrowed_to_regulations(hybrid: HybridRetriever) -> None:
    found = hybrid.search("固定研发人员", k=16, regulations=("xishan",))
    assert {d.metadata["regulation"] for d, _ in found} == {"xishan"}
    assert len(found) == 8
    for nowhere in ((), ("nowhere",)):
        assert hybrid.search("固定研发人员", regulations=nowhere) == []


class Gone:
    """A collection that cannot be read."""

    def query(self, **_: object) -> object:
        raise KeyError("gone")


def test_without_the_collection_words_alone_where_it_may(index: Index) -> None:
    dense = index.dense.model_copy(update={"collection": Gone()})
    strict = HybridRetriever(lexical=index.lexical, dense=dense)
    with pytest.raises(IndexUnavailableError, match="向量索引无法读取"):
        strict.search("认定")
    tolerant = HybridRetriever(lexical=index.lexical, dense=dense, tolerant=True)
    assert [d.id for d, _ in tolerant.search("认定")] == [d.id for d, _ in index.lexical.search("认定")]
    assert "向量索引无法读取" in (tolerant.problem or "")
    tolerant.search("认定", regulations=("xishan",))  # compares vectors that are here
    assert tolerant.problem is None
