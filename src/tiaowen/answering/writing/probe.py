"""Whether a model server answers, and how fast."""

from __future__ import annotations

import time

from langchain_core.messages import HumanMessage

from tiaowen.answering.writing import failures
from tiaowen.answering.writing.client import ModelClient
from tiaowen.domain import Value
from tiaowen.errors import ModelUnavailableError

_ASKS = "请只回答两个字：收到"


class Probe(Value):
    """What came of asking a model server: seconds to the first words and to the whole, or why none came."""

    first: float | None = None
    whole: float | None = None
    problem: str | None = None

    @property
    def answers(self) -> bool:
        """Whether the server answered."""
        return self.problem is None


def probe_model(client: ModelClient, *, timeout: float) -> Probe:
    """Return how ``client`` answers a question of two characters within ``timeout`` seconds."""
    start, first = time.monotonic(), None
    try:
        for words in client.stream([HumanMessage(_ASKS)], deadline=start + timeout):
            if words and first is None:
                first = time.monotonic() - start
    except ModelUnavailableError as error:
        return Probe(problem=str(error))
    if first is None:
        return Probe(problem=failures.EMPTY)
    return Probe(first=round(first, 2), whole=round(time.monotonic() - start, 2))
