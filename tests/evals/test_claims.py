"""Suites of claims: loading, and how well a checker tells right from wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiaowen.domain import ClaimOutcome, Verdict
from tiaowen.errors import SuiteError
from tiaowen.evals.claims import ClaimCase, load_claims, run_claims

EVALS = Path(__file__).parents[2] / "evals"
STOPPED = Verdict(text="9人", outcome=ClaimOutcome.UNSUPPORTED, reason="条文里没有这个数。")


def _case(label: str) -> ClaimCase:
    planted = [{"span": "不少于9人", "type": "wrong_value"}] if label == "reject" else []
    return ClaimCase.model_validate(
        {"id": label, "question": "", "answer": "不少于9人", "label": label, "errors": planted}
    )


def test_a_checker_that_stops_all_is_half_right_and_locates() -> None:
    run = run_claims(lambda *_: (STOPPED,), (_case("accept"), _case("reject")))
    assert (run.accepted.hits, run.rejected.hits, run.balanced_accuracy) == (0, 1, 0.5)
    assert run.located["wrong_value"].hits == 1


def test_our_suites_load_and_every_planted_span_stands_in_its_text() -> None:
    cases = load_claims(EVALS)
    assert len({case.id for case in cases}) == len(cases) > 200
    assert all(case.answer.count(planted.span) == 1 for case in cases for planted in case.errors)


def test_a_folder_without_cases_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="没有考题"):
        load_claims(tmp_path)
