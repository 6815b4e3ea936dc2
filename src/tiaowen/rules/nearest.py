"""What an applicant has to change, at the least, so that no condition is missed any more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role, Rule
from tiaowen.corpus.terms import Metric
from tiaowen.domain import CriterionOutcome, Value
from tiaowen.quantities import COUNTS, TIMES, Quantity, is_comparable, to_base
from tiaowen.rules.eligibility import bases_of, judge_eligibility
from tiaowen.rules.facts import Application, Fact
from tiaowen.rules.hiring import Share, fewest_more


class Change(Value):
    """One thing to change: ``metric`` from what was said to ``target``, which is ``gap`` more or less.

    ``hire`` is new people, the fewest that are enough for all conditions on people together, and within them those
    of a kind; ``raise`` and ``lower`` a figure; ``wait`` time that has to pass; ``do`` a condition to fulfil, which
    has no target. ``strict`` is a target that has to be passed, not reached. ``rules`` are those that ask for it.
    """

    kind: Literal["hire", "raise", "lower", "wait", "do"]
    metric: str
    target: Quantity | None = None
    gap: Quantity | None = None
    strict: bool = False
    rules: tuple[str, ...]


def find_changes(facts: Iterable[Fact], application: Application, corpus: Corpus) -> tuple[Change, ...]:
    """Return the least changes after which ``application`` misses no condition, in the order of the law.

    Nothing is returned of conditions of which nothing was said. A share that the text leaves open of what it is a
    share of is met in every reading.
    """
    told = tuple(facts)
    eligibility = judge_eligibility(told, application, corpus)
    missed = {c.rule for c in eligibility.criteria if c.outcome == CriterionOutcome.UNMET}
    rules = [rule for rule in corpus.rules if rule.at.regulation == application.regulation]
    own = [rule for rule in rules if application.platform in rule.platforms and application.is_case(rule.when)]
    planner = _Planner({fact.metric: fact for fact in told}, own, missed, corpus)
    return tuple(planner.changes())


class _Asked(NamedTuple):
    """What is asked of counts of people: the least of each, shares of them, and the rules that are why."""

    least: dict[str, int]
    shares: list[Share]
    because: dict[str, list[str]]


class _Planner:
    """The facts told, the rules that apply, and which of them are missed."""

    def __init__(self, said: dict[str, Fact], rules: Sequence[Rule], missed: set[str], corpus: Corpus) -> None:
        self.said = said
        self.rules = rules
        self.missed = [rule for rule in rules if rule.id in missed]
        self.metrics: dict[str, Metric] = {metric.name: metric for metric in corpus.terms.metrics}

    def changes(self) -> Iterable[Change]:
        people = self._people()
        done = {rule for change in people for rule in change.rules}
        yield from people
        spending = self._spending(done)
        yield from spending
        done |= {rule for change in spending for rule in change.rules}
        yield from (self._single(rule) for rule in self.missed if rule.id not in done)

    def _people(self) -> list[Change]:
        """Return the fewest new people for all conditions on counts of people that hang together and are missed."""
        counts = {
            name: int(low) for name, fact in self.said.items() if (low := self._count_of_people(fact)) is not None
        }
        asked = self._asked_of(counts)
        nested = [(name, whole) for name in counts if (whole := self._broader(name)) in counts]
        missed = {rule.id for rule in self.missed}
        found: list[Change] = []
        for group in _groups(counts, [*((share.part, share.whole) for share in asked.shares), *nested]):
            if not missed & {rule for name in group for rule in asked.because.get(name, ())}:
                continue
            shares = [share for share in asked.shares if share.part in group]
            inside = [pair for pair in nested if pair[0] in group]
            more = fewest_more({name: counts[name] for name in group}, asked.least, shares, inside) or {}
            found += [_hire(name, counts[name], n, tuple(asked.because.get(name, ()))) for name, n in more.items()]
        return found

    def _asked_of(self, counts: Mapping[str, int]) -> _Asked:
        """Return what the conditions ask of ``counts`` and of the shares worked out from them."""
        asked = _Asked({}, [], {})
        for rule in self.rules:
            if rule.role != Role.ELIGIBILITY or isinstance(rule.value, bool) or rule.value.low is None:
                continue
            if rule.metric in counts and rule.value.unit in COUNTS:
                least = int(rule.value.low) + rule.value.low_open
                asked.least[rule.metric] = max(asked.least.get(rule.metric, 0), least)
                asked.because.setdefault(rule.metric, []).append(rule.id)
            metric = self.metrics.get(rule.metric)
            if metric is None or metric.part not in counts or metric.part is None or rule.metric in self.said:
                continue
            bases = [base for base in bases_of(rule, self.rules, self.metrics) if base in counts]
            asked.shares.extend(Share(metric.part, base, rule.value.low, rule.value.low_open) for base in bases)
            if bases:
                asked.because.setdefault(metric.part, []).append(rule.id)
        return asked

    def _count_of_people(self, fact: Fact) -> Fraction | None:
        metric = self.metrics.get(fact.metric)
        people = _unit(fact) == "人" or (metric is not None and metric.unit == "人")
        return _point(fact, COUNTS) if people else None

    def _broader(self, name: str) -> str:
        metric = self.metrics.get(name)
        return (metric.broader if metric else None) or ""

    def _spending(self, done: set[str]) -> list[Change]:
        """Return the amounts to raise where a share of them is missed, to what share and amount require together."""
        found: list[Change] = []
        for rule in self.missed:
            metric = self.metrics.get(rule.metric)
            part = self.said.get(metric.part) if metric and metric.part else None
            if rule.id in done or rule.metric in self.said or part is None or isinstance(rule.value, bool):
                continue
            bases = [self.said[base] for base in bases_of(rule, self.rules, self.metrics) if base in self.said]
            wholes = [whole for fact in bases if (whole := _point(fact, frozenset({_unit(part)}))) is not None]
            low = _point(part, frozenset({_unit(part)}))
            if low is None or not wholes or rule.value.low is None:
                continue
            others = [r for r in self.rules if r.metric == part.metric and isinstance(r.value, Quantity)]
            floors = [rule.value.low / 100 * max(wholes)]
            floors += [r.value.low for r in others if isinstance(r.value, Quantity) and r.value.low is not None]
            target = max(floors)
            asked = tuple(dict.fromkeys((rule.id, *(r.id for r in others if r in self.missed))))
            found.append(
                _figure("raise", part.metric, (target, target - low), _unit(part), asked, strict=rule.value.low_open)
            )
        return found

    def _single(self, rule: Rule) -> Change:
        required, fact = rule.value, self.said.get(rule.metric)
        if isinstance(required, bool) or fact is None or isinstance(fact.value, bool):
            target = required if isinstance(required, Quantity) else None
            return Change(kind="do", metric=rule.metric, target=target, rules=(rule.id,))
        given, wanted = to_base(fact.value), to_base(required)
        if not is_comparable(given, wanted):
            return Change(kind="do", metric=rule.metric, target=required, rules=(rule.id,))
        unit = wanted.unit if given.unit == "个" else given.unit
        if wanted.low is not None and given.high is not None and given.high <= wanted.low:
            kind: Literal["wait", "raise"] = "wait" if unit in TIMES else "raise"
            gap = wanted.low - given.high
            return _figure(kind, rule.metric, (wanted.low, gap), unit, (rule.id,), strict=wanted.low_open)
        if wanted.high is not None and given.low is not None and given.low >= wanted.high:
            gap = given.low - wanted.high
            return _figure("lower", rule.metric, (wanted.high, gap), unit, (rule.id,), strict=wanted.high_open)
        return Change(kind="do", metric=rule.metric, target=required, rules=(rule.id,))


def _groups(counts: Iterable[str], links: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Return ``counts`` in groups of those that hang together, wholes before their parts."""
    groups: list[list[str]] = []
    for name in counts:
        linked = [group for group in groups if any({name, other} == {*link} for other in group for link in links)]
        rest = [group for group in groups if group not in linked]
        groups = [*rest, [name, *(other for group in linked for other in group)]]
    wholes = [whole for _, whole in links]
    return [sorted(group, key=lambda name: -wholes.count(name)) for group in groups]


