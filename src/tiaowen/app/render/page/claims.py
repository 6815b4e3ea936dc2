"""Claims with their verdicts: folded under an answer, and beside a text that is checked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tiaowen.app.render.outcomes import OUTCOMES
from tiaowen.app.render.page import words
from tiaowen.app.render.page.markup import button
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address, ClaimOutcome, Verdict
from tiaowen.errors import AddressError

_SILENT = frozenset({ClaimOutcome.UNSUPPORTED, ClaimOutcome.AMBIGUOUS})
_SHOWN = 60  # characters of a claim in a list


def checked_fold(corpus: Corpus, verdicts: Sequence[Verdict], *, goto: str, rewritten: str = "") -> str:
    """Return the fold under an answer: what was checked, what came of it, and where it is from."""
    if not verdicts and not rewritten:
        return ""
    meant = f"<p>{words.REWRITTEN}{escape(rewritten)}</p>" if rewritten else ""
    lines = "".join(f"<li>{claim_line(corpus, verdict, goto=goto)}</li>" for verdict in verdicts)
    body = f"<ul>{lines}</ul>" if verdicts else f"<p>{words.NOTHING_CHECKED}</p>"
    heading = f"{words.CHECKED}：{counted(verdicts)}" if verdicts else words.CHECKED
    return f'<details class="tw-fold tw-claims"><summary>{heading}</summary>{meant}{body}</details>'


def counted(verdicts: Sequence[Verdict]) -> str:
    """Return how many claims there are and how many are right, in words: 3 处说法，都有依据."""
    right = sum(verdict.released for verdict in verdicts)
    silent = sum(verdict.outcome in _SILENT for verdict in verdicts)
    wrong = len(verdicts) - right - silent
    if right == len(verdicts):
        return f"{right} 处说法，都有依据"
    found = ((right, "有依据"), (wrong, "不对"), (silent, "条文里没有"))
    return f"{len(verdicts)} 处说法，" + "，".join(f"{n} 处{word}" for n, word in found if n)


def claim_line(corpus: Corpus, verdict: Verdict, *, goto: str, number: str = "") -> str:
    """Return one claim: its words, the verdict, the reason, and a button to the place it rests on."""
    address = place_of(corpus, verdict.basis)
    chip = open_button(corpus, address, goto=goto) if address else ""
    text = " ".join(verdict.text.split())
    shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    mark = f'<b class="tw-count">{escape(number)}</b>' if number else ""
    badge = f'<b class="tw-badge tw-{tone(verdict.outcome)}">{OUTCOMES[verdict.outcome]}</b>'
    return (
        f'<p>{mark}{badge}<span class="tw-said" dir="auto">{escape(shown)}</span></p>'
        f'<p class="tw-reason">{escape(verdict.reason)}{chip}</p>'
    )


def open_button(corpus: Corpus, address: Address, *, goto: str, text: str = words.OPEN_ARTICLE) -> str:
    """Return a button that opens the place at ``address`` in the element ``goto``."""
    label = f"{words.OPEN_ARTICLE}：{corpus.label(address)}"
    return button("open", str(address), escape(text), goto=goto, style="tw-link", aria_label=label)


def tone(outcome: ClaimOutcome) -> str:
    """Return the tone of ``outcome``: right, wrong, or not in the texts (open)."""
    if outcome in {ClaimOutcome.SUPPORTED, ClaimOutcome.DERIVED}:
        return "right"
    return "open" if outcome in _SILENT else "wrong"


def place_of(corpus: Corpus, basis: str | None) -> Address | None:
    """Return the place of a ``basis``, the id of a rule or an address; None where there is none."""
    rule = next((rule for rule in corpus.rules if rule.id == basis), None) if basis else None
    if rule or not basis:
        return rule.at if rule else None
    try:
        address = Address.parse(basis)
    except AddressError:
        return None
    return address if corpus.article(address) else None
