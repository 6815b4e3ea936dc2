from __future__ import annotations

from pathlib import Path
from typing import Any

import bm25s
import numpy as np
import pytest
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import RetrieversIntegrationTests

from tiaowen.retrieval.lexical import LexicalRetriever
from tiaowen.retrieval.words import Tokenizer, to_words


@pytest.fixture
def lexical(documents: tuple[Document, ...], tokenizer: Tokenizer) -> LexicalRetriever:
    return LexicalRetriever.from_documents(documents, tokenizer)


class TestStandard(RetrieversIntegrationTests):
    @pytest.fixture(autouse=True)
    def _parts(self, lexical: LexicalRetriever) -> None:
        self.parts = lexical

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return LexicalRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"documents": self.parts.documents, "tokenizer": self.parts.tokenizer, "bm25": self.parts.bm25}

    @property
    def retriever_query_example(self) -> str:
        return "云台实验室的固定研发人员"


def test_scores_are_those_of_the_formula(tokenizer: Tokenizer) -> None:
    texts = ["资助 资助 单位", "资助 报告", "评估"]
    found = LexicalRetriever.from_documents([Document(t, id=t) for t in texts], tokenizer).search("资助")
    words = [to_words(t, tokenizer) for t in texts]
    idf = np.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    mean = sum(map(len, words)) / 3

    def score(text: list[str]) -> float:
        times = text.count("资助")
        return float(idf * times / (times + 1.2 * (1 - 0.75 + 0.75 * len(text) / mean)))

    assert [(d.id, pytest.approx(s, rel=1e-5)) for d, s in found] == [(texts[n], score(words[n])) for n in (0, 1)]


def test_finds_the_article_that_shares_the_words(lexical: LexicalRetriever) -> None:
    assert lexical.search("撤销称号")[0][0].id == "donghai/6"
    assert lexical.search("西山市撤销称号")[0][0].id == "xishan/6"


def test_full_width_and_case_do_not_matter(tokenizer: Tokenizer) -> None:
    lexical = LexicalRetriever.from_documents([Document("面积３００平方米，ＩＳＯ认证", id="a")], tokenizer)
    assert lexical.search("300") == lexical.search("３００") != []
    assert lexical.search("iso") == lexical.search("ISO") != []


@pytest.mark.parametrize("query", ["", "  \n", "？！……《》", "🙂", "\x00\x07", "\ud800", "zzz", "བོད་"])
def test_a_query_without_a_known_word_finds_nothing(lexical: LexicalRetriever, query: str) -> None:
    assert lexical.search(query) == []
    assert lexical.invoke(query) == []


def test_a_document_without_words_is_never_found(tokenizer: Tokenizer) -> None:
    lexical = LexicalRetriever.from_documents([Document("……", id="a"), Document("资助", id="b")], tokenizer)
    assert [d.id for d, _ in lexical.search("资助")] == ["b"]


def test_ties_keep_corpus_order_whatever_k(tokenizer: Tokenizer) -> None:
    same = [Document("给予资助", id=f"a/{n}") for n in range(1, 40)]
    lexical = LexicalRetriever.from_documents([Document("资助资助", id="b/1"), *same], tokenizer)
    everything = [d.id for d, _ in lexical.search("资助", k=40)]
    assert everything == ["b/1", *(f"a/{n}" for n in range(1, 40))]
    for k in range(1, 40):
        assert [d.id for d, _ in lexical.search("资助", k=k)] == everything[:k]


def test_narrowing_keeps_the_order_within(lexical: LexicalRetriever) -> None:
    everything = lexical.search("云台实验室认定", k=16)
    for regulation in ("donghai", "xishan"):
        narrowed = lexical.search("云台实验室认定", k=16, regulations=(regulation,))
        assert narrowed == [pair for pair in everything if pair[0].metadata["regulation"] == regulation]
    assert lexical.search("云台实验室认定", k=16, regulations=("xishan", "donghai", "xishan")) == everything


@pytest.mark.parametrize("regulations", [(), ("nowhere",)])
def test_narrowing_to_nothing_finds_nothing(lexical: LexicalRetriever, regulations: tuple[str, ...]) -> None:
    assert lexical.search("认定", regulations=regulations) == []


@pytest.mark.parametrize("k", [0, -1])
def test_no_results_wanted(lexical: LexicalRetriever, k: int) -> None:
    assert lexical.search("认定", k=k) == []


def test_saved_and_loaded_answers_the_same(
    lexical: LexicalRetriever, documents: tuple[Document, ...], tokenizer: Tokenizer, tmp_path: Path
) -> None:
    lexical.save(tmp_path)
    loaded = LexicalRetriever.load(tmp_path, documents, tokenizer)
    assert loaded.search("每年提交报告") == lexical.search("每年提交报告") != []


def test_loading_over_other_documents_is_refused(
    lexical: LexicalRetriever, documents: tuple[Document, ...], tokenizer: Tokenizer, tmp_path: Path
) -> None:
    lexical.save(tmp_path)
    with pytest.raises(ValueError, match="16 rows for 15 texts"):
        LexicalRetriever.load(tmp_path, documents[1:], tokenizer)


def test_the_same_texts_give_the_same_files(
    documents: tuple[Document, ...], tokenizer: Tokenizer, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        LexicalRetriever.from_documents(documents, tokenizer).save(tmp_path / name)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


async def test_narrowing_works_when_awaited(lexical: LexicalRetriever) -> None:
    found = await lexical.ainvoke("认定", None, k=2, regulations=("xishan",))
    assert [d.id for d in found] == [d.id for d, _ in lexical.search("认定", k=2, regulations=("xishan",))]


def test_all_scores_are_those_of_bm25s(lexical: LexicalRetriever, tokenizer: Tokenizer) -> None:
    rows = [to_words(document.page_content, tokenizer) for document in lexical.documents]
    vocabulary = lexical.bm25.vocab_dict
    plain = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
    plain.index(([[vocabulary[word] for word in row] for row in rows], vocabulary), show_progress=False)
    for name in ("data", "indices", "indptr"):
        assert np.array_equal(lexical.bm25.scores[name], plain.scores[name])
        assert lexical.bm25.scores[name].dtype == plain.scores[name].dtype
