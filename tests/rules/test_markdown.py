"""Markdown → segments with their places and what stands around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.rules.markdown import segment_text

TABLE = "| 指标 | 要求 |\n|---|---|\n| 人数 | >8人 |\n| 面积 | 300㎡"


def _texts(text: str) -> list[str]:
    return [segment.text for segment in segment_text(text)]


def test_sentences_end_at_their_marks() -> None:
    assert _texts("人数8人。够了；不错") == ["人数8人。", "够了；", "不错"]


def test_cells_stand_under_their_row_and_column_even_where_the_table_does_not_close() -> None:
    cells = {segment.text: segment.around for segment in segment_text(TABLE) if segment.kind == "cell"}
    assert cells["＞8人"] == ("人数", "要求")
    assert cells["300m2"] == ("面积", "要求")


def test_entries_stand_under_what_leads_to_them() -> None:
    segments = segment_text("# 条件\n柳州要求：\n1. 人员：\n   - 8人\n2. 面积")
    inner = next(segment for segment in segments if segment.text == "8人")
    assert inner.around == ("人员：", "柳州要求：", "条件")
    assert [segment.entry for segment in segments] == [0, 0, 1, 4, 1]


@pytest.mark.parametrize("text", ["", "\n\n", "|", "||||", "|---|", "> ", "# ", "- ", "**", "``", "\u200b", "1.", "①"])
def test_what_is_no_text_gives_no_claim_and_no_error(text: str) -> None:
    assert all(segment.text for segment in segment_text(text))


@given(st.text(alphabet="柳州8人。|#>-*1.（）不少于\n \u3000ab", max_size=80))
def test_every_segment_is_found_at_its_place(text: str) -> None:
    for segment in segment_text(text):
        start, end = segment.span(0, len(segment.text))
        assert 0 <= start < end <= len(text)
        assert segment.places == sorted(segment.places)
