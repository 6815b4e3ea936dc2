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


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("中级职称占比要求不低于30%，您说3个＋2个＝5个，占15个的三分之一，符合。", True),
        ("中级职称占比要求不低于30%，您说3个＋2个＝5个，占15个的三分之一，不符合。", False),
        ("专职研究人员要求不少于15人，您说15个，不符合。", False),
    ],
)
def test_counts_that_are_added_for_a_share_are_not_either(corpus, text, passes):
    asked = "拉萨重点实验室 专职研究人员15个 高级2个 中级3个 比例够不"
    assert all(verdict.released for verdict in check_text(text, question=asked, corpus=corpus)) is passes


@pytest.mark.parametrize(
    ("asked", "text", "passes"),
    [
        ("柳州：研发人员6至7人够吗", "不符合：研发人员要求不少于8人，您说6至7人，至少差1人。", True),
        ("柳州：研发人员6至7人够吗", "不符合：研发人员要求不少于8人，您说6至7人，至少差3人。", False),
        ("柳州我们达到9个人了，够吗", "研发人员要求不少于8人，您说不少于9人，符合。", True),
        ("柳州我们达到9个人了，够吗", "研发人员要求不少于8人，您说不少于10人，符合。", False),
        ("柳州我们达到9个人了，够吗", "还不能判断：研发人员要求不少于8人，您说不少于9人，符合。", True),
        ("柳州我们达到9个人了，够吗", "还不够：研发人员要求不少于8人，您说不少于9人。", False),
    ],
)
def test_bounds_of_the_asker_are_the_askers(corpus, asked, text, passes):
    assert all(verdict.released for verdict in check_text(text, question=asked, corpus=corpus)) is passes


@pytest.mark.parametrize(("said", "passes"), [("我们不具备独立法人资格", True), ("无需独立法人资格", False)])
def test_words_of_the_asker_are_no_statement_of_the_law(corpus, said, passes):
    text = f"不符合：依托单位须为独立法人，您说“{said}”。"
    asked = "拉萨重点实验室，我们不具备独立法人资格，能报吗"
    assert all(verdict.released for verdict in check_text(text, question=asked, corpus=corpus)) is passes
