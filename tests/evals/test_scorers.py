from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.domain import Address, Answer, AnswerStatus, Citation, Eligibility
from tiaowen.evals.cases import Case
from tiaowen.evals.scorers import score_answer

CITIES = ("拉萨", "柳州", "包头", "聊城")


def case(**fields: Any) -> Case:
    return Case.model_validate(
        {"id": "T1", "kind": "numeric", "turns": ["柳州要多少研发人员"], "abstain": False}
        | {"must": [["8人"]]}
        | fields
    )


def answer(text: str = "", *cited: str, status: AnswerStatus = "verified", outcome: str | None = None) -> Answer:
    return Answer(
        question="柳州要多少研发人员",
        text=text,
        status=status,
        citations=tuple(Citation(address=Address.parse(a), label=a, quote="") for a in cited),
        eligibility=Eligibility.model_validate({"platform": "工程技术研究中心", "outcome": outcome, "criteria": []})
        if outcome
        else None,
    )


@pytest.mark.parametrize(
    ("must", "text", "value", "reason"),
    [
        ([["8人"]], "一般不少于 8 人。", 1, "1 项必答内容都有。"),
        ([["8人", "八人"]], "一般不少于八人。", 1, "1 项必答内容都有。"),
        ([["8人"], ["80%", "八成"]], "不少于8人。", 0, "缺少必答内容：80% / 八成。"),
        ([["8人"]], "不少于18人。", 0, "缺少必答内容：8人。"),
    ],
)
def test_must_needs_one_string_of_each_list(must: list[list[str]], text: str, value: float, reason: str) -> None:
    score = score_answer(case(must=must), answer(text), cities=CITIES)
    assert (score.must.value, score.must.reason) == (value, reason)
    assert score.right == (value == 1)


@pytest.mark.parametrize(
    ("text", "value", "reason"),
    [
        ("300平方米以上", 0, "出现了不该有的内容：300平方米以上。"),
        ("**300** 平方米以上", 0, "出现了不该有的内容：300平方米以上。"),
        ("1300平方米以上", 1, "没有出现不该有的内容。"),
    ],
)
def test_must_not_finds_what_may_not_be_said(text: str, value: float, reason: str) -> None:
    score = score_answer(case(must=[], must_not=["300平方米以上"]), answer(text), cities=CITIES)
    assert (score.must_not.value, score.must_not.reason) == (value, reason)
    assert score.right == (value == 1)


@pytest.mark.parametrize(
    ("abstain", "status", "text", "value"),
    [
        (True, "declined", "", 1),
        (True, "clarify", "您在哪个城市？", 1),
        (True, "verified", "包头办法没有规定年龄。", 1),
        (True, "verified", "不超过60周岁。", 0),
        (False, "declined", "不少于8人", 0),
        (False, "clarify", "不少于8人", 1),
        (False, "verified", "不少于8人，对年龄没有规定。", 1),
    ],
)
def test_abstain_is_wanted_where_the_texts_are_silent_and_only_there(
    abstain: bool, status: AnswerStatus, text: str, value: float
) -> None:
    expected = case(abstain=abstain, must=[] if abstain else [["8人"]])
    score = score_answer(expected, answer(text, status=status), cities=CITIES)
    assert score.abstain.value == value
    assert score.right == (value == 1)


def test_abstain_shows_the_sentence_that_says_so() -> None:
    score = score_answer(
        case(abstain=True, must=[]), answer("您好。包头办法没有规定年龄。", "baotou-etrc/14"), cities=CITIES
    )
    assert score.abstain.reason == "法规没有答案，已说明：“包头办法没有规定年龄”。"


@pytest.mark.parametrize(
    ("outcome", "value", "reason"),
    [
        ("fail", 1, "判定为不符合，与期望一致。"),
        ("pass", 0, "应判定为不符合，答案判定为符合。"),
        (None, 0, "应判定为不符合，答案没有判定。"),
    ],
)
def test_verdict_must_be_the_one_expected(outcome: str | None, value: float, reason: str) -> None:
    score = score_answer(case(must=[], verdict="fail"), answer("……", outcome=outcome), cities=CITIES)
    assert (score.verdict.value, score.verdict.reason) == (value, reason)
    assert score.right == (value == 1)


def test_a_verdict_that_nobody_asked_for_is_not_scored() -> None:
    score = score_answer(case(), answer("8人", outcome="fail"), cities=CITIES)
    assert score.verdict.value is None
    assert score.right


