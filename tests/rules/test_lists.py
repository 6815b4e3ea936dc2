"""Lists of the law told with one entry changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tiaowen.domain import Address, ClaimOutcome
from tiaowen.rules.lists import find_altered_lists
from tiaowen.rules.record import Record

AS_IT_STANDS = [
    "拉萨工程中心暂行办法的考评结果分为优秀、良好、合格、不合格。",
    "拉萨新型研发机构备案类别分为农业、工业、服务、其他。",
    "包头的工程技术研究中心要采取开发、流动和竞争的机制。",
    "聊城技术创新中心要规范人事、财务、安全、保密、资产等事项。",
    "柳州坚持“自主管理、自主投入、自我建设”的原则。",
    "柳州工程技术中心坚持“开放、流动、协同、竞争”的运行机制。",
    "拉萨重点实验室实行“开放、流动、联合、竞争”的运行机制。",
]
ALTERED = [
    ("拉萨技术创新中心的绩效评估分优秀、良好、一般、较差四类。", "lhasa-platform/22"),
    ("拉萨工程中心暂行办法的考评结果分为优秀、良好、合格、较差。", "lhasa-etrc/23"),
    ("拉萨新型研发机构备案类别分为农业、工业、商业、其他。", "lhasa-platform/附件-新型研发机构/3(3).1"),
    ("包头的工程技术研究中心要采取开放、流动和竞争的机制。", "baotou-etrc/15"),
    ("聊城技术创新中心要规范人事、财务、安全、外事、资产等事项。", "liaocheng-tic/10"),
    ("柳州坚持“自主管理、自主投入、共同建设”的原则。", "liuzhou-etrc/3"),
    ("拉萨重点实验室实行“开放、流动、协同、竞争”的运行机制。", "lhasa-platform/附件-重点实验室/3(6)"),
]
OTHER_LISTS = [
    "柳州的评估结果分为优秀、合格。",  # two entries are no list that can be told with one changed
    "请准备身份证、户口本、银行卡。",
    "柳州的优秀、聊城的合格、包头的考核备案各不相同。",
]


@pytest.mark.parametrize("text", AS_IT_STANDS + OTHER_LISTS)
def test_a_list_that_is_the_laws_or_another_is_let_be(text: str, read_record: Callable[..., Record]) -> None:
    assert list(find_altered_lists(read_record(text))) == []


@pytest.mark.parametrize(("text", "place"), ALTERED)
def test_one_entry_changed_is_seen_and_the_laws_list_named(
    text: str, place: str, read_record: Callable[..., Record]
) -> None:
    record = read_record(text)
    (finding,) = find_altered_lists(record)
    assert finding.verdict.outcome is ClaimOutcome.CONTRADICTED
    assert finding.verdict.reason.startswith(f"{record.law.corpus.label(Address.parse(place))}列的是“")


@pytest.mark.parametrize(
    "text",
    [
        "柳州的评估结果分为合格、优秀、整改和不合格。",
        "柳州的评估结果有不合格、整改、合格、优秀这四个。",
        "拉萨平台办法的评估结果有较差、合格、良好、优秀。",
    ],
)
def test_a_list_in_another_order_is_the_same(text: str, read_record: Callable[..., Record]) -> None:
    assert list(find_altered_lists(read_record(text))) == []
