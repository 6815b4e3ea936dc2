"""What a claim is about: the nearest name wins, those further off refine."""

from __future__ import annotations

import pytest

from tiaowen.corpus.load import Corpus
from tiaowen.rules.scope import NameReader, Scope


@pytest.fixture(scope="module")
def names(corpus: Corpus) -> NameReader:
    return NameReader(corpus)


def test_the_nearest_name_before_wins(names: NameReader) -> None:
    text = "柳州要8人，聊城要20人"
    scope = names.near(text, names.read(text), text.index("20"))
    assert scope.city == {"聊城市"}


def test_names_listed_together_count_together(names: NameReader) -> None:
    text = "重点实验室、技术创新中心给予50万元"
    assert names.near(text, names.read(text), text.index("50")).platform == {"重点实验室", "技术创新中心"}


def test_a_title_names_its_city(names: NameReader) -> None:
    scope = names.scope(names.read("《柳州市工程技术研究中心管理办法》"))
    assert (scope.regulation, scope.city) == ({"liuzhou-etrc"}, {"柳州市"})


def test_what_stands_further_off_refines_and_never_replaces() -> None:
    inner = Scope(city=frozenset({"拉萨市"}))
    outer = Scope(regulation=frozenset({"lhasa-etrc"}), city=frozenset({"柳州市"}))
    assert inner.within(outer) == Scope(regulation=frozenset({"lhasa-etrc"}), city=frozenset({"拉萨市"}))


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        ("评为整改的", {"整改"}),
        ("整改期限一年", set()),
        ("责令限期整改", set()),
        ("不合格的", {"不合格"}),
        ("实验室良好六十万元", {"良好"}),
    ],
)
def test_a_grade_is_a_word_told_as_one(text: str, grades: set[str], names: NameReader) -> None:
    assert names.scope(names.read(text)).grade == grades


@pytest.mark.parametrize(
    ("text", "others"),
    [
        (
            "工程技术中心和野外站20万元，其余四类50万元",
            {"重点实验室", "技术创新中心", "临床医学研究中心", "新型研发机构"},
        ),
        ("工程技术中心和野外站20万元，其余三类50万元", set()),  # miscounted
        ("其余四类50万元", set()),  # beside none
        ("重点实验室的其余材料", set()),
    ],
)
def test_the_other_platforms_are_those_not_named_before(text: str, others: set[str], names: NameReader) -> None:
    assert names.scope(names.rest(text, ())).platform == others


def test_platforms_named_in_an_earlier_sentence_are_not_among_the_others(names: NameReader) -> None:
    earlier = names.read("工程技术中心、野外站、重点实验室")
    rest = names.rest("其余三类", earlier)
    assert names.scope(rest).platform == {"技术创新中心", "临床医学研究中心", "新型研发机构"}
