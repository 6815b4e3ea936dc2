from __future__ import annotations

from typing import Any

import pytest
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import RetrieversIntegrationTests

from tiaowen.errors import IndexUnavailableError
from tiaowen.retrieval import dense as dense_module
from tiaowen.retrieval.build import Index
from tiaowen.retrieval.dense import DenseRetriever
from tiaowen.retrieval.documents import Part


class TestStandard(RetrieversIntegrationTests):
    @pytest.fixture(autouse=True)
    def _parts(self, index: Index) -> None:
        self.parts = index.dense

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return DenseRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {name: getattr(self.parts, name) for name in ("collection", "documents", "embeddings", "vectors")}

    @property
    def retriever_query_example(self) -> str:
        return "固定研发人员不少于八人"


def test_an_article_is_nearest_to_itself(index: Index) -> None:
    for document in index.documents:
        found, score = index.dense.search(document.page_content, k=1)[0]
        assert (found.id, score) == (document.id, pytest.approx(1.0, abs=1e-5))


def test_the_documents_are_the_corpus_own(index: Index) -> None:
    assert all(any(found is own for own in index.documents) for found, _ in index.dense.search("认定"))


def test_scores_fall_and_are_cosines(index: Index) -> None:
    scores = [score for _, score in index.dense.search("云台实验室由市科学技术局认定", k=16)]
    assert len(scores) == 16
    assert scores == sorted(scores, reverse=True)
    assert all(-1 <= score <= 1 for score in scores)


@pytest.mark.parametrize("query", ["", " ", "？！……", "🙂", "\x00", "\ud800", "人"])
def test_a_query_that_says_nothing_finds_nothing(index: Index, query: str) -> None:
    assert index.dense.search(query) == []
    assert index.dense.invoke(query) == []


@pytest.mark.parametrize("k", [0, -1])
def test_no_results_wanted(index: Index, k: int) -> None:
    assert index.dense.search("认定", k=k) == []


def test_more_wanted_than_there_are(index: Index) -> None:
    assert len({d.id for d, _ in index.dense.search("认定", k=1000)}) == 16


@pytest.mark.parametrize("worth", [0, 90])  # by reading further down Chroma's list, and by comparing all
@pytest.mark.parametrize("apart", [0, 1000])  # along runs, and gathered
def test_narrowing_keeps_the_order_within(
    index: Index, monkeypatch: pytest.MonkeyPatch, worth: int, apart: int
) -> None:
    monkeypatch.setattr(dense_module, "_WORTH", worth)
    monkeypatch.setattr(dense_module, "_APART", apart)
    everything = index.dense.search("云台实验室认定", k=16)
    for regulation in ("donghai", "xishan"):
        narrowed = index.dense.search("云台实验室认定", k=16, regulations=(regulation,))
        assert narrowed == [pair for pair in everything if pair[0].metadata["regulation"] == regulation]
    assert index.dense.search("云台实验室认定", k=16, regulations=("xishan", "donghai")) == everything
    for nowhere in ((), ("nowhere",)):
        assert index.dense.search("云台实验室认定", regulations=nowhere) == []


class Alike(Embeddings):
    """Finds no difference between texts."""

    fingerprint = "alike"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return [1.0, 2.0]


def test_ties_stand_in_reading_order(open_here: Any, documents: tuple[Document, ...]) -> None:
    index = open_here(embeddings=Alike(), documents=documents[::-1])
    assert [d.id for d, _ in index.dense.search("认定", k=16)] == [d.id for d in documents]


class Silent(Alike):
    """Knows no word of the documents."""

    fingerprint = "silent"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[0.0, 0.0] for _ in texts]


def test_documents_without_a_direction_do_not_break_the_order(open_here: Any) -> None:
    found = open_here(embeddings=Silent()).dense.search("认定", k=3)
    assert [d.id for d, _ in found] == ["donghai/1", "donghai/2", "donghai/3"]
    assert {score for _, score in found} == {0.0}


def test_a_collection_that_is_gone_is_said_to_be_unreadable(open_here: Any) -> None:
    index = open_here()
    index.store.delete_collection()
    with pytest.raises(IndexUnavailableError, match="tiaowen index --rebuild"):
        index.dense.search("认定")


async def test_narrowing_works_when_awaited(index: Index) -> None:
    found = await index.dense.ainvoke("认定", None, k=2, regulations=("xishan",))
    assert [d.id for d in found] == [d.id for d, _ in index.dense.search("认定", k=2, regulations=("xishan",))]


def test_the_store_is_a_langchain_store_of_the_same_articles(index: Index) -> None:
    found = index.store.similarity_search("固定研发人员不少于八人", k=3, filter={"regulation": "xishan"})
    assert [d.id for d in found] == [
        d.id for d, _ in index.dense.search("固定研发人员不少于八人", k=3, regulations=("xishan",))
    ]
    assert found[0] in index.documents


@pytest.mark.parametrize("worth", [0, 90])
@pytest.mark.parametrize("apart", [0, 1000])
def test_narrowing_finds_what_chroma_would_with_its_filter(
    open_here: Any, many_documents: Any, monkeypatch: pytest.MonkeyPatch, worth: int, apart: int
) -> None:
    monkeypatch.setattr(dense_module, "_WORTH", worth)
    monkeypatch.setattr(dense_module, "_APART", apart)
    index = open_here(documents=many_documents(292))
    query = "撤销其称号补补补补"
    vector = index.dense.embeddings.embed_query(query)
    for regulation in ("donghai", "xishan"):
        by_filter = index.dense.collection.query(
            query_embeddings=[vector], n_results=8, where={"regulation": regulation}, include=["distances"]
        )
        found = index.dense.search(query, k=8, regulations=(regulation,))
        assert {d.metadata["regulation"] for d, _ in found} == {regulation}
        assert [score for _, score in found] == pytest.approx([1 - far for far in by_filter["distances"][0]], abs=1e-5)


def test_an_article_is_found_by_its_part_and_once(open_here: Any, documents: tuple[Document, ...]) -> None:
    part = Part("xishan/7", "冷僻的野外观测站用地")
    for index in (open_here(parts=(part,)), open_here(parts=(part, part))):
        for half in (index.dense, index.lexical):
            found = half.search("野外观测站用地", k=16)
            assert found[0][0].id == "xishan/7"
            assert len({d.id for d, _ in found}) == len(found)
            narrowed = [d.id for d, _ in half.search("野外观测站用地", k=16, regulations=("donghai",))]
            assert "xishan/7" not in narrowed
        assert index.dense.collection.count() == len(documents)
