"""Two runs, case by case, and McNemar's exact test."""

from __future__ import annotations

import pytest
from scipy.stats import binomtest

from tiaowen.evals.compare import compare_runs, paired_p_value
from tiaowen.evals.record import Fingerprints
from tiaowen.evals.score import CaseScore, Scoring
from tiaowen.evals.shares import Share

PRINTS = Fingerprints.model_validate(dict.fromkeys(Fingerprints.model_fields, "x"))


def scoring(**right: bool) -> Scoring:
    cases = tuple(
        CaseScore(suite="answers", id=id_, kind="numeric", regulations=(), right=ok, why="。")
        for id_, ok in right.items()
    )
    return Scoring(command="x", version="0", fingerprints=PRINTS, labels={}, cases=cases)


def test_what_was_won_and_lost_is_named_and_only_common_cases_count() -> None:
    before, after = scoring(A=True, B=False, C=True, D=True), scoring(A=True, B=True, C=False, E=False)
    (found,) = compare_runs(before, after)
    assert [change.after.id for change in found.won] == ["B"]
    assert [change.after.id for change in found.lost] == ["C"]
    assert (found.new, found.gone) == (("E",), ("D",))
    assert (found.before, found.after) == (Share(hits=2, n=3), Share(hits=2, n=3))
    assert found.p_value == 1.0


def test_runs_without_a_common_suite_cannot_be_compared() -> None:
    assert compare_runs(scoring(), scoring(A=True)) == ()


@pytest.mark.parametrize(("won", "lost"), [(0, 0), (1, 0), (0, 5), (1, 9), (7, 7), (12, 30)])
def test_the_p_value_is_that_of_the_exact_test(won: int, lost: int) -> None:
    expected = binomtest(won, won + lost).pvalue if won + lost else 1.0
    assert paired_p_value(won, lost) == pytest.approx(expected)
    assert paired_p_value(won, lost) == paired_p_value(lost, won)
