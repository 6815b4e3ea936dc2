"""Calendar dates that a text tells: known, or a period of the law from one that is."""

from __future__ import annotations

import re
from fractions import Fraction

from tiaowen.domain import ClaimOutcome
from tiaowen.quantities import Quantity, satisfies
from tiaowen.quantities.view import to_view
from tiaowen.rules.calendar import Day, find_dates, follows, spans_of
from tiaowen.rules.claims import Claim, Read
from tiaowen.rules.provisions import Provision
from tiaowen.rules.record import RECENT, Judged, Record, bounds_of

_BARRED = re.compile(r"不得|不能|不可|禁止|规定")


def judge_date(record: Record, claim: Claim, read: Read) -> Judged | None:
    """Return the verdict on a calendar date, or on the time between two; None where it is neither."""
    regulations = record.law.names.regulations(claim.scope)
    years = [p for p in record.law.provisions if p.quantity.unit == "年份" and p.fits(claim.scope, regulations)]
    known = [day for _, day in find_dates(to_view(record.question).text)]
    known += [Day(int(b)) for p in years for b in bounds_of(p.quantity)]
    known += record.dates
    mention = claim.mention
    own = next((day for at, day in find_dates(read.segment.text) if mention.start <= at < mention.end), None)
    if own is None:
        if _BARRED.search(claim.clause):
            return None
        between = any(_is_span(claim.quantity, span) for span in spans_of(known))
        return Judged(claim, ClaimOutcome.DERIVED, "由两个日期相减得出。") if between else None
    if mention.quantity.unit == "年份" and mention.comparators:
        return _judge_year(claim, years[0] if years else None)
    told = [j.claim.quantity for j in record.judged[-RECENT:] if j.claim.quantity.unit == "个月"]
    stated = (
        p.quantity for p in record.law.provisions if p.quantity.unit == "个月" and p.fits(claim.scope, regulations)
    )
    if follows(own, known, (b for quantity in told or stated for b in bounds_of(quantity))):
        record.dates.append(own)
        return Judged(claim, ClaimOutcome.DERIVED, "由问题里的日期和条文的期限得出。")
    return Judged(claim, ClaimOutcome.MISCALCULATED, "这个日期推算不出来。")


def _is_span(claimed: Quantity, months: int) -> bool:
    """Tell whether a time or age told is one of ``months``, or bounds it closely: 还不满20个月."""
    if claimed.unit == "周岁":
        return claimed.is_point and claimed.low == months // 12
    if claimed.unit != "个月":
        return False
    point = Quantity(low=Fraction(months), high=Fraction(months), unit="个月")
    return satisfies(point, claimed) is True and any(abs(bound - months) <= 1 for bound in bounds_of(claimed))


def _judge_year(claim: Claim, stated: Provision | None) -> Judged:
    """Return the verdict on 2025年及以后, which says no more than 2024年（含）以前 does."""
    low, high = claim.quantity.low, stated.quantity.high if stated else None
    if low is not None and high is not None and low + claim.quantity.low_open == high + 1:
        return Judged(claim, ClaimOutcome.DERIVED, "条文的年份之后。", stated)
    return Judged(claim, ClaimOutcome.CONTRADICTED, "条文的年份不是这样说的。", stated)
