"""A run as rows for experts: question, answer, what was expected and how it was judged, and columns to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tiaowen.app.render.evals import words
from tiaowen.domain import Answer
from tiaowen.evals.cases import Expectation
from tiaowen.evals.questions import HEADINGS, RIGHT, WRONG
from tiaowen.evals.record import (
    AnswerRecord,
    ClaimRecord,
    ConversationRecord,
    EligibilityRecord,
    LookupRecord,
    Record,
    RetrievalRecord,
    Run,
    VariationRecord,
)
from tiaowen.evals.score import CaseScore, Scoring
from tiaowen.evals.sheets import Column
from tiaowen.evals.wording import STATUS, VERDICTS

TITLE = "回答"
_JUDGED = Column(HEADINGS["judgement"][0], 10, (RIGHT, WRONG))
EXPERT_COLUMNS = (
    Column(HEADINGS["id"][0], 9),
    Column(HEADINGS["question"][0], 34),
    Column(HEADINGS["answer"][0], 60),
    Column(HEADINGS["status"][0], 11),
    Column("引用条文", 30),
    Column("评分", 7),
    Column("评分的理由", 34),
    _JUDGED,
    Column(HEADINGS["must"][0], 26),
    Column(HEADINGS["must_not"][0], 18),
    Column(HEADINGS["articles"][0], 28),
    Column(HEADINGS["verdict"][0], 10, tuple(VERDICTS.values())),
    Column(HEADINGS["abstain"][0], 9, ("是", "否")),
    Column(HEADINGS["derived"][0], 16),
    Column(HEADINGS["kind"][0], 16),
    Column(HEADINGS["source"][0], 18),
    Column(HEADINGS["note"][0], 28),
)
CASE_COLUMNS = tuple(
    Column(name)
    for name in ("考题", "编号", "类别", "法规", "对错", "理由", "所问", "所答", "引用或找到的条文", "用时（毫秒）")
)


class _Asked(NamedTuple):
    """What a line of a run asks and gets, in words."""

    asked: str
    answered: str
    places: str
    milliseconds: float


def expert_rows(run: Run, scoring: Scoring) -> Iterator[Sequence[str]]:
    """Yield a row for each question and each turn of a conversation, under :data:`EXPERT_COLUMNS`."""
    for record, score in zip(run.records, scoring.cases, strict=True):
        if isinstance(record, AnswerRecord):
            yield _expert_row(record.case, record.case.turns, record.reply.answer, score, record.case.source)
        if isinstance(record, ConversationRecord):
            for case, reply, turn in zip(record.case.cases(), record.replies, score.turns, strict=True):
                yield _expert_row(case, case.turns, reply.answer, turn, record.case.source)


def case_rows(run: Run, scoring: Scoring) -> Iterator[Sequence[str]]:
    """Yield a row for each case of every suite, under :data:`CASE_COLUMNS`."""
    for record, score in zip(run.records, scoring.cases, strict=True):
        said = _said(record)
        regulations = "、".join(words.regulation_name(id_, scoring.labels) for id_ in score.regulations)
        head = (words.SUITES[score.suite], score.id, words.kind_name(score.kind), regulations)
        yield (*head, RIGHT if score.right else WRONG, score.why, *said[:3], f"{said.milliseconds:.3f}")


def _expert_row(
    case: Expectation, turns: Sequence[str], answer: Answer | None, score: CaseScore, source: str
) -> Sequence[str]:
    return (
        score.id,
        "\n".join(turns),
        answer.text if answer else "",
        STATUS[answer.status] if answer else "",
        "\n".join(dict.fromkeys(c.label for c in answer.citations)) if answer else "",
        RIGHT if score.right else WRONG,
        score.why,
        "",
        "\n".join(" | ".join(any_of) for any_of in case.must),
        "\n".join(case.must_not),
        "\n".join(map(str, case.gold_articles)),
        VERDICTS[case.verdict] if case.verdict else "",
        "是" if case.abstain else "否",
        "\n".join(case.derived),
        score.kind,
        source,
        getattr(case, "note", ""),
    )


def _said(record: Record) -> _Asked:
    match record:
        case AnswerRecord(case=case, reply=reply) | VariationRecord(case=case, reply=reply):
            answer = reply.answer
            return _Asked("\n".join(case.turns), answer.text if answer else "", _cited(answer), reply.elapsed_ms)
        case ConversationRecord(case=case, replies=replies):
            answers = [reply.answer for reply in replies]
            asked = "\n".join(turn.ask for turn in case.turns)
            texts = "\n\n".join(answer.text if answer else "" for answer in answers)
            return _Asked(asked, texts, "\n".join(map(_cited, answers)), sum(reply.elapsed_ms for reply in replies))
        case RetrievalRecord(case=case):
            places = "\n".join(str(hit.address) for hit in record.hits[:10])
            return _Asked(case.question, "", places, record.elapsed_ms)
        case ClaimRecord(case=case):
            judged = "\n".join(f"{'✓' if v.released else '✗'} {v.text}：{v.reason}" for v in record.verdicts)
            return _Asked(case.answer, judged, "\n".join(map(str, case.cited)), record.elapsed_ms)
        case EligibilityRecord(case=case):
            said = "；".join(f"{s.metric} {s.value}" for s in case.facts)
            outcome = record.eligibility.outcome if record.eligibility else None
            return _Asked(f"{case.platform}：{said}", words.OUTCOMES[outcome] if outcome else "", "", record.elapsed_ms)
        case LookupRecord(case=case):
            return _Asked(case.text, "", "\n".join(map(str, record.found)), record.elapsed_ms)


def _cited(answer: Answer | None) -> str:
    return "\n".join(dict.fromkeys(str(c.address) for c in answer.citations)) if answer else ""
