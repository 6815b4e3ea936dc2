from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.rules.hiring import Share, fewest_more

DEGREE, TITLE = Share("本科", "人", Fraction(80)), Share("中级", "人", Fraction(40))


def is_enough(counts: dict[str, int], added: dict[str, int], least: dict[str, int], shares: list[Share]) -> bool:
    after = {name: n + added.get(name, 0) for name, n in counts.items()}
    return all(after[name] >= n for name, n in least.items()) and all(
        (after[s.part] * 100 > s.least * after[s.whole])
        if s.open
        else (after[s.part] * 100 >= s.least * after[s.whole])
        for s in shares
    )


@pytest.mark.parametrize(
    ("counts", "least", "shares", "expected"),
    [
        ({"人": 8}, {"人": 8}, [], {}),
        ({"人": 5}, {"人": 8}, [], {"人": 3}),
        ({"人": 7, "本科": 7}, {"人": 8}, [DEGREE], {"人": 1}),
        ({"人": 7, "本科": 5}, {"人": 8}, [DEGREE], {"人": 3, "本科": 3}),
        ({"人": 10, "本科": 8, "中级": 3}, {"人": 8}, [DEGREE, TITLE], {"人": 2, "本科": 2, "中级": 2}),
        ({"人": 10, "甲": 5}, {}, [Share("甲", "人", Fraction(50), open=True)], {"人": 1, "甲": 1}),
        ({"人": 10, "甲": 9}, {}, [Share("甲", "人", Fraction(100))], None),
    ],
)
def test_the_fewest_people_are_found(
    counts: dict[str, int], least: dict[str, int], shares: list[Share], expected: dict[str, int] | None
) -> None:
    assert fewest_more(counts, least, shares) == expected


@given(st.integers(1, 40), st.integers(0, 40), st.integers(0, 40), st.integers(1, 40), st.integers(1, 95))
def test_they_are_enough_and_one_fewer_is_not(people: int, degree: int, title: int, least: int, share: int) -> None:
    counts = {"人": people, "本科": min(degree, people), "中级": min(title, people)}
    shares = [Share("本科", "人", Fraction(share)), TITLE]
    added = fewest_more(counts, {"人": least}, shares)
    assert added is not None
    assert is_enough(counts, added, {"人": least}, shares)
    more = added.get("人", 0)
    assert all(n <= more for n in added.values())
    fewer = dict.fromkeys(counts, more - 1)
    assert not more or not is_enough(counts, fewer, {"人": least}, shares)
