"""JSON schemas of the suites, and the first line by which an editor finds the schema of a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import TypeAdapter

from tiaowen.corpus.files import read_text
from tiaowen.evals.record import write_whole
from tiaowen.evals.suite import WRITTEN, WrittenName, suite_files, suite_type

FOLDER = "schemas"


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write the schema of every suite under the evals ``folder``, and the first line of every file without it.

    Returns the files that were changed.
    """
    changed = []
    for path, text in _wanted(folder):
        if not path.exists() or read_text(path) != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(text, path)
            changed.append(path)
    return tuple(changed)


def find_stale(folder: Path) -> tuple[Path, ...]:
    """Return the files under the evals ``folder`` that :func:`write_schemas` would change."""
    return tuple(path for path, text in _wanted(folder) if not path.exists() or read_text(path) != text)


def first_line(suite: WrittenName) -> str:
    """Return the first line of a file of ``suite``, without its end."""
    return f"# yaml-language-server: $schema=../{FOLDER}/{suite}.json"


def _wanted(folder: Path) -> Iterator[tuple[Path, str]]:
    for suite in WRITTEN:
        schema = TypeAdapter(suite_type(suite)).json_schema()
        schema |= {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"{suite} 的考题"}
        yield folder / FOLDER / f"{suite}.json", json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    for suite, path in suite_files(folder):
        text = read_text(path)
        head, _, rest = text.partition("\n")
        if head.startswith("# yaml-language-server:"):
            text = rest
        yield path, f"{first_line(suite)}\n{text}"
