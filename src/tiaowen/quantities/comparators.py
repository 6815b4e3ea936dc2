"""The words around a figure that make it a bound: 不少于 … 以上, 超过, 至多, 以内, ≥.

以上, 以下 and 以内 include the number; 超过 and 不满 do not (民法典 art. 1259).
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from tiaowen.quantities.quantity import TIMES

Side = Literal["low", "high", "point", "about", "limit"]


class Comparator(NamedTuple):
    """One comparator: the words, where they stand, which bound they set, and whether it is left out itself."""

    words: str
    start: int
    end: int
    side: Side
    open: bool = False


_NEGATION = r"(?:不|未|没有?|勿)(?:得|应当?|能|可以?|宜|会|许|准|再|曾|必)?"
_ORDER = r"(?:少|低|小|短|早|多|高|大|长|晚|迟)于|超过|超出|超|逾|突破"
_WORDS = re.compile(
    rf"(?P<below>(?:尚|还|远|仍)?(?:不足|不到|不满|未满|未达到?|没达到?|没有达到|没到|没满|未到|不及|不达(?!标)|(?:不能|未能|无法|不会)达到?)"
    r"|(?<![加很尽赶飞最更较太])快(?:要|到|有|满|够)*(?!递))"
    rf"|(?P<order>(?<!每)(?P<not>{_NEGATION})?(?P<than>{_ORDER})(?P<equal>(?:或者?)?等于)?)"
    r"|(?P<beyond>不止|不只|刚过)"
    r"|(?P<reach>(?<![期届圆充])[已年]?满|达到?)"
    r"|(?P<least>至少|起码|(?P<lowest>最少|最低|最短|下限))"
    r"|(?P<most>至多|(?P<highest>最多|最高|最长|上限|最迟|最晚))"
    r"|(?P<until>(?:截至|截止)到?)"
    r"|(?P<sign>(?<![\na-z0-9\"'/=<>-])(?:≥|≧|⩾|>=|≤|≦|⩽|<=|<|＜|＞|(?!^)>))"
    r"|(?P<exact>正好|恰好|刚好|整整)"
    r"|(?P<about>大约|大概|约|将近|接近|(?<![最附])近|差不多)"
)
_GAP = re.compile(
    r" ?(?:人民币|约|共|[¥$:：])?"
    r"(?P<share>[^，。；：:！？、|•\n0-9%且占并达比含每加收按处罚降增]{1,24}[的数额量值入本费资积价款员例重产民表户金])?"
)
_ADVERB_GAP = re.compile(r"[^，。；：:！？、|•\n0-9%]{0,10}(?<!每)")
_SUPERLATIVE_GAP = re.compile(
    r"[:：]?(?!人民|检察|法院|工资|生活|学历)(?:(?!以[上下])[^，。；：:！？、|•\n0-9%]){0,8}"
    r"(?<![的每])(?<!标准)(?<!限值)(?<!限额)(?<!水位)"
)
_VERB_END = re.compile(r"(?:^|[:：为是达到可至于占有得按超高低少多])$")
SHARES = frozenset({"%", "倍"})
_REACH = 40

_BEFORE_LOW = ("少", "低", "小", "短", "早")
_AMOUNT = r"(?:[0-9.,%零一二三四五六七八九十百千万亿两]*(?:平方米|个?工作日|万元|[^()（）0-9]{0,2}))"
_INCLUDED = rf"[(（](?P<GROUP>不?(?:包?含|包括)){_AMOUNT}[)）]"
_AFTER = re.compile(
    rf"(?:{_INCLUDED.replace('GROUP', 'first')})?"
    r"(?:及其?|或者?|和)?(?:(?P<above>以上|更多|出头|\+(?![0-9]|[^\W\d_]{1,8}[0-9]))|(?P<under>以下|以内|之内|更少|封顶)|(?P<about>左右|上下))(?!所?述)"
    rf"(?:{_INCLUDED.replace('GROUP', 'then')})?"
)
_SHORT = re.compile(
    r"(?:都|也|还)?(?:不到|没到|不足|不满|未满)(?=$|[^\u4e00-\u9fff0-9]|[的吧呢吗呀能够行可])|(?:都|也)没有?(?=$|[^\u4e00-\u9fff]|[吧呢吗呀能够行可])"
)
_LIMIT = re.compile(_INCLUDED.replace("GROUP", "limit"))
_AFTER_TIME = re.compile(r"(?P<under>内)(?![容部外陆蒙地涵控设存])|(?P<above>多)(?=$|[^\u4e00-\u9fff]|了|的|吧)")
_AFTER_COUNT = re.compile(r"(?P<above>起)(?=$|[^\u4e00-\u9fff]|步|报|招)")
_AFTER_DATE = re.compile(
    r"(?:[(（](?P<first>不?含)[^()（）\n]{0,10}[)）])?(?:及其?)?(?:(?P<under>以前|之前|前)|(?P<above>以后|之后|后|起(?![草诉])))"
)


def find_before(text: str, since: int, at: int, unit: str) -> Comparator | None:
    """Return the comparator nearest before the figure at ``at``, not further back than ``since``.

    >>> find_before("不超过委员总数的", 0, 8, "%")
    Comparator(words='不超过', start=0, end=3, side='high', open=False)
    >>> find_before("高于标准8人", 0, 4, "人") is None
    True
    """
    since = max(since, at - _REACH)
    found: re.Match[str] | None = None
    for match in reversed(list(_WORDS.finditer(text, since, at))):
        if not _joins(match, text, at, unit):
            continue
        # In 最高可达80% the word 达 only links the bound to the figure.
        if found is None or match["least"] or match["most"]:
            found = match
        if not found["reach"]:
            break
    return _before(found) if found else None


def _joins(match: re.Match[str], text: str, at: int, unit: str) -> bool:
    end = match.end()
    if match["lowest"] or match["highest"]:
        gap = _SUPERLATIVE_GAP.fullmatch(text, end, at)
        return gap is not None and (unit not in SHARES or _VERB_END.search(gap[0]) is not None)
    if match["least"] or match["most"]:
        return _ADVERB_GAP.fullmatch(text, end, at) is not None
    gap = _GAP.fullmatch(text, end, at)
    if gap is None or (gap["share"] and (unit not in SHARES or not (match["order"] or match["below"]))):
        return False
    return match[0] != "近" or unit not in {"年", "个月", "天", "次", "届", "月日"}


def _before(match: re.Match[str]) -> Comparator:
    side, is_open = _before_side(match)
    return Comparator(match[0], match.start(), match.end(), side, is_open)


def _before_side(match: re.Match[str]) -> tuple[Side, bool]:
    if match["order"]:
        low = match["than"].startswith(_BEFORE_LOW) == bool(match["not"])
        return ("low" if low else "high"), not (match["not"] or match["equal"])
    if sign := match["sign"]:
        return ("low" if sign[0] in "≥≧⩾>＞" else "high"), sign in "<>＜＞"
    if match["below"] or match["beyond"]:
        return ("high" if match["below"] else "low"), True
    if match["exact"]:
        return "point", False
    if match["about"]:
        return "about", False
    return ("low" if match["reach"] or match["least"] else "high"), False


def find_after(text: str, at: int, unit: str) -> Comparator | None:
    """Return the comparator that follows the figure ending at ``at``.

    >>> find_after("8人（不含）以上", 2, "人")
    Comparator(words='（不含）以上', start=2, end=8, side='low', open=True)
    """
    if unit in {"月日", "年份"}:
        match = _AFTER_DATE.match(text, at)
    else:
        extra = _AFTER_TIME if unit in TIMES or unit == "公里" else _AFTER_COUNT
        match = _AFTER.match(text, at) or extra.match(text, at) or _LIMIT.match(text, at)
    if match is None:
        short = _SHORT.match(text, at)
        return Comparator(short[0], at, short.end(), "high", open=True) if short else None
    found = match.groupdict()
    if found.get("about"):
        return Comparator(match[0], at, match.end(), "about")
    if limit := found.get("limit"):
        return Comparator(match[0], at, match.end(), "limit", limit.startswith("不"))
    without = any((found.get(group) or "").startswith("不") for group in ("first", "then"))
    later = (
        found.get("above") in {"以后", "之后", "后", "多", "出头"} and "及" not in match[0] and not found.get("first")
    )
    return Comparator(match[0], at, match.end(), "low" if found.get("above") else "high", without or later)
