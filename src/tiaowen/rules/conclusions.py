"""Conclusions worked out again: 符合, 不达标, 可以, ✓ — from what the asker has and what the law asks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tiaowen.domain import ClaimOutcome, Verdict
from tiaowen.rules.claims import Read
from tiaowen.rules.needs import Need, needs_asked, needs_told, values_told
from tiaowen.rules.provisions import Provision
from tiaowen.rules.record import Finding, Record, quote

_ENDS = r"(?=$|[，。；）)!！])"
_NO = (
    r"不符合|不达标|未达标|没达标|达不到|未达到|没有达到|没达到|不满足|未满足|还?不够|不算(?!是)|不计入|不能计入|不行|不可以"
    rf"|不足{_ENDS}|不合格{_ENDS}|不可{_ENDS}|不能{_ENDS}|不在[^，。；]{{0,10}}范围|超标|❌|✗|✘|✖|☒"
)
_MUST = r"(?<![需须应要必如若才能方时])(?<!如果)(?<!只要)(?<!必须)"
_FULLY = r"(?:已经?|均|都|也|全部|正好|刚好|恰好|能)?"
_ASKED = r"(?:了)?(?:要求|标准|条件|规定)?"
_YES = (
    rf"{_MUST}{_FULLY}符合(?=$|[，。；（(）)!！✅]|[^，。；]{{0,6}}(?:要求|条件|标准|规定))|达标|{_FULLY}(?:达到|满足){_ASKED}{_ENDS}"
    rf"|足够|够(?:了|用|格)?{_ENDS}|可以?计入|都?算数|可以{_ENDS}|没问题|✅|✓|✔|√|☑"
)
_WORD = re.compile(rf"(?P<no>{_NO})|(?P<yes>{_YES})")
_CONDITIONAL = re.compile(r"如果|假如|假设|若(?!干)|只要|只有|倘|前提|才能|方可|即可|吗|是否|能否|可否")
_OPENING = re.compile(
    r"(?:结论|综上|因此|所以|总之|总体|综合来看|答|简要回答)?[：:，]?"
    r"(?:您|贵[公司单位院校方]*|你们|目前|暂时?|原则上|还|也|就|按[^，。不]{0,14}，?|从[^，。不]{0,14}看，?|这种情况){0,4}"
    r"(?:(?P<no>不可以|不能(?!判断|确定)|不行|不够|不符合|不达标|不满足|暂不能|暂不满足|达不到|未达到|无法|不可|不是|否|没达标|暂不)"
    r"|(?P<yes>可以|能(?!否|不能)|行|够|符合|达标|满足|没问题|是的|足够))"
)
_SUMMARY = re.compile(r"结论|综上|整体|总体")
_ASKS = re.compile(r"吗|能否|可否|能不能|可不可以|够不够|行不行|是否|行么|达标|满足")
_ABILITY = re.compile(r"可以|能|够|行|符合|达标|满足|合格|达到|认定|报")
_OPENS = 6  # characters in which an answer's first word stands


_IS_MET, _IS_NOT_MET = "已经满足。", "没有满足。"


def is_on_conclusion(verdict: Verdict) -> bool:
    """Tell whether ``verdict`` is on a conclusion that comes out otherwise, not on a figure."""
    return verdict.reason.endswith((_IS_MET, _IS_NOT_MET))


def ground_of(verdict: Verdict) -> str:
    """Return the reason of ``verdict`` without the conclusion that it comes to, if it is on one."""
    return verdict.reason.removesuffix(_IS_MET).removesuffix(_IS_NOT_MET).rstrip("，。")


def find_conclusions(record: Record) -> list[Finding]:
    """Return a finding on every conclusion that comes out otherwise when it is worked out again."""
    findings: list[Finding] = []
    explained = False
    for index, read in enumerate(record.reads):
        for finding, is_reason in _judge_words(record, read, index):
            findings += [finding] if finding else []
            explained = explained or is_reason
    findings += _judge_opening(record, explained=explained)
    return findings


def _judge_words(record: Record, read: Read, index: int) -> Iterator[tuple[Finding | None, bool]]:
    """Yield for each conclusion of a segment the finding, and whether it gives a reason for a no that stands."""
    text, last = read.segment.text, 0
    for match in _WORD.finditer(text):
        region = (last, match.start()) if match.start() > 1 else (0, len(text))
        last = match.end()
        if _CONDITIONAL.search(text, max(0, text.rfind("，", 0, match.start())), match.end() + 4):
            continue
        says = match.lastgroup == "yes"
        clause = max(region[0], *(text.rfind(mark, 0, match.start()) for mark in "，,；"))
        if any(clause < c.mention.start < match.start() and not c.mention.comparators for c in read.claims):
            region = clause, region[1]
        needs = needs_told(record, read, index, region)
        condition = not says and _has_condition(record, text)
        if not needs or condition:
            yield None, condition or (not says and (index > 0 or match.start() > _OPENS))
        elif all(need.met for need in needs) == says:
            yield None, not says
        else:
            values = values_told(record, read, index, region)
            start = min([match.start(), *(judged.claim.mention.start for judged in values[-1:])])
            wrong = next((need for need in needs if need.met != says), needs[0])
            yield record.finding(read, (start, match.end()), *_contradiction(record, wrong)), False


def _has_condition(record: Record, text: str) -> bool:
    """Tell whether ``text`` gives a condition without a figure as its reason: 不符合：应为单数，您说8个."""
    return any(words in text for words in record.law.conditions)


def _judge_opening(record: Record, *, explained: bool) -> Iterator[Finding]:
    """Yield a finding on an answer's first word, or its summary, where the asker's figures say otherwise."""
    if not _ASKS.search(record.question) or not _ABILITY.search(record.question):
        return
    needs, all_known = needs_asked(record)
    unmet = [need for need in needs if not need.met]
    for read in record.reads:
        text = read.segment.text
        opening = _OPENING.match(text) if read is record.reads[0] or _SUMMARY.search(text) else None
        if opening is None or not needs:
            continue
        if opening["yes"] and unmet:
            yield record.finding(read, opening.span(), *_contradiction(record, unmet[0]))
        elif opening["no"] and not unmet and all_known and not explained:
            yield record.finding(read, opening.span(), *_contradiction(record, needs[0]))


def _contradiction(record: Record, need: Need) -> tuple[ClaimOutcome, str, Provision]:
    met = _IS_MET if need.met else _IS_NOT_MET
    reason = f"{record.label(need.provision)}要求“{quote(need.provision)}”，{met}"
    return ClaimOutcome.CONTRADICTED, reason, need.provision
