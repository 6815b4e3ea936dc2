"""Scripts of what models do, played over HTTP through the whole chain: nothing wrong is ever shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiaowen.app.render.gate import gate_lines
from tiaowen.assistant import Assistant
from tiaowen.errors import SuiteError
from tiaowen.evals.behaviour import play, play_claim
from tiaowen.evals.gate import GateReport, measure_gate
from tiaowen.evals.scripts import load_scripts, spell_out
from tiaowen.evals.suite import load_suites
from tiaowen.settings import Settings

EVALS = Path(__file__).parents[2] / "evals"
SCRIPTS = load_scripts(EVALS)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    made = Assistant.from_settings(Settings(data=tmp_path_factory.mktemp("data")))
    made.open()
    return made


def test_there_are_scripts_of_every_kind():
    kinds = [script.kind for script in SCRIPTS]
    assert len(SCRIPTS) >= 60
    assert all(kinds.count(kind) >= 10 for kind in ("right", "wrong", "fails", "attack", "rewrites"))


@pytest.mark.slow
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.id)
def test_script_ends_as_it_must(assistant: Assistant, script) -> None:
    played = play(script, assistant)
    assert not played.leaked, played.why
    assert played.answer.text
    assert played.right, played.why
    if script.kind == "fails":
        assert played.answer.notices[-1].endswith("这是直接按条文给出的回答")


@pytest.mark.slow
def test_written_answers_sent_by_a_model_leave_only_where_they_are_right(assistant: Assistant) -> None:
    cases = [case for case in load_suites(EVALS, assistant.corpus).claims if case.source == "claims"]
    played = [play_claim(case, assistant) for case in cases]
    accepted = [one for one in played if one.kind == "accept"]
    assert not [one.id for one in played if one.leaked]
    kept = sum(one.answer.mode == "llm" for one in accepted)
    assert kept >= 0.9 * len(accepted), [one.id for one in accepted if one.answer.mode != "llm"]


@pytest.mark.slow
def test_report_counts_what_was_let_through(assistant: Assistant) -> None:
    some = [script for script in SCRIPTS if script.id in {"one-sentence-with-a-slot", "another-figure", "server-error"}]
    report = measure_gate(assistant, some, [])
    assert report.overhead is not None
    assert report.overhead.whole >= report.overhead.first > 0
    lines = list(gate_lines(report, wrong=True))
    assert "| 写得对 | 1 | 1 | 1 | 0 | 0 | 0 |" in lines
    assert "| 写得错，一种一个 | 1 | 1 | 0 | 1 | 0 | 0 |" in lines
    assert "| 服务或模型失败 | 1 | 1 | 0 | 0 | 1 | 0 |" in lines


def test_nothing_played_is_a_table_without_rows():
    assert len(list(gate_lines(GateReport(scripts=(), claims=())))) == 3


def test_reference_that_the_prompt_does_not_list_is_refused():
    with pytest.raises(SuiteError, match="提示词里没有"):
        spell_out("{{没有这个数}}", "{{F1}} = 不少于8人　（研发人员）")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- {id: a, kind: right, turns: [问], expect: maybe}", "expect"),
        (
            "- {id: a, kind: right, turns: [问], expect: kept}\n- {id: a, kind: right, turns: [问], expect: kept}",
            "用了两次",
        ),
        ("- {id: a, kind: right, turns: [], expect: kept}", "turns"),
    ],
)
def test_wrong_file_of_scripts_is_refused(tmp_path, text, words):
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "x.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SuiteError, match=words):
        load_scripts(tmp_path)


def test_folder_without_scripts_is_refused(tmp_path):
    with pytest.raises(SuiteError, match="没有模型剧本"):
        load_scripts(tmp_path)
