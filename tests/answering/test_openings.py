"""What the texts leave open is said so."""

from __future__ import annotations

import pytest

from tiaowen.answering.openings import compose_gaps
from tiaowen.answering.understand import understand
from tiaowen.corpus.load import Corpus


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("聊城软件行业的场地最低能放宽到多少平", "liaocheng-tic/8a(3)"),
        ("聊城年度报告几号截止", "liaocheng-tic/17"),
        ("拉萨重点实验室30%的职称比例按15人算还是按实际人数", "lhasa-platform/附件-重点实验室/3(5)"),
        ("拉萨平台办法什么时候失效", "lhasa-platform/29"),
        ("包头验收要交什么材料", "baotou-etrc/10"),
        ("拉萨新型研发机构其他类的面积要求是多少", "lhasa-platform/附件-新型研发机构/3(3).5"),
        ("拉萨临床医学研究中心申报对失信有没有限制", "lhasa-platform/附件-临床医学研究中心/3"),
        ("包头工程中心组建期到两年了还没弄完 能延不", "baotou-etrc/9"),
        ("聊城筹建期能延长吗", "liaocheng-tic/8b(4)"),
        ("包头申报材料要几份", "baotou-etrc/7"),
        ("拉萨原来的认定办法还有效吗", "lhasa-etrc/27"),
    ],
)
def test_what_is_open_is_said_with_its_place(question: str, place: str, corpus: Corpus) -> None:
    draft = compose_gaps(understand((question,), corpus), corpus)
    assert draft is not None
    assert place in {str(citation.address) for citation in draft.citations}
    assert any(gap.says.removesuffix("。") in draft.text for gap in corpus.gaps if str(gap.at) == place)


@pytest.mark.parametrize(
    "question",
    [
        "柳州年报几号截止",  # another city's gap
        "拉萨重点实验室要多少人",
        "包头的申报材料有哪些",
        "拉萨临床医学研究中心学术不端几年不能再备案",
        "包头组建期多久",
    ],
)
def test_what_the_text_says_is_no_gap(question: str, corpus: Corpus) -> None:
    assert compose_gaps(understand((question,), corpus), corpus) is None
