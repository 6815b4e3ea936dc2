"""The first check: every figure of a text stands in an article that it cites, or in the question.

It asks less than the rules will: not yet what a figure is of, or which comparator it has.
"""

from __future__ import annotations

from collections.abc import Iterable

from tiaowen.domain import Citation, ClaimOutcome, Verdict
from tiaowen.quantities import find_quantities


def check_figures(text: str, citations: Iterable[Citation], question: str) -> tuple[Verdict, ...]:
    """Return a verdict on every quantity in ``text``, in order.

    A quantity is supported by a cited place whose quote holds the same quantity, or by the question.
    """
    sources = [(str(c.address), c.label, find_quantities(c.quote)) for c in citations]
    asked = [m.quantity for m in find_quantities(question)]
    verdicts = []
    for mention in find_quantities(text):
        basis = next(
            ((a, label) for a, label, held in sources if any(h.quantity == mention.quantity for h in held)), None
        )
        if basis is not None:
            outcome, reason = ClaimOutcome.SUPPORTED, f"见{basis[1]}。"
        elif mention.quantity in asked:
            outcome, reason = ClaimOutcome.SUPPORTED, "问题里说的数。"
        else:
            outcome, reason = ClaimOutcome.UNSUPPORTED, "引用的条文里没有这个数。"
        verdicts.append(Verdict(text=mention.text, outcome=outcome, basis=basis[0] if basis else None, reason=reason))
    return tuple(verdicts)
