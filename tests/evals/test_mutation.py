"""Claims made from the rules become cases that are the same in every run."""

from __future__ import annotations

from tiaowen.corpus.load import Corpus
from tiaowen.evals.claims import score_label
from tiaowen.evals.mutation import generate_mutations
from tiaowen.rules.check import check_text


def test_the_same_seed_makes_the_same_cases_and_another_makes_others(corpus: Corpus) -> None:
    first, again, other = (generate_mutations(corpus, seed=seed, wrong=66, right=33) for seed in (1, 1, 2))
    assert first == again
    assert {case.id for case in first} != {case.id for case in other}


def test_ids_are_unique_and_kinds_tell_right_from_wrong(corpus: Corpus) -> None:
    cases = generate_mutations(corpus, seed=1, wrong=220, right=110)
    assert len({case.id for case in cases}) == len(cases)
    assert all(case.kind.startswith("wrong_" if case.label == "reject" else "right_") for case in cases)
    assert all(case.source.partition(":")[0] in {r.id for r in corpus.regulations} for case in cases)


def test_the_checker_does_well_on_a_sample(corpus: Corpus) -> None:
    cases = generate_mutations(corpus, seed=7, wrong=220, right=110)
    right = [
        score_label(case, check_text(case.answer, question=case.question, cited=case.cited, corpus=corpus)).value
        for case in cases
    ]
    assert sum(value == 1 for value in right) / len(cases) >= 0.9
