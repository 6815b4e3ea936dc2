"""The ways to make a statement of the law wrong: each yields changed statements that no rule makes true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice
from random import Random
from typing import Literal

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Rule, When
from tiaowen.domain import Address
from tiaowen.evals.statements import Statement, has_figure, is_stated, rules_about
from tiaowen.quantities import Quantity, find_quantities, same_quantity

_DATES = tuple(Fraction(day) for day in (130, 331, 630, 930, 1031, 1130, 1215, 1231))
_STEPS: Mapping[str, tuple[int, ...]] = {"%": (-20, -10, -5, 5, 10), "周岁": (-5, -2, 5), "平方米": (-50, 50, 100)}
_FACTORS = (Fraction(1, 2), Fraction(2), Fraction(3))
# What is written with the same number: another unit, and what the number is multiplied by in it.
_UNITS: Mapping[str, tuple[tuple[str, Fraction], ...]] = {
    "元": (("元", Fraction(1, 10**4)), ("元", Fraction(10**4))),
    "年": (("个月", Fraction(1)), ("天", Fraction(1))),
    "个月": (("年", Fraction(1)), ("天", Fraction(1))),
    "天": (("个月", Fraction(1)), ("工作日", Fraction(1))),
    "工作日": (("个月", Fraction(1)), ("年", Fraction(1))),
    "平方米": (("亩", Fraction(1)), ("公顷", Fraction(1))),
    "%": (("人", Fraction(1)), ("家", Fraction(1))),
    "人": (("%", Fraction(1)),),
    "次": (("天", Fraction(1)),),
}
_WINDOWS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("申报前三年累计", ("申报前三年每年", "申报前一年", "申报前两年累计", "申报前五年累计")),
    ("近三年", ("近一年", "近两年", "近五年", "每年")),
    ("一次性", ("每年", "每三年一次", "每年一次")),
    ("在单个评估周期内（三年）", ("每年", "每两年", "每半年")),
    ("每年", ("每两年", "每半年", "每季度", "每三年")),
    ("每次换届", ("每年",)),
    ("全年", ("每半年", "每两年")),
    ("申报前2年", ("申报前1年", "申报前3年", "申报前5年")),
    ("申报前3年", ("申报前1年", "申报前5年")),
)
_ELSEWHERE = 0.8  # of the statements about a platform that the city has no regulation of, these are left out
# Bounds of a time in which something happens or is barred: the words around carry the comparator.
_BOUND_BY_WORDS = frozenset({"重新申报间隔", "未交考核材料年限", "批复年份", "连续未报年报年限"})
_CASES: Mapping[str, tuple[str, ...]] = {
    "category": ("农业", "工业", "服务"),
    "applicant": ("企业", "高校院所"),
    "grade": ("优秀", "良好", "合格", "较差"),
    "level": ("国家级", "自治区级"),
}


def change_value(statement: Statement, corpus: Corpus) -> Iterator[Statement]:
    """Yield ``statement`` with other figures."""
    quantity = statement.quantity
    if quantity is None:
        return
    figures = [bound for bound in (quantity.low, quantity.high) if bound is not None]
    for figure in _others(figures[0], quantity.unit):
        if quantity.is_point or len(figures) == 1:
            changed = quantity.model_copy(
                update={k: figure for k in ("low", "high") if getattr(quantity, k) is not None}
            )
        else:
            changed = quantity.model_copy(update={"low": figure, "high": figure + figures[1] - figures[0]})
        other = statement.model_copy(update={"quantity": changed})
        if not has_figure(other, corpus):
            yield other


def _others(value: Fraction, unit: str) -> Iterator[Fraction]:
    if unit == "月日":
        yield from (date for date in _DATES if date != value)
        return
    steps = _STEPS.get(unit, (-2, -1, 1, 2, 5) if value < 1000 else ())
    for other in dict.fromkeys([*(value + step for step in steps), *(value * factor for factor in _FACTORS)]):
        if other > 0 and other.denominator in {1, value.denominator} and (unit != "%" or other < 100):
            yield other


def change_comparator(statement: Statement, corpus: Corpus) -> Iterator[Statement]:
    """Yield ``statement`` with its bound on the other side, or with the number itself let in or kept out."""
    quantity = statement.quantity
    if quantity is None or (quantity.low is None) == (quantity.high is None) or statement.metric in _BOUND_BY_WORDS:
        return
    low, bound, unit = quantity.low is not None, quantity.low or quantity.high, quantity.unit
    turned = Quantity(low=None if low else bound, high=bound if low else None, unit=unit)
    is_open = quantity.low_open or quantity.high_open
    edged = quantity.model_copy(update={"low_open" if low else "high_open": not is_open})
    for changed in (turned,) if unit == "月日" else (turned, edged):
        other = statement.model_copy(update={"quantity": changed})
        if not is_stated(other, corpus):
            yield other


def change_unit(statement: Statement, corpus: Corpus) -> Iterator[Statement]:
    """Yield ``statement`` with its number in other units."""
    quantity = statement.quantity
    for unit, factor in _UNITS.get(quantity.unit, ()) if quantity else ():
        bounds = {k: v * factor for k in ("low", "high") if (v := getattr(quantity, k)) is not None}
        if quantity and all(bound.denominator == 1 for bound in bounds.values()):
            other = statement.model_copy(update={"quantity": quantity.model_copy(update={**bounds, "unit": unit})})
            if not has_figure(other, corpus):
                yield other


def change_metric(statement: Statement, corpus: Corpus) -> Iterator[Statement]:
    """Yield the quantity of ``statement`` told of what other rules of the same platform measure in that unit."""
    quantity = statement.quantity
    for rule in corpus.rules:
        if quantity is None or isinstance(rule.value, bool) or rule.metric == statement.metric:
            continue
        here = rule.at.regulation == statement.regulation and statement.platform in rule.platforms
        if here and rule.value.unit == quantity.unit:
            changes = {"metric": rule.metric, "when": rule.when, "window": rule.window, "at": rule.at}
            other = statement.model_copy(update=changes)
            if not has_figure(other, corpus):
                yield other


def change_place(
    statement: Statement, corpus: Corpus, kind: Literal["platform", "city", "regulation"], rng: Random
) -> Iterator[Statement]:
    """Yield ``statement`` told of other platforms of its regulation, of other cities, or of the city's other one."""
    own = corpus.regulation(statement.regulation)
    for regulation in corpus.regulations:
        same_city = regulation.jurisdiction == own.jurisdiction
        if {"platform": regulation != own, "city": same_city, "regulation": not same_city or regulation == own}[kind]:
            continue
        held = statement.platform in regulation.platforms
        platforms = (statement.platform,) if kind != "platform" and (held or kind == "city") else regulation.platforms
        for platform in platforms:
            changes = {"regulation": regulation.id, "platform": platform}
            other = statement.model_copy(update=changes | {"by_title": statement.by_title or kind == "regulation"})
            if (platform == statement.platform and kind == "platform") or (not held and rng.random() < _ELSEWHERE):
                continue
            if not has_figure(other, corpus):
                yield other.model_copy(update={"at": _find_place(other, corpus, rng)})


