"""Scripts played to the whole chain over HTTP: what a person saw at each moment, and whether it was what must come."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tiaowen.assistant import Assistant, connect
from tiaowen.domain import Answer, Value
from tiaowen.evals.cases import ClaimCase
from tiaowen.evals.scripts import Expected, Reply, Script, spell_out
from tiaowen.evals.serving import free_port
from tiaowen.evals.standin import Request, StandIn

_MODES: dict[Expected, frozenset[str]] = {
    "kept": frozenset({"llm"}),
    "repaired": frozenset({"llm-repaired"}),
    "composed": frozenset({"fallback", "extractive"}),
}
_SPACE = re.compile(r"\s|〔\d+〕|\[[\d,，、\s]+\]|\*")


class Played(Value):
    """What came of a script: the whole answer, whether it is right, whether anything was shown that must not be.

    ``first`` and ``whole`` are the seconds until the first verified words and the whole answer, ``served`` those
    until the server had sent its last byte.
    """

    id: str
    kind: str
    expected: Expected
    answer: Answer
    right: bool
    leaked: bool
    why: str = ""
    first: float = 0.0
    served: float = 0.0
    whole: float = 0.0


class Timing(NamedTuple):
    """Everything a person was shown, and when."""

    shown: tuple[Answer, ...]
    first: float
    served: float
    whole: float


class Player:
    """Plays a script: its replies in turn, the last for all further requests."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._left = list(script.replies)

    def __call__(self, request: Request) -> Reply:
        """Return what the script has for ``request``; what asks for a follow-up rewritten has its own reply."""
        if "<最后一问>" in request.prompt:
            return Reply(text=self._script.rewrite if self._script.rewrite is not None else self._script.turns[-1])
        reply = self._left.pop(0) if len(self._left) > 1 else self._left[0]
        if reply.streams or not request.streams:
            return reply.model_copy(update={"text": spell_out(reply.text, request.prompt)})
        self._left.insert(0, reply)
        return reply


def play(script: Script, assistant: Assistant) -> Played:
    """Return what comes of ``script``, played to the chain of ``assistant`` over HTTP."""
    timing, problems = ask_over_http(
        Player(script), script.turns, assistant, timeout=script.timeout, served=script.served
    )
    answer = timing.shown[-1]
    leaked = next((w for shown in timing.shown for w in script.must_not if _plain(w) in _plain(shown.text)), None)
    missing = next((words for words in script.must if _plain(words) not in _plain(answer.text)), None)
    why = ""
    if problems:
        why = f"剧本有错：{problems[0]}"
    elif leaked is not None:
        why = f"出现了“{leaked}”。"
    elif answer.mode not in _MODES[script.expect]:
        why = f"应为 {script.expect}，却是 {answer.mode}：{'；'.join(answer.notices)}"
    elif missing is not None:
        why = f"没有“{missing}”。"
    elif script.rewritten is not None and answer.rewritten != script.rewritten:
        why = f"改写后的问题是“{answer.rewritten}”。"
    return Played(
        id=script.id,
        kind=script.kind,
        expected=script.expect,
        answer=answer,
        right=not why,
        leaked=leaked is not None,
        why=why,
        first=timing.first,
        served=timing.served,
        whole=timing.whole,
    )


def ask_over_http(
    player: Callable[[Request], Reply],
    turns: Sequence[str],
    assistant: Assistant,
    *,
    timeout: float = 30.0,
    served: bool = True,
) -> tuple[Timing, tuple[Exception, ...]]:
    """Return what ``assistant`` shows with a model that sends what ``player`` says, and the problems of the script."""
    with StandIn(player) as server:
        url = server.url if served else f"http://127.0.0.1:{free_port()}/v1"
        asked = with_model(assistant, url, timeout=timeout)
        start = time.perf_counter()
        first, shown = 0.0, []
        for answer in asked.stream(turns):
            shown.append(answer)
            if answer.text and not first:
                first = time.perf_counter() - start
        whole = time.perf_counter() - start
        sent = server.last_byte - start if server.last_byte else 0.0
        return Timing(tuple(shown), first, sent, whole), tuple(server.problems)


def with_model(assistant: Assistant, url: str, *, timeout: float = 30.0) -> Assistant:
    """Return an assistant over the same corpus and index as ``assistant``, with the model served at ``url``."""
    update = {"llm_model": "stand-in", "llm_base_url": url, "llm_timeout": timeout}
    settings = assistant.settings.model_copy(update=update)
    return assistant.worded_by(connect(settings), settings=settings)


def play_claim(case: ClaimCase, assistant: Assistant) -> Played:
    """Return what comes of a written answer of the suite ``claims``, sent by a model for its question."""

    def player(request: Request) -> Reply:
        labels = (assistant.corpus.label(place.whole) for place in case.cited)
        known = [f"[{label}]" for label in labels if _is_listed(label, request.prompt)]
        return Reply(text=spell_out(f"{case.answer}\n\n依据：{''.join(known)}", request.prompt), chunk=8)

    timing, _ = ask_over_http(player, (case.question,), assistant)
    answer = timing.shown[-1]
    worded = [shown for shown in timing.shown if shown.mode in {"llm", "llm-repaired"}]
    planted = [error.span for error in case.errors]
    leaked = case.label == "reject" and (
        answer.mode == "llm" or any(_plain(span) in _plain(shown.text) for shown in worded for span in planted)
    )
    kept = answer.mode == "llm"
    return Played(
        id=case.id,
        kind=case.label,
        expected="kept" if case.label == "accept" else "composed",
        answer=answer,
        right=kept if case.label == "accept" else not leaked,
        leaked=leaked,
        why="；".join(answer.notices),
        first=timing.first,
        served=timing.served,
        whole=timing.whole,
    )


def _is_listed(label: str, prompt: str) -> bool:
    return re.search(rf"^\[\d+\] {re.escape(label)}$", prompt, re.MULTILINE) is not None


def _plain(text: str) -> str:
    return _SPACE.sub("", text)
