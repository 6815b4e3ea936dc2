"""The server as it is started: read at once, prepared meanwhile, ended with a sentence where it cannot be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tiaowen.evals.serving import free_port, served

pytestmark = pytest.mark.slow

PREPARING = """
import sys, threading
from tiaowen.app.ui import serve
from tiaowen.assistant import Assistant
go = threading.Event()
class Found(Assistant):
    def find(self, text):
        go.set()
        return super().find(text)
def prepare():
    go.wait()
    print("prepared", flush=True)
def announce(url):
    print(url, flush=True)
serve(Found.from_settings(), host="127.0.0.1", port=0, open_browser=False, announce=announce, prepare=prepare)
"""


def test_the_page_can_be_read_while_answers_are_prepared(tmp_path: Path) -> None:
    environment = os.environ | {"TIAOWEN_DATA": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", PREPARING], env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout
            url = server.stdout.readline().strip()
            with httpx.Client(base_url=url, trust_env=False, timeout=60) as http:
                assert http.get("/").status_code == 200
                assert http.get("/api/regulations").status_code == 200
                http.get("/api/articles/柳州办法第九条")  # lets the preparation go on
            assert server.stdout.readline() == "prepared\n"
        finally:
            server.terminate()


def test_an_index_that_cannot_be_had_ends_the_server_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be", encoding="utf-8")
    environment = os.environ | {"TIAOWEN_DATA": str(tmp_path / "data")}
    command = [sys.executable, "-m", "tiaowen", "serve", "--no-open", "--port", str(free_port())]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert str(tmp_path / "data") in done.stderr


def test_what_is_asked_stands_in_no_log_unless_the_operator_wants_it(tmp_path: Path) -> None:
    for wanted in ("0", "1"):
        port = free_port()
        command = [sys.executable, "-m", "tiaowen", "serve", "--no-open", "--port", str(port)]
        environment = os.environ | {"TIAOWEN_DATA": str(tmp_path), "TIAOWEN_LOG_QUESTIONS": wanted}
        with (tmp_path / f"log-{wanted}").open("w+") as log:
            with subprocess.Popen(command, env=environment, stdout=log, stderr=log) as server:
                try:
                    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=60) as http:
                        _until_answered(http, server)
                        http.post("/api/ask", json={"turns": ["柳州的秘密要几个人"]})
                        http.post("/api/ask", json={"turns": "柳州的秘密"})
                        http.post("/api/verify", json={"answer": "柳州的秘密是8人。"})
                        http.get("/api/search", params={"q": "柳州的秘密"})
                finally:
                    server.terminate()
            log.seek(0)
            said = log.read()
        assert ("秘密" in said) is (wanted == "1"), said


def _until_answered(http: httpx.Client, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            http.get("/api/regulations")
        except httpx.TransportError:
            continue
        return
    raise AssertionError("The server did not start.")


def test_a_server_for_measuring_is_served_and_ended(tmp_path: Path) -> None:
    with served({"TIAOWEN_DATA": str(tmp_path)}) as url:
        assert httpx.get(url, trust_env=False).status_code == 200
    with pytest.raises(httpx.TransportError):
        httpx.get(url, trust_env=False)
