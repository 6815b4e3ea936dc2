"""What a value told is held against: the share, not the counts that show how it comes about."""

import pytest

from tiaowen.rules.check import check_text

ASKED = "柳州，我们9个研发，本科8个，中级4个，够不够"


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("中级职称占比要求不低于40%，您说约44.4%（4个/9个），符合。", True),
        ("本科学历占比要求不低于80%，您说约88.9%（8个/9个），符合。", True),
        ("中级职称占比要求不低于40%，您说约44.4%（4个/9个），不符合。", False),
        ("研发人员要求不少于8人，您说9个，符合。", True),
        ("研发人员要求不少于8人，您说9个，不符合。", False),
    ],
)
def test_counts_of_a_share_are_not_held_against_another_rule(corpus, text, passes):
    assert all(verdict.released for verdict in check_text(text, question=ASKED, corpus=corpus)) is passes


@pytest.mark.parametrize(("figure", "passes"), [(3, True), (5, False)])
def test_platform_named_in_the_words_of_another_annex_says_nothing(corpus, figure, passes):
    text = (
        "有一个或几个高等院所或自治区级（含）以上重点实验室为依托对象，合作开展产业技术攻关或技术服务，"
        f"实际服务案例不低于{figure}项。"
    )
    verdicts = check_text(text, question="拉萨新型研发机构要多少服务案例", corpus=corpus)
    assert all(verdict.released for verdict in verdicts) is passes
