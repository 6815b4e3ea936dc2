"""Numbers without a unit get that of what is named before them."""

from __future__ import annotations

import pytest

from tiaowen.answering.bare import join_units, with_units
from tiaowen.assistant import Assistant
from tiaowen.corpus.load import Corpus


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("科研用房980", "科研用房980平方米"),
        ("专职研究人员14，中级以上6", "专职研究人员14人，中级以上6人"),
        ("专家打80，现场打50", "专家打80分，现场打50分"),
        ("论文5，项目5", "论文5篇，项目5项"),
        ("场地 200 设备30万", "场地 200平方米 设备30万"),
    ],
)
def test_the_unit_is_that_of_the_name(typed: str, read: str, corpus: Corpus) -> None:
    assert with_units(typed, corpus) == read


@pytest.mark.parametrize(
    "typed", ["场地300平", "场地 300 平方米", "设备50w", "柳州2025年", "第9条", "电话12345", "5-9人", "场地3.5亩"]
)
def test_what_has_its_unit_or_no_name_is_left_alone(typed: str, corpus: Corpus) -> None:
    assert with_units(typed, corpus) == typed


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("柳州固定研发人员 8 人本科 7 人够吗", "柳州固定研发人员8人本科7人够吗"),
        ("研发人员 8 人 本科 7 人", "研发人员 8人 本科 7人"),
        ("设备 480 万 元", "设备480万元"),
        ("2023 年 10 月 8 日认定", "2023年10月8日认定"),
        ("评审 80 人员 5", "评审 80 人员 5"),
        ("柳州 8人够吗", "柳州 8人够吗"),
    ],
)
def test_spaces_of_typography_are_no_pauses(typed: str, read: str) -> None:
    assert join_units(typed) == read


@pytest.mark.parametrize("question", ["柳州 固定研发 8 人 本科 7 人 够吗", "柳州固定研发 8 人本科 7 人够吗"])
def test_figures_with_spaces_around_them_are_those_of_their_names(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert "您说8人" in answer.text
    assert "87.5%" in answer.text
