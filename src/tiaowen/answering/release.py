"""Draft → answer: only what the check supports leaves; the rest is left out, and the answer says so."""

from __future__ import annotations

from tiaowen.answering.compose import Draft
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Answer, AnswerStatus, Status, Verdict
from tiaowen.numerals import to_numeral
from tiaowen.rules.check import check_figures, find_evidence

_STATUS_NOTICES = {
    Status.DRAFT: "征求意见稿，尚未施行",
    Status.INTERIM: "暂行办法",
    Status.TRIAL: "试行办法",
}


def release(draft: Draft, query: Query, corpus: Corpus) -> Answer:
    """Return ``draft`` as an answer to ``query``, what its check does not support left out.

    A line with a figure that no cited article and no word of the asker supports does not leave.
    """
    kept: list[str] = []
    claims: list[Verdict] = []
    withheld = 0
    evidence = find_evidence(draft.citations, query.said)
    for line in draft.text.split("\n"):
        verdicts = check_figures(line, evidence)
        if all(verdict.released for verdict in verdicts):
            kept.append(line)
            claims += verdicts
        else:
            withheld += sum(not verdict.released for verdict in verdicts)
    text = "\n".join(kept).strip()
    status: AnswerStatus = draft.status if text else "declined"
    if withheld:
        text = f"{text}\n\n（有{to_numeral(withheld)}处数字在所引条文里查不到，已经略去。）".strip()
    return Answer(
        question=query.question,
        text=text,
        status=status,
        citations=draft.citations,
        claims=tuple(claims),
        notices=status_notices(draft, corpus),
        mode=draft.mode,
    )


def status_notices(draft: Draft, corpus: Corpus) -> tuple[str, ...]:
    """Return a line for each cited regulation that is a draft, interim or on trial."""
    cited = dict.fromkeys(c.address.regulation for c in draft.citations)
    notices = []
    for id_ in cited:
        regulation = corpus.regulation(id_)
        if regulation.status in _STATUS_NOTICES:
            name = f"《{regulation.title}》：" if len(cited) > 1 else ""
            notices.append(name + _STATUS_NOTICES[regulation.status])
        notices += regulation.notices
    return tuple(notices)
