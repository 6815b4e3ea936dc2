"""Questions from Excel: rows → cases, errors by row; and what an expert has judged, read back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook

from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address
from tiaowen.errors import SuiteError
from tiaowen.evals.cases import Case
from tiaowen.evals.questions import read_questions, write_cases
from tiaowen.evals.suite import load_suites

GOOD = {"问题": "柳州要多少研发人员", "应引条文": "柳州办法第九条第三项", "必答": "8人｜八人"}
JUDGED = {**GOOD, "编号": "T1", "回答": "一般不少于8人。", "状态": "已核验", "专家判断": "对"}


def sheet(folder: Path, *rows: Mapping[str, object]) -> Path:
    book = Workbook()
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    book.active.append(headings)
    for row in rows:
        book.active.append([row.get(heading) for heading in headings])
    path = folder / "questions.xlsx"
    book.save(path)
    return path


def refusal(path: Path, corpus: Corpus) -> str:
    with pytest.raises(SuiteError) as caught:
        read_questions(path, corpus)
    return str(caught.value)


def test_a_row_becomes_a_case(tmp_path: Path, corpus: Corpus) -> None:
    row = {
        "问题": "柳州要多少研发人员\n场地呢",
        "应引条文": "liuzhou-etrc/9(5)；柳州办法第九条第三项",
        "必答": "300平方米 / 300㎡；用房 | 场地\n9874平方米",
        "推算得出": "9874平方米",
        "不得出现": "500平方米；200平方米",
        "结论": "不符合",
        "类别": "comparison",
        "备注": "两句",
    }
    (case,) = read_questions(sheet(tmp_path, row), corpus).cases
    assert case.id == "X001"
    assert case.turns == ("柳州要多少研发人员", "场地呢")
    assert case.gold_articles == (Address.parse("liuzhou-etrc/9(5)"), Address.parse("liuzhou-etrc/9(3)"))
    assert case.must == (("300平方米", "300㎡"), ("用房", "场地"), ("9874平方米",))
    assert case.must_not == ("500平方米", "200平方米")
    assert (case.verdict, case.abstain, case.kind, case.note) == ("fail", False, "comparison", "两句")
    assert case.source == "questions.xlsx 第 2 行"
    assert case.docs == ("liuzhou-etrc",)


def test_english_headings_numbers_and_yes_are_understood(tmp_path: Path, corpus: Corpus) -> None:
    rows = (
        {"Question": "深圳给多少钱", "Abstain": True, "Must not": 50.0},
        {"Question": "柳州要几人", "Must": 8, "Expected articles": "liuzhou-etrc/9"},
    )
    first, second = read_questions(sheet(tmp_path, *rows), corpus).cases
    assert (first.abstain, first.must_not, first.kind) == (True, ("50",), "expert")
    assert (second.abstain, second.must, second.id) == (False, (("8",),), "X002")


def test_every_row_that_is_wrong_is_named_and_nothing_is_read(tmp_path: Path, corpus: Corpus) -> None:
    rows = (
        GOOD,
        {**GOOD, "应引条文": "柳州第九十九条"},
        {**GOOD, "应引条文": "拉萨办法第九条"},
        {**GOOD, "必答": "差9999人"},
        {"问题": "柳州要几人"},
        {"必答": "8人"},
        {**GOOD, "应不答": "也许"},
        {**GOOD, "结论": "差不多"},
        {**GOOD, "类别": "够不够"},
        {**GOOD, "必答": "8人", "不得出现": "8人"},
        {**GOOD, "编号": "A 1"},
    )
    message = refusal(sheet(tmp_path, *rows), corpus)
    lines = message.split("\n")
    assert [line.partition("：")[0].rpartition(" 第 ")[2] for line in lines] == [f"{n} 行" for n in range(3, 13)]
    for words in (
        "没有第九十九条",
        "“拉萨办法第九条”对应几处条文（lhasa-etrc/9、lhasa-platform/9）",
        "必答内容“差9999人”在条文和问题里都没有",
        "没有写任何期望",
        "“问题”没有填。",
        "“应不答”写的是“也许”。请填“是”或“否”。",
        "“结论”写的是“差不多”。可以写：符合、不符合、不清楚。",
        "“类别”'够不够' 写法不对",
        "每个写法都被 must_not 禁止",
        "“编号”'A 1' 写法不对",
    ):
        assert words in message


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (({"编号": "T1", "必答": "8人"},), "第 1 行要有“问题”这一列"),
        (({**GOOD, "必答": "=1+1"},), "第 2 行：“必答”里是公式 '=1+1'。请改成文字。"),
        (({**JUDGED, "专家判断": ""},), "没有一行填了“专家判断”"),
        (({**JUDGED, "专家判断": "还行"},), "专家判断是“还行”。请填“对”或“错”。"),
        (({**JUDGED, "专家判断": "错"},), "专家判“错”，按这一行写的期望却是对的。"),
        (({**JUDGED, "回答": "要9人。"},), "专家判“对”，按这一行写的期望却不对：缺少必答内容：8人 / 八人。"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(
    rows: tuple[Mapping[str, object], ...], words: str, tmp_path: Path, corpus: Corpus
) -> None:
    assert words in refusal(sheet(tmp_path, *rows), corpus)


def test_another_file_and_two_columns_of_one_name_are_refused(tmp_path: Path, corpus: Corpus) -> None:
    path = tmp_path / "questions.xlsx"
    path.write_text("问题,必答\n", encoding="utf-8")
    assert "不是 Excel 文件" in refusal(path, corpus)
    book = Workbook()
    book.active.append(["问题", "必答", "必答"])
    book.save(path)
    assert "第 1 行：“必答”这一列有两个" in refusal(path, corpus)


def test_what_an_expert_judged_is_read_back_and_the_rest_is_left(tmp_path: Path, corpus: Corpus) -> None:
    present = read_questions(sheet(tmp_path, {**GOOD, "编号": "T1"}), corpus).cases
    rows = (
        JUDGED,
        {**JUDGED, "专家判断": "错", "必答": "8人；80%"},
        {**JUDGED, "编号": "T2", "专家判断": None},
        {**JUDGED, "编号": "T3"},
    )
    found = read_questions(sheet(tmp_path, *rows), corpus, present)
    assert [case.id for case in found.cases] == ["T1-e1", "T3"]
    assert found.cases[0].must == (("8人",), ("80%",))
    assert (found.unjudged, found.known) == (1, 1)


def test_cases_are_written_as_a_file_of_the_suite(tmp_path: Path, corpus: Corpus) -> None:
    cases = read_questions(sheet(tmp_path, {**GOOD, "备注": "- 不是列表: 是字"}), corpus).cases
    path = tmp_path / "evals" / "answers" / "new.yaml"
    write_cases(cases, path)
    assert path.read_text(encoding="utf-8").startswith(
        "# yaml-language-server: $schema=../schemas/answers.json\n- id: X001"
    )
    loaded: tuple[Case, ...] = load_suites(tmp_path / "evals", corpus).answers
    assert loaded == cases
    with pytest.raises(SuiteError, match="已经有了"):
        write_cases(cases, path)
