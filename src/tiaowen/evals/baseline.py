"""The baseline: accepted scores with what they were made with, and what has become worse since.

The program gives the same answers on every run, so that there is no noise in what is right: a suite has fallen where
more cases are lost than won. Means of rankings may differ a little from machine to machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from tiaowen.corpus.files import read_yaml
from tiaowen.domain import Value
from tiaowen.errors import CorpusError, SuiteError
from tiaowen.evals.cases import SuiteName
from tiaowen.evals.figures import RANKED, Figure, SuiteFigures, find_figures
from tiaowen.evals.record import Fingerprints, write_whole
from tiaowen.evals.score import CaseScore, Scoring
from tiaowen.evals.shares import Mean, Share, to_share

NAME = "baseline.yaml"
NOISE = 0.5
"""How far a mean may fall, in cases: on another processor two places that fit as well may change their order."""

_MADE = frozenset(
    {"variations", "mutations", "boundaries", "lookups"}
)  # so many that only those wrong are kept by name


class AcceptedFigure(Value):
    """A share (``hits`` of ``n``) or a mean; ``short`` are the cases that do not reach it in full."""

    measure: str
    hits: int | None = None
    mean: float | None = None
    n: int
    short: tuple[str, ...] = ()

    def value(self) -> Share | Mean:
        """Return it as a share or a mean."""
        return Mean(value=self.mean, n=self.n) if self.hits is None else Share(hits=self.hits, n=self.n)


class AcceptedSuite(Value):
    """The accepted scores of one suite; ``right`` is left out of suites that are made anew from the corpus."""

    suite: SuiteName
    figures: tuple[AcceptedFigure, ...]
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


class Baseline(Value):
    """All accepted scores."""

    command: str
    version: str
    fingerprints: Fingerprints
    suites: tuple[AcceptedSuite, ...]


class Short(Value):
    """A case that does not reach a figure in full, and why."""

    id: str
    reason: str


class Fall(Value):
    """A figure that is worse than accepted, and the cases that have newly become short of it."""

    measure: str
    accepted: Share | Mean
    found: Share | Mean
    cases: tuple[Short, ...] = ()


class Check(Value):
    """One suite against what was accepted: figures that fell, cases lost, won, new, and gone from the files."""

    suite: SuiteName
    falls: tuple[Fall, ...]
    lost: tuple[CaseScore, ...]
    won: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...] = ()
    crashed: tuple[CaseScore, ...] = ()
    groundless: tuple[CaseScore, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether nothing fell, nothing crashed, and no answer has a figure from nowhere, accepted or not."""
        return not (self.falls or self.crashed or self.groundless)


def to_baseline(scoring: Scoring, *, command: str) -> Baseline:
    """Return ``scoring`` as the baseline that ``command`` accepts."""
    return Baseline(
        command=command,
        version=scoring.version,
        fingerprints=scoring.fingerprints,
        suites=tuple(_accept(figures, scoring) for figures in find_figures(scoring)),
    )


def read_baseline(folder: Path) -> Baseline:
    """Return the baseline of the evals ``folder``; raise :class:`SuiteError` where there is none or it is broken."""
    try:
        return read_yaml(folder / NAME, Baseline)
    except CorpusError as error:
        raise SuiteError(f"{error} 用 tiaowen eval accept 可以重写。") from error


def write_baseline(baseline: Baseline, folder: Path) -> Path:
    """Write ``baseline`` into the evals ``folder`` and return its path."""
    head = "# 已认可的成绩，由 tiaowen eval accept 写成，不要手改。\n"
    body = yaml.safe_dump(
        baseline.model_dump(mode="json", exclude_none=True, exclude_defaults=True),
        allow_unicode=True,
        sort_keys=False,
        width=120,
        default_flow_style=None,
    )
    write_whole(head + body, folder / NAME)
    return folder / NAME


def check_scores(scoring: Scoring, baseline: Baseline) -> tuple[Check, ...]:
    """Return what has become of each suite of ``scoring`` since ``baseline``."""
    accepted = {suite.suite: suite for suite in baseline.suites}
    return tuple(
        _check(figures, [c for c in scoring.cases if c.suite == figures.suite], accepted.get(figures.suite))
        for figures in find_figures(scoring)
    )


