"""Whole numbers as Chinese texts number their parts: 九, 二十六, 一百零七, ９, 9."""

from __future__ import annotations

import unicodedata

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
NUMERAL_CHARS = "".join([*DIGITS, *UNITS])
_LONGEST = 20  # characters; what is longer numbers nothing


def parse_numeral(text: str) -> int | None:
    """Return the whole number that ``text`` writes, or None where it writes none.

    >>> parse_numeral("二十六"), parse_numeral("一百零七"), parse_numeral("９"), parse_numeral("廿")
    (26, 107, 9, None)
    >>> parse_numeral("二〇二六")
    2026
    """
    text = unicodedata.normalize("NFKC", text).strip()
    if len(text) > _LONGEST:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(c not in NUMERAL_CHARS for c in text):
        return None
    if not any(c in UNITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total = section = digit = 0
    for c in text:
        if c in DIGITS:
            digit = DIGITS[c]
        elif c == "万":
            total += (section + digit) * UNITS[c]
            section = digit = 0
        else:
            section += (digit or 1) * UNITS[c]
            digit = 0
    return total + section + digit


def to_numeral(number: int) -> str:
    """Return ``number`` as the law writes the number of an article.

    Raises :class:`ValueError` for a number below 0 or above 99,999.

    >>> [to_numeral(n) for n in (9, 10, 26, 107, 110, 1259)]
    ['九', '十', '二十六', '一百零七', '一百一十', '一千二百五十九']
    """
    digits = "零一二三四五六七八九"
    if not 0 <= number <= 99_999:
        raise ValueError(f"no article has the number {number}")
    if number < 10:
        return digits[number]
    out, gap = "", False
    for unit, size in (("万", 10_000), ("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // size % 10
        if digit:
            out += ("零" if gap else "") + digits[digit] + unit
            gap = False
        elif out:
            gap = True
    return out.removeprefix("一") if 10 <= number < 20 else out
