"""A text → draft rules: its quantities, each with the metric whose name stands nearest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from tiaowen.corpus.rules import Role
from tiaowen.corpus.terms import Metric, Terms
from tiaowen.domain import Address, Article, Part, Value
from tiaowen.quantities import Mention, Quantity, find_quantities, is_comparable, same_quantity

_SENTENCE = re.compile(r"[^。；;\n]+")
_MARK = re.compile(r"\s*(?:[（(][^（）()]{1,3}[）)]|[0-9]{1,2}[、.．])\s*")  # of an item; no quote begins with it
_PAUSES, _LISTED = "，,：:", "，,：:、"
_CONDITION = re.compile(r"条件[：:]|具备[^。]{0,12}条件|[应须]当?具[备有]")
_GIVEN = re.compile(r"给予|资助|奖励|补助|补贴|扶持")
_SOFT = re.compile(r"一般|原则上")
# The first whose words stand in the sentence; conditions of eligibility are known by their article.
_ROLES = (
    (Role.SANCTION, re.compile(r"撤销|撤消|取消|摘牌|不得(?:再|重新)|整改")),
    (Role.EVALUATION, re.compile(r"评估|评价|考核|考评")),
    (Role.GOVERNANCE, re.compile(r"委员会|主任|理事会")),
    (Role.VALIDITY, re.compile(r"施行|有效期|试行期")),
    (Role.DEADLINE, re.compile(r"[日月底]前|之前|期限|工作日内")),
)


class Proposal(Value):
    """A draft of one rule: where, in which words, and what it may measure."""

    at: Address
    quote: str
    role: Role
    metric: str
    quantity: Quantity
    soft: bool


class Unnamed(Value):
    """A quantity that no known metric is the name of, with what stands around it."""

    at: Address
    words: str


class _Named(NamedTuple):
    start: int
    end: int
    metric: Metric


def propose_rules(articles: Sequence[Article], terms: Terms) -> tuple[Proposal | Unnamed, ...]:
    """Return a draft for every quantity of ``articles`` whose metric ``terms`` can name, and the others as they are."""
    names = {name: metric for metric in terms.metrics for name in (metric.name, *metric.aliases)}
    pattern = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))) or r"(?!)")
    drafts: list[Proposal | Unnamed] = []
    for article in articles:
        for part in article.parts():
            own = _MARK.sub("", part.own, count=1) if part.address.steps else part.own
            for sentence in _SENTENCE.findall(own):
                named = [_Named(*match.span(), names[match[0]]) for match in pattern.finditer(sentence)]
                drafts += _propose(sentence, part, article, named)
    return tuple(drafts)


def _propose(sentence: str, part: Part, article: Article, named: Sequence[_Named]) -> Iterator[Proposal | Unnamed]:
    """Yield what becomes of the quantities of ``sentence``; those inside the quote of another draft need no name."""
    quotes: list[str] = []
    nameless: list[str] = []
    for mention in find_quantities(sentence):
        nearest = _find_nearest(sentence, mention, named) if mention.quantity.unit else None
        quote = _cut(sentence, mention, nearest) if nearest else ""
        read = [other.quantity for other in find_quantities(quote)]
        if nearest is None or not any(same_quantity(mention.quantity, quantity) for quantity in read):
            nameless.append(_clause(sentence, mention.start, mention.end, _PAUSES))
            continue
        quotes.append(quote)
        yield Proposal(
            at=part.address,
            quote=quote,
            role=_guess_role(sentence, mention, part, article),
            metric=nearest.metric.name,
            quantity=mention.quantity,
            soft=bool(_SOFT.search(quote)),
        )
    for words in dict.fromkeys(nameless):
        if not any(words in quote for quote in quotes):
            yield Unnamed(at=part.address, words=words)


def _find_nearest(sentence: str, mention: Mention, named: Sequence[_Named]) -> _Named | None:
    """Return the metric named nearest to the quantity that is measured in its unit.

    In its own clause, or entry of a list, goes before elsewhere; before the quantity goes before after it.
    """
    unit = Quantity(low=Fraction(0), unit=mention.quantity.unit)
    fitting = [n for n in named if n.metric.unit and is_comparable(Quantity(low=Fraction(0), unit=n.metric.unit), unit)]
    start, end = _span(sentence, mention.start, mention.end, _LISTED)
    own = [n for n in fitting if start <= n.start and n.end <= end]
    for among in (own, fitting):
        before = [n for n in among if n.end <= mention.end]
        after = [n for n in among if n.start >= mention.end]
        if before or after:
            return before[-1] if before else after[0]
    return None


def _cut(sentence: str, mention: Mention, named: _Named) -> str:
    """Return the clauses of ``sentence`` from the metric to the quantity, an entry of a list by itself."""
    first, last = min(mention.start, named.start), max(mention.end, named.end)
    entry = _clause(sentence, first, last, _LISTED)
    alone = len(find_quantities(_clause(sentence, first, last, _PAUSES))) == 1
    return _clause(sentence, first, last, _PAUSES) if alone else entry


def _clause(sentence: str, first: int, last: int, pauses: str) -> str:
    start, end = _span(sentence, first, last, pauses)
    return sentence[start:end].strip()


def _span(sentence: str, first: int, last: int, pauses: str) -> tuple[int, int]:
    """Return where the clause that holds ``first`` to ``last`` begins and ends."""
    start = max(sentence.rfind(pause, 0, first) for pause in pauses) + 1
    ends = [end for pause in pauses if (end := sentence.find(pause, last)) >= 0]
    return start, min(ends, default=len(sentence))


def _guess_role(sentence: str, mention: Mention, part: Part, article: Article) -> Role:
    if mention.quantity.unit == "元" and _GIVEN.search(sentence):
        return Role.MONEY
    if article.annex or _CONDITION.search(part.lead or article.text[:60]):
        return Role.ELIGIBILITY
    return next((role for role, words in _ROLES if words.search(sentence)), Role.PROCEDURE)
