"""The n-th entry of a list, and the duties of the office that is meant."""

from __future__ import annotations

import pytest

from tiaowen.assistant import Assistant


@pytest.mark.parametrize(
    ("turns", "words", "place"),
    [
        (["聊城撤销有哪些情形", "第四种原文是什么"], "重大质量、安全、环境事故", "liaocheng-tic/19(4)"),
        (["聊城撤销有哪些情形", "第二种呢"], "无故不参加绩效评价", "liaocheng-tic/19(2)"),
        (["聊城撤销有哪些情形", "第四种是啥", "那第五种呢"], "破产", "liaocheng-tic/19(5)"),
        (["拉萨平台备案流程怎么走", "第三步是什么"], "提出审查意见", "lhasa-platform/13(3)"),
        (["包头申报材料有哪些", "最后一样是什么"], "营业执照", "baotou-etrc/7(3)"),
        (["聊城市科技局有哪些职责", "第二项呢"], "批准技术创新中心的建立", "liaocheng-tic/4(2)"),
    ],
)
def test_entry_is_that_of_the_list_asked_for_before(
    turns: list[str], words: str, place: str, assistant: Assistant
) -> None:
    answer = assistant.ask(turns)
    assert words in answer.text
    assert [str(citation.address) for citation in answer.citations] == [place]


def test_entry_that_the_list_does_not_have_is_not_made_up(assistant: Assistant) -> None:
    assert "没有第9项，一共6项" in assistant.ask(["聊城撤销有哪些情形", "第九种呢"]).text


@pytest.mark.parametrize(
    ("question", "number", "place"),
    [
        ("聊城的县区科技局有哪几项职责", "4项", "liaocheng-tic/5"),
        ("聊城市科技局列了几项职责", "3项", "liaocheng-tic/4"),
        ("柳州县区科技局列了几项职责", "3项", "liuzhou-etrc/5"),
    ],
)
def test_duties_are_those_of_the_office_of_that_level(
    question: str, number: str, place: str, assistant: Assistant
) -> None:
    answer = assistant.ask(question)
    assert number in answer.text.split("\n")[0]
    assert place in str(answer.citations[0].address)
