"""What ``tiaowen eval`` prints: the table of a run, two runs side by side, and what has become worse."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.console import Console
from rich.table import Table

from tiaowen.app.render.evals import words
from tiaowen.evals.baseline import Check
from tiaowen.evals.cases import SuiteName
from tiaowen.evals.compare import Comparison
from tiaowen.evals.figures import RANKED, SuiteFigures, find_figures
from tiaowen.evals.retrieval import MEASURES
from tiaowen.evals.score import CaseScore, Scoring

_WIDTH = 110
_NAMED = 30  # cases that are named of one suite


def run_lines(scoring: Scoring, comparisons: Sequence[Comparison] = (), *, wrong: bool = False) -> Iterator[str]:
    """Yield the lines of the table of ``scoring``: a row for each suite, then its further figures."""
    figures = find_figures(scoring)
    yield from _lines(_overall(figures, comparisons))
    for suite in figures:
        yield from _further(suite)
    yield from groundless_lines(case for case in scoring.cases if case.groundless)
    for comparison in comparisons:
        yield from comparison_lines(comparison)
    if wrong:
        for case in scoring.cases:
            if not case.right:
                yield f"✗ {words.SUITES[case.suite]} {case.id}（{words.kind_name(case.kind)}）{case.why}"


def groundless_lines(cases: Iterable[CaseScore]) -> Iterator[str]:
    """Yield a line for each of ``cases``, whose answer has a figure from nowhere or a claim that may not leave."""
    for case in cases:
        yield f"✗ {words.SUITES[case.suite]} {case.id}：数字没有出处，或说法不该放行：{case.scores['grounded'].reason}"


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """Yield what was won and lost between two runs of one suite; nothing where they are alike."""
    name, won, lost = words.SUITES[comparison.suite], comparison.won, comparison.lost
    if not (won or lost):
        return
    yield ""
    yield f"{name}：多对 {len(won)} 题，少对 {len(lost)} 题（{word_p(comparison)}）。"
    yield from (f"  ✗ 少对 {change.after.id}：{change.after.why}" for change in lost)
    yield from (f"  ✓ 多对 {change.after.id}" for change in won)


def word_p(comparison: Comparison) -> str:
    """Return how likely so large a difference is by chance."""
    p = comparison.p_value
    return f"配对检验 p={'<0.001' if p < 0.001 else f'{p:.3f}'}".replace("=<", "<")


def check_lines(
    checks: Iterable[Check], missing: Sequence[SuiteName] = (), problems: Sequence[str] = ()
) -> Iterator[str]:
    """Yield what has become worse than accepted, each case that was right and is now wrong with its reason."""
    checks = tuple(checks)
    yield from (f"✗ {problem}" for problem in problems)
    yield from (f"✗ {words.SUITES[suite]}：基线里有这一套，现在一题也没有。" for suite in missing)
    for check in checks:
        yield from _suite_lines(check)
    passed = not (missing or problems) and all(check.passed for check in checks)
    changed = any(check.won or check.new or check.gone or check.lost for check in checks)
    yield "与基线相比没有退步。" if passed else "与基线相比有退步。请改正；确认要接受，就运行 tiaowen eval accept。"
    if passed and changed:
        yield "成绩或考题有变化：运行 tiaowen eval accept 记入基线，再用 cog -r README.md 更新成绩表。"


def _suite_lines(check: Check) -> Iterator[str]:
    name = words.SUITES[check.suite]
    for fall in check.falls:
        accepted, found = (words.figure(fall.measure, value) for value in (fall.accepted, fall.found))
        yield f"✗ {name}：{words.measure_name(fall.measure)}由 {accepted} 降到 {found}。"
        lost = {case.id for case in check.lost}  # named below
        yield from _some([f"  ✗ {one.id}　{one.reason}" for one in fall.cases if one.id not in lost])
    if check.lost:
        fell = any(fall.measure == "right" for fall in check.falls)
        yield f"{name}：原来答对、现在答错的 {len(check.lost)} 题" + ("：" if fell else "（得失相抵）：")
        yield from _some([f"  ✗ {case.id}（{words.kind_name(case.kind)}）{case.why}" for case in check.lost])
    yield from (f"✗ {name} {case.id} {case.why}" for case in check.crashed if case not in check.lost)
    yield from groundless_lines(check.groundless)
    if check.gone:
        yield f"{name}：基线里有、现在没有的 {len(check.gone)} 题：{_names(check.gone)}"
    if check.won:
        yield f"{name}：原来答错、现在答对的 {len(check.won)} 题：{_names(check.won)}"
    if check.new:
        yield f"{name}：基线里没有的新题 {len(check.new)} 题。"


def _some(lines: Sequence[str]) -> Iterator[str]:
    yield from lines[:_NAMED]
    if len(lines) > _NAMED:
        yield f"    等 {len(lines)} 题"


def _names(ids: Sequence[str]) -> str:
    return "、".join(ids[:_NAMED]) + (f" 等 {len(ids)} 题" if len(ids) > _NAMED else "")


def _overall(figures: Sequence[SuiteFigures], comparisons: Sequence[Comparison]) -> Table:
    table = _table("考题", "题数", "答对", "比例", "95% 区间", "出错", *(["与另一次比"] if comparisons else []))
    changes = {c.suite: f"+{len(c.won)} −{len(c.lost)}" for c in comparisons}
    for suite in figures:
        right = suite.overall.right
        row = [words.SUITES[suite.suite], str(right.n), str(right.hits), words.percent(right.value)]
        row += [words.interval(right), str(suite.crashed)]
        table.add_row(*row, *([changes.get(suite.suite, "—")] if comparisons else []))
    return table


def _further(suite: SuiteFigures) -> Iterator[str]:
    plain = [f for f in suite.overall.figures if f.measure not in {"right", *RANKED}]
    ranked = [f for f in suite.overall.figures if f.measure in RANKED and f.value.n]
    if plain:
        table = _table(words.SUITES[suite.suite], "数值", "", "含义")
        for figure in plain:
            cells = words.figure(figure.measure, figure.value), words.counted(figure.value)
            table.add_row(words.measure_name(figure.measure), *cells, words.MEANING.get(figure.measure, ""))
        yield ""
        yield from _lines(table)
    if any(figure.measure in words.APART for figure in plain):
        table = _table(f"{words.SUITES[suite.suite]}：类别", *words.APART.values(), "合计")
        for group in suite.kinds:
            shares = [group.find(measure) for measure in words.APART]
            told = (words.figure(m, share) for m, share in zip(words.APART, shares, strict=True) if share)
            table.add_row(words.kind_name(group.name), *told, words.figure("right", group.right))
        yield ""
        yield from _lines(table)
    if ranked:
        table = _table(f"{words.SUITES[suite.suite]}：排名", *(words.RANKED[m] for m in MEASURES), "n")
        for level, name in words.LEVELS.items():
            found = [suite.overall.find(f"{level} {measure}") for measure in MEASURES]
            values = [f"{one.value:.3f}" if one and one.value is not None else "—" for one in found]
            table.add_row(name, *values, str(found[0].n if found[0] else 0))
        yield ""
        yield from _lines(table)


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="")
    for n, heading in enumerate(headings):
        table.add_column(heading, justify="left" if n == 0 or heading in {"含义", ""} else "right")
    return table


def _lines(table: Table) -> list[str]:
    out = io.StringIO()
    Console(file=out, width=_WIDTH, color_system=None).print(table)
    return [line.rstrip() for line in out.getvalue().splitlines() if line.strip()]
