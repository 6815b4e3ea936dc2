"""Claim × rules × cited articles × the asker's facts → a verdict with a reason that a citizen can read.

It fails closed: a figure that is told of the law and matches no provision of its scope is not supported.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address, Verdict
from tiaowen.rules.actors import find_other_actors
from tiaowen.rules.alternatives import find_alternatives
from tiaowen.rules.claims import read_facts, read_text
from tiaowen.rules.conclusions import find_conclusions
from tiaowen.rules.denials import find_denials
from tiaowen.rules.echoes import find_echoes
from tiaowen.rules.judging import judge_claims
from tiaowen.rules.law import Law
from tiaowen.rules.lists import find_altered_lists
from tiaowen.rules.places import find_misplaced
from tiaowen.rules.record import Finding, Record
from tiaowen.rules.statements import find_statements


def check_text(text: str, *, question: str = "", cited: Sequence[Address] = (), corpus: Corpus) -> tuple[Verdict, ...]:
    """Return a verdict on every claim in ``text``, in order.

    ``question`` is what the asker wrote; its figures are the asker's own. ``cited`` are the places that the text
    rests on besides those that it names.
    """
    findings = sorted(find_claims(text, question=question, cited=cited, corpus=corpus), key=lambda f: (f.start, f.end))
    return tuple(finding.verdict for finding in findings)


def accepts(verdicts: Sequence[Verdict]) -> bool:
    """Tell whether a text with ``verdicts`` may leave: every claim supported or derived, or none made."""
    return all(verdict.released for verdict in verdicts)


def find_claims(text: str, *, question: str, cited: Sequence[Address], corpus: Corpus) -> tuple[Finding, ...]:
    """Return the findings on ``text``, each with its place in it."""
    law = law_of(corpus)
    facts = read_facts(question, law)
    reads = read_text(text, question, cited, law, facts)
    record = Record(text, question, reads, facts, cited=cited, law=law)
    findings = tuple(judge_claims(record))
    return (
        *findings,
        *find_denials(record),
        *find_statements(record),
        *find_echoes(record),
        *find_other_actors(record),
        *find_altered_lists(record),
        *find_alternatives(record),
        *find_conclusions(record),
        *find_misplaced(record),
    )


@lru_cache(maxsize=4)
def law_of(corpus: Corpus) -> Law:
    """Return the provisions of ``corpus``, made once."""
    return Law(corpus)
