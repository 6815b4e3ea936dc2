"""自测, the result as Markdown to keep."""

from __future__ import annotations

from collections.abc import Iterator

from tiaowen.app.render.page import words
from tiaowen.app.render.page.changes import change_words
from tiaowen.app.render.page.check_result import (
    ATTEST,
    CHANGES,
    CHANGES_NOTE,
    HEADINGS,
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


def assessment_text(corpus: Corpus, assessed: Assessment, *, day: str) -> str:
    """Return the result as Markdown, with its sources; ``day`` is the day of the check."""
    return "\n".join(_lines(corpus, assessed, day)) + "\n"


def _lines(corpus: Corpus, assessed: Assessment, day: str) -> Iterator[str]:
    application, eligibility = assessed.application, assessed.eligibility
    regulation = corpus.regulation(application.regulation)
    yield from (f"# 自测：{regulation.jurisdiction.name}{application.platform}", "")
    yield from (f"依据《{regulation.title}》。{words.status_banner(regulation)}", "", f"自测日期：{day}", "")
    yield from (f"**{verdict_words(eligibility)}**", "")
    if assessed.changes:
        yield from (f"## {CHANGES}", "")
        yield from (f"- {change_words(corpus, change)}" for change in assessed.changes)
        if any(change.kind == "hire" for change in assessed.changes):
            yield from ("", CHANGES_NOTE)
        yield ""
    rules = {rule.id: corpus.label(rule.at) for rule in corpus.rules}
    for outcome, heading in HEADINGS.items():
        found = [c for c in eligibility.criteria if c.outcome == outcome]
        if found:
            yield from (f"## {heading}（{len(found)}）", "")
            yield from (f"- {_criterion(criterion, rules)}" for criterion in found)
            yield ""
    if assessed.attest:
        yield from (f"## {ATTEST}", "")
        yield from (f"- [ ] {c.quote}（{c.label}）" for c in assessed.attest)
        yield ""
    if assessed.open_questions:
        yield from (f"## {OPEN}", "")
        yield from (f"- {question.says}" for question in assessed.open_questions)
        yield ""
    yield from (f"## {MONEY}", "")
    support = assessed.support
    if support.grants:
        yield from (f"- {grant_words(grant)}（{grant.citation.label}）" for grant in support.grants)
        yield from ("", total_words(support))
        yield from (f"{c.label}：“{c.quote}”" for c in support.limits)
    else:
        yield NO_MONEY
    yield from ("", words.DISCLAIMER)


def _criterion(criterion: Criterion, labels: dict[str, str]) -> str:
    parts = [f"**{criterion.label}**：{''.join(criterion.required.split())}"]
    if criterion.given:
        parts.append(f"填的是{criterion.given}")
    if criterion.shortfall:
        parts.append(criterion.shortfall)
    label = labels.get(criterion.rule)
    return "；".join(parts) + (f"（{label}）" if label else "")
