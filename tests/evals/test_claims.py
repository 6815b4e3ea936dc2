"""Scores of a checker on texts that may leave and texts that may not."""

from __future__ import annotations

from tiaowen.domain import ClaimOutcome, Verdict
from tiaowen.evals.cases import ClaimCase
from tiaowen.evals.claims import score_label, score_located

STOPPED = Verdict(text="9人", outcome=ClaimOutcome.UNSUPPORTED, reason="条文里没有这个数。")
RELEASED = Verdict(text="9人", outcome=ClaimOutcome.SUPPORTED, reason="第九条。")


def case(label: str, *spans: str) -> ClaimCase:
    errors = [{"span": span, "type": "wrong_value"} for span in spans]
    fields = {"id": label, "question": "", "answer": "不少于9人，须在三亚注册", "label": label, "errors": errors}
    return ClaimCase.model_validate(fields)


def test_what_may_leave_is_right_where_nothing_stops_it() -> None:
    assert score_label(case("accept"), ()).value == 1
    assert score_label(case("accept"), (RELEASED,)).value == 1
    stopped = score_label(case("accept"), (RELEASED, STOPPED))
    assert stopped.value == 0
    assert stopped.reason == "没有错，却拦下了“9人”：条文里没有这个数。"


def test_what_may_not_leave_is_right_where_something_stops_it() -> None:
    assert score_label(case("reject", "9人"), (STOPPED,)).value == 1
    let_through = score_label(case("reject", "9人"), (RELEASED,))
    assert (let_through.value, let_through.reason) == (0, "有错（“9人”），却放行了。")


def test_a_mistake_is_located_where_a_stopping_verdict_lies_on_it() -> None:
    located = score_located(case("reject", "9人", "须在三亚注册"), (STOPPED,))
    assert (located.value, located.reason) == (0.5, "标出 2 处错，指到 1 处，没有指到 “须在三亚注册”。")
    assert score_located(case("reject", "9人"), (RELEASED,)).value == 0
    assert score_located(case("accept"), (STOPPED,)).value is None
