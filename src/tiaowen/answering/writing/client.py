"""Requests to a chat model: one loop for all, bounded in number, time and length, ended as soon as nobody reads.

A request runs in an event loop of its own thread, because only there can one that hangs be stopped at once.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncGenerator, Callable, Generator, Sequence
from contextlib import aclosing
from functools import lru_cache
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from tiaowen.answering.writing import failures
from tiaowen.errors import ModelUnavailableError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

PULSE = 0.5
"""Seconds after which whoever waits for words is told that there are none yet, and may leave."""

_TRIES = 3  # requests where the server asks to be asked again
_ENDED = frozenset({"stop", "eos", "end_turn", "eos_token"})

Put = Callable[["str | ModelUnavailableError | None"], None]


class ModelClient:
    """Asks ``model``: at most ``concurrency`` requests at a time, at most ``longest`` characters from each."""

    def __init__(self, model: BaseChatModel, *, concurrency: int = 4, longest: int = 12_000) -> None:
        self.model = model
        self._longest = longest
        self._free = asyncio.Semaphore(concurrency)

    def stream(self, messages: Sequence[BaseMessage], *, deadline: float) -> Generator[str, None, None]:
        """Yield what the model writes, as it comes; empty words where nothing came for half a second.

        ``deadline`` is in the time of :func:`time.monotonic`. Closing the iterator ends the request. Raises
        :class:`~tiaowen.errors.ModelUnavailableError` where the answer does not come whole.
        """
        came: SimpleQueue[str | ModelUnavailableError | None] = SimpleQueue()
        request = asyncio.run_coroutine_threadsafe(self._request(messages, came.put, deadline), _loop())
        try:
            while True:
                try:
                    item = came.get(timeout=PULSE)
                except Empty:
                    yield ""
                    continue
                if item is None:
                    return
                if isinstance(item, ModelUnavailableError):
                    raise item
                yield item
        finally:
            request.cancel()

    async def _request(self, messages: Sequence[BaseMessage], put: Put, deadline: float) -> None:
        waiting = True
        try:
            async with asyncio.timeout(max(0.0, deadline - time.monotonic())), self._free:
                waiting = False
                await self._ask(messages, put, deadline)
            put(None)
        except TimeoutError as error:
            put(ModelUnavailableError(failures.BUSY if waiting else failures.explain(error)))
        except ModelUnavailableError as error:
            put(error)
        except Exception as error:  # noqa: BLE001  whatever a model raises, the asker gets the composed answer
            put(ModelUnavailableError(failures.explain(error)))

    async def _ask(self, messages: Sequence[BaseMessage], put: Put, deadline: float) -> None:
        for left in reversed(range(_TRIES)):
            try:
                await self._pass_on(messages, put)
            except Exception as error:
                wait = failures.retry_after(error)
                if not left or wait is None or time.monotonic() + wait >= deadline:
                    raise
                await asyncio.sleep(wait)
            else:
                return

    async def _pass_on(self, messages: Sequence[BaseMessage], put: Put) -> None:
        """Put what the model writes; a server that does not stream is asked again for the whole."""
        length, reading = 0, _Reading()
        async with aclosing(self._chunks(messages, reading)) as chunks:
            async for words in chunks:
                length += len(words)
                if length > self._longest:
                    raise ModelUnavailableError(failures.ENDLESS)
                put(words)
        reading.see_end()

    async def _chunks(self, messages: Sequence[BaseMessage], reading: _Reading) -> AsyncGenerator[str, None]:
        began = False
        try:
            async with aclosing(self.model.astream(messages)) as chunks:  # type: ignore[type-var]  # it is a generator
                async for chunk in chunks:
                    began = True
                    yield reading.read(chunk)
        except ValueError as error:  # LangChain's word for a reply without any event
            if began or "No generation" not in str(error):
                raise
            yield reading.read(await self.model.ainvoke(messages))


class _Reading:
    """What the pieces of a reply say of it besides its words."""

    def __init__(self) -> None:
        self._finish: str | None = None
        self._tells = False

    def read(self, message: BaseMessage) -> str:
        """Return the words of ``message``; raise where it is a call of a tool."""
        metadata = message.response_metadata
        self._tells = self._tells or "model_provider" in metadata
        self._finish = metadata.get("finish_reason") or self._finish
        calls = getattr(message, "tool_call_chunks", None) or getattr(message, "tool_calls", None)
        if calls or self._finish in {"tool_calls", "function_call"}:
            raise ModelUnavailableError(failures.TOOLS)
        return message.text

    def see_end(self) -> None:
        """Raise where the reply ended before it was whole."""
        if self._finish == "length":
            raise ModelUnavailableError(failures.ENDLESS)
        if self._finish == "content_filter":
            raise ModelUnavailableError(failures.FILTERED)
        if self._tells and self._finish not in _ENDED:
            raise ModelUnavailableError(failures.CUT_OFF)


@lru_cache(maxsize=1)
def _loop() -> asyncio.AbstractEventLoop:
    """Return the loop in which requests run; its thread ends with the program."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="tiaowen-model", daemon=True).start()
    return loop
