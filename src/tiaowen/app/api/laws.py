"""The law as the interface gives it: regulations and articles as records."""

from __future__ import annotations

from functools import partial

from tiaowen.app.api.models import ArticleRecord, PartRecord, RegulationList, RegulationRecord, RuleRecord
from tiaowen.app.api.problems import INVALID, NOT_FOUND, ProblemError
from tiaowen.app.render.api import words
from tiaowen.app.render.page.words import status_banner
from tiaowen.assistant import Assistant
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Rule
from tiaowen.domain import Address, Regulation
from tiaowen.errors import AddressError, QuestionError
from tiaowen.quantities import Quantity, format_quantity


def list_regulations(assistant: Assistant) -> RegulationList:
    """Return every regulation of the corpus, with the fingerprint of the law."""
    corpus = assistant.corpus
    return RegulationList(fingerprint=corpus.fingerprint, regulations=tuple(map(_to_record, corpus.regulations)))


def read_place(assistant: Assistant, text: str) -> ArticleRecord:
    """Return the place that ``text`` names: an address, or what a person would write.

    Raises :class:`~tiaowen.app.api.problems.ProblemError` where there is none, or where several are meant.
    """
    address = _find(assistant, text)
    corpus = assistant.corpus
    article, regulation = corpus.article(address), corpus.regulation(address.regulation)
    parts = [part for part in corpus.parts(address) if address.covers(part.address)]
    if article is None or not parts:
        raise ProblemError(NOT_FOUND, words.no_place(text))
    at = regulation.articles.index(article)
    neighbour = partial(_neighbour, regulation)
    return ArticleRecord(
        address=address,
        label=corpus.label(address),
        regulation=regulation.id,
        status=regulation.status,
        chapter=article.chapter,
        annex=article.annex,
        text=parts[0].text,
        parts=tuple(PartRecord(address=part.address, text=part.text) for part in parts[1:]),
        rules=tuple(_to_rule(rule) for rule in corpus.rules if address.covers(rule.at)),
        notices=notices_of(regulation),
        previous=neighbour(at - 1),
        next=neighbour(at + 1),
    )


def notices_of(regulation: Regulation) -> tuple[str, ...]:
    """Return what must be said with every word of ``regulation``: that it is a draft, and what its editor notes."""
    banner = status_banner(regulation)
    return (banner, *regulation.notices) if banner else regulation.notices


def _find(assistant: Assistant, text: str) -> Address:
    try:
        address = Address.parse(text)
    except AddressError:
        return _find_written(assistant, text)
    if not _has(assistant.corpus, address):
        raise ProblemError(NOT_FOUND, words.no_place(text))
    return address


def _find_written(assistant: Assistant, text: str) -> Address:
    try:
        found = assistant.find(text)
    except QuestionError as error:
        raise ProblemError(NOT_FOUND, str(error)) from error
    if len(found) > 1:
        raise ProblemError(INVALID, words.several_places(text, [str(address) for address in found]))
    return found[0]


def _has(corpus: Corpus, address: Address) -> bool:
    return any(part.address == address for part in corpus.parts(address))


def _neighbour(regulation: Regulation, at: int) -> Address | None:
    return regulation.articles[at].address if 0 <= at < len(regulation.articles) else None


def _to_record(regulation: Regulation) -> RegulationRecord:
    return RegulationRecord(
        id=regulation.id,
        title=regulation.title,
        jurisdiction=regulation.jurisdiction.name,
        issuer=regulation.issuer,
        authority=regulation.authority,
        status=regulation.status,
        effective=regulation.effective,
        term=regulation.term,
        platforms=regulation.platforms,
        notices=notices_of(regulation),
        articles=tuple(article.address for article in regulation.articles),
    )


def _to_rule(rule: Rule) -> RuleRecord:
    value = format_quantity(rule.value) if isinstance(rule.value, Quantity) else "是" if rule.value else "否"
    return RuleRecord(
        id=rule.id,
        address=rule.at,
        platform="、".join(rule.platforms),
        metric=rule.metric,
        value=value,
        quote=rule.quote,
    )
