"""Runs: cases → answers → scores → figures with n and interval."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from statistics import fmean

from tiaowen.domain import Answer, Value
from tiaowen.evals.scorers import CaseScore, Score, score_answer
from tiaowen.evals.suite import Case

Answerer = Callable[[Sequence[str]], Answer]

_Z = 1.959963984540054  # the 97.5 % point of the normal distribution


class CaseResult(Value):
    """One case with its answer and score; ``answer`` is None where answering crashed with ``error``."""

    case: Case
    answer: Answer | None
    error: str | None = None
    score: CaseScore


class Share(Value):
    """``hits`` out of ``n``."""

    hits: int
    n: int

    @property
    def value(self) -> float | None:
        """The share, from 0 to 1; None where nothing was counted."""
        return self.hits / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of Wilson (1927).

        >>> [round(bound, 3) for bound in Share(hits=8, n=10).interval]
        [0.49, 0.943]
        """
        if not self.n:
            return 0.0, 1.0
        share, square = self.hits / self.n, _Z * _Z
        centre = share + square / (2 * self.n)
        spread = _Z * math.sqrt(share * (1 - share) / self.n + square / (4 * self.n * self.n))
        scale = 1 + square / self.n
        # rounding alone leaves 0/n and n/n a hair off their ends
        low = 0.0 if self.hits == 0 else (centre - spread) / scale
        high = 1.0 if self.hits == self.n else (centre + spread) / scale
        return low, high


class Mean(Value):
    """The mean over the ``n`` cases in which the figure is scored; None where there are none."""

    value: float | None
    n: int


class Figures(Value):
    """The figures of a group of cases."""

    right: Share
    direct: Share
    recall: Mean
    precision: Mean
    crashed: int


class KindFigures(Value):
    """The figures of one kind of case."""

    kind: str
    figures: Figures


class Summary(Value):
    """The figures of a run: of all cases, and of each kind in the order in which the cases bring it up."""

    overall: Figures
    kinds: tuple[KindFigures, ...]


class Run(Value):
    """The results of all cases, in their order."""

    results: tuple[CaseResult, ...]

    @property
    def wrong(self) -> tuple[CaseResult, ...]:
        """The results that are not right."""
        return tuple(r for r in self.results if not r.score.right)

    def summarise(self) -> Summary:
        """Return the figures of the run."""
        kinds = dict.fromkeys(r.case.kind for r in self.results)
        return Summary(
            overall=_to_figures(self.results),
            kinds=tuple(
                KindFigures(kind=kind, figures=_to_figures(r for r in self.results if r.case.kind == kind))
                for kind in kinds
            ),
        )


def run_cases(
    answerer: Answerer,
    cases: Iterable[Case],
    *,
    cities: Collection[str],
    progress: Callable[[CaseResult], None] | None = None,
) -> Run:
    """Return the run of ``answerer`` over ``cases``; call ``progress`` after each.

    ``cities`` are the names of the cities of the corpus, short and long. A case that crashes is recorded as
    wrong, with its error, and the others go on.
    """
    results: list[CaseResult] = []
    for case in cases:
        result = _run_case(answerer, case, cities)
        results.append(result)
        if progress is not None:
            progress(result)
    return Run(results=tuple(results))


def _run_case(answerer: Answerer, case: Case, cities: Collection[str]) -> CaseResult:
    answer, error = None, None
    try:
        answer = answerer(case.turns)
    except Exception as caught:  # noqa: BLE001  one crash must not end the run; it is recorded as this case's failure
        error = f"{type(caught).__name__}: {caught}"
    return CaseResult(case=case, answer=answer, error=error, score=score_answer(case, answer, cities=cities))


def _to_figures(results: Iterable[CaseResult]) -> Figures:
    results = tuple(results)
    scores = [r.score for r in results]
    direct = [s.direct.value for s in scores if s.direct.value is not None]
    return Figures(
        right=Share(hits=sum(s.right for s in scores), n=len(scores)),
        direct=Share(hits=sum(value == 1 for value in direct), n=len(direct)),
        recall=_to_mean(s.recall for s in scores),
        precision=_to_mean(s.precision for s in scores),
        crashed=sum(r.answer is None for r in results),
    )


def _to_mean(scores: Iterable[Score]) -> Mean:
    values = [s.value for s in scores if s.value is not None]
    return Mean(value=fmean(values) if values else None, n=len(values))
