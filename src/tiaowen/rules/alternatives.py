"""Both told for one and one for both: 且 where the law says 或, 或者 or 满足其一即可 where it asks for all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tiaowen.corpus.rules import Role, Rule, plain
from tiaowen.domain import ClaimOutcome
from tiaowen.rules.cases import states
from tiaowen.rules.claims import Read
from tiaowen.rules.record import Finding, Judged, Record

_BOTH = re.compile(r"并且(?:还)?[须要应]|同时具备|同时满足|缺一不可|两者都|两者均|两样都|两项都|都要有")
_EITHER = re.compile(r"或(?:具有|与|有|者)")
_OR = re.compile(r"[^，,。；、]{0,10}[，,、](?:或|要么)|[^，,。；、]{0,3}或")
_ONE_DOES = re.compile(
    r"(?:其一|之一|[任其]中?[意何]?一[项条个]?|有?一[项条])(?:的|条件|要求)?(?:即可|就行|就可以?|便可|就够|也可以?)|二选一|[两三]者择一|择一"
)
_NOT_MET = re.compile(
    r"不足|未达|[达满]不[到足]|没达|不符合|不满足|不够|不能|不是|并非|不必|不需|无需|不用|不要求|否则|放宽|适当低于|(?<!不)(?<!不得)[低少]于|吗|是否"
)
_AND = re.compile(r"并且|而且|同时|且|又要|又须")
_JOINED = re.compile(r"(?P<left>[^，,。；：:、（）()或]{2,4})[，,]?或者?(?P<right>[^，,。；：:、（）()或]{4})")
_GAP = 8  # characters that may stand with 且 between what the law joins by 或


def find_alternatives(record: Record) -> Iterator[Finding]:
    """Yield a finding on every 或 for the law's 且, and every 且 for its 或. The figures have been judged before."""
    by_segment: dict[int, list[Judged]] = {}
    for judged in record.judged:
        by_segment.setdefault(judged.claim.segment, []).append(judged)
    for index, read in enumerate(record.reads):
        wrong = _either_for_both(record, read, by_segment.get(index, ())) or _both_for_either(record, read)
        if wrong is not None:
            span, reason = wrong
            yield record.finding(read, span, ClaimOutcome.CONTRADICTED, reason)


def _either_for_both(record: Record, read: Read, judged: Sequence[Judged]) -> tuple[tuple[int, int], str] | None:
    """Return where two conditions that the law asks together are told as alternatives, and why they are none."""
    text = read.segment.text
    if _NOT_MET.search(text):
        return None
    conditions = [(j.claim.mention, j.provision.rule) for j in judged if j.good and j.provision and j.provision.rule]
    conditions = [(mention, rule) for mention, rule in conditions if rule.role is Role.ELIGIBILITY]
    for (one, rule), (other, beside) in pairwise(conditions):
        found = _OR.match(text, one.end, other.start) or _ONE_DOES.search(text, other.end)
        if found and _are_asked_together(record, rule, beside):
            return found.span(), states(record, beside)
    return None


def _are_asked_together(record: Record, one: Rule, other: Rule) -> bool:
    """Tell whether the law asks two things of the same applicants, and joins them by no 或."""
    case, beside = one.when, other.when
    same = (case.applicant, case.category) == (beside.applicant, beside.category) and one.at.whole == other.at.whole
    if not same or one.metric == other.metric:
        return False
    if one.at != other.at:
        return True
    words = plain(record.law.corpus.text(one.at) or "")
    first, second = sorted((words.find(plain(rule.quote)), plain(rule.quote)) for rule in (one, other))
    between = words[first[0] + len(first[1]) : max(second[0], first[0] + len(first[1]))]
    return "或" not in between


def _both_for_either(record: Record, read: Read) -> tuple[tuple[int, int], str] | None:
    """Return where both are asked of what the law asks one of, and what it says."""
    text, regulations = read.segment.text, record.law.names.regulations(read.scope)
    if _AND.search(text) and not _NOT_MET.search(text):
        for sentence in record.law.sentences(regulations, read.scope.platform):
            for joined in _JOINED.finditer(sentence.text):
                if span := _are_joined(text, joined["left"], joined["right"]):
                    return span, f"{record.law.corpus.label(sentence.at)}写的是“{joined[0]}”。"
    match = _BOTH.search(text)
    named = {name for found in record.law.words.metrics_in(text) for name in found.values} if match else set()
    for metric in sorted(named):
        for rule in record.law.rules_of(metric):
            fits = not read.scope.platform or bool(read.scope.platform & set(rule.platforms))
            if match and fits and rule.at.regulation in regulations and _EITHER.search(plain(rule.quote)):
                return match.span(), states(record, rule)
    return None


def _are_joined(text: str, left: str, right: str) -> tuple[int, int] | None:
    """Return where ``text`` joins ``left`` and ``right`` by 且."""
    end = text.find(left) + len(left)
    start = text.find(right, end)
    if end < len(left) or not 0 < start - end <= _GAP:
        return None
    gap = text[end:start]
    return (end - len(left), start + len(right)) if _AND.search(gap) and "或" not in gap else None
