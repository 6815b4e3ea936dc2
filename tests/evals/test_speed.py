"""Speed: that each figure is taken, of what it says; never how many seconds it is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tiaowen.assistant import Assistant
from tiaowen.corpus.load import Corpus, load_corpus
from tiaowen.evals.outside_files import Outside, OutsideArticle, OutsideQuestion
from tiaowen.evals.processes import measure_processes
from tiaowen.evals.scale import measure_scale
from tiaowen.evals.speed import ASKERS, Figure, Timed, add_bare, measure_warm
from tiaowen.evals.suite import load_suites
from tiaowen.evals.timing import Latency, time_each, to_latency
from tiaowen.settings import Settings

EVALS = Path(__file__).parents[2] / "evals"


def test_percentiles_are_those_of_numpy() -> None:
    seconds = list(np.random.default_rng(0).exponential(size=77))
    latency = to_latency(seconds)
    expected = np.percentile(np.array(seconds) * 1000, (50, 95, 99))
    assert (latency.p50, latency.p95, latency.p99) == pytest.approx(tuple(expected), abs=1e-5)
    assert to_latency([0.25]) == Latency(n=1, p50=250, p95=250, p99=250)


def test_results_come_back_with_the_times() -> None:
    results, latency = time_each(lambda n: n + 1, [1, 2, 3])
    assert (results, latency.n) == ((2, 3, 4), 3)


def test_a_ratio_is_to_the_floor_named() -> None:
    timed = Timed(
        what="检索",
        latency=Latency(n=1, p50=6, p95=6, p99=6),
        floor="查询",
        floor_latency=Latency(n=1, p50=2, p95=9, p99=9),
    )
    assert timed.ratio == 3
    assert Figure(what="建", value=3, unit="秒", floor="加", floor_value=2).ratio == 1.5


def test_peak_memory_is_what_the_process_itself_has_held() -> None:
    code = (
        "from tiaowen.evals.timing import peak_memory; before = peak_memory(); "
        "held = b'1' * 100_000_000; print(before, peak_memory() - before)"
    )
    held = np.ones(200_000_000, dtype=np.int8)  # of this process, which the child's figure must not begin with
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    before, grown = map(float, output.split())
    assert before < held.nbytes / 1e6
    assert 90 < grown < 150


def test_a_bare_addition_adds_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from contextlib import closing

    from tiaowen.retrieval.store import connect

    monkeypatch.setattr("chromadb.api.client.Client.get_max_batch_size", lambda _self: 7)
    assert add_bare([str(n) for n in range(20)], np.eye(20, dtype=np.float32), tmp_path) > 0
    with closing(connect(tmp_path)) as client:
        assert client.get_collection("bare", embedding_function=None).count() == 20


@pytest.mark.slow
def test_every_kind_of_question_and_every_number_of_askers(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tiaowen.evals.speed._THROUGHPUT", 8)
    cases = load_suites(EVALS, load_corpus(EVALS.parent / "corpus")).answers[::30]
    speed = measure_warm(Assistant(corpus, settings=Settings(data=tmp_path)), cases, rounds=1)
    whats = [row.what for row in speed.timed]
    assert {f"回答 {case.kind}" for case in cases} < set(whats)
    assert whats[-4:] == ["回答（全部）", "核对 verify", "检索，不收窄", "检索，收窄到一部"]
    assert [figure.what for figure in speed.figures] == ["建索引", *(f"{n} 人同时问" for n in ASKERS)]
    assert all(row.ratio > 0 for row in (*speed.timed, *speed.figures))
    assert list(tmp_path.iterdir()) == []  # the index of the settings is not touched


@pytest.mark.slow
def test_processes_are_measured_beside_bare_imports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIAOWEN_DATA", str(tmp_path))
    figures = measure_processes("柳州工程技术研究中心需要多少研发人员", times=1)
    assert [figure.unit for figure in figures] == ["秒", "秒", "MB"]
    assert all("import chromadb, jieba" in figure.floor for figure in figures)
    memory = figures[-1]
    assert memory.value > memory.floor_value > 50


@pytest.mark.slow
def test_collections_of_growing_size(many_laws: Callable[[int], Outside]) -> None:
    rows = list(measure_scale(many_laws(60), (20, 40, 1000)))
    assert [row.articles for row in rows] == [20, 40, 60]
    for row in rows:
        assert row.whole.n == row.one_law.n == row.some_laws.n == row.bare_query.n == 3
        assert row.disk > 0
        assert row.memory > 50


@pytest.fixture
def many_laws() -> Callable[[int], Outside]:
    def make(size: int) -> Outside:
        articles = tuple(
            OutsideArticle(id=f"N{n}", name=f"第{n % 7}号条例第{n}条", text=f"第{n}项应当申请许可。")
            for n in range(size)
        )
        asked = tuple(OutsideQuestion(id=str(n), question="怎么申请许可", articles=("N1",)) for n in range(3))
        return Outside(articles, asked)

    return make
