"""Feedback: kept whole, by many at once, for its owner alone; exported, and read back as cases."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook
from typer.testing import CliRunner

from tiaowen.app import feedback
from tiaowen.app.cli import app
from tiaowen.app.feedback import FILE, FeedbackStore
from tiaowen.app.render.page.chat import Turn
from tiaowen.app.render.page.words import NOT_RATED
from tiaowen.app.ui import chat
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address, Answer
from tiaowen.errors import FeedbackError, QuestionError

HOSTILE = '=cmd|"/c calc"!A1'


@pytest.fixture
def answer(corpus: Corpus) -> Answer:
    cited = corpus.cite(Address.parse("liuzhou-etrc/9(3)"), "固定研究开发人员一般不少于8人")
    return Answer(question="柳州要几个人", text="一般不少于8人。", status="verified", citations=(cited, cited))


@pytest.fixture
def store(tmp_path: Path) -> FeedbackStore:
    return FeedbackStore(tmp_path / "data" / FILE)


def test_what_is_sent_is_kept_and_no_more(store: FeedbackStore, answer: Answer) -> None:
    number = store.add("柳州要几个人\n那聊城呢", answer, "wrong", "  少了学历 ")
    (kept,) = store.read()
    assert (kept.id, kept.question, kept.answer) == (number, "柳州要几个人\n那聊城呢", "一般不少于8人。")
    assert (kept.judgement, kept.why, kept.status) == ("wrong", "少了学历", "verified")
    assert kept.cited == ("liuzhou-etrc/9(3)",)
    with closing(sqlite3.connect(store.path)) as connection:
        columns = {row[1] for row in connection.execute("PRAGMA table_info(feedback)")}
    assert columns == {"id", "at", "judgement", "why", "question", "answer", "status", "cited", "mode"}


def test_nothing_is_made_before_something_is_sent(store: FeedbackStore) -> None:
    assert store.read() == ()
    assert not store.path.parent.exists()


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX")
def test_the_files_are_for_their_owner_alone(store: FeedbackStore, answer: Answer) -> None:
    mask = os.umask(0)
    try:
        store.add("问", answer, "right")
        with closing(sqlite3.connect(store.path)) as reading:
            reading.execute("SELECT * FROM feedback").fetchall()
            store.add("问", answer, "right")
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in store.path.parent.iterdir()}
    finally:
        os.umask(mask)
    assert {f"{FILE}-wal", FILE} <= modes.keys()
    assert set(modes.values()) == {0o600}


def test_many_threads_write_at_once_and_nothing_is_lost(store: FeedbackStore, answer: Answer) -> None:
    with ThreadPoolExecutor(16) as pool:
        numbers = list(pool.map(lambda n: store.add(f"问{n}", answer, "right"), range(100)))
    assert len(set(numbers)) == 100
    assert {one.question for one in store.read()} == {f"问{n}" for n in range(100)}


_WRITE = """\
import sys
from pathlib import Path
from tiaowen.app.feedback import FeedbackStore
from tiaowen.domain import Answer
store = FeedbackStore(Path(sys.argv[1]))
for n in range(25):
    store.add(f"{sys.argv[2]}-{n}", Answer(question="问", text="答", status="verified"), "right")
