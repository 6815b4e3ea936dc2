"""Outside data: reading it line by line, and the figures over a throw-away index."""

from __future__ import annotations

import gzip
import json
import lzma
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from made_up import HashedEmbeddings

from tiaowen.errors import SuiteError
from tiaowen.evals.outside import hold_back_questions, measure_outside
from tiaowen.evals.outside_files import Outside, OutsideArticle, OutsideQuestion, read_outside
from tiaowen.evals.ranking import DEPTHS

ARTICLES = [
    {"id": "N1", "name": "水法第三十六条", "text": "取用水资源应当申请领取取水许可证。", "level": "national"},
    {"id": "N2", "name": "劳动合同法第十条之一", "text": "建立劳动关系应当订立书面劳动合同。"},
    {"id": "L3", "name": "道路规定第5条", "text": "机动车驾驶人应当取得驾驶证。"},
]
QUERIES = [
    {"id": 1, "question": "取水要办什么许可证", "articles": ["N1"]},
    {"id": 2, "question": "订立书面劳动合同", "articles": ["N2"]},
]
WRITERS: dict[str, Callable[[Path, bytes], object]] = {
    ".jsonl": Path.write_bytes,
    ".jsonl.gz": lambda path, content: path.write_bytes(gzip.compress(content)),
    ".jsonl.xz": lambda path, content: path.write_bytes(lzma.compress(content)),
}


def to_bytes(rows: list[dict[str, object]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


@pytest.fixture
def queries(tmp_path: Path) -> Path:
    path = tmp_path / "queries.jsonl"
    path.write_bytes(to_bytes(QUERIES))
    return path


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(to_bytes(ARTICLES))
    return path


@pytest.mark.parametrize("suffix", WRITERS)
def test_read_plain_and_compressed(tmp_path: Path, queries: Path, suffix: str) -> None:
    path = tmp_path / f"articles{suffix}"
    WRITERS[suffix](path, to_bytes(ARTICLES))
    outside = read_outside(path, queries)
    assert [(a.id, a.law) for a in outside.articles] == [("N1", "水法"), ("N2", "劳动合同法"), ("L3", "道路规定")]
    assert outside.questions[0] == OutsideQuestion(id="1", question="取水要办什么许可证", articles=("N1",))


def test_only_articles_with_the_prefix(articles: Path, queries: Path) -> None:
    assert [a.id for a in read_outside(articles, queries, prefix="N").articles] == ["N1", "N2"]
    with pytest.raises(SuiteError, match="没有编号以 'X' 开头的条文"):
        read_outside(articles, queries, prefix="X")


BAD_ARTICLES = {
    "not JSON": (b'{"id": ', "不是 JSON"),
    "not an object": (b"[1]", "不是 JSON 对象"),
    "an empty line": (b"", "不是 JSON"),
    "not UTF-8": (b'{"id": "N9", "name": "\xff", "text": "x"}', "不是 JSON"),
    "no text": ('{"id": "N9", "name": "水法第一条"}'.encode(), "缺少"),
    "an empty text": ('{"id": "N9", "name": "水法第一条", "text": " "}'.encode(), "text 是空的"),
    "a list for a text": ('{"id": "N9", "name": "水法第一条", "text": []}'.encode(), "text 应是文字"),
    "an id again": (to_bytes(ARTICLES[:1]).strip(), "编号 N1 用了两次"),
}


@pytest.mark.parametrize("mistake", BAD_ARTICLES)
def test_a_bad_line_is_named_by_its_number(tmp_path: Path, queries: Path, mistake: str) -> None:
    line, reason = BAD_ARTICLES[mistake]
    path = tmp_path / "articles.jsonl"
    path.write_bytes(to_bytes(ARTICLES) + line + b"\n" + to_bytes([{"id": "N8", "name": "", "text": "好"}]))
    with pytest.raises(SuiteError) as caught:
        read_outside(path, queries)
    assert f"{path}:4：" in str(caught.value)
    assert reason in str(caught.value)
    assert "1 行不对" in str(caught.value)


def test_of_many_bad_lines_ten_are_shown(tmp_path: Path, queries: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(b"?\n" * 25)
    with pytest.raises(SuiteError, match=r"25 行不对(?s:.)*articles.jsonl:10：(?s:.)*一共 25 行") as caught:
        read_outside(path, queries)
    assert "articles.jsonl:11：" not in str(caught.value)


def test_a_question_about_an_article_that_is_not_there(articles: Path, tmp_path: Path) -> None:
    path = tmp_path / "queries.jsonl"
    path.write_bytes(to_bytes([*QUERIES, {"id": 3, "question": "问", "articles": ["N1", "N7"]}]))
    with pytest.raises(SuiteError, match=r"queries.jsonl:3：没有编号是 N7 的条文"):
        read_outside(articles, path)


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.xz"])
def test_a_broken_archive_is_said(tmp_path: Path, queries: Path, suffix: str) -> None:
    path = tmp_path / f"articles{suffix}"
    WRITERS[suffix](path, to_bytes(ARTICLES * 50))
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(SuiteError, match="压缩文件不完整"):
        read_outside(path, queries)


def test_an_empty_file_is_said(tmp_path: Path, queries: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(b"")
    with pytest.raises(SuiteError, match="一行也没有"):
        read_outside(path, queries)


def test_every_way_is_measured_and_the_index_thrown_away(
    articles: Path, queries: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    run = measure_outside(read_outside(articles, queries), HashedEmbeddings())
    assert [way.way for way in run.ways] == ["BM25", "dense", "fused"]
    assert run.articles == 3
    for way in run.ways:
        assert way.scores.n == 2
        assert [recall.mean for recall in way.scores.recall] == [1.0] * len(DEPTHS)
        assert way.scores.mrr.mean == 1.0
        assert 0 < way.latency.p50 <= way.latency.p95
    assert not list(scratch.glob("tiaowen-*"))


def test_the_held_back_fifth_is_that_of_the_training() -> None:
    from tiaowen.retrieval.train_data import HOLD_BACK_SEED, Question, hold_back

    article = OutsideArticle(id="N1", name="水法第一条", text="水。")
    asked = tuple(OutsideQuestion(id=str(n), question="问", articles=("N1",)) for n in range(100))
    kept = hold_back_questions(Outside((article,), asked))
    _, held = hold_back([Question(n, "问", ()) for n in range(100)], HOLD_BACK_SEED)
    assert [int(question.id) for question in kept.questions] == [question.id for question in held]
