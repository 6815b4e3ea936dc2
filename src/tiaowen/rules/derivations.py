"""Figures that follow from others: sums, differences, shares, what a sum comes to when people are counted whole."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from tiaowen.domain import ClaimOutcome
from tiaowen.quantities import COUNTS, Quantity
from tiaowen.quantities.view import to_view
from tiaowen.rules.agreement import same_figure
from tiaowen.rules.arithmetic import differences_of, sums_of
from tiaowen.rules.calendar import find_dates
from tiaowen.rules.claims import Claim, Read
from tiaowen.rules.record import RECENT, Judged, Record, bounds_of
from tiaowen.rules.senses import TOLD, Sense

_ADDED = re.compile(r"相加|合计|加起来|合起来|加在一起|共计|总共|一共")
_LEFT = re.compile(r"不具备|不是|没有|非|其余|剩下|以外|不满足|不到|不含|不属于|两成是|外单位|外部")
_AROUND = 12  # claims before that a figure may be worked out from
_CELLS = 40  # cells before it
_FOLLOWING = 6  # segments after it
_BEST = 8  # provisions whose figures it may be worked out from
_FITS = 0.6  # how well a share has to fit beside the one that fits best
_SHARE = Fraction(6, 10000)  # how far a share told may be from the one worked out


def derive(record: Record, claim: Claim, read: Read) -> str | None:
    """Return how the figure of ``claim`` follows from what is known, or None."""
    quantity = claim.quantity
    value = bounds_of(quantity)[0]
    own = [c.value for c in read.calculations]
    if not quantity.is_point and TOLD.search(claim.before):
        own = []  # 要求不低于50% is told of the law, whatever 10÷20 comes to
    off = [r for r in own if r.denominator != 1 and abs(r - value) < 1 and quantity.unit != "%"]
    if off and not quantity.is_point and value != _whole(off[-1], up=quantity.low is not None):
        return None
    said = bounds_of(claim.mention.quantity)[0]
    for result in (*own, *record.results[-RECENT:]):
        if value == result and not quantity.is_point and _is_turned(record, claim, read, result):
            return None
        if quantity.unit == "%" and abs(value / 100 - result) < _SHARE:
            return "前面算得的比例。"
        if result in {value, said} or (quantity.unit == "元" and value in {result * 10**4, result * 10**8}):
            return "前面算得的数。"
        if value == _whole(result, up=quantity.low is not None):
            return "前面算得的数取整。"
    return _from_facts(record, claim, read, value)


_UNPARTED = frozenset({"届", "次", "周岁"})  # of which no law states a share


def _from_facts(record: Record, claim: Claim, read: Read, value: Fraction) -> str | None:
    return next((how for how, holds in _ways(record, claim, read, value) if holds), None)


def _ways(record: Record, claim: Claim, read: Read, value: Fraction) -> Iterator[tuple[str, bool]]:
    """Yield the ways in which the figure of ``claim`` may follow from those around it, and whether it does."""
    quantity, line = claim.quantity, record.line_of(read)
    near = [judged.claim.quantity for judged in record.judged[-RECENT:]]
    if quantity.unit == "倍":
        yield "由前面两个数相除得出。", _is_ratio(near, value)
        return
    operands = {value for c in read.calculations for value in c.operands}
    yield "算式里的数。", quantity.is_point and bool({value, bounds_of(claim.mention.quantity)[0]} & operands)
    yield "由表里的数得出。", quantity.is_point and value in _from_column(record, claim)
    supposed = (judged.claim.quantity for judged in line if judged.claim.sense is Sense.SUPPOSED)
    points = [q for q in (*supposed, *(f.quantity for f in record.facts)) if q.is_point and q.low]
    around = [judged.claim.quantity for judged in line[-RECENT:]]
    if quantity.unit == "%":
        yield "由条文的比例推出的另一部分。", bool(_LEFT.search(claim.clause)) and _is_rest(record, claim)
        pairs = (*points, *(q for q in around if q.is_point))
        yield "由前面的两个数相除得出。", quantity.is_point and _is_share(pairs, value)
        if quantity.is_point:
            return
    yield "由前面两个数相乘得出。", _is_product(around, quantity, value)
    added = _ADDED.search(read.segment.text, 0, claim.mention.start)
    yield "由文中的数相加得出。", bool(added) and _is_added(record, claim, read)
    told = any(same_figure(fact.quantity, quantity) for fact in record.facts)  # what was told is no part of itself
    yield "由问题里的数和条文的比例得出。", not told and _is_part_of(record, claim, (around, points))


def _is_part_of(record: Record, claim: Claim, groups: Iterable[Iterable[Quantity]]) -> bool:
    """Tell whether ``claim`` is a share that the law states of the largest figure in one of ``groups``."""
    unit = claim.quantity.unit
    if unit in _UNPARTED:
        return False
    told = [j.provision for j in record.judged[-_AROUND:] if j.provision and j.provision.quantity.unit == "%"]
    ranked = [r for r in record.rank(claim)[:_BEST] if r.provision.quantity.unit == "%"]
    fitting = [r.provision for r in ranked if r.score >= _FITS * ranked[0].score]
    shares = dict.fromkeys(provision.quantity for provision in (*told, *fitting))
    for group in groups:
        wholes = [q.low for q in group if q.low and (_is_kin(q.unit, unit) or not unit)]
        if wholes and any(_is_part(max(wholes), share, claim) for share in shares):
            return True
    return False


def _is_turned(record: Record, claim: Claim, read: Read, result: Fraction) -> bool:
    """Tell whether ``claim`` bounds on the wrong side what a share of the law comes to: 10 % at least, so at most 2."""
    shares = [
        j.provision.quantity for j in record.before(claim, read) if j.provision and j.provision.quantity.unit == "%"
    ]
    wholes = [f.quantity.low for f in record.facts if f.quantity.low]
    return any(
        whole * bounds_of(share)[0] / 100 == result and (share.low is None) != (claim.quantity.low is None)
        for whole in wholes
        for share in shares
        if share.low is None or share.high is None
    )


def _from_column(record: Record, claim: Claim) -> set[Fraction]:
    """Return what the bare numbers of the table before ``claim`` come to: each, and their sums."""
    numbers: list[Fraction] = []
    for other in record.reads[max(0, claim.segment - _CELLS) : claim.segment]:
        if other.segment.kind == "cell" and other.segment.text.isdecimal():
            numbers.append(Fraction(int(other.segment.text)))
    return sums_of(numbers[-_AROUND:]) & set(numbers)


def _is_added(record: Record, claim: Claim, read: Read) -> bool:
    value = bounds_of(claim.quantity)[0]
    return any(value in sums_of(near) for near in figures_around(record, claim, read, claim.quantity.unit))


def _is_rest(record: Record, claim: Claim) -> bool:
    """Tell whether ``claim`` is what a share of the law leaves: 80 % at least leave 20 % at most."""
    quantity = claim.quantity
    for provision in (r.provision.quantity for r in record.rank(claim)[:_BEST] if r.provision.quantity.unit == "%"):
        low = None if provision.high is None else 100 - provision.high
        high = None if provision.low is None else 100 - provision.low
        if quantity.is_point and quantity.low in {low, high}:
            return True
        if (quantity.low, quantity.high) == (low, high) and quantity.low_open == provision.high_open:
            return quantity.high_open == provision.low_open
    return False


def _is_ratio(near: Iterable[Quantity], value: Fraction) -> bool:
    """Tell whether ``value`` is how many times one of two figures near is the other, to one part in a hundred."""
    values = [(q.unit, b) for q in near for b in bounds_of(q) if b]
    return any(unit == other and abs(a / b - value) * 100 <= value for unit, a in values for other, b in values)


def _is_share(points: Iterable[Quantity], value: Fraction) -> bool:
    values = [(q.unit, q.low) for q in points if q.low]
    return any(
        _is_kin(unit, other) and a and b and a != b and abs(a / b - value / 100) <= _SHARE
        for unit, a in values
        for other, b in values
    )


def _is_product(near: Iterable[Quantity], quantity: Quantity, value: Fraction) -> bool:
    near = tuple(near)
    times = [b for q in near if q.unit in COUNTS and q.unit != quantity.unit for b in bounds_of(q)]
    return any(n * b == value for n in times for q in near if q.unit == quantity.unit for b in bounds_of(q))


def _is_part(whole: Fraction, share: Quantity, claim: Claim) -> bool:
    """Tell whether ``claim`` is that ``share`` of ``whole``, or what it leaves, in whole people and the right way.

    Of 10, at least 80 % are at least 8 and leave at most 2; at most a third of 8 are at most 2 and leave at least 6.
    """
    quantity, value = claim.quantity, bounds_of(claim.quantity)[0]
    bound = bounds_of(share)[0]
    exact, lower = whole * bound / 100, share.low is not None
    if claim.mention.approximate and quantity.is_point and abs(exact - value) * 100 <= exact:
        return True
    part = _next(exact, up=lower, is_open=share.low_open or share.high_open)
    of = whole * 100 / bound if bound else whole  # 3 are at most a third of at least 9
    candidates: list[tuple[Fraction | int, bool]] = [(part, lower), (whole - part, not lower)]
    if quantity.is_point or not (share.low_open or share.high_open):
        candidates += [(exact, lower), (whole - exact, not lower), (of, not lower)]
    for candidate, is_lower in candidates:
        if value == candidate and (quantity.is_point or (quantity.low is not None) == is_lower):
            return True
    return False


def _next(value: Fraction, *, up: bool, is_open: bool) -> int:
    """Return the first whole number on the right side of a bound."""
    if up:
        return math.floor(value) + 1 if is_open else math.ceil(value)
    return math.ceil(value) - 1 if is_open else math.floor(value)


def judge_difference(record: Record, claim: Claim, read: Read) -> Judged:
    """Return the verdict on how much is missing or over: 还差2人, 超出2岁."""
    unit, value = claim.quantity.unit, bounds_of(claim.quantity)[0]
    if unit == "百分点":
        unit = "%"
    if unit == "天" and value in _days_between(record, read):
        return Judged(claim, ClaimOutcome.DERIVED, "由两个日期相减得出。")
    if unit == "个月" and value in _months_between(record, read):
        return Judged(claim, ClaimOutcome.DERIVED, "由前面两个日期相减得出。")
    local = figures_near(record, claim, read, unit)
    shared = _gaps_of_shares(record, read, local) if unit in COUNTS else set()
    if value in shared or _is_among(differences_of(local, local), value, claim):
        return Judged(claim, ClaimOutcome.DERIVED, "由前面的数得出。")
    given = [f.quantity.low for f in record.facts if _is_kin(f.quantity.unit, unit) and f.quantity.low is not None]
    for result in record.results[-RECENT:]:
        exact = result * 100 if unit == "%" else result
        given += [exact, Fraction(math.ceil(exact)), Fraction(math.floor(exact))]
    ranked = record.rank(claim)[:_BEST] if len(set(local)) < 2 else []
    stated = [b for r in ranked if r.provision.quantity.unit == unit for b in bounds_of(r.provision.quantity)]
    if _is_among(differences_of((*given, *local), (*given, *local, *stated)), value, claim):
        return Judged(claim, ClaimOutcome.DERIVED, "由问题里的数和条文的数相减得出。")
    if any(same_figure(f.quantity, claim.quantity) for f in record.facts):
        return Judged(claim, ClaimOutcome.SUPPORTED, "问题里说的数。")
    return Judged(claim, ClaimOutcome.MISCALCULATED, "相差的数算不出来是这个。")


def _gaps_of_shares(record: Record, read: Read, counts: Sequence[Fraction]) -> set[Fraction]:
    """Return how many one of ``counts`` lacks, or has too many, of a share of another that the line tells of."""
    told = [j.provision.quantity for j in record.line_of(read) if j.provision and j.provision.quantity.unit == "%"]
    gaps: set[Fraction] = set()
    for share in told:
        for whole in counts:
            if share.low is not None:
                least = _next(whole * share.low / 100, up=True, is_open=share.low_open)
                gaps |= {least - part for part in counts if part < least}
            elif share.high is not None:
                most = _next(whole * share.high / 100, up=False, is_open=share.high_open)
                gaps |= {part - most for part in counts if part > most}
    return gaps


def _is_among(results: Iterable[Fraction], value: Fraction, claim: Claim) -> bool:
    """Tell whether ``value`` is one of ``results``: to one part in a hundred where 约 stands before it."""
    about = claim.mention.approximate and claim.quantity.is_point
    return any(value == result or (about and abs(result - value) * 100 <= result) for result in results)


def figures_near(record: Record, claim: Claim, read: Read, unit: str) -> list[Fraction]:
    """Return the figures in ``unit`` around ``claim``: its segment's, else its line's, its block's, those before."""
    values: list[Fraction] = []
    for values in figures_around(record, claim, read, unit):
        if len(set(values)) > 1:
            break
    return values


