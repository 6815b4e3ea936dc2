"""Shares with Wilson's interval, and means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.evals.shares import Mean, Share, to_mean, to_share


# Newcombe (1998), Statistics in Medicine 17, table I, method 3
@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_those_published(hits: int, n: int, low: float, high: float) -> None:
    assert Share(hits=hits, n=n).interval == pytest.approx((low, high), abs=5e-5)


def test_nothing_counted_is_no_share() -> None:
    assert Share(hits=0, n=0).value is None
    assert Share(hits=0, n=0).interval == (0.0, 1.0)
    assert to_mean([None]) == Mean(value=None, n=0)


def test_what_is_not_scored_is_left_out_of_a_mean() -> None:
    assert to_mean([1.0, None, 0.5]) == Mean(value=0.75, n=2)
    assert to_share([True, False, True]) == Share(hits=2, n=3)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share(counts: tuple[int, int]) -> None:
    share = Share(hits=counts[0], n=counts[1])
    low, high = share.interval
    assert share.value is not None
    assert 0 <= low <= share.value <= high <= 1
