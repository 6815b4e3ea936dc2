"""Every rule of eligibility at its boundary, one below and one above."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiaowen.corpus.load import Corpus, load_corpus
from tiaowen.corpus.rules import Role
from tiaowen.domain import CriterionOutcome
from tiaowen.evals.boundaries import BoundaryResult, generate_boundaries, judge_boundaries

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(REPOSITORY / "corpus")


@pytest.fixture(scope="module")
def results(corpus: Corpus) -> tuple[BoundaryResult, ...]:
    return judge_boundaries(corpus)


def test_every_figure_of_eligibility_is_tried_on_both_sides(corpus: Corpus) -> None:
    tried = {(case.rule, case.side) for case in generate_boundaries(corpus)}
    rules = {r.id for r in corpus.rules if r.role == Role.ELIGIBILITY and not isinstance(r.value, bool)}
    assert len(rules) >= 40
    assert tried >= {(rule, side) for rule in rules for side in ("below", "at", "above", "unsaid")}


def test_every_boundary_of_the_corpus_is_judged_right(results: tuple[BoundaryResult, ...]) -> None:
    assert [result for result in results if not result.right] == []


def test_exactly_a_half_is_not_more_than_a_half(results: tuple[BoundaryResult, ...]) -> None:
    at = [r for r in results if r.case.rule == "lhasa-platform:newrd-qualified-share" and r.case.side == "at"]
    assert len(at) == 2
    assert all(r.criterion and r.criterion.outcome == CriterionOutcome.UNMET for r in at)


def test_a_wrong_judgement_would_be_seen(results: tuple[BoundaryResult, ...]) -> None:
    met = next(r for r in results if r.case.side == "at" and r.case.expected == CriterionOutcome.MET)
    assert met.criterion is not None
    missed = met.criterion.model_copy(update={"outcome": CriterionOutcome.UNMET})
    assert not met.model_copy(update={"criterion": missed}).right
    assert not met.model_copy(update={"criterion": None}).right
