"""Scores of rankings: recall, reciprocal rank and nDCG from ir-measures, for articles and for the places in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tiaowen.domain import Address
from tiaowen.evals.ranking import measure_rankings
from tiaowen.evals.record import AnswerRecord, Ranked, Record, RetrievalRecord
from tiaowen.evals.shares import Score

DEPTHS = (1, 3, 5, 10)
MEASURES = (*(f"recall@{k}" for k in DEPTHS), "mrr@10", "ndcg@10")
LEVELS = ("article", "item")


def score_rankings(records: Iterable[Record]) -> dict[str, dict[str, Score]]:
    """Return the scores of every ranking of ``records``, by suite and id: of articles, and of the places in them."""
    asked = {key: (places, gold) for record in records for key, places, gold in _rankings(record)}
    scores: dict[str, dict[str, Score]] = {key: {} for key, _ in asked}
    for level, rank in zip(LEVELS, (rank_articles, rank_items), strict=True):
        rankings = {key: rank(places, gold) for (key, at), (places, gold) in asked.items() if at in {level, "both"}}
        for key, values in measure_rankings(rankings, DEPTHS).items():
            found, wanted = rankings[key]
            for measure in MEASURES:
                score = Score(value=round(values[measure], 12), reason=_word_rank(found, wanted, measure))
                scores[key][f"{level} {measure}"] = score
    return scores


def _rankings(record: Record) -> Iterator[tuple[tuple[str, str], list[Address], Sequence[Address]]]:
    """Yield key, level, places and gold of each ranking in ``record``."""
    match record:
        case RetrievalRecord(case=case):
            key = f"retrieval/{case.id}"
            yield (key, "article"), _places(record.hits), case.articles
            yield (key, "item"), _places(record.passages), case.articles
        case AnswerRecord(case=case, reply=reply) if case.gold_articles and reply.passages:
            yield (f"answers/{case.id}", "both"), _places(reply.passages), case.gold_articles
        case _:
            return


def _places(ranked: Iterable[Ranked]) -> list[Address]:
    return [one.address for one in ranked]


def _word_rank(found: Sequence[str], wanted: set[str], measure: str) -> str:
    first = next((n for n, name in enumerate(found, 1) if name in wanted), None)
    if not measure.startswith("recall"):
        return f"第一处在第 {first} 位。" if first else "一处也没有找到。"
    depth = int(measure.partition("@")[2])
    missed = sorted(wanted - set(found[:depth]))
    tail = f"，缺 {'、'.join(missed)}" if missed else ""
    return f"应找到 {len(wanted)} 处，前 {depth} 处里有 {len(wanted) - len(missed)} 处{tail}。"


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
