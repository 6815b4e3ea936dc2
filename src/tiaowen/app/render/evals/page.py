"""The report as one HTML page that asks for nothing: figures, plots, and every case that went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from tiaowen.app.render.evals import plots, words
from tiaowen.app.render.evals.failures import Failures, Texts
from tiaowen.app.render.evals.table import word_p
from tiaowen.evals.compare import Comparison
from tiaowen.evals.figures import RANKED, Group, SuiteFigures, find_figures
from tiaowen.evals.record import AnswerRecord, ConversationRecord, Record, Run, VariationRecord
from tiaowen.evals.retrieval import MEASURES
from tiaowen.evals.score import Scoring
from tiaowen.evals.shares import Mean, Share

_CSS = Path(__file__).parents[2] / "static" / "report.css"
_WRITTEN = ("answers", "conversations", "retrieval", "claims", "eligibility")
# Nothing is loaded, whatever an answer holds.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render_report(run: Run, scoring: Scoring, comparisons: Sequence[Comparison] = (), *, texts: Texts) -> str:
    """Return the report of ``run``; ``texts`` gives the law's own words at an address, None where unknown."""
    figures = find_figures(scoring)
    sections = [
        ("summary", "总的情况", "".join(_summary(figures, comparisons))),
        *((f"suite-{f.suite}", words.SUITES[f.suite], "".join(_suite(f, scoring.labels))) for f in figures),
        ("time", "用时", "".join(_times(run.records))),
        ("wrong", "答错的题", "".join(_wrong(run, scoring, texts))),
        ("how", "怎么算的", "".join(_how(scoring))),
    ]
    if comparisons:
        sections.insert(1, ("change", "与另一次比", "".join(_changes(comparisons))))
    links = "".join(f'<a href="#{id_}">{name}</a>' for id_, name, _ in sections)
    body = "".join(f'<section id="{id_}"><h2>{name}</h2>{inner}</section>' for id_, name, inner in sections)
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><title>条问评测报告</title>'
        f"<style>{_CSS.read_text(encoding='utf-8')}</style></head><body>"
        f'<header><p class="brand">条问</p><h1>评测报告</h1><p class="lead">{_lead(figures)}</p></header>'
        f'<nav aria-label="目录">{links}</nav><main>{body}</main>'
        f"<footer><p>{escape(_made(scoring))}</p></footer></body></html>\n"
    )


def _lead(figures: Sequence[SuiteFigures]) -> str:
    total = sum(f.overall.right.n for f in figures)
    right = sum(f.overall.right.hits for f in figures)
    crashed = sum(f.crashed for f in figures)
    written = [f for f in figures if f.suite in _WRITTEN]
    parts = "；".join(f"{words.SUITES[f.suite]} {f.overall.right.n} 题对 {f.overall.right.hits} 题" for f in written)
    made = total - sum(f.overall.right.n for f in written)
    made_right = right - sum(f.overall.right.hits for f in written)
    tail = f"由考题、规则和条文生成的 {made} 题对 {made_right} 题。" if made else ""
    trouble = f"有 {crashed} 题程序出错。" if crashed else "没有一题程序出错。"
    return f"人写的题：{parts}。{tail}{trouble}" if written else f"{tail}{trouble}"


def _summary(figures: Sequence[SuiteFigures], comparisons: Sequence[Comparison]) -> Iterator[str]:
    changes = {c.suite: f"+{len(c.won)} / −{len(c.lost)}" for c in comparisons}
    rows = []
    for f in figures:
        right = f.overall.right
        change = f"<td>{changes.get(f.suite, '—')}</td>" if comparisons else ""
        rows.append(
            f'<tr><th scope="row"><a href="#suite-{f.suite}">{words.SUITES[f.suite]}</a></th>'
            f"<td>{right.n}</td><td>{right.hits}</td><td>{words.percent(right.value)}</td>"
            f'<td class="wide">{plots.bar(right)}</td><td>{words.interval(right)}</td>{change}</tr>'
        )
    head = "".join(f"<th>{name}</th>" for name in ("考题", "题数", "答对", "比例"))
    head += '<th class="wide"></th><th>95% 区间</th>' + ("<th>多对 / 少对</th>" if comparisons else "")
    yield _table(head, rows)
    yield '<p class="soft">色条是答对的比例，细线是 95% 区间（Wilson）：题目越少，线越长，比例越说不准。</p>'


def _suite(suite: SuiteFigures, labels: dict[str, str]) -> Iterator[str]:
    yield f'<p class="soft">{words.ABOUT[suite.suite]}</p>'
    tiles = [f for f in suite.overall.figures if f.measure not in RANKED and f.value.n]
    if len(tiles) > 1:
        cells = "".join(
            f'<div class="tile"><dt>{words.measure_name(f.measure)}</dt>'
            f"<dd>{_tile(f.measure, f.value)}<small>{words.counted(f.value)}</small></dd>"
            f'<dd class="meaning">{words.MEANING.get(f.measure, "")}</dd></div>'
            for f in tiles
        )
        yield f'<dl class="tiles">{cells}</dl>'
    ranked = "".join(_ranked(suite))
    if ranked:
        yield ranked
    plotted = [_plot(suite.kinds, "按类别", words.kind_name)]
    regulations = [g for g in suite.regulations if g.name]
    if regulations and suite.suite != "lookups":
        plotted.append(_plot(suite.regulations, "按法规", lambda id_: words.regulation_name(id_, labels)))
    yield f'<div class="plots">{"".join(plotted)}</div>'


