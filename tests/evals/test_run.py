"""Runs: every suite recorded, a crash that case's failure, run files read back, scores that repeat byte for byte."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tiaowen.assistant import Assistant
from tiaowen.domain import Answer
from tiaowen.errors import QuestionError, SuiteError
from tiaowen.evals.cases import SuiteName
from tiaowen.evals.figures import find_figures
from tiaowen.evals.record import AnswerRecord, RetrievalRecord, Run, read_run, write_run
from tiaowen.evals.renew import renew_cases
from tiaowen.evals.run import SUITES, Task, plan_run, run_tasks
from tiaowen.evals.score import read_scoring, score_run
from tiaowen.evals.shares import Share
from tiaowen.evals.suite import load_suites

WRITTEN = ("answers", "conversations", "retrieval", "claims", "eligibility", "variations")


def plan(folder: Path, assistant: Assistant, names: tuple[SuiteName, ...]) -> tuple[Task, ...]:
    return plan_run(load_suites(folder, assistant.corpus), assistant.corpus, names)


class Broken(Assistant):
    """An assistant that stumbles over one question."""

    def ask(self, turns: str | Sequence[str]) -> Answer:
        if "深圳" in turns[-1] or "平方米" in turns[-1]:
            raise ZeroDivisionError("nothing to divide")
        return super().ask(turns)

    def find(self, text: str) -> tuple[()]:
        raise QuestionError("没有读到条文号。")


def test_every_suite_is_run_and_scored(city_run: Run) -> None:
    scoring = score_run(city_run)
    figures = {f.suite: f.overall.right for f in find_figures(scoring)}
    assert set(figures) == set(SUITES)
    wrong = {case.id: case.why for case in scoring.cases if not case.right and case.suite != "mutations"}
    assert wrong == {"T3": wrong["T3"]}
    assert wrong["T3"].startswith("缺少必答内容：一亿元。")
    assert figures["answers"] == Share(hits=2, n=3)
    assert figures["boundaries"].n > 10
    assert figures["lookups"].n > 40


def test_what_was_retrieved_is_recorded_with_scores(city_run: Run) -> None:
    answer = next(r for r in city_run.records if isinstance(r, AnswerRecord))
    assert str(answer.reply.passages[0].address) == "yunxi-base/2(1)"
    scores = [one.score for one in answer.reply.passages]
    assert scores == sorted(scores, reverse=True)
    search = next(r for r in city_run.records if isinstance(r, RetrievalRecord))
    assert search.hits
    assert all(not hit.address.steps for hit in search.hits)


def test_a_run_file_is_read_back_as_it_was(city_run: Run, tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    write_run(city_run, path)
    assert read_run(path) == city_run
    assert len(path.read_text(encoding="utf-8").rstrip("\n").split("\n")) == 1 + len(city_run.records)


def test_a_line_that_is_broken_is_named(city_run: Run, tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    write_run(city_run, path)
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[3] = lines[3][:40]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(SuiteError, match=r"run\.jsonl:4：这一行读不懂"):
        read_run(path)
    path.write_bytes(b"")
    with pytest.raises(SuiteError, match=r"run\.jsonl:1："):
        read_run(path)


def test_two_runs_have_the_same_scores_byte_for_byte(city_run: Run, city_assistant: Assistant, suites: Path) -> None:
    again = run_tasks(city_assistant, plan(suites, city_assistant, SUITES), command="tiaowen eval run")
    assert score_run(again).model_dump_json() == score_run(city_run).model_dump_json()


def test_scores_are_read_back_and_another_file_is_refused(city_run: Run, tmp_path: Path) -> None:
    path, scoring = tmp_path / "scores.json", score_run(city_run)
    path.write_text(scoring.model_dump_json(), encoding="utf-8")
    assert read_scoring(path) == scoring
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(SuiteError, match="不是 tiaowen eval score 写的"):
        read_scoring(path)


def test_a_crash_is_that_cases_failure_and_the_others_go_on(city_assistant: Assistant, suites: Path) -> None:
    broken = Broken(city_assistant.corpus, settings=city_assistant.settings)
    run = run_tasks(broken, plan(suites, broken, ("answers", "conversations", "lookups")), command="x")
    scores = {case.id: case for case in score_run(run).cases}
    assert scores["T1"].right
    assert (scores["T2"].right, scores["T2"].crashed) == (False, True)
    assert scores["T2"].why == "程序出错：ZeroDivisionError: nothing to divide。"
    assert (scores["V1"].crashed, scores["V1"].turns[0].right, scores["V1"].turns[1].right) == (True, True, False)
    assert scores["V1"].why == "第 2 句：程序出错：ZeroDivisionError: nothing to divide。"
    assert scores["label-1"].why == "程序出错：QuestionError: 没有读到条文号。"


def test_an_interrupt_ends_the_run(city_assistant: Assistant, suites: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(self: Assistant, turns: object) -> Answer:
        raise KeyboardInterrupt

    monkeypatch.setattr(Assistant, "ask", interrupt)
    with pytest.raises(KeyboardInterrupt):
        run_tasks(city_assistant, plan(suites, city_assistant, ("answers",)), command="x")


def test_progress_hears_of_each_case(city_assistant: Assistant, suites: Path) -> None:
    heard: list[tuple[int, int]] = []
    tasks = plan(suites, city_assistant, ("claims",))
    run_tasks(city_assistant, tasks, command="x", progress=lambda done, total: heard.append((done, total)))
    assert heard == [(1, 2), (2, 2)]


def test_a_suite_that_is_named_must_have_cases(city_assistant: Assistant, suites: Path) -> None:
    (suites / "claims" / "cases.yaml").unlink()
    assert plan(suites, city_assistant, SUITES)
    with pytest.raises(SuiteError, match="claims：这里没有考题"):
        plan(suites, city_assistant, ("claims",))


def test_expectations_can_be_renewed_and_questions_can_not(
    city_run: Run, suites: Path, city_assistant: Assistant
) -> None:
    path = suites / "answers" / "cases.yaml"
    text = path.read_text(encoding="utf-8").replace("一亿元", "300平方米").replace("深圳的中试", "深圳市的中试")
    path.write_text(
        text.replace(
            "云溪中试基地给多少钱], must: [[300平方米]], derived: [300平方米]",
            "云溪中试基地给多少钱], must_not: [300平方米]",
        ),
        encoding="utf-8",
    )
    renewed = renew_cases(city_run, load_suites(suites, city_assistant.corpus))
    assert {id_.partition("-")[0] for id_ in renewed.kept} == {"T2"}
    written = sum(record.suite in WRITTEN for record in city_run.records)
    assert renewed.renewed == written - len(renewed.kept)
    scores = {case.id: case.right for case in score_run(renewed.run).cases}
    assert scores["T2"]
    assert not scores["T3"]  # declined where it is not expected to
