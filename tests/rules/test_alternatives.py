"""Both told for one, and one for both."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tiaowen.domain import ClaimOutcome
from tiaowen.rules.alternatives import find_alternatives
from tiaowen.rules.judging import judge_claims
from tiaowen.rules.record import Finding, Record

Read = Callable[..., Record]

ONE_FOR_BOTH = [
    ("聊城要求企业近三年研发费用总额不少于1000万元，或者研发经费占主营业务收入比例不低于3%。", "，或"),
    ("聊城要求企业近三年研发费用总额不少于1000万元，研发经费占主营业务收入比例不低于3%，满足其一即可。", "其一即可"),
    ("柳州本科学历占比不低于80%，或中级职称以上不低于40%。", "，或"),
    ("柳州要求8名固定研发人员、300平方米用房，满足一项即可。", "一项即可"),
    ("拉萨重点实验室近三年科技项目5项以上，或者论文5篇以上。", "，或"),
]
BOTH_FOR_ONE = [
    ("柳州高校近三年来要有对外产学研合作项目，且与企业签有开展产学研合作相关协议。", "合作项目，且与企业签"),
    ("拉萨新型研发机构本科学历且中级职称以上的人员比例高于50%。", "本科学历且中级职称"),
    ("柳州不参加评估且中途退出评估的，视为自动放弃资格。", "参加评估且中途退出"),
    ("包头承担过科技计划项目，同时自主研发项目获得过科技奖励。", "计划项目，同时自主研发"),
    ("拉萨野外站的土地使用权证和20年以上的土地使用权证明要同时具备。", "同时具备"),
]
AS_THE_LAW_HAS_IT = [
    "聊城要求企业近三年研发费用总额不少于1000万元且研发经费占主营业务收入比例不低于3%。",
    "聊城企业研发费用总额不足1000万元，或者研发经费占比低于3%的，都不符合条件。",
    "拉萨新型研发机构农业类科研设备总价值不低于100万元，或者工业类不低于300万元。",
    "拉萨新型研发机构本科学历或中级职称以上的人员比例高于50%。",
    "柳州高校近三年来要有对外产学研合作项目，或与企业签有开展产学研合作相关协议。",
    "柳州不参加评估和中途退出评估的，都视为自动放弃资格。",
    "拉萨临床中心要联合市级优势医院不少于1家，县区基层医疗机构不少于3家，两项都要满足。",
]


def find(record: Record) -> list[Finding]:
    list(judge_claims(record))  # what figures are of is read off their verdicts
    return list(find_alternatives(record))


@pytest.mark.parametrize(("text", "words"), ONE_FOR_BOTH + BOTH_FOR_ONE)
def test_the_wrong_junction_is_seen(text: str, words: str, read_record: Read) -> None:
    (finding,) = find(read_record(text))
    assert finding.verdict.outcome is ClaimOutcome.CONTRADICTED
    assert finding.verdict.text == words


@pytest.mark.parametrize("text", AS_THE_LAW_HAS_IT)
def test_the_laws_junction_is_let_be(text: str, read_record: Read) -> None:
    assert find(read_record(text)) == []
