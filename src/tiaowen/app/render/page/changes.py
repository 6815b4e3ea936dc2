"""What to change, in words."""

from __future__ import annotations

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import plain
from tiaowen.quantities import Quantity, format_quantity
from tiaowen.rules.nearest import Change
from tiaowen.rules.shortfall import word_share


def change_words(corpus: Corpus, change: Change) -> str:
    """Return ``change`` as a sentence: 研发人员：再增3人，到10人."""
    if change.target is None or change.gap is None or change.kind == "do":
        quotes = [plain(rule.quote) for rule in corpus.rules if rule.id in change.rules]
        return f"{change.metric}：做到“{'；'.join(quotes)}”"
    target, gap = _figure(change.target), _figure(change.gap, gap=True)
    if change.kind == "wait":
        return f"{change.metric}：再过{gap}，满{target}"
    if change.kind == "lower":
        return f"{change.metric}：减{gap}，到{target}" + ("以下" if change.strict else "")
    verb = "再增" if change.target.unit != "%" else "提高"
    until = "超过" if change.strict and change.kind != "hire" else "到"
    return f"{change.metric}：{verb}{gap}，{until}{target}"


def _figure(quantity: Quantity, *, gap: bool = False) -> str:
    if quantity.unit == "%":
        share = word_share(quantity)
        return share.removesuffix("%") + "个百分点" if gap else share
    whole = quantity.low is not None and quantity.unit == "个月" and quantity.low % 12 == 0
    if whole and quantity.low is not None:
        years = quantity.low / 12
        return format_quantity(Quantity(low=years, high=years, unit="年"))
    return format_quantity(quantity)
