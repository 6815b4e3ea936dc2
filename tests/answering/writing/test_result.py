"""What is worked out binds the model's wording."""

import pytest

from tiaowen.answering.writing.result import Result, is_silent, says


@pytest.mark.parametrize(
    ("sentence", "says_"),
    [
        ("符合条件。", "yes"),
        ("够，可以申报。", "yes"),
        ("没问题。", "yes"),
        ("您可以放心申报。", "yes"),
        ("目前还不能申报。", "no"),
        ("不符合，差1人。", "no"),
        ("还达不到要求。", "no"),
        ("面积低于规定的标准。", "no"),
        ("还不能判断，要看面积。", "open"),
        ("能否备案取决于面积。", "open"),
        ("年报12月底前交。", None),
        ("是否符合由专家评审。", None),
    ],
)
def test_conclusion_of_a_sentence(sentence, says_):
    assert says(sentence) == says_


@pytest.mark.parametrize(
    ("outcome", "piece", "agrees"),
    [
        ("no", "不够，差1人。", True),
        ("no", "够了。", False),
        ("yes", "符合。", True),
        ("yes", "不符合。", False),
        ("open", "符合要求。", False),
        ("open", "就这几项看符合，其余没有核对。", True),
    ],
)
def test_first_sentence_has_to_agree_with_the_outcome(outcome, piece, agrees):
    assert (Result(outcome=outcome).denied_by(piece, first=True) is None) == agrees


def test_summary_has_to_agree_as_well():
    assert Result(outcome="no").denied_by("综上，符合申报条件。", first=False)
    assert Result(outcome="no").denied_by("场地一项符合。", first=False) is None


def test_answer_has_to_say_what_was_worked_out():
    assert Result(outcome="no").lacks("柳州要求不少于8人。")
    assert Result(outcome="open").lacks("柳州要求不少于8人。") is None
    assert Result(silent=True).lacks("连续两年未报的，予以撤销。")
    assert Result(silent=True).lacks("办法没有规定多久可以重新申报。") is None


def test_wrong_premise_may_not_be_agreed_to():
    assert Result(premise="wrong").denied_by("对，没错，要8人。", first=True)
    assert Result(premise="wrong").denied_by("不对，应为8人。", first=True) is None


@pytest.mark.parametrize("sentence", ["办法没有规定金额。", "该条没有写几年后可以再申请。", "对年龄不作要求。"])
def test_silence_is_recognised(sentence):
    assert is_silent(sentence)
