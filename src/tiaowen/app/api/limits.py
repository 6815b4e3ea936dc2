"""What guards the interface: how large a request may be and how often a client may ask; faults that answer in words."""

from __future__ import annotations

import logging
import math

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tiaowen.app.api.problems import TOO_LARGE, TOO_OFTEN, respond, to_problem, to_response
from tiaowen.app.api.rates import RateLimiter, client_key
from tiaowen.app.render.api import words
from tiaowen.errors import for_log

API = "/api"
_GUARDED = (API, "/gradio_api/mcp", "/gradio_api/run", "/gradio_api/api", "/gradio_api/call")
PAGE_BODY = 4 * 1024 * 1024  # what the page itself sends, a whole conversation with it
_BODILESS = frozenset({"GET", "HEAD", "OPTIONS"})

_log = logging.getLogger(__name__)


class Limits:
    """Lets a request through where it is neither too large nor one too many.

    ``max_body`` bytes and ``rate`` hold for the interface and the tools; the page, which nobody can use as quickly,
    has a larger body and no rate.
    """

    def __init__(self, app: ASGIApp, *, max_body: int, rate: RateLimiter) -> None:
        self.app = app
        self.max_body = max_body
        self.rate = rate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 429 or 413, or pass the request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        guarded = is_guarded(scope["path"])
        wait = self.rate.take(client_key((scope.get("client") or ("",))[0])) if guarded else 0.0
        if wait:
            seconds = math.ceil(wait)
            response = respond(TOO_OFTEN, words.too_often(seconds), {"Retry-After": str(seconds)})
            await response(scope, receive, send)
            return
        if scope["method"] in _BODILESS:
            await self.app(scope, receive, send)
            return
        limit = self.max_body if guarded else max(self.max_body, PAGE_BODY)
        body = await _read(scope, receive, limit)
        if body is None:
            # the rest is not read: the connection cannot be used again
            response = respond(TOO_LARGE, words.too_large(limit), {"Connection": "close"})
            await response(scope, receive, send)
            return
        await self.app(scope, _replay(body, receive), send)


class Failures:
    """Answers 500 where the application raises: the log has the way there, without anybody's words."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and answer for what it raises."""
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, sending)
        except Exception as error:  # noqa: BLE001 - the last place where a fault can become an answer
            _log.error("A request failed: %s", for_log(error))
            if started:
                raise ConnectionError("The response was cut short.") from None
            problem, headers = to_problem(error)
            await to_response(problem, headers)(scope, receive, send)


def is_guarded(path: str) -> bool:
    """Tell whether ``path`` is one of the interface or of the tools, in whichever way Gradio offers these.

    >>> is_guarded("/api/ask"), is_guarded("/gradio_api/mcp/"), is_guarded("/apiary")
    (True, True, False)
    """
    return any(path == root or path.startswith(f"{root}/") for root in _GUARDED)


async def _read(scope: Scope, receive: Receive, limit: int) -> bytes | None:
    """Return the body, announced in advance or not; None where it is more than ``limit`` bytes."""
    announced = Headers(scope=scope).get("content-length", "")
    if announced.isdecimal() and int(announced) > limit:
        return None
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":  # the client has gone; what it had begun is not worth an answer
            return bytes(body)
        body += message.get("body", b"")
        if len(body) > limit:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Return a ``receive`` that gives ``body`` and then whatever still comes."""
    given = False

    async def replaying() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replaying
