"""What was found becomes a mention: comparators set the bounds, neighbours share them or close a range."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from tiaowen.domain import Value
from tiaowen.quantities.comparators import Comparator
from tiaowen.quantities.quantity import Quantity, to_base
from tiaowen.quantities.view import View


class Mention(Value):
    """A quantity where a text writes it: ``text`` is ``original[start:end]``, comparators included.

    ``comparators`` are the words that set its bounds, as written; ``approximate`` marks 约, 左右, 多;
    ``implied`` marks a unit that is not written (50万, 0.6); ``year`` is the calendar year of a date.
    """

    text: str
    start: int
    end: int
    quantity: Quantity
    comparators: tuple[str, ...] = ()
    approximate: bool = False
    implied: bool = False
    year: int | None = None


class Found(NamedTuple):
    """A figure or date in the view, before its comparators set its bounds."""

    start: int
    end: int
    low: Fraction
    high: Fraction | None
    unit: str
    before: Comparator | None = None
    after: Comparator | None = None
    low_open: bool = False
    about: bool = False
    implied: bool = False
    year: int | None = None

    @property
    def reach(self) -> int:
        """Where the figure and what follows to bound it end."""
        return self.after.end if self.after else self.end


_LIST_MARK = re.compile(r"[、和或及与]|以及")
_EACH = re.compile(r"(?:分别|依次|各)[^。；\n]{0,20}$")
_LINK = re.compile(r"\s*(?P<pause>[、,，]?)\s*(?:并且|[且并但而])?\s*")
_OVER_PAUSE = re.compile(r"[不未以之]")


def to_mention(text: str, view: View, found: Found) -> Mention:
    """Return the mention that ``found`` is in ``text``, its bounds set."""
    around = [c for c in (found.before, found.after) if c]
    first = found.before.start if found.before else found.start
    last = found.after.end if found.after else found.end
    start, end = view.span(first, last)
    return Mention(
        text=text[start:end],
        start=start,
        end=end,
        quantity=_bound(found),
        comparators=tuple(c.words for c in around),
        approximate=found.about or any(c.side == "about" for c in around),
        implied=found.implied,
        year=found.year,
    )


def _bound(found: Found) -> Quantity:
    low, high, unit = found.low, found.high, found.unit
    setting = [c for c in (found.before, found.after) if c and c.side in {"low", "high"}]
    is_span = low != high
    if not setting or (is_span and unit not in {"月日", "年份"}):
        return Quantity(low=low, high=high, low_open=found.low_open, unit=unit)
    side = setting[0].side
    is_open = any(c.open for c in setting if c.side == side)
    if found.after and found.after.side == "limit":
        is_open = found.after.open
    if side == "high":
        # 11月前 ends before the month begins; 11月底前 and 11月30日前 take the day in.
        before_month = is_span and setting[0].words in {"前", "以前", "之前"}
        is_open = is_open or before_month
        return Quantity(high=low if is_open else high, high_open=is_open, unit=unit)
    return Quantity(low=(high if is_open else low), low_open=is_open, unit=unit)


def share_comparators(text: str, found: Sequence[Found]) -> list[Found]:
    """Return ``found`` with the comparator of a list given to each of its figures: 不低于80%、40%.

    A comparator after the last figure goes to all only where the text says 分别 or 各: 分别占30%、10%以上.
    """
    out = list(found)
    for i in range(1, len(out)):
        one, two = out[i - 1], out[i]
        if one.before and not one.after and not two.before and not two.after and _listed(text, one, two):
            out[i] = two._replace(before=one.before._replace(start=two.start))
    for i in range(len(out) - 1, 0, -1):
        one, two = out[i - 1], out[i]
        shares = two.after and not one.before and not one.after and _listed(text, one, two)
        if two.after and shares and _EACH.search(text[max(0, one.start - 30) : one.start]):
            out[i - 1] = one._replace(after=two.after._replace(end=one.end))
    return out


def _listed(text: str, one: Found, two: Found) -> bool:
    return one.unit == two.unit != "" and _LIST_MARK.fullmatch(text, one.end, two.start) is not None


def join_bounds(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions with a lower bound and the upper one that follows it as one: 三年以上七年以下."""
    out: list[Mention] = []
    for mention in mentions:
        joined = _join(text, out[-1], mention) if out else None
        if joined:
            out[-1] = joined
        else:
            out.append(mention)
    return out


def _join(text: str, one: Mention, two: Mention) -> Mention | None:
    low, high = one.quantity, two.quantity
    if low.unit != high.unit:
        low, high = to_base(low), to_base(high)
    if low.high is not None or high.low is not None or low.unit != high.unit or one.approximate:
        return None
    if low.low is None or high.high is None or low.low >= high.high:
        return None
    link = _LINK.fullmatch(text, one.end, two.start)
    if link is None or (link["pause"] and not any(_OVER_PAUSE.match(c) for c in two.comparators)):
        return None
    return Mention(
        text=text[one.start : two.end],
        start=one.start,
        end=two.end,
        quantity=low.model_copy(update={"high": high.high, "high_open": high.high_open}),
        comparators=one.comparators + two.comparators,
        approximate=two.approximate,
        implied=one.implied or two.implied,
    )
