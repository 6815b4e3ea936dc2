"""Draft → answer: only what the check supports leaves; the rest is left out, and the answer says so and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tiaowen.answering.draft import UNMET, Draft
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Answer, AnswerStatus, Citation, Eligibility, Status, Verdict
from tiaowen.rules.check import find_claims
from tiaowen.rules.conclusions import ground_of
from tiaowen.rules.record import Finding

_MARK = re.compile(r"〔(\d{1,3})〕")  # 〔2021〕 is the year of a document
_SOURCES = "依据："  # how a line begins that says nothing but where something stands
_UNDECIDED = "**还不能判断**：有的条件没有通过核对，请对照条文。"
_STATUS_NOTICES = {
    Status.DRAFT: "征求意见稿，尚未施行",
    Status.INTERIM: "暂行办法",
    Status.TRIAL: "试行办法",
}


def release(draft: Draft, query: Query, corpus: Corpus) -> Answer:
    """Return ``draft`` as an answer to ``query``: lines with a claim that the check does not support are left out.

    A conclusion that rests on a line left out is no longer drawn; 不符合 stands on the reason in its own line.
    Citations that no line is left of are dropped and the others numbered anew.
    """
    cited = tuple(citation.address for citation in draft.citations)
    plain = without_marks(draft.text)  # a mark between a word and what ends its clause would hide it from the check
    findings = find_claims(plain, question=query.said, cited=cited, corpus=corpus)
    kept = _sift(draft, findings)
    said = any(line.strip() and not line.startswith(_SOURCES) for line in kept.lines)
    text, citations = _renumber("\n".join(kept.lines).strip() if said else "", draft.citations)
    status: AnswerStatus = draft.status if text else "declined"
    if kept.withheld:
        reasons = "；".join(dict.fromkeys(map(ground_of, kept.withheld)))
        text = f"{text}\n\n（有一部分没有通过核对，已经略去：{_MARK.sub('', reasons)}。）".strip()
    return Answer(
        question=query.question,
        text=text,
        status=status,
        citations=citations,
        claims=tuple(kept.claims),
        notices=status_notices(citations, corpus),
        mode=draft.mode,
        eligibility=_undecide(draft.eligibility) if kept.undecided else draft.eligibility,
    )


def without_marks(text: str) -> str:
    """Return ``text`` without the marks of citations.

    >>> without_marks("不少于8人〔1〕。")
    '不少于8人。'
    """
    return _MARK.sub("", text)


class _Kept(NamedTuple):
    """The lines that may leave, the claims in them, those in the others, and whether a conclusion fell with one."""

    lines: list[str]
    claims: list[Verdict]
    withheld: list[Verdict]
    undecided: bool


def _sift(draft: Draft, findings: Sequence[Finding]) -> _Kept:
    lines: list[str] = []
    claims: list[Verdict] = []
    withheld: list[Verdict] = []
    resting: tuple[int, str] | None = None  # the line and words of the conclusion that what follows bears out
    undecided, end = False, 0
    for line in draft.text.split("\n"):
        start, end = end, end + len(without_marks(line)) + 1
        verdicts = [finding.verdict for finding in findings if start <= finding.start < end]
        holds = all(verdict.released for verdict in verdicts)
        conclusion = next((words for words in draft.conclusions if words in line), None)
        if conclusion is not None:
            resting = None if holds and conclusion.startswith(UNMET) else (len(lines), conclusion)
        if holds or conclusion is not None:
            lines.append(line)
        if holds:
            claims += verdicts
            continue
        withheld += [verdict for verdict in verdicts if not verdict.released]
        if resting is not None:
            at, words = resting
            lines[at] = lines[at].replace(words, _UNDECIDED)
            undecided = True
    return _Kept(lines, claims, withheld, undecided)


def _undecide(eligibility: Eligibility | None) -> Eligibility | None:
    return eligibility and eligibility.model_copy(update={"outcome": "unknown"})


def status_notices(citations: Sequence[Citation], corpus: Corpus) -> tuple[str, ...]:
    """Return a line for each cited regulation that is a draft, interim or on trial."""
    cited = dict.fromkeys(citation.address.regulation for citation in citations)
    notices = []
    for id_ in cited:
        regulation = corpus.regulation(id_)
        if regulation.status in _STATUS_NOTICES:
            name = f"《{regulation.title}》：" if len(cited) > 1 else ""
            notices.append(name + _STATUS_NOTICES[regulation.status])
        notices += regulation.notices
    return tuple(notices)


def _renumber(text: str, citations: Sequence[Citation]) -> tuple[str, tuple[Citation, ...]]:
    used = list(dict.fromkeys(int(number) for number in _MARK.findall(text)))
    kept = [number for number in used if 1 <= number <= len(citations)]
    text = _MARK.sub(lambda mark: f"〔{kept.index(int(mark[1])) + 1}〕" if int(mark[1]) in kept else "", text)
    return text, tuple(citations[number - 1] for number in kept)
