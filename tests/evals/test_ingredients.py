"""What each ingredient of retrieval brings, over the corpus."""

from __future__ import annotations

from pathlib import Path

import pytest
from langchain_core.retrievers import BaseRetriever

from tiaowen.assistant import Assistant
from tiaowen.corpus.load import Corpus
from tiaowen.evals.cases import Case
from tiaowen.evals.ingredients import measure_ingredients
from tiaowen.evals.suite import load_suites
from tiaowen.settings import Settings

EVALS = Path(__file__).parents[2] / "evals"


def _examples(corpus: Corpus) -> list[Case]:
    """Return the example questions, without the further ones of our own."""
    return [case for case in load_suites(EVALS, corpus).answers if case.id[0] in "AB"]


def test_the_whole_finds_what_it_must_and_more_than_without(corpus: Corpus, tmp_path: Path) -> None:
    cases = _examples(corpus)
    ways = {
        way.way: way.scores for way in measure_ingredients(Assistant(corpus, settings=Settings(data=tmp_path)), cases)
    }
    assert list(ways) == ["all", "no lexical", "no dense", "no items", "no narrowing", "no synonyms"]
    assert {scores.n for scores in ways.values()} == {sum(bool(case.gold_articles) for case in cases)}
    whole = ways.pop("all")
    assert whole.recall[0].mean >= 0.93  # at 5
    assert whole.mrr.mean >= 0.85
    for name in ("no lexical", "no narrowing", "no synonyms"):
        assert ways[name].recall[0].mean < whole.recall[0].mean


def test_somebody_elses_retriever_has_no_ingredients(corpus: Corpus) -> None:
    class Other(BaseRetriever):
        def _get_relevant_documents(self, query: str, **_: object) -> list[object]:  # type: ignore[override]
            return []

    with pytest.raises(TypeError, match="Other has no ingredients"):
        measure_ingredients(Assistant(corpus, retriever=Other()), _examples(corpus))