def figures_around(record: Record, claim: Claim, read: Read, unit: str) -> Iterator[list[Fraction]]:
    """Yield the figures in ``unit`` around ``claim``, each time from further off; last with those that follow."""
    segment = read.segment
    before = [judged.claim for judged in record.judged[-_AROUND:]]
    places = [(c, record.reads[c.segment].segment) for c in before]
    following = [c for one in record.reads[claim.segment + 1 : claim.segment + _FOLLOWING] for c in one.claims]
    reach: tuple[list[Claim], ...] = (
        [],
        [c for c, place in places if place.line == segment.line],
        [c for c, place in places if place.block == segment.block],
        before,
        following,
    )
    for near in reach:
        around = (*near, *read.claims)
        yield [b for c in around if _is_kin(c.quantity.unit, unit) and c is not claim for b in bounds_of(c.quantity)]


def _months_between(record: Record, read: Read) -> set[Fraction]:
    claims = (*(judged.claim for judged in record.judged[-_AROUND:]), *read.claims)
    days = [b for c in claims if c.quantity.unit == "月日" for b in bounds_of(c.quantity)]
    months = [Fraction(int(day) // 100) for day in days]
    return differences_of(months, months)


def _days_between(record: Record, read: Read) -> set[int]:
    """Return how many days lie between dates of one year that are told here, asked about, or stated by the law."""
    texts = (to_view(record.question).text, read.segment.text)
    known = [date(d.year, d.month, d.day) for text in texts for _, d in find_dates(text) if d.month and d.day]
    claims = (*(judged.claim for judged in record.judged[-_AROUND:]), *read.claims)
    stated = [r.provision.quantity for claim in read.claims for r in record.rank(claim)[:_BEST]]
    days = [b for q in (*stated, *(c.quantity for c in claims)) if q.unit == "月日" for b in bounds_of(q)]
    for year in {d.year for d in known}:
        known += [date(year, int(day) // 100, int(day) % 100) for day in days]
    return {abs((a - b).days) for a in known for b in known if a != b}


def _is_kin(unit: str, other: str) -> bool:
    """Tell whether two units count the same kind of thing."""
    return unit == other or ("个" in {unit, other} and {unit, other} <= COUNTS)


def _whole(value: Fraction, *, up: bool) -> int:
    return math.ceil(value) if up else math.floor(value)
