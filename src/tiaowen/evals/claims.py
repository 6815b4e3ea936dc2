"""Scores of a checker: whether a text was let through exactly where it may leave, and where its mistakes were found."""

from __future__ import annotations

from collections.abc import Sequence

from tiaowen.domain import Verdict
from tiaowen.evals.cases import ClaimCase, Planted
from tiaowen.evals.shares import Score


def score_label(case: ClaimCase, verdicts: Sequence[Verdict]) -> Score:
    """Score whether the text was accepted or rejected as its label says."""
    stopped = [verdict for verdict in verdicts if not verdict.released]
    if case.label == "accept":
        if not stopped:
            return Score(value=1, reason="没有错，放行了。")
        return Score(value=0, reason=f"没有错，却拦下了“{stopped[0].text}”：{stopped[0].reason}")
    if stopped:
        return Score(value=1, reason=f"有错，拦下了“{stopped[0].text}”。")
    planted = "、".join(f"“{error.span}”" for error in case.errors)
    return Score(value=0, reason=f"有错{f'（{planted}）' if planted else ''}，却放行了。")


def score_located(case: ClaimCase, verdicts: Sequence[Verdict]) -> Score:
    """Score the share of the planted mistakes on which a verdict lies that stops the text."""
    if not case.errors:
        return Score(value=None, reason="本题没有标出错处。")
    missed = [planted.span for planted in case.errors if not locates(case.answer, planted, verdicts)]
    n, found = len(case.errors), len(case.errors) - len(missed)
    tail = f"，没有指到 {'、'.join(f'“{span}”' for span in missed)}" if missed else ""
    return Score(value=found / n, reason=f"标出 {n} 处错，指到 {found} 处{tail}。")


def locates(answer: str, planted: Planted, verdicts: Sequence[Verdict]) -> bool:
    """Tell whether one of ``verdicts`` that stops ``answer`` lies on ``planted``."""
    start = answer.find(planted.span)
    stopped = [verdict.text for verdict in verdicts if not verdict.released and verdict.text]
    return any(_overlaps(answer, words, start, start + len(planted.span)) for words in stopped)


def _overlaps(text: str, words: str, start: int, end: int) -> bool:
    at = text.find(words)
    while at >= 0:
        if at < end and start < at + len(words):
            return True
        at = text.find(words, at + 1)
    return False
