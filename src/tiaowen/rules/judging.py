"""The claims of a text, judged one after another, each in the sense in which it is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from tiaowen.domain import ClaimOutcome
from tiaowen.quantities import Quantity, format_quantity, is_comparable
from tiaowen.rules.agreement import agrees, same_figure
from tiaowen.rules.arithmetic import sums_of
from tiaowen.rules.claims import Claim, Read
from tiaowen.rules.counting import counts_meant, counts_nearby, heads_list, sum_before
from tiaowen.rules.derivations import derive, figures_around, figures_near, judge_difference
from tiaowen.rules.examples import judge_example
from tiaowen.rules.figures import judge_law
from tiaowen.rules.record import RECENT, Finding, Judged, Record, bounds_of, quote
from tiaowen.rules.senses import Sense

_TRIED = 4  # provisions whose bounds an example is tried against
_AHEAD = 12  # segments that are looked ahead for sums
_HAS_NONE = re.compile(r"没|无|未|不|零|0")
_ABOUT = 50  # an approximate figure may be off by one part in so many


def judge_claims(record: Record) -> Iterator[Finding]:
    """Yield a finding on every figure of the record's text, and on every sum and comparison that does not hold.

    The record is filled on the way: what comes later may follow from it.
    """
    for index, read in enumerate(record.reads):
        # an answer may come before the sum that it is worked out with
        ahead = record.reads[index + _AHEAD : index + _AHEAD + 1] if index else record.reads[: _AHEAD + 1]
        record.results += [calculation.value for one in ahead for calculation in one.calculations]
        for claim in read.claims:
            judged = _JUDGES[claim.sense](record, claim, read)
            record.add(judged, read)
            span = claim.mention.start, claim.mention.end
            yield record.finding(read, span, judged.outcome, judged.reason, judged.provision)
        for c in read.calculations:
            if not c.right:
                reason = f"算式不成立，应为{_plain(c.value)}。"
                yield record.finding(read, (c.start, c.end), ClaimOutcome.MISCALCULATED, reason)
        for r in read.relations:
            if not r.right:
                yield record.finding(read, (r.start, r.end), ClaimOutcome.MISCALCULATED, "这两个数的大小比反了。")


def _judge_given(record: Record, claim: Claim, read: Read) -> Judged:
    said = [fact.quantity for fact in record.facts if is_comparable(fact.quantity, claim.quantity)]
    if any(same_figure(quantity, claim.quantity) for quantity in said):
        best = next((r.provision for r in record.rank(claim)[:1]), None) if claim.says_something else None
        stated = best if best and agrees(claim, best) else None
        return Judged(claim, ClaimOutcome.SUPPORTED, "问题里说的数。", stated)
    if claim.quantity.low in sums_of([quantity.low for quantity in said if quantity.low is not None]):
        return Judged(claim, ClaimOutcome.DERIVED, "由问题里的数相加得出。")
    if claim.quantity.low == 0 and _HAS_NONE.search(record.question):
        return Judged(claim, ClaimOutcome.DERIVED, "问题里说没有。")
    law = judge_law(record, claim, read)
    if law.good or said:
        return law
    tried = [r.provision for r in record.rank(claim)[:_TRIED]]
    if example := judge_example(claim, read.segment.text, tried):
        return Judged(claim, *example)
    return Judged(claim, ClaimOutcome.UNSUPPORTED, "问题里没有这个数，条文里也没有。")


def _judge_result(_record: Record, claim: Claim, _read: Read) -> Judged:
    if claim.calculation is not None and claim.calculation.right:
        return Judged(claim, ClaimOutcome.DERIVED, "按式子算得出。")
    return Judged(claim, ClaimOutcome.MISCALCULATED, "按式子算不出这个数。")


def _judge_period(_record: Record, claim: Claim, _read: Read) -> Judged:
    return Judged(claim, ClaimOutcome.DERIVED, "说的是多久一次。")


def _judge_supposed(_record: Record, claim: Claim, _read: Read) -> Judged:
    return Judged(claim, ClaimOutcome.DERIVED, "举例用的数。")


def _judge_operand(record: Record, claim: Claim, _read: Read) -> Judged:
    quantity = claim.quantity
    if any(same_figure(fact.quantity, quantity) for fact in record.facts):
        return Judged(claim, ClaimOutcome.SUPPORTED, "问题里说的数。")
    stated = next((r.provision for r in record.rank(claim) if same_figure(r.provision.quantity, quantity)), None)
    if stated:
        return Judged(claim, ClaimOutcome.SUPPORTED, "条文里的数。", stated)
    if any(same_figure(judged.claim.quantity, quantity) for judged in record.judged[-RECENT:] if judged.good):
        return Judged(claim, ClaimOutcome.DERIVED, "前面得出的数。")
    is_fraction = quantity.unit == "%" and "/" in claim.mention.text
    known = quantity.unit == "%" or any(is_comparable(fact.quantity, quantity) for fact in record.facts)
    if known and not is_fraction:
        return Judged(claim, ClaimOutcome.UNSUPPORTED, "算式里的这个数，问题里没有，条文里也没有。")
    return Judged(claim, ClaimOutcome.DERIVED, "算式里的数。")


def _judge_restated(record: Record, claim: Claim, read: Read) -> Judged:
    before = [j for j in record.before(claim, read) if is_comparable(j.claim.quantity, claim.quantity)]
    if before and _restates(before[-1].claim.quantity, claim):
        last = before[-1]
        outcome = ClaimOutcome.DERIVED if last.good else last.outcome
        return Judged(claim, outcome, "换一个写法，同前一个数。", last.provision)
    law = judge_law(record, claim, read)
    if law.good:
        return law
    if how := derive(record, claim, read):
        return Judged(claim, ClaimOutcome.DERIVED, how)
    return Judged(claim, ClaimOutcome.MISCALCULATED, "和它前面的数不相等。", law.provision)


def _restates(one: Quantity, claim: Claim) -> bool:
    bounds, others = bounds_of(one), bounds_of(claim.quantity)
    if set(others) <= set(bounds):
        return True
    return claim.mention.approximate and abs(bounds[0] - others[0]) * _ABOUT <= abs(bounds[0])


def _judge_denied(record: Record, claim: Claim, _read: Read) -> Judged:
    best = next((r.provision for r in record.rank(claim) if is_comparable(r.provision.quantity, claim.quantity)), None)
    if best and agrees(claim, best):
        named = {name for match in record.law.words.metrics_in(claim.clause) for name in match.values}
        if best.metric in named:
            return Judged(claim, ClaimOutcome.CONTRADICTED, f"条文有这个规定：“{quote(best)}”。", best)
    return Judged(claim, ClaimOutcome.SUPPORTED, "文中说没有这个数，条文里也没有。")


def _judge_count(record: Record, claim: Claim, read: Read) -> Judged:
    law = judge_law(record, claim, read)
    named = law.provision is not None and law.provision.metric in record.named(claim, counted=True)
    counted = claim.quantity.low in counts_nearby(record, claim, read)
    if not (counted or named) and heads_list(
        record, claim, read
    ):  # 有五项要求： with three below, though a rule has 5项
        return Judged(claim, ClaimOutcome.MISCALCULATED, "和列出的数目不同。")
    if law.outcome is ClaimOutcome.SUPPORTED or named:
        return law
    if counted:
        return Judged(claim, ClaimOutcome.DERIVED, "和列出的数目相同。")
    if counts_meant(record, claim, read):
        return Judged(claim, ClaimOutcome.MISCALCULATED, "和列出的数目不同。")
    return law if law.good else Judged(claim, ClaimOutcome.DERIVED, "文中的计数。")


def _judge_total(record: Record, claim: Claim, read: Read) -> Judged:
    unit = claim.quantity.unit
    near = figures_near(record, claim, read, unit)
    if any(claim.quantity.low in sums_of(values) for values in figures_around(record, claim, read, unit)):
        return Judged(claim, ClaimOutcome.DERIVED, "由文中的数相加得出。")
    column = sum_before(record, claim)
    if claim.quantity.low == column:
        return Judged(claim, ClaimOutcome.DERIVED, "由前面的数相加得出。")
    law = judge_law(record, claim, read)
    if law.outcome is ClaimOutcome.SUPPORTED or (len(near) < 2 and column is None):
        return law
    return Judged(claim, ClaimOutcome.MISCALCULATED, "前面的数加起来不是这个数。")


def _plain(value: Fraction) -> str:
    if abs(value) < 1:
        return format_quantity(Quantity(low=value * 100, high=value * 100, unit="%"))
    return str(value) if value.denominator == 1 else f"{float(value):.2f}"


_JUDGES: dict[Sense, Callable[[Record, Claim, Read], Judged]] = {
    Sense.LAW: judge_law,
    Sense.GIVEN: _judge_given,
    Sense.RESULT: _judge_result,
    Sense.OPERAND: _judge_operand,
    Sense.DIFFERENCE: judge_difference,
    Sense.RESTATED: _judge_restated,
    Sense.DENIED: _judge_denied,
    Sense.COUNT: _judge_count,
    Sense.TOTAL: _judge_total,
    Sense.PERIOD: _judge_period,
    Sense.SUPPOSED: _judge_supposed,
}
