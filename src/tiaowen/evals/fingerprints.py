"""Fingerprints: short digests of all that decides the answers, so that a score says what it is a score of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import tiaowen
from tiaowen.assistant import Assistant
from tiaowen.evals.record import Fingerprints

_RULES = "rules.yaml"
_BESIDE = {"checks.yaml", _RULES}
_APART = {"app", "evals"}  # what shows answers and what scores them decides none


def find_fingerprints(assistant: Assistant, cases: Iterable[str]) -> Fingerprints:
    """Return the fingerprints of ``assistant`` and of ``cases``, each as JSON."""
    from tiaowen.retrieval.embedding import load_embeddings

    settings, package = assistant.settings, Path(tiaowen.__file__).parent
    code = [path for path in _files(package, "*.py") if path.relative_to(package).parts[0] not in _APART]
    model = assistant.chat_model
    return Fingerprints(
        corpus=law_fingerprint(settings.corpus),
        rules=_of_files(_files(settings.corpus, _RULES), settings.corpus),
        prompts=_of_files(_files(settings.prompts, "*.md"), settings.prompts),
        embedding=load_embeddings(settings.embedding_model).fingerprint[:16],
        model="extractive" if model is None else model._llm_type,
        program=_of_files(code, package),
        cases=_digest(case.encode() for case in cases),
    )


def law_fingerprint(folder: Path) -> str:
    """Return the fingerprint of the texts, metadata and terms in the corpus ``folder``; its rules have their own."""
    return _of_files((path for path in _files(folder, "*.yaml", "*.txt") if path.name not in _BESIDE), folder)


def _files(folder: Path, *patterns: str) -> list[Path]:
    return sorted(path for pattern in patterns for path in folder.rglob(pattern))


def _of_files(paths: Iterable[Path], root: Path) -> str:
    return _digest(part for path in paths for part in (path.relative_to(root).as_posix().encode(), path.read_bytes()))


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:16]
