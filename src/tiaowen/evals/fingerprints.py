"""Fingerprints: short digests of all that decides the answers, so that a score says what it is a score of."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import tiaowen
from tiaowen.assistant import Assistant
from tiaowen.corpus.fingerprint import RULES, digest, digest_files, find_files
from tiaowen.evals.record import Fingerprints

_APART = {"app", "evals"}  # what shows answers and what scores them decides none


def find_fingerprints(assistant: Assistant, cases: Iterable[str]) -> Fingerprints:
    """Return the fingerprints of ``assistant`` and of ``cases``, each as JSON."""
    from tiaowen.retrieval.embedding import load_embeddings

    settings, package = assistant.settings, Path(tiaowen.__file__).parent
    code = [path for path in find_files(package, "*.py") if path.relative_to(package).parts[0] not in _APART]
    model = assistant.chat_model
    return Fingerprints(
        corpus=assistant.corpus.fingerprint,
        rules=digest_files(find_files(settings.corpus, RULES), settings.corpus),
        prompts=digest_files(find_files(settings.prompts, "*.md"), settings.prompts),
        embedding=load_embeddings(settings.embedding_model).fingerprint[:16],
        model="extractive" if model is None else str(getattr(model, "model_name", model._llm_type)),
        program=digest_files(code, package),
        cases=digest(case.encode() for case in cases),
    )
