"""Facts × rules → criteria and an outcome. Exact at every boundary; what was not said stays unknown."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role, Rule
from tiaowen.corpus.terms import Metric
from tiaowen.domain import Criterion, CriterionOutcome, Eligibility
from tiaowen.quantities import COUNTS, Quantity, format_quantity, satisfies
from tiaowen.rules.facts import OPEN_PART, Application, Fact
from tiaowen.rules.shortfall import count_shortfall, share_of, word_share, word_shortfall

# A rule of these roles is a criterion only where the asker speaks of its metric (主任年龄, 认定总分).
_ON_MENTION = frozenset({Role.GOVERNANCE, Role.PROCEDURE})
# Metrics named so relax, or lift, what the rest of the name measures: 场地面积放宽, 研发费用总额不作要求.
RELAXED = "放宽"
LIFTED, _ALL = "不作要求", "条件"
_ABOUT = Fraction(1, 5)
_WHOLE, _ALL_OF = Fraction(100), "全部"
_SUM = re.compile("[＋−]")


class _Given(NamedTuple):
    """What the asker said of one rule: the values it may come to (none where it cannot be told), and in words.

    ``counts`` are the part and the whole that a share is worked out from, where there is one whole.
    """

    values: tuple[Quantity | bool, ...]
    words: str
    counts: tuple[Quantity, Quantity] | None = None


def judge_eligibility(
    facts: Iterable[Fact], application: Application, corpus: Corpus, *, asked: Collection[str] | None = None
) -> Eligibility:
    """Return the criteria of eligibility for ``application``, judged by ``facts``, and their outcome.

    ``asked`` are the metrics asked about (a share is asked about with the count it is a share of); None asks about
    all. Of several facts on one metric the last counts. One ``unmet`` makes the outcome ``fail``; else any
    ``unknown``, or nothing judged, makes it ``unknown``; else it is ``pass``.
    """
    metrics = {metric.name: metric for metric in corpus.terms.metrics}
    said = {fact.metric: fact for fact in facts}
    rules = tuple(
        rule
        for rule in corpus.rules
        if rule.at.regulation == application.regulation and application.platform in rule.platforms
    )
    criteria = list(_judge_rules(rules, application, said, metrics, asked))
    criteria += _not_covered(rules, application, said, metrics, asked)
    return Eligibility(platform=application.platform, outcome=_sum_up(criteria), criteria=tuple(criteria))


def _judge_rules(
    rules: Sequence[Rule],
    application: Application,
    said: Mapping[str, Fact],
    metrics: Mapping[str, Metric],
    asked: Collection[str] | None,
) -> Iterator[Criterion]:
    """Yield a criterion for each rule that may apply, and after them the exceptions on which an unmet one hangs."""
    exceptions = [rule for rule in rules if rule.metric.endswith(RELAXED)]
    open_ones: dict[str, Rule] = {}
    for rule in rules:
        given = _find_given(rule, rules, said, metrics)
        counts = rule.role == Role.ELIGIBILITY or (rule.role in _ON_MENTION and given is not None)
        applies = application.is_case(rule.when)
        if not counts or applies is False or not _is_asked(rule, metrics, asked):
            continue
        outcome = _to_outcome(rule, given, applies)
        required = word_required(rule)
        if outcome == CriterionOutcome.UNMET:
            eligible = rule.role == Role.ELIGIBILITY
            relaxing = [e for e in exceptions if eligible and e.metric.removesuffix(RELAXED) in {rule.metric, _ALL}]
            open_ones |= {e.id: e for e in relaxing if application.is_case(e.when) is None}
            if any(application.is_case(e.when) for e in relaxing):
                outcome = CriterionOutcome.UNKNOWN
                required += "（可以放宽，放宽到多少没有写）"
        yield Criterion(
            rule=rule.id,
            label=_word_label(rule),
            required=required,
            given=given.words if given else None,
            outcome=outcome,
            shortfall=_find_shortfall(rule, given) if outcome == CriterionOutcome.UNMET else None,
        )
    for rule in open_ones.values():
        yield Criterion(rule=rule.id, label=_word_label(rule), required=rule.quote, outcome=CriterionOutcome.UNKNOWN)


def _not_covered(
    rules: Sequence[Rule],
    application: Application,
    said: Mapping[str, Fact],
    metrics: Mapping[str, Metric],
    asked: Collection[str] | None,
) -> Iterator[Criterion]:
    """Yield a criterion for each fact that no rule is about in this case."""
    applying = [rule for rule in rules if application.is_case(rule.when) is not False]
    used = {name for rule in applying for name in _names(rule, metrics)}
    used |= {base for rule in applying for base in _open_bases(rule, rules, metrics)}
    for fact in said.values():
        if fact.metric in used or (asked is not None and fact.metric not in asked):
            continue
        lifted = next((rule.quote for rule in applying if rule.metric == fact.metric + LIFTED), None)
        others = [rule for rule in rules if rule.metric == fact.metric]
        elsewhere = f"只对{word_case(others[0])}有规定" if others else "没有规定"
        yield Criterion(
            rule="",
            label=fact.metric,
            required=lifted or elsewhere,
            given=_word_fact(fact),
            outcome=CriterionOutcome.NOT_COVERED,
        )


def _sum_up(criteria: Sequence[Criterion]) -> Literal["pass", "fail", "unknown"]:
    outcomes = {criterion.outcome for criterion in criteria}
    if CriterionOutcome.UNMET in outcomes:
        return "fail"
    return "unknown" if CriterionOutcome.UNKNOWN in outcomes or CriterionOutcome.MET not in outcomes else "pass"


def _is_asked(rule: Rule, metrics: Mapping[str, Metric], asked: Collection[str] | None) -> bool:
    metric = metrics.get(rule.metric)
    return asked is None or rule.metric in asked or bool(metric and metric.part in asked)


def _find_given(
    rule: Rule, rules: Sequence[Rule], said: Mapping[str, Fact], metrics: Mapping[str, Metric]
) -> _Given | None:
    """Return what the asker said of the metric of ``rule``, worked out from counts where it is a share."""
    if fact := said.get(rule.metric):
        return _Given((_widen(fact),), _word_fact(fact))
    metric = metrics.get(rule.metric)
    part = said.get(metric.part) if metric and metric.part else None
    if metric is None or part is None:
        return None
    bases = bases_of(rule, rules, metrics)
    known = [said[base] for base in bases if base in said]
    shares = tuple(share for fact in known if (share := _share(part, fact)) is not None)
    if not bases or len(shares) < len(bases):
        return _Given((), _word_fact(part))
    words = (_word_counts(part, fact, share) for share, fact in zip(shares, known, strict=True))
    one, all_ = part.value, known[0].value
    counts = None if len(known) > 1 or isinstance(one, bool) or isinstance(all_, bool) else (one, all_)
    return _Given(tuple(dict.fromkeys(shares)), "；".join(dict.fromkeys(words)), counts)


def _word_counts(part: Fact, whole: Fact, share: Quantity) -> str:
    """Return a share with the counts it is worked out from: 37.5%（6个/16个）, (4个＋2个)÷16个＝37.5%."""
    if not (_SUM.search(part.words) or _SUM.search(whole.words)):
        shown = _ALL_OF if share.low == _WHOLE else word_share(share)
        return f"{shown}（{_word_fact(part)}/{_word_fact(whole)}）"
    if not share.is_point or share.low is None:
        return _word_fact(part)
    exact = (share.low * 10).denominator == 1
    return f"{_word_operand(part)}÷{_word_operand(whole)}{'＝' if exact else '≈'}{float(share.low):.4g}%"


def _word_operand(fact: Fact) -> str:
    return f"({fact.words})" if _SUM.search(fact.words) else _word_fact(fact)


def _share(part: Fact, whole: Fact) -> Quantity | None:
    one, all_ = _widen(part), _widen(whole)
    return None if isinstance(one, bool) or isinstance(all_, bool) else share_of(one, all_)


def _names(rule: Rule, metrics: Mapping[str, Metric]) -> set[str]:
    metric = metrics.get(rule.metric)
    return {name for name in (rule.metric, rule.of, metric and metric.part, metric and metric.whole) if name}


def bases_of(rule: Rule, rules: Sequence[Rule], metrics: Mapping[str, Metric]) -> tuple[str, ...]:
    """Return the counts that the share which ``rule`` is on may be a share of; none where it is no share of a count.

    ``rules`` are those of the same platform: where the text names no base, the counts beside it may be meant.
    """
    metric = metrics.get(rule.metric)
    if metric is None or metric.part is None:
        return ()
    whole = rule.of if rule.of in metrics else metric.whole
    return (whole,) if whole else _open_bases(rule, rules, metrics)


def _open_bases(rule: Rule, rules: Sequence[Rule], metrics: Mapping[str, Metric]) -> tuple[str, ...]:
    """Return what a share may be a share of where the text does not say: the counts of the shares beside it."""
    metric = metrics.get(rule.metric)
    if metric is None or metric.part is None or metric.whole or rule.of:
        return ()
    beside = [metrics[r.metric] for r in rules if r.at == rule.at and r.metric in metrics and r != rule]
    return tuple(dict.fromkeys(name for m in beside if m.part and m.whole for name in (m.whole, m.part)))


def _widen(fact: Fact) -> Quantity | bool:
    """Return the value of ``fact``; 约 is read as a fifth either way, so that only what is clear is decided."""
    value = fact.value
    if isinstance(value, bool) or not fact.approximate or value.low is None or not value.is_point:
        return value
    return value.model_copy(update={"low": value.low * (1 - _ABOUT), "high": value.low * (1 + _ABOUT)})


def _to_outcome(rule: Rule, given: _Given | None, applies: bool | None) -> CriterionOutcome:
    meets = {_meets(value, rule.value) for value in given.values} if given else set()
    if meets == {True}:
        return CriterionOutcome.MET
    # a condition that may not apply can be met, but not missed
    return CriterionOutcome.UNMET if meets == {False} and applies else CriterionOutcome.UNKNOWN


def _meets(value: Quantity | bool, required: Quantity | bool) -> bool | None:
    """Tell whether ``value`` is as ``required``: of a count, no means 0 and yes at least one."""
    if isinstance(required, bool):
        has = value if isinstance(value, bool) else _has_any(value)
        return None if has is None else has == required
    if isinstance(value, bool):
        unit = required.unit
        zero = Fraction(0)
        some = Quantity(low=Fraction(1), unit=unit) if unit in COUNTS else Quantity(low=zero, low_open=True, unit=unit)
        value = some if value else Quantity(low=zero, high=zero, unit=unit)
    return satisfies(value, required)


def _has_any(value: Quantity) -> bool | None:
    if value.low is not None and (value.low > 0 or value.low_open):
        return True
    return False if value.high == 0 else None


def _find_shortfall(rule: Rule, given: _Given | None) -> str | None:
    value = given.values[0] if given else None
    if (
        given is None
        or OPEN_PART in given.words
        or len(given.values) != 1
        or isinstance(value, bool)
        or isinstance(rule.value, bool)
    ):
        return None
    counted = count_shortfall(*given.counts, rule.value) if given.counts else None
    return counted or (word_shortfall(value, rule.value) if value else None)


def _word_label(rule: Rule) -> str:
    case = word_case(rule)
    return f"{rule.metric}（{case}）" if case else rule.metric


def word_case(rule: Rule) -> str:
    """Return the case that ``rule`` is for, in words; empty where it is for all."""
    return "、".join(word for word in (rule.when.category, rule.when.applicant, rule.when.cause) if word)


def word_required(rule: Rule) -> str:
    """Return what ``rule`` asks for: 近三年累计不少于500万元, or its words where it is no figure."""
    if isinstance(rule.value, bool):
        return rule.quote
    soft = "" if rule.firmness == "must" else "原则上" if "原则上" in rule.quote else "一般"
    return "".join((rule.window or "").split()) + soft + format_quantity(rule.value)


def _word_fact(fact: Fact) -> str:
    if isinstance(fact.value, bool) or OPEN_PART in fact.words:
        return fact.words
    lead = f"{fact.words}＝" if _SUM.search(fact.words) else "约" if fact.approximate and fact.value.is_point else ""
    return lead + (word_share(fact.value) if fact.value.unit == "%" else format_quantity(fact.value))
