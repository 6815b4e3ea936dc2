"""What the law states in figures: every rule, and every other quantity of the texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypedDict

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Rule, plain
from tiaowen.domain import Address, Article
from tiaowen.quantities import COUNTS, Mention, Quantity, find_quantities, same_quantity, to_base
from tiaowen.quantities.view import to_view
from tiaowen.rules.scope import Scope
from tiaowen.rules.vocabulary import METRIC, Vocabulary, forms_of

_WIDE = 0.3  # the weight of the sentence around a provision's own words
_REACH = 80  # characters of a clause on either side of its figure
_CLAUSE = re.compile(r"[，,。；;：:？?！!（）()|\n]")
_SAME_QUOTE = 40  # characters by which the sentence of a rule is known


class Provision(NamedTuple):
    """A quantity that the law states, in base units, and what it is of. ``rule`` is None where no rule encodes it.

    ``words`` are quoted in reasons. ``terms`` are those by which it is found, ``known`` the same without weights,
    ``core`` those of its own clause and metric; ``cause`` holds those of the case that brings it about.
    """

    place: int
    at: Address
    quantity: Quantity
    words: str
    clause: str
    platforms: frozenset[str]
    terms: tuple[tuple[str, float], ...]
    known: frozenset[str]
    core: frozenset[str]
    rule: Rule | None = None
    cause: frozenset[str] = frozenset()

    @property
    def basis(self) -> str:
        """What a verdict names as its basis: the rule or the place."""
        return self.rule.id if self.rule else str(self.at)

    @property
    def metric(self) -> str | None:
        """The metric of its rule."""
        return self.rule.metric if self.rule else None

    def fits(self, scope: Scope, regulations: frozenset[str]) -> bool:
        """Tell whether it holds in ``scope``, which leaves ``regulations`` in question."""
        return self.at.regulation in regulations and self.other_case(scope) is None

    def other_case(self, scope: Scope) -> str | None:
        """Return what it is for alone, where ``scope`` is of another platform, category, applicant, grade or level."""
        if scope.platform and not scope.platform & self.platforms:
            return "、".join(sorted(self.platforms))
        if self.rule is None:
            return None
        when = self.rule.when
        cases = (
            (when.category, scope.category),
            (when.applicant, scope.applicant),
            (when.grade, scope.grade),
            (when.level, scope.level),
        )
        return next((case for case, told in cases if case and told and case not in told), None)


def find_provisions(corpus: Corpus, vocabulary: Vocabulary) -> tuple[Provision, ...]:
    """Return the provisions of ``corpus``: the rules with a figure, then what no rule encodes, in drafting order."""
    found = [*_ruled(corpus, vocabulary)]
    at: dict[Address, list[Rule]] = {}
    for rule in corpus.rules:
        at.setdefault(rule.at.whole, []).append(rule)
    for regulation in corpus.regulations:
        for article in regulation.articles:
            rules = at.get(article.address, [])
            platforms = frozenset(p for p in regulation.platforms if p in (article.annex or ""))
            found += _unruled(article, platforms or frozenset(regulation.platforms), rules, vocabulary)
    return tuple(provision._replace(place=place) for place, provision in enumerate(found))


def is_integral(quantity: Quantity) -> bool:
    """Tell whether ``quantity`` counts whole things, so that more than 183 days are at least 184."""
    return quantity.unit in COUNTS | {"天", "工作日", "周岁"}


def _ruled(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Provision]:
    for rule in corpus.rules:
        if not isinstance(rule.value, Quantity):
            continue
        when = rule.when
        cases = " ".join(v for v in (when.category, when.grade, when.level, when.cause) if v)
        sentence = sentence_around(corpus.text(rule.at) or "", rule.quote)
        terms = vocabulary.terms_of(to_view(sentence).text, weight=_WIDE)
        terms |= vocabulary.terms_of(to_view(rule.quote).text)
        terms = {term: weight for term, weight in terms.items() if not term.startswith(METRIC)}
        terms |= vocabulary.terms_of(to_view(f"{rule.metric} {rule.of or ''} {cases}").text)
        terms |= vocabulary.terms_of(rule.metric) | _forms(rule.quote, rule.value)
        yield Provision(
            place=0,
            at=rule.at,
            quantity=to_base(rule.value),
            words=rule.quote,
            clause=rule.quote,
            platforms=frozenset(rule.platforms),
            **_indexed(terms),
            rule=rule,
            cause=frozenset(vocabulary.terms_of(to_view(when.cause or "").text)),
        )


def _unruled(
    article: Article, platforms: frozenset[str], rules: Iterable[Rule], vocabulary: Vocabulary
) -> Iterator[Provision]:
    for part in article.parts():
        for mention in find_quantities(part.own):
            sentence = sentence_around(part.own, mention.text)
            if _is_bare_year(mention) or _is_ruled(mention, sentence, rules):
                continue
            clause = _clause(part.own, mention)
            terms = vocabulary.terms_of(to_view(sentence).text, weight=_WIDE)
            terms |= vocabulary.terms_of(to_view(clause).text) | _forms(clause, mention.quantity)
            yield Provision(
                place=0,
                at=part.address,
                quantity=to_base(mention.quantity),
                words=sentence,
                clause=clause,
                platforms=platforms,
                **_indexed(terms),
            )


def _is_bare_year(mention: Mention) -> bool:
    return mention.quantity.unit == "年份" and not mention.comparators


def _is_ruled(mention: Mention, sentence: str, rules: Iterable[Rule]) -> bool:
    sentence, words = plain(sentence), plain(mention.text)
    return any(
        isinstance(rule.value, Quantity)
        and same_quantity(rule.value, mention.quantity)
        and words in plain(rule.quote)
        and plain(rule.quote)[:_SAME_QUOTE] in sentence
        for rule in rules
    )


def _clause(text: str, mention: Mention) -> str:
    start = max(0, mention.start - _REACH)
    low = max((m.end() for m in _CLAUSE.finditer(text, start, mention.start)), default=start)
    after = _CLAUSE.search(text, mention.end, mention.end + _REACH)
    return text[low : after.start() if after else mention.end + _REACH]


def sentence_around(text: str, words: str) -> str:
    """Return the sentence of ``text`` that holds ``words``, or ``words`` themselves where none does."""
    at = text.find(words)
    if at < 0:
        return words
    low = max(text.rfind(mark, 0, at) for mark in "。；\n") + 1
    high = min((i for mark in "。；\n" if (i := text.find(mark, at + len(words))) >= 0), default=len(text))
    return text[low:high]


def _forms(text: str, quantity: Quantity) -> dict[str, float]:
    mention = next((m for m in find_quantities(text) if same_quantity(m.quantity, quantity)), None)
    return forms_of(text, mention.start, mention.end) if mention else {}


class _Indexed(TypedDict):
    terms: tuple[tuple[str, float], ...]
    known: frozenset[str]
    core: frozenset[str]


def _indexed(terms: dict[str, float]) -> _Indexed:
    core = frozenset(term for term, weight in terms.items() if weight > _WIDE)
    return _Indexed(terms=tuple(terms.items()), known=frozenset(terms), core=core)
