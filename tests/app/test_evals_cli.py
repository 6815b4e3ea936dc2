"""``tiaowen eval``: from cases to a report, over the made-up city; and a planted regression that must be named."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook
from typer.testing import CliRunner

from tiaowen.app.cli import app
from tiaowen.app.evals_cli import SUITE_NAMES, evals
from tiaowen.assistant import Assistant
from tiaowen.domain import Answer
from tiaowen.evals.run import SUITES

ANSWERS = """\
- {id: T1, kind: numeric, turns: [云溪中试平台的固定人员不少于几人], gold_articles: [yunxi-base/2(1)],
   must: [[不少于6人, 不少于7人]], derived: [不少于6人, 不少于7人], abstain: false}
- {id: T2, kind: out_of_scope, turns: [云溪的重点实验室要几个人], abstain: true}
- {id: T3, kind: money, turns: [云溪中试基地给多少钱], must: [[一亿元]], derived: [一亿元], abstain: false}
"""
ELIGIBILITY = """\
- id: E1
  kind: one_figure
  regulation: yunxi-base
  platform: 中试基地
  facts: [{metric: 固定人员, value: 6人}]
  asked: [固定人员]
  outcome: pass
"""


@pytest.fixture
def city(make_city: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Make the made-up city the corpus of the commands, and the temporary folder the one they run in."""
    monkeypatch.setenv("TIAOWEN_CORPUS", str(make_city()))
    monkeypatch.setenv("TIAOWEN_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    for suite, text in (("answers", ANSWERS), ("eligibility", ELIGIBILITY)):
        folder = tmp_path / "evals" / suite
        folder.mkdir(parents=True)
        (folder / "cases.yaml").write_text(text, encoding="utf-8")
    return make_city


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, ["eval", *words])
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


