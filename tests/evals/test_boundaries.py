"""Every rule of eligibility at its boundary, one below and one above."""

from __future__ import annotations

import pytest

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role
from tiaowen.domain import CriterionOutcome
from tiaowen.evals.boundaries import generate_boundaries
from tiaowen.evals.cases import EligibilityCase
from tiaowen.evals.eligibility import judge_case, score_criteria, score_outcome
from tiaowen.evals.possible import find_faults


@pytest.fixture(scope="module")
def cases(corpus: Corpus) -> tuple[EligibilityCase, ...]:
    return generate_boundaries(corpus)


def test_every_figure_of_eligibility_is_tried_on_both_sides(cases: tuple[EligibilityCase, ...], corpus: Corpus) -> None:
    tried = {(case.criteria[0].rule, case.kind) for case in cases}
    rules = {r.id for r in corpus.rules if r.role == Role.ELIGIBILITY and not isinstance(r.value, bool)}
    assert len(rules) >= 40
    assert tried >= {(rule, side) for rule in rules for side in ("below", "at", "above", "unsaid")}
    assert len({case.id for case in cases}) == len(cases)


def test_every_boundary_of_the_corpus_is_judged_right(cases: tuple[EligibilityCase, ...], corpus: Corpus) -> None:
    judged = [(case, judge_case(case, corpus)) for case in cases]
    assert [c.id for c, found in judged if score_criteria(c, found).value != 1] == []
    assert [c.id for c, found in judged if score_outcome(c, found).value == 0] == []


def test_what_is_said_can_be_read_as_a_figure(cases: tuple[EligibilityCase, ...], corpus: Corpus) -> None:
    assert [fault for case in cases for fault in find_faults(case, corpus, "")] == []


def test_exactly_a_half_is_not_more_than_a_half(cases: tuple[EligibilityCase, ...]) -> None:
    rule = "lhasa-platform:newrd-qualified-share"
    at = [case for case in cases if case.criteria[0].rule == rule and case.kind == "at"]
    assert len(at) == 2
    assert all(case.criteria[0].outcome == CriterionOutcome.UNMET for case in at)


def test_a_wrong_judgement_would_be_seen(cases: tuple[EligibilityCase, ...], corpus: Corpus) -> None:
    case = next(c for c in cases if c.kind == "at" and c.criteria[0].outcome == CriterionOutcome.MET)
    found = judge_case(case, corpus)
    (criterion,) = (c for c in found.criteria if c.rule == case.criteria[0].rule)
    missed = found.model_copy(update={"criteria": (criterion.model_copy(update={"outcome": CriterionOutcome.UNMET}),)})
    assert score_criteria(case, missed).value == 0
    assert score_outcome(case, missed).value == 0  # a criterion is missed, and the outcome does not say so
    assert score_criteria(case, found.model_copy(update={"criteria": ()})).value == 0
