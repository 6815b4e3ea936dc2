"""What each ingredient of retrieval brings on the corpus itself: the scores with it left out.

Scored are the cases that name gold articles, at the level of the article.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from langchain_core.retrievers import BaseRetriever

from tiaowen.answering.seek import seek
from tiaowen.answering.understand import Query, understand
from tiaowen.assistant import Assistant
from tiaowen.evals.cases import Case
from tiaowen.evals.outside import WayScores
from tiaowen.evals.ranking import DEPTHS, score_rankings
from tiaowen.evals.timing import time_each
from tiaowen.retrieval.hybrid import HybridRetriever
from tiaowen.retrieval.lexical import LexicalRetriever

Change = Callable[[Query], Query]


def measure_ingredients(assistant: Assistant, cases: Sequence[Case]) -> tuple[WayScores, ...]:
    """Return the scores of the whole, then with each ingredient left out, over ``cases`` with gold articles.

    Raises :class:`TypeError` where the assistant searches with a retriever that is not the index's own.
    """
    whole = assistant.open()
    if not isinstance(whole, HybridRetriever):
        raise TypeError(f"{type(whole).__name__} has no ingredients to leave out")
    asked = [case for case in cases if case.gold_articles]
    ways: tuple[tuple[str, BaseRetriever, Change], ...] = (
        ("all", whole, lambda query: query),
        ("no lexical", whole.dense, lambda query: query),
        ("no dense", whole.lexical, lambda query: query),
        ("no items", _without_parts(whole), lambda query: query),
        ("no narrowing", whole, _without_narrowing),
        ("no synonyms", whole, _without_synonyms),
    )
    return tuple(_measure(name, retriever, change, asked, assistant) for name, retriever, change in ways)


def _measure(
    name: str, retriever: BaseRetriever, change: Change, cases: Sequence[Case], assistant: Assistant
) -> WayScores:
    corpus, mend = assistant.corpus, assistant.mend

    def search(case: Case) -> list[str]:
        query = change(understand(case.turns, corpus, mend=mend))
        return [str(address) for address, _ in seek(query, retriever, corpus, k=max(DEPTHS))]

    search(cases[0])  # what is worked out once is not a part of any question
    found, latency = time_each(search, cases)
    gold = {case.id: sorted({str(address.whole) for address in case.gold_articles}) for case in cases}
    rankings = {case.id: ids for case, ids in zip(cases, found, strict=True)}
    return WayScores(way=name, scores=score_rankings(rankings, gold), latency=latency)


def _without_parts(whole: HybridRetriever) -> HybridRetriever:
    lexical = LexicalRetriever.from_documents(whole.lexical.documents, whole.lexical.tokenizer)
    return HybridRetriever(lexical=lexical, dense=whole.dense.model_copy(update={"parts": ()}), words=whole.words)


def _without_narrowing(query: Query) -> Query:
    return query.model_copy(update={"regulations": (), "platforms": (), "narrowed": False})


def _without_synonyms(query: Query) -> Query:
    return query.model_copy(update={"topics": ()})
