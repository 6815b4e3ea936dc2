"""How far a value is from what is required, and shares worked out from counts: exact, then put in words."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from tiaowen.quantities import Quantity, format_quantity, is_comparable, to_base

_THIRDS = 3  # shares that the law writes as fractions too: 三分之一
_DATES = frozenset({"月日", "年份"})


def share_of(part: Quantity, whole: Quantity) -> Quantity | None:
    """Return ``part`` of ``whole`` in %, bounds where either has them; None where it is no share.

    >>> share_of(Quantity(low=7, high=7, unit="人"), Quantity(low=8, high=8, unit="人")).low
    Fraction(175, 2)
    >>> share_of(Quantity(low=3, high=3, unit="人"), Quantity(low=20, low_open=True, unit="人")).high
    Fraction(15, 1)
    """
    if not is_comparable(part, whole):
        return None
    part, whole = to_base(part), to_base(whole)
    if not whole.low or (part.is_point and whole.is_point and (part.low or 0) > whole.low):
        return None
    low = Fraction(0) if part.low is None or whole.high is None else part.low / whole.high * 100
    high = Fraction(100) if part.high is None else min(part.high / whole.low * 100, Fraction(100))
    if low > high:
        return None
    low_open = bool(low) and (part.low_open or whole.high_open)
    high_open = high < 100 and (part.high_open or whole.low_open)
    return Quantity(low=low, high=high, low_open=low_open, high_open=high_open, unit="%")


def word_share(share: Quantity) -> str:
    """Return ``share`` in words, to one decimal place where it has no short decimals.

    >>> word_share(Quantity(low=Fraction(700, 9), high=Fraction(700, 9), unit="%"))
    '约77.8%'
    """
    if share.is_point and share.low is not None and (share.low / 100).denominator == _THIRDS:
        return format_quantity(share)
    low, high = (bound if bound is None else _shorten(bound) for bound in (share.low, share.high))
    short = share.model_copy(update={"low": low, "high": high})
    return ("约" if share.is_point and low != share.low else "") + format_quantity(short)


def count_shortfall(part: Quantity, whole: Quantity, share: Quantity) -> str | None:
    """Return how many ``part`` of ``whole`` lacks of ``share``, or has too many; None where they are no points.

    >>> seven, nine = (Quantity(low=n, high=n, unit="人") for n in (7, 9))
    >>> count_shortfall(seven, nine, Quantity(low=80, unit="%"))
    '差1人'
    >>> count_shortfall(seven, nine, Quantity(high=Fraction(100, 3), unit="%"))
    '超出4人'
    """
    if not (part.is_point and whole.is_point) or part.low is None or whole.low is None or whole.unit == "元":
        return None
    if share.low is not None:
        exact = whole.low * share.low / 100
        gap = (floor(exact) + 1 if share.low_open else ceil(exact)) - part.low
        word = "差"
    else:
        exact = whole.low * (share.high or 0) / 100
        gap = part.low - (ceil(exact) - 1 if share.high_open else floor(exact))
        word = "超出"
    unit = "人" if "人" in {part.unit, whole.unit} else part.unit
    return f"{word}{format_quantity(Quantity(low=gap, high=gap, unit=unit))}" if gap > 0 else None


def word_shortfall(given: Quantity, required: Quantity) -> str | None:
    """Return how far ``given`` is from ``required`` (差1人, 超出1家), or None where that is no figure.

    ``given`` misses ``required`` altogether. Of a range the nearer end counts.

    >>> seven, eight = (Quantity(low=n, high=n, unit="人") for n in (7, 8))
    >>> word_shortfall(seven, Quantity(low=8, unit="人")), word_shortfall(eight, Quantity(high=7, unit="人"))
    ('差1人', '超出1人')
    >>> half = Quantity(low=50, high=50, unit="%")
    >>> word_shortfall(half, Quantity(low=50, low_open=True, unit="%"))
    '正好50%，不够'
    """
    unit = required.unit
    if unit in _DATES or not is_comparable(given, required):
        return None
    given, required = to_base(given), to_base(required)
    # the nearest ends: below a lower bound, or above an upper one
    if required.low is not None and given.high is not None and given.high <= required.low:
        bound, word, gap, beyond = given.high, "差", required.low - given.high, "不够"
    elif required.high is not None and given.low is not None and given.low >= required.high:
        bound, word, gap, beyond = given.low, "超出", given.low - required.high, "超出"
    else:
        return None
    if not gap:
        return f"正好{_figure(bound, unit, given.unit)}，{beyond}" if given.is_point else beyond
    short = _shorten(gap)
    word += "" if short == gap else "约"
    return ("" if given.is_point else "至少") + word + _figure(short, unit, given.unit, gap=True)


def _figure(value: Fraction, unit: str, base: str | None = None, *, gap: bool = False) -> str:
    if base == "个月" and unit == "年":
        whole = value % 12 == 0
        value, unit = (value / 12, "年") if whole else (value, "个月")
    else:
        unit = base if base not in {None, "个"} else unit
    if gap and unit == "%":
        unit = "百分点"
    return format_quantity(Quantity(low=value, high=value, unit=unit))


def _shorten(value: Fraction) -> Fraction:
    """Return ``value`` itself where two decimal places hold it, else rounded to the first that shows it is no whole."""
    if (value * 100).denominator == 1:
        return value
    places = 1
    while (short := Fraction(round(value, places))).denominator == 1:
        places += 1
    return short
