from pathlib import Path

import pytest

from tiaowen.corpus.terms import Platform, Terms, Topic, find_longest, load_terms


def test_the_longest_name_at_a_place_wins() -> None:
    names = {"技术中心": "a", "工程技术中心": "b", "中心": "c"}
    assert list(find_longest("工程技术中心和技术中心、中心", names)) == ["工程技术中心", "技术中心", "中心"]


@pytest.mark.parametrize(("text", "names"), [("", {"甲": "a"}), ("甲", {}), ("乙", {"甲": "a"})])
def test_nothing_is_found(text: str, names: dict[str, str]) -> None:
    assert list(find_longest(text, names)) == []


def test_names_are_words_and_no_patterns() -> None:
    assert list(find_longest("甲+乙（丙", {"甲+乙": "a", "（丙": "b", ".": "c"})) == ["甲+乙", "（丙"]


def test_platforms_are_named_once_in_the_words_of_the_law() -> None:
    terms = Terms(platforms=(Platform(name="重点实验室", aliases=("重实",)), Platform(name="中试基地")))
    assert terms.platforms_in("重实和中试基地，还有重点实验室") == ("重点实验室", "中试基地")
    assert terms.platforms_in("孵化器") == ()


def test_words_of_the_law() -> None:
    terms = Terms(
        platforms=(Platform(name="甲", aliases=("乙",)),), topics=(Topic(name="丙", asked=("丁",), law=("戊",)),)
    )
    assert list(terms.words()) == ["甲", "乙", "戊"]


def test_terms_of_the_repository() -> None:
    terms = load_terms(Path(__file__).parents[2] / "corpus" / "terms.yaml")
    assert terms.platforms_in("拉莎工程中心和野外站") == ("工程技术研究中心", "野外科学观测研究站")
    assert {"什么", "多少"} <= terms.asking
    assert "北京" in terms.places
