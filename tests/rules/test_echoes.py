"""The law's own words turned round, and bodies that act where no text says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tiaowen.domain import Address, ClaimOutcome
from tiaowen.rules.echoes import find_echoes
from tiaowen.rules.record import Record

Read = Callable[..., Record]

TURNED = [
    ("柳州的绩效评估结果不向社会公布。", "liuzhou-etrc/22"),
    ("聊城公示无异议后不公布拟批建技术创新中心名单。", "liaocheng-tic/8b(4)"),
    ("聊城绩效评价过程中可以弄虚作假。", "liaocheng-tic/21"),
    ("柳州专家指导委员会主任由依托单位的人担任。", "liuzhou-etrc/15"),
]
STRANGERS = [
    ("拉萨平台的备案由市财政局审核。", "市财政局"),
    ("拉萨平台的评估结果由市财政局组织评定。", "市财政局"),
    ("柳州工程技术研究中心由市人社局负责认定。", "市人社局"),
    ("聊城技术创新中心的材料报送市教育局备案。", "市教育局"),
]
FAITHFUL = [
    "柳州的绩效评估结果向社会公布。",
    "聊城绩效评价过程中不得弄虚作假。",
    "包头的工程技术研究中心可与依托单位共有一个法人代表。",
    "拉萨市财政局会同市科技局对财政资金使用情况开展绩效评价。",
    "柳州专家指导委员会主任由非依托单位、共建单位的专家担任。",
]
NOTHING_SAID = [
    "如果柳州的评估结果不向社会公布呢？",
    "柳州是否不向社会公布评估结果，请向业务主管部门了解。",
    "办法没有规定补贴，可向市财政局咨询。",
]


@pytest.mark.parametrize(("text", "place"), TURNED)
def test_the_laws_words_turned_round_are_seen(text: str, place: str, read_record: Read) -> None:
    record = read_record(text)
    (finding,) = find_echoes(record)
    assert finding.verdict.outcome is ClaimOutcome.CONTRADICTED
    assert finding.verdict.reason.startswith(f"{record.law.corpus.label(Address.parse(place))}写的是“")


@pytest.mark.parametrize(("text", "body"), STRANGERS)
def test_a_body_that_no_text_lets_act_is_seen(text: str, body: str, read_record: Read) -> None:
    (finding,) = find_echoes(read_record(text))
    assert (finding.verdict.text, finding.verdict.outcome) == (body, ClaimOutcome.UNSUPPORTED)
    assert text[finding.start : finding.end] == body


@pytest.mark.parametrize("text", FAITHFUL + NOTHING_SAID)
def test_what_the_law_says_or_nobody_asserts_is_let_be(text: str, read_record: Read) -> None:
    assert list(find_echoes(read_record(text))) == []


def test_a_body_that_the_asker_named_may_be_answered_about(read_record: Read) -> None:
    text = "不由市教育局受理，条文里没有这样写。"
    assert list(find_echoes(read_record(text, "聊城的技术创新中心是不是报市教育局受理"))) == []
