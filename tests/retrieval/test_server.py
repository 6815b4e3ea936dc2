"""A real Chroma server: built on, asked, restarted, asked again; and what happens while it is away."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from langchain_core.documents import Document

from tiaowen.assistant import Assistant
from tiaowen.corpus.load import Corpus
from tiaowen.errors import IndexUnavailableError
from tiaowen.retrieval.hybrid import HybridRetriever
from tiaowen.retrieval.store import close_server, connect_server
from tiaowen.settings import Settings

QUESTION = "评估不合格的，撤销其称号。"
NOWHERE = "http://127.0.0.1:9"


def free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Server:
    """``chroma run`` over a folder, at one port through all its restarts."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        chroma = Path(sys.executable).with_name("chroma")
        command = [str(chroma), "run", "--path", str(self.folder), "--port", str(self.port)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self._process.poll() is None:
            with suppress(IndexUnavailableError):
                close_server(connect_server(self.url))
                return
            time.sleep(0.1)
        raise RuntimeError("chroma run does not answer")

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._process = None


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "server")
    server.start()
    yield server
    server.stop()


@pytest.mark.slow
def test_built_asked_restarted_and_asked_again(
    open_here: Callable[..., Any], server: Server, documents: tuple[Document, ...], embeddings: Any
) -> None:
    local = open_here().dense.search(QUESTION, k=16)
    index = open_here(server=server.url, notice=lambda _line: None)
    assert not (index.folder / "chroma").exists()
    assert index.dense.search(QUESTION, k=16) == local
    assert index.store.similarity_search(QUESTION, k=1)[0] in documents
    fused = HybridRetriever(lexical=index.lexical, dense=index.dense, tolerant=True)
    expected = fused.search(QUESTION)
    server.stop()
    with pytest.raises(IndexUnavailableError, match=rf"{server.url} 连不上"):
        index.dense.search(QUESTION)
    assert [d.id for d, _ in fused.search(QUESTION)] == [d.id for d, _ in index.lexical.search(QUESTION)]
    assert server.url in (fused.problem or "")
    server.start()
    assert fused.search(QUESTION) == expected
    assert fused.problem is None
    embedded = embeddings.embedded
    again = open_here(server=server.url, notice=pytest.fail)
    assert again.dense.search(QUESTION, k=16) == local
    assert embeddings.embedded == embedded


@pytest.mark.slow
def test_a_server_that_lost_the_collection_is_filled_again(open_here: Callable[..., Any], server: Server) -> None:
    index = open_here(server=server.url)
    expected = index.dense.search(QUESTION)
    client = connect_server(server.url)
    client.delete_collection(client.list_collections()[0].name)
    close_server(client)
    assert index.dense.search(QUESTION) == expected


@pytest.mark.slow
def test_without_the_server_a_local_index_answers_by_words_and_says_so(
    corpus: Corpus, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tiaowen.answering.seek._FEW", 0)  # as in a corpus of many: one search over all
    settings = Settings(data=tmp_path / "data", chroma_url=server.url)
    question = "工程技术研究中心需要多少研发人员"
    whole = Assistant(corpus, settings=settings).search(question)
    server.stop()
    lines: list[str] = []
    assistant = Assistant(corpus, settings=settings)
    assistant.open(notice=lines.append)
    assert "连不上" in lines[0]
    assert "只按词" in lines[0]
    assert assistant.search(question)
    answer = assistant.ask("年度报告什么时候交")
    assert any("只按词检索" in notice and server.url in notice for notice in answer.notices)
    server.start()
    assert assistant.search(question) == whole
    assert not any("只按词检索" in notice for notice in assistant.ask("年度报告什么时候交").notices)


def test_no_server_and_no_index_is_said_with_what_to_do(open_here: Callable[..., Any], tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailableError, match=rf"{NOWHERE} 连不上.*chroma run.*TIAOWEN_CHROMA_URL"):
        open_here(server=NOWHERE)
    assert not [path for path in (tmp_path / "index").iterdir() if path.is_dir()]


@pytest.mark.parametrize("url", ["", "localhost:8000", "ftp://a", "http://", "http://a:port", "http://a/b"])
def test_what_is_no_address_of_a_server_is_said(url: str) -> None:
    with pytest.raises(IndexUnavailableError, match="不是服务器地址"):
        connect_server(url)
