"""Figures that people leave unsaid by half → as they are read: 带头人一个 is a count, 设备原值5000000 an amount.

Only at the end of a clause, where nothing else can be meant: 一个 before a noun is an article, and a long number after
anything but money may be of a file or a telephone.
"""

from __future__ import annotations

import re

from tiaowen.quantities.numbers import NUMBER, parse_number

_END = r"(?=[，,、。；;！!？?）)\s]|$)"
_ONE_MORE = re.compile(r"(?<=[再又多][招聘进来加租买添拉做找配])一(?=[个名位家项篇])")
_ONE = re.compile(rf"(?<=[人员师者家手就只才共院店司])一(?=[个名位家项篇]{_END})")
_MONEY = re.compile(
    rf"((?:原值|价值|总值|设备|仪器|经费|费用|研发费|投入|资金|收入|营收|花了|值|给|奖|补贴|资助)[^，,。；;\d]{{0,6}}[1-9]\d{{0,4}}0000)(?!\d){_END}"
)
_TENS = 10
_AREAS = frozenset({"平", "㎡", "平米"})
_MORE = re.compile(
    rf"(?<![第\d.])(?P<number>{NUMBER})[多余](?P<size>[百千万亿]{{0,2}})(?P<unit>平方米|平米|个人|万元|[元块平㎡人个名位家项篇例](?![度级]))?"
)


def complete_amounts(text: str) -> str:
    """Return ``text`` with 1 for an 一 that counts, and 元 after a bare amount of ten thousands.

    >>> complete_amounts("高级就一个，设备原值5000000，来一个")
    '高级就1个，设备原值5000000元，来一个'
    >>> complete_amounts("研发投入九百多万，30多个人")
    '研发投入超过9000000元不足10000000元，超过30个人不足40个人'
    """
    return _MORE.sub(_bounded, _MONEY.sub(r"\1元", _ONE_MORE.sub("1", _ONE.sub("1", text))))


def _bounded(match: re.Match[str]) -> str:
    """Return 九百多万 as it is meant: over 900万, short of 1000万; as it stands where no unit tells what it is."""
    low, size = parse_number(match["number"]), parse_number(f"1{match['size']}" if match["size"] else "1")
    unit = match["unit"] or ("元" if match["size"] else "")
    unit = "平方米" if unit in _AREAS else unit
    if low is None or size is None or not unit or low != int(low) or low < _TENS:
        return match[0]
    step = next(10**n for n in range(12, 0, -1) if int(low) % 10**n == 0) if int(low) % _TENS == 0 else 1
    return f"超过{int(low * size)}{unit}不足{int((low + step) * size)}{unit}"