def _find_place(statement: Statement, corpus: Corpus, rng: Random) -> Address:
    """Return the place that a person who is wrong so would name: where the metric is, or the place of the original."""
    places = [r.at for r in rules_about(statement, corpus) if r.at.regulation == statement.regulation]
    return rng.choice([*places, statement.at])


def change_case(statement: Statement, corpus: Corpus) -> Iterator[Statement]:
    """Yield ``statement`` told of another category, applicant, grade, level or cause."""
    causes = tuple(
        dict.fromkeys(r.when.cause for r in corpus.rules if r.metric == statement.metric and r.when.cause is not None)
    )
    for name, value in dict(statement.when).items():
        for other_value in (causes if name == "cause" else _CASES[name]) if value else ():
            when = When(**{**dict(statement.when), name: other_value})
            other = statement.model_copy(update={"when": when})
            known = name != "cause" or rules_about(other, corpus)
            if other_value != value and known and not has_figure(other, corpus):
                yield other


def change_window(rule: Rule, statement: Statement, corpus: Corpus) -> Iterator[tuple[Statement, str, str]]:
    """Yield ``statement`` of ``rule`` with other windows, and what is put for what: 累计 → 每年.

    A window that the sentence itself does not name is left: whose it is may be in doubt.
    """
    window = "".join((statement.window or "").split())
    for old, others in _WINDOWS:
        if not window.startswith(old) or old not in "".join(rule.quote.split()):
            continue
        for new in others:
            each = new.startswith("每")
            whole = window if each and window.removeprefix(old) in {"内", "来", "度"} else old
            other = statement.model_copy(update={"window": window.replace(whole, new)})
            # 每年无事故 is no clear mistake for 近三年无事故
            if not is_stated(other, corpus) and not (each and statement.quantity is None):
                yield other, whole, new


def change_citation(statement: Statement, rule: Rule, corpus: Corpus, rng: Random) -> Iterator[Statement]:
    """Yield ``statement`` cited from items and articles that do not hold it, one of which is not there at all."""
    places = [
        part.address
        for article in corpus.regulation(statement.regulation).articles
        for part in article.parts()
        if not (part.address.covers(rule.at) or rule.at.covers(part.address))
    ]
    rng.shuffle(places)
    inside = (place for place in places if place.whole == rule.at.whole)
    outside = (place for place in places if place.whole != rule.at.whole and not place.steps)
    for among, most in ((inside, 1), (outside, 2)):
        for place in islice((place for place in among if not _holds(place, rule, corpus)), most):
            yield statement.model_copy(update={"at": place})
    missing = Address(regulation=statement.regulation, article=str(rng.randint(60, 99)))
    yield statement.model_copy(update={"at": missing})


def _holds(place: Address, rule: Rule, corpus: Corpus) -> bool:
    """Tell whether the article at ``place`` says the value of ``rule``, or what it measures, anywhere."""
    text = corpus.text(place if place.whole == rule.at.whole else place.whole) or ""
    said = [mention.quantity for mention in find_quantities(text)]
    same = any(same_quantity(rule.value, quantity) for quantity in said) if isinstance(rule.value, Quantity) else False
    others: Sequence[Rule] = [r for r in corpus.rules if r.metric == rule.metric and r.at.whole == place.whole]
    return same or any(place.covers(r.at) or r.at.covers(place) for r in others)