def _hire(name: str, now: int, more: int, rules: tuple[str, ...]) -> Change:
    return Change(
        kind="hire",
        metric=name,
        target=Quantity(low=Fraction(now + more), high=Fraction(now + more), unit="人"),
        gap=Quantity(low=Fraction(more), high=Fraction(more), unit="人"),
        rules=rules,
    )


def _figure(  # noqa: PLR0913 - a change and all that is in it
    kind: Literal["raise", "lower", "wait"],
    metric: str,
    figures: tuple[Fraction, Fraction],
    unit: str,
    rules: tuple[str, ...],
    *,
    strict: bool,
) -> Change:
    return Change(
        kind=kind,
        metric=metric,
        target=Quantity(low=figures[0], high=figures[0], unit=unit),
        gap=Quantity(low=figures[1], high=figures[1], unit=unit),
        strict=strict,
        rules=rules,
    )


def _unit(fact: Fact) -> str:
    return fact.value.unit if isinstance(fact.value, Quantity) else ""


def _point(fact: Fact, units: frozenset[str]) -> Fraction | None:
    """Return the figure that ``fact`` tells in one of ``units``; None where it tells a range, or something else."""
    value = fact.value
    if isinstance(value, bool) or fact.approximate or not value.is_point or value.unit not in units:
        return None
    return value.low
