"""Other ways of typing the same: no punctuation, traditional characters, other numerals, a polite word."""

from __future__ import annotations

import re
from functools import lru_cache
from random import Random

from tiaowen.numerals import NUMERAL_CHARS, parse_numeral, to_numeral
from tiaowen.quantities.numbers import parse_number

_MARK = re.compile(
    rf"[(（](?:\d+|[{NUMERAL_CHARS}]+)[)）]"  # 第九条（三） is the name of a place: nobody leaves these out
    r"|[^\w\s%％‰+＋×÷=＝<>＜＞≥≤§㎡~～\-－—]"
)
_CHINESE = "零一二两三四五六七八九十百千"
_NUMBER_END, _NUMBER_START = re.compile(rf"[\d{NUMERAL_CHARS}a-zA-Z]$"), re.compile(rf"[\d{NUMERAL_CHARS}a-zA-Z]")

_EDGE = re.compile(r"(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[\u3400-\u9fff])")
_FRONTS = (
    "您好，请问",
    "你好，",
    "麻烦问一下，",
    "老师您好，想咨询一下：",
    "打扰一下，",
    "请问一下，",
    "您好！我想问问，",
)
_LATER_FRONTS = ("请问", "那再请问一下，", "麻烦再问一下，")
_BEHINDS = ("，谢谢！", "，谢谢", "，多谢", "，麻烦您了", "，谢谢老师", "，辛苦了！")
_GREETED = re.compile(r"^(?:你好|您好|请问|麻烦|打扰|老师)")
_ENDED = re.compile(r"[。！!？?…]\s*$")

_UNITS = "个人|人|名|位|平方米|平|㎡|元|个月|年|天|周岁|岁|分|家|项|篇|次|届|例|个|类|份|种|件|条|款"
_HOW_MANY = "人员|[人员者师才家匠手]"  # after these 8个 is people
_NUMERALS = re.compile(
    rf"(?P<place>(?<=第)[（(]?(?:\d+|[{_CHINESE}]+)[)）]?(?=[条款项])|(?<=[（(])(?:\d|[{_CHINESE}]+)(?=[)）]))"
    rf"|百分之(?P<share>[{_CHINESE}]+(?:点[{_CHINESE}]+)?)"
    r"|(?P<percent>\d+(?:\.\d+)?)[%％]"
    rf"|(?P<whole>[三四五六七八九十])分之(?P<part>[{_CHINESE[1:]}]+)"
    rf"|(?P<sum>(?:\d+(?:\.\d+)?|[{_CHINESE}]*[{_CHINESE[1:]}])(?:万|[wW](?![a-zA-Z])))(?P<yuan>元?)"
    r"|(?P<year>(?:19|20)\d\d)(?=年)"
    rf"|(?P<count>(?<![\d.])\d+(?![\d.]))(?P<unit>{_UNITS})"
    rf"|(?P<chinese>(?<![{_CHINESE}第几好数万亿之])(?!一(?!年|届|个月))(?!十分)[{_CHINESE}]+)(?=(?:{_UNITS})(?!之))"
    r"|(?P<digits>\d+(?:\.\d+)?)"
)
_WIDE = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(ord("!"), ord("~") + 1)})


def join_clauses(text: str) -> str:
    """Return ``text`` without punctuation, nothing in its place but where two numbers would run together.

    >>> join_clauses("柳州，8个研发、5、6个本科，1.5亿够吗？")
    '柳州8个研发5 6个本科1.5亿够吗'
    """
    return _replace_marks(text, "")


def space_clauses(text: str) -> str:
    """Return ``text`` with a space for its punctuation.

    >>> space_clauses("我们是企业（化工），够吗？")
    '我们是企业 化工 够吗'
    """
    return " ".join(_replace_marks(text, " ").split())


def space_numbers(text: str) -> str:
    """Return ``text`` with a space on both sides of digits and letters, as many keyboards set them.

    >>> space_numbers("固定研发8人，设备50w")
    '固定研发 8 人，设备 50w'
    """
    return _EDGE.sub(" ", text)


