"""Plots as inline SVG: bars with their intervals, and how long answers took. Lengths are in percent, so they fit."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from tiaowen.app.render.evals import words
from tiaowen.evals.shares import Share

_HEIGHT = 132  # of the histogram, in px
_BASE = 104
_BINS_A_DECADE = 6


class Bar(NamedTuple):
    """A bar: what it is of, and the share it shows."""

    name: str
    share: Share


def bars(rows: Iterable[Bar], title: str) -> str:
    """Return a plot of shares: a bar each, a thin line for its interval, the numbers beside it."""
    body = "".join(_bar(row) for row in rows)
    return f'<figure class="plot"><figcaption>{escape(title)}</figcaption><div class="bars">{body}</div></figure>'


def bar(share: Share) -> str:
    """Return the bar of one share, without words."""
    low, high = share.interval
    value = share.value or 0.0
    label = f"{words.percent(share.value)}，95% 区间 {words.interval(share)}"
    ends = f'x1="{_percent(low)}" x2="{_percent(high)}" y1="50%" y2="50%"'
    if not share.n:
        return '<svg class="bar" role="img" aria-label="没有题"></svg>'
    return (
        f'<svg class="bar" role="img" aria-label="{label}"><rect class="ground" width="100%" height="100%"/>'
        f'<rect class="value" width="{_percent(value)}" height="100%"/>'
        f'<line class="range" {ends}/></svg>'
    )


def _bar(row: Bar) -> str:
    share = row.share
    return (
        f'<div class="row"><span class="name">{escape(row.name)}</span>{bar(share)}'
        f'<span class="number">{share.hits}/{share.n}<b>{words.percent(share.value)}</b></span></div>'
    )


class Latency(NamedTuple):
    """Percentiles of ``n`` times in milliseconds."""

    n: int
    p50: float
    p95: float
    p99: float
    most: float


def to_latency(times: Sequence[float]) -> Latency:
    """Return the percentiles of ``times``, each a time that was measured.

    >>> to_latency([3.0, 1.0, 2.0])
    Latency(n=3, p50=2.0, p95=3.0, p99=3.0, most=3.0)
    """
    ranked = sorted(times)
    p50, p95, p99 = (ranked[math.ceil(p / 100 * len(ranked)) - 1] for p in (50, 95, 99))
    return Latency(len(ranked), p50, p95, p99, ranked[-1])


def histogram(times: Sequence[float], title: str) -> str:
    """Return how ``times`` (ms) are distributed, on a scale that grows tenfold from mark to mark."""
    logs = [math.log10(max(time, 0.01)) for time in times]
    first, last = math.floor(min(logs)), max(math.ceil(max(logs)), math.floor(min(logs)) + 1)
    n = (last - first) * _BINS_A_DECADE
    counts = [0] * n
    for log in logs:
        counts[min(int((log - first) * _BINS_A_DECADE), n - 1)] += 1
    most = max(counts)
    columns = "".join(
        f'<rect class="value" x="{_percent((i + 0.06) / n)}" width="{_percent(0.88 / n)}" '
        f'y="{_BASE - 84 * count / most:.1f}" height="{84 * count / most:.1f}"/>'
        f'<text x="{_percent((i + 0.5) / n)}" y="{_BASE - 84 * count / most - 5:.1f}" class="count">{count}</text>'
        for i, count in enumerate(counts)
        if count
    )
    marks = "".join(_mark(decade, first, last) for decade in range(first, last + 1))
    label = f"{len(times)} 次回答的用时分布"
    return (
        f'<figure class="plot"><figcaption>{escape(title)}</figcaption>'
        f'<svg class="histogram" height="{_HEIGHT}" role="img" aria-label="{label}">'
        f'<line class="axis" x1="0" x2="100%" y1="{_BASE}" y2="{_BASE}"/>{columns}{marks}</svg></figure>'
    )


def _mark(decade: int, first: int, last: int) -> str:
    at = (decade - first) / (last - first)
    anchor = "start" if decade == first else "end" if decade == last else "middle"
    place = f'x="{_percent(at)}" y="{_BASE + 18}" text-anchor="{anchor}"'
    return f'<text class="tick" {place}>{word_time(10.0**decade)}</text>'


def word_time(milliseconds: float) -> str:
    """Return a time in words.

    >>> word_time(0.1), word_time(6.44), word_time(1000)
    ('0.1 毫秒', '6.4 毫秒', '1 秒')
    """
    if milliseconds >= 1000:
        return f"{milliseconds / 1000:.3g} 秒"
    return f"{milliseconds:.2g} 毫秒" if milliseconds < 100 else f"{milliseconds:.0f} 毫秒"


def _percent(share: float) -> str:
    return f"{share * 100:.2f}%"
