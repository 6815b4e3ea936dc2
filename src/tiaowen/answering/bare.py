"""Numbers and their units as they are typed: 场地200 → 场地200平方米, 专职研究的20 → 专职研究的20人, 8 人 → 8人."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.terms import Metric
from tiaowen.quantities import find_quantities

_UNIT = r"[个人名位平㎡m万wW元年月天日项篇家例件%分岁周号条款次届亩]"
_BARE = re.compile(
    rf"(?<![\d.:/年月日第约\-—~A-Za-z])\d{{1,5}}(?:\.\d+)?(?=[\s，,。；;、）)？?！!]|$)(?!\s*(?:{_UNIT}))"
)
_SPACED = re.compile(
    rf"(?<=\d)[ \u3000]+(?={_UNIT}(?![员才]))|(?<=[万亿])[ \u3000]+(?=元)"
    r"|(?<=年)[ \u3000]+(?=\d{1,2}[ \u3000]*月)|(?<=月)[ \u3000]+(?=\d{1,2}[ \u3000]*[日号])"
)
_SPACE = re.compile(r"[ \u3000]")
_PAUSED = re.compile(r"[，,、。；;：:！!？?]")
_BEFORE_NUMBER = re.compile(r"(?<=[\u3400-\u9fff])[ \u3000]+(?=\d)")
_LIGHT = re.compile(r"(?:的|还有?|另有?|又有?|有|共|一共|总共|是|约|就|才|只|都|也|到|打|[:：\s])*$")
_UNITS = ("人", "平方米", "周岁", "分", "家", "例", "篇", "项")  # a name of several measures is of the first of these
_SCORED = "权重"  # what is weighed is told in points
_SWAPPED = re.compile(r"(\W*(?:那么?|就)?(?:如果|要是|假如)?(?:换[个成]?|改[成为]|是)\d{1,5})(?=的|呢|[，,\s?？]|$)")
_LONGEST = 12  # characters of a name


def join_units(text: str) -> str:
    """Return ``text`` without the spaces between a number and its unit, within a date, and of mere typography.

    >>> join_units("研发人员 8 人 设备 300 万 元 2025 年 3 月 1 日 报")
    '研发人员 8人 设备 300万元 2025年3月1日 报'
    >>> join_units("柳州固定研发人员 8 人本科 7 人够吗")
    '柳州固定研发人员8人本科7人够吗'
    """
    joined = _SPACED.sub("", text)
    closed = _BEFORE_NUMBER.sub("", joined)
    typeset = joined != text or _PAUSED.search(text)
    return closed if typeset and not _SPACE.search(closed) else joined


def with_units(text: str, corpus: Corpus, before: str = "") -> str:
    """Return ``text`` with the unit of what is measured behind each number that has none and follows its name.

    A number that takes the place of one in the turn ``before`` has its unit: 主任62岁 … 换个55的.
    """
    units = {mention.quantity.unit for mention in find_quantities(before)}
    if len(units) == 1 and (swapped := _SWAPPED.match(text)):
        text = f"{swapped[1]}{units.pop()}{text[swapped.end(1) :]}"
    words = _words(corpus.terms.metrics)
    for match in reversed(list(_BARE.finditer(text))):
        before = text[: match.start()].rstrip()
        named = [before[max(0, len(before) - length) :] for length in range(_LONGEST, 1, -1)]
        named += [_LIGHT.sub("", name) for name in named]
        if unit := next((words[name] for name in named if name in words), None):
            text = f"{text[: match.end()]}{unit}{text[match.end() :]}"
    return text


@lru_cache(maxsize=4)
def _words(metrics: Sequence[Metric]) -> dict[str, str]:
    """Return the unit of each name of a measure."""
    units: dict[str, set[str]] = {}
    parts = {metric.name: metric.unit for metric in metrics if metric.unit in _UNITS}
    for metric in metrics:
        unit = "分" if metric.name.endswith(_SCORED) else parts.get(metric.part or "", metric.unit)
        for word in (metric.name, *metric.aliases, *metric.said) if unit else ():
            units.setdefault(word, set()).add(unit or "")
    return {word: unit for word, held in units.items() if (unit := next((u for u in _UNITS if u in held), ""))}
