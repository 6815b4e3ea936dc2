"""Calendar years and dates: what follows from the dates known and the periods of the law."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

_DATE = re.compile(
    r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2}|[12][0-9](?=年(?:1[0-2]|0?[1-9])月))(?:这一)?年(?:(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[12][0-9]|3[01]|0?[1-9])[日号])?"
    r"|(?P<part>年?[底末初]|上半年|下半年))?"
)
_PARTS = {"底": 12, "末": 12, "初": 1}
_CENTURY = 100  # 25年9月 is 2025年9月
_NEAR = 1  # months by which a span told in months may be off


class Day(NamedTuple):
    """A calendar date; month and day are None where they are not told."""

    year: int
    month: int | None = None
    day: int | None = None


def find_dates(text: str) -> list[tuple[int, Day]]:
    """Return the calendar dates in ``text``, each with where it stands.

    >>> [(at, tuple(day)) for at, day in find_dates("2023年6月5日被撤销，2024年底申报")]
    [(0, (2023, 6, 5)), (13, (2024, 12, None))]
    >>> [tuple(day) for _, day in find_dates("25年9月1号开始，满25年")]
    [(2025, 9, 1)]
    """
    found = []
    for match in _DATE.finditer(text):
        month = int(match["month"]) if match["month"] else _PARTS.get((match["part"] or "")[-1:])
        year = int(match["year"])
        year += 2000 if year < _CENTURY else 0
        found.append((match.start(), Day(year, month, int(match["day"]) if match["day"] else None)))
    return found


def day_before(day: Day) -> Day:
    """Return the last day of a time that ends as ``day`` begins; without a day of the month, the month before.

    >>> tuple(day_before(Day(2029, 3, 1))), tuple(day_before(Day(2029, 1)))
    ((2029, 2, 28), (2028, 12, None))
    """
    if day.month and day.day:
        return Day(*(date(day.year, day.month, day.day) - timedelta(days=1)).timetuple()[:3])
    return Day(day.year - (day.month == 1), (day.month or 1) - 1 or 12)


def follows(day: Day, known: Iterable[Day], periods: Iterable[Fraction]) -> bool:
    """Tell whether a date is one of ``known``, the year beside one, or one of ``periods`` (in months) from one.

    Of a period that is counted from a day, the day itself or the one beside it is its end.
    """
    known = tuple(known)
    spans = {int(p) for p in periods if p.denominator == 1}
    for other in known:
        if day.month is None or other.month is None:
            if abs(day.year - other.year) <= 1 or any(abs(day.year - other.year) * 12 == span for span in spans):
                return True
        elif day[:2] == other[:2] or any(
            _months(one, other) in spans and _are_beside(one.day, other.day) for one in (day, _day_after(day))
        ):
            return True
    return False


def _day_after(day: Day) -> Day:
    if day.month and day.day and day.day <= monthrange(day.year, day.month)[1]:
        return Day(*(date(day.year, day.month, day.day) + timedelta(days=1)).timetuple()[:3])
    return day


def spans_of(known: Iterable[Day]) -> set[int]:
    """Return how many months lie between any two of the dates ``known``, give or take one."""
    months = {year * 12 + (month or 1) for year, month, _ in known}
    return {abs(a - b) + near for a in months for b in months if a != b for near in (-_NEAR, 0, _NEAR)}


def _months(one: Day, other: Day) -> int:
    return abs((one.year - other.year) * 12 + (one.month or 0) - (other.month or 0))


def _are_beside(one: int | None, other: int | None) -> bool:
    return one is None or other is None or abs(one - other) <= 1 or {one, other} <= {1, 28, 29, 30, 31}
