"""What a later turn adds, takes away or puts right; whatever hangs on it is told only as far as it can be."""

from __future__ import annotations

import pytest


def judged(assistant, *turns):
    eligibility = assistant.ask(list(turns)).eligibility
    return eligibility.outcome, {c.rule.partition(":")[2]: (c.outcome.value, c.shortfall) for c in eligibility.criteria}


@pytest.mark.parametrize(
    ("turns", "rule", "criterion"),
    [
        (["拉萨技术创新中心 团队18人 案例5项 行不", "那再招2个人就都够了是吧"], "tic-staff", ("met", None)),
        (["拉萨技术创新中心 团队17人 案例5项 行不", "那再招2个人就都够了是吧"], "tic-staff", ("unmet", "差1人")),
        (["拉萨技术创新中心 团队18人 够吗", "多招两个呢"], "tic-staff", ("met", None)),
        (["拉萨工程技术研究中心 场地170平 够吗", "再租50平呢"], "etrc-area", ("met", None)),
        (["拉萨重点实验室 设备40万 够不够", "如果再买20万设备"], "lab-equipment", ("met", None)),
        (["拉萨工程中心 运营一年 够吗", "再等一年呢"], "etrc-operation", ("met", None)),
        (["柳州固定研发9人 够吗", "走了2个呢"], "staff", ("unmet", "差1人")),
        (["柳州固定研发9人 够吗", "辞了1个还行不"], "staff", ("met", None)),
        (["柳州固定研发7人 够吗", "说错了 是9个"], "staff", ("met", None)),
        (["柳州 场地350平 够吗", "退掉100平呢"], "area", ("unmet", "差50平方米")),
        (["聊城 科研人员20人 够吗", "有2个要离职"], "staff", ("unmet", "差2人")),
        (["拉萨工程中心 设备25万 够吗", "再添点设备 8万"], "etrc-equipment", ("met", None)),
        (["拉萨技术创新中心 案例4项 够吗", "再做1个案例呢"], "tic-cases", ("met", None)),
        (["柳州固定研发7人", "再招一个行不"], "staff", ("met", None)),
        (["柳州专家委8个人 行吗", "再加1个呢"], "expert-odd", ("met", None)),
        (["柳州研发9个人 本科6个 够吗", "再招3个本科生呢"], "staff-degree", ("unmet", "差1人")),
        (["拉萨新研机构 职工20人 科研11人 够吗", "再招2个科研人员呢"], "newrd-staff-share", ("unmet", "差1人")),
        (["聊城企业 研发费用1200万，主营业务收入5亿 够吗", "收入改成3亿呢"], "research-share", ("met", None)),
    ],
)
def test_changes_are_added_to_what_was_told(turns, rule, criterion, assistant):
    assert judged(assistant, *turns)[1][rule] == criterion


def test_of_those_newly_hired_no_degree_is_supposed(assistant):
    told = "柳州研发9个人 本科8个 够吗"
    assert judged(assistant, told, "再招2个应届生呢")[1]["staff-degree"] == ("unknown", None)
    assert judged(assistant, told, "再招1个应届生呢")[1]["staff-degree"] == ("met", None)


def test_a_sum_is_shown_as_one(assistant):
    answer = assistant.ask(["拉萨技术创新中心 团队18人 够吗", "那再招2个呢"])
    assert "18人＋2人＝20人，符合" in answer.text


@pytest.mark.parametrize("said", ["增加到9个人呢", "后来招到了9名研发人员，够了吗"])
def test_what_is_reached_takes_the_place_of_what_was(said, assistant):
    assert judged(assistant, "柳州研发6个人 够吗", said)[1]["staff"] == ("met", None)


def test_outsiders_are_not_added_to_those_who_belong(assistant):
    assert judged(assistant, "柳州固定研发7人 够吗", "加上2个外聘的呢")[1]["staff"] == ("unmet", "差1人")
