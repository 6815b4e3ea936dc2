"""A self-check as a document: each condition with its outcome, what to change, what to attest, what it may bring."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tiaowen.app.render.exports import words
from tiaowen.app.render.exports.blocks import Block, Heading, Plain, Points, Quote, Table, quotes
from tiaowen.app.render.exports.conversation import CRITERIA, CRITERION_HEADS
from tiaowen.app.render.exports.markdown import to_markdown
from tiaowen.app.render.exports.word import to_word
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Criterion
from tiaowen.quantities import Quantity, format_quantity
from tiaowen.rules.assessment import Assessment
from tiaowen.rules.nearest import Change
from tiaowen.rules.support import Support

TITLE = "条问自测结果"
OUTCOME = {
    "pass": "按您填的情况，条文里能核对的条件都符合。下面列出的其他条件还要由您自己确认。",
    "fail": "按您填的情况，有条件不符合。",
    "unknown": "按您填的情况，还不能断定：有的条件没有填，或条文没有写清。",
}
CHANGES, ATTEST, OPEN, SUPPORT = "最少要改的", "还要自己确认的条件", "条文没有写清的", "可能得到的支持"
NO_SUPPORT = "这部办法没有写明给多少钱。"
_KINDS = {"hire": "再增加", "raise": "再增加", "lower": "要减少", "wait": "还要等"}


def write_markdown(assessment: Assessment, corpus: Corpus, day: date) -> str:
    """Return ``assessment`` as Markdown."""
    return to_markdown(_blocks(assessment, corpus, day))


def write_docx(assessment: Assessment, corpus: Corpus, day: date) -> bytes:
    """Return ``assessment`` as a file of Word."""
    return to_word(_blocks(assessment, corpus, day), title=TITLE, day=day)


def word_change(change: Change) -> str:
    """Return one change as a sentence: what, from where to where."""
    if change.kind == "do" or change.gap is None:
        wanted = f"：{format_quantity(change.target)}" if change.target else ""
        return f"{change.metric}{wanted}：要做到。" if not wanted else f"{change.metric}要做到{wanted[1:]}。"
    reach = "要超过" if change.strict and change.kind != "lower" else "要低于" if change.strict else "到"
    return f"{change.metric}{_KINDS[change.kind]}{_figure(change.gap)}，{reach}{_figure(change.target)}。"


def word_support(support: Support) -> Iterator[str]:
    """Yield what a platform may be given, an amount a line, and what they come to."""
    for grant in support.grants:
        case = f"（{grant.case}）" if grant.case else ""
        window = f"，{grant.window}" if grant.window else ""
        yield f"{grant.name}{case}：{format_quantity(grant.amount)}{window}。见{grant.citation.label}。"
    if support.most is not None and len(support.grants) > 1:
        yield f"各项都按最高的一档算，合计{_figure(support.most)}。"
    yield from (f"{limit.quote.rstrip('。')}。见{limit.label}。" for limit in support.limits)


def _blocks(assessment: Assessment, corpus: Corpus, day: date) -> Iterator[Block]:
    application = assessment.application
    yield from words.opening(TITLE, corpus, day)
    regulation = corpus.regulation(application.regulation)
    told = (application.platform, application.category, application.applicant)
    yield Plain(f"《{regulation.title}》　{'　'.join(word for word in told if word)}")
    yield Plain(OUTCOME[assessment.eligibility.outcome], strong=True)
    if assessment.eligibility.criteria:
        yield Table((*CRITERION_HEADS, words.SOURCES), tuple(_row(c, corpus) for c in assessment.eligibility.criteria))
    if assessment.changes:
        yield Heading(2, CHANGES)
        yield Points(tuple(map(word_change, assessment.changes)))
    if assessment.attest:
        yield Heading(2, ATTEST)
        yield from quotes(assessment.attest)
    if assessment.open_questions:
        yield Heading(2, OPEN)
        yield from (Quote(n, q.citation.label, q.says) for n, q in enumerate(assessment.open_questions, 1))
    yield Heading(2, SUPPORT)
    yield Points(tuple(word_support(assessment.support)) or (NO_SUPPORT,))
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


def _figure(quantity: Quantity | None) -> str:
    return format_quantity(quantity) if quantity else ""
