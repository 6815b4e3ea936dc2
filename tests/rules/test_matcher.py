"""Fixed words found in one pass."""

from __future__ import annotations

from tiaowen.rules.matcher import Match, Matcher


def test_the_longest_word_wins_and_words_do_not_overlap() -> None:
    matcher = Matcher([("技术中心", "a"), ("工程技术中心", "b"), ("心得", "c")])
    assert list(matcher.find("工程技术中心得名")) == [Match(0, 6, ("b",))]


def test_a_word_may_stand_for_several_values_and_single_characters_count() -> None:
    matcher = Matcher([("市", 1), ("市", 2), ("", 3)])
    assert [match.values for match in matcher.find("市市")] == [(1, 2), (1, 2)]
