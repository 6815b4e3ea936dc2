"""Calendar years and dates: what follows from the dates known and the periods of the law."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

_DATE = re.compile(
    r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})年(?:(?P<month>1[0-2]|0?[1-9])月|(?P<part>年?[底末初]|上半年|下半年))?"
)
_PARTS = {"底": 12, "末": 12, "初": 1}
_NEAR = 1  # months by which a span told in months may be off


def find_dates(text: str) -> list[tuple[int, int, int | None]]:
    """Return the calendar dates in ``text``: where each stands, its year, its month where it has one.

    >>> find_dates("2023年6月被撤销，2024年底申报")
    [(0, 2023, 6), (11, 2024, 12)]
    """
    found = []
    for match in _DATE.finditer(text):
        month = int(match["month"]) if match["month"] else _PARTS.get((match["part"] or "")[-1:])
        found.append((match.start(), int(match["year"]), month))
    return found


def follows(year: int, month: int | None, known: Iterable[tuple[int, int | None]], periods: Iterable[Fraction]) -> bool:
    """Tell whether a date is one of ``known``, the year beside one, or one of ``periods`` (in months) from one."""
    known = tuple(known)
    spans = {int(p) for p in periods if p.denominator == 1}
    for other, at in known:
        if month is None or at is None:
            if abs(year - other) <= 1 or any(abs(year - other) * 12 == span for span in spans):
                return True
        elif (year, month) == (other, at) or abs((year - other) * 12 + month - at) in spans:
            return True
    return False


def spans_of(known: Iterable[tuple[int, int | None]]) -> set[int]:
    """Return how many months lie between any two of the dates ``known``, give or take one."""
    months = [year * 12 + (month or 1) for year, month in known]
    return {abs(a - b) + near for a in months for b in months if a != b for near in (-_NEAR, 0, _NEAR)}
