"""The conversation: questions, answers, and the places in the law that they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from tiaowen.app.render.page import words
from tiaowen.app.render.page.markup import button, from_markdown
from tiaowen.domain import Answer, Citation


class Turn(NamedTuple):
    """What was asked, and the answer."""

    question: str
    answer: Answer


def conversation(turns: Sequence[Turn], *, goto: str, waiting: str = "") -> str:
    """Return the conversation as HTML; before the first question, the welcome with its examples.

    ``waiting`` is a question without an answer yet; ``goto`` the element in which citations open.
    """
    if not turns and not waiting:
        return _welcome()
    answered = "".join(_turn(n, turn, goto, last=n == len(turns) - 1 and not waiting) for n, turn in enumerate(turns))
    unanswered = f'<p class="tw-waiting">{words.WAITING}</p>'
    asked = f'<section class="tw-turn">{_question(waiting)}{unanswered}</section>' if waiting else ""
    return f'<div class="tw-log" role="log" aria-label="{words.ASK_TAB}">{answered}{asked}</div>'


def note(text: str) -> str:
    """Return what stands in the line under a form: what is wrong, and what to do."""
    return escape(text)


def _welcome() -> str:
    groups = "".join(_examples(kind, questions) for kind, questions in words.EXAMPLES)
    return (
        f'<div class="tw-welcome"><h2>{words.WELCOME}</h2><p>{words.WELCOME_TEXT}</p>'
        f'<div class="tw-examples">{groups}</div></div>'
    )


def _examples(kind: str, questions: Sequence[str]) -> str:
    buttons = "".join(f"<li>{button('ask', q, escape(q), style='tw-example')}</li>" for q in questions)
    return f"<section><h3>{escape(kind)}</h3><ul>{buttons}</ul></section>"


def _turn(n: int, turn: Turn, goto: str, *, last: bool) -> str:
    answer = turn.answer
    followups = _followups(answer.followups if last else ())
    marks = [_mark(n, k, citation, goto) for k, citation in enumerate(answer.citations)]
    return (
        f'<section class="tw-turn">{_question(turn.question)}'
        f'<div class="tw-answer"><h3 class="tw-unseen">{words.ANSWERED}</h3>{_status(answer)}'
        f'<div class="tw-text">{from_markdown(_without_sources(answer), marks)}</div>'
        f"{_notices(answer.notices)}{_sources(n, answer.citations, goto)}{followups}</div></section>"
    )


def _without_sources(answer: Answer) -> str:
    """Return the text of ``answer`` without the paragraphs that only name what the chips below it name again."""
    return "\n\n".join(p for p in answer.text.split("\n\n") if not _names_sources(p, answer.citations))


def _names_sources(paragraph: str, citations: Sequence[Citation]) -> bool:
    rest = paragraph.strip()
    if not rest.startswith(words.SOURCES):
        return False
    for label in sorted((citation.label for citation in citations), key=len, reverse=True):
        rest = rest.replace(label, "")
    return not rest.removeprefix(words.SOURCES).strip("：、，；。 \n")


def _question(question: str) -> str:
    # dir="auto" also isolates the text, so that no direction mark in it turns the page round.
    return f'<h3 class="tw-unseen">{words.ASKED}</h3><p class="tw-question" dir="auto">{escape(question)}</p>'


def _status(answer: Answer) -> str:
    word, hint = words.STATUS_OF_ANSWER[answer.status], words.STATUS_HINT[answer.status]
    return f'<p class="tw-status tw-{answer.status}"><b>{word}</b><span>{hint}</span></p>'


def _mark(turn: int, k: int, citation: Citation, goto: str) -> str:
    label = f"{words.SOURCES} {k + 1}：{citation.label}"
    return button("cite", f"{turn}:{k}", str(k + 1), goto=goto, style="tw-mark", aria_label=label)


def _sources(turn: int, citations: Sequence[Citation], goto: str) -> str:
    if not citations:
        return ""
    chips = "".join(f"<li>{_chip(turn, k, citation, goto)}</li>" for k, citation in enumerate(citations))
    return f'<div class="tw-sources"><h4>{words.SOURCES}</h4><ol>{chips}</ol></div>'


def _chip(turn: int, k: int, citation: Citation, goto: str) -> str:
    inner = f"<b>{k + 1}</b><span>{escape(citation.label)}</span>"
    return button("cite", f"{turn}:{k}", inner, goto=goto, style="tw-chip")


def _followups(questions: Sequence[str]) -> str:
    buttons = "".join(f"<li>{button('ask', q, escape(q), style='tw-next')}</li>" for q in questions)
    return f'<ul class="tw-followups" aria-label="{words.FOLLOWUPS}">{buttons}</ul>' if questions else ""


def _notices(notices: Sequence[str]) -> str:
    lines = "".join(f"<li>{escape(notice)}</li>" for notice in notices)
    return f'<ul class="tw-notices" aria-label="{words.NOTICES}">{lines}</ul>' if lines else ""