def _tile(measure: str, value: Share | Mean) -> str:
    if isinstance(value, Share):
        return f"{words.percent(value.value)}<i>{value.hits}/{value.n}</i>"
    return words.figure(measure, value)


def _ranked(suite: SuiteFigures) -> Iterator[str]:
    rows = []
    for level, name in words.LEVELS.items():
        found = [suite.overall.find(f"{level} {measure}") for measure in MEASURES]
        if found[0] is None or not found[0].n:
            continue
        cells = "".join(f"<td>{one.value:.3f}</td>" if one and one.value is not None else "<td>—</td>" for one in found)
        rows.append(f'<tr><th scope="row">{name}</th>{cells}<td>{found[0].n}</td></tr>')
    if rows:
        head = "".join(f"<th>{words.RANKED[measure]}</th>" for measure in MEASURES)
        yield _table(f"<th>检索</th>{head}<th>n</th>", rows)


def _table(head: str, rows: Iterable[str]) -> str:
    return (
        f'<div class="scroll"><table class="figures"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _plot(groups: Iterable[Group], title: str, name_of: Callable[[str], str]) -> str:
    return plots.bars([plots.Bar(name_of(group.name), group.right) for group in groups], title)


def _changes(comparisons: Sequence[Comparison]) -> Iterator[str]:
    for c in comparisons:
        if not (c.won or c.lost):
            continue
        yield (
            f"<h3>{words.SUITES[c.suite]}：{c.before.hits}/{c.before.n} → {c.after.hits}/{c.after.n}"
            f"<small>多对 {len(c.won)} 题，少对 {len(c.lost)} 题，{word_p(c)}</small></h3>"
        )
        if c.lost:
            yield '<table class="cases"><thead><tr><th>少对的</th><th>原因</th></tr></thead><tbody>'
            for change in c.lost:
                link = f'<a href="#{c.suite}-{escape(change.after.id)}">{escape(change.after.id)}</a>'
                yield f"<tr><td>{link}</td><td>{escape(change.after.why)}</td></tr>"
            yield "</tbody></table>"
        if c.won:
            yield f"<p>多对的：{escape('、'.join(change.after.id for change in c.won))}</p>"
    if not any(c.won or c.lost for c in comparisons):
        yield "<p>每一题的对错都一样。</p>"


def _times(records: Iterable[Record]) -> Iterator[str]:
    times: dict[str, list[float]] = {}
    for record in records:
        match record:
            case AnswerRecord(reply=reply) | VariationRecord(reply=reply):
                found = [reply.elapsed_ms]
            case ConversationRecord(replies=replies):
                found = [reply.elapsed_ms for reply in replies]
            case _:
                found = [record.elapsed_ms]
        times.setdefault(words.SUITES[record.suite], []).extend(found)
    asked = [t for name in (words.SUITES["answers"], words.SUITES["conversations"]) for t in times.get(name, ())]
    if asked:
        yield plots.histogram(asked, f"{len(asked)} 次回答各用多久")
    rows = []
    for name, measured in times.items():
        latency = plots.to_latency(measured)
        cells = "".join(f"<td>{plots.word_time(value)}</td>" for value in latency[1:])
        rows.append(f'<tr><th scope="row">{name}</th><td>{latency.n}</td>{cells}</tr>')
    head = "".join(f"<th>{name}</th>" for name in ("考题", "次数", "一半在", "95% 在", "99% 在", "最慢"))
    yield _table(head, rows)
    yield '<p class="soft">时间因机器而异，不计入成绩。</p>'


def _wrong(run: Run, scoring: Scoring, texts: Texts) -> Iterator[str]:
    failures = Failures(scoring.labels, texts)
    pairs = [(r, s) for r, s in zip(run.records, scoring.cases, strict=True) if not s.right]
    yield f"<p>共 {len(pairs)} 题，全部列在下面。</p>" if pairs else "<p>没有答错的题。</p>"
    suite = None
    for record, score in pairs:
        if score.suite != suite:
            suite = score.suite
            yield f"<h3>{words.SUITES[score.suite]}</h3>"
        yield failures.render(record, score)


def _how(scoring: Scoring) -> Iterator[str]:
    yield (
        "<p>评分只比对文字、地址和数值，不用大模型打分，同一次运行重评，结果逐字相同。检索指标用 ir-measures 计算；"
        "比例的区间是 Wilson 95% 区间；两次运行之间用 McNemar 配对精确检验。各考题怎样才算对，写在各节开头，"
        "全部定义见 evals/README.md。</p>"
    )
    prints = scoring.fingerprints
    names = {
        "条文": prints.corpus,
        "规则": prints.rules,
        "提示词": prints.prompts,
        "向量模型": prints.embedding,
        "作答": prints.model,
        "程序": prints.program,
        "考题": prints.cases,
    }
    rows = "".join(
        f'<tr><th scope="row">{name}</th><td><code>{escape(v)}</code></td></tr>' for name, v in names.items()
    )
    caption = "指纹：任何一项变了，成绩就不是同一回事"
    yield f'<table class="prints"><caption>{caption}</caption><tbody>{rows}</tbody></table>'


def _made(scoring: Scoring) -> str:
    return f"条问 {scoring.version}，由 {scoring.command} 生成。"
