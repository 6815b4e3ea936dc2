"""A text read for judging, as the checker reads it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tiaowen.corpus.load import Corpus
from tiaowen.rules.check import law_of
from tiaowen.rules.claims import read_facts, read_text
from tiaowen.rules.judging import judge_claims
from tiaowen.rules.record import Finding, Record


@pytest.fixture(scope="session")
def read_record(corpus: Corpus) -> Callable[..., Record]:
    """Return a function that reads a text, and the question it answers, on the corpus of the repository."""

    def read(text: str, question: str = "") -> Record:
        law = law_of(corpus)
        facts = read_facts(question, law)
        return Record(text, question, read_text(text, question, (), law, facts), facts, cited=(), law=law)

    return read


@pytest.fixture(scope="session")
def judge_figures(read_record: Callable[..., Record]) -> Callable[..., tuple[Finding, ...]]:
    """Return a function that judges the figures of a text, and nothing else of it."""

    def judge(text: str, question: str = "") -> tuple[Finding, ...]:
        return tuple(judge_claims(read_record(text, question)))

    return judge
