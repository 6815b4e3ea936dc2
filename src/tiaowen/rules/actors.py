"""Who does what, told of another body: 由市科技局任命 where the law has 由依托单位任命或聘任."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tiaowen.domain import Address, ClaimOutcome
from tiaowen.quantities.view import to_view
from tiaowen.rules.claims import Read
from tiaowen.rules.law import Law
from tiaowen.rules.matcher import Matcher
from tiaowen.rules.propositions import SUPPOSES, UNSURE, find_clauses
from tiaowen.rules.record import Finding, Record

_KINDS = (
    ("任命", "聘任"),
    ("审查", "审核"),
    ("审定", "认定"),
    ("批准", "批复", "审批"),
    ("授予",),
    ("确定",),
    ("评定", "评估"),
)
_KIND_OF = {act: kind[0] for kind in _KINDS for act in kind}
_ACTS = "|".join(_KIND_OF)
_ACT = re.compile(
    rf"(?:{_ACTS})(?!通知|专家|意见|结果|材料|申请|程序|机构|名单|条件|办法|标准|[制期会权书表人]|周期|建议|报告|工作|签字)"
)
_MORE = re.compile(rf"(?:或|和|并|及|、)[^，,。；、]{{0,4}}?(?P<act>{_ACTS})")
_BESIDE = re.compile(r"(?:配合|协助|会同|联合|接受|不是|并非|不由|非|向|和|与|、)$")
_BY = re.compile(r"(?:须|应|要|均|都|也|则)*[由经报向]$")
_LENT = re.compile(r"组织|委托|配合|协助|会同|接受|申请|未|不|所")
_OBJECT = re.compile(r"对[^，,]*$|(?:成立|设立|组建)[^，,]*$|(?:[向为]|落实|赋予|配合|协助)$")
_NEXT = re.compile(r"后|报|同意|通过")
_SPLIT = re.compile(r"[。；;\n]")
_MARK = re.compile(r"^[（(][^）)]{1,3}[）)]")
_QUOTED = 60  # characters of the law in a reason
_REACH = 8  # characters after a body in which its act is told
_SHARED, _MOSTLY = 2, 0.5  # terms of what is acted upon that the law's sentence has, or this part of so few
_NEARLY = 0.6  # acts that fit so nearly as well count alike


class _Act(NamedTuple):
    """That ``body`` does something of ``kind``: ``words`` of the law say so, ``terms`` are those of the sentence.

    Where ``is_named``, the words name the body, else what stands before them does.
    """

    at: Address
    body: str
    kind: str
    words: str
    terms: frozenset[str]
    is_named: bool


class _Told(NamedTuple):
    """That ``body`` is told to do something of ``kind``; ``words`` of the clause tell what is acted upon."""

    start: int
    end: int
    body: str
    kind: str
    words: str


def find_other_actors(record: Record) -> Iterator[Finding]:
    """Yield a finding on every act that is told of a body, where the law in scope gives it to another."""
    names = _names_of(record.law)
    for read in record.reads:
        if read.segment.kind == "heading" or SUPPOSES.search(read.segment.text):
            continue
        clauses = list(find_clauses(read.segment.text))
        for at, clause in enumerate(clauses):
            # what is acted upon is named here, right before, or where the sentence begins: 年报，经依托单位审核
            topics = [_topic(c[0], names) for c in (*clauses[:1], clauses[at - 1])] if at else []
            for told in () if UNSURE.search(clause[0]) else _told(clause[0], names):
                if stated := _other(record, read, told, "，".join(topics)):
                    label = record.law.corpus.label(stated.at)
                    reason = f"按{label}，这由{stated.body}来做：“{stated.words[:_QUOTED]}”。"
                    place = clause.start() + told.start, clause.start() + told.end
                    yield record.finding(read, place, ClaimOutcome.CONTRADICTED, reason)


def _topic(clause: str, names: Matcher[str]) -> str:
    """Return what of ``clause`` stands before the first body."""
    first = next(names.find(clause), None)
    return clause[: first.start] if first else clause


def _told(clause: str, names: Matcher[str]) -> Iterator[_Told]:
    """Yield the bodies of ``clause`` with what each is told to do."""
    for match in names.find(clause):
        act = _ACT.search(clause, match.end, match.end + _REACH)
        if act is None or _BESIDE.search(clause, 0, match.start) or _LENT.search(clause, match.end, act.start()):
            continue
        between = clause[match.end : act.start()]
        if not between.startswith("的") and not any(names.find(between)):
            after = _NEXT.split(clause[act.end() :])[0]
            words = f"{_BY.sub('', clause[: match.start])}|{between}|{after}"
            yield _Told(match.start, act.end(), match.values[0], _KIND_OF[act[0]], words)


def _other(record: Record, read: Read, told: _Told, topics: str) -> _Act | None:
    """Return the act of the law that is clearly meant where another body does it; None where the one told does."""
    law = record.law
    regulations = law.names.regulations(read.scope)
    if len({law.corpus.regulation(id_).jurisdiction.name for id_ in regulations}) > 1:
        return None
    said = law.words_of(f"{topics}|{told.words}")
    held = [
        (len(act.terms & said), act)
        for act in _acts_of(law)
        if act.kind == told.kind and act.at.regulation in regulations and _is_of(act.at, read)
    ]
    most = max((shared for shared, _ in held), default=0)
    if most < max(1, min(_SHARED, _MOSTLY * len(said))):
        return None
    if any(act.body == told.body and shared >= _NEARLY * most for shared, act in held):
        return None
    near = [(shared, act) for shared, act in held if shared >= _NEARLY * most]
    return max(near, key=lambda one: (one[1].is_named, one[0]))[1]


def _is_of(at: Address, read: Read) -> bool:
    platforms = read.scope.platform
    return at.annex is None or not platforms or at.annex.removeprefix("附件-") in platforms


@lru_cache(maxsize=4)
def _names_of(law: Law) -> Matcher[str]:
    """Return what finds the bodies that the corpus knows by their names."""
    return Matcher((to_view(word).text, body[0]) for body in law.corpus.terms.bodies for word in body)


@lru_cache(maxsize=4)
def _acts_of(law: Law) -> tuple[_Act, ...]:
    """Return what the laws have the bodies do; read only where a text has one of them do something."""
    names = _names_of(law)
    return tuple(
        act
        for regulation in law.corpus.regulations
        for article in regulation.articles
        for part in article.parts()
        for sentence in _SPLIT.split(to_view(part.own).text)
        for act in _stated(law, part.address, sentence, to_view(part.lead or "").text, names)
    )


def _stated(law: Law, at: Address, sentence: str, lead: str, names: Matcher[str]) -> Iterator[_Act]:
    """Yield the acts of ``sentence``; what has no body of its own is done by the one named last, or by the lead's."""
    body = next((match.values[0] for match in names.find(lead)), None)
    found: dict[tuple[str, str, str], bool] = {}
    for clause in re.split("[，,：:]", sentence):
        matches = [match for match in names.find(clause) if not _OBJECT.search(clause, 0, match.start)]
        if body:  # what stands before the first body of a clause is done by the one before: 经审核后报送市科技局
            ahead = _ACT.finditer(clause, 0, matches[0].start if matches else len(clause))
            found |= {(body, _KIND_OF[act[0]], clause): False for act in ahead}
        for match in matches:
            act = _ACT.search(clause, match.end)
            body = match.values[0]
            if act is not None and not any(match.end <= other.start < act.start() for other in matches):
                more = _MORE.match(clause, act.end())
                words = (act[0], *([more["act"]] if more else []))
                found |= {(body, _KIND_OF[word], clause): True for word in words}
    terms = law.words_of(sentence)
    for (doer, kind, clause), is_named in found.items():
        yield _Act(at, doer, kind, _MARK.sub("", clause), terms, is_named)
