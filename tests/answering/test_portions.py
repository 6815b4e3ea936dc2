"""What a share comes to of a number told."""

from __future__ import annotations

import pytest

from tiaowen.answering.portions import compose_portion
from tiaowen.answering.understand import understand
from tiaowen.corpus.load import Corpus


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("拉萨有50家平台参评，优秀最多几家，较差起码几家", ["最多**15家**", "至少**5家**"]),
        ("拉萨新型研发机构职工45人，科研人员最少要几个", ["至少**27人**"]),
        ("拉萨重点实验室专职研究人员21人，高级职称至少要几个", ["至少**3人**", "21人×10%＝2.1"]),
        ("拉萨新型研发机构科研人员20人，本科或中级职称至少要几个", ["至少**11人**"]),  # 高于50% excludes ten
        ("柳州专家指导委员会11个人，依托单位和共建单位的人员最多几个", ["最多**3人**"]),
    ],
)
def test_a_share_is_rounded_to_the_side_that_the_law_allows(question: str, texts: list[str], corpus: Corpus) -> None:
    draft = compose_portion(understand((question,), corpus), corpus)
    assert draft is not None
    for text in texts:
        assert text in draft.text


@pytest.mark.parametrize(
    "question",
    [
        "柳州固定研发人员10人，本科8人，够吗",  # a verdict is asked for
        "柳州要几个研发人员",  # of no number
        "柳州专家指导委员会最多几个人",
        "第9条说要几个人",
        "拉萨临床医学研究中心6年两次优秀能拿多少",  # times are no people of whom a share is asked
    ],
)
def test_no_portion_where_none_is_asked_for(question: str, corpus: Corpus) -> None:
    assert compose_portion(understand((question,), corpus), corpus) is None
