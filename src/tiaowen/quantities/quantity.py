"""The value: exact bounds and a normalised unit, and how two of them compare."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Self

from pydantic import field_serializer, field_validator, model_validator

from tiaowen.domain import Value

TIMES = frozenset({"年", "个月", "天", "工作日", "小时", "分钟"})
COUNTS = frozenset({"人", "项", "篇", "次", "届", "家", "例", "个", "件", "台", "套", "份", "种", "类", "条", "所"})

# A year is twelve months everywhere in the law; a month is no fixed number of days, so months and days stay apart.
_BASES = {"年": ("个月", Fraction(12)), "小时": ("分钟", Fraction(60))}
_DATE = re.compile(r"(0?[1-9]|1[0-2])-(0?[1-9]|[12][0-9]|3[01])")


class Quantity(Value):
    """A point, a range or a one-sided bound in one unit. None is no bound; a point has ``low == high``.

    A date in the year (unit 月日) is month × 100 + day and may be given as ``"11-30"``. A range of dates whose
    low is above its high runs over the end of the year.

    >>> Quantity(low=8, unit="人").model_dump(mode="json", exclude_none=True)
    {'low': 8, 'low_open': False, 'high_open': False, 'unit': '人'}
    >>> Quantity(high="11-30", unit="月日").high
    Fraction(1130, 1)
    """

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False
    unit: str = ""

    @field_validator("low", "high", mode="before")
    @classmethod
    def _to_exact(cls, value: object) -> object:
        if isinstance(value, float):
            return Fraction(str(value))
        if isinstance(value, str) and (date := _DATE.fullmatch(value)):
            return Fraction(int(date[1]) * 100 + int(date[2]))
        return value

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.low is None and self.high is None:
            raise ValueError("a quantity needs a bound")
        if None not in (self.low, self.high) and self.unit != "月日" and self.low > self.high:  # type: ignore[operator]
            raise ValueError(f"low {self.low} is above high {self.high}")
        return self

    @field_serializer("low", "high", when_used="json")
    def _to_json(self, value: Fraction | None) -> int | float | str | None:
        return None if value is None else to_plain(value, self.unit)

    @property
    def is_point(self) -> bool:
        """Whether it is one value."""
        return self.low is not None and self.low == self.high


def to_plain(value: Fraction, unit: str = "") -> int | float | str:
    """Return a bound as JSON has it: whole, rounded to four places, or ``"11-30"`` for 月日.

    >>> to_plain(Fraction(8)), to_plain(Fraction(100, 3), "%"), to_plain(Fraction(1130), "月日")
    (8, 33.3333, '11-30')
    """
    if unit == "月日":
        return f"{int(value) // 100:02}-{int(value) % 100:02}"
    return int(value) if value.denominator == 1 else float(round(value, 4))


def base_of(unit: str) -> tuple[str, Fraction]:
    """Return the smallest unit that ``unit`` converts to exactly, and the factor.

    >>> base_of("年"), base_of("人")
    (('个月', Fraction(12, 1)), ('人', Fraction(1, 1)))
    """
    return _BASES.get(unit, (unit, Fraction(1)))


def to_base(quantity: Quantity) -> Quantity:
    """Return the same quantity in the smallest unit that it converts to exactly: 年 in 个月, 小时 in 分钟.

    >>> to_base(Quantity(low=2, unit="年")).low
    Fraction(24, 1)
    """
    if quantity.unit not in _BASES:
        return quantity
    unit, factor = base_of(quantity.unit)
    low, high = (None if b is None else b * factor for b in (quantity.low, quantity.high))
    return quantity.model_copy(update={"low": low, "high": high, "unit": unit})


def is_comparable(a: Quantity, b: Quantity) -> bool:
    """Tell whether two quantities measure the same kind of thing. 个 counts anything that is counted.

    >>> is_comparable(Quantity(low=3, unit="个"), Quantity(low=3, unit="家"))
    True
    >>> is_comparable(Quantity(low=30, unit="天"), Quantity(low=1, unit="个月"))
    False
    """
    units = {to_base(a).unit, to_base(b).unit}
    return len(units) == 1 or ("个" in units and units <= COUNTS)


def same_quantity(a: Quantity, b: Quantity) -> bool:
    """Tell whether two quantities are equal once their units are the same.

    >>> same_quantity(Quantity(low=2, high=2, unit="年"), Quantity(low=24, high=24, unit="个月"))
    True
    """
    a, b = to_base(a), to_base(b)
    return is_comparable(a, b) and _bounds(a) == _bounds(b)


def contains(quantity: Quantity, value: Fraction | int) -> bool:
    """Tell whether ``value``, in the quantity's own unit, lies within its bounds.

    >>> contains(Quantity(low=50, low_open=True, unit="%"), 50), contains(Quantity(low=8, unit="人"), 8)
    (False, True)
    """
    low, high = quantity.low, quantity.high
    above = low is None or value > low or (value == low and not quantity.low_open)
    below = high is None or value < high or (value == high and not quantity.high_open)
    if low is not None and high is not None and low > high:
        return above or below
    return above and below


def satisfies(given: Quantity, required: Quantity) -> bool | None:
    """Tell whether all of ``given`` lies within ``required`` (True), none of it (False), or neither (None).

    None also where the units do not compare.

    >>> satisfies(Quantity(low=18, high=18, unit="个月"), Quantity(low=2, unit="年"))
    False
    >>> satisfies(Quantity(low=30, low_open=True, unit="人"), Quantity(low=50, unit="人")) is None
    True
    """
    if not is_comparable(given, required):
        return None
    given, required = to_base(given), to_base(required)
    if given.low is not None and given.is_point:
        return contains(required, given.low)
    if _starts_within(given, required) and _ends_within(given, required):
        return True
    return False if _ends_before(given, required) or _ends_before(required, given) else None


def _bounds(q: Quantity) -> tuple[Fraction | None, Fraction | None, bool, bool]:
    return q.low, q.high, q.low_open and q.low is not None, q.high_open and q.high is not None


def _starts_within(a: Quantity, b: Quantity) -> bool:
    if b.low is None or a.low is None:
        return b.low is None
    return a.low > b.low or (a.low == b.low and (a.low_open or not b.low_open))


def _ends_within(a: Quantity, b: Quantity) -> bool:
    if b.high is None or a.high is None:
        return b.high is None
    return a.high < b.high or (a.high == b.high and (a.high_open or not b.high_open))


def _ends_before(a: Quantity, b: Quantity) -> bool:
    if a.high is None or b.low is None:
        return False
    return a.high < b.low or (a.high == b.low and (a.high_open or b.low_open))
