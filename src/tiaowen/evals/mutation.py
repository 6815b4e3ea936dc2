"""Claims made from the rules, right and wrong ones, as cases for the checker."""

from __future__ import annotations

import hashlib

from tiaowen.corpus.load import Corpus
from tiaowen.evals.cases import ClaimCase
from tiaowen.evals.generate import Claim, generate_claims


def generate_mutations(corpus: Corpus, *, seed: int, wrong: int = 2400, right: int = 800) -> tuple[ClaimCase, ...]:
    """Return at most ``wrong`` and ``right`` claims made from the rules of ``corpus``; the same seed, the same cases.

    The id of a case is made from its words, so that it is the same case in every run that has it.
    """
    claims = generate_claims(corpus, seed=seed, wrong=wrong, right=right)
    return tuple(map(_to_case, claims))


def _to_case(claim: Claim) -> ClaimCase:
    words = "\n".join((claim.question, claim.text, *map(str, claim.cited)))
    return ClaimCase(
        id=f"m-{hashlib.sha256(words.encode()).hexdigest()[:12]}",
        kind=f"{'right' if claim.right else 'wrong'}_{claim.kind.replace(' ', '_')}",
        source=claim.rule,
        question=claim.question,
        answer=claim.text,
        cited=claim.cited,
        label="accept" if claim.right else "reject",
    )
