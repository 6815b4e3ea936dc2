"""What is given altogether, and how much more one case is given than another: worked out from the law's amounts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from tiaowen.answering.draft import Draft, Notes
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role, Rule
from tiaowen.quantities import Quantity, format_quantity

_TOTAL = re.compile(
    r"合计|合起来|一起到手|一起能拿|到手多少|合一起|拢共|一共|加起来|加一[块起]|加在一起|总共|共(?:能|可)?[多拿领]|[两三]笔|三样|总的|全程|一起拿|前后"
)
_MORE = re.compile(r"差(?:多少|几|额|的)|多(?:给|拿|领|奖|出)?(?:多少|几)|差距|相差|比.{0,6}多")
_FIRST = re.compile(r"备案|批下来|扶持|获批|认定|建成|刚批|先拿")
_EACH = re.compile(r"[六各每几]类|各(?:个)?平台|每(?:个|种)平台|所有平台|全部平台")
_MONEY = re.compile(r"钱|奖|补|资助|扶持|万|拿|领|到手|给|w")


def compose_sum(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft of a sum or difference of amounts; None where none is asked for, or a part has no amount."""
    text = query.said  # the amounts may have been asked for before: 备案补多少, 良好能拿多少, 两笔加起来呢
    total, more = _TOTAL.search(query.text), _MORE.search(query.text)
    if not _MONEY.search(text) or not (total or more):
        return None
    rules = [rule for rule in corpus.rules if rule.role == Role.MONEY and _in_scope(rule, query)]
    graded = _of_cases(rules, query, "grade")
    parts = [*_first(rules, text, query.platforms), *graded, *_of_cases(rules, query, "level")]
    several = len({rule.platforms for rule in parts if len(rule.platforms) < _ALL}) > 1
    if several and not (query.platforms or _EACH.search(text)):
        return None
    lines: list[str] = []
    notes = Notes(corpus)
    if more and len(graded) == 2:
        lines.append(_difference(graded, notes))
        parts = [rule for rule in parts if rule not in graded] + [max(graded, key=_amount)]
    if total and len(parts) > 1:
        lines.append(_sum(parts, notes))
    if not lines:
        return None
    once = next((rule for rule in corpus.rules if rule.metric == "重复享受" and _in_scope(rule, query)), None)
    if once and total:
        lines.append(f"与市内其他文件规定重复的，不得重复享受{notes.mark_rule(once)}。")
    return Draft(text="\n\n".join(lines), status="verified", citations=notes.citations)


_ALL = 4  # platforms of a rule that is for all


def _in_scope(rule: Rule, query: Query) -> bool:
    return rule.at.regulation in query.regulations and (
        not query.platforms or bool(set(query.platforms) & set(rule.platforms))
    )


def _first(rules: list[Rule], text: str, platforms: Sequence[str]) -> list[Rule]:
    """Return the rules on what is given for being admitted, where that is spoken of: one for each of ``platforms``."""
    plain = [rule for rule in rules if not (rule.when.grade or rule.when.level) and isinstance(rule.value, Quantity)]
    everyone = () if platforms or not _EACH.search(text) else dict.fromkeys(p for rule in plain for p in rule.platforms)
    wanted = everyone or platforms
    each = [next((rule for rule in plain if platform in rule.platforms), None) for platform in wanted]
    first = [rule for rule in each if rule] if len(wanted) > 1 else plain[:1]
    return first if _FIRST.search(text) else []


def _of_cases(rules: list[Rule], query: Query, field: str) -> list[Rule]:
    """Return the rules for the grades, or levels, that are spoken of."""
    told = query.cases.get(field, ())
    return [rule for rule in rules if getattr(rule.when, field) in told and isinstance(rule.value, Quantity)]


def _amount(rule: Rule) -> Fraction:
    return rule.value.low or Fraction(0) if isinstance(rule.value, Quantity) else Fraction(0)


def _money(value: Fraction) -> str:
    return format_quantity(Quantity(low=value, high=value, unit="元"))


def _name(rule: Rule) -> str:
    if rule.when.grade:
        return f"考核{rule.when.grade}奖励"
    return f"升为{rule.when.level}奖励" if rule.when.level else f"备案{rule.metric}"


def _sum(parts: list[Rule], notes: Notes) -> str:
    alike = len({_name(rule) for rule in parts}) < len(parts)  # one for each platform: told apart by its name
    named = [f"{'、'.join(rule.platforms)}{_name(rule)}" if alike else _name(rule) for rule in parts]
    told = zip(named, parts, strict=True)
    listed = "，".join(f"{name}{_money(_amount(rule))}{notes.mark_rule(rule)}" for name, rule in told)
    total = sum((_amount(rule) for rule in parts), Fraction(0))
    return f"合计**{_money(total)}**：{listed}。"


def _difference(graded: list[Rule], notes: Notes) -> str:
    low, high = sorted(graded, key=_amount)
    gap = _amount(high) - _amount(low)
    one = f"考核{high.when.grade}奖励{_money(_amount(high))}"
    other = f"考核{low.when.grade}奖励{_money(_amount(low))}"
    return f"差**{_money(gap)}**：{one}，{other}{notes.mark_rule(high)}。"
