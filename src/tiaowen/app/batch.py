"""Batches: lines of JSON in, a line of JSON out for each, the broken ones reported and the others answered."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from tiaowen.app.render import terminal
from tiaowen.assistant import Assistant
from tiaowen.errors import TiaowenError


def write_batch(
    lines: list[bytes], out: Path | None, to_line: Callable[[dict[str, Any], object], str], bad: str
) -> None:
    """Write a line of JSON for each of ``lines``: what ``to_line`` makes of it, or what was wrong with that line."""
    with nullcontext(sys.stdout) if out is None else out.open("w", encoding="utf-8") as file:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            request = _read_object(line)
            id_ = request.get("id")
            try:
                written = to_line(request, id_)
            except TiaowenError as error:
                written = terminal.error_record(id_, number, str(error))
            except BadLineError:
                written = terminal.error_record(id_, number, bad)
            except Exception as error:  # noqa: BLE001  one case must not end the batch; its line says what went wrong
                written = terminal.error_record(id_, number, terminal.crash(error))
            file.write(written + "\n")


class BadLineError(Exception):
    """A line of a batch that is not what the command takes."""


def _read_object(line: bytes) -> dict[str, Any]:
    """Return the object of JSON in ``line``; an empty one where it holds none."""
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def answer_line(request: dict[str, Any], id_: object, assistant: Assistant) -> str:
    turns = request.get("turns")
    if not isinstance(turns, list) or not all(isinstance(turn, str) for turn in turns):
        raise BadLineError
    return terminal.answer_record(assistant.ask(turns), id_)


def verdict_line(request: dict[str, Any], id_: object, assistant: Assistant) -> str:
    answer, question, cited = request.get("answer"), request.get("question") or "", request.get("cited") or []
    if not isinstance(answer, str) or not isinstance(question, str) or not isinstance(cited, list):
        raise BadLineError
    if not all(isinstance(place, str) for place in cited):
        raise BadLineError
    return terminal.verdicts_record(assistant.verify(answer, question, cited), id_)


def read_bytes(path: Path) -> bytes:
    return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
