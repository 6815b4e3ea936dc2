"""What a text says without a figure: that something is needed, is not needed, follows or does not follow.

Only what names a metric of the rules is judged, and only where it plainly says yes or no.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tiaowen.corpus.rules import Rule
from tiaowen.domain import ClaimOutcome
from tiaowen.quantities.view import to_view
from tiaowen.rules.claims import Read
from tiaowen.rules.record import Finding, Record
from tiaowen.rules.scope import Scope

_CLAUSE = re.compile(r"[^，,。；;：:！!？?\n]+")
_NOT_NEEDED = re.compile(
    r"不需要?|不用|不必|无需|无须|不须|不要求|没有要求|未要求|不作要求|不做要求|没有[^，。；]{0,12}要求|可以不|可不|不限|不一定|不强制"
    r"|不(?:设立?|实行|成立|建立|组建|签订|具备)(?!的)"
)
_NO_EFFECT = re.compile(
    r"不予|不会|不再|不得|不能|不(?=撤销|撤消|取消|摘牌|清退|列入|视为|纳入|保留|进入|公示|受理)|不常年|不是常年"
)
_NEEDED = re.compile(r"应当?|须|必须|需要?|要求|要有|要由")
_UNSURE = re.compile(r"是否|吗|能否|如果|假如|若|没有说|可能|建议")
_CONDITION = re.compile(r"的$|时$|者$")
_QUOTED_NOT = re.compile(r"不得|不参加|不接受|不能")


class _Said(NamedTuple):
    start: int
    end: int
    clause: str
    metric: str
    denied: bool
    needed: bool


def find_statements(record: Record) -> list[Finding]:
    """Return a finding on every plain yes or no that the rules say otherwise."""
    findings: list[Finding] = []
    for read in record.reads:
        if read.segment.kind == "heading" or _UNSURE.search(read.segment.text):
            continue
        for said in _said(record, read):
            finding = _judge(record, read, said)
            if finding is not None:
                findings.append(finding)
    return findings


def _said(record: Record, read: Read) -> list[_Said]:
    out: list[_Said] = []
    for clause in _CLAUSE.finditer(read.segment.text):
        words = clause[0]
        if _CONDITION.search(words):
            continue
        denied = _NOT_NEEDED.search(words) or _NO_EFFECT.search(words)
        needed = _NEEDED.search(words)
        if not denied and not needed:
            continue
        for match in record.law.words.metrics_in(words):
            if denied and not _reaches(words, denied, match.start, match.end):
                continue
            for metric in match.values:
                out.append(_Said(clause.start(), clause.end(), words, metric, bool(denied), bool(needed)))
    return out


def _reaches(words: str, denied: re.Match[str], start: int, end: int) -> bool:
    """Tell whether what is denied is what stands from ``start`` to ``end``."""
    return denied.start() - end <= 8 if denied.start() >= end else start - denied.end() <= 14


def _judge(record: Record, read: Read, said: _Said) -> Finding | None:
    rules = record.law.rules_of(said.metric)
    if not rules:
        return None
    text = read.segment.text
    names = record.law.names.read(text)
    scope = record.law.names.settle(record.law.names.near(text, names, said.end).within(read.scope))
    regulations = record.law.names.regulations(scope)
    own = [
        r for r in rules if r.at.regulation in regulations and (not scope.platform or scope.platform & set(r.platforms))
    ]
    fitting = [r for r in own if _fits(record, r, scope, text)]
    free = [r for r in own if _NOT_NEEDED.search(r.quote)]
    if said.denied and free:
        other = all(r.when.applicant and r.when.applicant not in scope.applicant for r in free) and scope.applicant
        reason = f"{record.law.corpus.label(free[0].at)}只对{free[0].when.applicant}这样规定。"
        return record.finding(read, (said.start, said.end), ClaimOutcome.CONTRADICTED, reason) if other else None
    if said.denied:
        return _denied(record, read, said, fitting)
    if own and scope.applicant and all(r.when.applicant and r.when.applicant not in scope.applicant for r in own):
        reason = f"{record.law.corpus.label(own[0].at)}只对{own[0].when.applicant}这样要求。"
        return record.finding(read, (said.start, said.end), ClaimOutcome.CONTRADICTED, reason)
    return None


def _denied(record: Record, read: Read, said: _Said, fitting: list[Rule]) -> Finding | None:
    if not fitting or any(rule.value is False for rule in fitting):
        return None
    rule = fitting[0]
    if isinstance(rule.value, bool) and _QUOTED_NOT.search(rule.quote) and _NO_EFFECT.search(said.clause):
        return None
    if not isinstance(rule.value, bool) and not _NOT_NEEDED.search(said.clause):
        return None
    if any(said.start <= c.mention.start < said.end for c in read.claims):
        return None
    quote = "".join(rule.quote.split())
    reason = f"{record.law.corpus.label(rule.at)}规定：“{quote[:60]}”。"
    return record.finding(read, (said.start, said.end), ClaimOutcome.CONTRADICTED, reason)


def _fits(record: Record, rule: Rule, scope: Scope, text: str) -> bool:
    """Tell whether ``rule`` is surely for the case told: its case is named, or it has none."""
    when = rule.when
    if when.applicant and when.applicant not in scope.applicant:
        return False
    if when.grade and when.grade not in scope.grade:
        return False
    if when.category and when.category not in scope.category:
        return False
    return not when.cause or _tells(record, when.cause, text)


def _tells(record: Record, cause: str, text: str) -> bool:
    held = set(record.law.words.terms_of(text))
    for part in to_view(cause).text.split("、"):
        terms = {t for t in record.law.words.terms_of(part) if ":" not in t}
        if terms and len(terms & held) * 2 >= len(terms):
            return True
    return False
