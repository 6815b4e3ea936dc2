"""For how long none may apply anew."""

from __future__ import annotations

import pytest

from tiaowen.assistant import Assistant

FRAUD = "拉萨交假材料骗备案资格 几年不能报"


@pytest.mark.parametrize(
    ("turns", "told", "untold"),
    [
        ([FRAUD], "三年内", "五年内"),
        ([FRAUD, "出了环保事故呢"], "五年内", "三年内"),
        ([FRAUD, "出了环保事故呢", "学术不端呢"], "五年内", "三年内"),
        ([FRAUD, "学术不端呢", "项目没做完呢"], "黑名单", "年内"),
        (["拉萨平台评估较差怎么办", "整改没通过呢"], "三年内不得再次申请", "五年内"),
        (["拉萨平台评估较差怎么办", "整改没通过呢", "三年后还能再申请吗"], "三年内不得再次申请", "五年内"),
    ],
)
def test_ban_is_that_of_the_cause_told_and_no_other(
    turns: list[str], told: str, untold: str, assistant: Assistant
) -> None:
    text = assistant.ask(turns).text
    assert told in text
    assert untold not in text


@pytest.mark.parametrize(
    "turns",
    [
        ["柳州整改期多久", "期满没有明显进步呢", "那之后多久能重新申请"],
        ["包头多久考核一次", "一直不交材料会怎么样", "那取消以后两年内还能报吗"],
        ["包头两年没交考核材料会怎样", "那取消之后多久能重新申报"],
    ],
)
def test_that_a_ban_is_written_for_a_loss_of_another_name_is_said(turns: list[str], assistant: Assistant) -> None:
    text = assistant.ask(turns).text
    assert "两年" in text
    assert "被撤销" in text
    assert "取消" in text
