"""Figures of a run, worked by hand: shares, means, abstention, claims, and the groups they are counted in."""

from __future__ import annotations

from typing import Any

from tiaowen.domain import Address, Answer, AnswerStatus, Citation, ClaimOutcome, Verdict
from tiaowen.evals.cases import Case, ClaimCase
from tiaowen.evals.figures import SuiteFigures, find_figures
from tiaowen.evals.record import AnswerRecord, ClaimRecord, Fingerprints, Header, Ranked, Record, Reply, Run
from tiaowen.evals.score import score_run
from tiaowen.evals.shares import Mean, Share

NINE = Address.parse("liuzhou-etrc/9(3)")
STOP = Verdict(text="9人", outcome=ClaimOutcome.UNSUPPORTED, reason="没有这个数。")


def figures(*records: Record) -> SuiteFigures:
    header = Header(
        command="x",
        version="0",
        fingerprints=Fingerprints.model_validate(dict.fromkeys(Fingerprints.model_fields, "x")),
        suites=("answers",),
        cities=("柳州",),
        labels={},
    )
    (found,) = find_figures(score_run(Run(header=header, records=records)))
    return found


def answer(id_: str, text: str, status: AnswerStatus = "verified", *, passages: str = "", **fields: Any) -> Record:
    case = {"id": id_, "kind": "numeric", "turns": ["柳州要几人"], "abstain": False, "must": [["8人"]]} | fields
    given = Answer(
        question="q", text=text, status=status, citations=(Citation(address=NINE, label="第九条", quote=""),)
    )
    ranked = tuple(Ranked(address=Address.parse(place), score=1) for place in passages.split())
    return AnswerRecord(case=Case.model_validate(case), reply=Reply(answer=given, passages=ranked))


def claim(id_: str, label: str, *verdicts: Verdict) -> Record:
    errors = [{"span": "9人", "type": "wrong_value"}] if label == "reject" else []
    case = {"id": id_, "question": "", "answer": "要9人", "label": label, "errors": errors}
    return ClaimRecord(suite="claims", case=ClaimCase.model_validate(case), verdicts=verdicts)


SILENT = {"must": [], "abstain": True, "kind": "out_of_scope"}


def test_answers_are_counted_by_suite_kind_and_regulation() -> None:
    found = figures(
        answer("A", "不少于8人", gold_articles=["liuzhou-etrc/9"], passages="liuzhou-etrc/1 liuzhou-etrc/9(3)"),
        answer("B", "字" * 150 + "8人", gold_articles=["liuzhou-etrc/9", "baotou-etrc/5"], passages="liuzhou-etrc/9"),
        answer("C", "要9人", docs=["baotou-etrc"]),
        answer("D", "办法没有规定。", status="declined", **SILENT),
    )
    overall = found.overall
    assert overall.right == Share(hits=3, n=4)
    assert overall.find("direct") == Share(hits=1, n=3)
    assert overall.find("recall") == Mean(value=0.75, n=2)
    assert overall.find("precision") == Mean(value=0.5, n=4)
    assert overall.find("article recall@1") == Mean(value=0.25, n=2)
    assert overall.find("article recall@3") == Mean(value=0.75, n=2)
    assert overall.find("item mrr@10") == Mean(value=0.75, n=2)
    assert overall.find("length") == Mean(value=(5 + 152 + 3 + 7) / 4, n=4)
    assert overall.find("no such measure") is None
    assert [(g.name, g.right) for g in found.kinds] == [
        ("numeric", Share(hits=2, n=3)),
        ("out_of_scope", Share(hits=1, n=1)),
    ]
    assert [(g.name, g.n) for g in found.regulations] == [
        ("baotou-etrc", 1),
        ("liuzhou-etrc", 1),
        ("", 1),
        ("several", 1),
    ]


def test_abstention_has_a_precision_and_a_recall() -> None:
    found = figures(
        answer("A", "办法没有规定。", status="declined", **SILENT),
        answer("B", "办法没有规定年龄。", **SILENT),
        answer("C", "年龄不超过60周岁。", **SILENT),
        answer("D", "办法没有规定。", status="declined"),
        answer("E", "8人", status="clarify"),
    ).overall
    assert found.find("kept_quiet") == Share(hits=2, n=3)
    assert found.find("held_back") == Share(hits=2, n=3)


def test_claims_are_balanced_over_the_two_labels() -> None:
    found = figures(claim("A", "accept"), claim("B", "accept", STOP), claim("C", "reject", STOP)).overall
    assert (found.find("accepted"), found.find("rejected")) == (Share(hits=1, n=2), Share(hits=1, n=1))
    assert found.find("balanced_accuracy") == Mean(value=0.75, n=3)
    assert found.find("located") == Mean(value=1.0, n=1)
    assert figures(claim("A", "accept")).overall.find("balanced_accuracy") == Mean(value=None, n=1)
