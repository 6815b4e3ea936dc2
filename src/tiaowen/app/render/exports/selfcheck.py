"""A self-check as a document: each condition with its outcome, what to change, what to attest, what it may bring."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tiaowen.app.render.exports import words
from tiaowen.app.render.exports.blocks import Block, Heading, Plain, Points, Quote, Table, quotes
from tiaowen.app.render.exports.conversation import CRITERIA, CRITERION_HEADS
from tiaowen.app.render.exports.markdown import to_markdown
from tiaowen.app.render.exports.word import to_word
from tiaowen.app.render.page.changes import change_words
from tiaowen.app.render.page.check_result import (
    ATTEST,
    CHANGES,
    MONEY,
    NO_MONEY,
    OPEN,
    grant_words,
    total_words,
    verdict_words,
)
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Criterion
from tiaowen.rules.assessment import Assessment
from tiaowen.rules.support import Support

TITLE = "条问自测结果"


def write_markdown(assessment: Assessment, corpus: Corpus, day: date) -> str:
    """Return ``assessment`` as Markdown."""
    return to_markdown(_blocks(assessment, corpus, day))


def write_docx(assessment: Assessment, corpus: Corpus, day: date) -> bytes:
    """Return ``assessment`` as a file of Word."""
    return to_word(_blocks(assessment, corpus, day), title=TITLE, day=day)


def support_words(support: Support) -> Iterator[str]:
    """Yield what a platform may be given, an amount a line, what they come to, and what may not be had together."""
    for grant in support.grants:
        yield f"{grant_words(grant)}。见{grant.citation.label}。"
    if support.grants:
        yield total_words(support)
    yield from (f"{limit.quote.rstrip('。')}。见{limit.label}。" for limit in support.limits)


def _blocks(assessment: Assessment, corpus: Corpus, day: date) -> Iterator[Block]:
    application = assessment.application
    yield from words.opening(TITLE, corpus, day)
    regulation = corpus.regulation(application.regulation)
    told = (application.platform, application.category, application.applicant)
    yield Plain(f"《{regulation.title}》　{'　'.join(word for word in told if word)}")
    yield Plain(f"{verdict_words(assessment.eligibility)}。", strong=True)
    if assessment.eligibility.criteria:
        yield Table((*CRITERION_HEADS, words.SOURCES), tuple(_row(c, corpus) for c in assessment.eligibility.criteria))
    if assessment.changes:
        yield Heading(2, CHANGES)
        yield Points(tuple(change_words(corpus, change) for change in assessment.changes))
    if assessment.attest:
        yield Heading(2, ATTEST)
        yield from quotes(assessment.attest)
    if assessment.open_questions:
        yield Heading(2, OPEN)
        yield from (Quote(n, q.citation.label, q.says) for n, q in enumerate(assessment.open_questions, 1))
    yield Heading(2, MONEY)
    yield Points(tuple(support_words(assessment.support)) or (NO_MONEY,))
    yield from words.laws({application.regulation}, corpus)


def _row(criterion: Criterion, corpus: Corpus) -> tuple[str, ...]:
    rule = next((rule for rule in corpus.rules if rule.id == criterion.rule), None)
    return (
        criterion.label,
        criterion.required,
        criterion.given or "没有填",
        CRITERIA[criterion.outcome],
        criterion.shortfall or "",
        corpus.label(rule.at).removeprefix(f"《{corpus.regulation(rule.at.regulation).title}》") if rule else "",
    )
