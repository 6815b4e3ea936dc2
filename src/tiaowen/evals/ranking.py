"""Rankings against the right articles: recall and reciprocal rank from ir-measures, with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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


def score_rankings(rankings: Mapping[str, Sequence[str]], gold: Mapping[str, Sequence[str]]) -> RankingScores:
    """Return the scores of ``rankings``, ids best first by question, against the right ids of each question."""
    import ir_measures
    from ir_measures import RR, R

    recalls, first = [R @ depth for depth in DEPTHS], RR @ 10
    qrels = {question: dict.fromkeys(ids, 1) for question, ids in gold.items()}
    # Scores that fall by one: the measures break ties by id, and ranks have none.
    runs = {
        question: {id_: float(len(ids) - rank) for rank, id_ in enumerate(ids)} for question, ids in rankings.items()
    }
    values: dict[tuple[str, str], float] = {
        (str(found.measure), found.query_id): found.value
        for found in ir_measures.iter_calc([*recalls, first], qrels, runs)
    }
    # A question whose ranking is empty is not among what is returned: it counts as nothing found.
    columns = [[values.get((str(measure), question), 0.0) for question in gold] for measure in (*recalls, first)]
    *recall, mrr = (with_interval(column) for column in columns)
    return RankingScores(n=len(gold), recall=tuple(recall), mrr=mrr)


def with_interval(values: Sequence[float]) -> Interval:
    """Return the mean of ``values`` with its bootstrap interval, the same at every call."""
    draws = np.random.default_rng(0).choice(np.array(values), size=(_DRAWS, len(values))).mean(axis=1)
    low, high = np.quantile(draws, (0.025, 0.975))
    return Interval(mean=float(np.mean(values)), low=float(low), high=float(high))
