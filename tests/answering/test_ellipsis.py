"""A turn that only names something else asks the question before of that."""

from __future__ import annotations

import pytest

from tiaowen.answering.ellipsis import resolve
from tiaowen.corpus.load import Corpus


@pytest.mark.parametrize(
    ("before", "text", "asked"),
    [
        ("柳州申请工程中心要哪些材料", "那包头呢？", "包头市申请工程中心要哪些材料"),
        ("柳州申请工程中心要哪些材料", "哦搞错了，我们是包头的", "包头市申请工程中心要哪些材料"),
        ("柳州管理委员会一年开几次会", "专家指导委员会呢", "柳州专家指导委员会一年开几次会"),
        ("拉萨重点实验室评上优秀奖多少", "良好的呢", "拉萨重点实验室评上良好奖多少"),
        ("拉萨升级为国家级奖励多少", "自治区级呢", "拉萨升级为自治区级奖励多少"),
        ("拉萨重点实验室论文几篇", "那技术创新中心呢", "拉萨技术创新中心论文几篇"),
    ],
)
def test_the_name_takes_the_place_of_another_of_its_class(before: str, text: str, asked: str, corpus: Corpus) -> None:
    assert resolve(text, before, corpus) == asked


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("", "柳州呢"),  # nothing was asked before
        ("柳州要几个人", "要是两年都不交呢"),  # more than a name
        ("柳州几年评一次", "评了个不合格呢"),  # no grade was asked about before
        ("柳州要几个人", "场地要多大"),
    ],
)
def test_a_turn_that_says_more_is_left_as_it_is(before: str, text: str, corpus: Corpus) -> None:
    assert resolve(text, before, corpus) is None


def test_a_long_run_of_small_words_is_read_at_once(corpus: Corpus) -> None:
    assert resolve("柳州" + "要是" * 500 + "好", "工程技术研究中心要几人", corpus) is None
