from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.domain import Address, Answer, Citation
from tiaowen.errors import QuestionError
from tiaowen.evals.run import CaseResult, Mean, Share, run_cases
from tiaowen.evals.suite import Case

CITIES = ("柳州",)


def case(id_: str, kind: str, question: str, **fields: Any) -> Case:
    return Case.model_validate({"id": id_, "kind": kind, "turns": [question], "abstain": False} | fields)


CASES = (
    case("T1", "numeric", "柳州要多少人", must=[["8人"]], gold_articles=["liuzhou-etrc/9(3)"]),
    case("T2", "out_of_scope", "柳州下雨吗", abstain=True),
    case("T3", "numeric", "柳州要几平米", must=[["300平"]], gold_articles=["liuzhou-etrc/9(5)"]),
    case("T4", "numeric", "坏了的题", must=[["1"]], gold_articles=["liuzhou-etrc/1"]),
)


def answer_eight(turns: Sequence[str]) -> Answer:
    if turns[-1] == "坏了的题":
        raise QuestionError("问题是坏的。")
    place = Address.parse("liuzhou-etrc/9(3)")
    return Answer(
        question=turns[-1],
        text="一般不少于8人。",
        status="verified",
        citations=(Citation(address=place, label=place.local_label(), quote="不少于8人"),),
    )


def test_figures_are_those_worked_by_hand() -> None:
    summary = run_cases(answer_eight, CASES, cities=CITIES).summarise()
    assert summary.overall.right == Share(hits=1, n=4)
    assert summary.overall.direct == Share(hits=1, n=3)
    assert summary.overall.recall == Mean(value=1 / 3, n=3)
    assert summary.overall.precision == Mean(value=1 / 3, n=3)
    assert summary.overall.crashed == 1
    assert [k.kind for k in summary.kinds] == ["numeric", "out_of_scope"]
    assert summary.kinds[0].figures.right == Share(hits=1, n=3)
    assert summary.kinds[1].figures.direct == Share(hits=0, n=0)
    assert summary.kinds[1].figures.recall == Mean(value=None, n=0)


def test_a_crash_is_that_cases_failure_and_the_others_go_on() -> None:
    run = run_cases(answer_eight, (CASES[3], CASES[0]), cities=CITIES)
    crashed, fine = run.results
    assert crashed.answer is None
    assert crashed.error == "QuestionError: 问题是坏的。"
    assert not crashed.score.right
    assert fine.error is None
    assert fine.score.right
    assert run.wrong == (crashed,)


def test_an_interrupt_ends_the_run() -> None:
    def interrupt(turns: Sequence[str]) -> Answer:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_cases(interrupt, CASES, cities=CITIES)


def test_progress_hears_of_each_case_in_order() -> None:
    heard: list[CaseResult] = []
    run = run_cases(answer_eight, CASES, cities=CITIES, progress=heard.append)
    assert tuple(heard) == run.results


def test_all_turns_reach_the_answerer() -> None:
    turns: list[Sequence[str]] = []

    def listen(asked: Sequence[str]) -> Answer:
        turns.append(asked)
        return answer_eight(asked)

    run_cases(listen, [case("T5", "multi_turn", "x", turns=["柳州", "要多少人"], must=[["8人"]])], cities=CITIES)
    assert turns == [("柳州", "要多少人")]


def test_a_run_repeats_exactly() -> None:
    first, second = (run_cases(answer_eight, CASES, cities=CITIES) for _ in range(2))
    assert first.model_dump_json() == second.model_dump_json()


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


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share(counts: tuple[int, int]) -> None:
    share = Share(hits=counts[0], n=counts[1])
    low, high = share.interval
    assert share.value is not None
    assert 0 <= low <= share.value <= high <= 1
