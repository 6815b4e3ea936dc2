"""A figure that is told of the law: matched to the provision that it is of, or to none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tiaowen.domain import ClaimOutcome
from tiaowen.quantities import Quantity, is_comparable, satisfies
from tiaowen.rules.agreement import agrees, same_figure
from tiaowen.rules.claims import Claim, Read
from tiaowen.rules.days import judge_date
from tiaowen.rules.derivations import derive, judge_difference
from tiaowen.rules.examples import judge_example
from tiaowen.rules.misfits import find_misfit, fitting_window
from tiaowen.rules.provisions import Provision
from tiaowen.rules.record import Judged, Ranked, Record, quote
from tiaowen.rules.senses import COUNT_UNITS, TOLD, Sense
from tiaowen.rules.vocabulary import is_of_late

_NEAR = 0.72  # a provision with the figure counts while it fits nearly as well as the best without it
_NEAR_WINDOW = 0.3  # so it does for a bare 近三年, which many provisions begin with
_FLOOR = 2.0  # below this nothing ties a figure to a provision
_FAINT = 0.5  # for a bare figure that only one provision in scope can be of
_TRIED = 4  # provisions whose bounds an example is tried against

_OVER = re.compile(r"超出|超过|高出|多出|低于|少于|不足")
_EASED = re.compile(r"可以?适当")
_TO_COUNT = re.compile(r"的?(?:就|即|都|也|均)可|的(?:算|能)")
_HAPPENINGS = frozenset({"次", "届"})
_FILLERS = frozenset("占比例率以上及的人员数总额之和")


def judge_law(record: Record, claim: Claim, read: Read) -> Judged:
    """Return the verdict on a figure that is told of the law.

    Where no provision of its scope states it, it may still follow from others, relate the asker's to the law's, or
    try a value against a bound; else it is the figure of another provision, or none.
    """
    ranked = [r for r in record.rank(claim) if _is_like(r.provision.quantity, claim.quantity)]
    same = [r for r in ranked if agrees(claim, r.provision)]
    other = [r for r in ranked if r not in same]
    named = record.named(claim)
    if named and not any(r.provision.metric in named for r in ranked):
        same = [r for r in same if r.provision.rule is None or _names(record, claim, r.provision)]
    near = _near(claim, same, other)
    if near:
        return _judge_near(record, claim, near, read)
    if judged := _follows(record, claim, read, ranked):
        return judged
    if _only_counts(claim, record.named(claim, counted=True)):
        return Judged(claim, ClaimOutcome.DERIVED, "文中的计数。")
    if alike := _of_another_case(record, claim, same, other, read):
        reason = f"见{record.label(alike)}：“{quote(alike)}”。"
        return Judged(claim, ClaimOutcome.SUPPORTED, reason, alike)
    if same and other:
        stated = other[0].provision
        return Judged(claim, ClaimOutcome.MISATTRIBUTED, _wrong(record, stated, same[0].provision), stated)
    return _judge_unmatched(record, claim, other)


def _is_like(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities may be of the same thing: 个 counts things, never times."""
    return is_comparable(one, other) and (one.unit == other.unit or not {one.unit, other.unit} & _HAPPENINGS)


def _near(claim: Claim, same: Sequence[Ranked], other: Sequence[Ranked]) -> list[Ranked]:
    """Return those of the provisions with the figure that fit as well as those without it."""
    ratio = _NEAR_WINDOW if is_of_late(claim.terms) and claim.is_vague else _NEAR
    least = _FLOOR if other or claim.says_something else _FAINT
    floor = max(least, ratio * other[0].score if other else 0.0)
    near = [r for r in same if r.score >= floor]
    if claim.own and not claim.is_vague:
        near = [r for r in near if not claim.own.isdisjoint(r.provision.core)]
    return near


def _of_another_case(
    record: Record, claim: Claim, same: Sequence[Ranked], other: Sequence[Ranked], read: Read
) -> Provision | None:
    """Return the provision with the figure that differs from the best only in cause or platform, where none is told."""
    best = other[0].provision.rule if other else None
    if best is None:
        return None
    alike = [r.provision for r in same if r.provision.rule and r.provision.metric == best.metric]
    alike = [provision for provision in alike if provision.at.whole == best.at.whole]
    told = "。".join([read.segment.text, *read.segment.around, record.question])
    causes = {rule.when.cause for rule in record.law.rules_of(best.metric) if rule.at.regulation == best.at.regulation}
    if any(cause and record.law.tells(told, cause) for cause in causes) or len(claim.scope.platform) == 1:
        return None
    for provision in alike:
        rule = provision.rule
        if rule and (rule.when.cause, rule.platforms) != (best.when.cause, best.platforms):
            return provision
    return None


def _only_counts(claim: Claim, named: frozenset[str]) -> bool:
    """Tell whether a figure only counts what is spoken of: 两项都达到, 三件事."""
    mention = claim.mention
    plain = mention.quantity.is_point and not mention.comparators and not mention.approximate
    return plain and mention.quantity.unit in COUNT_UNITS and not named and not TOLD.search(claim.before)


def _judge_near(record: Record, claim: Claim, near: Sequence[Ranked], read: Read) -> Judged:
    if reason := find_misfit(record, claim, near, read):
        return Judged(claim, ClaimOutcome.CONTRADICTED, reason, near[0].provision)
    provision, problem = fitting_window(record, claim, near, read)
    if problem is not None:
        return Judged(claim, ClaimOutcome.CONTRADICTED, problem, provision)
    return Judged(claim, ClaimOutcome.SUPPORTED, f"见{record.label(provision)}：“{quote(provision)}”。", provision)


