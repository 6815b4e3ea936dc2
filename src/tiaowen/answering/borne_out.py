"""How far the law bears out what is asserted: a figure may be right, and the rest of its sentence not be the law's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tiaowen.answering.draft import word_case
from tiaowen.answering.understand import Query
from tiaowen.corpus.gaps import Gap
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.naming import without_names
from tiaowen.corpus.rules import Role, Rule, plain
from tiaowen.quantities import find_quantities
from tiaowen.rules.check import law_of

_CLAUSE = re.compile(r"[，,。；;：:？?]")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_WEIGHTY = frozenset("不没无未非都均全各只仅又再")
"""Characters that are never said by the way."""
_BY_THE_WAY = re.compile(r"其中|并且|而且|我们?(?:这[么样])?(?:写|记得?|说|理解)(?:的|通知|材料|稿子?)*")
_FOLLOWS = re.compile(r"(?:可以|能|就)[^，。 ]{0,3}(?:报|申请|认定|备案|通过)")
"""What depends on more than one condition."""
_FIRM = re.compile(r"必须|一定|务必|硬性|绝对")
_DIFFER = frozenset({"category", "applicant", "grade", "level"})
_MOST = 3


def clauses_left_over(text: str, rules: Sequence[Rule], corpus: Corpus) -> list[str]:
    """Return the clauses of ``text`` that say more than ``rules`` do: 每年都给, 必须 where the law has 一般."""
    sources = [source for rule in rules for source in _sources(rule, corpus)]
    plainly = [word for word in corpus.terms.asking if not _WEIGHTY & set(word)]
    soft = any(rule.firmness == "usual" for rule in rules)
    left = []
    for clause in filter(None, (without_names(part, corpus).strip() for part in _CLAUSE.split(text))):
        rest = _BY_THE_WAY.sub(lambda match: " " * len(match[0]), clause)
        for mention in reversed(find_quantities(clause)):
            rest = f"{rest[: mention.start]} {rest[mention.end :]}"
        rest = _without_parts(rest, sources)
        runs = _HAN.findall(_without(rest, plainly))
        if (
            any(len(run) > 1 or run in _WEIGHTY for run in runs)
            or _FOLLOWS.search(rest)
            or (soft and _FIRM.search(clause))
        ):
            left.append(clause)
    return left


def _sources(rule: Rule, corpus: Corpus) -> Iterator[str]:
    """Yield the words that ``rule`` is said in: its quote and case, and the names of what it measures."""
    yield from (plain(rule.quote), word_case(rule), rule.when.cause or "")
    for metric in corpus.terms.metrics:
        if metric.name in {rule.metric, rule.of}:
            yield from (metric.name, *metric.aliases, *metric.said)


def _without_parts(text: str, sources: Sequence[str]) -> str:
    """Return ``text`` with a space for each pair of characters, or more, that stands in one of ``sources``."""
    kept, at = "", 0
    while at < len(text):
        end = next((end for end in range(len(text), at + 1, -1) if any(text[at:end] in s for s in sources)), 0)
        kept += " " if end else text[at]
        at = end or at + 1
    return kept


def _without(text: str, words: Iterable[str]) -> str:
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, " ")
    return text


def is_case_told(rule: Rule, text: str, corpus: Corpus) -> bool:
    """Tell whether ``text`` speaks of the case that ``rule`` is for, where it is for one."""
    values = [value for field in _DIFFER if (value := getattr(rule.when, field))]
    named = all(any(value[at : at + 2] in text for at in range(0, len(value), 2)) for value in values)
    return named and (not rule.when.cause or law_of(corpus).tells(text, rule.when.cause))


def gaps_at(rules: Sequence[Rule], query: Query, corpus: Corpus) -> list[Gap]:
    """Return what the places of ``rules`` leave open that ``query`` speaks of."""
    places = {rule.at for rule in rules}
    return [gap for gap in corpus.gaps if gap.at in places and gap.is_asked(query.search)]


def find_rivals(rules: Sequence[Rule], query: Query, corpus: Corpus) -> list[Rule]:
    """Return the rules of other regulations in scope that have another value for what ``rules`` measure."""
    return [
        other
        for other in corpus.rules
        if any(
            other.metric == rule.metric
            and other.role == rule.role
            and other.value != rule.value
            and other.at.regulation != rule.at.regulation
            and set(other.platforms) & set(query.platforms or rule.platforms)
            for rule in rules
        )
        and other.at.regulation in query.regulations
    ][:_MOST]


def find_beside(left: Sequence[str], text: str, rules: Sequence[Rule], query: Query, corpus: Corpus) -> list[Rule]:
    """Return the rules on a cause or condition that ``text`` tells, and on which none of ``rules`` is."""
    law, words = law_of(corpus), "，".join(left)
    named = {name for match in law.words.metrics_in(words) for name in match.values}
    causes = {rule.when.cause for rule in rules}
    found = [
        rule
        for rule in corpus.rules
        if rule.at.regulation in query.regulations
        and (not query.platforms or set(query.platforms) & set(rule.platforms))
        and rule.value is True
        and (
            (rule.when.cause and rule.when.cause not in causes and law.tells(text, rule.when.cause))
            or (not rule.when.cause and rule.metric in named and rule.role in {Role.PROCEDURE, Role.GOVERNANCE})
        )
    ]
    quotes = {plain(rule.quote): rule for rule in reversed(found)}
    return list(quotes.values())[::-1][:_MOST]
