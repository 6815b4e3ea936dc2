import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.numerals import parse_numeral, to_numeral


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("零", 0),
        ("九", 9),
        ("十", 10),
        ("一十", 10),
        ("十一", 11),
        ("二十", 20),
        ("二十六", 26),
        ("一百", 100),
        ("一百零七", 107),
        ("一百一十", 110),
        ("一百二十", 120),
        ("两百", 200),
        ("九千九百", 9900),
        ("一千二百五十九", 1259),
        ("一千零一", 1001),
        ("十万", 100_000),
        ("一万二千", 12_000),
        ("二〇二六", 2026),
        ("二○二六", 2026),
        ("9", 9),
        ("０９", 9),
        ("２６", 26),
        ("①", 1),
        (" 12 ", 12),
    ],
)
def test_reads_the_numbers_of_the_law(text: str, number: int) -> None:
    assert parse_numeral(text) == number


@pytest.mark.parametrize(
    "text", ["", " ", "甲", "廿", "-1", "1.5", "九a", "第九", "（一）", "٣", "9" * 5000, "九" * 5000]
)
def test_what_is_no_number_gives_none(text: str) -> None:
    assert parse_numeral(text) is None


@given(st.integers(0, 99_999))
def test_writing_and_reading_are_inverse(number: int) -> None:
    assert parse_numeral(to_numeral(number)) == number
    assert parse_numeral(str(number)) == number


@pytest.mark.parametrize("number", [-1, 100_000])
def test_a_number_that_no_article_has_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        to_numeral(number)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_without_an_error(text: str) -> None:
    number = parse_numeral(text)
    assert number is None or number >= 0
