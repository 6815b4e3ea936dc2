"""Many at once, over real HTTP: everybody gets their own answer, and what is long holds up nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from tiaowen.app.cli import app
from tiaowen.app.ui.page import MANY
from tiaowen.assistant import Assistant
from tiaowen.evals.load import Got, ask_page, mark_questions, measure_load, read_step

pytestmark = pytest.mark.slow

EVALS = Path(__file__).parents[3] / "evals"

QUESTIONS = (
    "柳州工程技术研究中心需要多少研发人员？",
    "聊城技术创新中心的科研用房要多大？",
    "拉萨新备案的重点实验室补助多少？",
    "包头工程技术研究中心怎么申报？",
    "柳州和包头的年度总结什么时候交？",
)
SLOW = """
import threading
from tiaowen.app.ui import serve
from tiaowen.assistant import Assistant
from tiaowen.domain import Answer
from tiaowen.errors import QuestionError
class Slow(Assistant):
    asked, go = [], threading.Event()
    def ask(self, turns):
        self.asked.append(turns)
        self.go.wait()
        return Answer(question=turns[-1], text="答：" + turns[-1], status="verified")
    def stream(self, turns):
        yield self.ask(turns)
    def find(self, text):
        if text == "放行":
            self.go.set()
        if text.startswith("柳州"):
            return super().find(text)
        raise QuestionError(f"等着的有{len(self.asked)}人。")
def announce(url):
    print(url, flush=True)
serve(Slow.from_settings(), host="127.0.0.1", port=0, open_browser=False, announce=announce)
"""
LEAKY = """
import uvicorn
from fastapi import FastAPI, Request
from tiaowen.app.ui import listen
from tiaowen.domain import Answer
app, seen = FastAPI(), []
@app.post("/api/ask")
async def ask(request: Request):
    seen.append((await request.json())["turns"][-1])
    return Answer(question=seen[-1], text=seen[0], status="verified").model_dump(mode="json")
listener = listen("127.0.0.1", 0)
print("http://127.0.0.1:%d/" % listener.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])
"""


@pytest.mark.parametrize("way", ["page", "api"])
def test_forty_who_ask_at_once_get_their_own_answers(url: str, assistant: Assistant, way: str) -> None:
    asked = mark_questions(assistant, QUESTIONS, MANY)
    load = measure_load(url, asked, way, askers=MANY)  # type: ignore[arg-type]
    assert (load.errors, load.crossed, load.latency.n) == (0, 0, MANY)


def test_words_of_others_and_wrong_answers_would_be_found(start: Callable[[str], str], assistant: Assistant) -> None:
    asked = mark_questions(assistant, QUESTIONS, 10)
    load = measure_load(start(LEAKY), asked, "api", askers=5)
    assert (load.errors, load.crossed) == (10, 9)  # all but the one whose words the others see


def test_answers_that_do_not_come_would_be_found(url: str, assistant: Assistant) -> None:
    asked = mark_questions(assistant, QUESTIONS, 4)
    load = measure_load(f"{url}nowhere", asked, "api", askers=2)
    assert (load.errors, load.crossed) == (4, 0)


async def _waiting(http: httpx.AsyncClient) -> str:
    return str((await http.get("/api/articles/几人")).json()["detail"])


async def test_long_answers_hold_up_nothing_else(start: Callable[[str], str]) -> None:
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=start(SLOW), trust_env=False, timeout=120, limits=limits) as http:
        ask, look = await read_step(http), await read_step(http, button="go", box="number")

        async def program(n: int) -> Got:
            response = await http.post("/api/ask", json={"turns": [f"问{n}"]})
            return Got(response.text, response.text, 0)

        people = [asyncio.create_task(ask_page(http, ask, f"问{n}。", session=f"s{n}")) for n in range(MANY)]
        programs = [asyncio.create_task(program(n)) for n in range(MANY)]
        while f"有{2 * MANY}人" not in await _waiting(http):
            await asyncio.sleep(0.05)
        # forty people and forty programs wait: everything else still answers
        for path in ("/", "/theme.css", "/api/regulations", "/api/docs", "/api/articles/liuzhou-etrc/9"):
            assert (await http.get(path)).status_code == 200, path
        shown = await ask_page(http, look, "柳州办法第九条", session="other")
        assert "固定研究开发人员" in shown.last
        assert not any(task.done() for task in (*people, *programs))
        await http.get("/api/articles/放行")
        for n, got in enumerate(await asyncio.gather(*people)):
            assert f"答：问{n}。" in got.last
            assert not any(f"问{other}。" in got.everything for other in range(MANY) if other != n)
        for n, got in enumerate(await asyncio.gather(*programs)):
            assert f'"答：问{n}"' in got.last


def test_the_command_prints_a_line_for_each_way(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIAOWEN_DATA", str(tmp_path))
    words = ["eval", "load", str(EVALS), "--url", url, "--askers", "2", "--rounds", "2"]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in result.stdout.splitlines() if "|" in line]
    assert [[row[0], *row[1:3], *row[-2:]] for row in rows[2:]] == [
        ["网页", "2", "4", "0", "0"],
        ["接口", "2", "4", "0", "0"],
    ]
