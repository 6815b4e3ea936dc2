"""The baseline: what falls fails and is named, what rises or is new is only told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tiaowen.app.render.evals.table import check_lines
from tiaowen.errors import SuiteError
from tiaowen.evals.baseline import (
    Check,
    Short,
    check_scores,
    missing_suites,
    read_baseline,
    to_baseline,
    write_baseline,
)
from tiaowen.evals.record import Fingerprints
from tiaowen.evals.score import CaseScore, Scoring
from tiaowen.evals.shares import Mean, Score, Share

PRINTS = Fingerprints.model_validate(dict.fromkeys(Fingerprints.model_fields, "x"))


def case(id_: str, *, right: bool, **fields: Any) -> CaseScore:
    base = {
        "suite": "answers",
        "id": id_,
        "kind": "numeric",
        "regulations": (),
        "right": right,
        "why": f"{id_} 的原因。",
    }
    return CaseScore.model_validate(base | fields)


def scoring(*cases: CaseScore) -> Scoring:
    return Scoring(command="x", version="0", fingerprints=PRINTS, labels={}, cases=cases)


def check(before: Scoring, after: Scoring) -> Check:
    (found,) = check_scores(after, to_baseline(before, command="tiaowen eval accept"))
    return found


def direct(value: float) -> dict[str, Score]:
    return {"direct": Score(value=value, reason="。")}


def recall(value: float) -> dict[str, Score]:
    return {"recall": Score(value=value, reason="。")}


BEFORE = scoring(case("A", right=True), case("B", right=True), case("C", right=False))


def test_the_same_scores_pass() -> None:
    found = check(BEFORE, BEFORE)
    assert found.passed
    assert (found.falls, found.lost, found.won, found.new, found.gone) == ((), (), (), (), ())


def test_a_case_that_was_right_and_is_wrong_fails_and_is_named() -> None:
    found = check(BEFORE, scoring(case("A", right=False), case("B", right=True), case("C", right=False)))
    assert not found.passed
    assert [(lost.id, lost.why) for lost in found.lost] == [("A", "A 的原因。")]
    (fall,) = found.falls
    assert (fall.measure, fall.accepted, fall.found) == ("right", Share(hits=2, n=3), Share(hits=1, n=3))


def test_as_many_won_as_lost_passes_and_both_are_named() -> None:
    found = check(BEFORE, scoring(case("A", right=False), case("B", right=True), case("C", right=True)))
    assert found.passed
    assert ([lost.id for lost in found.lost], found.won) == (["A"], ("C",))


def test_new_cases_do_not_count_and_those_gone_are_named() -> None:
    found = check(BEFORE, scoring(case("A", right=True), case("C", right=False), case("N", right=False)))
    assert found.passed
    assert (found.new, found.gone) == (("N",), ("B",))


def test_a_crash_fails_even_where_the_case_was_wrong_before() -> None:
    crashed = case("C", right=False, crashed=True)
    found = check(BEFORE, scoring(case("A", right=True), case("B", right=True), crashed))
    assert (found.passed, found.crashed) == (False, (crashed,))


def test_a_figure_from_nowhere_fails_even_where_it_was_accepted() -> None:
    stray = scoring(case("A", right=True, scores={"grounded": Score(value=0, reason="“9人”条文和问题里都没有。")}))
    found = check(stray, stray)
    assert ([one.id for one in found.groundless], found.passed) == (["A"], False)
    assert "✗ 问答 A：数字没有出处，或说法不该放行：“9人”条文和问题里都没有。" in list(check_lines([found]))


def test_a_variation_that_does_not_count_is_neither_lost_nor_won() -> None:
    before = scoring(case("A", right=True, suite="variations"), case("B", right=False, suite="variations"))
    after = scoring(
        case("A", right=False, suite="variations"), case("B", right=True, counted=False, suite="variations")
    )
    assert [lost.id for lost in check(before, after).lost] == ["A"]
    assert check(before, after).won == ()


def test_another_share_that_falls_names_the_cases() -> None:
    before = scoring(case("A", right=True, scores=direct(1)), case("B", right=True, scores=direct(0)))
    after = scoring(case("A", right=True, scores=direct(0)), case("B", right=True, scores=direct(0)))
    (fall,) = check(before, after).falls
    assert (fall.measure, fall.found) == ("direct", Share(hits=0, n=2))
    assert fall.cases == (Short(id="A", reason="。"),)


@pytest.mark.parametrize(("value", "passed"), [(1.0, True), (0.6, True), (0.4, False)])
def test_a_mean_may_fall_by_half_a_case(value: float, passed: bool) -> None:
    before = scoring(case("A", right=True, scores=recall(1)), case("B", right=True, scores=recall(1)))
    after = scoring(case("A", right=True, scores=recall(value)), case("B", right=True, scores=recall(1)))
    found = check(before, after)
    assert found.passed == passed
    if not passed:
        assert isinstance(found.falls[0].found, Mean)
        assert [one.id for one in found.falls[0].cases] == ["A"]


def test_generated_cases_that_are_new_must_be_right() -> None:
    before = scoring(case("m-1", right=True, suite="mutations"), case("m-2", right=False, suite="mutations"))
    after = scoring(case("m-3", right=False, suite="mutations"), case("m-2", right=False, suite="mutations"))
    found = check(before, after)
    assert ([lost.id for lost in found.lost], found.passed, found.new) == (["m-3"], False, ())


def test_a_baseline_is_read_back_and_a_suite_that_is_gone_is_told(tmp_path: Path) -> None:
    baseline = to_baseline(BEFORE, command="tiaowen eval accept")
    path = write_baseline(baseline, tmp_path)
    assert path == tmp_path / "baseline.yaml"
    assert read_baseline(tmp_path) == baseline
    assert missing_suites(scoring(), baseline) == ("answers",)
    path.write_text("suites: 3\n", encoding="utf-8")
    with pytest.raises(SuiteError, match="tiaowen eval accept"):
        read_baseline(tmp_path)
