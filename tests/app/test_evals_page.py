"""The report page: whole in itself, everything escaped, every case that went wrong unfolded."""

from __future__ import annotations

import re

import pytest

from tiaowen.app.render.evals import plots, words
from tiaowen.app.render.evals.markdown import baseline_table, run_markdown
from tiaowen.app.render.evals.page import render_report
from tiaowen.app.render.evals.sheet import CASE_COLUMNS, EXPERT_COLUMNS, case_rows, expert_rows
from tiaowen.domain import Address, Answer, ClaimOutcome, Verdict
from tiaowen.evals.baseline import to_baseline
from tiaowen.evals.cases import Case, ClaimCase, Conversation, EligibilityCase, LookupCase, RetrievalCase
from tiaowen.evals.compare import compare_runs
from tiaowen.evals.record import (
    AnswerRecord,
    ClaimRecord,
    ConversationRecord,
    EligibilityRecord,
    Fingerprints,
    Header,
    LookupRecord,
    Ranked,
    Reply,
    RetrievalRecord,
    Run,
)
from tiaowen.evals.score import Scoring, score_run
from tiaowen.evals.shares import Share

EVIL = "<script>alert(1)</script><img src=http://x/y.png> [去](http://x) ![图](http://x) **不少于9人**〔1〕"
NINE = Address.parse("liuzhou-etrc/9(3)")
CASE = {
    "id": "A1",
    "kind": "single_numeric",
    "must": [["8人"]],
    "abstain": False,
    "source": "<热线>",
    "note": "看<b>数",
}


def reply(text: str, milliseconds: float = 6.5) -> Reply:
    answer = Answer(question="q", text=text, status="verified", notices=("试行<办法>",))
    return Reply(answer=answer, passages=(Ranked(address=NINE, score=2.5),), elapsed_ms=milliseconds)


def header() -> Header:
    return Header(
        command="tiaowen eval run --seed 1",
        version="0",
        fingerprints=Fingerprints.model_validate(dict.fromkeys(Fingerprints.model_fields, "abc")),
        suites=("answers",),
        cities=("柳州",),
        labels={"liuzhou-etrc": "柳州市<办法>"},
    )


@pytest.fixture
def run() -> Run:
    talk = {"id": "V1", "kind": "other_city", "turns": [{"ask": "柳州要几人", "must": [["8人"]], "abstain": False}] * 2}
    records = (
        AnswerRecord(
            case=Case.model_validate(CASE | {"turns": ["<柳州>要几人"], "gold_articles": [NINE]}), reply=reply(EVIL)
        ),
        AnswerRecord(case=Case.model_validate(CASE | {"id": "A2", "turns": ["几人"]}), reply=reply("8人", 120)),
        AnswerRecord(case=Case.model_validate(CASE | {"id": "A3", "turns": ["坏"]}), reply=Reply(error="E: <x>")),
        ConversationRecord(case=Conversation.model_validate(talk), replies=(reply("8人"), reply("九人"))),
        RetrievalRecord(
            case=RetrievalCase.model_validate({"id": "R1", "kind": "x", "question": "几人", "articles": [NINE]}),
            hits=(Ranked(address=Address.parse("liuzhou-etrc/1"), score=0.1),),
        ),
        ClaimRecord(
            suite="claims",
            case=ClaimCase.model_validate(
                {
                    "id": "C1",
                    "question": "几人",
                    "answer": "要9人。",
                    "label": "reject",
                    "errors": [{"span": "9人", "type": "wrong_value"}],
                }
            ),
            verdicts=(Verdict(text="9人", outcome=ClaimOutcome.SUPPORTED, reason="<对>"),),
        ),
        EligibilityRecord(
            suite="eligibility",
            case=EligibilityCase.model_validate(
                {
                    "id": "E1",
                    "kind": "x",
                    "regulation": "liuzhou-etrc",
                    "platform": "中心",
                    "outcome": "fail",
                    "facts": [{"metric": "研发人员", "value": "7人"}, {"metric": "备案", "value": False}],
                }
            ),
        ),
        LookupRecord(
            case=LookupCase.model_validate({"id": "spoken-1", "kind": "spoken", "text": "第九条", "places": [NINE]})
        ),
    )
    return Run(header=header(), records=records)


@pytest.fixture
def scoring(run: Run) -> Scoring:
    return score_run(run)


