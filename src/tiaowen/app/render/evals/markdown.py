"""Tables in Markdown: the scores in the README, made from the baseline, and those of a run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tiaowen.app.render.evals import words
from tiaowen.app.render.evals.table import word_p
from tiaowen.evals.baseline import Baseline
from tiaowen.evals.compare import Comparison
from tiaowen.evals.figures import find_figures
from tiaowen.evals.retrieval import MEASURES
from tiaowen.evals.score import Scoring
from tiaowen.evals.shares import Mean, Share

_ENGLISH = {
    "answers": ("Questions of applicants and staff", "every expected fact, none forbidden, right conclusion"),
    "conversations": ("Conversations", "every turn right"),
    "retrieval": ("Search", "all articles that answer among the first five"),
    "claims": ("Written answers for the checker", "right ones accepted, wrong ones rejected"),
    "eligibility": ("Applications", "outcome and criteria"),
    "variations": ("Questions typed another way", "what was right stays right"),
    "mutations": ("Claims made from the rules", "reworded ones accepted, those with one thing changed rejected"),
    "boundaries": ("Boundaries of the rules", "at, below, above, unsaid"),
    "lookups": ("Look-ups of every place", "four ways of writing it"),
}
_ANSWERS = {
    "grounded": "every figure grounded",
    "direct": "facts within the first 150 characters",
    "recall": "citation recall",
    "precision": "citation precision",
    "kept_quiet": "abstention recall",
    "held_back": "abstention precision",
    "verdict": "eligibility outcome",
    "length": "characters, mean",
}

_VARIATIONS = {
    "of_examples": "of the example questions",
    "of_others": "of the others",
    "grounded": "every figure grounded",
}


def baseline_table(baseline: Baseline) -> Iterator[str]:
    """Yield the lines of the README's tables of accepted scores."""
    yield "| suite | right is | right | share | 95 % interval |"
    yield "|---|---|---|---|---|"
    for suite in baseline.suites:
        name, meaning = _ENGLISH[suite.suite]
        right = next(f.value() for f in suite.figures if f.measure == "right")
        if isinstance(right, Share):
            low, high = map(words.percent, right.interval)
            share = words.percent(right.value)
            yield f"| {name} | {meaning} | {right.hits}/{right.n} | {share} | {low} to {high} |"
    for suite in baseline.suites:
        if suite.suite == "answers":
            parts = [f"{_ANSWERS[f.measure]} {_english(f.value())}" for f in suite.figures if f.measure in _ANSWERS]
            yield ""
            yield f"Of the answers: {'; '.join(parts)}."
        if suite.suite == "variations":
            parts = [
                f"{_VARIATIONS[f.measure]} {_english(f.value())}" for f in suite.figures if f.measure in _VARIATIONS
            ]
            yield ""
            yield f"Of the variations: {'; '.join(parts)}."
        if suite.suite == "retrieval":
            means = {f.measure: f.mean for f in suite.figures if f.mean is not None}
            yield ""
            yield f"| search | {' | '.join(MEASURES)} |"
            yield "|---" * (len(MEASURES) + 1) + "|"
            for level in words.LEVELS:
                cells = " | ".join(f"{means[f'{level} {m}']:.3f}" for m in MEASURES if f"{level} {m}" in means)
                yield f"| by {level} | {cells} |"
        if suite.suite == "claims":
            parts = [
                f"{f.measure.replace('_', ' ')} {_english(f.value())}" for f in suite.figures if f.measure != "right"
            ]
            yield ""
            yield f"Of the written answers: {'; '.join(parts)}."
    prints = baseline.fingerprints
    yield ""
    yield (
        f"Accepted by `{baseline.command}` at corpus `{prints.corpus}`, rules `{prints.rules}`, "
        f"program `{prints.program}`, cases `{prints.cases}`."
    )


def run_markdown(scoring: Scoring, comparisons: Sequence[Comparison] = ()) -> Iterator[str]:
    """Yield the lines of a report of ``scoring`` in Markdown."""
    figures = find_figures(scoring)
    yield "# 条问评测"
    yield ""
    yield "| 考题 | 题数 | 答对 | 比例 | 95% 区间 |"
    yield "|---|---|---|---|---|"
    for suite in figures:
        right = suite.overall.right
        cells = (words.SUITES[suite.suite], str(right.n), str(right.hits), words.percent(right.value))
        yield f"| {' | '.join(cells)} | {words.interval(right)} |"
    for suite in figures:
        yield ""
        yield f"## {words.SUITES[suite.suite]}"
        yield ""
        yield words.ABOUT[suite.suite]
        yield ""
        for figure in suite.overall.figures:
            if figure.value.n:
                value = words.figure(figure.measure, figure.value)
                yield f"- {words.measure_name(figure.measure)}：{value}，{words.counted(figure.value)}"
        yield ""
        yield "| 类别 | 答对 | 95% 区间 |"
        yield "|---|---|---|"
        for group in suite.kinds:
            right = group.right
            yield f"| {words.kind_name(group.name)} | {right.hits}/{right.n} | {words.interval(right)} |"
    for comparison in comparisons:
        yield ""
        won, lost = len(comparison.won), len(comparison.lost)
        yield f"{words.SUITES[comparison.suite]}：多对 {won}，少对 {lost}，{word_p(comparison)}。"
    wrong = [case for case in scoring.cases if not case.right]
    yield ""
    yield f"## 答错的题（{len(wrong)}）"
    yield ""
    for case in wrong:
        yield f"- {words.SUITES[case.suite]} {case.id}：{_escape(case.why)}"


def _english(value: Share | Mean) -> str:
    if isinstance(value, Share):
        return f"{value.hits}/{value.n}"
    if value.value is None:
        return "–"
    return f"{value.value:.3f} (n={value.n})" if value.value <= 1 else f"{value.value:.0f} (n={value.n})"


def _escape(text: str) -> str:
    return " ".join(text.replace("<", "&lt;").replace("|", "\\|").split())
