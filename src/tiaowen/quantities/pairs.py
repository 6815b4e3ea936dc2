"""Values given one by one with 分别: 良好、优秀分别给予15、20万元."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tiaowen.domain import Value
from tiaowen.quantities.mention import Mention
from tiaowen.quantities.scan import find_quantities

_EACH = re.compile(r"分别|依次")
_STOP = re.compile(r"[。；;\n]")
_REACH = 80
_VALUE_REACH = 24
_MARK = re.compile(r"[\s*]*(、|和|及|与|，|,|以及)[\s*]*")
_LABEL_MARK = re.compile(r"(以及|、|比(?![例重赛照])|和(?![谐平解睦])|(?<!参)与|(?<![涉普以])及(?![格时其]))")
_EDGE = re.compile(r"[，,：:（）()“”「」《》的为是对将向按给由有|]|分别|依次")


class Pair(Value):
    """A label and the quantity given to it."""

    label: str
    mention: Mention


def find_pairs(text: str) -> tuple[Pair, ...]:
    """Return what ``text`` gives to each of several with 分别 or 依次.

    Of several lists before 分别 that are as long as that of the values, the one with the same list mark
    is meant, else the nearest.

    >>> text = "对考核等次为良好、优秀的工程中心和野外站分别给予15、20万元"
    >>> [(p.label, p.mention.quantity.low) for p in find_pairs(text)]
    [('良好', Fraction(150000, 1)), ('优秀', Fraction(200000, 1))]
    """
    mentions = find_quantities(text)
    pairs: list[Pair] = []
    nearest = 0
    for each in _EACH.finditer(text):
        while nearest < len(mentions) and mentions[nearest].start < each.end():
            nearest += 1
        values, mark = _values(text, each.end(), mentions[nearest : nearest + 12])
        if len(values) > 1:
            labels = _labels(text[max(0, each.start() - _REACH) : each.start()], len(values), mark)
            pairs += [Pair(label=label, mention=m) for label, m in zip(labels, values, strict=False)]
    return tuple(pairs)


def _values(text: str, at: int, mentions: Sequence[Mention]) -> tuple[list[Mention], str]:
    values: list[Mention] = []
    mark = ""
    for mention in mentions:
        gap = text[at : mention.start]
        if not values:
            if len(gap) > _VALUE_REACH or _STOP.search(gap):
                break
        elif match := _MARK.fullmatch(gap):
            mark = mark or match[1]
        else:
            break
        values.append(mention)
        at = mention.end
    return values, mark


def _labels(before: str, count: int, mark: str) -> list[str]:
    before = _STOP.split(before)[-1]
    lists: list[tuple[bool, list[str]]] = []
    for part in _EDGE.split(before):
        pieces = _LABEL_MARK.split(part)
        labels = ["".join(p.split()).strip("*") for p in pieces[::2]]
        if len(labels) == count and all(labels):
            lists.append((pieces[1] == mark, labels))
    same = [labels for is_same, labels in lists if is_same]
    return (same or [labels for _, labels in lists] or [[]])[-1]
