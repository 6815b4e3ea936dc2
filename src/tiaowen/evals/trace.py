"""What an answer was drawn from: the parts of articles that the chain read, as its retrieval step gives them out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.tracers.context import register_configure_hook

from tiaowen.answering.chain import Found
from tiaowen.domain import Address
from tiaowen.evals.record import Ranked


class Listener(BaseCallbackHandler):
    """Keeps what the retrieval step of the chain brought."""

    raise_error = True

    def __init__(self) -> None:
        self.found: Found | None = None

    def on_chain_end(self, outputs: Any, **_: Any) -> None:
        """Keep ``outputs`` where they are those of the retrieval step."""
        if isinstance(outputs, Found):
            self.found = outputs

    def passages(self, limit: int) -> tuple[Ranked, ...]:
        """Return at most ``limit`` parts, best first; of a part that several clauses brought, its best score."""
        best: dict[Address, float] = {}
        for _, passages in self.found.clauses if self.found else ():
            for passage in passages:
                best[passage.address] = max(passage.score, best.get(passage.address, 0.0))
        ranked = sorted(best.items(), key=lambda pair: -pair[1])  # stable: ties keep the order in which they came
        return tuple(Ranked(address=address, score=round(score, 6)) for address, score in ranked[:limit])


_LISTENER: ContextVar[Listener | None] = ContextVar("tiaowen_listener", default=None)
register_configure_hook(_LISTENER, inheritable=True)


@contextmanager
def listening() -> Iterator[Listener]:
    """Listen to the chain while the context lasts."""
    listener = Listener()
    token = _LISTENER.set(listener)
    try:
        yield listener
    finally:
        _LISTENER.reset(token)
