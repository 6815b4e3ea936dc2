"""What follows from the figures told: ranks added up, an odd number or not, weighed points, the time between dates."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from tiaowen.corpus.rules import Rule
from tiaowen.corpus.terms import Metric
from tiaowen.quantities import Mention, Quantity, format_quantity
from tiaowen.rules.calendar import find_dates
from tiaowen.rules.facts import Fact

WEIGHT = "权重"
YEARS = ("注册年限", "运营年限")
SINCE = re.compile(r"登记|注册|成立|开业|运营|开始|(?:公司|企业|单位|[工药]厂|我们)(?:刚刚?|才|已经?)?(?:满|开|办|$)")
_REACH = 12  # characters before a figure that tell how it is meant
BESIDE = 4  # characters after a figure in which its metric is told
_BORN, _AGE, _TOTAL = re.compile(r"出?生|生日"), "主任年龄", "认定总分"
_ODD = "为单数"
_NESTED = re.compile(r"以上|往上|其中|里头?[有含]|[含包]括?|当中|内有|里面有")

_ONLY = re.compile(r"只(?:支持|设|认定|批|建|能)")
_TAKEN = re.compile(r"已经?|有了|批了|占了|占掉|早就|现有")
_EACH = "个"
PART_TIMERS = "兼职人员"
_FULL, _BOTH, _TEAM = "专职", "专兼职", "研发人员"
_AMONG = re.compile(r"其中|里|含|包括|当中")

Told = Sequence[tuple[Mention, Fact]]


def add_ranks(turn: str, told: Told, metrics: Mapping[str, Metric]) -> Iterator[Fact]:
    """Yield the facts told, ranks listed side by side added up: of 高级2个、中级4个 six are 中级以上."""
    for mention, fact in told:
        above = metrics[fact.metric].above
        higher = [(m, f) for m, f in told if f.metric in above]
        spans = [(min(m.start, mention.start), max(m.end, mention.end)) for m, _ in higher]
        listed = not any(_NESTED.search(turn, max(0, start - BESIDE), end + BESIDE) for start, end in spans)
        points = [f.value for f in (fact, *(f for _, f in higher))]
        lows = [v.low for v in points if isinstance(v, Quantity) and v.is_point and v.low is not None]
        if not higher or not listed or len(lows) < len(points) or isinstance(fact.value, bool):
            yield fact
            continue
        total = sum(lows, Fraction(0))
        value = fact.value.model_copy(update={"low": total, "high": total})
        words = "＋".join(format_quantity(v) for v in points if isinstance(v, Quantity))
        yield fact.model_copy(update={"value": value, "words": words})


def weigh(scores: Mapping[str, Fraction], rules: Sequence[Rule]) -> Iterator[Fact]:
    """Yield the total that the law's weights make of the ``scores`` told, where all are."""
    weights = {
        rule.metric: rule.value.low / 100
        for rule in rules
        if rule.metric.endswith(WEIGHT) and isinstance(rule.value, Quantity) and rule.value.low is not None
    }
    if scores and scores.keys() == weights.keys():
        total = sum((scores[metric] * weights[metric] for metric in weights), Fraction(0))
        words = "＋".join(f"{float(scores[m]):g}×{float(weights[m] * 100):g}%" for m in weights)
        yield Fact(metric=_TOTAL, value=Quantity(low=total, high=total, unit="分"), words=words)


def tell_parity(facts: Iterable[Fact], held: Collection[str]) -> Iterator[Fact]:
    """Yield whether a number told is odd, where the law wants it to be."""
    for fact in facts:
        number = fact.value.low if isinstance(fact.value, Quantity) and fact.value.is_point else None
        if number is not None and f"{fact.metric}{_ODD}" in held:
            yield Fact(metric=f"{fact.metric}{_ODD}", value=number % 2 == 1, words=fact.words)


def tell_times(turn: str, held: Collection[str], eligible: Collection[str]) -> Iterator[Fact]:
    """Yield the time between two dates told: how long the asker is registered or running, how old someone is."""
    days = [day for _, day in find_dates(turn)]
    if len(days) == 2 and _BORN.search(turn) and _AGE in held:
        born, then = sorted(days, key=lambda day: (day.year, day.month or 0, day.day or 0))
        known = all(day.month for day in days) and (born.month != then.month or (born.day and then.day))
        years = then.year - born.year - ((then.month or 0, then.day or 0) < (born.month or 0, born.day or 0))
        if known and years > 0:
            yield Fact(
                metric=_AGE,
                value=Quantity(low=Fraction(years), high=Fraction(years), unit="周岁"),
                words=f"{years}周岁",
            )
        return
    since = next((name for name in YEARS if name in eligible), None)
    if since and len(days) == 2 and days[0].month and days[1].month and SINCE.search(turn):
        months = (days[1].year - days[0].year) * 12 + days[1].month - days[0].month
        short = bool(days[0].day and days[1].day and days[1].day < days[0].day)  # the last month is not full yet
        if months > 0:
            length = Quantity(low=Fraction(months - short), high=Fraction(months), high_open=short, unit="个月")
            yield Fact(metric=since, value=length, words=f"{'不满' if short else ''}{months}个月")


def add_part_timers(turn: str, told: Told, rules: Sequence[Rule]) -> Iterator[Fact]:
    """Yield those who work full time and part time as one team, where the law counts both: 专职14、兼职6 are 20."""
    both = any(rule.metric == _TEAM and _BOTH in rule.quote for rule in rules)
    for (mention, fact), (later, part) in pairwise(told):
        named = _FULL in turn[max(0, mention.start - _REACH) : mention.end + BESIDE] or fact.metric == _TEAM
        gap = turn[mention.end : later.start]
        one, two = fact.value, part.value
        if not (both and named and part.metric == PART_TIMERS) or _AMONG.search(gap):
            continue
        if isinstance(one, Quantity) and isinstance(two, Quantity) and one.low is not None and two.low is not None:
            total = one.low + two.low
            value = Quantity(low=total, high=total, unit="人")
            yield Fact(metric=_TEAM, value=value, words=f"{format_quantity(one)}＋{format_quantity(two)}")


def is_used_up(turn: str, mention: Mention, metric: str, rules: Sequence[Rule]) -> bool:
    """Tell whether a figure says how many there are already of what the law allows only so many of: 已有1家."""
    only = any(rule.metric == metric and _ONLY.search(rule.quote) for rule in rules)
    return only and bool(_TAKEN.search(turn[max(0, mention.start - _REACH) : mention.end + BESIDE]))


def with_own(fact: Fact) -> Fact:
    """Return ``fact`` with the one that the asker wants to add."""
    value = fact.value
    if isinstance(value, bool) or not value.is_point or not value.low:
        return fact
    there, own, all_ = (Quantity(low=n, high=n, unit=_EACH) for n in (value.low, Fraction(1), value.low + 1))
    words = f"已有的{format_quantity(there)}＋再报的{format_quantity(own)}"
    return fact.model_copy(update={"value": all_, "words": words})
