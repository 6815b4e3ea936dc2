"""A statement about the law as data, and whether any rule makes it true: what generated claims are checked against."""

from __future__ import annotations

from fractions import Fraction

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Rule, When
from tiaowen.domain import Address, Value
from tiaowen.quantities import COUNTS, Quantity, same_quantity, to_base

# Metrics that people may take for one another: a figure of one is no clear mistake when it is told of the other.
_NEAR = (
    frozenset({"研发人员", "专职研究人员", "专业技术人员"}),
    frozenset({"运营年限", "注册年限", "建设基础年限", "观测数据年限"}),
    frozenset({"扶持资助", "升级奖励", "绩效奖励"}),
    frozenset({"中级职称占比", "本科或中级职称占比"}),
    frozenset({"委员会任期", "主任任期"}),
    frozenset({"评估周期", "评估考察期"}),
    frozenset({"科技项目", "研发成果数", "服务案例", "成果转化案例数"}),
)


class Statement(Value):
    """That ``regulation`` asks ``quantity`` of ``metric`` for ``platform``, in the cases ``when``, as ``at`` says.

    ``by_title`` is true where the statement names the regulation, not only its city.
    """

    regulation: str
    platform: str
    metric: str
    quantity: Quantity | None
    when: When
    window: str | None
    at: Address
    by_title: bool = False


def state_rule(rule: Rule, platform: str, *, by_title: bool = False) -> Statement:
    """Return what ``rule`` says of ``platform``; a rule of yes or no states no quantity."""
    return Statement(
        regulation=rule.at.regulation,
        platform=platform,
        metric=rule.metric,
        quantity=None if isinstance(rule.value, bool) else rule.value,
        when=rule.when,
        window=rule.window,
        at=rule.at,
        by_title=by_title,
    )


def rules_about(statement: Statement, corpus: Corpus) -> tuple[Rule, ...]:
    """Return the rules that may bear on ``statement``: of its city, platform and metric, in no other case."""
    city = corpus.regulation(statement.regulation).jurisdiction.name
    return tuple(
        rule
        for rule in corpus.rules
        if _are_near(rule.metric, statement.metric)
        and statement.platform in rule.platforms
        and (rule.at.regulation == statement.regulation or not statement.by_title)
        and corpus.regulation(rule.at.regulation).jurisdiction.name == city
        and _may_agree(rule.when, statement.when)
    )


def is_stated(statement: Statement, corpus: Corpus) -> bool:
    """Tell whether a rule states exactly the quantity of ``statement``, in no other window."""
    return any(
        statement.quantity is not None
        and not isinstance(rule.value, bool)
        and same_quantity(statement.quantity, rule.value)
        and (statement.window is None or rule.window is None or statement.window == rule.window)
        for rule in rules_about(statement, corpus)
    )


def has_figure(statement: Statement, corpus: Corpus) -> bool:
    """Tell whether a rule has a figure of ``statement``, whatever the comparator: then it may be half right."""
    figures = _figures(statement.quantity)
    return any(figures & _figures(rule.value) for rule in rules_about(statement, corpus))


def _are_near(one: str, other: str) -> bool:
    return one == other or any({one, other} <= group for group in _NEAR)


def _may_agree(one: When, other: When) -> bool:
    pairs = zip(dict(one).values(), dict(other).values(), strict=True)
    return all(a is None or b is None or a == b for a, b in pairs)


def _figures(value: Quantity | bool | None) -> set[tuple[Fraction, str]]:
    if value is None or isinstance(value, bool):
        return set()
    base = to_base(value)
    unit = "个" if base.unit in COUNTS else base.unit  # 四类 and 四个 are one number of grades
    return {(bound, unit) for bound in (base.low, base.high) if bound is not None}
