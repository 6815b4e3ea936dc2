from collections import Counter
from pathlib import Path

import pytest

from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address
from tiaowen.errors import SuiteError
from tiaowen.evals.suite import load_suites

EVALS = Path(__file__).parents[2] / "evals"

GOOD = """\
- id: T1
  kind: numeric
  turns:
  - 柳州要多少研发人员
  gold_articles:
  - liuzhou-etrc/9(3)
  must:
  - - 8人
  abstain: false
"""


def write(folder: Path, text: str, name: str = "cases.yaml") -> Path:
    (folder / "answers").mkdir(exist_ok=True)
    (folder / "answers" / name).write_text(text, encoding="utf-8")
    return folder


def test_loads_every_suite_of_the_repository(corpus: Corpus) -> None:
    suites = load_suites(EVALS, corpus)
    counted = Counter(case.id[0] for case in suites.answers)
    assert counted["A"] >= 40
    assert counted["B"] >= 30
    assert len(suites.retrieval) >= 20
    assert len(suites.eligibility) >= 20
    assert len(suites.conversations) >= 10
    assert len(suites.claims) > 200


def test_example_cases_keep_their_words(corpus: Corpus) -> None:
    cases = {case.id: case for case in load_suites(EVALS, corpus).answers}
    assert cases["A104"].turns[-1] == "那人员这条够了吗？"
    assert cases["A118"].gold_articles == (Address.parse("liaocheng-tic/8b(3)"),)
    assert "11-30" in cases["A067"].must[0]
    assert cases["B094"].must_not == ("0772",)
    assert cases["B032"].must[1] == ("超过", ">", "多于", "大于")


def test_a_case_without_a_source_is_from_its_file(tmp_path: Path, corpus: Corpus) -> None:
    write(tmp_path, GOOD + GOOD.replace("T1", "T2").replace("  turns:", "  source: 热线\n  turns:"), "desk.yaml")
    assert [case.source for case in load_suites(tmp_path, corpus).answers] == ["desk", "热线"]


def test_files_come_by_name_and_cases_in_order(tmp_path: Path, corpus: Corpus) -> None:
    write(tmp_path, GOOD.replace("T1", "T3"), "b.yaml")
    write(tmp_path, GOOD.replace("T1", "T2") + GOOD, "a.yaml")
    assert [case.id for case in load_suites(tmp_path, corpus).answers] == ["T2", "T1", "T3"]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("  abstain: false\n", "", 1, "缺少必填项 0.abstain。"),
        ("  abstain: false\n", "  abstain: 'no'\n", 9, "0.abstain 应当是 true 或 false"),
        ("  must:", "  musts:", 7, "没有 0.musts 这个键。"),
        ("kind: numeric", "kind: 数值", 2, "0.kind 的值 '数值' 写法不对。"),
        ("id: T1", "id: T 1", 1, "0.id 的值 'T 1' 写法不对。"),
        ("  turns:\n  - 柳州要多少研发人员\n", "  turns: []\n", 3, "0.turns 不能是空的。"),
        ("liuzhou-etrc/9(3)", "柳州第九条", 6, "'柳州第九条' 不是条文地址。"),
        ("- - 8人", "- 8人", 8, "0.must.0 应当是列表"),
        ("- - 8人", "- - 8", 8, "0.must.0.0 应当是文字"),
        ("- - 8人", "- []", 8, "0.must.0 不能是空的。"),
        ("- - 8人", "- - '**'", 8, "除去空白和 Markdown 记号后是空的。"),
        ("  abstain", "  verdict: maybe\n  abstain", 9, "0.verdict 的值 'maybe' 不在允许的取值之内。"),
        ("  abstain", "  kind: numeric\n  abstain", 9, "键 kind 写了两次。"),
        ("  gold_articles:\n  - liuzhou-etrc/9(3)\n  must:\n  - - 8人\n", "", 1, "没有写任何期望"),
        ("turns:\n", "turns:\n - - [\n", None, "YAML 写法有误。"),
    ],
)
def test_a_mistake_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, line: int | None, words: str, corpus: Corpus
) -> None:
    assert old in GOOD
    write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(SuiteError) as caught:
        load_suites(tmp_path, corpus)
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"{tmp_path / 'answers' / 'cases.yaml'}:{line or ''}")


def test_a_duplicate_id_is_refused_with_both_places(tmp_path: Path, corpus: Corpus) -> None:
    write(tmp_path, GOOD + GOOD)
    with pytest.raises(SuiteError, match=r"cases\.yaml:10：编号 T1 用了两次（第一次在 answers/cases\.yaml）"):
        load_suites(tmp_path, corpus)
    write(tmp_path, GOOD, "a.yaml")
    with pytest.raises(SuiteError, match=r"cases\.yaml:1：编号 T1 用了两次（第一次在 answers/a\.yaml）"):
        load_suites(tmp_path, corpus)


def test_a_folder_without_cases_is_refused(tmp_path: Path, corpus: Corpus) -> None:
    with pytest.raises(SuiteError, match="这里没有考题"):
        load_suites(tmp_path, corpus)
