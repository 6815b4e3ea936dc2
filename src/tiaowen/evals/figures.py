"""Scores → figures: shares with n and interval and means, of a suite, of each kind and of each regulation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from statistics import fmean

from tiaowen.domain import Value
from tiaowen.evals.cases import SuiteName
from tiaowen.evals.retrieval import LEVELS, MEASURES
from tiaowen.evals.score import CaseScore, Scoring
from tiaowen.evals.shares import Mean, Share, to_mean, to_share

SEVERAL = "several"
"""The group of the cases that are about more than one regulation."""

RANKED = tuple(f"{level} {measure}" for level in LEVELS for measure in MEASURES)
_MEASURES: dict[str, tuple[str, ...]] = {
    "answers": ("direct", "recall", "precision", "kept_quiet", "held_back", "verdict", "grounded", *RANKED),
    "conversations": ("grounded",),
    "variations": ("of_examples", "of_others", "grounded"),
    "retrieval": RANKED,
    "claims": ("accepted", "rejected", "located"),
    "mutations": ("accepted", "rejected"),
    "eligibility": ("outcome", "criteria"),
}
_SHARES = frozenset(
    {
        "direct",
        "kept_quiet",
        "held_back",
        "verdict",
        "grounded",
        "of_examples",
        "of_others",
        "accepted",
        "rejected",
        "outcome",
    }
)


class Figure(Value):
    """One figure by the name of its measure."""

    measure: str
    value: Share | Mean


class Group(Value):
    """The figures of a group of cases; ``name`` is a kind or a regulation, or empty for all."""

    name: str
    n: int
    figures: tuple[Figure, ...]

    def find(self, measure: str) -> Share | Mean | None:
        """Return the figure of ``measure``, None where the group has none."""
        return next((figure.value for figure in self.figures if figure.measure == measure), None)

    @property
    def right(self) -> Share:
        """How many of the cases are right."""
        found = self.find("right")
        return found if isinstance(found, Share) else Share(hits=0, n=0)


class SuiteFigures(Value):
    """The figures of a suite: of all cases, of each kind as the cases bring it up, and of each regulation by id."""

    suite: SuiteName
    overall: Group
    kinds: tuple[Group, ...]
    regulations: tuple[Group, ...]
    crashed: int


def find_figures(scoring: Scoring) -> tuple[SuiteFigures, ...]:
    """Return the figures of each suite of ``scoring``, in the order in which the run has them."""
    return tuple(
        _of_suite(suite, tuple(case for case in scoring.cases if case.suite == suite))
        for suite in dict.fromkeys(case.suite for case in scoring.cases)
    )


def regulation_of(case: CaseScore) -> str:
    """Return the regulation under which ``case`` is counted; empty where it names none."""
    return SEVERAL if len(case.regulations) > 1 else "".join(case.regulations)


def _of_suite(suite: SuiteName, cases: Sequence[CaseScore]) -> SuiteFigures:
    regulations = _groups(suite, cases, regulation_of)
    return SuiteFigures(
        suite=suite,
        overall=_to_group("", suite, cases),
        kinds=_groups(suite, cases, lambda case: case.kind),
        regulations=tuple(sorted(regulations, key=lambda group: (group.name in {"", SEVERAL}, group.name))),
        crashed=sum(case.crashed for case in cases),
    )


def _groups(suite: SuiteName, cases: Sequence[CaseScore], name_of: Callable[[CaseScore], str]) -> tuple[Group, ...]:
    names = dict.fromkeys(map(name_of, cases))
    return tuple(_to_group(name, suite, [case for case in cases if name_of(case) == name]) for name in names)


def _to_group(name: str, suite: SuiteName, cases: Sequence[CaseScore]) -> Group:
    figures = [Figure(measure="right", value=to_share(case.right for case in cases if case.counted))]
    for measure in _MEASURES.get(suite, ()):
        values = [score.value for case in cases if (score := case.scores.get(measure))]
        figures.append(Figure(measure=measure, value=_to_value(measure, values)))
    if suite in {"claims", "mutations"}:
        figures.append(Figure(measure="balanced_accuracy", value=_balance(figures, len(cases))))
    if suite == "conversations":
        figures.append(Figure(measure="turns", value=to_share(turn.right for case in cases for turn in case.turns)))
    if suite == "answers":
        figures.append(Figure(measure="length", value=to_mean(case.length for case in cases)))
    return Group(name=name, n=len(cases), figures=tuple(figures))


def _to_value(measure: str, values: Iterable[float | None]) -> Share | Mean:
    if measure in _SHARES:
        return to_share(value == 1 for value in values if value is not None)
    return to_mean(values)


def _balance(figures: Iterable[Figure], n: int) -> Mean:
    """Return the mean of the two recalls, None where a label has no case."""
    recalls = [f.value.value for f in figures if f.measure in {"accepted", "rejected"}]
    known = [recall for recall in recalls if recall is not None]
    return Mean(value=fmean(known) if len(known) == len(recalls) else None, n=n)
