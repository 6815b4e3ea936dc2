"""The bare figures: a number, a share or a half, with its unit, alone or as a range."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from tiaowen.quantities.dates import DASH
from tiaowen.quantities.numbers import NUMBER, last_multiplier, parse_number
from tiaowen.quantities.quantity import TIMES, base_of
from tiaowen.quantities.units import find_unit, is_bare_sum

_FIGURE = re.compile(
    rf"(?P<whole>{NUMBER})分之(?P<part>{NUMBER})"
    rf"|(?<![0-9./])(?P<over>[0-9]{{1,9}})/(?P<under>[0-9]{{1,9}})(?![0-9/.]|日?前)"
    rf"|(?P<half>(?<!超)过半数?(?![年个天小])|半数|一半(?![年个天小]))|(?P<semi>半)|(?P<number>{NUMBER})"
)
_RANGE = re.compile(DASH)
_HUNDREDS = {"百": 100, "千": 1000, "万": 10_000}
_VAGUE = re.compile(r"(?:(?<![人次件户总指额个])数|(?<!以)上|[几好成])[十百千万亿]")
_MORE = re.compile(r"(?:余|多|(?<=十)几)([百千万亿]*)")
_AFTER_DOT = re.compile(r"[0-9]\.$")
_HALF_MORE = re.compile(r"半(?![数径成导])")
_NO_HALF_YEAR = re.compile(r"^[上下前后]|度$")
_AND_HALF = re.compile(r"个半(?P<unit>月|小时)")
_DECIMAL_SHARE = re.compile(r"0\.[0-9]+")
_DIGITS = "零一二三四五六七八九"
_ABOUT = frozenset({a + b for a, b in pairwise(_DIGITS[1:])} | {"三五", "两三"})

_TENTHS = {c: Fraction(n, 10) for n, c in enumerate(_DIGITS)} | {"半": Fraction(1, 2)}


class Figure(NamedTuple):
    """A figure in its normalised unit; None where no unit is written. ``scale`` is the unit's factor."""

    start: int
    end: int
    low: Fraction
    high: Fraction | None
    unit: str | None
    numeral: str
    scale: Fraction = Fraction(1)
    low_open: bool = False
    about: bool = False
    implied: bool = False


def find_figure(text: str, at: int) -> Figure | None:
    """Return the figure that begins at ``at``, with the rest of its range, or None where there is none.

    >>> figure = find_figure("5-10万元", 0)
    >>> figure.end, int(figure.low), int(figure.high), figure.unit
    (6, 50000, 100000, '元')
    """
    first = _find_one(text, at)
    if first is None:
        return None
    if dash := _RANGE.match(text, first.end):
        second = _find_one(text, dash.end())
        joined = second and _join(first, second)
        if joined and not text.startswith("=", joined.end):
            first = joined
    return _imply(text, first)


def inherit(figure: Figure, later: Figure, *, reach: int = 1) -> Figure:
    """Return a figure without a unit in the unit of the one after it: 15 in 15、20万元 is 150,000元.

    万 is taken over too where the bare figure is less than ``reach`` times the later one's.
    """
    multiplier = last_multiplier(later.numeral) if last_multiplier(figure.numeral) == 1 else 1
    bare = (later.high or later.low) / later.scale / multiplier
    factor = later.scale * (multiplier if figure.low < bare * reach else 1)
    high = None if figure.high is None else figure.high * factor
    return figure._replace(
        low=figure.low * factor, high=high, unit=later.unit, scale=later.scale, implied=later.implied
    )


def _find_one(text: str, at: int) -> Figure | None:
    match = _FIGURE.match(text, at)
    if match is None:
        return None
    if match["whole"]:
        return _share(match)
    if match["over"]:
        return _slash(text, match)
    return _number(text, match) if match["number"] else _half(text, match)


def _half(text: str, match: re.Match[str]) -> Figure | None:
    at, end = match.span()
    if match["half"]:
        more = match["half"].startswith("过")
        return Figure(at, end, Fraction(50), None if more else Fraction(50), "%", "半", low_open=more)
    found = _with_unit(text, Figure(at, end, Fraction(1, 2), Fraction(1, 2), None, "半"))
    around = text[max(at - 1, 0) : found.end + 1]
    return found if found.unit in TIMES and not _NO_HALF_YEAR.search(around) else None


