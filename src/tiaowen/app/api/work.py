"""Work in threads: the event loop is never held up, and what is long holds up nothing but its like."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Generator, Iterator
from typing import TypeVar

from anyio import CancelScope, CapacityLimiter, to_thread

THREADS, WAITING = 40, 200

Result = TypeVar("Result")

_END = object()


class BusyError(Exception):
    """More is waiting than can be taken on."""


class Workers:
    """Threads of their own for calls of the assistant; the ones that serve files are never taken by them."""

    def __init__(self, threads: int = THREADS, waiting: int = WAITING) -> None:
        self._limiter = CapacityLimiter(threads)
        self._waiting = waiting

    async def run(self, call: Callable[[], Result]) -> Result:
        """Return what ``call`` returns; raise :class:`BusyError` where too many wait already."""
        if self._limiter.statistics().tasks_waiting >= self._waiting:
            raise BusyError
        return await to_thread.run_sync(call, limiter=self._limiter)

    async def each(self, start: Callable[[], Iterator[Result]]) -> AsyncGenerator[Result]:
        """Yield what the iterator of ``start`` yields, a thread being taken for each step only.

        The iterator is closed when the reader has gone: a model must not go on for nobody.
        """
        steps = await self.run(start)
        try:
            while (step := await self.run(lambda: next(steps, _END))) is not _END:
                yield step  # type: ignore[misc]  # whatever is not the end is a result
        finally:
            if isinstance(steps, Generator):
                with CancelScope(shield=True):
                    await to_thread.run_sync(steps.close)
