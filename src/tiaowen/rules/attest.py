"""The conditions of a platform that no rule decides, in the law's own words: an applicant attests them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role, Rule, plain
from tiaowen.domain import Citation, Part
from tiaowen.rules.fields import conditions_of

_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
_SHORTEST = 6  # characters of a sentence that says anything
_MARK = re.compile(r"^(?:[（(][^）)]{1,3}[）)]|\d+[、．.])\s*")


def find_open_conditions(regulation: str, platform: str, corpus: Corpus) -> tuple[Citation, ...]:
    """Return the sentences beside the conditions of ``platform`` that no rule quotes, in the order of the law."""
    rules = conditions_of(regulation, platform, corpus)
    quoting = [*rules, *(r for r in corpus.rules if r.role == Role.PROCEDURE and platform in r.platforms)]
    found: list[Citation] = []
    for article in dict.fromkeys(rule.at.whole for rule in rules):
        parts = corpus.parts(article)
        items = [part for part in parts if part.address != article and part.own and part.lead]
        if not any(_is_list_of(rules, part) for part in items):
            continue
        found += [corpus.cite(part.address, said) for part in items for said in _unruled(part, quoting)]
    return tuple(found)


def _is_list_of(rules: Sequence[Rule], part: Part) -> bool:
    return any(part.address.covers(rule.at) for rule in rules)


def _unruled(part: Part, rules: Sequence[Rule]) -> Iterator[str]:
    """Yield the sentences of ``part`` of which no rule quotes anything."""
    quotes = [plain(rule.quote) for rule in rules if part.address.covers(rule.at)]
    for match in _SENTENCE.finditer(_MARK.sub("", part.own)):
        said = match[0].strip()
        words = plain(said)
        if len(words) < _SHORTEST or any(quote in words or words.rstrip("。；") in quote for quote in quotes):
            continue
        yield said
