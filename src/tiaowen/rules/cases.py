"""Whether a rule is for the case that a text tells, and how it is quoted in a reason."""

from __future__ import annotations

import re

from tiaowen.corpus.rules import Rule
from tiaowen.rules.facts import kind_of
from tiaowen.rules.record import Record
from tiaowen.rules.scope import Scope

_OTHER_CASE = re.compile(r"单独|独立申|自己申|不(?:是|属于|搞|做)?联|没有联|未联|非联")
_QUOTED = 60  # characters of the law in a reason


def fits_case(record: Record, rule: Rule, scope: Scope, text: str) -> bool:
    """Tell whether ``rule`` is for the case told: no other applicant or category, its grade and cause named."""
    when = rule.when
    kind = kind_of(when)
    if kind and scope.applicant and kind not in scope.applicant:
        return False
    if when.category and not kind and when.category not in scope.category:
        return False
    if when.grade and when.grade not in scope.grade and when.grade not in (when.cause or ""):
        return False
    condition = rule.metric not in record.law.effects and not _OTHER_CASE.search(text)
    # a condition only has to bear on the case: 不需要共建协议 bears on 联合共建
    return not when.cause or record.law.tells(text, when.cause, least=1 / 3 if condition else 1 / 2)


def states(record: Record, rule: Rule) -> str:
    """Return the reason that ``rule`` says otherwise."""
    return f"{record.law.corpus.label(rule.at)}规定：“{''.join(rule.quote.split())[:_QUOTED]}”。"
