"""The questions of a self-check, made from the rules: one field a fact, its unit, and the sentences that ask it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Literal

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role, Rule
from tiaowen.corpus.terms import Metric
from tiaowen.domain import Citation, Value
from tiaowen.errors import QuestionError
from tiaowen.quantities import COUNTS, Quantity, find_quantities, is_comparable
from tiaowen.rules.eligibility import RELAXED, bases_of, word_case, word_required
from tiaowen.rules.facts import KINDS, Application, Fact, is_kind

Kind = Literal["number", "share", "yes_no", "date"]
Reply = tuple[str, str]
"""What stands in a field: the words, or yes or no, and the unit that they are in."""

YES, NO = "yes", "no"
_YES_WORDS, _NO_WORDS = "符合", "不符合"
_TEN_THOUSAND = "万元"
_DECIMAL = re.compile(r"\d+(?:\.\d+)?")
_LONGEST = 40


class Measure(Value):
    """A way to tell a fact: a figure in ``unit`` of ``metric``, which for a share may be the count of its part.

    ``factor`` makes it a figure in ``base``, the unit of rules: 万元 are 10000 元.
    """

    unit: str
    metric: str
    base: str
    factor: int = 1


class Source(Value):
    """A rule that asks for a fact: what it requires, for whom (empty: for all), and its words in the law."""

    rule: str
    required: str
    case: str
    citation: Citation


class Field(Value):
    """One fact to ask for. A yes-or-no has no ``measures``; a count that only shares rest on has no ``sources``."""

    metric: str
    kind: Kind
    measures: tuple[Measure, ...] = ()
    sources: tuple[Source, ...] = ()


class Cause(Value):
    """A case that decides whether a condition applies (联合共建), and where the law names it."""

    name: str
    citation: Citation


class Form(Value):
    """What an applicant to one platform is asked. Empty choices are those on which nothing hangs there."""

    regulation: str
    platform: str
    categories: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    fields: tuple[Field, ...] = ()


def form_for(application: Application, corpus: Corpus) -> Form:
    """Return the form for ``application``: what may apply to it, in the order of the law."""
    rules = conditions_of(application.regulation, application.platform, corpus)
    relaxing = tuple(r for r in _rules_of(application, corpus) if r.metric.endswith(RELAXED))
    applying = [rule for rule in rules if application.is_case(rule.when) is not False]
    causes = dict[str, Cause]()
    for rule in (*rules, *relaxing):
        if cause := rule.when.cause:
            causes.setdefault(cause, Cause(name=cause, citation=corpus.cite(rule.at, rule.quote)))
    return Form(
        regulation=application.regulation,
        platform=application.platform,
        categories=_categories(rules),
        applicants=_applicants(rules),
        causes=tuple(causes.values()),
        fields=fields_of(applying, corpus),
    )


def fields_of(rules: Sequence[Rule], corpus: Corpus) -> tuple[Field, ...]:
    """Return a field for each metric of ``rules``, and for each count that a share among them is worked out from."""
    metrics = {metric.name: metric for metric in corpus.terms.metrics}
    asked = dict.fromkeys(rule.metric for rule in rules)
    fields = [_field([rule for rule in rules if rule.metric == name], metrics, corpus) for name in asked]
    units = {base: _part_unit(rule, metrics) for rule in rules for base in bases_of(rule, rules, metrics)}
    told = {measure.metric for field in fields for measure in field.measures}
    fields += [_base(base, unit) for base, unit in units.items() if base not in told]
    return tuple(fields)


def conditions_of(regulation: str, platform: str, corpus: Corpus) -> tuple[Rule, ...]:
    """Return the conditions of eligibility for ``platform`` under ``regulation``, in the order of the law."""
    return tuple(
        rule
        for rule in corpus.rules
        if rule.at.regulation == regulation and platform in rule.platforms and rule.role == Role.ELIGIBILITY
    )


def apply_for(  # noqa: PLR0913 - all that an application is told by
    regulation: str,
    platform: str,
    corpus: Corpus,
    *,
    category: str | None = None,
    applicant: str | None = None,
    holds: Iterable[str] = (),
    fails: Iterable[str] = (),
) -> Application:
    """Return the application that is meant; ``applicant`` is 企业, 高校院所, or 高校 or 科研院所 in particular.

    Raises :class:`~tiaowen.errors.QuestionError` where the corpus has no such regulation, platform or case.
    """
    held = next((r for r in corpus.regulations if r.id == regulation), None)
    if held is None:
        raise QuestionError(f"没有收录“{regulation}”这部办法。请从收录的办法里选一部。")
    if platform not in held.platforms:
        raise QuestionError(f"《{held.title}》不管“{platform}”，只管{'、'.join(held.platforms)}。请改选。")
    known = (*_categories(conditions_of(regulation, platform, corpus)), "")
    if category and category not in known and not is_kind(category):
        raise QuestionError(f"没有“{category}”这一类。{_choose(known)}")
    kind = "高校院所" if applicant and is_kind(applicant) else applicant
    if kind not in {"企业", "高校院所", None}:
        raise QuestionError(f"申报单位“{applicant}”没有分出来。{_choose(('企业', '高校', '科研院所'))}")
    special = applicant if applicant in KINDS else None
    return Application(
        regulation=regulation,
        platform=platform,
        category=category or special,
        applicant="企业" if kind == "企业" else "高校院所" if kind else None,
        holds=frozenset(holds),
        fails=frozenset(fails),
    )


def read_reply(field: Field, reply: Reply) -> Fact | None:
    """Return the fact that stands in ``field``, None where nothing does.

    Raises :class:`~tiaowen.errors.QuestionError` where it cannot be read, or cannot be so.
    """
    words, unit = reply
    words = unicodedata.normalize("NFKC", words).replace(",", "").strip()
    if not words:
        return None
    if field.kind == "yes_no":
        if words not in {YES, NO}:
            raise QuestionError(f"“{field.metric}”只能选符合、不符合或不清楚。")
        return Fact(metric=field.metric, value=words == YES, words=_YES_WORDS if words == YES else _NO_WORDS)
    measure = next((m for m in field.measures if m.unit == unit), field.measures[0])
    read = _read(words[:_LONGEST], measure)
    if read is None:
        raise QuestionError(f"“{field.metric}”填的“{words[:_LONGEST]}”没有读懂。请填数字，例如 10；不清楚就空着。")
    shown = words if words.endswith(measure.unit) else words + measure.unit
    quantity, approximate = read
    _check(field.metric, quantity, shown)
    return Fact(metric=measure.metric, value=quantity, words=shown, approximate=approximate)


def _read(words: str, measure: Measure) -> tuple[Quantity, bool] | None:
    """Return the figure that ``words`` are, and whether it is about so; None where they are no figure of its unit."""
    if _DECIMAL.fullmatch(words):
        value = Fraction(words) * measure.factor
        return Quantity(low=value, high=value, unit=measure.base), False
    like = Quantity(low=Fraction(0), unit=measure.base)
    for text in (words, words + measure.unit):
        found = find_quantities(text)
        whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(text))
        if whole and is_comparable(found[0].quantity, like):
            return found[0].quantity, found[0].approximate
    return None


def _check(metric: str, quantity: Quantity, shown: str) -> None:
    bounds = [bound for bound in (quantity.low, quantity.high) if bound is not None]
    if quantity.unit == "%" and any(bound > 100 for bound in bounds):
        raise QuestionError(f"“{metric}”填的“{shown}”超过了 100%。请核对。")
    if quantity.unit in COUNTS and any(bound.denominator != 1 for bound in bounds):
        raise QuestionError(f"“{metric}”填的“{shown}”不是整数。请核对。")


def _rules_of(application: Application, corpus: Corpus) -> Iterator[Rule]:
    for rule in corpus.rules:
        if rule.at.regulation == application.regulation and application.platform in rule.platforms:
            yield rule


def _field(rules: Sequence[Rule], metrics: dict[str, Metric], corpus: Corpus) -> Field:
    first = next((rule for rule in rules if isinstance(rule.value, Quantity)), rules[0])  # a figure tells yes or no too
    kind, measures = _measures(first, metrics)
    return Field(
        metric=first.metric, kind=kind, measures=measures, sources=tuple(_source(rule, corpus) for rule in rules)
    )


def _source(rule: Rule, corpus: Corpus) -> Source:
    return Source(
        rule=rule.id, required=word_required(rule), case=word_case(rule), citation=corpus.cite(rule.at, rule.quote)
    )


def _measures(rule: Rule, metrics: dict[str, Metric]) -> tuple[Kind, tuple[Measure, ...]]:
    if isinstance(rule.value, bool):
        return "yes_no", ()
    unit = rule.value.unit
    if unit == "月日":
        return "date", (Measure(unit=unit, metric=rule.metric, base=unit),)
    own = _units(rule.metric, unit)
    metric = metrics.get(rule.metric)
    part = metrics.get(metric.part) if metric and metric.part else None
    if unit == "%":
        return "share", (*own, *(_units(part.name, _part_unit(rule, metrics)) if part else ()))
    return "number", own


def _units(metric: str, unit: str) -> tuple[Measure, ...]:
    if unit == "元":
        return (
            Measure(unit=_TEN_THOUSAND, metric=metric, base=unit, factor=10_000),
            Measure(unit=unit, metric=metric, base=unit),
        )
    whole = Measure(unit=unit, metric=metric, base=unit)
    return (whole, Measure(unit="个月", metric=metric, base="个月")) if unit == "年" else (whole,)


def _part_unit(rule: Rule, metrics: dict[str, Metric]) -> str:
    """Return the unit of the count that the share of ``rule`` is the part of: whole and part are counted alike."""
    part = metrics.get(metrics[rule.metric].part or "")
    return (part.unit if part else None) or "个"


def _base(metric: str, unit: str) -> Field:
    return Field(metric=metric, kind="number", measures=_units(metric, unit))


def _categories(rules: Iterable[Rule]) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(r.when.category for r in rules if r.when.category and not is_kind(r.when.category)))
    return (*named, "其他") if named and "其他" not in named else named


def _applicants(rules: Sequence[Rule]) -> tuple[str, ...]:
    kinds = dict.fromkeys(r.when.category for r in rules if r.when.category and is_kind(r.when.category))
    if kinds:
        return ("企业", *(kind for kind in kinds if kind))
    return ("企业", "高校院所") if any(r.when.applicant for r in rules) else ()


def _choose(choices: Iterable[str]) -> str:
    named = "、".join(choice for choice in choices if choice)
    return f"可以选：{named}。" if named else "这里不分类别。"
