"""Figures: shares with their interval, means, and the score of one case with its reason."""

from __future__ import annotations

import math
from collections.abc import Iterable
from statistics import fmean

from tiaowen.domain import Value

_Z = 1.959963984540054  # the 97.5 % point of the normal distribution


class Score(Value):
    """One score from 0 to 1, and why; ``value`` is None where the case or the answer gives nothing to score."""

    value: float | None
    reason: str


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


def to_share(hits: Iterable[bool]) -> Share:
    """Return how many of ``hits`` are true, out of all of them."""
    counted = tuple(hits)
    return Share(hits=sum(counted), n=len(counted))


def to_mean(values: Iterable[float | None]) -> Mean:
    """Return the mean of ``values``, those that are None left out."""
    counted = [value for value in values if value is not None]
    return Mean(value=fmean(counted) if counted else None, n=len(counted))
