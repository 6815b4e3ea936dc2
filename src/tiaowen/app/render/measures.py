"""What the measuring commands print: tables in Chinese, in Markdown, so that they can be pasted anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiaowen.evals.load import Load, Way
    from tiaowen.evals.outside import OutsideRun, WayScores
    from tiaowen.evals.peers import Peer
    from tiaowen.evals.ranking import Interval
    from tiaowen.evals.scale import Scale
    from tiaowen.evals.speed import Speed

BUILDING = "建立索引"
BOTH_FILES = "--articles 和 --queries 要一起写。"
NOT_RERANKED = "逐项去掉的比较只用于自己的索引：请取消 TIAOWEN_RERANK_MODEL 再运行。"
_WAYS = {
    "BM25": "BM25",
    "dense": "向量",
    "fused": "融合",
    "all": "全部",
    "no lexical": "去掉词（BM25）",
    "no dense": "去掉向量",
    "no items": "去掉项",
    "no narrowing": "去掉收窄",
    "no synonyms": "去掉同义词",
}

WAYS: dict[Way, str] = {"page": "网页", "api": "接口"}


def load_table(loads: Sequence[Load]) -> Iterator[str]:
    """Yield the lines that tell how many at once were served."""
    heads = ("方式", "同时问的人", "问题", "p50 毫秒", "p95 毫秒", "p99 毫秒", "每秒", "出错", "串话")
    yield from _table(
        heads,
        (
            (
                WAYS[one.way],
                str(one.askers),
                str(one.latency.n),
                *(f"{value:.0f}" for value in (one.latency.p50, one.latency.p95, one.latency.p99)),
                f"{one.latency.n / one.seconds:.1f}",
                str(one.errors),
                str(one.crossed),
            )
            for one in loads
        ),
    )
    yield ""
    yield "服务和提问的人在同一台机器上。串话：收到的内容里有别人的话。"


def outside_table(run: OutsideRun) -> Iterator[str]:
    """Yield the lines that tell how the articles of outside data were found."""
    yield from _ways(run.ways)
    yield ""
    yield (
        f"{run.articles:,} 条，{run.ways[0].scores.n} 问；括号里是 95% 自助区间。建索引 {run.build_seconds:.1f} 秒，"
        f"索引 {run.disk:.0f} MB，内存峰值 {run.memory:.0f} MB。"
    )


def ingredients_table(ways: Sequence[WayScores]) -> Iterator[str]:
    """Yield the lines that tell what each ingredient brings."""
    yield from _ways(ways)
    yield ""
    yield f"{ways[0].scores.n} 问，按条计；括号里是 95% 自助区间。"


def peers_table(peers: Sequence[Peer], cases: int) -> Iterator[str]:
    """Yield the lines that set ours beside the peers."""
    from tiaowen.evals.peers import BUDGETS

    heads = [name for budget in BUDGETS for name in (f"{budget} 字召回", "整条在内")]
    yield from _table(
        ("方式", *heads, "片段", "混条", "p50 毫秒", "p95 毫秒"),
        (
            (
                peer.name,
                *(cell for r, w in zip(peer.recall, peer.whole, strict=True) for cell in (_interval(r), f"{w:.3f}")),
                str(peer.chunks),
                "—" if peer.mixed is None else f"{peer.mixed:.0%}",
                f"{peer.latency.p50:.1f}",
                f"{peer.latency.p95:.1f}",
            )
            for peer in peers
        ),
    )
    yield ""
    yield f"{cases} 问；括号里是 95% 自助区间。召回：应引条文的字有多少在给定字数的上下文里。"
    yield "整条在内：一字不缺地在里面的应引条文占多少。混条：含有不止一条的片段占多少。"


def speed_tables(speed: Speed) -> Iterator[str]:
    """Yield the lines of what was timed and of the other figures, each beside its floor."""
    if speed.timed:
        yield from _table(
            ("毫秒", "p50", "p95", "p99", "底线", "底线 p50", "倍数（p50）"),
            (
                (
                    row.what,
                    *(f"{value:.2f}" for value in (row.latency.p50, row.latency.p95, row.latency.p99)),
                    row.floor,
                    f"{row.floor_latency.p50:.2f}",
                    f"{row.ratio:.2f}",
                )
                for row in speed.timed
            ),
        )
        yield ""
    yield from _table(
        ("项目", "值", "底线", "底线值", "倍数"),
        (
            (
                row.what,
                f"{row.value:.2f} {row.unit}",
                row.floor,
                f"{row.floor_value:.2f} {row.unit}",
                f"{row.ratio:.2f}",
            )
            for row in speed.figures
        ),
    )


def scale_table(rows: Iterable[Scale]) -> Iterator[str]:
    """Yield the lines that tell time and memory over collections of growing size."""
    heads = (
        "条数",
        "建索引 秒",
        "只加向量 秒",
        "倍数",
        "处理器",
        "Chroma 查询",
        "检索",
        "倍数",
        "收窄到一部",
        "收窄到一成",
    )
    yield from _table(
        (*heads, "索引 MB", "内存 MB"),
        (
            (
                f"{row.articles:,}",
                f"{row.build_seconds:.2f}",
                f"{row.bare_add_seconds:.2f}",
                f"{row.build_seconds / row.bare_add_seconds:.2f}",
                f"{row.work:.2f}",
                f"{row.bare_query.p50:.2f}",
                f"{row.whole.p50:.2f}",
                f"{row.whole.p50 / row.bare_query.p50:.2f}",
                f"{row.one_law.p50:.2f}（×{row.one_law.p50 / row.whole.p50:.2f}）",
                f"{row.some_laws.p50:.2f}（×{row.some_laws.p50 / row.whole.p50:.2f}）",
                f"{row.disk:.0f}",
                f"{row.memory:.0f}",
            )
            for row in rows
        ),
    )
    yield ""
    yield "处理器一列是建索引用的处理器时间，以只加向量为一。查询和检索是 p50 毫秒；收窄的倍数以不收窄为一。"


def _ways(ways: Sequence[WayScores]) -> Iterator[str]:
    from tiaowen.evals.ranking import DEPTHS

    yield from _table(
        ("方式", *(f"R@{depth}" for depth in DEPTHS), "MRR@10", "p50 毫秒", "p95 毫秒"),
        (
            (
                _WAYS[way.way],
                *(_interval(recall) for recall in way.scores.recall),
                _interval(way.scores.mrr),
                f"{way.latency.p50:.1f}",
                f"{way.latency.p95:.1f}",
            )
            for way in ways
        ),
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _interval(interval: Interval) -> str:
    return f"{interval.mean:.3f}（{interval.low:.2f}–{interval.high:.2f}）"
