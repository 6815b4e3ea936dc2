"""What somebody tells that is not so yet, or not for sure: 计划配备10人, 没有300平, 差1个到8人, 备案正在办."""

from __future__ import annotations

import re

from tiaowen.answering.spots import Place
from tiaowen.quantities import Mention

_NOT_YET = re.compile(
    r"正在|在谈|在办|办理中|筹建|筹备|过期|失效|(?:计划(?!项目|任务|书|类)|预计|争取)(?![^，。；]{0,4}(?:申|报|备案|认定|牵头|注册))"
)
_SHORT = re.compile(r"(?:差|缺)[^，。；]{0,8}[到满够]|比[^，。；]{0,8}[少低小短]")
_NONE = re.compile(r"(?<!有)没有?$")
_SENT = re.compile(r"投(?:了|稿了?|出)?$")
_PENDING = re.compile(r"[^，。；]{0,3}(?:在审|待批|(?:没|未)到岗)")


def is_not_yet(words: str) -> bool:
    """Tell whether ``words`` tell of what is under way, planned, or over.

    >>> is_not_yet("首席技术官正在办理备案"), is_not_yet("我们计划申报重点实验室")
    (True, False)
    """
    return bool(_NOT_YET.search(words))


def is_doubtful(turn: str, mention: Mention, place: Place) -> bool:
    """Tell whether the figure is none that the asker has: a plan, what there is less of, what is lacking to another."""
    before, clause = turn[place.start : mention.start], turn[place.start : place.until]
    return (
        is_not_yet(before)
        or bool(_SHORT.search(clause))
        or (not mention.comparators and bool(_NONE.search(before)))
        or bool(_PENDING.match(turn, mention.end))
        or (mention.quantity.unit == "篇" and bool(_SENT.search(before)))
    )
