"""What money a platform may be given: the law's amounts, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role, Rule, plain
from tiaowen.domain import Citation, Value
from tiaowen.quantities import Quantity


class Grant(Value):
    """An amount that the law names: ``on`` what it is given for, ``case`` the grade or level that it hangs on."""

    rule: str
    name: str
    amount: Quantity
    on: Literal["admission", "grade", "level"]
    case: str = ""
    window: str = ""
    citation: Citation


class Support(Value):
    """Everything that a platform may be given. ``grants`` is empty where the text names no amount.

    ``admission`` is what is given without a further case; ``most`` is that, once the highest grade of one evaluation
    and once the highest level. ``limits`` are the sentences on what may not be taken together.
    """

    regulation: str
    platform: str
    grants: tuple[Grant, ...] = ()
    admission: Quantity | None = None
    most: Quantity | None = None
    limits: tuple[Citation, ...] = ()


def find_support(regulation: str, platform: str, corpus: Corpus) -> Support:
    """Return the money that ``platform`` may be given under ``regulation``."""
    rules = [
        rule
        for rule in corpus.rules
        if rule.at.regulation == regulation and platform in rule.platforms and rule.role == Role.MONEY
    ]
    grants = tuple(_grant(rule, corpus) for rule in rules if isinstance(rule.value, Quantity))
    limits = tuple(corpus.cite(rule.at, rule.quote) for rule in rules if rule.value is False) if grants else ()
    return Support(
        regulation=regulation,
        platform=platform,
        grants=grants,
        admission=_sum([g for g in grants if g.on == "admission"]),
        most=_sum(_highest(grants)),
        limits=limits,
    )


def _grant(rule: Rule, corpus: Corpus) -> Grant:
    if not isinstance(rule.value, Quantity):
        raise TypeError(f"{rule.id} names no amount")
    return Grant(
        rule=rule.id,
        name=rule.metric,
        amount=rule.value,
        on="grade" if rule.when.grade else "level" if rule.when.level else "admission",
        case=rule.when.grade or rule.when.level or "",
        window=plain(rule.window or ""),
        citation=corpus.cite(rule.at, rule.quote),
    )


def _highest(grants: Sequence[Grant]) -> list[Grant]:
    """Return what can be had at most: all that hangs on no case, and of grades and of levels the highest."""
    best = [max((g for g in grants if g.on == on), key=_amount, default=None) for on in ("grade", "level")]
    return [*(g for g in grants if g.on == "admission"), *(g for g in best if g)]


def _amount(grant: Grant) -> Fraction:
    return grant.amount.low or Fraction(0)


def _sum(grants: Sequence[Grant]) -> Quantity | None:
    total = sum((_amount(grant) for grant in grants), Fraction(0))
    return Quantity(low=total, high=total, unit=grants[0].amount.unit) if grants else None
