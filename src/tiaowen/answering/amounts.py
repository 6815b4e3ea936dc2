"""Figures that people leave unsaid by half → as they are read: 带头人一个 is a count, 设备原值5000000 an amount.

Only at the end of a clause, where nothing else can be meant: 一个 before a noun is an article, and a long number after
anything but money may be of a file or a telephone.
"""

from __future__ import annotations

import re

_END = r"(?=[，,、。；;！!？?）)\s]|$)"
_ONE = re.compile(rf"(?<=[人员师者家手就只才共院店司])一(?=[个名位家项篇]{_END})")
_MONEY = re.compile(
    rf"((?:原值|价值|总值|设备|仪器|经费|费用|研发费|投入|资金|收入|营收|花了|值|给|奖|补贴|资助)[^，,。；;\d]{{0,6}}[1-9]\d{{0,4}}0000)(?!\d){_END}"
)


def complete_amounts(text: str) -> str:
    """Return ``text`` with 1 for an 一 that counts, and 元 after a bare amount of ten thousands.

    >>> complete_amounts("高级就一个，设备原值5000000，来一个")
    '高级就1个，设备原值5000000元，来一个'
    """
    return _MONEY.sub(r"\1元", _ONE.sub("1", text))
