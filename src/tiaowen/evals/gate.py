"""What the gate does, counted: behaviours by kind, written answers as a model's, and what the checking costs."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence

from tiaowen.assistant import Assistant
from tiaowen.domain import Value
from tiaowen.evals.behaviour import Played, play, play_claim
from tiaowen.evals.cases import ClaimCase
from tiaowen.evals.scripts import Script

PACE = 0.05
"""Seconds between two pieces of five characters where time is measured: what a model of middle size writes."""

Progress = Callable[[int, int], None]


class Overhead(Value):
    """Seconds, as medians over ``n`` right answers sent at a model's pace.

    ``first`` until the first verified words, ``after`` from the server's last byte to ours, ``whole`` all of it.
    """

    n: int
    first: float
    after: float
    whole: float


class GateReport(Value):
    """What came of the scripts and of the written answers, and what the gate costs."""

    scripts: tuple[Played, ...]
    claims: tuple[Played, ...]
    overhead: Overhead | None = None


def measure_gate(
    assistant: Assistant, scripts: Sequence[Script], claims: Sequence[ClaimCase], *, progress: Progress | None = None
) -> GateReport:
    """Return what comes of ``scripts`` and ``claims``, each sent by a stand-in server to the chain of ``assistant``."""
    paced = [script for script in scripts if script.kind == "right" and len(script.replies) == 1]
    total, done = len(scripts) + len(claims) + len(paced), 0

    def one(made: Played) -> Played:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, total)
        return made

    played = tuple(one(play(script, assistant)) for script in scripts)
    checked = tuple(one(play_claim(case, assistant)) for case in claims)
    timed = [one(play(_at_pace(script), assistant)) for script in paced]
    return GateReport(scripts=played, claims=checked, overhead=_overhead(timed))


def _at_pace(script: Script) -> Script:
    replies = tuple(reply.model_copy(update={"pace": PACE}) for reply in script.replies)
    return script.model_copy(update={"replies": replies})


def _overhead(timed: Sequence[Played]) -> Overhead | None:
    kept = [one for one in timed if one.answer.mode == "llm" and one.first]
    if not kept:
        return None
    return Overhead(
        n=len(kept),
        first=statistics.median(one.first for one in kept),
        after=statistics.median(max(0.0, one.whole - one.served) for one in kept),
        whole=statistics.median(one.whole for one in kept),
    )
