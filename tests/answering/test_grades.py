"""Grades of an evaluation: the last of each scale, and grades that a text does not know."""

from __future__ import annotations

import pytest

from tiaowen.answering.grades import scale_of
from tiaowen.assistant import Assistant
from tiaowen.corpus.load import Corpus


def test_scale_is_read_from_the_text_in_its_order(corpus: Corpus) -> None:
    assert scale_of("lhasa-platform", corpus) == ("优秀", "良好", "合格", "较差")
    assert scale_of("liuzhou-etrc", corpus)[-1] == "不合格"
    assert scale_of("baotou-etrc", corpus) == ()


@pytest.mark.parametrize("grade", ["最差一档", "不合格", "较差"])
def test_last_grade_is_told_of_both_regulations_of_a_city(grade: str, assistant: Assistant) -> None:
    answer = assistant.ask(f"拉萨工程技术中心考核{grade}会怎么处理")
    cited = {str(citation.address) for citation in answer.citations}
    assert cited == {"lhasa-platform/24", "lhasa-etrc/23", "lhasa-etrc/24(1)"}
    assert "不超过一年" in answer.text
    assert "责令限期整改" in answer.text


def test_grade_of_no_scale_is_not_answered_with_a_neighbour(assistant: Assistant) -> None:
    assert assistant.ask("包头评优秀的有啥奖励").status == "declined"
    text = assistant.ask("柳州绩效评估拿“良好”有什么好处").text
    assert "没有“良好”这个等级" in text
    assert "优秀、合格、整改、不合格" in text


def test_of_paired_amounts_the_one_asked_for_comes_first(assistant: Assistant) -> None:
    assert assistant.ask("拉萨重点实验室考核良好奖多少").text.startswith("考核良好的，绩效奖励60万元")
    later = assistant.ask(["拉萨重点实验室备案资助多少", "评上优秀再给多少"]).text
    assert later.startswith("考核优秀的，绩效奖励70万元")
    assert "200万元" not in later
    level = assistant.ask(["拉萨野外站升国家级奖多少钱", "那自治区级呢"]).text
    assert level.split("\n")[0].count("万元") == 1
    assert "50万元" in level.split("\n")[0]


def test_grade_that_is_given_nothing_gets_no_other_amount(assistant: Assistant) -> None:
    assert "20万元扶持资助" not in assistant.ask("拉萨重点实验室评估合格奖多少").text
    assert "没有写较差的" not in assistant.ask("拉萨优秀最多占多少，较差最少占多少").text