def missing_suites(scoring: Scoring, baseline: Baseline) -> tuple[SuiteName, ...]:
    """Return the suites of ``baseline`` that ``scoring`` lacks."""
    held = {case.suite for case in scoring.cases}
    return tuple(suite.suite for suite in baseline.suites if suite.suite not in held)


def _accept(figures: SuiteFigures, scoring: Scoring) -> AcceptedSuite:
    cases = [case for case in scoring.cases if case.suite == figures.suite]
    made = figures.suite in _MADE
    return AcceptedSuite(
        suite=figures.suite,
        figures=tuple(_accept_figure(figure, cases) for figure in figures.overall.figures),
        right=() if made else tuple(case.id for case in cases if case.right),
        wrong=tuple(case.id for case in cases if not case.right),
    )


def _accept_figure(figure: Figure, cases: Iterable[CaseScore]) -> AcceptedFigure:
    short = tuple(one.id for one in _short_of(figure.measure, cases))
    match figure.value:
        case Share(hits=hits, n=n):
            return AcceptedFigure(measure=figure.measure, hits=hits, n=n, short=short)
        case Mean(value=value, n=n):
            mean = None if value is None else round(value, 6)
            return AcceptedFigure(measure=figure.measure, mean=mean, n=n, short=short)


def _short_of(measure: str, cases: Iterable[CaseScore]) -> Iterator[Short]:
    """Yield the cases short of ``measure``; of a ranking measure, which most are short of, none."""
    for case in cases if measure not in RANKED else ():
        score = case.scores.get(measure)
        if score is not None and score.value is not None and score.value < 1:
            yield Short(id=case.id, reason=score.reason)


def _check(figures: SuiteFigures, cases: list[CaseScore], accepted: AcceptedSuite | None) -> Check:
    crashed = tuple(case for case in cases if case.crashed)
    groundless = tuple(case for case in cases if case.groundless)
    if accepted is None:
        new = tuple(case.id for case in cases)
        return Check(suite=figures.suite, falls=(), lost=(), won=(), new=new, crashed=crashed, groundless=groundless)
    made = figures.suite in _MADE
    right, wrong, ids = frozenset(accepted.right), frozenset(accepted.wrong), {case.id for case in cases}
    known = [case for case in cases if case.counted and (made or case.id in right | wrong)]
    lost = tuple(case for case in known if not case.right and case.id not in wrong)
    won = tuple(case.id for case in known if case.right and case.id in wrong)
    return Check(
        suite=figures.suite,
        falls=(*_fall_of_right(known, len(lost) - len(won)), *_other_falls(figures, cases, accepted)),
        lost=lost,
        won=won,
        new=tuple(case.id for case in cases if not made and case.id not in right | wrong),
        gone=() if made else tuple(id_ for id_ in (*accepted.right, *accepted.wrong) if id_ not in ids),
        crashed=crashed,
        groundless=groundless,
    )


def _fall_of_right(known: list[CaseScore], net_lost: int) -> Iterator[Fall]:
    if net_lost > 0:
        found = to_share(case.right for case in known)
        yield Fall(measure="right", accepted=Share(hits=found.hits + net_lost, n=found.n), found=found)


def _other_falls(figures: SuiteFigures, cases: list[CaseScore], accepted: AcceptedSuite) -> Iterator[Fall]:
    """Yield the other figures that fell beyond noise; they can be compared only where they are over as many cases."""
    for figure in accepted.figures:
        before, found = figure.value(), figures.overall.find(figure.measure)
        if figure.measure in {"right", "length"} or found is None or before.value is None or found.n != before.n:
            continue
        least = before.value - (NOISE / before.n if isinstance(before, Mean) else 0)
        if found.value is None or found.value < least:
            new = tuple(one for one in _short_of(figure.measure, cases) if one.id not in figure.short)
            yield Fall(measure=figure.measure, accepted=before, found=found, cases=new)
