"""The mutation run counts what the checker gets right, by kind, and keeps what it gets wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiaowen.corpus.load import load_corpus
from tiaowen.domain import Address
from tiaowen.evals.generate import Claim, generate_claims
from tiaowen.evals.mutation import checker_for, main, render_run, run_mutation

REPOSITORY = Path(__file__).parents[2]
AT = Address.parse("mou/9")


def claim(kind: str, text: str, *, right: bool) -> Claim:
    return Claim(kind=kind, right=right, rule="mou:staff", question="某市要几人？", text=text, cited=(AT,))


CLAIMS = (
    claim("value", "要6人。", right=False),
    claim("value", "要9人。", right=False),
    claim("unit", "要8%。", right=False),
    claim("plain", "要8人。", right=True),
)


def crash(_: Claim) -> bool:
    raise ValueError("broken")


def test_a_checker_that_takes_everything_finds_nothing_and_stops_nothing() -> None:
    run = run_mutation(CLAIMS, lambda _: True)
    assert (run.detection.hits, run.detection.n) == (0, 3)
    assert (run.false_alarms.hits, run.false_alarms.n) == (0, 1)


def test_a_checker_that_stops_everything_finds_all_and_stops_what_is_right() -> None:
    run = run_mutation(CLAIMS, lambda _: False)
    assert run.detection.value == 1
    assert run.false_alarms.value == 1


def test_kinds_are_counted_apart_and_mistakes_are_kept() -> None:
    run = run_mutation(CLAIMS, lambda c: "8" in c.text)
    assert [(k.kind, k.share.hits, k.share.n) for k in run.kinds] == [("unit", 0, 1), ("value", 2, 2), ("plain", 1, 1)]
    assert [one.claim for one in run.mistakes] == [CLAIMS[2]]


def test_a_crash_is_a_mistake_on_either_side() -> None:
    run = run_mutation(CLAIMS, crash)
    assert len(run.mistakes) == len(CLAIMS)
    assert run.mistakes[0].error == "ValueError: broken"


def test_the_table_names_every_kind_and_shows_the_first_mistakes() -> None:
    lines = "\n".join(render_run(run_mutation(CLAIMS, lambda _: True), mistakes=1))
    assert "wrong: value" in lines
    assert "要6人。" in lines
    assert "要9人。" not in lines


def test_the_checker_does_well_on_a_sample() -> None:
    corpus = load_corpus(REPOSITORY / "corpus")
    run = run_mutation(generate_claims(corpus, seed=7, wrong=220, right=110), checker_for(corpus))
    assert all(one.error is None for one in run.judged)
    assert run.detection.hits / run.detection.n >= 0.9
    assert run.false_alarms.hits / run.false_alarms.n <= 0.1


def test_it_runs_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--seed", "3", "--wrong", "22", "--right", "11", "--corpus", str(REPOSITORY / "corpus")])
    assert "detection" in capsys.readouterr().out
