"""What the asker takes for granted."""

from __future__ import annotations

import pytest

from tiaowen.answering.premises import compose_premise
from tiaowen.answering.understand import understand
from tiaowen.corpus.load import Corpus


@pytest.mark.parametrize(
    ("question", "figures", "place"),
    [
        ("柳州的固定研发人员一般不少于8人，对吗", ["8人"], "liuzhou-etrc/9(3)"),
        ("包头的年度总结1月30日前交，对不对", ["1月30日前"], "baotou-etrc/11"),
        ("柳州主任每年在中心工作不少于6个月，对吧", ["6个月"], "liuzhou-etrc/12"),
        ("柳州的场地300平米，研发人员8人，对吗", ["300平方米", "8人"], "liuzhou-etrc/9(5)"),
        ("拉萨技术创新中心备案给50万元对吗", ["50万元"], "lhasa-platform/15"),
    ],
)
def test_what_is_right_is_confirmed_with_its_place(
    question: str, figures: list[str], place: str, corpus: Corpus
) -> None:
    draft = compose_premise(understand((question,), corpus), corpus)
    assert draft is not None
    assert draft.text.startswith("对")
    assert all(figure in draft.text for figure in figures)
    assert place in {str(citation.address) for citation in draft.citations}


@pytest.mark.parametrize(
    ("question", "right", "place"),
    [
        ("柳州的固定研发人员是9人对吧", "8人", "liuzhou-etrc/9(3)"),
        ("柳州主任年龄不超过65周岁，对吧", "60周岁", "liuzhou-etrc/12"),
        ("聊城要求用房500平方米，设备300万，核一下", "500万元", "liaocheng-tic/8a(3)"),
    ],
)
def test_what_is_wrong_is_put_right(question: str, right: str, place: str, corpus: Corpus) -> None:
    draft = compose_premise(understand((question,), corpus), corpus)
    assert draft is not None
    assert "不对" in draft.text
    assert right in draft.text
    assert place in {str(citation.address) for citation in draft.citations}


@pytest.mark.parametrize("question", ["柳州要多少研发人员", "柳州的中心主任是谁，对吧"])
def test_nothing_is_confirmed_where_no_figure_is_asserted(question: str, corpus: Corpus) -> None:
    assert compose_premise(understand((question,), corpus), corpus) is None


def test_a_figure_told_of_a_clean_record_is_not_put_right_by_what_follows_from_a_misdeed(corpus: Corpus) -> None:
    question = "都写了申报前2年无失信，临床中心我也照抄上，行吧"
    assert compose_premise(understand((question,), corpus), corpus) is None


def test_how_long_follows_from_a_misdeed_is_put_right(corpus: Corpus) -> None:
    draft = compose_premise(understand(("拉萨平台学术不端被摘牌三年内不得重新申请，对吧",), corpus), corpus)
    assert draft is not None
    assert "五年内" in draft.text
