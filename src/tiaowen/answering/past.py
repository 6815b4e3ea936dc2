"""When something was, as people say it (去年, 三年前, 以前), held against the window of a rule (申报前2年)."""

from __future__ import annotations

import re
from fractions import Fraction

from tiaowen.quantities import Mention, Quantity, find_quantities, to_base

_AGO = re.compile(r"(?:[多半])?(?:以|之)?前(?!后)")
_LONG_AGO = re.compile(r"以前|之前|曾经?|从前|过去|早年|早些年|多年前|[好前]几年|当年|那年|(?:19|20)\d\d年?|大前年")
# How many months ago something at least and at most was.
_SPOKEN = ((re.compile(r"今年|本月|上个?月|最近|刚刚?|现在|目前|上周"), 0, 12), (re.compile(r"去年"), 0, 24))
_LAST_BUT_ONE = re.compile(r"(?<!大)前年")


def lies_within(clause: str, window: str | None) -> bool | None:
    """Tell whether what ``clause`` tells of falls in ``window``; None where that cannot be told.

    Without a window or a time it counts as within: it is told as so.

    >>> [lies_within(f"{when}有过失信", "申报前 2 年") for when in ("三年前", "去年", "两年前", "以前", "")]
    [False, True, None, None, True]
    """
    months = _months(window or "")
    if months is None:
        return True
    for mention in find_quantities(clause):
        if is_ago(clause, mention):
            return _compare(to_base(mention.quantity), months)
    for pattern, least, most in (*_SPOKEN, (_LAST_BUT_ONE, 12, 36)):
        if pattern.search(clause):
            return True if most <= months else False if least > months else None
    return None if _LONG_AGO.search(clause) else True


def is_ago(turn: str, mention: Mention) -> bool:
    """Tell whether a time says when something was, and not for how long: 三年前."""
    return to_base(mention.quantity).unit == "个月" and bool(_AGO.match(turn, mention.end))


def _months(window: str) -> Fraction | None:
    lengths = (to_base(mention.quantity) for mention in find_quantities(window))
    return next((length.low for length in lengths if length.unit == "个月"), None)


def _compare(ago: Quantity, months: Fraction) -> bool | None:
    if ago.low is not None and ago.low > months:
        return False
    return True if ago.high is not None and ago.high < months else None
