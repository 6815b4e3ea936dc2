"""The fingerprint of the law: a short digest of all that is read as law, so that what rests on it can say which."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

RULES = "rules.yaml"
_BESIDE = {"checks.yaml", RULES}


def law_fingerprint(folder: Path) -> str:
    """Return the fingerprint of the texts, metadata and terms in the corpus ``folder``; its rules have their own."""
    return digest_files((path for path in find_files(folder, "*.yaml", "*.txt") if path.name not in _BESIDE), folder)


def find_files(folder: Path, *patterns: str) -> list[Path]:
    """Return the files under ``folder`` that fit one of ``patterns``, in order."""
    return sorted(path for pattern in patterns for path in folder.rglob(pattern))


def digest_files(paths: Iterable[Path], root: Path) -> str:
    """Return a digest of ``paths``, their names under ``root`` included: 16 hexadecimal digits."""
    return digest(part for path in paths for part in (path.relative_to(root).as_posix().encode(), path.read_bytes()))


def digest(parts: Iterable[bytes]) -> str:
    """Return a digest of ``parts``, told apart: 16 hexadecimal digits."""
    sha = hashlib.sha256()
    for part in parts:
        sha.update(len(part).to_bytes(8, "big") + part)
    return sha.hexdigest()[:16]
