"""What the asker takes for granted."""

from __future__ import annotations

import pytest

from tiaowen.answering.draft import Draft
from tiaowen.answering.premises import compose_premise, with_premise
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
        ("柳州固定研发人员10人满足要求，对吗", ["8人"], "liuzhou-etrc/9(3)"),
        ("柳州8个研发人员就行，对吗", ["8人"], "liuzhou-etrc/9(3)"),
        ("柳州7个研发人员不够，对吗", ["8人"], "liuzhou-etrc/9(3)"),
        ("拉萨重点实验室良好、优秀给60、70万，对吗", ["60万元", "70万元"], "lhasa-platform/23"),
        ("拉萨农业类新型研发机构场地2000平，对吗", ["2000"], "lhasa-platform/附件-新型研发机构/3(3).2"),
        ("柳州研发人员一般不少于8人，其中本科不低于80%，对吗", ["8人", "80%"], "liuzhou-etrc/9(3)"),
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
        ("柳州8个研发人员不够，对吗", "8个符合", "liuzhou-etrc/9(3)"),
        ("柳州7个研发人员满足要求，对吗", "7个不符合", "liuzhou-etrc/9(3)"),
        ("聊城全年工作183天就算，对吗", "超过183天", "liaocheng-tic/8a(4)"),
        ("拉萨升国家级给200万，每年都给，对吗", "一次性200万元", "lhasa-platform/17"),
        ("柳州专家指导委员会7到11人，可以是8人，对吗", "应为单数", "liuzhou-etrc/14"),
        ("拉萨重点实验室良好、优秀给70、60万，对吗", "考核良好的，绩效奖励60万元", "lhasa-platform/23"),
        (
            "拉萨重点实验室年报11月底前直接报市科技局，不用主管部门审核，对吗",
            "经主管部门审核后报市科技局",
            "lhasa-platform/20",
        ),
    ],
)
def test_what_is_wrong_is_put_right(question: str, right: str, place: str, corpus: Corpus) -> None:
    draft = compose_premise(understand((question,), corpus), corpus)
    assert draft is not None
    assert "不对" in draft.text
    assert right in draft.text
    assert place in {str(citation.address) for citation in draft.citations}


@pytest.mark.parametrize(
    ("question", "said", "places"),
    [
        ("拉萨无故不完成科研任务的三年内不得申请，对吗", "科研诚信黑名单", ["lhasa-platform/24", "lhasa-platform/25"]),
        ("柳州专家评审和现场考察都得60分以上，对吗", "总分60分", ["liuzhou-etrc/10(3)"]),
        ("柳州总分60分以上必须认定，对吗", "原则上总分60分", ["liuzhou-etrc/10(3)"]),
        ("柳州办法里主任任期三年且可以连任，对吗", "每届任期3年", ["liuzhou-etrc/12"]),
        ("聊城软件企业场地必须500平以上，对吗", "可适当低于以上标准", ["liaocheng-tic/8a(3)"]),
        ("柳州研发人员必须8人，对吗", "一般不少于8人", ["liuzhou-etrc/9(3)"]),
        ("柳州8个研发人员就能通过认定，对吗", "8人", ["liuzhou-etrc/9(3)"]),
        ("柳州评估分优秀、良好、合格、不合格四档，对吗", "优秀、合格、整改和不合格", ["liuzhou-etrc/24"]),
        ("柳州取消称号后两年可以重新申请，对吗", "是否也适用于取消称号", ["liuzhou-etrc/25"]),
        ("拉萨新型研发机构场地2000平，对吗", "农业类的", ["lhasa-platform/附件-新型研发机构/3(3).2"]),
        ("拉萨工程技术研究中心年报12月底前交，对吗", "11月30日前", ["lhasa-etrc/22", "lhasa-platform/20"]),
    ],
)
def test_where_only_the_figure_is_borne_out_the_law_is_quoted_and_nothing_confirmed(
    question: str, said: str, places: list[str], corpus: Corpus
) -> None:
    draft = compose_premise(understand((question,), corpus), corpus)
    assert draft is not None
    assert draft.text.startswith("条文写的是")
    assert said in draft.text
    assert sorted(str(citation.address) for citation in draft.citations) == places


@pytest.mark.parametrize("question", ["既然柳州要求12名研发人员，那本科要几个", "柳州要求12名研发人员，那场地多大"])
def test_what_a_question_starts_from_is_put_right_before_its_answer(question: str, corpus: Corpus) -> None:
    answer = Draft(text="至少10人〔1〕。", status="verified", citations=(corpus.cite(corpus.rules[0].at, "略"),))
    draft = with_premise(answer, understand((question,), corpus), corpus)
    assert draft.text.startswith("条文写的不是12名，是固定研究开发人员一般不少于8人〔2〕。")
    assert draft.text.endswith(answer.text)
    assert [str(citation.address) for citation in draft.citations][1:] == ["liuzhou-etrc/9(3)"]


@pytest.mark.parametrize(
    "question",
    ["既然柳州要求8名研发人员，那本科要几个", "柳州我们要求自己有12名研发人员，那本科要几个", "柳州要求几个人"],
)
def test_an_answer_stays_as_it_is_where_nothing_wrong_is_taken_for_granted(question: str, corpus: Corpus) -> None:
    answer = Draft(text="至少7人。", status="verified")
    assert with_premise(answer, understand((question,), corpus), corpus) == answer


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
