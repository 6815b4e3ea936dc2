"""The peers: how texts are joined and cut, what counts as found, and the whole comparison."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiaowen.assistant import Assistant
from tiaowen.corpus.load import Corpus, load_corpus
from tiaowen.domain import Address
from tiaowen.evals.peers import (
    BUDGETS,
    CHUNK,
    Span,
    compare_peers,
    covered,
    cut_context,
    join_texts,
    mixes_articles,
    split_texts,
)
from tiaowen.evals.suite import load_suites
from tiaowen.retrieval.embedding import load_embeddings
from tiaowen.settings import Settings

EVALS = Path(__file__).parents[2] / "evals"
GOLD = Span("a", 10, 20)


def test_every_article_and_item_stands_where_it_is_said_to(corpus: Corpus) -> None:
    texts = join_texts(corpus)
    for address, span in texts.articles.items():
        article = corpus.article(address)
        assert article is not None
        assert texts.text[span.regulation][span.start : span.end] == article.full_text
        for part in article.parts():
            at = texts.span(part.address, corpus)
            assert texts.text[at.regulation][at.start : at.end].endswith(part.text)
            assert span.start <= at.start < at.end <= span.end


def test_chunks_are_the_text_where_they_say_they_begin(corpus: Corpus) -> None:
    texts = join_texts(corpus)
    chunks = split_texts(texts)
    assert {chunk.metadata["regulation"] for chunk in chunks} == {r.id for r in corpus.regulations}
    for chunk in chunks:
        start = chunk.metadata["start_index"]
        assert len(chunk.page_content) <= CHUNK
        assert texts.text[chunk.metadata["regulation"]].startswith(chunk.page_content, start)


@pytest.mark.parametrize(
    ("context", "share"),
    [
        ([], 0),
        ([Span("b", 10, 20)], 0),
        ([Span("a", 0, 10), Span("a", 20, 30)], 0),
        ([Span("a", 0, 15)], 0.5),
        ([Span("a", 8, 15), Span("a", 13, 18)], 0.8),  # what both hold counts once
        ([Span("a", 15, 30), Span("a", 0, 15)], 1),
        ([Span("a", 0, 100)], 1),
    ],
)
def test_how_much_of_an_article_is_in_a_context(context: list[Span], share: float) -> None:
    assert covered(GOLD, context) == share


def test_a_context_is_cut_at_the_budget() -> None:
    context = [Span("a", 0, 6), Span("b", 3, 9), Span("a", 10, 12)]
    assert cut_context(context, 8) == [Span("a", 0, 6), Span("b", 3, 5)]
    assert cut_context(context, 100) == context


def test_a_chunk_mixes_articles_where_it_holds_two(corpus: Corpus) -> None:
    texts = join_texts(corpus)
    first, second = (texts.articles[Address.parse(f"liuzhou-etrc/{n}")] for n in (5, 6))
    assert not mixes_articles(first, texts)
    assert mixes_articles(first._replace(end=second.start + 1), texts)


def test_all_are_compared_on_the_same_questions(corpus: Corpus, tmp_path: Path) -> None:
    cases = [case for case in load_suites(EVALS, load_corpus(EVALS.parent / "corpus")).answers if case.gold_articles][
        :6
    ]
    assistant = Assistant(corpus, settings=Settings(data=tmp_path))
    ours, *peers = compare_peers(assistant, load_embeddings(), cases)
    assert [peer.name for peer in (ours, *peers)] == ["条问", "LangChain Chroma", "LangChain BM25"]
    assert (ours.chunks, ours.mixed) == (138, None)
    for peer in (ours, *peers):
        means = [recall.mean for recall in peer.recall]
        assert len(means) == len(BUDGETS)
        assert means == sorted(means)
        assert all(whole <= mean for whole, mean in zip(peer.whole, means, strict=True))
        assert peer.latency.n == len(cases)
    assert all(0 < (peer.mixed or 0) < 1 for peer in peers)
