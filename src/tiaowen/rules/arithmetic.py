"""Sums as people write them out, done again: 6÷7≈85.7%, 20万+20万=40万元, 7<8."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

_SIZES = {"百万": 10**6, "千万": 10**7, "亿": 10**8, "万": 10**4, "千": 10**3, "百": 10**2}
_TIMES = {"年": 12, "个月": 1, "月": 1}
_NUMBER = r"[0-9]{1,15}(?:,[0-9]{3})*(?:\.[0-9]{1,6})?"
_OPERAND = rf"{_NUMBER}(?:百万|千万|亿|万|千|百)?(?:%|m2|[\u4e00-\u9fff]{{1,4}}?)?"
_SIGN = r"[+×x*÷/\-−–\u2009 ]"
_EQUALS = r"(?:=约?|≈约?|≒|约?等于|约为|得)"
_SUM = re.compile(
    rf"(?<![0-9.])(?P<left>[(（]*{_OPERAND}(?:[)）]*{_SIGN}[(（]*{_OPERAND}){{1,12}}[)）]*)(?P<equals>{_EQUALS})"
    rf"(?P<right>{_NUMBER}(?:百万|千万|亿|万)?(?:%|m2|[\u4e00-\u9fff]{{1,3}})?)(?P<chain>(?=[+×*÷−–][(（0-9]))?"
)
_RELATION = re.compile(rf"(?<![0-9.])(?P<left>{_OPERAND})(?P<sign><=|>=|[<>＜＞≤≥≦≧⩽⩾])(?P<right>{_OPERAND})")
_READ = re.compile(rf"(?P<number>{_NUMBER})(?P<size>百万|千万|亿|万|千|百)?(?P<unit>%|m2|[\u4e00-\u9fff]{{1,4}})?")
_TOKEN = re.compile(rf"{_OPERAND}|[()（）]|{_SIGN}")
_CALENDAR = re.compile(r"(?:19|20)[0-9]{2}年|月(?!份)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年$")
_MOST = 12  # values of one unit that are tried in sums


class Calculation(NamedTuple):
    """A sum written out: where it stands, where its result begins, what it comes to, and whether that is said.

    ``operands`` are the bare numbers in it.
    """

    start: int
    result: int
    end: int
    value: Fraction
    right: bool
    operands: frozenset[Fraction] = frozenset()


class Relation(NamedTuple):
    """A comparison written out with a sign, and whether it holds."""

    start: int
    middle: int
    end: int
    right: bool


def find_calculations(text: str) -> Iterator[Calculation]:
    """Yield the sums written out in ``text``, done again.

    >>> [(c.value, c.right) for c in find_calculations("7÷10=80%，20万+20万=40万元")]
    [(Fraction(7, 10), False), (Fraction(400000, 1), True)]
    """
    at = 0
    while match := _SUM.search(text, at):
        # 70×50%+52×50%=35+26=61: what stands between two signs of equality is a sum of its own
        at = match.start("right") if match["chain"] is not None else match.end()
        opens, closes = (sum(match["left"].count(c) for c in pair) for pair in ("(（", ")）"))
        left = match["left"].lstrip("(（") if opens > closes else match["left"]
        if _CALENDAR.search(match["right"]) or (
            _CALENDAR.search(match["left"]) and _YEAR.search(text, 0, match.start())
        ):
            continue  # 2024年3月+3年=2027年3月
        value, raw = _evaluate(left, scaled=True), _evaluate(left, scaled=False)
        if value is None or raw is None:
            at = match.end("left")
            continue
        if match["chain"] is not None:
            continue
        exact = match["equals"].startswith("=") and "约" not in match["equals"]
        right = _says(match["right"], value, scaled=True, exact=exact)
        right = right or _says(match["right"], raw, scaled=False, exact=exact)
        operands = frozenset(Fraction(n.replace(",", "")) for n in re.findall(_NUMBER, left))
        yield Calculation(match.start(), match.start("right"), match.end("right"), value, right, operands)


def find_relations(text: str) -> Iterator[Relation]:
    """Yield the comparisons written with a sign in ``text``.

    >>> [r.right for r in find_relations("7<8，35万元≥30万元，28万元≥30万元")]
    [True, True, False]
    """
    for match in _RELATION.finditer(text):
        left, right = _value(match["left"], scaled=True), _value(match["right"], scaled=True)
        if left is None or right is None:
            continue
        if "%" in match["right"] and "%" not in match["left"]:
            continue
        one, other = _time(match["left"]), _time(match["right"])
        if one and other:
            left, right = left * one, right * other
        sign = match["sign"]
        holds = {"<": left < right, "＜": left < right, ">": left > right, "＞": left > right}.get(sign)
        if holds is None:
            holds = left <= right if sign in {"<=", "≤", "≦", "⩽"} else left >= right
        yield Relation(match.start(), match.start("right"), match.end(), holds)


def sums_of(values: Sequence[Fraction]) -> set[Fraction]:
    """Return the sums of any two or more of ``values``, of the first dozen at most."""
    few = values[:_MOST]
    most = len(few) if len(few) <= 6 else 3
    return {sum(chosen, Fraction(0)) for n in range(2, most + 1) for chosen in combinations(few, n)}


def differences_of(values: Iterable[Fraction], others: Iterable[Fraction]) -> set[Fraction]:
    """Return how far each of ``values`` is from each of ``others``."""
    others = tuple(others)[: 4 * _MOST]
    return {abs(a - b) for a in tuple(values)[: 4 * _MOST] for b in others if a != b}


def _time(words: str) -> int:
    match = _READ.match(words)
    return _TIMES.get(match["unit"] or "", 0) if match else 0


def _says(words: str, value: Fraction, *, scaled: bool, exact: bool) -> bool:
    """Tell whether ``words`` say ``value`` to the places that they give."""
    match = _READ.match(words)
    if match is None:
        return False
    number = match["number"].replace(",", "")
    unit = Fraction(_SIZES.get(match["size"] or "", 1) if scaled else 1)
    if match["unit"] == "%":
        unit = Fraction(1, 100)
    said = Fraction(number) * unit
    decimals = len(number.partition(".")[2])
    if exact and not decimals and match["unit"] != "%":
        return said == value
    step = unit / 10**decimals
    return bool(abs(said - value) * 100 <= step * 51)


def _value(words: str, *, scaled: bool) -> Fraction | None:
    match = _READ.match(words)
    if match is None:
        return None
    value = Fraction(match["number"].replace(",", ""))
    if scaled and match["size"]:
        value *= _SIZES[match["size"]]
    return value / 100 if match["unit"] == "%" else value


def _evaluate(words: str, *, scaled: bool) -> Fraction | None:
    tokens = [m[0] for m in _TOKEN.finditer(words)]
    value, rest = _sum(tokens, 0, scaled=scaled)
    return value if rest == len(tokens) else None


def _sum(tokens: list[str], at: int, *, scaled: bool) -> tuple[Fraction | None, int]:
    value, at = _product(tokens, at, scaled=scaled)
    while value is not None and at < len(tokens) and tokens[at] in "+-−–":
        other, after = _product(tokens, at + 1, scaled=scaled)
        if other is None:
            return None, at
        value = value + other if tokens[at] == "+" else value - other
        at = after
    return value, at


def _product(tokens: list[str], at: int, *, scaled: bool) -> tuple[Fraction | None, int]:
    value, at = _factor(tokens, at, scaled=scaled)
    while value is not None and at < len(tokens) and tokens[at] in "×x*÷/ \u2009":
        other, after = _factor(tokens, at + 1, scaled=scaled)
        if other is None or (tokens[at] in "÷/" and other == 0):
            return None, at
        value = value / other if tokens[at] in "÷/" else value * other
        at = after
    return value, at


def _factor(tokens: list[str], at: int, *, scaled: bool) -> tuple[Fraction | None, int]:
    if at >= len(tokens):
        return None, at
    if tokens[at] in "(（":
        value, at = _sum(tokens, at + 1, scaled=scaled)
        return (value, at + 1) if at < len(tokens) and tokens[at] in ")）" else (None, at)
    return _value(tokens[at], scaled=scaled), at + 1
