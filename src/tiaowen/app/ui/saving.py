"""Files that people take away: a conversation, a self-check, a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tiaowen.answering.comparison import Comparison
from tiaowen.app.render.page.chat import Turn
from tiaowen.app.ui.views import Parcel
from tiaowen.corpus.load import Corpus
from tiaowen.rules.assessment import Assessment

_MARKDOWN = "text/markdown;charset=utf-8"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_markdown(turns: Sequence[Turn], corpus: Corpus, now: datetime) -> Parcel:
    """Return a conversation as a Markdown file."""
    from tiaowen.app.render.exports.conversation import write_markdown

    return Parcel(f"条问-问答-{now:%Y%m%d-%H%M}.md", _MARKDOWN, write_markdown(turns, corpus, now.date()).encode())


def as_word(turns: Sequence[Turn], corpus: Corpus, now: datetime) -> Parcel:
    """Return a conversation as a Word file."""
    from tiaowen.app.render.exports.conversation import write_docx

    return Parcel(f"条问-问答-{now:%Y%m%d-%H%M}.docx", _WORD, write_docx(turns, corpus, now.date()))


def check_as_markdown(assessed: Assessment, corpus: Corpus, now: datetime) -> Parcel:
    """Return a self-check as a Markdown file."""
    from tiaowen.app.render.exports.selfcheck import write_markdown

    content = write_markdown(assessed, corpus, now.date()).encode()
    return Parcel(f"{_check_name(assessed, corpus, now)}.md", _MARKDOWN, content)


def check_as_word(assessed: Assessment, corpus: Corpus, now: datetime) -> Parcel:
    """Return a self-check as a Word file."""
    from tiaowen.app.render.exports.selfcheck import write_docx

    return Parcel(f"{_check_name(assessed, corpus, now)}.docx", _WORD, write_docx(assessed, corpus, now.date()))


def as_excel(table: Comparison, corpus: Corpus, now: datetime) -> Parcel:
    """Return a comparison as an Excel file."""
    from tiaowen.app.render.exports.comparison import write_comparison

    return Parcel(f"条问-对比-{now:%Y%m%d-%H%M}.xlsx", _EXCEL, write_comparison(table, corpus, now.date()))


def _check_name(assessed: Assessment, corpus: Corpus, now: datetime) -> str:
    city = corpus.regulation(assessed.application.regulation).jurisdiction.short
    return f"条问-自测-{city}{assessed.application.platform}-{now:%Y%m%d}"