@pytest.fixture
def page(run: Run, scoring: Scoring) -> str:
    return render_report(run, scoring, texts=lambda _: "第九条的<原文>")


def test_the_page_asks_for_nothing(page: str) -> None:
    assert not re.search(r"<(script|link|iframe|object|embed|img|form|base)\b", page)
    assert not re.search(r"(?:src|href)\s*=\s*[\"'](?!#)", page)
    assert not re.search(r"url\(|@import", page)
    assert "default-src 'none'" in page


def test_what_people_and_the_law_wrote_is_escaped(page: str) -> None:
    for words_ in (
        "&lt;script&gt;",
        "&lt;柳州&gt;要几人",
        "&lt;热线&gt;",
        "看&lt;b&gt;数",
        "第九条的&lt;原文&gt;",
        "试行&lt;办法&gt;",
        "E: &lt;x&gt;",
    ):
        assert words_ in page, words_
    assert "<strong>不少于9人</strong>" in page


def test_every_case_that_went_wrong_is_unfolded_and_no_other(page: str) -> None:
    unfolded = re.findall(r'<details class="case" open id="([^"]+)"', page)
    assert unfolded == [
        "answers-A1",
        "answers-A3",
        "conversations-V1",
        "retrieval-R1",
        "claims-C1",
        "eligibility-E1",
        "lookups-spoken-1",
    ]
    assert "缺少必答内容：8人。" in page
    assert "要有 <q>8人</q>" in page
    assert 'class="gold"' in page
    assert "第 2 句：缺少必答内容：8人。" in page


def test_the_page_says_how_often_and_how_sure(page: str) -> None:
    assert "问答 3 题对 1 题" in page
    assert "有 2 题程序出错" in page
    assert words.interval(Share(hits=1, n=3)) in page
    assert "按法规" in page
    assert "柳州市&lt;办法&gt;" in page
    assert "4 次回答各用多久" not in page
    assert "5 次回答各用多久" in page


def test_two_runs_on_one_page(run: Run, scoring: Scoring) -> None:
    better = run.model_copy(
        update={"records": (run.records[0].model_copy(update={"reply": reply("不少于8人")}), *run.records[1:])}
    )
    won = compare_runs(scoring, score_run(better))
    page = render_report(better, score_run(better), won, texts=lambda _: None)
    assert "多对 1 题，少对 0 题，配对检验 p=1.000" in page
    assert "多对的：A1" in page
    lost = render_report(run, scoring, compare_runs(score_run(better), scoring), texts=lambda _: None)
    assert '<a href="#answers-A1">A1</a>' in lost


def test_rows_for_experts_are_questions_and_turns(run: Run, scoring: Scoring) -> None:
    rows = list(expert_rows(run, scoring))
    assert [row[0] for row in rows] == ["A1", "A2", "A3", "V1-1", "V1-2"]
    assert all(len(row) == len(EXPERT_COLUMNS) for row in rows)
    assert rows[0][8] == "8人"
    cases = list(case_rows(run, scoring))
    assert len(cases) == len(run.records)
    assert all(len(row) == len(CASE_COLUMNS) for row in cases)


def test_markdown_has_the_figures_and_the_cases(scoring: Scoring) -> None:
    text = "\n".join(run_markdown(scoring))
    assert "| 问答 | 3 | 1 | 33.3% |" in text
    assert "- 问答 A1：缺少必答内容：8人。" in text
    assert "<x>" not in text


def test_the_table_of_the_readme_is_made_from_the_baseline(scoring: Scoring) -> None:
    lines = list(baseline_table(to_baseline(scoring, command="tiaowen eval accept")))
    assert lines[2].startswith("| Questions of applicants and staff | ")
    assert "| 1/3 | 33.3% |" in lines[2]
    assert "Accepted by `tiaowen eval accept`" in lines[-1]


def test_a_histogram_counts_every_answer() -> None:
    svg = plots.histogram([1.0, 1.1, 10.0, 900.0, 0.001], "用时")
    assert sum(map(int, re.findall(r'class="count">(\d+)<', svg))) == 5
    assert plots.histogram([5.0], "用时").count("<rect") == 1


def test_bars_keep_to_their_share_and_their_interval() -> None:
    svg = plots.bar(Share(hits=8, n=10))
    assert 'width="80.00%"' in svg
    assert 'x1="49.02%" x2="94.33%"' in svg
    assert "没有题" in plots.bar(Share(hits=0, n=0))
