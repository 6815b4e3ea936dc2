"""A figure that the law has, told of another thing, more firmly, or more often than the law says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tiaowen.domain import ClaimOutcome
from tiaowen.rules.record import Finding

Judge = Callable[..., tuple[Finding, ...]]

RIGHT = [
    "拉萨新型研发机构的农业类科研设备总价值不低于100万元，工业类不低于300万元。",
    "柳州固定研发人员中，中级职称以上专业技术人员不低于40%。",
    "拉萨市级重点实验室和技术创新中心均给予50万元扶持资助。",
    "拉萨评为较差的限期整改，整改期限原则上不超过一年。",
    "柳州申报前三年累计投入建设运行经费不少于500万元。",
    "柳州管理委员会每年至少召开2次会议。",
    "拉萨升级为国家级的给予200万元一次性奖励扶持。",
    "聊城技术创新中心的仪器设备原值不少于500万元。",
    "柳州专家指导委员每届任期3年。",
    "拉萨平台评估结果为优秀的，原则上不超过参加评估的平台数量的30%。",
    "拉萨新型研发机构的科研人员要占到全体员工的60%以上。",
    "包头应于每年1月30日前提交上年工作总结。",
    "包头当年的总结要在次年1月30日前报送。",
    "拉萨工程中心暂行办法要求每年度12月底前报送本年度运行情况。",
]
WRONG = [  # text → the words that are wrong, and why
    ("拉萨新型研发机构的农业类和工业类一样，科研设备总价值都不低于100万元。", "不低于100万元", "两类的规定并不一样"),
    ("拉萨市级重点实验室和工程技术研究中心均给予50万元扶持资助。", "50万元", "工程技术研究中心不是这个数"),
    ("柳州固定研发人员中，高级职称以上专业技术人员不低于40%。", "不低于40%", "不是“高级”"),
    ("聊城技术创新中心的仪器设备净值不少于500万元。", "不少于500万元", "不是“净值”"),
    ("柳州管理委员会委员每届任期3年。", "3年", "不是“管理委员会”"),
    ("柳州固定研发人员一律不少于8人。", "不少于8人", "不是“一律”"),
    ("拉萨的整改期限肯定不超过一年。", "不超过一年", "不是“肯定”"),
    ("聊城技术创新中心的筹建期无一例外为2年。", "2年", "不是“无一例外”"),
    ("拉萨不参加评估的平台给予一年的整改期限。", "一年", "不再列入市级科技创新平台备案序列"),
    ("柳州申报前每年投入建设运行经费不少于500万元。", "不少于500万元", "说的是“"),
    ("拉萨升级为国家级的每年给予200万元奖励扶持。", "200万元", "一次性奖励扶持"),
    ("拉萨平台评估结果为优秀的不超过备案平台总数的30%。", "不超过备案平台总数的30%", "不是“备案平台”"),
    ("拉萨平台评估结果为较差的不低于备案平台数量的10%。", "不低于备案平台数量的10%", "不是“备案平台”"),
    ("柳州要求本科学历人员占职工总数的比例不低于80%。", "不低于80%", "不是“职工总数”"),
    ("包头每年1月30日前报送本年度的工作总结报告。", "1月30日前", "不是“本年度”"),
    ("拉萨工程中心暂行办法要求每年度12月底前报送上一年度运行情况。", "12月底前", "不是“上一年度”"),
]


@pytest.mark.parametrize("text", RIGHT)
def test_the_figure_told_of_its_own_thing_passes(text: str, judge_figures: Judge) -> None:
    verdicts = [finding.verdict for finding in judge_figures(text)]
    assert verdicts
    assert all(verdict.released for verdict in verdicts), verdicts


@pytest.mark.parametrize(("text", "words", "reason"), WRONG)
def test_the_figure_told_of_another_thing_is_stopped(text: str, words: str, reason: str, judge_figures: Judge) -> None:
    (verdict,) = [finding.verdict for finding in judge_figures(text) if not finding.verdict.released]
    assert (verdict.text, verdict.outcome) == (words, ClaimOutcome.CONTRADICTED)
    assert reason in verdict.reason
