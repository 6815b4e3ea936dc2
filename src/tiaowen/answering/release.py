"""Draft → answer: only what the check supports leaves; the rest is left out, and the answer says so and why."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tiaowen.answering.draft import Draft
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Answer, AnswerStatus, Citation, Status, Verdict
from tiaowen.rules.check import find_claims

_MARK = re.compile(r"〔(\d+)〕")
_STATUS_NOTICES = {
    Status.DRAFT: "征求意见稿，尚未施行",
    Status.INTERIM: "暂行办法",
    Status.TRIAL: "试行办法",
}


def release(draft: Draft, query: Query, corpus: Corpus) -> Answer:
    """Return ``draft`` as an answer to ``query``: lines with a claim that the check does not support are left out.

    Citations that no line is left of are dropped and the others numbered anew.
    """
    cited = tuple(citation.address for citation in draft.citations)
    findings = find_claims(draft.text, question=query.said, cited=cited, corpus=corpus)
    lines: list[str] = []
    claims: list[Verdict] = []
    withheld: list[Verdict] = []
    end = 0
    for line in draft.text.split("\n"):
        start, end = end, end + len(line) + 1
        verdicts = [finding.verdict for finding in findings if start <= finding.start < end]
        if all(verdict.released for verdict in verdicts):
            lines.append(line)
            claims += verdicts
        else:
            withheld += [verdict for verdict in verdicts if not verdict.released]
    text, citations = _renumber("\n".join(lines).strip(), draft.citations)
    status: AnswerStatus = draft.status if text else "declined"
    if withheld:
        reasons = "；".join(dict.fromkeys(verdict.reason.removesuffix("。") for verdict in withheld))
        text = f"{text}\n\n（有一部分没有通过核对，已经略去：{_MARK.sub('', reasons)}。）".strip()
    return Answer(
        question=query.question,
        text=text,
        status=status,
        citations=citations,
        claims=tuple(claims),
        notices=status_notices(citations, corpus),
        mode=draft.mode,
        eligibility=draft.eligibility,
    )


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
