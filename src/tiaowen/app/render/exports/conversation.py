"""A conversation as a document: every answer with its status, its quotes, its checked claims and its notices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tiaowen.app.render.exports import words
from tiaowen.app.render.exports.blocks import Block, Heading, Marked, Plain, Points, Table, quotes
from tiaowen.app.render.exports.markdown import to_markdown
from tiaowen.app.render.exports.word import to_word
from tiaowen.app.render.outcomes import OUTCOMES
from tiaowen.app.render.page.chat import Turn
from tiaowen.app.render.page.words import STATUS_HINT, STATUS_OF_ANSWER
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Answer, CriterionOutcome

TITLE = "条问问答记录"
CRITERIA = {
    CriterionOutcome.MET: "符合",
    CriterionOutcome.UNMET: "不符合",
    CriterionOutcome.UNKNOWN: "不清楚",
    CriterionOutcome.NOT_COVERED: "条文没有规定",
}
CRITERION_HEADS = ("条件", "要求", "您的情况", "结果", "差多少")


def write_markdown(turns: Sequence[Turn], corpus: Corpus, day: date) -> str:
    """Return the conversation ``turns`` as Markdown. What was asked is shown letter by letter, never as markup."""
    return to_markdown(_blocks(turns, corpus, day))


def write_docx(turns: Sequence[Turn], corpus: Corpus, day: date) -> bytes:
    """Return the conversation ``turns`` as a file of Word."""
    return to_word(_blocks(turns, corpus, day), title=TITLE, day=day)


def _blocks(turns: Sequence[Turn], corpus: Corpus, day: date) -> Iterator[Block]:
    yield from words.opening(TITLE, corpus, day)
    for n, turn in enumerate(turns, 1):
        yield Heading(2, f"问题 {n}")
        yield Plain(turn.question, strong=True)
        yield from answer_blocks(turn.answer)
    yield from words.laws({c.address.regulation for turn in turns for c in turn.answer.citations}, corpus)


def answer_blocks(answer: Answer) -> Iterator[Block]:
    """Yield ``answer``: status, text, criteria, quotes, checked claims, notices."""
    yield Plain(f"【{STATUS_OF_ANSWER[answer.status]}】{STATUS_HINT[answer.status]}")
    yield Marked(answer.text)
    if answer.eligibility and answer.eligibility.criteria:
        rows = tuple(
            (c.label, c.required, c.given or "没有说", CRITERIA[c.outcome], c.shortfall or "")
            for c in answer.eligibility.criteria
        )
        yield Table(CRITERION_HEADS, rows)
    if answer.citations:
        yield Heading(3, words.SOURCES)
        yield from quotes(answer.citations)
    if answer.claims:
        yield Heading(3, words.CHECKED)
        yield Points(tuple(f"{c.text}（{OUTCOMES[c.outcome]}）：{c.reason}" for c in answer.claims))
    if answer.notices:
        yield Heading(3, words.NOTICES)
        yield Points(answer.notices)
