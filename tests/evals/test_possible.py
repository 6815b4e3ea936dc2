"""Expectations that nothing can meet are refused where they are loaded, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiaowen.corpus.load import Corpus
from tiaowen.errors import SuiteError
from tiaowen.evals.suite import Suites, load_suites

ANSWER = """\
- id: T1
  kind: numeric
  turns: [柳州的9个人里要有几个本科]
  must:
  - [MUST]
  abstain: false
"""
ELIGIBILITY = """\
- id: T1
  kind: one_figure
  regulation: liuzhou-etrc
  platform: 工程技术研究中心
  facts: [{metric: 研发人员, value: 7人}]
  criteria: [{rule: 'liuzhou-etrc:staff', outcome: unmet}]
"""
CONVERSATION = """\
- id: T1
  kind: other_city
  turns:
  - {ask: 柳州要多少研发人员, must: [[8人]], abstain: false}
  - {ask: 包头呢, gold_articles: [baotou-etrc/5], abstain: true}
"""
CLAIM = """\
- {id: T1, question: 柳州要几人, answer: 不少于9人。, cited: [liuzhou-etrc/9], label: reject,
   errors: [{span: 9人, type: wrong_value}]}
"""
RETRIEVAL = "- {id: T1, kind: condition, question: 柳州要多少研发人员, articles: [liuzhou-etrc/9(3)]}\n"


def load(folder: Path, suite: str, text: str, corpus: Corpus) -> Suites:
    (folder / suite).mkdir()
    (folder / suite / "cases.yaml").write_text(text, encoding="utf-8")
    return load_suites(folder, corpus)


@pytest.mark.parametrize(
    "must",
    ["不少于8人", "不少于 **8** 人", "９个人", "没有规定", "未作规定", "30年, 8人", "柳州市科学技术局"],
)
def test_what_the_law_or_the_question_says_or_silence_can_be_expected(
    must: str, tmp_path: Path, corpus: Corpus
) -> None:
    quoted = ", ".join(f"'{words}'" for words in must.split(", "))
    assert load(tmp_path, "answers", ANSWER.replace("[MUST]", f"[{quoted}]"), corpus).answers


def test_what_no_text_says_is_refused_and_can_be_marked_as_derived(tmp_path: Path, corpus: Corpus) -> None:
    text = ANSWER.replace("[MUST]", "[差1234人, 差１２３４人]")
    with pytest.raises(SuiteError, match=r"cases\.yaml:5：T1 必答内容“差1234人 / 差１２３４人”在条文和问题里都没有。"):
        load(tmp_path, "answers", text, corpus)
    marked = text.replace("  abstain", "  derived: [差1234人]\n  abstain")
    (tmp_path / "answers" / "cases.yaml").write_text(marked, encoding="utf-8")
    assert load_suites(tmp_path, corpus).answers


def test_every_impossible_case_is_named_at_once(tmp_path: Path, corpus: Corpus) -> None:
    text = ANSWER.replace("[MUST]", "[差1234人]") + ANSWER.replace("[MUST]", "[差5678人]").replace("T1", "T2")
    with pytest.raises(SuiteError) as caught:
        load(tmp_path, "answers", text, corpus)
    assert str(caught.value).count("cases.yaml:") == 2


@pytest.mark.parametrize(
    ("suite", "text", "old", "new", "line", "words"),
    [
        ("answers", ANSWER, "[MUST]", "[8人]\n  derived: [9人]", 1, "derived 里的“9人”不在 must 里"),
        ("answers", ANSWER, "[MUST]", "[不少于8人]\n  must_not: [8人]", 1, "每个写法都被 must_not 禁止"),
        ("answers", ANSWER, "[MUST]", "[8人]\n  gold_articles: [liuzhou-etrc/99]", 6, "没有 liuzhou-etrc/99 这个地址"),
        ("answers", ANSWER, "[MUST]", "[8人]\n  docs: [liuzhou]", 6, "没有 liuzhou 这部法规"),
        ("eligibility", ELIGIBILITY, "etrc:staff", "etrc:staf", 6, "没有 liuzhou-etrc:staf 这条规则"),
        ("eligibility", ELIGIBILITY, "研发人员, value", "研发, value", 5, "terms.yaml 里没有指标“研发”"),
        ("eligibility", ELIGIBILITY, "7人", "几个人", 5, "“几个人”不是一个数量"),
        ("eligibility", ELIGIBILITY, "工程技术研究中心", "重点实验室", 4, "liuzhou-etrc 不管重点实验室"),
        ("eligibility", ELIGIBILITY, "regulation: liuzhou-etrc", "regulation: liuzhou", 3, "没有 liuzhou 这部法规"),
        ("eligibility", ELIGIBILITY, ", outcome: unmet", ", outcome: no", 6, "不在允许的取值之内"),
        ("eligibility", ELIGIBILITY, "  criteria: [{rule: 'liuzhou-etrc:staff', outcome: unmet}]\n", "", 1, "任何期望"),
        ("conversations", CONVERSATION, "baotou-etrc/5", "baotou-etrc/16", 5, "没有 baotou-etrc/16 这个地址"),
        ("conversations", CONVERSATION, "[[8人]]", "[[8人], [差77人]]", 4, "“差77人”在条文和问题里都没有"),
        ("claims", CLAIM, "span: 9人", "span: 8人", 1, "“8人”在 answer 里不是恰好出现一次"),
        ("claims", CLAIM, "label: reject", "label: accept", 1, "该放行的文字不能有 errors"),
        ("claims", CLAIM, "question:", "questions:", 1, "没有 0.questions 这个键"),
        ("retrieval", RETRIEVAL, "9(3)", "9(30)", 1, "没有 liuzhou-etrc/9(30) 这个地址"),
        ("retrieval", RETRIEVAL, "[liuzhou-etrc/9(3)]", "[]", 1, "0.articles 不能是空的"),
        ("retrieval", RETRIEVAL, "[liuzhou-etrc/9(3)]", f"[{', '.join(['liuzhou-etrc/9'] * 6)}]", 1, "太多了"),
    ],
)
def test_a_mistake_is_refused_with_its_line(
    suite: str, text: str, old: str, new: str, line: int, words: str, tmp_path: Path, corpus: Corpus
) -> None:
    assert old in text
    with pytest.raises(SuiteError) as caught:
        load(tmp_path, suite, text.replace(old, new), corpus)
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"{tmp_path / suite / 'cases.yaml'}:{line}：")


def test_what_may_not_leave_may_cite_what_is_not_there(tmp_path: Path, corpus: Corpus) -> None:
    assert load(tmp_path, "claims", CLAIM.replace("liuzhou-etrc/9", "liuzhou-etrc/99"), corpus).claims


def test_ids_are_unique_over_all_suites(tmp_path: Path, corpus: Corpus) -> None:
    load(tmp_path, "retrieval", RETRIEVAL, corpus)
    with pytest.raises(SuiteError, match=r"编号 T1 用了两次（第一次在 retrieval/cases\.yaml）"):
        load(tmp_path, "claims", CLAIM, corpus)
