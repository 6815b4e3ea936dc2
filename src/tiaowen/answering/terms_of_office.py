"""How long an office is held: one term, the n-th, or as many as the law allows one after another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tiaowen.answering.dates import later, word_day
from tiaowen.answering.draft import Notes, word_rule
from tiaowen.corpus.rules import Rule
from tiaowen.numerals import NUMERAL_CHARS, parse_numeral
from tiaowen.quantities import Quantity
from tiaowen.rules.calendar import Day

_NTH = re.compile(rf"第([{NUMERAL_CHARS}\d]+)届")
_MOST = re.compile(r"最[多长久]|顶多|至多|撑死|连任|一直")
_CHAIR = re.compile(r"委员会的?主任")
_HEAD, _TERMS = "主任", "届"
_AGAIN = "连任"
_FEW = 9  # terms that are told one by one


def is_term(rule: Rule) -> bool:
    """Tell whether ``rule`` says how long a term of office is."""
    return rule.window == "每届"


def is_of_office(rule: Rule, text: str) -> bool:
    """Tell whether ``rule`` can be of the office that ``text`` names: what is the head's is not the chair's."""
    return not (_CHAIR.search(text) and rule.metric.startswith(_HEAD))


def word_terms(day: Day, rule: Rule, months: int, text: str, notes: Notes) -> str:
    """Return when the terms end that ``text`` asks about: one of ``months``, the n-th, or the last that is allowed."""
    limit = _limit(rule, text, notes.corpus.rules)
    allowed = int(limit.value.high or 0) if limit and isinstance(limit.value, Quantity) else 0
    nth, most = _NTH.search(text), _MOST.search(text)
    number = (parse_numeral(nth[1]) or 1) if nth else allowed if most and allowed else 1
    told = f"{word_rule(rule)}{notes.mark_rule(rule)}"
    bound = f"，{word_rule(limit)}{notes.mark_rule(limit)}" if limit else ""
    end = word_day(later(day, months))
    if number <= 1 and not most:
        return f"到**{end}**：{told}，从{word_day(day)}起算，到{end}期满。"
    beyond = f"，没有第{number}届" if 0 < allowed < number else ""
    number = min(number, allowed or _FEW)
    ends = [word_day(later(day, months * n)) for n in range(1, number + 1)]
    chain = "，".join(f"第{n}届到{end}" for n, end in enumerate(ends[:-1], 1))
    last = f"{chain and chain + '，'}第{number}届到**{ends[-1]}**"
    return f"{told}{bound}：从{word_day(day)}起接着算，{last}{_how_often(rule, limit, notes)}{beyond}。"


def _limit(rule: Rule, text: str, rules: Sequence[Rule]) -> Rule | None:
    """Return the rule on how many terms a chair may serve, where the office is a chair's."""
    if not _CHAIR.search(text):
        return None
    own = (r for r in rules if r.at.regulation == rule.at.regulation and isinstance(r.value, Quantity))
    return next((r for r in own if isinstance(r.value, Quantity) and r.value.unit == _TERMS), None)


def _how_often(rule: Rule, limit: Rule | None, notes: Notes) -> str:
    """Return what is left open of serving again."""
    if limit:
        return "，最多到这时"
    text = notes.corpus.text(rule.at) or ""
    return "；可以连任几届，条文没有写" if _AGAIN in text else "；能不能连任，条文没有写"
