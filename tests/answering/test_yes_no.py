"""Yes and no: one side of a choice denied decides nothing, nor does a misdeed before the window."""

from __future__ import annotations

import pytest


def outcomes(assistant, question):
    eligibility = assistant.ask(question).eligibility
    criteria = eligibility.criteria if eligibility else ()
    return {c.rule.partition(":")[2]: c.outcome.value for c in criteria}


@pytest.mark.parametrize(
    ("question", "rule", "outcome"),
    [
        ("包头没拿过科技奖 但出色完成过市级科技计划项目 符合吗", "projects-or-prizes", "met"),
        ("包头没承担过科技计划项目，但自主研发项目拿过市科技奖，能报吗", "projects-or-prizes", "met"),
        ("包头没拿过科技奖 也没承担过科技计划项目 符合吗", "projects-or-prizes", "unmet"),
        ("柳州高校 没有产学研合作项目，但签了产学研合作协议，行吗", "partner-research", "met"),
        ("拉萨技术创新中心 团队20人 三年前有过一次失信 现在能报吗", "tic-integrity", "met"),
        ("拉萨技术创新中心 团队20人 去年有过一次失信 现在能报吗", "tic-integrity", "unmet"),
        ("拉萨技术创新中心 团队20人 两年前有过一次失信 现在能报吗", "tic-integrity", "unknown"),
        ("拉萨技术创新中心 团队20人 以前有过失信 现在能报吗", "tic-integrity", "unknown"),
        ("聊城企业 设备600万 四年前出过一次安全生产事故 行吗", "no-accident", "met"),
        ("聊城企业 设备600万 前年出过一次安全生产事故 行吗", "no-accident", "unmet"),
        ("拉萨野外站 没有土地使用权证 有25年的土地使用权证明 行吗", "station-land-years", "met"),
        ("柳州高职院校单独申报可以吗", "partner-firms", "unmet"),
        ("柳州高校 不拉企业行不行", "partner-firms", "unmet"),
        ("聊城高校 不找企业合作行吗", "with-firms", "unmet"),
    ],
)
def test_what_is_said_decides_as_far_as_it_goes(question, rule, outcome, assistant):
    assert outcomes(assistant, question)[rule] == outcome


def test_one_side_of_a_choice_denied_decides_nothing(assistant):
    assert outcomes(assistant, "包头没拿过科技奖 设备200万 符合吗")["projects-or-prizes"] == "unknown"


def test_what_an_alliance_need_not_be_is_no_obstacle(assistant):
    question = "产业技术联盟没有法人资格 团队20人 可以报拉萨技术创新中心吗"
    assert "unmet" not in outcomes(assistant, question).values()


@pytest.mark.parametrize("harmless", ["多一平都没有", "三年前有过一次失信"])
def test_harmless_words_are_not_reported_as_not_understood(harmless, assistant):
    assert "没有看懂" not in assistant.ask(f"拉萨重点实验室 场地300平 {harmless} 够吗").text


def test_a_question_of_an_earlier_turn_lacks_nothing(assistant):
    turns = ["柳州工程中心主任有没有年龄限制啊", "那我们主任62 行不", "那换个55的 不过他一年只能来5个月"]
    answer = assistant.ask(turns)
    assert "没有看懂" not in answer.text
    assert {c.rule.partition(":")[2]: c.outcome.value for c in answer.eligibility.criteria} == {
        "director-age": "met",
        "director-months": "unmet",
    }
