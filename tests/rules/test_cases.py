"""Whether a rule is for the case that a text tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Rule
from tiaowen.rules.cases import fits_case, states
from tiaowen.rules.record import Record
from tiaowen.rules.scope import Scope

Read = Callable[..., Record]


@pytest.fixture(scope="module")
def rules(corpus: Corpus) -> dict[str, Rule]:
    return {rule.id: rule for rule in corpus.rules}


def scope_of(record: Record) -> Scope:
    return record.reads[0].scope


@pytest.mark.parametrize(
    ("text", "rule", "fits"),
    [
        # of whom
        ("聊城的企业牵头技术创新中心，看研发投入。", "liaocheng-tic:research-share", True),
        ("聊城的高校牵头技术创新中心，看研发投入。", "liaocheng-tic:research-share", False),
        ("聊城的技术创新中心看研发投入。", "liaocheng-tic:research-share", True),
        # of which category
        ("拉萨农业类新型研发机构看设备。", "lhasa-platform:newrd-equipment-agriculture", True),
        ("拉萨工业类新型研发机构看设备。", "lhasa-platform:newrd-equipment-agriculture", False),
        ("拉萨新型研发机构看设备。", "lhasa-platform:newrd-equipment-agriculture", False),
        # of which grade
        ("拉萨评为较差的平台要整改。", "lhasa-platform:rectification", True),
        ("拉萨评为良好的平台要整改。", "lhasa-platform:rectification", False),
        # for which cause
        ("拉萨的平台出了安全生产事故，要摘牌。", "lhasa-platform:ban-safety", True),
        ("拉萨的平台提供虚假材料，要清退。", "lhasa-platform:ban-safety", False),
        # none that could be told
        ("柳州工程技术研究中心要有固定研发人员。", "liuzhou-etrc:staff", True),
    ],
)
def test_a_rule_fits_the_case_told(text: str, rule: str, fits: bool, rules: dict[str, Rule], read_record: Read) -> None:
    record = read_record(text)
    assert fits_case(record, rules[rule], scope_of(record), text) is fits


def test_a_reason_names_the_place_and_quotes_the_rule(rules: dict[str, Rule], read_record: Read) -> None:
    reason = states(read_record("柳州要8人。"), rules["liuzhou-etrc:staff"])
    assert reason == "《柳州市工程技术研究中心管理办法》第九条第（三）项规定：“固定研究开发人员一般不少于8人”。"
