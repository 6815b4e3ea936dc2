"""Cases of eligibility: what is said is read as an asker's words are, and scored against what must come of it."""

from __future__ import annotations

from typing import Any

import pytest

from tiaowen.corpus.load import Corpus
from tiaowen.evals.cases import EligibilityCase
from tiaowen.evals.eligibility import judge_case, score_criteria, score_outcome


def case(**fields: Any) -> EligibilityCase:
    base = {"id": "E1", "kind": "one_figure", "regulation": "liuzhou-etrc", "platform": "工程技术研究中心"}
    return EligibilityCase.model_validate(base | fields)


SEVEN = {"facts": [{"metric": "研发人员", "value": "7人"}], "asked": ["研发人员"]}


def expected(**fields: Any) -> list[dict[str, Any]]:
    return [{"rule": "liuzhou-etrc:staff"} | fields]


@pytest.mark.parametrize(
    ("fields", "outcome", "criteria", "reason"),
    [
        ({"outcome": "fail", "criteria": expected(outcome="unmet", shortfall="差1人")}, 1, 1, "1 条里对了 1 条。"),
        ({"outcome": "pass"}, 0, None, "本题不问各条的结果。"),
        (
            {"criteria": expected(outcome="met")},
            None,
            0,
            "1 条里对了 0 条：liuzhou-etrc:staff 应为达到，判为未达到。",
        ),
        (
            {"criteria": expected(outcome="unmet", shortfall="差2人")},
            None,
            0,
            "1 条里对了 0 条：liuzhou-etrc:staff 应说“差2人”，说的是“差1人”。",
        ),
        (
            {"criteria": expected(outcome="unmet", told=False)},
            None,
            0,
            "1 条里对了 0 条：liuzhou-etrc:staff 不该说差多少。",
        ),
        (
            {"criteria": [*expected(outcome="unmet"), {"rule": "liuzhou-etrc:cto", "outcome": "met"}]},
            None,
            0.5,
            "2 条里对了 1 条：没有判断 liuzhou-etrc:cto。",
        ),
    ],
)
def test_scores_are_those_worked_by_hand(
    fields: dict[str, Any], outcome: float | None, criteria: float | None, reason: str, corpus: Corpus
) -> None:
    asked = case(**SEVEN, **fields)
    found = judge_case(asked, corpus)
    assert score_outcome(asked, found).value == outcome
    score = score_criteria(asked, found)
    assert (score.value, score.reason) == (criteria, reason)


def test_about_twenty_and_no_are_read_as_they_are_said(corpus: Corpus) -> None:
    about = case(facts=[{"metric": "研发人员", "value": "约8人"}], asked=["研发人员"], outcome="unknown")
    assert score_outcome(about, judge_case(about, corpus)).value == 1
    without = case(
        applicant="企业", facts=[{"metric": "首席技术官备案", "value": False}], asked=["首席技术官备案"], outcome="fail"
    )
    assert score_outcome(without, judge_case(without, corpus)).value == 1
