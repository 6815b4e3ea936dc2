"""What the asker has, held against what the law asks for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from tiaowen.domain import ClaimOutcome
from tiaowen.quantities import Quantity, is_comparable, satisfies
from tiaowen.rules.claims import Claim, Fact, Read
from tiaowen.rules.provisions import Provision
from tiaowen.rules.record import Judged, Record
from tiaowen.rules.senses import Sense

_ROUNDED = Fraction(1, 10)  # percentage points that a share may be rounded by
_SURE = 6.0  # how well a provision has to fit where nothing in the text names it
_SUM = re.compile(r"累计|共计|合计|总额|以上")
_ADDED = re.compile(r"累计|共计|合计")
_HAD = frozenset({Sense.GIVEN, Sense.RESULT})


class Need(NamedTuple):
    """What is had, the provision that it is held against, and whether it satisfies it."""

    given: Quantity
    provision: Provision
    met: bool


def values_told(record: Record, read: Read, index: int, region: tuple[int, int]) -> list[Judged]:
    """Return the asker's values in ``region`` of the segment number ``index``."""
    return [
        judged
        for judged in record.line_of(read)
        if judged.claim.segment == index and _is_had(judged) and region[0] <= judged.claim.mention.start < region[1]
    ]


def needs_told(record: Record, read: Read, index: int, region: tuple[int, int]) -> list[Need]:
    """Return what the values in ``region`` of a segment, or else in its row, have to satisfy."""
    line = record.line_of(read)
    values = values_told(record, read, index, region)
    beside = [judged for judged in line if judged.claim.segment == index and _is_had(judged)]
    if not values and read.segment.kind == "cell":
        values = [judged for judged in line if judged.claim.sense in _HAD]
    told = [judged for judged in line if judged.claim.sense is Sense.LAW and judged.provision is not None]
    needs = []
    for value in values:
        if _is_operand(value, beside, region, told):
            continue
        provision = _required(record, value.claim, told)
        if provision is not None and (need := _need(_value_of(value), provision)):
            needs.append(need)
    return needs


def _is_had(judged: Judged) -> bool:
    """Tell whether the value is the asker's: told as such, or a share worked out from what was told."""
    claim = judged.claim
    derived = claim.sense is Sense.LAW and judged.outcome is ClaimOutcome.DERIVED
    return claim.sense in _HAD or (derived and claim.quantity.unit == "%" and claim.quantity.is_point)


def _is_operand(value: Judged, beside: Sequence[Judged], region: tuple[int, int], told: Sequence[Judged]) -> bool:
    """Tell whether ``value`` only shows how a share in ``region`` comes about: the 4 and 9 of 约44.4%（4个/9个）.

    ``beside`` is what its segment tells of the asker or works out.
    """
    claim = value.claim
    if any(j.claim.segment == claim.segment and _is_like(j, claim) for j in told) or not claim.quantity.low:
        return False
    near = [j.claim for j in beside if region[0] <= j.claim.mention.start < region[1]]
    shares = [c.quantity.low for c in near if c.quantity.unit == "%" and c.quantity.low is not None]
    others = [
        j.claim.quantity.low for j in beside if j is not value and is_comparable(j.claim.quantity, claim.quantity)
    ]
    ratios = (ratio for other in others if other for ratio in (other / claim.quantity.low, claim.quantity.low / other))
    return any(abs(ratio * 100 - share) <= _ROUNDED for ratio in ratios for share in shares)


def _is_like(judged: Judged, claim: Claim) -> bool:
    return judged.provision is not None and is_comparable(judged.provision.quantity, claim.quantity)


def needs_asked(record: Record) -> tuple[list[Need], bool]:
    """Return what the asker's figures have to satisfy, and whether that accounts for all of them.

    Those given as a list for a sum are added up.
    """
    groups: list[list[Fact]] = []
    for fact in record.facts:
        if fact.joined and groups:
            groups[-1].append(fact)
        else:
            groups.append([fact])
    held: dict[int, list[tuple[float, list[Fact], Provision]]] = {}
    for group in groups:
        if found := _provision_of(record, group[0]):
            held.setdefault(found[1].place, []).append((found[0], group, found[1]))
    needs, used = [], 0
    for same in held.values():
        provision = same[0][2]
        whole = len(same) == 1 or _ADDED.search(provision.words)
        summed = [fact for _, group, _ in same for fact in group] if whole else []
        best = max(same, key=lambda one: one[0])[1]
        need = (_need_of(summed, provision) if summed else None) or _need_of(best, provision)
        if need:
            needs.append(need)
            used += len(same) if need.given.low != best[0].quantity.low else 1
    return needs, used == len(groups)


def _value_of(judged: Judged) -> Quantity:
    """Return the value of a claim; of a result what the sum comes to, whatever is said."""
    calculation, quantity = judged.claim.calculation, judged.claim.quantity
    if calculation is None or judged.claim.sense is not Sense.RESULT or calculation.right:
        return quantity
    value = calculation.value * (100 if quantity.unit == "%" else 1)
    return Quantity(low=value, high=value, unit=quantity.unit)


def _required(record: Record, claim: Claim, told: Sequence[Judged]) -> Provision | None:
    """Return the provision that a value is held against: one told in its line, else the best of its scope."""
    like = [j for j in told if _is_like(j, claim)]
    like = [j for j in like if j.claim.segment == claim.segment] or like
    if like:
        nearest = min(like, key=lambda j: abs(j.claim.mention.start - claim.mention.start)).provision
        if nearest and _is_bound(nearest):
            return nearest
    for provision, score in record.rank(claim):
        if is_comparable(provision.quantity, claim.quantity):
            return provision if score >= _SURE and _is_bound(provision) else None
    return None


def _need_of(group: Sequence[Fact], provision: Provision) -> Need | None:
    if len(group) == 1:
        return _need(group[0].quantity, provision)
    window = provision.rule.window or "" if provision.rule else ""
    if not _SUM.search(provision.words + window):
        return None
    total = sum((fact.quantity.low or Fraction(0) for fact in group), Fraction(0))
    return _need(Quantity(low=total, high=total, unit=group[0].quantity.unit), provision)


def _need(given: Quantity, provision: Provision) -> Need | None:
    met = satisfies(given, provision.quantity)
    return None if met is None else Need(given, provision, met)


def _provision_of(record: Record, fact: Fact) -> tuple[float, Provision] | None:
    """Return the bound that the asker's figure is held against, and how well it fits."""
    if not record.reads or not fact.quantity.is_point:
        return None
    scope = record.reads[0].scope
    regulations = record.law.names.regulations(scope)
    scored = ((score, record.law.provisions[index]) for index, score in record.law.scores(fact.terms).items())
    fitting = [(s, p) for s, p in scored if is_comparable(p.quantity, fact.quantity) and p.fits(scope, regulations)]
    if not fitting:
        return None
    score, provision = max(fitting, key=lambda pair: (pair[0], -pair[1].place))
    sure = score >= _SURE or len(fitting) == 1
    return (score, provision) if sure and _is_bound(provision) else None


def _is_bound(provision: Provision) -> bool:
    return not provision.quantity.is_point
