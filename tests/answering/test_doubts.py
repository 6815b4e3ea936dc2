"""What is told and is no fact: the verdict stays open rather than rest on it."""

from __future__ import annotations

import pytest

from tiaowen.assistant import Assistant


@pytest.mark.parametrize(
    "question",
    [
        "我们9人，他们6人，柳州能申报吗",
        "柳州面积280平，聊城面积520平，两边都够吗",
        "柳州研发人员9人里有2人是实习生，够吗",
        "柳州：研发人员机械组5人、电气组4人，够吗",
        "聊城：科研用房500平，仪器设备净值600万，原值450万，够吗",
        "柳州：科研用房没有300平，够吗",
        "柳州：研发人员差1个到8人，够吗",
        "柳州：计划配备研发人员10人，够吗",
    ],
)
def test_what_is_not_so_for_sure_decides_nothing(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert answer.eligibility is not None
    assert answer.eligibility.outcome == "unknown"


@pytest.mark.parametrize(
    "question",
    ["柳州：首席技术官正在办理备案，企业，符合吗", "拉萨临床医学研究中心：我们正在创三甲，现在还是二甲，够吗"],
)
def test_what_is_under_way_is_not_met(question: str, assistant: Assistant) -> None:
    assert "**符合**" not in assistant.ask(question).text


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("柳州，近三年科技计划项目3个，够吗", "pass"),
        ("柳州我们原来7个研发人员，现在是9个，够吗", "pass"),
        ("拉萨重点实验室：近三年科技项目5项，论文投了5篇，发表4篇，够吗", "fail"),
    ],
)
def test_what_is_so_decides(question: str, outcome: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert answer.eligibility is not None
    assert answer.eligibility.outcome == outcome


def test_each_platform_named_has_its_own_verdict(assistant: Assistant) -> None:
    text = assistant.ask("我们有12个研发人员，拉萨重点实验室够吗，技术创新中心够吗").text
    assert "**重点实验室**：就您说的这几项，**符合**" in text
    assert "**技术创新中心**：**不符合**：研发人员要求不少于20人" in text


@pytest.mark.parametrize(
    ("turns", "applicant"),
    [
        (["聊城：我们是企业，联合聊城大学共建，研发费用500万，够吗"], "企业"),
        (["我们不是高校，是企业，聊城研发费用800万够吗"], "企业"),
        (["聊城高校牵头，拉了两家企业，研发费用800万够吗"], "高校院所"),
        (["聊城，我们研究院牵头", "没有企业参加，研发费用800万够吗"], "高校院所"),
        (["聊城，我们研究院牵头", "换成公司牵头呢，研发费用800万够吗"], "企业"),
    ],
)
def test_the_applicant_is_who_asks_not_who_stands_beside(
    turns: list[str], applicant: str, assistant: Assistant
) -> None:
    from tiaowen.answering.asker import read_asker

    assert read_asker(turns, ("liaocheng-tic",), (), assistant.corpus).applicant == applicant


@pytest.mark.parametrize(
    ("turns", "outcome"),
    [
        (["柳州要多少研发人员？", "我们有7个够吗"], "fail"),
        (["柳州要多少研发人员？", "8个呢"], "pass"),
        (["聊城要多大面积", "我们有480平"], "fail"),
        (["聊城设备要值多少钱", "500万行吗"], "pass"),
    ],
)
def test_a_bare_figure_is_of_what_was_asked_for_before(turns: list[str], outcome: str, assistant: Assistant) -> None:
    answer = assistant.ask(turns)
    assert answer.eligibility is not None
    assert answer.eligibility.outcome == outcome