def test_a_run_is_written_scored_and_reported(city: object, tmp_path: Path) -> None:
    assert "写在 run.jsonl" in run("run").stdout
    lines = (tmp_path / "run.jsonl").read_text(encoding="utf-8").splitlines()
    header, first = json.loads(lines[0]), json.loads(lines[1])
    assert header["command"] == "tiaowen eval run --seed 1"
    assert set(header["fingerprints"]) >= {"corpus", "rules", "prompts", "embedding", "model", "program"}
    assert first["reply"]["answer"]["status"] == "verified"
    assert first["reply"]["passages"][0].keys() == {"address", "score"}
    table = run("score", "run.jsonl", "--wrong").stdout
    assert "✗ 问答 T3（经费奖励）缺少必答内容：一亿元。" in table
    assert json.loads((tmp_path / "run.scores.json").read_text(encoding="utf-8"))["cases"][0]["right"]
    assert (
        "写好了：out/run.html、out/run.md、out/run.csv、out/run.xlsx。"
        in run("report", "run.jsonl", "--out", "out").stdout
    )
    assert "- 问答 T3：缺少必答内容：一亿元。" in (tmp_path / "out" / "run.md").read_text(encoding="utf-8")
    with (tmp_path / "out" / "run.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == len(lines)
    assert "一亿元" in (tmp_path / "out" / "run.html").read_text(encoding="utf-8")


def test_only_the_suites_that_are_named_are_run(city: object, tmp_path: Path) -> None:
    run("run", "--suite", "answers", "--suite", "lookups", "--out", "some.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "some.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {line["suite"] for line in lines[1:]} == {"answers", "lookups"}
    assert lines[0]["command"] == "tiaowen eval run --suite answers --suite lookups --seed 1"
    assert "没有 anwsers 这一套考题" in run("run", "--suite", "anwsers", code=1).stderr
    assert tuple(SUITE_NAMES.split(", ")) == SUITES


def test_two_runs_are_compared_case_by_case(
    city: Callable[..., Path], city_files: dict[str, str], tmp_path: Path
) -> None:
    run("run", "--out", "before.jsonl", "--suite", "eligibility", "--suite", "answers")
    plant(city, city_files)
    run("run", "--out", "after.jsonl", "--suite", "eligibility", "--suite", "answers")
    output = run("report", "after.jsonl", "--against", "before.jsonl", "--format", "html").stdout
    assert "条件判断：多对 0 题，少对 1 题（配对检验 p=1.000）。" in output
    assert "少对 E1：结论应为符合，得出的是不符合。" in output
    assert "少对的" in (tmp_path / "after.html").read_text(encoding="utf-8")


def plant(make_city: Callable[..., Path], city_files: dict[str, str]) -> None:
    """Change the value of a rule: in the text, the rule that quotes it, and its checks."""
    text = city_files["yunxi-base/text.txt"].replace("固定人员不少于6人", "固定人员不少于7人")
    rules = city_files["yunxi-base/rules.yaml"].replace("不少于6人", "不少于7人").replace("min: 6", "min: 7")
    checks = city_files["yunxi-base/checks.yaml"].replace("不少于6人", "不少于7人")
    make_city({"yunxi-base/text.txt": text, "yunxi-base/rules.yaml": rules, "yunxi-base/checks.yaml": checks})


def test_what_is_accepted_passes_and_a_changed_rule_fails_and_names_the_case(
    city: Callable[..., Path], city_files: dict[str, str]
) -> None:
    assert "成绩已记入" in run("accept").stdout
    assert "与基线相比没有退步。" in run("check").stdout
    assert "与基线相比没有退步。" in run().stdout  # without a command it is check
    plant(city, city_files)
    output = run("check", code=1).stdout
    assert "✗ 条件判断：答对由 1/1（100%） 降到 0/1（0%）。" in output
    assert "✗ E1（一个数）结论应为符合，得出的是不符合。" in output
    assert "T1" not in output


def test_a_synonym_that_is_removed_fails_and_names_the_case(
    city: Callable[..., Path], city_files: dict[str, str]
) -> None:
    make = city
    terms = city_files["terms.yaml"]
    make({"terms.yaml": terms.replace("  - name: 固定人员\n", "  - name: 固定人员\n    aliases: [全职伙伴]\n")})
    path = Path("evals/answers/cases.yaml")
    path.write_text(ANSWERS.replace("云溪中试平台的固定人员不少于几人", "云溪中试基地要多少全职伙伴"), encoding="utf-8")
    run("accept")
    assert "T1" in Path("evals/baseline.yaml").read_text(encoding="utf-8").partition("right: [")[2].partition("]")[0]
    make()
    output = run("check", code=1).stdout
    assert "✗ 问答：答对由 2/3（66.7%） 降到 1/3（33.3%）。" in output
    assert "✗ T1（数值）缺少必答内容：不少于6人 / 不少于7人。" in output


def test_a_crash_fails_the_check(city: object, monkeypatch: pytest.MonkeyPatch) -> None:
    run("accept")

    def crash(self: Assistant, turns: object) -> Answer:
        raise ZeroDivisionError

    monkeypatch.setattr(Assistant, "ask", crash)
    output = run("check", code=1).stdout
    assert "✗ T1（数值）程序出错：ZeroDivisionError。" in output  # right before, so it is named as lost
    assert "✗ 问答 T3 程序出错：ZeroDivisionError。" in output


def test_a_suite_that_has_vanished_fails_the_check(city: object) -> None:
    run("accept")
    Path("evals/eligibility/cases.yaml").unlink()
    assert "✗ 条件判断：基线里有这一套，现在一题也没有。" in run("check", code=1).stdout


def test_questions_go_to_an_expert_and_come_back_as_cases(city: object, tmp_path: Path) -> None:
    run("run", "--suite", "answers")
    assert "请专家填“专家判断”一列" in run("export", "run.jsonl", "run.xlsx").stdout
    book = load_workbook("run.xlsx")
    rows = {row[0].value: row for row in book.active.iter_rows(min_row=2)}
    headings = [cell.value for cell in book.active[1]]
    rows["T3"][headings.index("专家判断")].value = "对"
    rows["T3"][headings.index("必答")].value = None
    rows["T3"][headings.index("推算得出")].value = None
    rows["T3"][headings.index("应不答")].value = "是"
    rows["T1"][headings.index("专家判断")].value = "对"
    book.save("run.xlsx")
    output = run("import", "run.xlsx", "--out", "evals/answers/expert.yaml").stdout
    assert "读到 1 题，写在 evals/answers/expert.yaml。" in output
    assert "1 行没有填“专家判断”" in output
    assert "1 行和现有的考题一样" in output
    assert "id: T3-e1" in Path("evals/answers/expert.yaml").read_text(encoding="utf-8")
    run("run", "--suite", "answers")
    scores = run("score", "run.jsonl", "--wrong").stdout
    assert "✗ 问答 T3（" in scores
    assert "T3-e1" not in scores
    assert "已经有了" in run("import", "run.xlsx", "--out", "evals/answers/expert.yaml", code=1).stderr


def test_scores_can_follow_expectations_that_have_changed(city: object) -> None:
    run("run", "--suite", "answers")
    path = Path("evals/answers/cases.yaml")
    path.write_text(
        ANSWERS.replace("must: [[一亿元]], derived: [一亿元], abstain: false", "abstain: true"), encoding="utf-8"
    )
    assert "✗ 问答 T3" in run("score", "run.jsonl", "--wrong").stdout
    result = run("score", "run.jsonl", "--wrong", "--cases", "evals")
    assert "✗" not in result.stdout
    assert "3 题按考题文件里现在的期望评分。" in result.stderr


def test_schemas_are_checked_and_written(city: object) -> None:
    assert "不是最新的" in run("schema", "--check", code=1).stdout
    assert "更新了" in run("schema").stdout
    assert "都是最新的" in run("schema", "--check").stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["check"], "baseline.yaml"),
        (["run", "--evals", "nowhere"], "nowhere"),
        (["score", "none.jsonl"], "none.jsonl"),
        (["score", "evals/answers/cases.yaml"], "不是 tiaowen eval run 写的"),
        (["import", "none.xlsx"], "none.xlsx"),
    ],
)
def test_bad_input_ends_in_a_sentence_and_status_one(words: list[str], message: str, city: object) -> None:
    assert message in run(*words, code=1).stderr


def test_the_commands_are_those_of_the_readme() -> None:
    names = {command.name or command.callback.__name__ for command in evals.registered_commands if command.callback}
    assert names >= {"run", "score", "report", "export", "import", "check", "accept", "schema"}
