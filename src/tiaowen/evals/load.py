"""Many at once: people on the page, by the page's own protocol, and programs on the interface.

Everybody asks with a word of their own in the question. Whoever finds somebody else's word in what they are sent has
seen what is not theirs; whoever does not find their own, or not the places that the answer rests on, has no answer.
"""

from __future__ import annotations

import asyncio
import html
import json
import random
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from string import ascii_lowercase
from typing import Any, Literal, NamedTuple

import httpx

from tiaowen.assistant import Assistant
from tiaowen.domain import Answer, Value
from tiaowen.evals.timing import Latency, to_latency

ASKERS = 40
_API = "/gradio_api"
_PATIENCE = 120.0
_TAG = re.compile(r"<[^>]+>")

Way = Literal["page", "api"]


class Load(Value):
    """What ``askers`` at once were given by one way; ``seconds`` is how long it took for all of them together.

    ``errors`` are answers that did not come or were not those to the question; ``crossed`` those that held somebody
    else's words.
    """

    way: Way
    askers: int
    latency: Latency
    seconds: float
    errors: int
    crossed: int


class Asked(NamedTuple):
    """A question with a word that nobody else has in theirs, and the answer that there is to it."""

    question: str
    mark: str
    answer: Answer


class Got(NamedTuple):
    """Everything that an asker was sent, the last of it, and how long that took."""

    everything: str
    last: str
    seconds: float


Ask = Callable[[httpx.AsyncClient, Asked], Awaitable[Got]]


class Step(NamedTuple):
    """How the page asks: the number of the step, and what each of its inputs is filled with (None: the question)."""

    number: int
    trigger: int
    inputs: tuple[bool, ...]


def mark_questions(assistant: Assistant, questions: Sequence[str], count: int, *, seed: int = 1) -> tuple[Asked, ...]:
    """Return ``count`` questions, each with a word of its own, and what ``assistant`` answers."""
    chance = random.Random(seed)
    marks: dict[str, None] = {}
    while len(marks) < count:
        marks["x" + "".join(chance.choices(ascii_lowercase, k=9))] = None
    marked = [f"{questions[n % len(questions)]}（{mark}）" for n, mark in enumerate(marks)]
    return tuple(Asked(question, mark, assistant.ask(question)) for question, mark in zip(marked, marks, strict=True))


def measure_load(url: str, asked: Sequence[Asked], way: Way, *, askers: int = ASKERS) -> Load:
    """Return what ``askers`` at once are given at ``url`` while they ask all that is ``asked``."""
    return asyncio.run(_measure(url, asked, way, askers))


async def _measure(url: str, asked: Sequence[Asked], way: Way, askers: int) -> Load:
    marks = [one.mark for one in asked]
    async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=_PATIENCE) as http:
        ask: Ask = _ask_api if way == "api" else _page_asker(await read_step(http))
    start = time.perf_counter()
    turns = await asyncio.gather(*(_ask_each(url, ask, asked[n::askers]) for n in range(askers)))
    seconds = time.perf_counter() - start
    got = [
        (one, answer) for n, answers in enumerate(turns) for one, answer in zip(asked[n::askers], answers, strict=True)
    ]
    answered = [(one, answer) for one, answer in got if answer is not None]
    is_right = _is_answered if way == "api" else _is_shown
    return Load(
        way=way,
        askers=askers,
        latency=to_latency([answer.seconds for _, answer in answered] or [float("inf")]),
        seconds=seconds,
        errors=len(got) - sum(is_right(one, answer.last) for one, answer in answered),
        crossed=sum(any(m in answer.everything for m in marks if m != one.mark) for one, answer in answered),
    )


async def _ask_each(url: str, ask: Ask, asked: Sequence[Asked]) -> list[Got | None]:
    """Ask one after the other, as one person does, on a connection of their own."""
    got: list[Got | None] = []
    async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=_PATIENCE) as http:
        for one in asked:
            try:
                got.append(await ask(http, one))
            except (httpx.HTTPError, ValueError, KeyError):
                got.append(None)
    return got


async def _ask_api(http: httpx.AsyncClient, asked: Asked) -> Got:
    start = time.perf_counter()
    response = await http.post("/api/ask", json={"turns": [asked.question]})
    response.raise_for_status()
    return Got(response.text, response.text, time.perf_counter() - start)


def _page_asker(step: Step) -> Ask:
    async def ask(http: httpx.AsyncClient, asked: Asked) -> Got:
        return await ask_page(http, step, asked.question, session=asked.mark)

    return ask


async def read_step(http: httpx.AsyncClient, *, button: str = "ask", box: str = "question") -> Step:
    """Return how the page asks, as it tells the browser: what its ``button`` does with what stands in its ``box``."""
    config = (await http.get("/config")).raise_for_status().json()
    ids = {one["props"].get("elem_id"): one["id"] for one in config["components"]}
    steps = (one for one in config["dependencies"] if [ids[button], "click"] in one["targets"] and one["backend_fn"])
    step = next(steps)
    return Step(step["id"], ids[button], tuple(input_ == ids[box] for input_ in step["inputs"]))


async def ask_page(http: httpx.AsyncClient, step: Step, question: str, *, session: str) -> Got:
    """Return what the page is sent after ``question``, as its script asks: a place in the queue, then the events.

    Raises :class:`ValueError` where it is told that there is no answer.
    """
    start = time.perf_counter()
    data = [question if is_question else None for is_question in step.inputs]
    body = {"data": data, "fn_index": step.number, "trigger_id": step.trigger, "session_hash": session}
    (await http.post(f"{_API}/queue/join", json=body)).raise_for_status()
    everything: list[str] = []
    async with http.stream("GET", f"{_API}/queue/data", params={"session_hash": session}) as events:
        async for line in events.aiter_lines():
            if not line.startswith("data:"):
                continue
            event: dict[str, Any] = json.loads(line.removeprefix("data:"))
            everything.append(json.dumps(event, ensure_ascii=False))
            if event["msg"] == "process_completed":
                if not event["success"]:
                    raise ValueError(everything[-1])
                return Got("\n".join(everything), everything[-1], time.perf_counter() - start)
    raise ValueError("The events ended without an answer.")


def _is_answered(asked: Asked, sent: str) -> bool:
    """Tell whether ``sent``, a record of the interface, is the answer to what was asked."""
    found = Answer.model_validate(json.loads(sent))
    return found.model_copy(update={"elapsed_ms": 0.0}) == asked.answer.model_copy(
        update={"elapsed_ms": 0.0, "followups": ()}
    )


def _is_shown(asked: Asked, sent: str) -> bool:
    """Tell whether ``sent``, an event of the page, shows the question and all that its answer cites."""
    parts = json.loads(sent)["output"]["data"]
    shown = html.unescape(_TAG.sub("", "\n".join(part for part in parts if isinstance(part, str))))
    return asked.mark in shown and all(citation.label in shown for citation in asked.answer.citations)
