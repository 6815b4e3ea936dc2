"""自测, the other way round: every platform of every city, the nearest first."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tiaowen.app.render.page import words
from tiaowen.app.render.page.changes import change_words
from tiaowen.app.render.page.markup import button
from tiaowen.corpus.load import Corpus
from tiaowen.domain import CriterionOutcome
from tiaowen.rules.survey import Standing

HEADING = "从近到远"
NOTE = "先列没有不符合的，再按差得多少排；没有用到您填的数的排在最后。"
DETAIL = "用这些数细看"
NOTHING = "您填的还没有用到"
GAPS = "差在"


def survey_result(corpus: Corpus, standings: Sequence[Standing], *, goto: str) -> str:
    """Return the list of ``standings``; the button of each leads on to its form, in the element ``goto``."""
    entries = "".join(f"<li>{_standing(corpus, standing, goto)}</li>" for standing in standings)
    tools = button("print", "", words.PRINT, style="tw-quiet") + button("link", "", words.COPY_LINK, style="tw-quiet")
    return (
        f'<article class="tw-result tw-survey"><h2>{HEADING}</h2><p>{NOTE}</p><ol>{entries}</ol>'
        f'<div class="tw-acts">{tools}</div></article>'
    )


def _standing(corpus: Corpus, standing: Standing, goto: str) -> str:
    regulation = corpus.regulation(standing.regulation)
    category = f"（{standing.category}类）" if standing.category else ""
    status = words.status_word(regulation.status)
    state = f'<small class="tw-state">{status}</small>' if status else ""
    gaps = "".join(f"<li>{escape(change_words(corpus, change))}</li>" for change in standing.changes)
    lacks = f'<ul class="tw-gaps" aria-label="{GAPS}">{gaps}</ul>' if gaps else ""
    value = f"{standing.regulation}/{standing.platform}/{standing.category or ''}"
    return (
        f"<h3>{escape(regulation.jurisdiction.short)}　{escape(standing.platform)}{category}</h3>"
        f"<p><small>《{escape(regulation.title)}》</small>{state}</p>"
        f'<p class="tw-verdict tw-{_tone(standing)}">{standing_words(standing)}</p>{lacks}'
        f"{button('detail', value, DETAIL, goto=goto, style='tw-link tw-screen')}"
    )


def standing_words(standing: Standing) -> str:
    """Return how far it is, in a sentence."""
    counts = [(standing.count(outcome), word) for outcome, word in _WORDS]
    told = "，".join(f"{n} 项{word}" for n, word in counts if n)
    if not standing.count(CriterionOutcome.MET) and not standing.count(CriterionOutcome.UNMET):
        return f"{NOTHING}：{told}"
    return told


_WORDS = (
    (CriterionOutcome.MET, "符合"),
    (CriterionOutcome.UNMET, "不符合"),
    (CriterionOutcome.UNKNOWN, "还没说"),
)


def _tone(standing: Standing) -> str:
    if standing.count(CriterionOutcome.UNMET):
        return "fail"
    return "pass" if standing.eligibility.outcome == "pass" else "unknown"
