"""Sums and comparisons as people write them, done again."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tiaowen.quantities.view import to_view
from tiaowen.rules.arithmetic import differences_of, find_calculations, find_relations, sums_of


@pytest.mark.parametrize(
    ("text", "value", "right"),
    [
        ("7÷10＝80%", Fraction(7, 10), False),
        ("6/7=85.7%", Fraction(6, 7), True),
        ("3.5亿元 × **3%** ＝ **950万元**", Fraction(10_500_000), False),
        ("150万＋180万＋170万＝500万元", Fraction(5_000_000), True),
        ("3专＋2兼＝5人", Fraction(5), True),
        ("(70+52)÷2=61分", Fraction(61), True),
        ("8*80%=6.4", Fraction(32, 5), True),
        ("580÷20000＝2.9%", Fraction(29, 1000), True),
        ("11÷3≈3.67", Fraction(11, 3), True),
        ("8×80%=7人", Fraction(32, 5), False),
    ],
)
def test_a_sum_is_done_again(text: str, value: Fraction, right: bool) -> None:
    (found,) = find_calculations(to_view(text).text)
    assert (found.value, found.right) == (value, right)


@pytest.mark.parametrize("text", ["5÷0=3", "不少于8人", "1/3", "2019-2021=", "1+1", "=5人", "0.0.0%=1"])
def test_what_is_no_sum_is_none(text: str) -> None:
    assert not list(find_calculations(to_view(text).text))


@pytest.mark.parametrize(
    ("text", "right"), [("7＜8", True), ("28万元 ≥ 30万元", False), ("14个月≥1年", True), ("5人 >= 5人", True)]
)
def test_a_comparison_is_made_again(text: str, right: bool) -> None:
    (found,) = find_relations(to_view(text).text)
    assert found.right is right


def test_sums_and_differences_of_what_is_known() -> None:
    values = [Fraction(n) for n in (20, 50, 8)]
    assert {Fraction(70), Fraction(78)} <= sums_of(values)
    assert Fraction(12) in differences_of(values, values)
