"""A quantity in the words that people use."""

from __future__ import annotations

from fractions import Fraction

from tiaowen.numerals import to_numeral
from tiaowen.quantities.quantity import Quantity

_NOT_LESS = {"%": "不低于", "分": "不低于"}
_MORE = {"%": "高于", "分": "高于"}
_LESS = {"%": "低于", "分": "低于", "周岁": "不满", "年": "不满", "个月": "不满"}


def format_quantity(quantity: Quantity) -> str:
    """Return ``quantity`` as people write it; :func:`find_quantities` reads it back as the same.

    >>> q = Quantity
    >>> [format_quantity(x) for x in (q(low=8, unit="人"), q(low=50, low_open=True, unit="%"), q(high=60, unit="周岁"))]
    ['不少于8人', '高于50%', '不超过60周岁']
    >>> [format_quantity(x) for x in (q(low=5, high=9, unit="人"), q(low=3000000, high=3000000, unit="元"))]
    ['5至9人', '300万元']
    >>> format_quantity(q(high="11-30", unit="月日")), format_quantity(q(high=Fraction(100, 3), unit="%"))
    ('11月30日前', '不超过三分之一')
    """
    low, high, unit = quantity.low, quantity.high, quantity.unit
    if unit in {"月日", "年份"}:
        return _format_date(quantity)
    if low is not None and low == high:
        return _figure(low, unit)
    if low is not None and high is not None and not quantity.low_open and not quantity.high_open:
        return _range(low, high, unit)
    words = ""
    if low is not None:
        words += (_MORE.get(unit, "超过") if quantity.low_open else _NOT_LESS.get(unit, "不少于")) + _figure(low, unit)
    if high is not None:
        words += (_LESS.get(unit, "少于") if quantity.high_open else "不超过") + _figure(high, unit)
    return words


def _range(low: Fraction, high: Fraction, unit: str) -> str:
    first, second = _figure(low, unit), _figure(high, unit)
    if unit != "元" and unit and first.endswith(unit) and second.endswith(unit):
        first = first.removesuffix(unit)
    return f"{first}至{second}"


def _figure(value: Fraction, unit: str) -> str:
    if unit == "年" and value.denominator != 1 and (value * 12).denominator == 1:
        value, unit = value * 12, "个月"
    number = _decimal(value)
    if unit == "元":
        for word, size in (("亿", 10**8), ("万", 10**4)):
            if value >= size and (short := _decimal(value / size)) and len(short.partition(".")[2]) <= 4:
                return f"{short}{word}元"
    if number is not None:
        return number + ("个百分点" if unit == "百分点" else unit)
    if unit == "%":
        share = value / 100
        if share.denominator < 100 and share.numerator < 100:
            return f"{to_numeral(share.denominator)}分之{to_numeral(share.numerator)}"
        return f"{share.numerator}/{share.denominator}"
    return f"{value.numerator}/{value.denominator}{unit}"


def _decimal(value: Fraction) -> str | None:
    """Return ``value`` in decimals, or None where they do not end."""
    rest, places = value.denominator, 0
    for factor in (10, 5, 2):
        while rest % factor == 0:
            rest, places = rest // factor, places + 1
    if rest != 1:
        return None
    digits = str(value.numerator * 10**places // value.denominator).rjust(places + 1, "0")
    whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :].rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole


def _format_date(quantity: Quantity) -> str:
    low, high = quantity.low, quantity.high
    if low is not None and high is not None:
        return _day(low, quantity.unit) + ("" if low == high else f"至{_day(high, quantity.unit)}")
    if low is not None:
        return _day(low, quantity.unit) + ("后" if quantity.low_open else "起")
    if high is None:
        raise ValueError("a quantity needs a bound")
    return ("早于" if quantity.high_open else "") + _day(high, quantity.unit) + ("" if quantity.high_open else "前")


def _day(value: Fraction, unit: str) -> str:
    return f"{int(value)}年" if unit == "年份" else f"{int(value) // 100}月{int(value) % 100}日"
