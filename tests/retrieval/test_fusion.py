from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import RetrieversIntegrationTests
from pydantic import ValidationError

from tiaowen.retrieval.build import Index
from tiaowen.retrieval.fusion import FusionRetriever, fuse


class Foreign(BaseRetriever):
    """A retriever that knows neither k nor narrowing."""

    documents: tuple[Document, ...]

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return list(self.documents)


def some(*ids: str) -> tuple[Document, ...]:
    return tuple(Document(i, id=i, metadata={"regulation": i.split("/", maxsplit=1)[0]}) for i in ids)


class TestStandard(RetrieversIntegrationTests):
    @pytest.fixture(autouse=True)
    def _parts(self, index: Index) -> None:
        self.parts = (index.dense, index.lexical)

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return FusionRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"retrievers": self.parts}

    @property
    def retriever_query_example(self) -> str:
        return "固定研发人员不少于八人"


def test_scores_are_weighted_reciprocal_ranks() -> None:
    found = fuse([some("a/1", "a/2"), some("a/2", "a/3")], weights=[1, 2], constant=10)
    assert [(d.id, pytest.approx(s)) for d, s in found] == [
        ("a/2", 1 / 12 + 2 / 11),
        ("a/3", 2 / 12),
        ("a/1", 1 / 11),
    ]


def test_ties_stand_in_reading_order() -> None:
    found = fuse([some("a/10", "a/9"), some("a/9", "a/10")], weights=[1, 1], constant=60)
    assert [d.id for d, _ in found] == ["a/9", "a/10"]
    assert found[0][1] == found[1][1]


@given(st.lists(st.permutations(["a/1", "a/2", "a/3", "a/4", "b/1"]), min_size=3, max_size=3))
def test_the_order_of_the_retrievers_does_not_matter(rankings: list[list[str]]) -> None:
    results = {
        tuple((d.id, s) for d, s in fuse([some(*r) for r in order], weights=[1, 1, 1], constant=60))
        for order in permutations(rankings)
    }
    assert len(results) == 1


@given(st.lists(st.lists(st.sampled_from(["a/1", "a/2", "a/3", "b/1"])), min_size=1, max_size=3))
def test_every_document_comes_once(rankings: list[list[str]]) -> None:
    found = fuse([some(*r) for r in rankings], weights=[1.0] * len(rankings), constant=60)
    assert sorted(str(d.id) for d, _ in found) == sorted({i for r in rankings for i in r})


def test_a_repeated_document_counts_at_its_first_place() -> None:
    [(_, twice), (_, other)] = fuse([some("a/1", "a/1", "a/2")], weights=[1], constant=0)
    assert (twice, other) == (1.0, 0.5)


def test_foreign_retrievers_are_narrowed_and_cut_here() -> None:
    foreign = Foreign(documents=some("a/1", "b/1", "b/2", "a/2"))
    fusion = FusionRetriever(retrievers=(foreign,), constant=0)
    assert fusion.search("问", regulations=("b",)) == [(some("b/1")[0], 1.0), (some("b/2")[0], 0.5)]
    assert [d.id for d in fusion.invoke("问", None, k=1)] == ["a/1"]
    assert fusion.search("问", regulations=("c",)) == []


def test_both_halves_of_the_index_are_narrowed(index: Index) -> None:
    fusion = FusionRetriever(retrievers=(index.dense, index.lexical))
    found = fusion.search("云台实验室认定", k=16, regulations=("xishan",))
    assert {d.metadata["regulation"] for d, _ in found} == {"xishan"}
    assert len(found) == 8


def test_fusions_can_be_fused(index: Index) -> None:
    inner = FusionRetriever(retrievers=(index.dense, index.lexical))
    outer = FusionRetriever(retrievers=(inner, index.lexical))
    assert outer.search("撤销称号", k=1, regulations=("xishan",))[0][0].id == "xishan/6"


def test_more_is_read_than_the_depth_when_more_is_wanted(index: Index) -> None:
    fusion = FusionRetriever(retrievers=(index.dense,), depth=1)
    assert len(fusion.search("认定", k=9)) == 9


@pytest.mark.parametrize("query", ["", "。", "🙂"])
def test_a_query_that_says_nothing_finds_nothing(index: Index, query: str) -> None:
    assert FusionRetriever(retrievers=(index.dense, index.lexical)).search(query) == []


def test_stored_documents_are_not_changed(index: Index) -> None:
    before = [document.model_dump() for document in index.documents]
    FusionRetriever(retrievers=(index.dense, index.lexical)).search("云台实验室认定", k=16)
    assert [document.model_dump() for document in index.documents] == before


@pytest.mark.parametrize(
    "wrong",
    [{"weights": (1.0,)}, {"weights": (1.0, 0.0)}, {"weights": (1.0, float("nan"))}, {"k": 0}, {"constant": -1}],
)
def test_wrong_parts_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        FusionRetriever(retrievers=(Foreign(documents=()), Foreign(documents=())), **wrong)
