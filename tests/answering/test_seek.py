"""From a question to the articles to read, over the corpus and its index."""

from __future__ import annotations

from typing import Any

import pytest
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from tiaowen.answering.seek import seek, seek_in_scope, with_law_words
from tiaowen.answering.understand import understand
from tiaowen.assistant import Assistant
from tiaowen.corpus.load import Corpus
from tiaowen.settings import Settings


@pytest.fixture(scope="module")
def retriever(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> BaseRetriever:
    return Assistant(corpus, settings=Settings(data=tmp_path_factory.mktemp("data"))).open()


def find(retriever: BaseRetriever, corpus: Corpus, *turns: str, k: int = 10) -> list[str]:
    return [str(address) for address, _ in seek(understand(turns, corpus), retriever, corpus, k=k)]


@pytest.mark.parametrize(
    ("question", "place"),
    [("柳州第九条讲什么", "liuzhou-etrc/9"), ("附件里重点实验室第三条第五项", "lhasa-platform/附件-重点实验室/3")],
)
def test_a_place_that_is_named_comes_first(retriever: BaseRetriever, corpus: Corpus, question: str, place: str) -> None:
    assert find(retriever, corpus, question)[0] == place


def test_a_city_narrows_and_what_is_left_is_filled_from_all(retriever: BaseRetriever, corpus: Corpus) -> None:
    found = find(retriever, corpus, "包头的年度总结什么时候交", k=40)
    assert len(found) == len(set(found)) == 40
    assert all(address.startswith("baotou-etrc/") for address in found[:17])
    assert not any(address.startswith("baotou-etrc/") for address in found[17:])


def test_nothing_named_narrows_nothing(retriever: BaseRetriever, corpus: Corpus) -> None:
    assert len({address.partition("/")[0] for address in find(retriever, corpus, "研发人员不少于多少", k=20)}) > 1


def test_what_no_regulation_covers_is_looked_for_in_all(retriever: BaseRetriever, corpus: Corpus) -> None:
    assert len(find(retriever, corpus, "柳州的重点实验室要多少人")) == 10


@pytest.mark.parametrize(
    ("question", "elsewhere"),
    [
        ("包头的技术委员会", "lhasa-etrc/12"),
        ("包头的场地面积", "liaocheng-tic/8a"),
        ("包头设不设首席技术官", "liuzhou-etrc/9"),
    ],
)
def test_where_a_city_has_little_the_others_bring_theirs(
    retriever: BaseRetriever, corpus: Corpus, question: str, elsewhere: str
) -> None:
    found = find(retriever, corpus, question)
    assert elsewhere in found[:6]
    assert any(address.startswith("baotou-etrc/") for address in found[:2])


@pytest.mark.parametrize("question", ["柳州的研发人员要多少", "聊城多久评估一次", "包头的年度总结哪天交"])
def test_where_a_city_has_enough_there_is_no_second_look(
    retriever: BaseRetriever, corpus: Corpus, question: str
) -> None:
    assert len({address.partition("/")[0] for address in find(retriever, corpus, question)}) == 1


def test_an_answer_is_sought_in_scope_alone(retriever: BaseRetriever, corpus: Corpus) -> None:
    query = understand(["包头的技术委员会"], corpus)
    assert {address.regulation for address in seek_in_scope(query, retriever, corpus)} == {"baotou-etrc"}


def test_each_regulation_brings_its_best_to_an_answer(retriever: BaseRetriever, corpus: Corpus) -> None:
    first = seek_in_scope(understand(["研发人员不少于多少"], corpus), retriever, corpus)[: len(corpus.regulations)]
    assert len({address.regulation for address in first}) == len(corpus.regulations)


def test_annexes_for_other_platforms_go_last(retriever: BaseRetriever, corpus: Corpus) -> None:
    found = find(retriever, corpus, "拉萨的重点实验室场地要多大", k=200)
    others = [n for n, address in enumerate(found) if "/附件-" in address and "重点实验室" not in address]
    assert found[0] == "lhasa-platform/附件-重点实验室/3"
    assert others == list(range(138 - len(others), 138))


def test_compared_regulations_bring_their_best_in_turn(retriever: BaseRetriever, corpus: Corpus) -> None:
    found = find(retriever, corpus, "拉萨、柳州、包头的工程中心评估分别多久一次")
    assert len({address.partition("/")[0] for address in found[:4]}) == 4


def test_words_as_they_stand_go_first(retriever: BaseRetriever, corpus: Corpus) -> None:
    first = seek(understand(["年度报告"], corpus), retriever, corpus, k=1)[0][0]
    article = corpus.article(first)
    assert article is not None
    assert "年度报告" in article.text


def test_lay_words_are_searched_with_the_words_of_the_law(corpus: Corpus) -> None:
    topic = next(topic for topic in corpus.terms.topics if set(topic.law) - set(topic.asked))
    query = understand([f"柳州{topic.asked[0]}"], corpus)
    assert set(topic.law) <= set(with_law_words(query, corpus.terms).split())


@pytest.mark.parametrize("question", ["柳州第九条和人员", "拉萨、柳州、包头的评估分别多久一次", "包头", "年度报告"])
def test_scores_fall(retriever: BaseRetriever, corpus: Corpus, question: str) -> None:
    scores = [score for _, score in seek(understand([question], corpus), retriever, corpus, k=30)]
    assert scores == sorted(scores, reverse=True)


class Fixed(BaseRetriever):
    """Somebody's own retriever: gives the same documents, whatever is asked, and cannot be narrowed."""

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **kwargs: Any
    ) -> list[Document]:
        return [Document("", id=id_) for id_ in ("lhasa-etrc/3", "liuzhou-etrc/5", "liuzhou-etrc/5", "baotou-etrc/2")]


def test_any_retriever_is_narrowed_by_its_ids(corpus: Corpus) -> None:
    assert find(Fixed(), corpus, "柳州的人员") == ["liuzhou-etrc/5", "lhasa-etrc/3", "baotou-etrc/2"]