"""


@pytest.mark.slow
def test_many_processes_write_at_once_and_nothing_is_lost(store: FeedbackStore) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", _WRITE, str(store.path), str(n)]) for n in range(4)]
    assert [writer.wait() for writer in writers] == [0] * 4
    assert {one.question for one in store.read()} == {f"{w}-{n}" for w in range(4) for n in range(25)}


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_file_is_said_to_be_and_left_as_it_is(store: FeedbackStore, answer: Answer, content: bytes) -> None:
    store.path.parent.mkdir(parents=True)
    store.path.write_bytes(content)
    for use in (lambda: store.add("问", answer, "right"), store.read):
        with pytest.raises(FeedbackError, match="已损坏") as caught:
            use()
        assert str(store.path) in str(caught.value)
    assert store.path.read_bytes() == content


def test_a_file_of_a_later_version_is_not_touched(store: FeedbackStore, answer: Answer) -> None:
    store.add("问", answer, "right")
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(FeedbackError, match="更新版本"):
        store.add("问", answer, "right")


def test_a_folder_that_cannot_be_written_is_said_to_be(tmp_path: Path, answer: Answer) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    with pytest.raises(FeedbackError, match="不能读写"):
        FeedbackStore(tmp_path / "data" / FILE).add("问", answer, "right")


def test_what_is_too_much_is_refused_and_keeps_what_is_there(
    store: FeedbackStore, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feedback, "MOST", 1)
    store.add("一", answer, "right", "长" * feedback.LONGEST_REASON)
    with pytest.raises(FeedbackError, match="已满"):
        store.add("二", answer, "right")
    with pytest.raises(QuestionError, match="最多"):
        store.add("三", answer, "right", "长" * (feedback.LONGEST_REASON + 1))
    assert [one.question for one in store.read()] == ["一"]


def test_half_a_surrogate_pair_is_replaced(store: FeedbackStore, answer: Answer) -> None:
    store.add("\ud800问", answer, "right")
    assert store.read()[0].question.endswith("问")


def export(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, ["feedback", "export", *words])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: Answer) -> Path:
    """Return a folder to export into; two records are in the store."""
    monkeypatch.setenv("TIAOWEN_DATA", str(tmp_path / "data"))
    store = FeedbackStore(tmp_path / "data" / FILE)
    store.add("柳州工程技术研究中心要几个人", answer, "wrong", HOSTILE)
    store.add("柳州工程技术研究中心要多少研发人员", answer, "right")
    return tmp_path


def test_feedback_is_exported_in_every_format(kept: Path) -> None:
    on_screen = [json.loads(line) for line in export().stdout.splitlines()]
    export(str(kept / "out.jsonl"))
    assert [json.loads(line) for line in (kept / "out.jsonl").read_text(encoding="utf-8").splitlines()] == on_screen
    assert [record["judgement"] for record in on_screen] == ["wrong", "right"]
    export(str(kept / "out.csv"))
    with (kept / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["提问人的判断"] for row in rows] == ["错", "对"]
    assert rows[0]["提问人写的原因"] == f"'{HOSTILE}"
    export(str(kept / "out.xlsx"))
    sheet = load_workbook(kept / "out.xlsx").active
    assert sheet is not None
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == HOSTILE)
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_exported_feedback_that_an_expert_has_judged_becomes_cases(
    kept: Path, make_city: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = kept / "out.xlsx"
    assert "tiaowen eval import" in export(str(path)).stdout
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    column = {cell.value: cell.column for cell in sheet[1]}
    for heading, value in (("专家判断", "对"), ("必答", "不少于8人"), ("应引条文", "liuzhou-etrc/9(3)")):
        sheet.cell(3, column[heading]).value = value
    book.save(path)
    monkeypatch.chdir(kept)
    result = CliRunner().invoke(app, ["eval", "import", str(path)])
    assert result.exit_code == 0, result.output
    written = (kept / "evals" / "answers" / "out.yaml").read_text(encoding="utf-8")
    assert "F00002" in written
    assert "F00001" not in written


def test_without_feedback_the_export_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIAOWEN_DATA", str(tmp_path))
    assert "还没有反馈" in export().stderr
    assert "后缀" in export("out.pdf", code=1).stderr


def test_the_page_says_that_it_was_not_kept_and_not_where_the_file_is(
    store: FeedbackStore, answer: Answer, corpus: Corpus, caplog: pytest.LogCaptureFixture
) -> None:
    store.path.parent.mkdir(parents=True)
    store.path.write_bytes(b"no database at all" * 100)
    shown = chat.rate(store, corpus, (Turn("问", answer),), chat.Told("0", "wrong", "缺学历"))
    assert shown.note == NOT_RATED
    assert str(store.path) in caplog.text
    assert "缺学历" not in caplog.text
