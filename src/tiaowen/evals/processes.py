"""Cold start, first answer and peak memory: measured in processes of their own, beside bare imports."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from typing import NamedTuple

from tiaowen.evals.speed import Figure

IMPORTS = "import chromadb, jieba; jieba.initialize()"

_INSIDE = """\
import json, logging, time
start = time.perf_counter()
logging.disable()
{body}
elapsed = time.perf_counter() - start
from tiaowen.evals.timing import peak_memory
print(json.dumps([elapsed, peak_memory()]))
"""
_FIRST = "from tiaowen import Assistant\nAssistant.from_settings().ask({question!r})"


class _Costs(NamedTuple):
    seconds: float
    memory: float


def measure_processes(question: str, *, times: int = 5) -> tuple[Figure, ...]:
    """Return cold start, first answer and peak memory, the medians of ``times`` runs taken in turns with the floor.

    The children read the settings of this process' environment; the index has to be built.
    """
    command, bare = ["-m", "tiaowen", "ask", question], ["-c", IMPORTS]
    first, imports = _FIRST.format(question=question), IMPORTS
    for arguments in (command, bare):  # once unmeasured, so that the files are in memory
        _wall(arguments)
    cold, cold_floor, answered, imported = [], [], [], []
    for _ in range(times):
        cold.append(_wall(command))
        cold_floor.append(_wall(bare))
        answered.append(_inside(first))
        imported.append(_inside(imports))
    rows = (
        ("冷启动 tiaowen ask", "秒", cold, cold_floor),
        ("进程内第一个回答", "秒", [c.seconds for c in answered], [c.seconds for c in imported]),
        ("内存峰值", "MB", [c.memory for c in answered], [c.memory for c in imported]),
    )
    return tuple(
        Figure(
            what=what,
            value=statistics.median(values),
            unit=unit,
            floor=f"只导入：{IMPORTS}",
            floor_value=statistics.median(floors),
        )
        for what, unit, values, floors in rows
    )


def _wall(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return time.perf_counter() - start


def _inside(body: str) -> _Costs:
    run = subprocess.run([sys.executable, "-c", _INSIDE.format(body=body)], check=True, capture_output=True, text=True)
    seconds, memory = json.loads(run.stdout.splitlines()[-1])
    return _Costs(seconds, memory)
