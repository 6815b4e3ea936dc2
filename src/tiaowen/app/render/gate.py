"""What ``tiaowen eval gate`` prints: tables in Markdown, so that they can be pasted anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tiaowen.evals.shares import Share

if TYPE_CHECKING:
    from tiaowen.evals.behaviour import Played
    from tiaowen.evals.gate import GateReport, Overhead

RUNNING = "按剧本作答"
_KINDS = {
    "right": "写得对",
    "wrong": "写得错，一种一个",
    "fails": "服务或模型失败",
    "attack": "照注入的指令写",
    "rewrites": "改写追问",
    "accept": "写好的回答，对的",
    "reject": "写好的回答，错的",
}


def gate_lines(report: GateReport, *, wrong: bool = False) -> Iterator[str]:
    """Yield the lines that tell what the gate let through, by kind, and what it costs."""
    yield "| 大模型的表现 | 个数 | 与预期相同 | 原样放行 | 改正后放行 | 换成直接回答 | 放出错的 |"
    yield "|---|---|---|---|---|---|---|"
    played = (*report.scripts, *report.claims)
    for kind, name in _KINDS.items():
        some = [one for one in played if one.kind == kind]
        if some:
            yield _row(name, some)
    kept = [one for one in played if one.expected == "kept"]
    stood = Share(hits=sum(one.answer.mode == "llm" for one in kept), n=len(kept))
    yield ""
    if kept:
        low, high = stood.interval
        share = f"{stood.hits / stood.n:.1%}，95% 区间 {low:.1%}–{high:.1%}"
        yield f"应原样放行的 {stood.n} 个，原样放行 {stood.hits} 个（{share}）。"
    if report.overhead is not None:
        yield _cost(report.overhead)
    for one in played if wrong else ():
        if not one.right:
            yield f"- {one.id}（{_KINDS[one.kind]}）：{one.why}"


def _row(name: str, some: Sequence[Played]) -> str:
    modes = [one.answer.mode for one in some]
    counts = (
        len(some),
        sum(one.right for one in some),
        modes.count("llm"),
        modes.count("llm-repaired"),
        modes.count("fallback") + modes.count("extractive"),
        sum(one.leaked for one in some),
    )
    return f"| {name} | {' | '.join(map(str, counts))} |"


def _cost(cost: Overhead) -> str:
    return (
        f"用时（{cost.n} 个写得对的，按每 0.05 秒 5 个字发出，中位数）：全部 {cost.whole:.2f} 秒；"
        f"第一句核对过的话在 {cost.first:.2f} 秒（{cost.first / cost.whole:.0%}）；"
        f"服务发完最后一个字后 {cost.after * 1000:.0f} 毫秒答完（{cost.after / cost.whole:.1%}）。"
    )
