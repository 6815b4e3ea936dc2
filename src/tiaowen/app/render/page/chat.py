"""The conversation: questions, answers, and the places in the law that they rest on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from tiaowen.app.feedback import LONGEST_REASON
from tiaowen.app.render.page import words
from tiaowen.app.render.page.claims import checked_fold
from tiaowen.app.render.page.markup import button, from_markdown
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Answer, Citation


class Turn(NamedTuple):
    """What was asked, the answer, and what the asker said of it: right, wrong, or nothing yet."""

    question: str
    answer: Answer
    rating: str = ""


def conversation(
    corpus: Corpus, turns: Sequence[Turn], *, goto: str, waiting: str = "", growing: Answer | None = None
) -> str:
    """Return the conversation as HTML; before the first question, the welcome with its examples.

    ``waiting`` is a question whose answer is not whole yet, ``growing`` as much of it as there is; ``goto`` the
    element in which citations open.
    """
    if not turns and not waiting:
        return _welcome()
    answered = "".join(
        _turn(corpus, n, turn, goto, last=n == len(turns) - 1 and not waiting) for n, turn in enumerate(turns)
    )
    asked = _unanswered(waiting, growing) if waiting else ""
    kept = escape(json.dumps([turn.question for turn in turns], ensure_ascii=False)) if turns else ""
    remembered = f' data-turns="{kept}"' if kept and not waiting else ""
    return f'<div class="tw-log" role="log" aria-label="{words.ASK_TAB}"{remembered}>{answered}{asked}</div>'


def _unanswered(question: str, growing: Answer | None) -> str:
    if growing is None:
        return f'<section class="tw-turn">{_question(question)}<p class="tw-waiting">{words.WAITING}</p></section>'
    marks = [f'<span class="tw-mark">{k}</span>' for k in range(1, len(growing.citations) + 1)]
    return (
        f'<section class="tw-turn">{_question(question)}<div class="tw-answer">'
        f'<p class="tw-waiting">{words.CHECKING}</p>'
        f'<div class="tw-text">{from_markdown(_without_sources(growing), marks)}</div></div></section>'
    )


def note(text: str) -> str:
    """Return what stands in the line under a form: what is wrong, and what to do."""
    return escape(text)


def _welcome() -> str:
    groups = "".join(_examples(kind, questions) for kind, questions in words.EXAMPLES)
    return (
        f'<div class="tw-welcome"><h2>{words.WELCOME}</h2><p>{words.WELCOME_TEXT}</p>'
        f'<div class="tw-examples">{groups}</div>{_past()}</div>'
    )


def _past() -> str:
    """Return the place for earlier conversations, which the browser fills in from what it has kept."""
    return (
        f'<section class="tw-past" hidden data-forget="{words.FORGET}"><h3>{words.PAST}</h3><p>{words.PAST_NOTE}</p>'
        f'<ul></ul><button type="button" class="tw-quiet tw-forget-all">{words.FORGET_ALL}</button></section>'
    )


def _examples(kind: str, questions: Sequence[str]) -> str:
    buttons = "".join(f"<li>{button('ask', q, escape(q), style='tw-example')}</li>" for q in questions)
    return f"<section><h3>{escape(kind)}</h3><ul>{buttons}</ul></section>"


def _turn(corpus: Corpus, n: int, turn: Turn, goto: str, *, last: bool) -> str:
    answer = turn.answer
    followups = _followups(answer.followups if last else ())
    marks = [_mark(n, k, citation, goto) for k, citation in enumerate(answer.citations)]
    return (
        f'<section class="tw-turn">{_question(turn.question)}'
        f'<div class="tw-answer"><h3 class="tw-unseen">{words.ANSWERED}</h3>{_status(answer)}'
        f'<div class="tw-text">{from_markdown(_without_sources(answer), marks)}</div>'
        f"{_notices(answer.notices)}{_sources(n, answer.citations, goto)}"
        f"{checked_fold(corpus, answer.claims, goto=goto, rewritten=answer.rewritten)}"
        f'<div class="tw-acts">{_copy(answer)}{_rate(n, turn.rating)}</div>{followups}</div></section>'
    )


def _copy(answer: Answer) -> str:
    return button("", "", words.COPY, style="tw-quiet", data_copy=plain_answer(answer), aria_label=words.COPY_ANSWER)


def plain_answer(answer: Answer) -> str:
    """Return ``answer`` as text to paste: what it says, its sources with their addresses, its notices."""
    sources = [f"〔{n}〕{c.label}（{c.address}）" for n, c in enumerate(answer.citations, 1)]
    return "\n".join([_without_sources(answer), "", *sources, *answer.notices]).strip()


def _rate(turn: int, rating: str) -> str:
    """Return the question whether the answer is right, or that it has been answered."""
    if rating:
        return f'<p class="tw-rated" role="status">{words.RATED}</p>'
    right = button("rate", str(turn), words.RIGHT, style="tw-quiet")
    form = (
        f'<form data-event="wrong"><input type="hidden" name="turn" value="{turn}"><label for="why-{turn}">{words.WHY}'
        f'</label><textarea id="why-{turn}" name="why" rows="2" maxlength="{LONGEST_REASON}"></textarea>'
        f'<p>{words.RATE_NOTE}</p><button type="submit" class="tw-go">{words.SEND}</button></form>'
    )
    wrong = f'<details class="tw-why"><summary>{words.WRONG}</summary>{form}</details>'
    return f'<div class="tw-rate"><span>{words.RATE}</span>{right}{wrong}</div>'


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
    return f'<h2 class="tw-unseen">{words.ASKED}</h2><p class="tw-question" dir="auto">{escape(question)}</p>'


def _status(answer: Answer) -> str:
    word, hint = words.STATUS_OF_ANSWER[answer.status], words.STATUS_HINT[answer.status]
    hint += words.WRITTEN_BY.get(answer.mode, "")
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
