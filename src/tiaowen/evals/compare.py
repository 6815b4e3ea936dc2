"""Two runs, case by case: what was won, what was lost, and whether that is more than chance."""

from __future__ import annotations

from math import comb

from tiaowen.domain import Value
from tiaowen.evals.cases import SuiteName
from tiaowen.evals.score import CaseScore, Scoring
from tiaowen.evals.shares import Share, to_share


class Change(Value):
    """A case that is right in one run and wrong in the other."""

    before: CaseScore
    after: CaseScore


class Comparison(Value):
    """The cases of one suite that both runs have; ``new`` and ``gone`` are ids of those that only one has."""

    suite: SuiteName
    before: Share
    after: Share
    won: tuple[Change, ...]
    lost: tuple[Change, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def p_value(self) -> float:
        """The probability of a difference as large, or larger, if neither run were better (McNemar, exact)."""
        return paired_p_value(len(self.won), len(self.lost))


def paired_p_value(won: int, lost: int) -> float:
    """Return the two-sided exact p-value of McNemar's test for ``won`` and ``lost`` cases.

    >>> paired_p_value(0, 0), paired_p_value(1, 9)
    (1.0, 0.021484375)
    """
    n, fewer = won + lost, min(won, lost)
    as_few: int = sum(comb(n, k) for k in range(fewer + 1))
    return min(1.0, as_few / 2 ** (n - 1)) if n else 1.0


def compare_runs(before: Scoring, after: Scoring) -> tuple[Comparison, ...]:
    """Return the comparison of each suite that both have, in the order of ``after``."""
    held = {case.suite for case in before.cases}
    suites = dict.fromkeys(case.suite for case in after.cases if case.suite in held)
    return tuple(_compare(suite, before, after) for suite in suites)


def _compare(suite: SuiteName, before: Scoring, after: Scoring) -> Comparison:
    old, new = ({case.id: case for case in run.cases if case.suite == suite} for run in (before, after))
    both = [Change(before=old[id_], after=case) for id_, case in new.items() if id_ in old]
    return Comparison(
        suite=suite,
        before=to_share(change.before.right for change in both),
        after=to_share(change.after.right for change in both),
        won=tuple(change for change in both if change.after.right and not change.before.right),
        lost=tuple(change for change in both if change.before.right and not change.after.right),
        new=tuple(id_ for id_ in new if id_ not in old),
        gone=tuple(id_ for id_ in old if id_ not in new),
    )
