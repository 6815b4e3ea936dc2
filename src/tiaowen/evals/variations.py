"""The questions of ``answers`` as other people would type them: a case for each kind of change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from random import Random

from tiaowen.corpus.load import Corpus
from tiaowen.evals.cases import Case, VariationCase
from tiaowen.evals.rewriting import (
    add_politeness,
    join_clauses,
    rewrite_numbers,
    space_clauses,
    space_numbers,
    to_traditional,
)
from tiaowen.evals.slips import Typist

EXAMPLES = ("applicants", "staff")
"""The files of ``answers`` that hold the example questions: each is asked in every way."""
_DRAWN = 3
"""Ways in which each of the other questions is asked, drawn by the seed: there are many of them."""

Change = Callable[[str, Random, int], str]
"""How a turn is changed; the number is its place in the conversation."""


def generate_variations(cases: Iterable[Case], corpus: Corpus, *, seed: int) -> tuple[VariationCase, ...]:
    """Return each of ``cases`` changed in the ways that change it, case by case; the same seed, the same words.

    The example questions are changed in every way, the others in some. All turns of a conversation are changed. What
    is drawn for a case depends on no other case.
    """
    changes = _changes(corpus)
    return tuple(varied for case in cases for varied in _draw(tuple(_vary(case, changes, seed)), seed))


def _changes(corpus: Corpus) -> dict[str, Change]:
    typist = Typist(corpus)
    return {
        "typo_sound": lambda text, rng, _n: typist.mistake_sound(text, rng),
        "typo_order": lambda text, rng, _n: typist.swap_neighbours(text, rng),
        "no_punctuation": lambda text, _rng, _n: join_clauses(text),
        "spaces": lambda text, _rng, _n: space_clauses(text),
        "traditional": lambda text, rng, _n: to_traditional(text, rng),
        "numerals": lambda text, rng, _n: rewrite_numbers(text, rng),
        "spaced_numbers": lambda text, _rng, _n: space_numbers(text),
        "polite": lambda text, rng, n: add_politeness(text, rng, first=n == 0),
    }


def _draw(varied: tuple[VariationCase, ...], seed: int) -> Iterator[VariationCase]:
    if not varied or varied[0].source in EXAMPLES or len(varied) <= _DRAWN:
        yield from varied
        return
    drawn = Random(f"{seed} {varied[0].plain.id}").sample(range(len(varied)), _DRAWN)
    yield from (varied[at] for at in sorted(drawn))


def _vary(case: Case, changes: dict[str, Change], seed: int) -> Iterator[VariationCase]:
    seen = {case.turns}
    for kind, change in changes.items():
        rng = Random(f"{seed} {case.id} {kind}")
        turns = tuple(change(turn, rng, n) for n, turn in enumerate(case.turns))
        if turns in seen:  # without punctuation is the same with spaces where only the end had a mark
            continue
        seen.add(turns)
        yield VariationCase(id=f"{case.id}-{kind}", kind=kind, source=case.source, turns=turns, plain=case)
