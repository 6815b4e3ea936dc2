"""The questions of ``answers`` as other people would type them: a case for each kind of change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from random import Random

from tiaowen.corpus.load import Corpus
from tiaowen.evals.cases import Case, VariationCase
from tiaowen.evals.rewriting import add_politeness, join_clauses, rewrite_numbers, space_clauses, to_traditional
from tiaowen.evals.slips import Typist

Change = Callable[[str, Random, int], str]
"""How a turn is changed; the number is its place in the conversation."""


def generate_variations(cases: Iterable[Case], corpus: Corpus, *, seed: int) -> tuple[VariationCase, ...]:
    """Return each of ``cases`` changed in every way that changes it, case by case; the same seed, the same words.

    All turns of a conversation are changed. What is drawn for a case depends on no other case.
    """
    changes = _changes(corpus)
    return tuple(varied for case in cases for varied in _vary(case, changes, seed))


def _changes(corpus: Corpus) -> dict[str, Change]:
    typist = Typist(corpus)
    return {
        "typo_sound": lambda text, rng, _n: typist.mistake_sound(text, rng),
        "typo_order": lambda text, rng, _n: typist.swap_neighbours(text, rng),
        "no_punctuation": lambda text, _rng, _n: join_clauses(text),
        "spaces": lambda text, _rng, _n: space_clauses(text),
        "traditional": lambda text, rng, _n: to_traditional(text, rng),
        "numerals": lambda text, rng, _n: rewrite_numbers(text, rng),
        "polite": lambda text, rng, n: add_politeness(text, rng, first=n == 0),
    }


def _vary(case: Case, changes: dict[str, Change], seed: int) -> Iterator[VariationCase]:
    seen = {case.turns}
    for kind, change in changes.items():
        rng = Random(f"{seed} {case.id} {kind}")
        turns = tuple(change(turn, rng, n) for n, turn in enumerate(case.turns))
        if turns in seen:  # without punctuation is the same with spaces where only the end had a mark
            continue
        seen.add(turns)
        yield VariationCase(id=f"{case.id}-{kind}", kind=kind, source=case.source, turns=turns, plain=case)
