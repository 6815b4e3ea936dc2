"""Scores of rankings: by hand, and against a second library on random runs."""

from __future__ import annotations

import math
from random import Random

import pytest

from tiaowen.domain import Address
from tiaowen.evals.ranking import measure_rankings
from tiaowen.evals.retrieval import DEPTHS, MEASURES, rank_articles, rank_items


def places(*texts: str) -> list[Address]:
    return [Address.parse(text) for text in texts]


def test_scores_are_those_worked_by_hand() -> None:
    scores = measure_rankings(
        {
            "two of three": (["x", "a", "y", "b", *"zuvwst"], {"a", "b", "c"}),
            "first": (["a"], {"a"}),
            "none": (["x", "y"], {"a"}),
            "nothing found": ([], {"a"}),
        },
        DEPTHS,
    )
    gain = 1 / math.log2(3) + 1 / math.log2(5)
    best = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    hand = {"recall@1": 0, "recall@3": 1 / 3, "recall@5": 2 / 3, "recall@10": 2 / 3, "mrr@10": 1 / 2}
    assert scores["two of three"] == pytest.approx(hand | {"ndcg@10": gain / best})
    assert scores["first"] == dict.fromkeys(MEASURES, 1.0)
    assert scores["none"] == dict.fromkeys(MEASURES, 0.0)
    assert scores["nothing found"] == dict.fromkeys(MEASURES, 0.0)


def test_ranks_decide_and_names_do_not() -> None:
    scores = measure_rankings({"q": (["z", "a"], {"a"}), "r": (["a", "z"], {"z"})}, DEPTHS)
    assert scores["q"] == scores["r"]
    assert scores["q"]["mrr@10"] == 0.5


def test_articles_are_ranked_whole_and_once() -> None:
    ranked, gold = rank_articles(places("mou/2", "mou/9(3)", "mou/9(1)", "mou/3"), places("mou/9(1)", "mou/9(2)"))
    assert ranked == ["mou/2", "mou/9", "mou/3"]
    assert gold == {"mou/9"}


def test_items_meet_what_lies_in_them_or_around_them_once() -> None:
    found = places("mou/9(4)", "mou/9", "mou/9(3).1", "mou/8(1)", "mou/8")
    ranked, gold = rank_items(found, places("mou/9(3)", "mou/8(1)"))
    assert ranked == ["mou/9(4)", "mou/9(3)", "mou/8(1)"]
    assert gold == {"mou/9(3)", "mou/8(1)"}


def test_a_place_around_two_gold_ones_is_each_of_them_in_turn() -> None:
    assert rank_items(places("mou/9", "mou/9.1"), places("mou/9.1", "mou/9.2"))[0] == ["mou/9.1"]
    assert rank_items(places("mou/9", "mou/9.2"), places("mou/9.1", "mou/9.2"))[0] == ["mou/9.1", "mou/9.2"]


def test_scores_agree_with_a_second_library_on_random_runs() -> None:
    from sentence_transformers.sentence_transformer.evaluation import InformationRetrievalEvaluator

    rng = Random(4)
    pool = [f"d{n}" for n in range(40)]
    runs = {
        f"q{n}": (rng.sample(pool, rng.randint(1, 30)), set(rng.sample(pool, rng.randint(1, 7)))) for n in range(200)
    }
    ours = measure_rankings(runs, DEPTHS)
    for name, (ranked, gold) in runs.items():
        other = InformationRetrievalEvaluator(
            queries={name: ""},
            corpus=dict.fromkeys(pool, ""),
            relevant_docs={name: gold},
            mrr_at_k=[10],
            ndcg_at_k=[10],
            accuracy_at_k=[1],
            precision_recall_at_k=list(DEPTHS),
            map_at_k=[10],
        )
        second = other.compute_metrics([[{"corpus_id": d, "score": -float(n)} for n, d in enumerate(ranked)]])
        expected = {"mrr@10": second["mrr@k"][10], "ndcg@10": second["ndcg@k"][10]}
        expected |= {f"recall@{depth}": second["recall@k"][depth] for depth in DEPTHS}
        assert ours[name] == pytest.approx(expected)
