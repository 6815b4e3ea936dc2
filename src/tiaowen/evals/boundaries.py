"""Cases of eligibility made from the rules: every bound exactly met, one below, one above, and nothing said."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role, Rule
from tiaowen.domain import Criterion, CriterionOutcome, Value
from tiaowen.quantities import Quantity, format_quantity
from tiaowen.rules.eligibility import judge_eligibility
from tiaowen.rules.facts import Application, Fact

Side = Literal["below", "at", "above", "unsaid", "not said to apply"]

_STEPS = {"%": Fraction(1, 10), "元": Fraction(1), "年": Fraction(1, 12)}
_WHOLE = 3000  # people of whom every share of the law is a whole number
_MET, _UNMET, _UNKNOWN = CriterionOutcome.MET, CriterionOutcome.UNMET, CriterionOutcome.UNKNOWN


class BoundaryCase(Value):
    """What an asker of ``application`` says, and what must come of the criterion of ``rule``."""

    rule: str
    side: Side
    application: Application
    facts: tuple[Fact, ...]
    asked: str
    expected: CriterionOutcome


class BoundaryResult(Value):
    """A case, and the criterion that came of it; None where there was none, or where the outcome belied it."""

    case: BoundaryCase
    criterion: Criterion | None

    @property
    def right(self) -> bool:
        """Whether the criterion is as expected, and a figure that is missed says by how much."""
        found = self.criterion
        told = found is not None and (found.outcome == _UNMET) == (found.shortfall is not None)
        return found is not None and found.outcome == self.case.expected and told


def generate_boundaries(corpus: Corpus) -> Iterator[BoundaryCase]:
    """Yield the cases of every rule of eligibility that has a figure, for each of its platforms.

    A share is tried as it is said, and once more worked out from counts.
    """
    for rule in corpus.rules:
        if rule.role != Role.ELIGIBILITY or isinstance(rule.value, bool):
            continue
        for platform in rule.platforms:
            yield from _cases(rule, rule.value, platform, corpus)


def judge_boundaries(corpus: Corpus) -> tuple[BoundaryResult, ...]:
    """Return what comes of every case of :func:`generate_boundaries`."""
    return tuple(_judge(case, corpus) for case in generate_boundaries(corpus))


def _cases(rule: Rule, required: Quantity, platform: str, corpus: Corpus) -> Iterator[BoundaryCase]:
    application = Application(
        regulation=rule.at.regulation,
        platform=platform,
        category=rule.when.category,
        applicant=rule.when.applicant,
        holds=frozenset({rule.when.cause} if rule.when.cause else ()),
    )
    case = BoundaryCase(
        rule=rule.id, side="unsaid", application=application, facts=(), asked=rule.metric, expected=_UNKNOWN
    )
    yield case
    for bound, is_open, is_low in _bounds(required):
        at = _UNMET if is_open else _MET
        for side, steps, expected in (
            ("below", -1, _UNMET if is_low else _MET),
            ("at", 0, at),
            ("above", 1, _MET if is_low else _UNMET),
        ):
            value = bound + steps * _STEPS.get(required.unit, Fraction(1))
            for facts in _say(rule, value, required.unit, corpus):
                yield case.model_copy(update={"side": side, "facts": facts, "expected": expected})
        if application.category or application.applicant or application.holds:
            open_ = Application(regulation=application.regulation, platform=platform)
            missed = bound + (-1 if is_low else 1) * _STEPS.get(required.unit, Fraction(1))
            facts = next(_say(rule, missed, required.unit, corpus))
            changes = {"side": "not said to apply", "application": open_, "facts": facts}
            yield case.model_copy(update=changes)


def _bounds(required: Quantity) -> Iterator[tuple[Fraction, bool, bool]]:
    """Yield each bound, whether it is kept out, and whether it is the lower one."""
    if required.low is not None:
        yield required.low, required.low_open, True
    if required.high is not None:
        yield required.high, required.high_open, False


def _say(rule: Rule, value: Fraction, unit: str, corpus: Corpus) -> Iterator[tuple[Fact, ...]]:
    yield (_fact(rule.metric, value, unit),)
    if unit == "年":
        yield (_fact(rule.metric, value * 12, "个月"),)
    metrics = {metric.name: metric for metric in corpus.terms.metrics}
    metric = metrics.get(rule.metric)
    if unit != "%" or metric is None or metric.part is None:
        return
    whole = rule.of if rule.of in metrics else metric.whole
    # where the law does not say of whom, all whom it may mean are as many
    beside = [metrics[r.metric] for r in corpus.rules if r.at == rule.at and r != rule and r.metric in metrics]
    bases = [whole] if whole else [name for m in beside for name in (m.part, m.whole) if m.part and m.whole]
    counted = "元" if whole and metrics.get(whole, metric).unit == "元" else "人"
    wholes = [_fact(base, Fraction(_WHOLE), counted) for base in dict.fromkeys(bases) if base]
    if wholes:
        yield (*wholes, _fact(metric.part, value / 100 * _WHOLE, counted))


def _fact(metric: str, value: Fraction, unit: str) -> Fact:
    quantity = Quantity(low=value, high=value, unit=unit)
    return Fact(metric=metric, value=quantity, words=format_quantity(quantity))


def _judge(case: BoundaryCase, corpus: Corpus) -> BoundaryResult:
    eligibility = judge_eligibility(case.facts, case.application, corpus, asked={case.asked})
    found = next((criterion for criterion in eligibility.criteria if criterion.rule == case.rule), None)
    fails = any(criterion.outcome == _UNMET for criterion in eligibility.criteria)
    return BoundaryResult(case=case, criterion=found if fails == (eligibility.outcome == "fail") else None)
