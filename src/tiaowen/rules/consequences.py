"""What a text has follow from a case, held against what the law has: 中途退出评估的，按整改处理."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tiaowen.corpus.rules import Role, Rule
from tiaowen.quantities import TIMES, Quantity
from tiaowen.rules.cases import states
from tiaowen.rules.claims import Read
from tiaowen.rules.propositions import UNSURE, Stance, find_propositions
from tiaowen.rules.record import Record
from tiaowen.rules.scope import Scope

_CASE = re.compile(
    r"[^，,。；;：:！!？?\n]{2,60}?(?:的话|的|者|时|则|就)"
    r"(?=[，,]|按|视|给|予|应|须|要|将|会|可|直接|限|责|取|撤|不再|不得|仍|继续|自动|一律|列|纳|进)"
)
_ENDS_GRADE = re.compile(r"(?:等次|等级|档)?(?:[、，,和或及与]|以及|的|者|时|则|就|$)")
_FURTHER = re.compile(r"连续|[两二三2]次|再次|仍|又|没有|未|不(?!合格)|逾期|期间|到期|期满|后")
_NOT = re.compile(r"不(?!良)|未|没|非|无(?!故)")
_FOLLOWING = frozenset({Role.EVALUATION, Role.SANCTION})


class _Case(NamedTuple):
    """A case that a sentence tells, ``head``, and where what follows from it stands."""

    head: str
    start: int
    end: int


def judge_consequences(record: Record, read: Read) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the consequences that the sentence of ``read`` tells of a case from which the law has others follow."""
    text, law = read.segment.text, record.law
    following = _consequences(record)
    told = [p for p in find_propositions(text, law.words, effects=law.effects) if p.metric in following]
    for case in _cases(text) if told else ():
        first = next((p for p in told if case.start <= p.start < case.end), None)
        if first is None or first.stance not in {Stance.TOLD, Stance.NEEDED} or UNSURE.search(text, *first.clause):
            continue
        scope = law.names.join(law.names.near(text, law.names.read(text), case.start), read.outer)
        regulations = [law.corpus.regulation(id_) for id_ in law.names.regulations(scope)]
        if len({regulation.jurisdiction.name for regulation in regulations}) > 1:
            continue  # what follows in one city says nothing of another
        for rules, further in _of_case(record, scope, case.head, following):
            stated = any(_is_alike(record, rule.metric, first.metric) for rule in rules)
            if rules and stated == further and not _is_said(record, scope, case.head, text[first.start : first.end]):
                yield first.clause, states(record, rules[0])
                break


def _cases(text: str) -> Iterator[_Case]:
    heads = list(_CASE.finditer(text))
    for at, head in enumerate(heads):
        yield _Case(head[0], head.end(), heads[at + 1].start() if at + 1 < len(heads) else len(text))


def _consequences(record: Record) -> frozenset[str]:
    """Return the metrics that follow from a grade or a misdeed: 撤销资格, 整改期限."""
    return frozenset(
        rule.metric
        for rule in record.law.corpus.rules
        if rule.role in _FOLLOWING and (rule.metric in record.law.effects or (rule.when.grade and _is_time(rule)))
    )


def _is_time(rule: Rule) -> bool:
    return isinstance(rule.value, Quantity) and rule.value.unit in TIMES


def _of_case(record: Record, scope: Scope, head: str, following: frozenset[str]) -> Iterator[tuple[list[Rule], bool]]:
    """Yield for the causes, and for each grade, that ``head`` tells the rules on what follows from it.

    Where it follows from the grade only when more happens, which ``head`` does not tell, that comes with True.
    """
    regulations = record.law.names.regulations(scope)
    rules = [
        rule
        for rule in record.law.corpus.rules
        if rule.metric in following
        and rule.role in _FOLLOWING
        and rule.at.regulation in regulations
        and (not scope.platform or scope.platform & set(rule.platforms))
    ]
    causes = [rule for rule in rules if not rule.when.grade and rule.when.cause]
    yield [rule for rule in causes if _tells(record, head, rule.when.cause or "")], False
    for name in record.law.names.read(head):
        if name.dimension == "grade" and _ENDS_GRADE.match(head, name.end) and not _FURTHER.search(head):
            graded = [rule for rule in rules if rule.when.grade in name.values]
            plain = [rule for rule in graded if not rule.when.cause]
            yield plain or [rule for rule in graded if _is_further(rule)], not plain


def _is_further(rule: Rule) -> bool:
    """Tell whether the cause of ``rule`` is what more than its grade has to happen: 整改后复评仍不合格."""
    return (rule.when.grade or "") in (rule.when.cause or "")


def _tells(record: Record, head: str, cause: str) -> bool:
    """Tell whether ``head`` names a part of ``cause``, and denies it no more than that does."""
    denials = len(_NOT.findall(head))
    return any(record.law.tells(head, part) and denials == len(_NOT.findall(part)) for part in cause.split("、"))


def _is_alike(record: Record, one: str, other: str) -> bool:
    """Tell whether two consequences come to the same: they are the contrary of the same."""
    opposites = record.law.opposites
    return one == other or bool(set(opposites.get(one, ())) & set(opposites.get(other, ())))


def _is_said(record: Record, scope: Scope, head: str, word: str) -> bool:
    """Tell whether a sentence of the law in scope, which no rule encodes, has ``word`` follow from the case."""
    regulations = record.law.names.regulations(scope)
    named = {metric for match in record.law.words.metrics_in(word) for metric in match.values}
    if any(rule.at.regulation in regulations for metric in named for rule in record.law.rules_of(metric)):
        return False
    grades = {v for name in record.law.names.read(head) if name.dimension == "grade" for v in name.values}
    sentences = record.law.sentences(regulations, scope.platform)
    return any(word in sentence.text and any(grade in sentence.text for grade in grades) for sentence in sentences)
