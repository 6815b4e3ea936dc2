"""A count and an amount left unsaid by half are completed, and nothing else is touched."""

from __future__ import annotations

import pytest

from tiaowen.answering.amounts import complete_amounts


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("带头人一个，帮看看", "带头人1个，帮看看"),
        ("高级职称就一名", "高级职称就1名"),
        ("市级优势医院一家、基层三家", "市级优势医院1家、基层三家"),
        ("设备原值5000000够吗，科研设备2900000，", "设备原值5000000够吗，科研设备2900000元，"),
        ("研发费合计12000000", "研发费合计12000000元"),
        ("备案给200000？", "备案给200000元？"),
    ],
)
def test_what_is_left_unsaid_is_completed(typed: str, read: str) -> None:
    assert complete_amounts(typed) == read


@pytest.mark.parametrize(
    "text",
    [
        "成熟一个，认定一个",
        "只给一家公司",
        "我们一个中心",
        "来一个",
        "同一家，",
        "电话5820000，",
        "编号为20000",
        "设备50台",
        "设备5000000元",
    ],
)
def test_what_means_something_else_stays(text: str) -> None:
    assert complete_amounts(text) == text
