"""自测, the result: what is met, what is not and by how much, what is open, what to change, what money may follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from tiaowen.app.render.page import words
from tiaowen.app.render.page.article import empty
from tiaowen.app.render.page.changes import change_words
from tiaowen.app.render.page.claims import open_button
from tiaowen.app.render.page.markup import button
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address, Citation, Criterion, CriterionOutcome, Eligibility
from tiaowen.quantities import format_quantity
from tiaowen.rules.assessment import Assessment, OpenQuestion
from tiaowen.rules.nearest import Change
from tiaowen.rules.support import Grant, Support

WORD = "word"
"""What the button reports that asks for a Word file."""

WAITING = "结果会出现在这里"
WAITING_TEXT = ("填好以后点“看结果”。", "每一项都写明条文要求多少、您填的是多少、差多少。")
HEADINGS: dict[CriterionOutcome, str] = {
    CriterionOutcome.UNMET: "不符合",
    CriterionOutcome.UNKNOWN: "还没说，或条文没有说清",
    CriterionOutcome.MET: "符合",
    CriterionOutcome.NOT_COVERED: "条文没有要求",
}
CHANGES, CHANGES_NOTE = "最少要改什么", "按新增人员计算，同一个人可以同时算几项；现有人员取得学历、职称也算。"
ATTEST, ATTEST_NOTE = "要自己对照的条件", "这些写在条文里，没有数可比，请逐条确认。"
OPEN = "条文没有说清的地方"
MONEY, NO_MONEY = "可能得到的支持", "这部办法没有写给多少钱。"
_ON = {"admission": "备案后", "grade": "考核", "level": "升为"}


def result_waiting() -> str:
    """Return what stands for the result before there is one."""
    return empty(WAITING, *WAITING_TEXT)


def verdict_words(eligibility: Eligibility) -> str:
    """Return the outcome in one sentence."""
    unmet = _count(eligibility, CriterionOutcome.UNMET)
    unknown = _count(eligibility, CriterionOutcome.UNKNOWN)
    met = _count(eligibility, CriterionOutcome.MET)
    if unmet:
        return f"有 {unmet} 项不符合" + (f"，{unknown} 项还没说" if unknown else "")
    if eligibility.outcome == "pass":
        return f"能核对的 {met} 项都符合"
    return f"还不能判断：{met} 项符合，{unknown} 项还没说" if met else f"还不能判断：{unknown} 项还没说"


def result_view(corpus: Corpus, assessed: Assessment, *, goto: str) -> str:
    """Return the result for one platform; places open in the element ``goto``."""
    application, eligibility = assessed.application, assessed.eligibility
    regulation = corpus.regulation(application.regulation)
    status = words.status_banner(regulation)
    banner = (
        f'<div class="tw-banner tw-{regulation.status.value}" role="note"><p>{escape(status)}</p></div>'
        if status
        else ""
    )
    places = {rule.id: rule.at for rule in corpus.rules}
    groups = "".join(
        f'<section class="tw-group"><h3>{HEADINGS[outcome]}（{len(found)}）</h3><ul>'
        + "".join(f"<li>{_criterion(corpus, criterion, places, goto)}</li>" for criterion in found)
        + "</ul></section>"
        for outcome in HEADINGS
        if (found := [c for c in eligibility.criteria if c.outcome == outcome])
    )
    tools = (
        button("print", "", words.PRINT, style="tw-quiet")
        + button("export", "", words.SAVE_MARKDOWN, style="tw-quiet")
        + button("export", WORD, words.SAVE_WORD, style="tw-quiet")
        + button("link", "", words.COPY_LINK, style="tw-quiet")
    )
    return (
        f'<article class="tw-result"><h2><span class="tw-of">《{escape(regulation.title)}》</span>'
        f"<span>{escape(application.platform)}</span></h2>{banner}"
        f'<p class="tw-verdict tw-{eligibility.outcome}">{verdict_words(eligibility)}</p>'
        f"{_changes(corpus, assessed.changes)}{groups}{_attest(assessed.attest)}"
        f"{_open(assessed.open_questions)}{_money(corpus, assessed.support, goto)}"
        f'<div class="tw-acts">{tools}</div></article>'
    )


def _count(eligibility: Eligibility, outcome: CriterionOutcome) -> int:
    return sum(criterion.outcome == outcome for criterion in eligibility.criteria)


def _criterion(corpus: Corpus, criterion: Criterion, places: Mapping[str, Address], goto: str) -> str:
    at = places.get(criterion.rule)
    chip = open_button(corpus, at, goto=goto, text=at.local_label()) if at else ""
    given = f'<span class="tw-given">您填的：{escape(criterion.given)}</span>' if criterion.given else ""
    short = f'<b class="tw-short">{escape(criterion.shortfall)}</b>' if criterion.shortfall else ""
    return (
        f'<p><b class="tw-name">{escape(criterion.label)}</b>{short}</p>'
        f'<p class="tw-required">{escape("".join(criterion.required.split()))}{chip}</p>{given}'
    )


def _changes(corpus: Corpus, changes: Sequence[Change]) -> str:
    if not changes:
        return ""
    entries = "".join(f"<li>{escape(change_words(corpus, change))}</li>" for change in changes)
    note = f"<p>{CHANGES_NOTE}</p>" if any(change.kind == "hire" for change in changes) else ""
    return f'<section class="tw-changes"><h3>{CHANGES}</h3><ul>{entries}</ul>{note}</section>'


def _attest(citations: Sequence[Citation]) -> str:
    if not citations:
        return ""
    entries = "".join(
        f'<li><label><input type="checkbox"><span>{escape(c.quote)}<small>{escape(c.address.local_label())}</small>'
        f"</span></label></li>"
        for c in citations
    )
    heading = f"<summary>{ATTEST}（{len(citations)}）</summary><p>{ATTEST_NOTE}</p>"
    return f'<details class="tw-fold tw-attest" open>{heading}<ul>{entries}</ul></details>'


def _open(questions: Sequence[OpenQuestion]) -> str:
    if not questions:
        return ""
    entries = "".join(f"<li>{escape(question.says)}</li>" for question in questions)
    heading = f"<summary>{OPEN}（{len(questions)}）</summary>"
    return f'<details class="tw-fold">{heading}<ul>{entries}</ul></details>'


def _money(corpus: Corpus, support: Support, goto: str) -> str:
    """Return what money may follow, each amount with its case, and what it comes to."""
    if not support.grants:
        return f'<section class="tw-money"><h3>{MONEY}</h3><p>{NO_MONEY}</p></section>'
    entries = "".join(f"<li>{_grant(corpus, grant, goto)}</li>" for grant in support.grants)
    total = f'<p class="tw-total">{escape(total_words(support))}</p>'
    limits = "".join(f"<p>{escape(c.address.local_label())}：“{escape(c.quote)}”</p>" for c in support.limits)
    return f'<section class="tw-money"><h3>{MONEY}</h3><ul>{entries}</ul>{total}{limits}</section>'


def _grant(corpus: Corpus, grant: Grant, goto: str) -> str:
    at = grant.citation.address
    return escape(grant_words(grant)) + open_button(corpus, at, goto=goto, text=at.local_label())


def total_words(support: Support) -> str:
    """Return what the money comes to: what is sure once admitted, and what it can be at most."""
    parts = []
    if support.admission:
        parts.append(f"备案后给 {format_quantity(support.admission)}")
    if support.most and support.most != support.admission:
        parts.append(f"再加一次考核的最高奖励和一次升级的最高奖励，最多合计 {format_quantity(support.most)}")
    return "；".join(parts) + "。"


def grant_words(grant: Grant) -> str:
    """Return one amount with its case: 考核优秀：绩效奖励 20万元（在单个评估周期内（三年））."""
    window = f"（{grant.window}）" if grant.window else ""
    return f"{_ON[grant.on]}{grant.case}：{grant.name} {format_quantity(grant.amount)}{window}"
