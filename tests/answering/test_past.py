"""When something was, held against a window: only what is clear is decided."""

from __future__ import annotations

import pytest

from tiaowen.answering.past import lies_within


@pytest.mark.parametrize(
    ("told", "window", "within"),
    [
        ("三年前失信", "申报前 2 年", False),
        ("一年前失信", "申报前 2 年", True),
        ("18个月前失信", "申报前 2 年", True),
        ("2年前失信", "申报前 2 年", None),
        ("前年失信", "申报前 2 年", None),
        ("前年出过事故", "近三年", True),
        ("大前年出过事故", "近三年", None),
        ("2021年出过事故", "近三年", None),
        ("曾经出过事故", "近三年", None),
        ("出过事故", "近三年", True),
        ("十年前出过事故", None, True),
    ],
)
def test_a_time_lies_in_the_window_before_it_or_cannot_be_told(told, window, within):
    assert lies_within(told, window) is within
