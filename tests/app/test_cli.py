"""The command line, run in-process over the built-in corpus and model."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tiaowen.app.cli import app
from tiaowen.assistant import Assistant

CONTRACT = {
    "question",
    "text",
    "status",
    "citations",
    "claims",
    "eligibility",
    "notices",
    "mode",
    "elapsed_ms",
}


@pytest.fixture(autouse=True)
def _data(monkeypatch, tmp_path_factory):
    """Give the whole module one data folder, so that the index is built once."""
    monkeypatch.setenv("TIAOWEN_DATA", str(tmp_path_factory.getbasetemp() / "cli-data"))


def run(*words, code=0):
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == code, result.output
    return result


def test_ask_prints_answer_label_and_quote():
    output = run("ask", "柳州工程技术研究中心需要多少研发人员").stdout
    assert "【已核验】" in output
    assert "〔1〕《柳州市工程技术研究中心管理办法》第九条第（三）项" in output


def test_ask_json_is_one_object_with_the_fields_of_the_contract():
    record = json.loads(run("ask", "柳州主任任期几年", "--json").stdout)
    assert set(record) == CONTRACT
    assert record["citations"][0].keys() == {"address", "label", "quote"}
    assert record["claims"][0].keys() == {"text", "outcome", "basis", "reason"}
    assert record["status"] == "verified"


def test_ask_takes_the_turns_of_a_conversation():
    assert "1月30日前" in run("ask", "柳州的年度总结哪天前交", "那包头呢？").stdout


def test_batch_answers_every_line_and_reports_the_broken_ones(tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [
        json.dumps({"id": "a", "turns": ["柳州主任任期几年"]}, ensure_ascii=False).encode(),
        b"{broken",
        b"\xff\xfe",
        json.dumps({"id": "d", "turns": []}).encode(),
        json.dumps({"id": "e", "turns": "text"}).encode(),
        json.dumps(["no object"]).encode(),
        b"",
        json.dumps({"id": 7, "turns": ["包头", "包头年报几号"]}, ensure_ascii=False).encode(),
    ]
    source.write_bytes(b"\n".join(lines))
    run("ask", "--batch", str(source), "--out", str(target))
    records = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [record.get("id") for record in records] == ["a", None, None, "d", "e", None, 7]
    assert [("error" in record) for record in records] == [False, True, True, True, True, True, False]
    assert set(records[0]) == {"id", *CONTRACT}
    assert records[1]["line"] == 2
    assert "JSON" in records[1]["error"]
    assert "没有读到问题" in records[3]["error"]


def test_batch_survives_odd_bytes_and_a_question_that_crashes(monkeypatch, tmp_path):
    ask = Assistant.ask

    def crash_at_once(self, turns):
        if turns == ["崩"]:
            raise ZeroDivisionError("nothing to divide")
        return ask(self, turns)

    monkeypatch.setattr(Assistant, "ask", crash_at_once)
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [
        b'\xef\xbb\xbf{"id": "\\ud800", "turns": ["\\ud800"]}',
        '{"id": 2, "turns": ["\\ud800柳州主任任期几年"]}'.encode(),
        '{"id": 3, "turns": ["崩"]}'.encode(),
        b"[" * 100_000,
        '{"id": 5, "turns": ["包头年报几号"]}'.encode(),
    ]
    source.write_bytes(b"\n".join(lines))
    run("ask", "--batch", str(source), "--out", str(target))
    records = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [record["id"] for record in records] == ["\ud800", 2, 3, None, 5]
    assert [("error" in record) for record in records] == [True, False, True, True, False]
    assert "程序出错" in records[2]["error"]
    assert "ZeroDivisionError" in records[2]["error"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["ask", "柳州主任任期几年", "--out", "x.jsonl"], "--out 要和 --batch 一起用"),
        (["ask", "柳州主任任期几年", "--batch", "x.jsonl"], "命令行上不要再写问题"),
    ],
)
def test_options_that_do_not_go_together_are_refused(words, message):
    assert message in run(*words, code=1).stderr


def test_reader_that_stops_early_is_no_problem_of_files(tmp_path):
    command = f"{sys.executable} -m tiaowen show 柳州第九条 | true"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert "无法读写" not in result.stderr
    assert "Traceback" not in result.stderr


def test_batch_file_that_is_missing_is_said_in_chinese(tmp_path):
    result = run("ask", "--batch", str(tmp_path / "none.jsonl"), code=1)
    assert "none.jsonl 无法读写（没有这个文件或文件夹）" in result.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["ask", " "], "没有读到问题"),
        (["ask"], "没有读到问题"),
        (["ask", "问" * 20_000], "最多 2000 个"),
        (["show", "包头第十六条"], "缺第十六条、第十七条"),
        (["show", "柳州第四十条"], "没有第四十条"),
        (["show", "第九千九百条"], "没有第九千九百条"),
        (["show", "随便"], "没有读到条文号"),
        (["show", "liuzhou-etrc/99"], "没有 liuzhou-etrc/99"),
    ],
)
def test_bad_input_ends_in_a_sentence_and_status_one(words, message):
    result = run(*words, code=1)
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_show_takes_what_a_person_would_type_and_gives_text_and_address():
    output = run("show", "柳州办法第九条第三项").stdout
    assert output.startswith("《柳州市工程技术研究中心管理办法》第九条第（三）项")
    assert "地址：liuzhou-etrc/9(3)" in output
    assert run("show", "liuzhou-etrc/9(3)").stdout == output


def test_search_lists_addresses_best_first():
    records = [json.loads(line) for line in run("search", "首席技术官", "--json", "--limit", "3").stdout.splitlines()]
    assert len(records) == 3
    assert all(record.keys() == {"address", "score"} for record in records)
    assert records == sorted(records, key=lambda record: -record["score"])
    assert {records[0]["address"], records[1]["address"]} & {"liuzhou-etrc/9", "liuzhou-etrc/10"}


def test_index_says_that_it_is_ready_and_rebuilds_on_request():
    assert "5 部法规，138 条" in run("index").stdout
    assert "5 部法规，138 条" in run("index", "--rebuild").stdout


def test_check_finds_nothing_in_the_corpus():
    assert "没有发现问题" in run("check").stdout


def test_check_of_a_broken_corpus_lists_file_and_line_and_fails(monkeypatch, tmp_path):
    folder = tmp_path / "corpus" / "some-city"
    folder.mkdir(parents=True)
    (folder / "regulation.yaml").write_text("title: 某市办法\nstatuss: draft\n", encoding="utf-8")
    (folder / "text.txt").write_text("第一条 为了。\n", encoding="utf-8")
    monkeypatch.setenv("TIAOWEN_CORPUS", str(tmp_path / "corpus"))
    output = run("check", code=1).stdout
    assert "regulation.yaml:" in output
    assert "terms.yaml" in output


def test_data_folder_that_cannot_be_written_is_said_in_chinese(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("TIAOWEN_DATA", str(tmp_path / "file" / "data"))
    assert "TIAOWEN_DATA" in run("ask", "柳州主任任期几年", code=1).stderr


def test_setting_that_is_wrong_is_named(monkeypatch):
    monkeypatch.setenv("TIAOWEN_MAX_QUESTION", "many")
    assert "TIAOWEN_MAX_QUESTION" in run("show", "柳州第九条", code=1).stderr


@pytest.mark.parametrize("words", [["--help"], ["show", "柳州第九条"], ["check"]])
def test_reading_articles_imports_no_ml_library(words):
    script = (
        "import sys\nfrom tiaowen.app.cli import app\n"
        f"try:\n    app({words!r})\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "heavy = {'chromadb', 'torch', 'sentence_transformers', 'rjieba', 'gradio', 'langchain_core', 'numpy'}\n"
        "found = sorted(heavy & set(sys.modules))\nassert not found, found\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)


def test_asking_imports_neither_torch_nor_gradio(tmp_path):
    script = (
        "import sys\nfrom tiaowen.app.cli import app\n"
        "try:\n    app(['ask', '柳州主任任期几年'])\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "found = sorted({'torch', 'sentence_transformers', 'transformers', 'gradio'} & set(sys.modules))\n"
        "assert not found, found\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)


def test_new_makes_a_folder_with_drafts_and_says_what_is_to_be_filled_in(monkeypatch, tmp_path):
    corpus = tmp_path / "corpus"
    shutil.copytree(Path(__file__).parents[2] / "corpus", corpus)
    monkeypatch.setenv("TIAOWEN_CORPUS", str(corpus))
    text = tmp_path / "text.txt"
    text.write_text(
        "云台市工程技术研究中心管理办法\n第一条 固定研发人员不少于9人。\n第二条 自发布之日起施行。\n", encoding="utf-8"
    )
    output = run("new", "yuntai-etrc", str(text)).stdout
    assert "起草了 1 条规则" in output
    assert "authority" in output
    assert (corpus / "yuntai-etrc" / "text.txt").read_bytes() == text.read_bytes()
    assert "draft: true" in (corpus / "yuntai-etrc" / "rules.yaml").read_text(encoding="utf-8")
    assert "已经" in run("new", "yuntai-etrc", str(text), code=1).stderr


def test_outside_data_is_measured_and_a_bad_line_named(tmp_path):
    articles, queries = tmp_path / "articles.jsonl", tmp_path / "queries.jsonl"
    articles.write_text('{"id": "N1", "name": "水法第一条", "text": "取水应当领取许可证。"}\n')
    queries.write_text('{"id": 1, "question": "取水要许可证吗", "articles": ["N1"]}\n')
    files = ("--articles", str(articles), "--queries", str(queries))
    lines = run("eval", "retrieval", *files).stdout.splitlines()
    assert [line.split("|")[1].strip() for line in lines[2:5]] == ["BM25", "向量", "融合"]
    assert "R@100" in lines[0]
    queries.write_text("{}\n")
    assert f"{queries}:1：" in run("eval", "retrieval", *files, code=1).stderr


def test_peers_are_compared():
    assert "LangChain Chroma" in run("eval", "peers").stdout


def test_the_scale_needs_both_files(tmp_path):
    assert "要一起写" in run("eval", "speed", "--articles", str(tmp_path), code=1).stderr
