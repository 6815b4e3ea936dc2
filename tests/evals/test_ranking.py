"""Ranking scores against worked examples and against plain arithmetic."""

from __future__ import annotations

import random

import pytest

from tiaowen.evals.ranking import DEPTHS, score_rankings, with_interval


def test_a_worked_example() -> None:
    gold = {"a": ["1", "2"], "b": ["3"], "c": ["4"]}
    rankings = {"a": ["9", "1", "8", "7", "6", "2"], "b": [], "c": [str(n) for n in range(100, 110)] + ["4"]}
    scores = score_rankings(rankings, gold)
    assert [round(r.mean, 6) for r in scores.recall] == [round(x / 3, 6) for x in (0.5, 1, 2, 2, 2)]
    assert scores.mrr.mean == pytest.approx((1 / 2 + 0 + 0) / 3)  # the third stands at 11
    assert scores.n == 3


def test_the_order_given_decides_whatever_the_ids() -> None:
    for ids in (["a", "b"], ["b", "a"]):
        assert score_rankings({"q": ids}, {"q": [ids[1]]}).mrr.mean == 0.5


@pytest.mark.parametrize("seed", range(5))
def test_agrees_with_plain_arithmetic_on_random_runs(seed: int) -> None:
    rng = random.Random(seed)
    ids = [f"d{n}" for n in range(200)]
    gold = {f"q{n}": rng.sample(ids, rng.randint(1, 5)) for n in range(20)}
    rankings = {question: rng.sample(ids, rng.randint(0, 120)) for question in gold}
    scores = score_rankings(rankings, gold)
    for depth, recall in zip(DEPTHS, scores.recall, strict=True):
        shares = [len(set(rankings[q][:depth]) & set(right)) / len(right) for q, right in gold.items()]
        assert recall.mean == pytest.approx(sum(shares) / len(shares))
    ranks = [[r for r, id_ in enumerate(rankings[q][:10], 1) if id_ in right] for q, right in gold.items()]
    assert scores.mrr.mean == pytest.approx(sum(1 / r[0] for r in ranks if r) / len(ranks))


def test_the_interval_holds_the_mean_and_repeats() -> None:
    values = [0.0, 1.0] * 50
    interval = with_interval(values)
    assert interval == with_interval(values)
    assert 0.35 < interval.low < interval.mean == 0.5 < interval.high < 0.65
