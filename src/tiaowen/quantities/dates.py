"""Dates in the year: 11月30日, 11月底, 3-5月, 年底, 2025-11-30; and calendar years, which are none."""

from __future__ import annotations

import re
from typing import NamedTuple

from tiaowen.quantities.numbers import parse_number

DASH = r"(?:-{1,3}|[–—−─~〜]{1,2}|至|到)"
YEAR = r"(?:(?:19|20)[0-9]{2}|[一二][九〇零○][〇零○一二三四五六七八九]{2})"
MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
DAY = r"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|[二廿]?十[一二三四五六七八九]?|廿[一二三四五六七八九]|[一二三四五六七八九])"

_PARTS = {"初": (1, 10), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (31, 31), "末": (31, 31)}
_PART = "|".join(_PARTS)
_LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DATE = re.compile(
    rf"(?:(?P<year>{YEAR})年)?(?:(?P<since>{MONTH})月?份?{DASH})?(?P<month>{MONTH})月份?"
    rf"(?:(?P<day>{DAY})[日号]|(?P<part>{_PART}))?(?![0-9内])"
    rf"|(?P<iso>(?:19|20)[0-9]{{2}})(?P<mark>[-/.])(?P<iso_month>1[0-2]|0?[1-9])(?P=mark)(?P<iso_day>3[01]|[12][0-9]|0?[1-9])(?![0-9])"
    rf"|(?P<only>{YEAR})年(?P<last>[底末])?|(?P<end>(?<![上去今明前学])年[底末])"
)
_UNTIL = re.compile(
    rf"{DASH}(?:次年|当年|翌年|第二年|同年)?(?:(?P<month>{MONTH})月份?)?(?:(?P<day>{DAY})[日号]|(?P<part>{_PART}))"
)


class Date(NamedTuple):
    """A first and last day as month × 100 + day; a calendar year alone has no days."""

    end: int
    first: int | None
    last: int | None
    year: int | None = None


def find_date(text: str, at: int) -> Date | None:
    """Return the date that begins at ``at``, or None.

    A month or a part of one runs from its first day to its last; the last of February is the 28th.

    >>> find_date("11月30日前", 0), find_date("2024年以前", 0)
    (Date(end=6, first=1130, last=1130, year=None), Date(end=5, first=None, last=None, year=2024))
    """
    match = _DATE.match(text, at)
    if match is None:
        return None
    if match["only"]:
        day = 1231 if match["last"] else None
        return Date(match.end(), day, day, _year(match["only"]))
    if match["end"]:
        return Date(match.end(), 1231, 1231)
    if match["iso"]:
        day = int(match["iso_month"]) * 100 + int(match["iso_day"])
        return Date(match.end(), day, day, int(match["iso"]))
    month = _number(match["month"])
    first, last = _days(month, match["day"], match["part"])
    end = match.end()
    if match["since"]:
        first = _number(match["since"]) * 100 + 1
    elif until := _UNTIL.match(text, end):
        month = _number(until["month"]) if until["month"] else month
        last = _days(month, until["day"], until["part"])[1]
        end = until.end()
    return Date(end, first, last, _year(match["year"]) if match["year"] else None)


def _days(month: int, day: str | None, part: str | None) -> tuple[int, int]:
    longest = _LAST_DAYS[month - 1]
    first, last = (_number(day),) * 2 if day else _PARTS[part] if part else (1, 31)
    if not day:
        first, last = min(first, longest), min(last, longest)
    return month * 100 + first, month * 100 + last


def _number(text: str) -> int:
    return int(parse_number(text) or 0)


def _year(text: str) -> int:
    digits = {c: str(n) for n, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
    return int("".join(digits.get(c, c) for c in text))