def _follows(record: Record, claim: Claim, read: Read, ranked: Sequence[Ranked]) -> Judged | None:
    """Return the verdict on a figure that follows from others or is tried against a bound; None for any other."""
    if derived := derive(record, claim, read):
        return Judged(claim, ClaimOutcome.DERIVED, derived)
    judged = judge_date(record, claim, read) or _judge_compared(record, claim, read, ranked)
    if judged is not None:
        return judged
    if _OVER.match(claim.mention.text) and not claim.quantity.is_point:
        difference = judge_difference(record, claim, read)
        if difference.good:
            return difference
    tried = [r.provision for r in ranked[:_TRIED] if r.score >= _FLOOR]
    if example := judge_example(claim, read.segment.text, tried):
        return Judged(claim, *example)
    return _judge_again(record, claim, read)


def _judge_again(record: Record, claim: Claim, read: Read) -> Judged | None:
    """Return the verdict on a figure that was matched before in its line, or that the asker stated."""
    for judged in reversed(record.line_of(read) if not claim.own else ()):
        if judged.good and judged.provision and agrees(claim, judged.provision):
            return Judged(claim, ClaimOutcome.SUPPORTED, judged.reason, judged.provision)
    said = any(same_figure(fact.quantity, claim.quantity) for fact in record.facts)
    if said and claim.quantity.is_point and not TOLD.search(claim.before):
        return Judged(claim, ClaimOutcome.SUPPORTED, "问题里说的数。")
    return None


def _judge_compared(record: Record, claim: Claim, read: Read, ranked: Sequence[Ranked]) -> Judged | None:
    """Return the verdict on a bound that only relates the asker's value to the law's: 2.9%低于3%."""
    stated = next((r.provision for r in ranked if same_figure(r.provision.quantity, claim.quantity)), None)
    if stated is None or claim.quantity.is_point or TOLD.search(claim.before) or _TO_COUNT.search(claim.clause):
        return None
    if _EASED.search(claim.clause):
        article = record.law.corpus.article(stated.at)
        if article is not None and _EASED.search(article.text):
            return Judged(claim, ClaimOutcome.DERIVED, "条文允许适当放宽。", stated)
        return Judged(claim, ClaimOutcome.CONTRADICTED, "条文没有允许适当放宽。", stated)
    values = _values_before(record, claim, read)
    if not values or satisfies(values[-1], claim.quantity) is not True:
        return None
    return Judged(claim, ClaimOutcome.DERIVED, "把问题里的数和条文的数相比得出。", stated)


def _values_before(record: Record, claim: Claim, read: Read) -> list[Quantity]:
    """Return the values of the asker that ``claim`` may be compared with: those before it, else the question's."""
    worked_out = {Sense.GIVEN, Sense.RESULT}
    before = [
        judged.claim.quantity
        for judged in record.before(claim, read)
        if judged.good and (judged.claim.sense in worked_out or judged.outcome is ClaimOutcome.DERIVED)
    ]
    values = before or [fact.quantity for fact in record.facts]
    return [value for value in values if is_comparable(value, claim.quantity)]


def _judge_unmatched(record: Record, claim: Claim, other: Sequence[Ranked]) -> Judged:
    elsewhere = _holder(record, claim)
    if other and other[0].score >= _FLOOR * 2:
        stated = other[0].provision
        outcome = ClaimOutcome.MISATTRIBUTED if elsewhere else ClaimOutcome.CONTRADICTED
        return Judged(claim, outcome, _wrong(record, stated, elsewhere), stated)
    if elsewhere:
        reason = _elsewhere(record, claim, elsewhere)
        return Judged(claim, ClaimOutcome.MISATTRIBUTED, reason, elsewhere)
    return Judged(claim, ClaimOutcome.UNSUPPORTED, "条文里没有这个数。")


def _holder(record: Record, claim: Claim) -> Provision | None:
    """Return the provision that has the figure: of the metric named, else of the regulation in question, else any."""
    anywhere = [r.provision for r in record.rank(claim, everywhere=True) if agrees(claim, r.provision)]
    named, regulations = record.named(claim, counted=True), record.law.names.regulations(claim.scope)
    of_metric = (provision for provision in anywhere if provision.metric in named)
    own = (provision for provision in anywhere if provision.at.regulation in regulations)
    return next(of_metric, None) or next(own, None) or next(iter(anywhere), None)


def _elsewhere(record: Record, claim: Claim, provision: Provision) -> str:
    """Return of what the figure is instead: of another regulation, another case, or another thing."""
    label = record.label(provision)
    if provision.at.regulation not in record.law.names.regulations(claim.scope):
        return f"这里说的规定里没有这个数；它出自{label}。"
    if case := provision.other_case(claim.scope):
        return f"{label}只对{case}这样规定。"
    return f"这个数出自{label}，那里说的是“{quote(provision)}”。"


def _names(record: Record, claim: Claim, provision: Provision) -> bool:
    """Tell whether the clause calls the provision's metric by its words, though they name another: 本科或中级."""
    words = {claim.words[m.start : m.end] for m in record.law.words.metrics_in(claim.words)}
    return any(set(word) - _FILLERS <= set(provision.clause) for word in words)


def _wrong(record: Record, stated: Provision, elsewhere: Provision | None) -> str:
    reason = f"{record.label(stated)}规定的是“{quote(stated)}”"
    if elsewhere is not None and elsewhere.at != stated.at:
        reason += f"；这个数出自{record.label(elsewhere)}"
    return reason + "。"