def _share(match: re.Match[str]) -> Figure | None:
    whole = _HUNDREDS.get(match["whole"]) or parse_number(match["whole"])
    part = _HUNDREDS.get(match["part"]) or parse_number(match["part"])
    if not whole or part is None:
        return None
    scale = Fraction(100) / whole
    return Figure(match.start(), match.end(), part * scale, part * scale, "%", match["part"], scale)


def _slash(text: str, match: re.Match[str]) -> Figure | None:
    over, under = int(match["over"]), int(match["under"])
    if not under:
        return None
    value = Fraction(over, under)
    found = _with_unit(text, Figure(match.start(), match.end(), value, value, None, match[0]))
    if found.unit is None and over <= under:
        return found._replace(low=value * 100, high=value * 100, unit="%")
    return found if found.unit else None


def _number(text: str, match: re.Match[str]) -> Figure | None:
    start, end, numeral = match.start(), match.end(), match[0]
    if _VAGUE.match(text, max(start - 1, 0)) or _AFTER_DOT.search(text, max(start - 2, 0), start):
        return None
    more = _MORE.match(text, end)
    if more:
        numeral, end = numeral + more[1], more.end()
    low = high = parse_number(numeral)
    if numeral in _ABOUT:
        low, high = parse_number(numeral[0]), parse_number(numeral[1])
    if low is None or high is None or numeral == "零":
        return None
    about = bool(more) or low != high
    figure = Figure(start, end, low, None if more else high, None, numeral, low_open=bool(more), about=about)
    found = _with_unit(text, figure)
    return None if about and found.unit is None else found


def _with_unit(text: str, figure: Figure) -> Figure:
    if half := _AND_HALF.match(text, figure.end):
        unit = "个月" if half["unit"] == "月" else half["unit"]
        return _add(figure._replace(end=half.end(), unit=unit), Fraction(1, 2))
    unit = find_unit(text, figure.end)
    if unit is None or (unit.word == "成" and figure.low > 10):
        return figure
    if unit.name in TIMES and _HALF_MORE.match(text, unit.end):
        figure, end = _add(figure, Fraction(1, 2)), unit.end + 1
    elif unit.word == "成" and (tenths := _TENTHS.get(text[unit.end : unit.end + 1])):
        figure, end = _add(figure, tenths), unit.end + 1
    else:
        end = unit.end
    if unit.factor == 1:
        return figure._replace(end=end, unit=unit.name)
    high = None if figure.high is None else figure.high * unit.factor
    return figure._replace(end=end, low=figure.low * unit.factor, high=high, unit=unit.name, scale=unit.factor)


def _add(figure: Figure, more: Fraction) -> Figure:
    return figure._replace(low=figure.low + more, high=None if figure.high is None else figure.high + more)


def _join(first: Figure, second: Figure) -> Figure | None:
    """Return the range from ``first`` to ``second``, or None where they are none."""
    if second.high is None or first.high is None or second.about or first.about:
        return None
    if second.unit is None and first.unit == "%":
        scale = first.scale
        second = second._replace(low=second.low * scale, high=second.high * scale, unit="%", scale=scale)
    elif first.unit is None or (first.unit == "个" and second.unit in TIMES | {"百分点"}):
        first = inherit(first, second)
    (unit, factor), (other, other_factor) = base_of(first.unit or ""), base_of(second.unit or "")
    if first.unit == second.unit:
        unit, factor, other_factor = first.unit or "", Fraction(1), Fraction(1)
    low, high = first.low * factor, (second.high or second.low) * other_factor
    if (first.unit != second.unit and unit != other) or low >= high:
        return None
    return first._replace(
        end=second.end, low=low, high=high, unit=unit or None, numeral=second.numeral, implied=second.implied
    )


def _imply(text: str, figure: Figure) -> Figure:
    """Return the figure with the unit that people leave out: 元 after ¥ or in 50万, % in 0.6."""
    if figure.unit is not None:
        return figure
    if text[figure.start - 1 : figure.start] == "¥" or text.endswith("人民币", 0, figure.start):
        return figure._replace(unit="元")
    if last_multiplier(figure.numeral) > 1 and is_bare_sum(text, figure.end):
        return figure._replace(unit="元", implied=True)
    if _DECIMAL_SHARE.fullmatch(figure.numeral) and figure.high is not None:
        return figure._replace(low=figure.low * 100, high=figure.high * 100, unit="%", implied=True)
    return figure
