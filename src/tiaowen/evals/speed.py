"""Speed and memory of the assistant, each beside a floor that is measured in the same run.

A floor is what nobody who stores vectors in Chroma and splits Chinese with jieba can go below: their imports, one
query for a vector that is already there, adding vectors that are already there. As ratios to them the figures hold
on another machine.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import numpy as np
from chromadb import Collection
from numpy.typing import NDArray

from tiaowen.assistant import Assistant
from tiaowen.domain import Value
from tiaowen.evals.cases import Case
from tiaowen.evals.timing import Asked, Latency, time_each
from tiaowen.retrieval.build import Index, open_index
from tiaowen.retrieval.documents import Searcher, to_documents, to_parts
from tiaowen.retrieval.embedding import load_embeddings
from tiaowen.retrieval.hybrid import HybridRetriever
from tiaowen.retrieval.server import ServerCollection
from tiaowen.retrieval.store import connect

QUERY = "一次 Chroma 查询"
ADD = "往 Chroma 里加同样的向量"
ASKERS = (1, 4, 16, 64)

_NEAREST = 10
_THROUGHPUT = 256  # questions for each number of askers


class Timed(Value):
    """How long something takes, in milliseconds, beside its floor."""

    what: str
    latency: Latency
    floor: str
    floor_latency: Latency

    @property
    def ratio(self) -> float:
        """How many times the floor, by the medians."""
        return self.latency.p50 / self.floor_latency.p50


class Figure(Value):
    """One figure beside its floor; for ``次/秒`` more is better."""

    what: str
    value: float
    unit: str
    floor: str
    floor_value: float

    @property
    def ratio(self) -> float:
        """How many times the floor."""
        return self.value / self.floor_value


class Speed(Value):
    """All figures of a run."""

    timed: tuple[Timed, ...]
    figures: tuple[Figure, ...]


def measure_warm(assistant: Assistant, cases: Sequence[Case], *, rounds: int = 3) -> Speed:
    """Return the figures of a running assistant over ``cases``, on an index that is built for it and thrown away."""
    documents = to_documents(assistant.corpus.regulations, label=assistant.corpus.label)
    parts = to_parts(assistant.corpus.regulations)
    embeddings = load_embeddings(assistant.settings.embedding_model)
    terms = tuple(assistant.corpus.terms.words())
    tokenizer = assistant.tokenizer  # its dictionary is loaded once per process and no part of the build
    with tempfile.TemporaryDirectory(prefix="tiaowen-speed-") as folder:

        def build(place: Path) -> Index:
            return open_index(documents, embeddings, tokenizer=tokenizer, terms=terms, data_dir=place, parts=parts)

        vectors = np.array(embeddings.embed_documents([d.page_content for d in documents]), dtype=np.float32)
        ids = [str(document.id) for document in documents]
        built = measure_build(build, ids, vectors, Path(folder))
        with closing(build(Path(folder) / "warm")) as index:
            running = Assistant(
                assistant.corpus,
                retriever=HybridRetriever(lexical=index.lexical, dense=index.dense),
                settings=assistant.settings,
            )
            return Speed(
                timed=_time_questions(running, index, cases, rounds),
                figures=(built, *_measure_throughput(running, index, cases)),
            )


def measure_build(
    build: Callable[[Path], Index], ids: Sequence[str], vectors: NDArray[np.float32], folder: Path, *, times: int = 3
) -> Figure:
    """Return how long an index takes beside a bare addition of its vectors, the better of ``times`` of each."""
    seconds, floors = [], []
    for n in range(times):
        start = time.perf_counter()
        build(folder / f"build-{n}").close()
        seconds.append(time.perf_counter() - start)
        floors.append(add_bare(ids, vectors, folder / f"bare-{n}"))
    return Figure(what="建索引", value=min(seconds), unit="秒", floor=ADD, floor_value=min(floors))


def add_bare(ids: Sequence[str], vectors: NDArray[np.float32], folder: Path) -> float:
    """Return the seconds that Chroma takes for ``vectors`` alone, in its largest batches, as it is set by default."""
    start = time.perf_counter()
    with closing(connect(folder)) as client:
        collection = client.create_collection("bare", embedding_function=None)
        for a, b in pairwise([*range(0, len(ids), client.get_max_batch_size()), len(ids)]):
            collection.add(ids=list(ids[a:b]), embeddings=vectors[a:b])
    return time.perf_counter() - start


def time_bare_queries(collection: Collection | ServerCollection, vectors: NDArray[np.float32]) -> Latency:
    """Return how long Chroma takes for the nearest ten of each of ``vectors``, ids and distances alone."""

    def query(vector: NDArray[np.float32]) -> object:
        return collection.query(query_embeddings=vector[None], n_results=_NEAREST, include=["distances"])

    time_each(query, vectors[:5])
    return time_each(query, vectors)[1]


def time_search(searcher: Searcher, texts: Sequence[str], scope: Callable[[str], tuple[str, ...] | None]) -> Latency:
    """Return how long ``searcher`` takes for ten documents for each of ``texts``, narrowed to its ``scope``."""
    scopes = [(text, scope(text)) for text in texts]
    for text, regulations in scopes[:5]:
        searcher.search(text, k=_NEAREST, regulations=regulations)
    return time_each(lambda s: searcher.search(s[0], k=_NEAREST, regulations=s[1]), scopes)[1]


def _time_questions(assistant: Assistant, index: Index, cases: Sequence[Case], rounds: int) -> tuple[Timed, ...]:
    order = random.Random(0).sample([case for case in cases for _ in range(rounds)], len(cases) * rounds)
    texts = [case.turns[-1] for case in order]
    floor = time_bare_queries(index.dense.collection, embed_all(index, texts))
    answers, _ = time_each(lambda case: assistant.ask(case.turns), cases)  # once unmeasured: caches are warm then
    measured: list[tuple[str, Latency]] = []
    for kind in dict.fromkeys(case.kind for case in cases):
        asked = [case for case in order if case.kind == kind]
        measured.append((f"回答 {kind}", time_each(lambda case: assistant.ask(case.turns), asked)[1]))
    measured.append(("回答（全部）", time_each(lambda case: assistant.ask(case.turns), order)[1]))
    checked = [(case.turns[-1], answer.text) for case, answer in zip(cases, answers, strict=True)] * rounds
    measured.append(("核对 verify", time_each(lambda pair: assistant.verify(pair[1], pair[0]), checked)[1]))
    searcher = HybridRetriever(lexical=index.lexical, dense=index.dense)
    regulations = [r.id for r in assistant.corpus.regulations]
    one = random.Random(0)
    measured.append(("检索，不收窄", time_search(searcher, texts, lambda _: None)))
    measured.append(("检索，收窄到一部", time_search(searcher, texts, lambda _: (one.choice(regulations),))))
    return tuple(Timed(what=what, latency=latency, floor=QUERY, floor_latency=floor) for what, latency in measured)


def _measure_throughput(assistant: Assistant, index: Index, cases: Sequence[Case]) -> tuple[Figure, ...]:
    order = random.Random(1).choices(list(cases), k=_THROUGHPUT)
    vectors = list(embed_all(index, [case.turns[-1] for case in order]))
    collection = index.dense.collection

    def query(vector: NDArray[np.float32]) -> object:
        return collection.query(query_embeddings=vector[None], n_results=_NEAREST, include=["distances"])

    def answer(case: Case) -> object:
        return assistant.ask(case.turns)

    figures = []
    for askers in ASKERS:
        with ThreadPoolExecutor(askers) as pool:
            rate, floor = _rate(pool, answer, order), _rate(pool, query, vectors)
        figures.append(Figure(what=f"{askers} 人同时问", value=rate, unit="次/秒", floor=QUERY, floor_value=floor))
    return tuple(figures)


def embed_all(index: Index, texts: Sequence[str]) -> NDArray[np.float32]:
    """Return the vectors of ``texts`` as the index's own model makes them of questions."""
    return np.array([index.dense.embeddings.embed_query(text) for text in texts], dtype=np.float32)


def _rate(pool: ThreadPoolExecutor, call: Callable[[Asked], object], asked: Sequence[Asked]) -> float:
    start = time.perf_counter()
    done = len(list(pool.map(call, asked)))
    return done / (time.perf_counter() - start)
