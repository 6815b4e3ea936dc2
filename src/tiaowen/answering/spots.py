"""Where the figures of a turn stand, and which of them the asker tells of themselves: not 近三年, 一家, 要几个."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tiaowen.quantities import Mention, to_base

CLAUSE = re.compile(r"[^，,。；;：:！!？?\n（）()]+")
"""A clause of what people type; brackets part clauses."""
ARTICLE = re.compile("一[家名个位项所块]")
"""一 before a noun, where it is an article."""

_WINDOW_BEFORE = re.compile(r"(?:近|前|最近|过去|这|往前数|往前)$")
_WINDOW_AFTER = re.compile(
    r"(?:来|间)?(?:一共|共|总共|累计|合计|加起来|以来|之内|每年|都|连续|投入|研发|没|未|能|只|就|里|在|最多|顶多|来|待|到岗)"
)
_LAW = re.compile(
    r"要求|规定|(?<!地方)(?<!行业)(?<!国家)(?<!团体)(?<!制定)标准|门槛|不少于|不低于|至少|最少|最多|不超过|多少|几[个名人家项篇]|要几|得有几|凭什么"
)
_ORDERS = re.compile(r"忽略|无视|不[管要]理会|(?:直接|就|必须|只能)(?:说|写|回答|告诉)|假装")
_POINTS = re.compile(r"(?:这个?|那个?|其中的?|前述)$")
_COUNTED = re.compile(r"(?:联合了?|拉了|找了?|有|跟|和|与|只有?|就|仅|才|共)$")


class Place(NamedTuple):
    """Where a figure stands: the start of its clause, the figures there, and between which words of them it is.

    ``after`` is where the last figure before the clause ends: words before that one are its own.
    """

    after: int
    start: int
    own: Sequence[Mention]
    since: int
    until: int


def place_of(turn: str, mentions: Sequence[Mention], at: int) -> Place | None:
    """Return where a figure of the asker's stands; None for one that is the law's, a window or an order's."""
    mention = mentions[at]
    clause = next((c for c in CLAUSE.finditer(turn) if c.start() <= mention.start < c.end()), None)
    if clause is None or _ORDERS.search(clause[0]) or _is_no_fact(turn, mention):
        return None
    own = [
        m
        for m in mentions
        if clause.start() <= m.start < clause.end() and not _POINTS.search(turn, max(0, m.start - 3), m.start)
    ]
    since = max((m.end for m in own if m.end <= mention.start), default=clause.start())
    until = min((m.start for m in own if m.start >= mention.end), default=clause.end())
    if all(m is not mention for m in own) or _LAW.search(turn, since, until) or _is_window(turn, mention):
        return None
    earlier = max((m.end for m in mentions if m.end <= clause.start()), default=0)
    return Place(earlier, clause.start(), own, since, until)


def _is_no_fact(turn: str, mention: Mention) -> bool:
    """Tell whether a figure is the article of a noun: 一家化工厂."""
    return bool(ARTICLE.fullmatch(mention.text)) and not _COUNTED.search(
        turn[max(0, mention.start - 4) : mention.start]
    )


def _is_window(turn: str, mention: Mention) -> bool:
    """Tell whether a time only says over how long: 近三年, 三年一共."""
    if to_base(mention.quantity).unit != "个月":
        return False
    before = turn[max(0, mention.start - 4) : mention.start]
    return bool(_WINDOW_BEFORE.search(before) or _WINDOW_AFTER.match(turn, mention.end))
