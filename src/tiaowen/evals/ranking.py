"""Rankings against the right articles: recall and reciprocal rank from ir-measures, with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from tiaowen.domain import Value

DEPTHS = (5, 10, 20, 50, 100)
_DRAWS = 2_000


class Interval(Value):
    """A mean over questions with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float


class RankingScores(Value):
    """Scores of ``n`` rankings: recall at each of ``DEPTHS`` and the reciprocal rank within the first ten."""

    n: int
    recall: tuple[Interval, ...]
    mrr: Interval


def measure_rankings(
    rankings: Mapping[str, tuple[Sequence[str], Collection[str]]], depths: Sequence[int]
) -> dict[str, dict[str, float]]:
    """Return recall@k at ``depths``, mrr@10 and ndcg@10 of each ranking, which comes with what it should find."""
    import ir_measures
    from ir_measures import RR, R, nDCG

    names = {R @ depth: f"recall@{depth}" for depth in depths} | {RR @ 10: "mrr@10", nDCG @ 10: "ndcg@10"}
    qrels = {id_: dict.fromkeys(sorted(gold), 1) for id_, (_, gold) in rankings.items()}
    # Scores that fall by one: the measures would break ties by name, and ranks have none.
    run = {
        id_: {name: float(len(ranked) - n) for n, name in enumerate(ranked)} for id_, (ranked, _) in rankings.items()
    }
    scores = {id_: dict.fromkeys(names.values(), 0.0) for id_ in rankings}  # an empty ranking finds nothing
    for found in ir_measures.iter_calc(list(names), qrels, run):
        scores[found.query_id][names[found.measure]] = found.value
    return scores


def score_rankings(rankings: Mapping[str, Sequence[str]], gold: Mapping[str, Sequence[str]]) -> RankingScores:
    """Return the scores of ``rankings``, ids best first by question, against the right ids of each question."""
    scores = measure_rankings({id_: (rankings.get(id_, ()), ids) for id_, ids in gold.items()}, DEPTHS).values()
    *recall, mrr = (
        with_interval([score[name] for score in scores]) for name in (*(f"recall@{k}" for k in DEPTHS), "mrr@10")
    )
    return RankingScores(n=len(gold), recall=tuple(recall), mrr=mrr)


def with_interval(values: Sequence[float]) -> Interval:
    """Return the mean of ``values`` with its bootstrap interval, the same at every call."""
    draws = np.random.default_rng(0).choice(np.array(values), size=(_DRAWS, len(values))).mean(axis=1)
    low, high = np.quantile(draws, (0.025, 0.975))
    return Interval(mean=float(np.mean(values)), low=float(low), high=float(high))
