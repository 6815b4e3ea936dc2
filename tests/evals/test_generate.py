"""Generated claims: the same for the same seed, of every kind, and truly right or wrong."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tiaowen.corpus.load import Corpus, load_corpus
from tiaowen.evals import changes
from tiaowen.evals.generate import Claim, generate_claims
from tiaowen.evals.phrasing import word_figure
from tiaowen.evals.statements import Statement, has_figure, is_stated, state_rule
from tiaowen.quantities import Quantity, find_quantities, same_quantity

REPOSITORY = Path(__file__).parents[2]
WRONG = {
    "case",
    "citation",
    "city",
    "comparator",
    "invented",
    "metric",
    "platform",
    "regulation",
    "unit",
    "value",
    "window",
}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(REPOSITORY / "corpus")


@pytest.fixture(scope="module")
def claims(corpus: Corpus) -> tuple[Claim, ...]:
    return generate_claims(corpus, seed=1)


def find_rule(corpus: Corpus, id_: str, platform: str) -> Statement:
    return state_rule(next(r for r in corpus.rules if r.id == id_), platform)


def test_there_are_enough_of_every_kind(claims: tuple[Claim, ...]) -> None:
    counts = Counter(claim.right for claim in claims)
    assert counts[False] >= 2000
    assert counts[True] >= 500
    assert {claim.kind for claim in claims if not claim.right} == WRONG


def test_no_claim_stands_twice_or_is_both_right_and_wrong(claims: tuple[Claim, ...]) -> None:
    assert len({(c.question, c.text, c.cited) for c in claims}) == len(claims)


def test_the_same_seed_makes_the_same_claims(corpus: Corpus, claims: tuple[Claim, ...]) -> None:
    assert generate_claims(corpus, seed=1) == claims
    assert generate_claims(corpus, seed=2) != claims


def test_fewer_are_made_evenly(corpus: Corpus) -> None:
    few = generate_claims(corpus, seed=1, wrong=110, right=22)
    assert set(Counter(c.kind for c in few if not c.right).values()) == {10}
    assert sum(c.right for c in few) == 22


def test_right_claims_cite_the_rule_they_tell(corpus: Corpus, claims: tuple[Claim, ...]) -> None:
    at = {rule.id: rule.at for rule in corpus.rules}
    assert all(claim.cited == (at[claim.rule],) for claim in claims if claim.right)


def test_what_another_rule_says_is_not_taken_for_wrong(corpus: Corpus) -> None:
    lab = find_rule(corpus, "lhasa-platform:lab-full-time-staff", "重点实验室")
    ten = lab.model_copy(update={"quantity": Quantity(low=10, unit="人")})
    assert has_figure(ten, corpus)  # the team of full-time and part-time staff
    assert not is_stated(lab.model_copy(update={"quantity": Quantity(low=14, unit="人")}), corpus)


def test_two_regulations_of_one_city_are_told_apart_only_by_title(corpus: Corpus) -> None:
    report = find_rule(corpus, "lhasa-etrc:annual-report", "工程技术研究中心")
    newer = report.model_copy(update={"regulation": "lhasa-platform"})
    assert is_stated(newer, corpus)
    assert not is_stated(newer.model_copy(update={"by_title": True}), corpus)


def test_changed_values_and_comparators_are_said_by_no_rule(corpus: Corpus) -> None:
    for rule in corpus.rules:
        statement = state_rule(rule, rule.platforms[0])
        for changed in (*changes.change_value(statement, corpus), *changes.change_comparator(statement, corpus)):
            assert changed.quantity is not None
            assert not is_stated(changed, corpus)
            assert not same_quantity(changed.quantity, rule.value)  # type: ignore[arg-type]  only figures are changed


def test_figures_in_other_words_are_the_same_figures(corpus: Corpus) -> None:
    for rule in corpus.rules:
        if isinstance(rule.value, bool) or rule.value.low is None or rule.value.unit in {"年份", "月日"}:
            continue
        least = Quantity(low=rule.value.low, unit=rule.value.unit)
        for words in word_figure(rule.value.low, rule.value.unit).values():
            assert same_quantity(find_quantities(f"不少于{words}")[0].quantity, least), words
