"""How many a share comes to of the number that the asker tells: 30个职工，科研人员最少要几个."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from tiaowen.answering.draft import Draft, Notes, word_rule
from tiaowen.answering.spots import CLAUSE
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Rule
from tiaowen.corpus.terms import Metric
from tiaowen.quantities import COUNTS, Mention, Quantity, find_quantities, format_quantity
from tiaowen.quantities.view import to_view
from tiaowen.rules.check import law_of

_ASKS = re.compile(
    r"(?:最[多少高低]|至[多少]|起码|顶多|不[能得]?超过|上限|下限|撑死|得|要|可以?|能).{0,12}(?:几|多少)|(?:几|多少)(?:个|人|名|家|位|席)|是几"
)
_HAS = re.compile(r"够|符合|行[吗不么]|达标|可以[吗不么]")
_LEAST = 2  # of one there are no parts


def compose_portion(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft of what a share of the law comes to of a number told; None where none is asked for."""
    text = to_view(query.search).text
    totals = [mention for mention in find_quantities(text) if _is_total(mention, text)]
    if len(totals) != 1 or not _ASKS.search(query.text) or _HAS.search(query.text):
        return None
    notes = Notes(corpus)
    lines = [_line(rule, totals[0], notes) for rule in _shares(text, query, corpus)]
    if not lines:
        return None
    return Draft(text="\n\n".join(lines), status="verified", citations=notes.citations)


_TIMES = frozenset({"次", "届"})  # of which nothing is a share


def _is_total(mention: Mention, text: str) -> bool:
    """Tell whether a number of people or things is told, and not asked for or told of a rank."""
    quantity = mention.quantity
    low = quantity.low
    counted = quantity.unit in COUNTS - _TIMES and quantity.is_point and low is not None and low >= _LEAST
    return counted and text[max(0, mention.start - 1) : mention.start] != "第"


def _shares(text: str, query: Query, corpus: Corpus) -> Iterator[Rule]:
    """Yield the shares of which a number is asked, in the order in which they are asked for."""
    metrics = {metric.name: metric for metric in corpus.terms.metrics}
    law, grades = law_of(corpus), query.cases.get("grade", ())
    seen: set[tuple[str, str]] = set()
    for clause in CLAUSE.finditer(text):
        if not _ASKS.search(clause[0]):
            continue
        named = {name for match in law.words.said_in(clause[0]) for name in match.values}
        named |= {m.name for m in metrics.values() if m.part in named}
        for rule in corpus.rules:
            told = rule.metric in named or any(f"{g}占比" == rule.metric and g in clause[0] for g in grades)
            key = rule.at.regulation, rule.metric
            if told and key not in seen and _is_share(rule, metrics) and _applies(rule, query):
                seen.add(key)
                yield rule


def _is_share(rule: Rule, metrics: Mapping[str, Metric]) -> bool:
    """Tell whether ``rule`` lays down a share of people or things; of money none is counted."""
    metric = metrics.get(rule.metric)
    part = metrics.get(metric.part or "") if metric else None
    return isinstance(rule.value, Quantity) and rule.value.unit == "%" and not (part and part.unit == "元")


def _applies(rule: Rule, query: Query) -> bool:
    return rule.at.regulation in query.regulations and (
        not query.platforms or bool(set(query.platforms) & set(rule.platforms))
    )


def _line(rule: Rule, total: Mention, notes: Notes) -> str:
    value, whole = rule.value, total.quantity
    assert isinstance(value, Quantity)
    assert whole.low is not None
    least = value.low is not None
    share = (value.low if least else value.high) or Fraction(0)
    exact = whole.low * share / 100
    if least:
        number = math.floor(exact) + 1 if value.low_open else math.ceil(exact)
    else:
        number = math.ceil(exact) - 1 if value.high_open else math.floor(exact)
    result = format_quantity(Quantity(low=Fraction(number), high=Fraction(number), unit=whole.unit))
    shown = f"{float(share):g}%" if share.denominator == 1 else f"{share / 100}"
    sum_ = f"{format_quantity(whole)}×{shown}＝{float(exact):.4g}"
    bound = "至少" if least else "最多"
    return f"{bound}**{result}**：{word_rule(rule)}{notes.mark_rule(rule)}，{sum_}。"
