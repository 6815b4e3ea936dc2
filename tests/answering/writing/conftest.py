"""A stand-in model server, and an assistant that asks it over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tiaowen.assistant import Assistant
from tiaowen.evals.behaviour import with_model
from tiaowen.evals.scripts import Reply, spell_out
from tiaowen.evals.standin import Request, StandIn

RIGHT = Reply(text="固定研究开发人员{{研发人员}}。[柳州 第九条]")


@pytest.fixture
def serve() -> Iterator[Callable[..., StandIn]]:
    """Return a function that starts a stand-in which sends replies in turn, the last for all further requests."""
    started: list[StandIn] = []

    def start(*replies: Reply, rewrite: str = "") -> StandIn:
        left = list(replies or (RIGHT,))

        def play(request: Request) -> Reply:
            if "<最后一问>" in request.prompt:
                return Reply(text=rewrite)
            reply = left.pop(0) if len(left) > 1 else left[0]
            return reply.model_copy(update={"text": spell_out(reply.text, request.prompt)})

        server = StandIn(play)
        started.append(server.__enter__())
        return server

    yield start
    for server in started:
        server.__exit__()


@pytest.fixture
def served(assistant: Assistant, serve: Callable[..., StandIn]) -> Callable[..., tuple[Assistant, StandIn]]:
    """Return a function that returns an assistant whose model is a stand-in, and the stand-in."""

    def make(*replies: Reply, timeout: float = 30.0, rewrite: str = "") -> tuple[Assistant, StandIn]:
        server = serve(*replies, rewrite=rewrite)
        return with_model(assistant, server.url, timeout=timeout), server

    return make
