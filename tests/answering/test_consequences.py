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
