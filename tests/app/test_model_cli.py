"""``tiaowen doctor`` and ``eval run --mode llm`` with a stand-in server; no key is ever told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tiaowen.app.cli import app
from tiaowen.evals.record import read_run
from tiaowen.evals.scripts import Reply
from tiaowen.evals.standin import Request, StandIn

KEY = "sk-geheim"
CASES = """\
- {id: T1, kind: numeric, turns: [柳州要多少研发人员], must: [[8人]], abstain: false}
- {id: T2, kind: out_of_scope, turns: [深圳要多少研发人员], abstain: true}
"""


@pytest.fixture(autouse=True)
def _data(monkeypatch, tmp_path_factory):
    monkeypatch.setenv("TIAOWEN_DATA", str(tmp_path_factory.getbasetemp() / "cli-data"))


@pytest.fixture
def serve(monkeypatch) -> Iterator[Callable[[Reply], StandIn]]:
    """Return a function that starts a server which always sends one reply, and sets it as the model."""
    servers: list[StandIn] = []

    def start(reply: Reply) -> StandIn:
        def play(_request: Request) -> Reply:
            return reply

        server = StandIn(play)
        servers.append(server.__enter__())
        monkeypatch.setenv("TIAOWEN_LLM_MODEL", "qwen3:8b")
        monkeypatch.setenv("TIAOWEN_LLM_BASE_URL", server.url)
        monkeypatch.setenv("TIAOWEN_LLM_API_KEY", KEY)
        return server

    yield start
    for server in servers:
        server.__exit__()


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == code, result.output
    assert "geheim" not in result.output
    return result.stdout


def test_doctor_without_a_model_says_how_answers_come_about():
    output = run("doctor")
    assert "回答方式：extractive" in output
    assert "5 部，138 条" in output


def test_doctor_says_that_the_server_answers_and_how_fast(serve):
    server = serve(Reply(text="收到"))
    output = run("doctor")
    assert "qwen3:8b" in output
    assert "密钥已设" in output
    assert "有应答" in output
    assert "回答方式：llm" in output
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(status=401, body='{"error": {"message": "bad key sk-geheim"}}'), "不认这个密钥（401）"),
        (Reply(text=""), "没有写出回答"),
    ],
)
def test_doctor_says_why_the_server_is_of_no_use_and_fails(serve, reply, words):
    serve(reply)
    output = run("doctor", code=1)
    assert words in output
    assert "回答方式：fallback" in output


def test_doctor_as_json_tells_whether_there_is_a_key_and_not_which(serve):
    serve(Reply(text="收到"))
    record = json.loads(run("doctor", "--json"))
    assert record["mode"] == "llm"
    assert record["model"]["key"] is True
    assert record["model"]["whole"] >= record["model"]["first"] >= 0


def test_answer_with_a_model_has_the_fields_of_the_contract(serve):
    serve(Reply(text="柳州的固定研究开发人员一般不少于8人。"))
    record = json.loads(run("ask", "柳州要多少研发人员", "--json"))
    assert record["mode"] == "llm"
    assert "rewritten" not in record


def test_run_with_a_model_scores_its_answers_and_counts_the_modes(serve, tmp_path: Path):
    server = serve(Reply(text="柳州的固定研究开发人员一般不少于8人。"))
    folder, out = tmp_path / "evals", tmp_path / "run.jsonl"
    (folder / "answers").mkdir(parents=True)
    (folder / "answers" / "cases.yaml").write_text(CASES, encoding="utf-8")
    words = ("eval", "run", "--evals", str(folder), "--suite", "answers", "--out", str(out))
    output = run(*words, "--mode", "llm")
    assert "extractive 1，llm 1" in output
    made = read_run(out)
    assert made.header.fingerprints.model == "qwen3:8b"
    assert "--mode llm" in made.header.command
    assert "2" in run("eval", "score", str(out))
    asked = len(server.requests)
    assert "extractive" in read_run(out).records[1].reply.answer.mode
    run(*words)
    assert len(server.requests) == asked  # without --mode llm no model is asked, whatever is set
    assert read_run(out).header.fingerprints.model == "extractive"


def test_run_with_a_model_that_is_not_set_says_what_to_set(tmp_path: Path):
    result = CliRunner().invoke(app, ["eval", "run", "--mode", "llm"])
    assert result.exit_code == 1
    assert "TIAOWEN_LLM_MODEL" in result.output


def test_model_without_an_address_is_refused_at_start(monkeypatch):
    monkeypatch.setenv("TIAOWEN_LLM_MODEL", "m")
    result = CliRunner().invoke(app, ["ask", "柳州要多少研发人员"])
    assert result.exit_code == 1
    assert "TIAOWEN_LLM_BASE_URL" in result.output