def _replace_marks(text: str, by: str) -> str:
    def replace(mark: re.Match[str]) -> str:
        if len(mark[0]) > 1:
            return mark[0]
        between = _NUMBER_END.search(text[: mark.start()]) and _NUMBER_START.match(text, mark.end())
        if between and mark[0] in ".:/,":  # 1.5, 8:30, art.15
            return mark[0]
        return " " if between else by

    return _MARK.sub(replace, text).strip()


def to_traditional(text: str, rng: Random) -> str:
    """Return ``text`` in traditional characters, as they are written in general or in Taiwan."""
    return str(_converter(rng.choice(("s2t", "s2tw"))).convert(text))


@lru_cache(maxsize=2)
def _converter(name: str):  # type: ignore[no-untyped-def]
    import opencc

    return opencc.OpenCC(name)


def rewrite_numbers(text: str, rng: Random) -> str:
    """Return ``text`` with each number written another way: 8人 as 八人 or ８人, 50万 as 50w, 第九条 as 第9条."""

    def rewrite(match: re.Match[str]) -> str:
        ways = [way for way in _ways(match, text) if way != match[0]]
        return rng.choice(ways) if ways else match[0]

    return _NUMERALS.sub(rewrite, text)


def _ways(match: re.Match[str], text: str) -> list[str]:  # noqa: PLR0911  a kind of number a line
    """Return the other ways in which people write the number that ``match`` is."""
    found = {name: words for name, words in match.groupdict().items() if words}
    if "place" in found:
        return [_other_numeral(found["place"])]
    if "share" in found:
        return [f"{_arabic(found['share'])}%", f"{_arabic(found['share'])}％"]
    if "percent" in found:
        return [f"百分之{_chinese(found['percent'])}", f"{_wide(found['percent'])}％"]
    if "whole" in found:
        return [f"{parse_numeral(found['part'])}/{parse_numeral(found['whole'])}"]
    if "sum" in found:
        return _sums(found["sum"], match["yuan"])
    if "count" in found:
        return _counts(found["count"], found["unit"], text[: match.start()])
    if "chinese" in found:
        return [_arabic(found["chinese"])]
    return [_wide(match[0])]


def _sums(words: str, yuan: str) -> list[str]:
    amount = words.rstrip("万wW")
    total, tens = parse_number(f"{_arabic(amount)}万"), _arabic(amount)
    ways = [f"{tens}w", f"{tens}万{yuan}", f"{_chinese(tens)}万{yuan}"]
    if total is not None and total.denominator == 1:
        ways.append(f"{total}{yuan}")
    return [way for way in ways if way.lower() != f"{words}{yuan}".lower()]


def _counts(digits: str, unit: str, before: str) -> list[str]:
    ways = [f"{_chinese(digits)}{unit}", f"{_wide(digits)}{unit}"]
    if unit == "人":
        people = re.search(rf"(?:{_HOW_MANY})$", before)
        ways += [f"{digits}名", f"{digits}个" if people else f"{digits}个人"]
    return ways


def _other_numeral(words: str) -> str:
    inner = words.strip("（()）")
    number = parse_numeral(inner)
    if number is None:
        return words
    return words.replace(inner, to_numeral(number) if inner.isdecimal() else str(number))


def _arabic(words: str) -> str:
    number = parse_number(words)
    if number is None:
        return words
    return str(number) if number.denominator == 1 else f"{float(number):g}"


def _chinese(digits: str) -> str:
    """Return a number of digits as people say it: 两 before a unit, 一点五."""
    whole, _, rest = digits.partition(".")
    if not whole.isdecimal() or int(whole) > 99_999:
        return digits
    spoken = "两" if whole == "2" and not rest else to_numeral(int(whole))
    return f"{spoken}点{''.join(to_numeral(int(d)) for d in rest)}" if rest else spoken


def _wide(words: str) -> str:
    return words.translate(_WIDE)


def add_politeness(text: str, rng: Random, *, first: bool) -> str:
    """Return ``text`` with a polite word in front, behind or both; ``first`` opens the conversation."""
    front = rng.choice(_FRONTS if first else _LATER_FRONTS)
    behind = rng.choice(_BEHINDS)
    if _ENDED.search(text):
        behind = behind.removeprefix("，")
    where = rng.choice(("front", "behind", "both"))
    if _GREETED.match(text):
        where = "behind"
    return f"{'' if where == 'behind' else front}{text}{'' if where == 'front' else behind}"
