"""Which articles a model is given, and how much of each: whole where they fit, else by item, never within a rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tiaowen.answering.select import split_sentences
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import plain
from tiaowen.domain import Address, Part

_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_MOST = 8  # articles; what ranks below is noise
_OMITTED = "（以下略去一部分）"


class Source(NamedTuple):
    """An article as the model is given it: its ``number`` there, and how much of the text."""

    number: int
    address: Address
    text: str


def count_tokens(text: str) -> int:
    """Return about how many tokens ``text`` takes, rather too many: one for each character, or four Latin letters.

    >>> count_tokens("不少于8人"), count_tokens("research")
    (5, 2)
    """
    chinese = len(_CHINESE.findall(text))
    return chinese + -(-(len(text) - chinese) // 4)


def choose_sources(places: Iterable[Address], corpus: Corpus, *, tokens: int) -> tuple[Source, ...]:
    """Return the articles of ``places`` (best first) that ``tokens`` have room for, numbered in drafting order.

    The order does not depend on the ranking, so that the prompts of a conversation on one matter begin alike.
    """
    ranked = list(dict.fromkeys(places))
    left, chosen = tokens, {}
    for article in list(dict.fromkeys(place.whole for place in ranked))[:_MOST]:
        own = [place for place in ranked if place.whole == article]
        text = _fit(article, own, corpus, left)
        if text:
            chosen[article] = text
            left -= count_tokens(text)
    order = [a.address for r in corpus.regulations for a in r.articles if a.address in chosen]
    return tuple(Source(n, address, chosen[address]) for n, address in enumerate(order, 1))


def _fit(article: Address, places: Sequence[Address], corpus: Corpus, tokens: int) -> str:
    """Return the article at ``article`` where there is room, else those of ``places`` in it, else their beginnings."""
    whole = corpus.text(article) or ""
    if count_tokens(whole) <= tokens:
        return whole
    parts = {part.address: part for part in corpus.parts(article)}
    lines: dict[Address, str] = {}
    left = tokens - count_tokens(_OMITTED)
    for place in places:
        part = parts.get(place)
        if part is None or any(place.covers(other) or other.covers(place) for other in lines):
            continue
        lead = "" if any(parts[p].lead == part.lead for p in lines) else part.lead
        text = _cut(f"{lead}\n{part.text}".strip(), part, corpus, left)
        if text:
            lines[place] = text
            left -= count_tokens(text)
    in_order = [lines[address] for address in parts if address in lines]
    return "\n".join([*in_order, _OMITTED]) if in_order else ""


def _cut(text: str, part: Part, corpus: Corpus, tokens: int) -> str:
    """Return as many whole sentences of ``text`` as there is room for; the words that a rule quotes stay together."""
    if count_tokens(text) <= tokens:
        return text
    quotes = [plain(rule.quote) for rule in corpus.rules if part.address.covers(rule.at)]
    kept, unit = "", ""
    for sentence in split_sentences(text):
        unit += sentence
        done = plain(kept + unit)
        if any(_parts_quote(done, quote, plain(text)) for quote in quotes):
            continue
        if count_tokens(kept + unit) > tokens:
            break
        kept, unit = kept + unit, ""
    return kept


def _parts_quote(beginning: str, quote: str, text: str) -> bool:
    """Tell whether ``beginning`` of ``text`` ends within ``quote``."""
    start = text.find(quote)
    return start >= 0 and start < len(beginning) < start + len(quote)
