"""The scanner: text → mentions, left to right in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from tiaowen.quantities.comparators import SHARES, find_after, find_before
from tiaowen.quantities.dates import DASH, DAY, YEAR, Date, find_date
from tiaowen.quantities.figures import Figure, find_figure, inherit
from tiaowen.quantities.mention import Found, Mention, join_bounds, share_comparators, to_mention
from tiaowen.quantities.numbers import NUMBER
from tiaowen.quantities.quantity import base_of
from tiaowen.quantities.view import to_view

_CHINESE_TIME = r"[一二三四五六七八九十]{1,3}"
_NO_QUANTITY = re.compile(
    # 第九条, 第（三）项, 第一至三条; the first two 款; 每月5日
    rf"第[(（]?{NUMBER}[)）]?(?>[条款项]?(?:[、,，及或和]|{DASH})第?[(（]?{NUMBER}[)）]?){{1,12}}(?=[条款项章节目编])"
    rf"|第[(（]?{NUMBER}"
    rf"|前{NUMBER}(?=[款项条名位种类者])"
    rf"|[每当次本下该同]月的?{DAY}日"
    # Latin words with their digits, clock times, spans of calendar years
    r"|[a-z](?>[a-z0-9_.:/\\-]*)"
    r"|[0-9]{1,2}:[0-5][0-9](?::[0-5][0-9])?(?![0-9.%个人名位项篇次元万])"
    rf"|(?:[0-9]{{1,2}}|{_CHINESE_TIME})[时点](?:[0-9]{{1,2}}|{_CHINESE_TIME})分(?!钟)"
    rf"|{YEAR}年?{DASH}{YEAR}学?年"
)
_RUN = re.compile(NUMBER)
_START = re.compile(
    r"[0-9零一二三四五六七八九十百千万亿〇○两兩俩仨廿卅壹贰貳叁肆伍陆陸柒捌玖拾佰仟萬億a-z半过年第前每当次本下该同]"
)
_MARKER = re.compile(r"(?:^|[\n。；;：•|])[(（]?$")
_LIST = re.compile(r"以及|[、和或及与]")
_LIST_RUN = re.compile(rf"(?>(?:(?:以及|[、和或及与]){NUMBER}){{1,7}})(?![、和或及与])")
_LOOSELY_COUNTED = frozenset({"个", "项", "种", "类", "套", "份", "件", "条", "台", "所", "户"})
_ONLY = re.compile(r"(?:[只仅限最各]|共(?![有同]))[^，。；：、\n]{0,5}$")
_NO_ONE = re.compile(r"(?:(?<![主担聘委责])任|[统唯万同单专划不之逐某每这那另上下前首其归合如均新又再进凡哪])$")
_SCORED = re.compile(r"[得扣记计为共满]$|满分$")
_KIND_LEADS = re.compile(r"(?:分[为成]?|[共述下列])$")
_KIND_FOLLOWS = re.compile(r"[\u4e00-\u9fff、]")
_IDIOMS = frozenset({"四周"})
_CJK = re.compile(r"[\u4e00-\u9fff]")
_NUMBERED = re.compile(r"[级号层条款章节:：〕\])）.．、年月日℃°]")


def find_quantities(text: str, *, bare: bool = False) -> tuple[Mention, ...]:
    """Return every quantity that ``text`` writes, in order, with its place in ``text``.

    Numbers with neither unit nor comparator are left out unless ``bare`` asks for them.

    >>> [(m.text, m.quantity.low, m.quantity.unit) for m in find_quantities("第九条 团队不少于 ８ 人以上")]
    [('不少于 ８ 人以上', Fraction(8, 1), '人')]
    >>> [str(m.quantity.low) for m in find_quantities("良好、优秀分别给予 15、20 万元")]
    ['150000', '200000']
    """
    view = to_view(text)
    found = share_comparators(view.text, tuple(_scan(view.text, bare=bare)))
    return tuple(join_bounds(text, [to_mention(text, view, one) for one in found]))


def _scan(text: str, *, bare: bool) -> Iterator[Found]:
    at = 0
    last: Found | None = None
    while start := _START.search(text, at):
        at = start.start()
        if other := _NO_QUANTITY.match(text, at):
            at = other.end()
            continue
        found, at = _read(text, at, last.reach if last else 0, bare=bare)
        for one in found:
            last = one._replace(before=None) if last and _relates(last, one) else one
            yield last
        at = max(at, last.reach if last else 0)


def _relates(one: Found, two: Found) -> bool:
    """Tell whether a comparator only relates two values and bounds neither: 7人少于8人."""
    if two.before is None or one.before or one.after or two.before.start != one.end:
        return False
    return base_of(one.unit)[0] == base_of(two.unit)[0]


def _read(text: str, at: int, since: int, *, bare: bool) -> tuple[list[Found], int]:
    """Return what begins at ``at``, if it is a quantity, and where to go on."""
    if date := find_date(text, at):
        return _read_date(text, at, since, date), date.end
    figure = find_figure(text, at)
    if figure is None:
        run = _RUN.match(text, at)
        return [], run.end() if run else at + 1
    figures = _read_list(text, figure)
    last = figures[-1]
    before = find_before(text, since, at, last.unit or "")
    after = find_after(text, last.end, last.unit or "")
    if after and after.words.startswith("都") and text[at - 1 : at] == "多":
        return [], last.end  # 多一个都没有 only says that there are no more
    if text.startswith(("×", "÷"), last.end):
        # 至少要达到4亿×3%: the bound is the product's.
        before = None
    if before and after and last.unit in SHARES and at - before.end > 1:
        # 处低于成本价销售总额一倍以上: the words in between are another's bound.
        before = None
    if not _is_meant(text, last, before is not None, after is not None, bare=bare):
        return [], figure.end
    found = [
        Found(f.start, f.end, f.low, f.high, f.unit or "", None, None, f.low_open, f.about, f.implied) for f in figures
    ]
    found[0] = found[0]._replace(before=before)
    found[-1] = found[-1]._replace(after=after)
    return found, last.end


def _read_date(text: str, at: int, since: int, date: Date) -> list[Found]:
    if date.first is None or date.last is None:
        year = Fraction(date.year or 0)
        after = find_after(text, date.end, "年份")
        return [Found(at, date.end, year, year, "年份", None, after)] if after else []
    before, after = find_before(text, since, at, "月日"), find_after(text, date.end, "月日")
    first, last = Fraction(date.first), Fraction(date.last)
    return [Found(at, date.end, first, last, "月日", before, after, year=date.year)]


def _read_list(text: str, figure: Figure) -> list[Figure]:
    """Return the figure, and with it the rest of a list that has its unit at the end: 15、20万元."""
    figures = [figure]
    if not _is_bare_arabic(text, figure) or not _LIST_RUN.match(text, figure.end):
        return figures
    while mark := _LIST.match(text, figures[-1].end):
        following = find_figure(text, mark.end())
        if following is None:
            break
        if following.unit is not None:
            return [inherit(f, following, reach=100) for f in figures] + [following]
        if not following.numeral[0].isdigit():
            break
        figures.append(following)
    return [figure]


def _is_bare_arabic(text: str, figure: Figure) -> bool:
    if figure.unit is not None or not figure.numeral[0].isdigit() or figure.high != figure.low:
        return False
    return _MARKER.search(text, max(0, figure.start - 2), figure.start) is None


def _is_meant(text: str, figure: Figure, before: bool, after: bool, *, bare: bool) -> bool:
    """Tell whether a figure measures or counts, and is no article (一个), adverb (十分) or mere number."""
    if figure.unit is None:
        return _is_number(text, figure, bounded=before or after, bare=bare)
    lead = text[max(0, figure.start - 6) : figure.start]
    if figure.numeral == "一" and _NO_ONE.search(lead.removesuffix("原则上")):
        return False
    if before or after:
        return True
    if figure.unit == "类":
        counts = _KIND_LEADS.search(lead) or not (lead.endswith("、") or _KIND_FOLLOWS.match(text, figure.end))
        return figure.numeral != "一" and bool(counts)
    if figure.numeral == "一" and figure.unit in _LOOSELY_COUNTED:
        return bool(_ONLY.search(lead))
    word = text[figure.start : figure.end]
    return word not in _IDIOMS and (word != "十分" or bool(_SCORED.search(lead)))


def _is_number(text: str, figure: Figure, *, bounded: bool, bare: bool) -> bool:
    if _NUMBERED.match(text, figure.end):
        return False
    arabic = figure.numeral[0].isdigit()
    if bounded:
        return arabic or not _CJK.match(text, figure.end)
    is_range = figure.low != figure.high and "-" not in text[figure.start : figure.end]
    marked = _MARKER.search(text, max(0, figure.start - 2), figure.start)
    return arabic and (is_range or (bare and not marked))
