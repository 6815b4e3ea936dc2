"""``tiaowen verify`` and ``tiaowen rules``: one text, standard input, a batch, and lines that are broken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tiaowen.app.cli import app

RUNNER = CliRunner()


def _lines(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def test_a_right_text_passes_and_a_wrong_one_exits_with_1() -> None:
    question = ["--question", "柳州工程技术研究中心要多少固定研发人员？"]
    right = RUNNER.invoke(app, ["verify", "不少于8人", *question, "--cited", "liuzhou-etrc/9(3)"])
    wrong = RUNNER.invoke(app, ["verify", "-", *question], input="不少于9人")
    assert (right.exit_code, wrong.exit_code) == (0, 1)
    assert "都有依据" in right.output
    assert "✗ 不少于9人" in wrong.output


def test_json_is_the_contract() -> None:
    result = RUNNER.invoke(app, ["verify", "柳州固定研发人员不少于8人", "--json"])
    (record,) = _lines(result.output)
    assert record["accept"] is True
    assert [set(claim) for claim in record["claims"]] == [{"text", "outcome", "basis", "reason"}]


def test_a_batch_answers_every_line_broken_ones_with_an_error(tmp_path: Path) -> None:
    lines = ['{"id": 1, "question": "柳州", "answer": "固定研发人员不少于8人", "cited": ["liuzhou-etrc/9"]}']
    lines += [
        "{",
        '{"id": 2}',
        '{"id": 3, "answer": "好", "cited": ["九条"]}',
        '{"id": 4, "answer": "好", "cited": []}',
    ]
    batch, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    batch.write_text("\n".join(lines), encoding="utf-8")
    result = RUNNER.invoke(app, ["verify", "--batch", str(batch), "--out", str(out)])
    assert result.exit_code == 0
    records = _lines(out.read_text(encoding="utf-8"))
    assert [record.get("accept") for record in records] == [True, None, None, None, True]
    assert [record["line"] for record in records if "error" in record] == [2, 3, 4]


@pytest.mark.parametrize("key", ["id", "address", "role", "platform", "metric", "low", "high", "unit", "quote", "when"])
def test_every_rule_is_a_line(key: str) -> None:
    result = RUNNER.invoke(app, ["rules", "--json"])
    assert all(key in record for record in _lines(result.output))
