"""What follows from a cause that is told."""

from __future__ import annotations

import pytest

from tiaowen.assistant import Assistant


@pytest.mark.parametrize(
    ("question", "words", "place"),
    [
        ("拉萨平台出现学术不端怎么处理", ["摘牌", "五年内"], "lhasa-platform/25"),
        ("柳州评成整改会怎样", ["一年的整改期限"], "liuzhou-etrc/24(3)"),
        ("聊城无故不参加绩效评价有什么后果", ["撤销"], "liaocheng-tic/19(2)"),
        ("包头提供虚假材料怎么处理，之后多久不能报", ["撤消", "两年内"], "baotou-etrc/12"),
    ],
)
def test_the_sentence_of_the_law_that_says_what_follows(
    question: str, words: list[str], place: str, assistant: Assistant
) -> None:
    answer = assistant.ask(question)
    assert all(word in answer.text for word in words)
    assert place in [str(citation.address) for citation in answer.citations]


def test_of_a_cause_that_the_law_does_not_know_no_consequence_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("柳州的中心主任出国了会怎样")
    assert "取消工程技术中心称号" not in answer.text


def test_a_ban_that_the_text_does_not_lay_down_is_said_not_to_be_laid_down(assistant: Assistant) -> None:
    answer = assistant.ask("聊城两年没报年度报告会怎么处理，过几年能再报名")
    assert "予以撤销" in answer.text
    assert "未规定重新申报间隔" in answer.text


def test_a_later_turn_names_another_cause(assistant: Assistant) -> None:
    answer = assistant.ask(["拉萨平台弄虚作假会怎么处理", "那要是由于学术不端呢"])
    assert "五年内" in answer.text
    assert "三年内" not in answer.text


@pytest.mark.parametrize(
    "turns",
    [
        ["柳州工程中心年报什么时候交", "晚交了会被摘牌不"],
        ["拉萨科技创新平台年报几号前交", "先经谁审核", "不交有什么后果"],
    ],
)
def test_what_follows_is_not_taken_from_another_misdeed(turns: list[str], assistant: Assistant) -> None:
    answer = assistant.ask(turns)
    assert answer.status == "declined"
    assert "未规定这种情形的后果" in answer.text


def test_a_later_turn_names_what_goes_on_in_a_grade(assistant: Assistant) -> None:
    turns = ["柳州绩效评估给了个“整改” 后果严重不", "整改多久", "要是下次评估又是整改呢"]
    answer = assistant.ask(turns)
    assert [str(citation.address) for citation in answer.citations] == ["liuzhou-etrc/24(4)"]
    step = assistant.ask(["柳州整改期多久", "期满没有明显进步呢"])
    assert step.text.startswith("整改期间没有明显进步的，将予以取消")
