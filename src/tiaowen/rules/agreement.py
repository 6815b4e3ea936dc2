"""Whether a quantity as said is a quantity as the law states it: value, comparator, unit, and how often."""

from __future__ import annotations

import math
import re
from fractions import Fraction

from tiaowen.quantities import TIMES, Mention, Quantity, is_comparable, same_quantity
from tiaowen.rules.claims import Claim
from tiaowen.rules.provisions import Provision, is_integral
from tiaowen.rules.vocabulary import is_of_late

_BAN = re.compile(r"不得|不能|不可|禁止|不再|不予|才|方可|期满|满")
_EVERY = re.compile(
    r"每(?P<n>[一二两三四五半\d]?)个?(?P<unit>年|季度?|月|周|届|次)(?!龄)|(?P<yearly>一年(?=[^，。；]{0,12}次))|年均|逐年"
)
_NUMBERS = {"": 1, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_MONTHS = {"年": 12, "季": 3, "季度": 3, "月": 1}
_SUMMED = re.compile(r"累计|总分|合计|共计|总计|加起来|合起来|三年共|总共")
_UNSURE = re.compile(r"还是|是否")
_YEARLY = re.compile(r"每年(?!度?[总考工报评])|逐年|年均")
_EACH = re.compile(r"各(?![类种县级项地市])|每项|分别(?=不)")
_ONCE, _NOT_ONCE = re.compile(r"一次性"), re.compile(r"不是一次性|非一次性|未")
_EXACT = frozenset({"正好", "恰好", "刚好", "整整"})
_REACHES = frozenset({"满", "达到", "达", "已满", "年满"})


def agrees(claim: Claim, provision: Provision) -> bool:
    """Tell whether ``claim`` states what ``provision`` does: the same bounds, or words that come to the same."""
    said, stated, mention = claim.quantity, provision.quantity, claim.mention
    if not is_comparable(said, stated):
        return False
    in_month = said.unit == "月日" and not mention.comparators and _is_in_month(said, stated)
    if in_month or same_quantity(said, stated) or _same_whole(said, stated):
        return True
    figure = _figure_of(stated)
    if said.is_point and figure is not None and said.low is not None:
        return _same_figure(said.low, figure, mention) and not _EXACT.intersection(mention.comparators)
    if stated.is_point and said.low == stated.low and said.high is None and not said.low_open:
        late = is_of_late(provision.known) and not is_of_late(claim.terms)  # 满三年 is not 近三年
        return not late and bool(mention.comparators) and set(mention.comparators) <= _REACHES
    loose = mention.approximate or said.unit == "%"
    return _nearly(said, stated) if loose else _same_ban(said, stated, claim.clause, provision.clause)


def _is_in_month(said: Quantity, stated: Quantity) -> bool:
    """Tell whether a month alone (次年一月) holds the day that the law states."""
    figure = _figure_of(stated)
    if figure is None or said.low is None or said.high is None or said.low == said.high:
        return False
    return said.low % 100 == 1 and said.low <= figure <= said.high


def same_figure(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities in base units are of the same figure, whatever their comparators."""
    return is_comparable(one, other) and not ({one.low, one.high} - {None}).isdisjoint({other.low, other.high})


def mismatch_of_window(claim: Claim, before: str, provision: Provision) -> str | None:
    """Return what the words say of how often, where it is not what ``provision`` says; None where they agree.

    ``before`` is what of the sentence stands before the figure.
    """
    clause = claim.clause
    if _UNSURE.search(clause):
        return None
    rule = provision.rule
    stated = provision.clause + (rule.window or "" if rule else "")
    whole = provision.words + stated
    said, own = _frequency(clause), _frequency(stated) or _frequency(whole)
    every = _EVERY.search(clause)
    yearly = bool(_YEARLY.search(before + clause))
    summed, once = bool(_SUMMED.search(whole)), bool(_ONCE.search(whole))
    is_money = rule is not None and rule.role == "money"
    is_condition = rule is not None and rule.role == "eligibility"
    mismatches = (
        (every[0] if every else "", bool(said) and said.isdisjoint(own) and bool(own or (is_money and once))),
        ("各", bool(_EACH.search(before[-6:])) and summed and not _EACH.search(stated)),
        ("每年", yearly and not own and (summed or once or is_condition or is_money)),
        ("一次性", is_money and bool(_ONCE.search(clause)) and not once and not _NOT_ONCE.search(clause)),
        ("累计", "累计" in clause and "连续" in stated and "累计" not in stated and "连续" not in before + clause),
        ("累计", bool(_SUMMED.search(before[-8:]) and own) and not summed and claim.mention.quantity.unit not in TIMES),
    )
    return next((words for words, differs in mismatches if differs), None)


def _frequency(text: str) -> set[int | str]:
    found: set[int | str] = set()
    for match in _EVERY.finditer(text):
        unit = match["unit"]
        if unit is None:
            found.add(12)
        elif unit in _MONTHS:
            n = match["n"]
            found.add(_MONTHS[unit] // 2 if n == "半" else _MONTHS[unit] * (_NUMBERS.get(n) or int(n)))
        else:
            found.add(unit)
    return found


def _figure_of(quantity: Quantity) -> Fraction | None:
    """Return the one figure that ``quantity`` is bounded by."""
    bounds = {quantity.low, quantity.high} - {None}
    return bounds.pop() if len(bounds) == 1 else None


def _same_figure(said: Fraction, stated: Fraction, mention: Mention) -> bool:
    if said == stated:
        return True
    return _close(said, stated) if mention.approximate or mention.quantity.unit == "%" else False


def _close(one: Fraction, other: Fraction) -> bool:
    """Tell whether two figures are the same to the places that people write: 33.3% and a third."""
    return other.denominator > 2 and abs(one - other) * 100 <= abs(other) * Fraction(11, 10)


def _nearly(said: Quantity, stated: Quantity) -> bool:
    pairs = ((said.low, stated.low), (said.high, stated.high))
    if any((a is None) != (b is None) for a, b in pairs):
        return False
    return (said.low_open, said.high_open) == (stated.low_open, stated.high_open) and all(
        a is None or b is None or a == b or _close(a, b) for a, b in pairs
    )


def _same_whole(one: Quantity, other: Quantity) -> bool:
    """Tell whether two bounds leave the same whole numbers: more than 183 days, at least 184."""
    if not (is_integral(one) and is_integral(other)):
        return False
    return _whole(one) == _whole(other)


def _whole(q: Quantity) -> tuple[int | None, int | None]:
    low = None if q.low is None else math.floor(q.low) + 1 if q.low_open else math.ceil(q.low)
    high = None if q.high is None else math.ceil(q.high) - 1 if q.high_open else math.floor(q.high)
    return low, high


def _same_ban(said: Quantity, stated: Quantity, clause: str, law: str) -> bool:
    """Tell whether one says for how long something is barred, and the other from when it may be done again."""
    one, other = _figure_of(said), _figure_of(stated)
    if one is None or one != other or stated.unit != "个月" or not re.search(r"申|报|备案|撤|取消|摘", law):
        return False
    return bool(_BAN.search(clause) or _BAN.search(law) or re.search(r"后|再|重新", clause))
