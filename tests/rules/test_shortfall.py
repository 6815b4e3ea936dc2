"""Shares are exact, and no rounding makes a miss look like a hit."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tiaowen.quantities import Quantity, find_quantities
from tiaowen.rules.shortfall import share_of, word_share, word_shortfall


def count(n: int) -> Quantity:
    return Quantity(low=Fraction(n), high=Fraction(n), unit="人")


def test_more_than_the_whole_or_of_nothing_or_of_another_kind_is_no_share() -> None:
    money = Quantity(low=Fraction(5), high=Fraction(5), unit="元")
    assert share_of(count(9), count(8)) is None
    assert share_of(count(0), count(0)) is None
    assert share_of(count(1), money) is None


@given(st.integers(1, 999), st.integers(1, 999), st.integers(1, 99))
def test_a_share_below_a_bound_is_never_shown_at_it(part: int, whole: int, bound: int) -> None:
    share = share_of(count(min(part, whole)), count(whole))
    assert share is not None
    assert share.low is not None
    if share.low != bound:
        shown = find_quantities(word_share(share))[0].quantity.low
        assert shown != bound


@given(st.integers(0, 500), st.integers(1, 500))
def test_what_is_missing_and_what_is_there_make_what_is_required(given_: int, required: int) -> None:
    words = word_shortfall(count(given_), Quantity(low=Fraction(required), unit="人"))
    if given_ < required:
        assert words is not None
        assert find_quantities(words)[0].quantity.low == required - given_


def test_dates_have_no_shortfall() -> None:
    assert word_shortfall(Quantity(high="12-31", unit="月日"), Quantity(high="11-30", unit="月日")) is None
