"""A server in a process of its own, as a person starts it, and how long it takes until the page answers."""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import httpx

from tiaowen.errors import TiaowenError
from tiaowen.evals.speed import Figure

IMPORT = "import gradio"

_LONGEST = 120.0  # seconds to wait for the page
_PAUSE = 0.02


@contextmanager
def served(settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """Yield the address of ``tiaowen serve``, once its page answers; ``settings`` are further ``TIAOWEN_*`` variables.

    Raises :class:`~tiaowen.errors.TiaowenError` where it does not start.
    """
    port = free_port()
    command = [sys.executable, "-m", "tiaowen", "serve", "--no-open", "--port", str(port)]
    environment = os.environ | dict(settings or {})
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            url = f"http://127.0.0.1:{port}"
            wait_for_page(url, server)
            yield url
        finally:
            server.send_signal(signal.SIGINT)


def measure_start(*, times: int = 5) -> Figure:
    """Return how long it takes from ``tiaowen serve`` to the page answering, beside importing Gradio.

    The medians of ``times``, taken in turns; the first of each is not counted, so that the files are in memory.
    """
    seconds, floors = [], []
    for _ in range(times + 1):
        start = time.perf_counter()
        with served():
            seconds.append(time.perf_counter() - start)
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", IMPORT], check=True, capture_output=True)
        floors.append(time.perf_counter() - start)
    return Figure(
        what="tiaowen serve 到网页打开",
        value=statistics.median(seconds[1:]),
        unit="秒",
        floor=f"只导入：{IMPORT}",
        floor_value=statistics.median(floors[1:]),
    )


def wait_for_page(url: str, server: subprocess.Popen[bytes]) -> None:
    """Return once the page at ``url`` answers; raise where ``server`` ends before, or takes too long."""
    deadline = time.monotonic() + _LONGEST
    with httpx.Client(trust_env=False, timeout=_LONGEST) as http:
        while server.poll() is None and time.monotonic() < deadline:
            try:
                if http.get(url).is_success:
                    return
            except httpx.TransportError:
                time.sleep(_PAUSE)
    raise TiaowenError(f"{url} 的服务没有起来。请先运行 tiaowen serve 看是什么原因。")


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
