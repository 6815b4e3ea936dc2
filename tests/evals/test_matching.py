import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.evals.matching import contains, normalise


@pytest.mark.parametrize(
    ("text", "needle"),
    [
        ("不少于5人", "5人"),
        ("不少于 5 人", "5人"),
        ("不少于５人", "5人"),
        ("不少于**5**人", "5人"),
        ("不少于5\n人", "5人"),
        ("不少于300㎡", "300m2"),
        ("不少于300 m²", "300㎡"),
        ("占比３％", "3%"),
        ("县（园）区", "县(园)区"),
        ("2026年XX月xx日", "xx月"),
        ("Research　Center of\u00a0Engineering Technology", "research center of engineering technology"),
        ("| 柳州 | 300 平方米 |", "柳州300平方米"),
        ("1. 20万元", "20万"),
        ("- 11-30 前", "11-30"),
        ("### 条件\n> 不少于8人", "条件不少于8人"),
        ("见[第九条](/show/liuzhou-etrc/9)第（三）项", "第九条第(三)项"),
        ("`20`<mark>万</mark>", "20万"),
        (r"2026年\*\*月", "2026年月"),
        ("~~20~~万", "20万"),
        ("5~9人", "5～9人"),
        ("实际工作 > 183天", ">"),
        (">183天", ">"),
        ("占1/3", "1／3"),
        ("不超过⅓", "⅓"),
    ],
)
def test_finds_what_a_person_reads(text: str, needle: str) -> None:
    assert contains(text, needle)


@pytest.mark.parametrize(
    ("text", "needle"),
    [
        ("15人", "5人"),
        ("１５人", "5人"),
        ("1 5人", "5人"),
        ("120万", "20万"),
        ("11月30日", "1月30日"),
        ("33%", "3%"),
        ("5000000元", "500000"),
        ("第30条", "3"),
        ("不少于8人", "5人"),
        ("任何文字", "**"),
        ("> 引文\n>\n> 引文", ">"),
    ],
)
def test_does_not_find_what_is_not_there(text: str, needle: str) -> None:
    assert not contains(text, needle)


@pytest.mark.parametrize("text", ["共3人", "3人", "（3人）", "至少3.3人"])
def test_only_a_digit_stops_a_digit(text: str) -> None:
    assert contains(text, "3人")


def test_a_second_place_counts_where_the_first_touches_a_digit() -> None:
    assert contains("15人，其中5人", "5人")


@given(st.text(alphabet="5人 ５*_`|＞>#-\n第（三）项"), st.sampled_from(["5人", "第(三)项", "人"]))
def test_marks_and_white_space_inside_never_matter(text: str, needle: str) -> None:
    assert contains(text, needle) == contains(normalise(text), needle)
    assert contains(text + "\n**" + " ".join(needle) + "**", needle) or normalise(text)[-1:].isdigit()
