"""Cases of eligibility made from the rules: every bound exactly met, one below, one above, and nothing said."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role, Rule, When
from tiaowen.domain import CriterionOutcome
from tiaowen.evals.cases import EligibilityCase, ExpectedCriterion, Said
from tiaowen.quantities import Quantity, format_quantity

_STEPS = {"%": Fraction(1, 10), "元": Fraction(1), "年": Fraction(1, 12)}
_WHOLE = 3000  # people of whom every share of the law is a whole number
_MET, _UNMET, _UNKNOWN = CriterionOutcome.MET, CriterionOutcome.UNMET, CriterionOutcome.UNKNOWN


class _Side(NamedTuple):
    """Where an asker stands to a bound, what they say, and what must come of it; ``applies``: they say the case."""

    kind: str
    facts: tuple[Said, ...]
    expected: CriterionOutcome
    applies: bool = True


def generate_boundaries(corpus: Corpus) -> tuple[EligibilityCase, ...]:
    """Return the cases of every rule of eligibility that has a figure, for each of its platforms.

    A share is tried as it is said, and once more worked out from counts. A figure that is missed must say by how much.
    """
    return tuple(
        _to_case(rule, platform, n, side)
        for rule in corpus.rules
        if rule.role == Role.ELIGIBILITY and not isinstance(rule.value, bool)
        for platform in rule.platforms
        for n, side in enumerate(_sides(rule, rule.value, corpus), 1)
    )


def _to_case(rule: Rule, platform: str, n: int, side: _Side) -> EligibilityCase:
    when = rule.when if side.applies else When()
    expected = ExpectedCriterion(rule=rule.id, outcome=side.expected, told=side.expected == _UNMET)
    return EligibilityCase(
        id=f"{rule.id.replace(':', '-')}-{rule.platforms.index(platform) + 1}-{n}",
        kind=side.kind,
        source=rule.id,
        regulation=rule.at.regulation,
        platform=platform,
        category=when.category,
        applicant=when.applicant,
        holds=(when.cause,) if when.cause else (),
        facts=side.facts,
        asked=(rule.metric,),
        criteria=(expected,),
    )


def _sides(rule: Rule, required: Quantity, corpus: Corpus) -> Iterator[_Side]:
    yield _Side("unsaid", (), _UNKNOWN)
    step = _STEPS.get(required.unit, Fraction(1))
    for bound, is_open, is_low in _bounds(required):
        for kind, steps, expected in (
            ("below", -1, _UNMET if is_low else _MET),
            ("at", 0, _UNMET if is_open else _MET),
            ("above", 1, _MET if is_low else _UNMET),
        ):
            for facts in _say(rule, bound + steps * step, required.unit, corpus):
                yield _Side(kind, facts, expected)
        if rule.when.category or rule.when.applicant or rule.when.cause:
            facts = next(_say(rule, bound + (-step if is_low else step), required.unit, corpus))
            yield _Side("case_unsaid", facts, _UNKNOWN, applies=False)


def _bounds(required: Quantity) -> Iterator[tuple[Fraction, bool, bool]]:
    """Yield each bound, whether it is kept out, and whether it is the lower one."""
    if required.low is not None:
        yield required.low, required.low_open, True
    if required.high is not None:
        yield required.high, required.high_open, False


def _say(rule: Rule, value: Fraction, unit: str, corpus: Corpus) -> Iterator[tuple[Said, ...]]:
    yield (_said(rule.metric, value, unit),)
    if unit == "年":
        yield (_said(rule.metric, value * 12, "个月"),)
    metrics = {metric.name: metric for metric in corpus.terms.metrics}
    metric = metrics.get(rule.metric)
    if unit != "%" or metric is None or metric.part is None:
        return
    whole = rule.of if rule.of in metrics else metric.whole
    # where the law does not say of whom, all whom it may mean are as many
    beside = [metrics[r.metric] for r in corpus.rules if r.at == rule.at and r != rule and r.metric in metrics]
    bases = [whole] if whole else [name for m in beside for name in (m.part, m.whole) if m.part and m.whole]
    counted = "元" if whole and metrics.get(whole, metric).unit == "元" else "人"
    wholes = [_said(base, Fraction(_WHOLE), counted) for base in dict.fromkeys(bases) if base]
    if wholes:
        yield (*wholes, _said(metric.part, value / 100 * _WHOLE, counted))


def _said(metric: str, value: Fraction, unit: str) -> Said:
    return Said(metric=metric, value=format_quantity(Quantity(low=value, high=value, unit=unit)))
