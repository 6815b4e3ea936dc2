"""Days that lie a number of months on, and how a day is written."""

from __future__ import annotations

from calendar import monthrange

from tiaowen.rules.calendar import Day, day_before


def later(day: Day, months: int) -> Day:
    """Return the day of that number ``months`` later, the last of its month where it has none (民法典 art. 202).

    >>> tuple(later(Day(2024, 2, 29), 12))
    (2025, 2, 28)
    """
    year, month = divmod(day.year * 12 + (day.month or 1) - 1 + months, 12)
    return Day(year, month + 1, min(day.day, monthrange(year, month + 1)[1]) if day.day else None)


def last_day(day: Day, months: int) -> Day:
    """Return the last day of what begins with ``day`` and runs ``months``: the one before the day of that number.

    >>> tuple(last_day(Day(2024, 3, 1), 60)), tuple(last_day(Day(2024, 2, 29), 60))
    ((2029, 2, 28), (2029, 2, 28))
    """
    end = later(day, months)
    return end if end.day != day.day else day_before(end)


def word_day(day: Day) -> str:
    """Return ``day`` as it is written: 2025年3月15日."""
    return f"{day.year}年{day.month}月" + (f"{day.day}日" if day.day else "")


def is_over(end: Day, day: Day) -> bool | None:
    """Tell whether a time that ends with ``end`` is over on ``day``; None where the days told leave it open."""
    if day.month is None or ((end.day is None or day.day is None) and day[:2] == end[:2]):
        return None
    return (day.year, day.month, day.day or 0) > (end.year, end.month or 0, end.day or 0)
