"""What a sentence as a whole says otherwise than the law: a word for another, a draft for a law."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tiaowen.corpus.rules import Rule
from tiaowen.domain import Status
from tiaowen.rules.cases import fits_case, states
from tiaowen.rules.claims import Read
from tiaowen.rules.propositions import LIFTED, find_clauses, is_excluded, tells, unneeded_in
from tiaowen.rules.record import Record

_NOT_RELAXED = re.compile(
    r"(?:也|同样|仍然?|一律|均|都)[^，。；]{0,4}(?:不得|不能|不可|不准|须|必须|要|应)|不(?:得|能|可以?|予|准)[^，。；]{0,4}(?:放宽|降低|低于)"
)
_BAN = "重新申报间隔"
_BANS = re.compile(
    r"(?:永远|永久|终身|永不|再也|以后都?)[^，。；]{0,4}(?:不得|不能|不可|不准|没有资格)?[^，。；]{0,6}申[请报]"
    r"|(?:当年|立即|立刻|马上|随时|次年|第二年)[^，。；]{0,4}(?:可以?|能)[^，。；]{0,4}(?:重新|再次?)(?:申[请报]|认定|备案)"
)
_IN_FORCE = re.compile(
    r"(?<![未没尚])已(?:经|于[^，。；]{0,12})?(?:正式)?(?:施行|实施|生效|执行)|(?<!未)(?<!没有)正式(?:施行|实施|生效)(?!前|后|稿|时|以)|现行有效|已是正式"
)
_SHARED, _MOSTLY, _WHOLLY = 3, 0.5, 0.75  # terms of a clause that stand in the sentence of a rule it repeats

Wrong = tuple[tuple[int, int], str]
"""The place in a sentence of what is not so, and why."""


def judge_sentence(record: Record, read: Read) -> Iterator[Wrong]:
    """Yield what the sentence of ``read`` says otherwise than the law."""
    for judge in (_judge_clauses, _judge_ban, _judge_relaxed, _judge_status):
        yield from judge(record, read)


def _judge_clauses(record: Record, read: Read) -> Iterator[Wrong]:
    """Yield the clauses that repeat a rule with another word than its own, or deny that what it asks is needed."""
    text, contrasts = read.segment.text, record.law.contrasts
    for clause in find_clauses(text):
        if any(clause.start() <= c.mention.start < clause.end() for c in read.claims):
            continue
        if unneeded := unneeded_in(clause[0]):
            for rule in _echoed(record, read, unneeded, mostly=_WHOLLY):
                lifted = LIFTED.search(record.law.sentence_of(rule).text)
                if rule.value and not lifted and fits_case(record, rule, read.scope, text):
                    yield clause.span(), states(record, rule)
                    break
        choices = contrasts.read(clause[0])
        excluded = {choice.member for choice in choices if is_excluded(clause[0], choice.end)}
        if not choices or not (excluded or tells(clause[0])):
            continue
        kept = [choice for choice in choices if choice.member not in excluded]
        echoed = tuple(_echoed(record, read, clause[0], mostly=_MOSTLY))
        stated = [record.law.sentence_of(rule).text for rule in echoed]
        members = {choice.member for words in stated for choice in contrasts.read(words)}
        if contrasts.conflict(kept, ["。".join(stated)]) or excluded & members:
            yield clause.span(), states(record, echoed[0])


def _echoed(record: Record, read: Read, clause: str, *, mostly: float) -> Iterator[Rule]:
    """Yield the rules of yes or no in scope that a clause names, or whose sentence has most of its words."""
    regulations = record.law.names.regulations(read.scope)
    own = record.law.words_of(clause)
    named = {name for match in record.law.words.metrics_in(clause) for name in match.values}
    for rule in record.law.corpus.rules:
        if not isinstance(rule.value, bool) or rule.at.regulation not in regulations:
            continue
        if read.scope.platform and not read.scope.platform & set(rule.platforms):
            continue
        if rule.metric in named or len(own & record.law.sentence_of(rule).terms) >= max(_SHARED, len(own) * mostly):
            yield rule


def _judge_ban(record: Record, read: Read) -> Iterator[Wrong]:
    """Yield the words that bar an application for ever, or for no time, where the law bars it for a time."""
    regulations = record.law.names.regulations(read.scope)
    for match in _BANS.finditer(read.segment.text):
        for rule in record.law.rules_of(_BAN):
            if rule.at.regulation in regulations and fits_case(record, rule, read.scope, read.segment.text):
                yield match.span(), states(record, rule)
                break


def _judge_status(record: Record, read: Read) -> Iterator[Wrong]:
    """Yield the words that tell a draft as a law in force."""
    regulations = record.law.names.regulations(read.scope)
    match = _IN_FORCE.search(read.segment.text)
    if match is None or len(regulations) != 1:
        return
    regulation = record.law.corpus.regulation(min(regulations))
    if regulation.status is Status.DRAFT:
        yield match.span(), f"《{regulation.title}》是征求意见稿，还没有施行。"


def _judge_relaxed(record: Record, read: Read) -> Iterator[Wrong]:
    """Yield the words that hold to a bound in the very case in which the law relaxes it."""
    text, regulations = read.segment.text, record.law.names.regulations(read.scope)
    match = _NOT_RELAXED.search(text)
    for rule in record.law.relaxing if match else ():
        if (
            match
            and rule.at.regulation in regulations
            and rule.when.cause
            and record.law.tells(text, rule.when.cause, least=1 / 3)
        ):
            yield match.span(), states(record, rule)
