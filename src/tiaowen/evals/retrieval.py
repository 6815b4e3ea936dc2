"""Scores of rankings: recall, reciprocal rank and nDCG from ir-measures, for articles and for the places in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tiaowen.domain import Address

DEPTHS = (1, 3, 5, 10)
MEASURES = (*(f"recall@{k}" for k in DEPTHS), "mrr@10", "ndcg@10")


def rank_articles(places: Iterable[Address], gold: Iterable[Address]) -> tuple[list[str], set[str]]:
    """Return the whole articles of ``places``, each at its first place, and those of ``gold``."""
    return list(dict.fromkeys(str(place.whole) for place in places)), {str(place.whole) for place in gold}


def rank_items(places: Iterable[Address], gold: Iterable[Address]) -> tuple[list[str], set[str]]:
    """Return ``places`` and ``gold``, a place that lies in a gold one, or around it, counting as it once.

    >>> place = Address.parse
    >>> rank_items([place("mou/2"), place("mou/9(3)"), place("mou/9(4)")], [place("mou/9")])
    (['mou/2', 'mou/9'], {'mou/9'})
    """
    wanted = tuple(dict.fromkeys(gold))
    ranked: dict[str, None] = {}
    for place in places:
        met = [one for one in wanted if one.covers(place) or place.covers(one)]
        new = [one for one in met if str(one) not in ranked]
        if new or not met:
            ranked[str(new[0] if new else place)] = None
    return list(ranked), set(map(str, wanted))


def measure_rankings(rankings: Mapping[str, tuple[Sequence[str], set[str]]]) -> dict[str, dict[str, float]]:
    """Return :data:`MEASURES` for each ranking, which comes with what it should find."""
    import ir_measures
    from ir_measures import RR, R, nDCG

    names = dict(zip([*(R @ k for k in DEPTHS), RR @ 10, nDCG @ 10], MEASURES, strict=True))
    qrels = {id_: dict.fromkeys(sorted(gold), 1) for id_, (_, gold) in rankings.items()}
    # Scores that fall by one: the measures would break ties by name, and ranks have none.
    run = {
        id_: {name: float(len(ranked) - n) for n, name in enumerate(ranked)} for id_, (ranked, _) in rankings.items()
    }
    scores = {id_: dict.fromkeys(MEASURES, 0.0) for id_ in rankings}  # an empty ranking finds nothing
    for found in ir_measures.iter_calc(list(names), qrels, run):
        scores[found.query_id][names[found.measure]] = found.value
    return scores
