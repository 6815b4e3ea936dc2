"""Build and query over collections of growing size, each in a process of its own, so that memory is its own too."""

from __future__ import annotations

import multiprocessing
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from tiaowen.domain import Value
from tiaowen.evals.outside import to_outside_documents
from tiaowen.evals.outside_files import Outside
from tiaowen.evals.speed import add_bare, embed_all, time_bare_queries, time_search
from tiaowen.evals.timing import Latency, peak_memory
from tiaowen.retrieval.build import open_index
from tiaowen.retrieval.embedding import load_embeddings
from tiaowen.retrieval.hybrid import HybridRetriever
from tiaowen.retrieval.words import base_tokenizer

SIZES = (138, 1_000, 10_000, 64_665, 147_283)

_ASKED = 200  # questions that are timed
_CITIES = 10  # equal shares of the laws, as if each were of one city


class Scale(Value):
    """Figures over so many articles: seconds to build and for a bare addition, latencies, and MB.

    ``work`` is the processor time of the build as a multiple of that of the addition: other programs on the machine
    change it little.
    """

    articles: int
    build_seconds: float
    bare_add_seconds: float
    work: float
    bare_query: Latency
    whole: Latency
    one_law: Latency
    some_laws: Latency
    disk: float
    memory: float


def measure_scale(outside: Outside, sizes: Sequence[int], *, model: str | None = None) -> Iterator[Scale]:
    """Yield the figures over the first articles of ``outside``, for each of ``sizes`` that it reaches."""
    reached = sorted({min(size, len(outside.articles)) for size in sizes})
    for size in reached:
        part = outside._replace(articles=outside.articles[:size])
        # A fresh process by spawning: a forked one would begin with the memory of this one.
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            yield pool.submit(_measure, part, model).result()


def _measure(outside: Outside, model: str | None) -> Scale:
    documents = to_outside_documents(outside.articles)
    texts = [question.question for question in outside.questions[:_ASKED]]
    embeddings, tokenizer = load_embeddings(model), base_tokenizer()
    with tempfile.TemporaryDirectory(prefix="tiaowen-scale-") as folder:
        place = Path(folder)
        # Once unmeasured: what a process pays for its first index, and for its first collection, is no matter of size.
        open_index(documents[:1], embeddings, tokenizer=tokenizer, terms=(), data_dir=place / "first").close()
        start, worked = time.perf_counter(), time.process_time()
        index = open_index(documents, embeddings, tokenizer=tokenizer, terms=(), data_dir=place / "index")
        seconds, work = time.perf_counter() - start, time.process_time() - worked
        disk = sum(path.stat().st_size for path in index.folder.rglob("*") if path.is_file()) / 1e6
        searcher = HybridRetriever(lexical=index.lexical, dense=index.dense)
        laws = Counter(str(document.metadata["regulation"]) for document in documents)
        try:
            bare = time_bare_queries(index.dense.collection, embed_all(index, texts))
            whole = time_search(searcher, texts, lambda _: None)
            one = time_search(searcher, texts, _choose_law(laws))
            some = time_search(searcher, texts, _choose_city(laws))
            memory = peak_memory()
        finally:
            index.close()
        vectors = np.array(embeddings.embed_documents([d.page_content for d in documents]), dtype=np.float32)
        worked = time.process_time()
        added = add_bare([str(document.id) for document in documents], vectors, place / "bare")
        work /= time.process_time() - worked
    return Scale(
        articles=len(documents),
        build_seconds=seconds,
        bare_add_seconds=added,
        work=work,
        bare_query=bare,
        whole=whole,
        one_law=one,
        some_laws=some,
        disk=disk,
        memory=memory,
    )


def _choose_law(laws: Counter[str]) -> Callable[[str], tuple[str, ...]]:
    """Return what chooses a law for a text, long laws more often, the same at every run."""
    names = sorted(laws)
    return lambda text: tuple(random.Random(text).choices(names, [laws[name] for name in names]))


def _choose_city(laws: Counter[str]) -> Callable[[str], tuple[str, ...]]:
    """Return what chooses the laws of one city for a text."""
    names = sorted(laws)
    cities = [tuple(names[n::_CITIES]) or tuple(names) for n in range(_CITIES)]
    return lambda text: random.Random(text).choice(cities)
