"""Greetings and thanks are left out of a question, and nothing else is."""

from __future__ import annotations

import pytest

from tiaowen.answering.courtesy import drop_courtesies


@pytest.mark.parametrize(
    "typed",
    [
        "您好，请问{}",
        "你好，{}谢谢！",
        "麻烦问一下，{}，麻烦您了",
        "老师您好，想咨询一下：{}",
        "打扰一下，{}，谢谢老师",
        "您好！我想问问，{}。多谢！",
        "不好意思，再请教一下{} 非常感谢",
        "{}，辛苦了！",
    ],
)
def test_courtesies_are_dropped(typed: str) -> None:
    for question in ("柳州要几人", "几方出资的新研机构怎么决策"):
        assert drop_courtesies(typed.format(question)) == question


@pytest.mark.parametrize(
    "text",
    [
        "你好",
        "谢谢！",
        "咨询委员会要几人",
        "问题出在哪",
        "辛苦费给多少",
        "请问题单怎么填",
        "麻烦给个座机号",
        "好的柳州呢",
        "",
    ],
)
def test_what_asks_or_says_something_stays(text: str) -> None:
    assert drop_courtesies(text) == text
