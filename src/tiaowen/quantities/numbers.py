"""Numbers as Chinese texts write them: 8, 300,000, 八, 廿五, 捌, 30万, 1.5亿, 三点五万, 一万二."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")}
_DIGITS |= {c: n for n, c in enumerate("零壹贰叁肆伍陆柒捌玖")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "兩": 2,
    "貳": 2,
    "陸": 6,
    "俩": 2,
    "仨": 3,
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"万": 10**4, "萬": 10**4, "w": 10**4, "亿": 10**8, "億": 10**8}
_LONGEST = 40

_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])(?:\.[0-9]++)?|[0-9]++(?:\.[0-9]++)*+)"
_CHINESE = f"[{''.join(_DIGITS)}{''.join(_SMALL)}万萬亿億廿卅]"
_POINT = f"(?<={_CHINESE})点(?=[{''.join(_DIGITS)}])"
_SPOKEN = f"(?<=[0-9]|{_CHINESE})个(?=亿)"  # 5个亿
_THOUSANDFOLD = "(?<=[0-9])千[克米瓦伏]"
_WORD = "(?<=[队退入])伍|(?<=[大登内])陆|陆续"  # formal numerals in words that are none: 队伍6人
NUMBER = rf"(?!{_WORD})(?>(?:{_ARABIC}(?:w(?![a-z]))?|(?!{_THOUSANDFOLD}){_CHINESE}++|{_POINT}|{_SPOKEN})++)"
"""A pattern for one run of numerals, atomic: it never gives back what it took."""

_TOKEN = re.compile(r"[0-9][0-9,.]*|.")
_DECIMAL = re.compile(rf"({_CHINESE}+)点([{''.join(_DIGITS)}]+)")


@lru_cache(maxsize=4096)
def parse_number(text: str) -> Fraction | None:
    """Return the number that ``text`` writes, exactly, or None where it writes none.

    >>> [str(parse_number(t)) for t in ("300,000", "5个亿", "三十万", "50w", "廿五", "三点五万", "一万二", "两百零五")]
    ['300000', '500000000', '300000', '500000', '25', '35000', '12000', '205']
    >>> [parse_number(t) for t in ("十四五", "万", "0.0.0", "二〇二六", "")]
    [None, None, None, None, None]
    """
    if len(text) > _LONGEST:
        return None
    text = text.replace("廿", "二十").replace("卅", "三十").replace("个亿", "亿")
    if decimal := _DECIMAL.match(text):
        whole = parse_number(decimal[1])
        if whole is None:
            return None
        text = f"{whole}.{''.join(str(_DIGITS[c]) for c in decimal[2])}{text[decimal.end() :]}"
    return _add_up(_TOKEN.findall(text))


def last_multiplier(text: str) -> int:
    """Return the 万 or 亿 that ends a number, or 1: what 5 in 5-10万 is multiplied with too.

    >>> last_multiplier("10万"), last_multiplier("一亿"), last_multiplier("300")
    (10000, 100000000, 1)
    """
    return _BIG.get(text[-1:], 1)


def _add_up(tokens: list[str]) -> Fraction | None:
    """Sum digits and multipliers, each multiplier smaller than the one before it in its 万 or 亿 part."""
    total = part = Fraction(0)
    digit: Fraction | None = None
    below, zero, last = 10**5, False, 1
    for token in tokens:
        if token in _DIGITS or token[0].isdigit():
            value = _arabic(token) if token[0].isdigit() else Fraction(_DIGITS[token])
            if value is None or digit:
                return None
            zero, digit = zero or (digit == 0 or value == 0), value
        elif token in _SMALL and _SMALL[token] < below:
            if digit is None and token not in "十拾":
                return None
            below = last = _SMALL[token]
            part += (digit if digit else 1) * last
            digit, zero = None, False
        elif token in _BIG:
            last = _BIG[token]
            part += digit or 0
            if not part + (total if last == 10**8 else 0):
                return None
            total = (total + part) * last if last == 10**8 else total + part * last
            part, digit, below, zero = Fraction(0), None, 10**5, False
        else:
            return None
    if digit and last > 1 and not zero and digit < 10:
        digit *= Fraction(last, 10)
    return total + part + (digit or 0) if tokens else None


def _arabic(token: str) -> Fraction | None:
    try:
        return Fraction(token.replace(",", ""))
    except ValueError:
        return None
