"""Retrieval on outside data: a throw-away index, and BM25, embedding and both fused over it in one run."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from tiaowen.domain import Value
from tiaowen.evals.outside_files import Outside, OutsideArticle, OutsideQuestion
from tiaowen.evals.ranking import DEPTHS, RankingScores, score_rankings
from tiaowen.evals.timing import Latency, peak_memory, time_each
from tiaowen.retrieval.build import open_index
from tiaowen.retrieval.documents import Searcher
from tiaowen.retrieval.hybrid import HybridRetriever
from tiaowen.retrieval.train_data import HOLD_BACK_SEED, hold_back
from tiaowen.retrieval.words import base_tokenizer

Progress = Callable[[int, int], None]

_WARM_UP = 5  # queries before the first that is timed


class WayScores(Value):
    """How one way of searching did, and how long a query took."""

    way: str
    scores: RankingScores
    latency: Latency


class OutsideRun(Value):
    """The figures of one run; ``disk`` and ``memory`` (peak of the process) are in MB."""

    articles: int
    build_seconds: float
    disk: float
    memory: float
    ways: tuple[WayScores, ...]


def measure_outside(outside: Outside, embeddings: Embeddings, *, progress: Progress | None = None) -> OutsideRun:
    """Return how BM25, ``embeddings`` and both fused find the articles of ``outside`` that answer its questions."""
    documents = to_outside_documents(outside.articles)
    with tempfile.TemporaryDirectory(prefix="tiaowen-eval-") as folder:
        tokenizer = base_tokenizer()  # its dictionary is loaded once per process and no part of the build
        start = time.perf_counter()
        index = open_index(
            documents, embeddings, tokenizer=tokenizer, terms=(), data_dir=Path(folder), progress=progress
        )
        seconds = time.perf_counter() - start
        try:
            fused = HybridRetriever(lexical=index.lexical, dense=index.dense)
            searchers = {"BM25": index.lexical, "dense": index.dense, "fused": fused}
            ways = tuple(_measure_way(way, searcher, outside.questions) for way, searcher in searchers.items())
        finally:
            index.close()
        disk = sum(path.stat().st_size for path in index.folder.rglob("*") if path.is_file())
    return OutsideRun(articles=len(documents), build_seconds=seconds, disk=disk / 1e6, memory=peak_memory(), ways=ways)


def hold_back_questions(outside: Outside) -> Outside:
    """Return ``outside`` with the fifth of its questions that the built-in model was not trained on."""
    _, held = hold_back(outside.questions, HOLD_BACK_SEED)
    return outside._replace(questions=tuple(held))


def to_outside_documents(articles: Sequence[OutsideArticle]) -> tuple[Document, ...]:
    """Return a document per article as the corpus' own are made: the law's name, then the text."""
    return tuple(
        Document(id=a.id, page_content=f"{a.law}\n{a.text}" if a.law else a.text, metadata={"regulation": a.law})
        for a in articles
    )


def _measure_way(way: str, searcher: Searcher, questions: Sequence[OutsideQuestion]) -> WayScores:
    for question in questions[:_WARM_UP]:
        searcher.search(question.question, k=max(DEPTHS))
    found, latency = time_each(lambda q: searcher.search(q.question, k=max(DEPTHS)), questions)
    rankings = {q.id: [str(d.id) for d, _ in hits] for q, hits in zip(questions, found, strict=True)}
    return WayScores(way=way, scores=score_rankings(rankings, {q.id: q.articles for q in questions}), latency=latency)
