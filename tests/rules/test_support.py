from __future__ import annotations

import pytest

from tiaowen.corpus.load import Corpus
from tiaowen.quantities import Quantity
from tiaowen.rules.support import find_support

WAN = 10_000


@pytest.mark.parametrize(
    ("platform", "admission", "most"),
    [("工程技术研究中心", 20, 240), ("重点实验室", 50, 320), ("技术创新中心", 50, 400), ("新型研发机构", 50, 400)],
)
def test_amounts_are_summed_once_each(corpus: Corpus, platform: str, admission: int, most: int) -> None:
    support = find_support("lhasa-platform", platform, corpus)
    assert support.admission == Quantity(low=admission * WAN, high=admission * WAN, unit="元")
    assert support.most == Quantity(low=most * WAN, high=most * WAN, unit="元")
    assert [str(c.address) for c in support.limits] == ["lhasa-platform/28"]
    assert {grant.on for grant in support.grants} == {"admission", "grade", "level"}


def test_a_text_without_amounts_gives_none(corpus: Corpus) -> None:
    support = find_support("liuzhou-etrc", "工程技术研究中心", corpus)
    assert (support.grants, support.admission, support.most, support.limits) == ((), None, None, ())
