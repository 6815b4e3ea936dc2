"""Numbers without a unit get that of what is named before them."""

from __future__ import annotations

import pytest

from tiaowen.answering.bare import with_units
from tiaowen.corpus.load import Corpus


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("科研用房980", "科研用房980平方米"),
        ("专职研究人员14，中级以上6", "专职研究人员14人，中级以上6人"),
        ("专家打80，现场打50", "专家打80分，现场打50分"),
        ("论文5，项目5", "论文5篇，项目5项"),
        ("场地 200 设备30万", "场地 200平方米 设备30万"),
    ],
)
def test_the_unit_is_that_of_the_name(typed: str, read: str, corpus: Corpus) -> None:
    assert with_units(typed, corpus) == read


@pytest.mark.parametrize(
    "typed", ["场地300平", "场地 300 平方米", "设备50w", "柳州2025年", "第9条", "电话12345", "5-9人", "场地3.5亩"]
)
def test_what_has_its_unit_or_no_name_is_left_alone(typed: str, corpus: Corpus) -> None:
    assert with_units(typed, corpus) == typed
