"""Which quantities of the corpus no rule quotes: the list is empty where every fact is a rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import plain
from tiaowen.domain import Address
from tiaowen.quantities import find_quantities


class Uncovered(NamedTuple):
    """A quantity that no rule quotes: its place, its ``words``, and ``around``, a little of what stands around them."""

    address: Address
    words: str
    around: str


def find_uncovered(corpus: Corpus) -> Iterator[Uncovered]:
    """Yield every quantity of the corpus that neither a rule nor an exemption quotes, white space left out."""
    for regulation in corpus.regulations:
        for article in regulation.articles:
            quotes = [plain(rule.quote) for rule in corpus.rules if rule.at.whole == article.address]
            quotes += [plain(words.quote) for words in corpus.exemptions if words.at.whole == article.address]
            for part in article.parts():
                yield from (Uncovered(part.address, *found) for found in _uncovered(part.own, quotes))


def _uncovered(text: str, quotes: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the quantities of ``text`` that lie outside every quote, each with what stands around it."""
    whole = plain(text)
    covered = [(start, start + len(quote)) for quote in quotes for start in _starts(whole, quote)]
    for mention in find_quantities(text):
        start = len(plain(text[: mention.start]))
        end = start + len(plain(mention.text))
        if not any(low <= start and end <= high for low, high in covered):
            yield whole[start:end], whole[max(0, start - 12) : end + 6]


def _starts(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)
