"""Who does what, told of another body."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tiaowen.domain import Address, ClaimOutcome
from tiaowen.rules.actors import find_other_actors
from tiaowen.rules.record import Record

Read = Callable[..., Record]

ANOTHER = [
    ("柳州工程技术中心主任由市科技局任命。", "市科技局任命", "liuzhou-etrc/11"),
    ("柳州的年报经市科技局审核后报依托单位备案。", "市科技局审核", "liuzhou-etrc/21"),
    ("柳州专家指导委员会主任由业务主管部门聘任。", "业务主管部门聘任", "liuzhou-etrc/15"),
    ("柳州公示无异议的由业务主管部门发文认定。", "业务主管部门发文认定", "liuzhou-etrc/10(4)"),
    ("包头的申报材料由市科技管理部门审查并签署意见。", "市科技管理部门审查", "baotou-etrc/8"),
    ("包头由依托单位批复并授予工程技术研究中心名称。", "依托单位批复", "baotou-etrc/8"),
    ("聊城拟建设名单由市科技局局长办公会研究确定。", "市科技局局长办公会研究确定", "liaocheng-tic/8b(4)"),
    ("聊城变更名称，经依托单位审核。", "依托单位审核", "liaocheng-tic/18"),
    ("拉萨平台年度工作总结报告经市财政局审核后报市科技局。", "市财政局审核", "lhasa-platform/20"),
    ("拉萨工程中心的主任由市科技局聘任。", "市科技局聘任", "lhasa-etrc/5(3)"),
]
AS_THE_LAW_HAS_IT = [
    "柳州工程技术中心主任由依托单位任命或聘任，报市科技局备案。",
    "柳州专家指导委员会主任由依托单位推荐、业务主管部门审核后聘任，并报市科技局备案。",
    "柳州的年报经依托单位审核后报市科技局备案。",
    "包头由依托单位的主管部门审查并签署意见，市科技局审定、批复并授予名称。",
    "聊城拟建设名单由市科技局党组会研究确定并公示。",
    "聊城年度报告先经依托单位盖章，再由主管部门审核，最后报市科技局。",
    "拉萨平台由各县（园）区科技主管部门审核后报送市科技局，市科技局审查后公示并发布备案文件。",
    "拉萨平台更名由依托单位提出建议报告，经主管单位审核后，报市科技局批准。",
    "拉萨平台依托单位聘任学术委员会主任。",
    "拉萨平台市财政局会同市科技局对财政资金使用情况开展绩效评价。",
]
NOTHING_TOLD = [
    "柳州工程技术中心主任是否由市科技局任命，请看第十一条。",
    "柳州工程技术中心主任不由市科技局任命。",
    "工程技术中心主任由市科技局任命。",  # no city
    "柳州由市科技局审核食堂的菜单。",
]


@pytest.mark.parametrize(("text", "words", "place"), ANOTHER)
def test_an_act_of_another_body_is_seen_and_the_law_quoted(
    text: str, words: str, place: str, read_record: Read
) -> None:
    record = read_record(text)
    finding = next(find_other_actors(record))
    assert (finding.verdict.text, finding.verdict.outcome) == (words, ClaimOutcome.CONTRADICTED)
    assert finding.verdict.reason.startswith(f"按{record.law.corpus.label(Address.parse(place))}，这由")


@pytest.mark.parametrize("text", AS_THE_LAW_HAS_IT + NOTHING_TOLD)
def test_the_body_that_the_law_names_is_let_be(text: str, read_record: Read) -> None:
    assert list(find_other_actors(read_record(text))) == []
