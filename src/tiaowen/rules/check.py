"""The first check: every figure of a text stands in a place that it cites, or in the question.

It asks less than the rules will: not yet what a figure is of.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from tiaowen.domain import Citation, ClaimOutcome, Verdict
from tiaowen.quantities import Quantity, find_quantities, to_base


class Evidence(NamedTuple):
    """The quantities that a text may state: those of its citations, and those that the asker named."""

    cited: tuple[tuple[Citation, frozenset[Quantity]], ...]
    said: frozenset[Quantity]


def find_evidence(citations: Iterable[Citation], said: str) -> Evidence:
    """Return the quantities in the quotes of ``citations`` and in ``said``, the words of the asker."""
    cited = tuple((citation, frozenset(quantities_in(citation.quote))) for citation in citations)
    return Evidence(cited, frozenset(quantities_in(said)))


def check_figures(text: str, evidence: Evidence) -> tuple[Verdict, ...]:
    """Return a verdict on every quantity in ``text``, in order: supported where ``evidence`` holds the same one."""
    return tuple(_judge(mention.text, to_base(mention.quantity), evidence) for mention in find_quantities(text))


@lru_cache(maxsize=8192)
def quantities_in(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of ``text`` in base units; remembered, since the same articles are read every time."""
    return tuple(to_base(mention.quantity) for mention in find_quantities(text))


def _judge(words: str, quantity: Quantity, evidence: Evidence) -> Verdict:
    basis = next((citation for citation, held in evidence.cited if quantity in held), None)
    if basis is not None:
        return Verdict(
            text=words, outcome=ClaimOutcome.SUPPORTED, basis=str(basis.address), reason=f"见{basis.label}。"
        )
    if quantity in evidence.said:
        return Verdict(text=words, outcome=ClaimOutcome.SUPPORTED, reason="问题里说的数。")
    return Verdict(text=words, outcome=ClaimOutcome.UNSUPPORTED, reason="引用的条文里没有这个数。")