@pytest.mark.parametrize(
    ("gold", "acceptable", "cited", "recall", "precision"),
    [
        (["liuzhou-etrc/9(3)"], [], ["liuzhou-etrc/9(3)"], 1, 1),
        (["liuzhou-etrc/9(3)"], [], ["liuzhou-etrc/9"], 1, 1),
        (["liuzhou-etrc/9"], [], ["liuzhou-etrc/9(3)", "liuzhou-etrc/9(5)"], 1, 1),
        (["liuzhou-etrc/9(3)"], [], ["liuzhou-etrc/9(2)"], 0, 0),
        (["liaocheng-tic/11"], [], ["liaocheng-tic/11.3"], 1, 1),
        (["liaocheng-tic/8a(2)"], [], ["liaocheng-tic/8b"], 0, 0),
        (["lhasa-platform/3"], [], ["lhasa-platform/附件-重点实验室/3"], 0, 0),
        (["liuzhou-etrc/9", "baotou-etrc/5"], [], ["liuzhou-etrc/9"], 0.5, 1),
        (["liuzhou-etrc/9"], ["liuzhou-etrc/8"], ["liuzhou-etrc/9", "liuzhou-etrc/8(1)", "baotou-etrc/5"], 1, 2 / 3),
        (["liuzhou-etrc/9"], [], ["liuzhou-etrc/9", "liuzhou-etrc/9", "baotou-etrc/5"], 1, 0.5),
        (["liuzhou-etrc/9"], [], [], 0, None),
        ([], [], [], None, None),
        ([], ["baotou-etrc/5"], ["baotou-etrc/5(5)", "liuzhou-etrc/9"], None, 0.5),
        ([], [], ["liuzhou-etrc/9"], None, 0),
    ],
)
def test_citations_match_where_one_place_lies_in_the_other(
    gold: list[str], acceptable: list[str], cited: list[str], recall: float | None, precision: float | None
) -> None:
    expected = case(gold_articles=gold, acceptable_articles=acceptable)
    score = score_answer(expected, answer("8人", *cited), cities=CITIES)
    assert (score.recall.value, score.precision.value) == (recall, precision)
    assert score.right


def test_citation_reasons_name_what_is_missing_and_what_is_stray() -> None:
    expected = case(gold_articles=["liuzhou-etrc/9", "liuzhou-etrc/10"])
    score = score_answer(expected, answer("8人", "liuzhou-etrc/9(3)", "baotou-etrc/5"), cities=CITIES)
    assert score.recall.reason == "应引 2 处，对上 1 处，缺 liuzhou-etrc/10。"
    assert score.precision.reason == "引了 2 处，对上 1 处，多余的有 baotou-etrc/5。"


@pytest.mark.parametrize(
    ("turns", "status", "scored"),
    [
        (["要多少研发人员"], "clarify", False),
        (["要多少研发人员"], "verified", True),
        (["柳州要多少研发人员"], "clarify", True),
        (["我们在 柳 州", "要多少研发人员"], "clarify", True),
    ],
)
def test_asking_back_for_the_city_leaves_citations_unscored(
    turns: list[str], status: AnswerStatus, scored: bool
) -> None:
    expected = case(turns=turns, gold_articles=["liuzhou-etrc/9"])
    score = score_answer(expected, answer("哪个城市？", "baotou-etrc/5", status=status), cities=CITIES)
    values = (score.recall.value, score.precision.value)
    assert values == ((0, 0) if scored else (None, None))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("字" * 148 + "8人" + "字" * 50, 1),
        ("字" * 149 + "8人", 0),
        ("不少于8人", 1),
        ("字" * 160, 0),
    ],
)
def test_direct_looks_at_the_first_150_characters(text: str, value: float) -> None:
    assert score_answer(case(), answer(text), cities=CITIES).direct.value == value


def test_direct_takes_no_half_of_a_number() -> None:
    expected = case(must=[["300"]])
    assert score_answer(expected, answer("字" * 147 + "300000元"), cities=CITIES).direct.value == 0
    assert score_answer(expected, answer("字" * 147 + "300元"), cities=CITIES).direct.value == 1


def test_what_the_case_does_not_ask_is_not_scored() -> None:
    score = score_answer(case(must=[], must_not=["甲"]), answer("乙"), cities=CITIES)
    assert [score.must.value, score.direct.value, score.verdict.value, score.recall.value] == [None] * 4


def test_an_answer_that_never_came_is_wrong_whatever_was_asked() -> None:
    score = score_answer(case(must=[], gold_articles=["liuzhou-etrc/9"]), None, cities=CITIES)
    assert not score.right
    assert (score.recall.value, score.precision.value) == (0, None)


@given(
    text=st.text(max_size=200),
    status=st.sampled_from(["verified", "declined", "clarify"]),
    cited=st.lists(st.sampled_from(["liuzhou-etrc/9", "liuzhou-etrc/9(3)", "baotou-etrc/5"])),
    abstain=st.booleans(),
)
def test_scores_repeat_and_stay_between_0_and_1(
    text: str, status: AnswerStatus, cited: list[str], abstain: bool
) -> None:
    expected = case(abstain=abstain, must_not=["名"], gold_articles=["liuzhou-etrc/9(3)", "baotou-etrc/5"])
    given_answer = answer(text, *cited, status=status)
    score = score_answer(expected, given_answer, cities=CITIES)
    assert score == score_answer(expected, given_answer, cities=CITIES[::-1])
    scores = (score.must, score.must_not, score.abstain, score.recall, score.precision, score.direct)
    assert all(s.value is None or 0 <= s.value <= 1 for s in scores)
    assert all(s.reason.endswith("。") and "\n" not in s.reason for s in scores)
