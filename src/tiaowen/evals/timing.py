"""Times and memory: how long calls took, how much a process had in use."""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from tiaowen.domain import Value

Asked = TypeVar("Asked")
Result = TypeVar("Result")


class Latency(Value):
    """Percentiles of ``n`` times, in milliseconds."""

    n: int
    p50: float
    p95: float
    p99: float


def to_latency(seconds: Sequence[float]) -> Latency:
    """Return the percentiles of ``seconds``, read between neighbours as numpy does.

    >>> to_latency([0.001, 0.002, 0.003])
    Latency(n=3, p50=2.0, p95=2.9, p99=2.98)
    """
    # one time has no neighbours to read between
    cuts = statistics.quantiles(seconds, n=100, method="inclusive") if len(seconds) > 1 else [*seconds] * 99
    p50, p95, p99 = (round(cuts[n - 1] * 1000, 6) for n in (50, 95, 99))
    return Latency(n=len(seconds), p50=p50, p95=p95, p99=p99)


def time_each(call: Callable[[Asked], Result], asked: Iterable[Asked]) -> tuple[tuple[Result, ...], Latency]:
    """Return what ``call`` gives for each of ``asked``, one after the other, and how long the calls took."""
    results, seconds = [], []
    for one in asked:
        start = time.perf_counter()
        results.append(call(one))
        seconds.append(time.perf_counter() - start)
    return tuple(results), to_latency(seconds)


def peak_memory() -> float:
    """Return the most memory this process has had in use so far, in MB."""
    with suppress(OSError):  # Linux; what getrusage says there begins with the memory of the parent process
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6
