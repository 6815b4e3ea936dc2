"""Chinese text → quantities: what is read, what stays out, where it stands, and how it compares."""

from __future__ import annotations

import random
import time
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from tiaowen import quantities
from tiaowen.quantities import (
    Quantity,
    contains,
    find_pairs,
    find_quantities,
    format_quantity,
    is_comparable,
    same_quantity,
    satisfies,
    to_base,
    to_plain,
)


def point(value: Any, unit: str) -> Quantity:
    return Quantity(low=value, high=value, unit=unit)


def at_least(value: Any, unit: str) -> Quantity:
    return Quantity(low=value, unit=unit)


def more_than(value: Any, unit: str) -> Quantity:
    return Quantity(low=value, low_open=True, unit=unit)


def at_most(value: Any, unit: str) -> Quantity:
    return Quantity(high=value, unit=unit)


def less_than(value: Any, unit: str) -> Quantity:
    return Quantity(high=value, high_open=True, unit=unit)


def between(low: Any, high: Any, unit: str) -> Quantity:
    return Quantity(low=low, high=high, unit=unit)


def read(text: str) -> Quantity:
    (mention,) = find_quantities(text)
    return mention.quantity


POINTS = [
    # numerals
    ("8人", 8, "人"), ("８人", 8, "人"), ("八人", 8, "人"), ("两人", 2, "人"), ("廿人", 20, "人"),
    ("捌人", 8, "人"),
    ("二十六人", 26, "人"), ("一百零七人", 107, "人"), ("贰拾伍人", 25, "人"), ("300,000元", 300_000, "元"),
    ("30万元", 300_000, "元"), ("三十万元", 300_000, "元"), ("1.5亿元", 150_000_000, "元"),
    ("50w", 500_000, "元"),
    ("50W元", 500_000, "元"), ("三点五万元", 35_000, "元"), ("一万二千元", 12_000, "元"),
    ("0.35百万元", 350_000, "元"),
    ("1亿5000万元", 150_000_000, "元"), ("⼋⼈", 8, "人"),
    # shares
    ("三分之一", Fraction(100, 3), "%"), ("1/3", Fraction(100, 3), "%"), ("一半", 50, "%"), ("六成", 60, "%"),
    ("八成五", 85, "%"), ("0.6", 60, "%"), ("百分之六十", 60, "%"), ("60％", 60, "%"), ("60%", 60, "%"),
    ("百分之零点五", "0.5", "%"), ("百分之百", 100, "%"), ("千分之三", "0.3", "%"), ("５‰", "0.5", "%"),
    ("4.3个百分点", "4.3", "百分点"),
    # areas and money
    ("200㎡", 200, "平方米"), ("200 m2", 200, "平方米"), ("200m²", 200, "平方米"),
    ("200平方米", 200, "平方米"),
    ("200平米", 200, "平方米"), ("两百平", 200, "平方米"), ("0.3亩", 200, "平方米"), ("50块", 50, "元"),
    ("50万块", 500_000, "元"), ("¥50万", 500_000, "元"), ("人民币五十万", 500_000, "元"),
    # counts
    ("3名", 3, "人"), ("3位", 3, "人"), ("8个人", 8, "人"), ("3项", 3, "项"), ("5篇", 5, "篇"),
    ("2次", 2, "次"),
    ("两届", 2, "届"), ("3家", 3, "家"), ("5例", 5, "例"), ("3个", 3, "个"), ("60分", 60, "分"),
    ("五十周岁", 50, "周岁"),
    # durations
    ("两年", 2, "年"), ("24个月", 24, "个月"), ("4千克", 4, "公斤"),
    ("一千米", 1000, "米"),
    ("半年", "1/2", "年"), ("一年半", "3/2", "年"),
    ("两个半月", "5/2", "个月"),
    ("5 个工作日", 5, "工作日"), ("183天", 183, "天"), ("30日", 30, "天"), ("两周", 14, "天"),
    ("三个会计年度", 3, "年"),
    # dates
    ("11月30日", "11-30", "月日"), ("11 月 30 日", "11-30", "月日"), ("十一月三十日", "11-30", "月日"),
    ("2025年11月30日", "11-30", "月日"), ("2025-11-30", "11-30", "月日"), ("12月底", "12-31", "月日"),
    ("2月底", "2-28", "月日"), ("年底", "12-31", "月日"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "unit"), POINTS)
def test_a_point_is_read(text: str, value: Any, unit: str) -> None:
    assert read(text) == point(value, unit)


BOUNDS = [
    *((text, at_least(8, "人")) for text in (
        "不少于8人", "不低于8人", "至少8人", "最少8人", "≥8人", ">=8人", "8人以上", "8人及以上",
        "8人（含）以上",
        "8人以上（含8人）", "达到8人", "达8人以上", "不少于8人以上", "不得少于8人", "不应少于8人",
        "最低为8人",
        "不少于 **8** 人", "不小于８人", "8人起", "大于等于8人", "至少需要8人", "下限为8人",
            "至少达到8人",
    )),
    *((text, at_most(3, "家")) for text in (
        "不超过3家", "不多于3家", "至多3家", "最多3家", "3家以内", "≤3家", "3家以下", "不高于3家",
        "最多只能联合3家",
        "没有超过3家", "3家封顶", "不得超过三家", "少于或等于3家",
            "最多可达3家",
    )),
    *((text, more_than(50, "%")) for text in (
        "超过50%", "高于50%", "多于50%", "大于50%", "＞50%", "50%以上（不含）", "过半数", "超过半数",
        "超过一半",
        "逾50%", "超过委员总数的50%", "不止50%", "50%出头", "刚过百分之五十",
    )),
    *((text, less_than(18, "周岁")) for text in (
        "不满18周岁", "未满十八周岁", "低于18周岁", "少于18周岁", "不足18周岁", "＜18周岁", "未达到18周岁",
        "不到18岁",
        "18周岁以下（不含18周岁）", "快18周岁了", "快满18周岁", "18周岁不到，", "18周岁都没有", "18周岁还不到吧",
    )),
    ("满2年", at_least(2, "年")), ("年满十八周岁", at_least(18, "周岁")), ("半数以上", at_least(50, "%")),
    ("占30%以\u3000上", at_least(30, "%")), ("不少于300㎡以上", at_least(300, "平方米")),
    ("不少于300㎡", at_least(300, "平方米")),
    ("不超过参评数量的30%", at_most(30, "%")), ("不超过总人数三分之一", at_most(Fraction(100, 3), "%")),
    ("每年至少召开2次会议", at_least(2, "次")), ("最高给予50万元", at_most(500_000, "元")),
    ("三年内", at_most(3, "年")),
    ("300平出头", more_than(300, "平方米")), ("300平不到", less_than(300, "平方米")),
    ("尽快3个工作日内", at_most(3, "工作日")), ("加快8人", point(8, "人")),
    ("正好8人", point(8, "人")), ("不低于50万", at_least(500_000, "元")),
    ("小于四米（含四米）", at_most(4, "米")),
    ("11月30日前", at_most("11-30", "月日")), ("11月底前", at_most("11-30", "月日")),
    ("年底前", at_most("12-31", "月日")),
    ("不晚于12月31日", at_most("12-31", "月日")), ("6月前", less_than("6-1", "月日")),
    ("7月1日起", at_least("7-1", "月日")),
    ("7月1日后", more_than("7-1", "月日")), ("2024年（含）以前", at_most(2024, "年份")),
    ("2025年及以后", at_least(2025, "年份")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quantity"), BOUNDS)
def test_a_comparator_sets_the_bound(text: str, quantity: Quantity) -> None:
    assert read(text) == quantity


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("5-9人", between(5, 9, "人")),
        ("7—11人", between(7, 11, "人")),
        ("五至九人", between(5, 9, "人")),
        ("5人到9人", between(5, 9, "人")),
        ("5～9 人", between(5, 9, "人")),
        ("20~30", between(20, 30, "")),
        ("5-10万元", between(50_000, 100_000, "元")),
        ("五至十万元", between(50_000, 100_000, "元")),
        ("8000-1.5万元", between(8_000, 15_000, "元")),
        ("百分之五至十", between(5, 10, "%")),
        ("5%-10%", between(5, 10, "%")),
        ("6个月至2年", between(6, 24, "个月")),
        ("二个至五个工作日", between(2, 5, "工作日")),
        ("三年以上七年以下", between(3, 7, "年")),
        ("五千元以上五万元以下", between(5_000, 50_000, "元")),
        ("十日以上十五日以下", between(10, 15, "天")),
        ("不少于5人且不超过9人", between(5, 9, "人")),
        ("已满十四周岁不满十六周岁", between(14, 16, "周岁").model_copy(update={"high_open": True})),
        ("七八个人", between(7, 8, "人")),
        ("3-5月", between("3-1", "5-31", "月日")),
        ("11月1日至次年3月31日", between("11-1", "3-31", "月日")),
    ],
)
def test_a_range_is_read(text: str, quantity: Quantity) -> None:
    assert read(text) == quantity


NO_QUANTITIES = [
    "〔2021〕200号", "第九条", "第（三）项", "第一至三条", "第四条、第五条", "第二项至六项规定", "前两款规定",
    "1、研究方向", "2. 人才队伍",
    "（3）资金", "① 条件", "2026年", "2023-2025年", "第三方机构", "一流", "一定数量", "上一年度", "下一届",
    "一级法人", "统一命名",
    "一般", "十分重要", "一致", "唯一", "万一", "三级乙等", "成熟一个，认定一个", "一支队伍", "一批成果",
    "由一个或几个", "一次性奖励",
    "二次供水", "数十人", "上百人", "几十家", "十四五", "零件", "三类医疗器械", "一年级", "90年代",
    "半年度报告", "上半年",
    "每月5日", "22时30分", "8:30", "GB18485-2014", "2026年xx月xx日", "第二年", "任一人", "同一家", "每一年",
    "另一方", "百元", "一成不变",
    "二成员", "0.0.0%", "7＜8", "3＋2＝5", "a8人", "年产50万粒种子", "9" * 5000 + "人",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_QUANTITIES)
def test_what_is_no_quantity_stays_out(text: str) -> None:
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("一、人员不少于 ８ 人以上，面积２００㎡", ["不少于 ８ 人以上", "２００㎡"]),
        ("占\u200b３０％以 上。", ["３０％以 上"]),
        ("设主任一人，副主任若干", ["一人"]),
        ("只支持1个中心", ["1个"]),
        ("1、8人以上", ["8人以上"]),
        ("2. 8人以上", ["8人以上"]),
        ("①8人", ["8人"]),
        ("> 8人", ["8人"]),
        ("180㎡＜200㎡", ["180㎡", "200㎡"]),
        ("7人少于8人", ["7人", "8人"]),
        ("近三年不少于5项", ["三年", "不少于5项"]),
        ("8人（含博士3人）", ["8人", "3人"]),
        ("4亿×3%＝1200万元", ["4亿", "3%", "1200万元"]),
        ("30万 1.5亿", ["30万", "1.5亿"]),
        ("分为四类：农业、工业", ["四类"]),
        ("不低于最低工资标准的80%", ["不低于最低工资标准的80%"]),
        ("999999999999999999999人", ["999999999999999999999人"]),
        ("| 不低于200㎡ | 180㎡ |", ["不低于200㎡", "180㎡"]),
    ],
)
def test_a_mention_is_the_text_as_written(text: str, written: list[str]) -> None:
    mentions = find_quantities(text)
    assert [m.text for m in mentions] == written
    assert all(text[m.start : m.end] == m.text for m in mentions)


@pytest.mark.parametrize(
    ("text", "approximate", "implied", "year"),
    [
        ("约8人", True, False, None),
        ("8人左右", True, False, None),
        ("30多人", True, False, None),
        ("三五年", True, False, None),
        ("近三年", False, False, None),
        ("50万", False, True, None),
        ("0.6", False, True, None),
        ("50万元", False, False, None),
        ("2025年11月30日前", False, False, 2025),
    ],
)
def test_a_mention_says_how_it_is_written(text: str, approximate: bool, implied: bool, year: int | None) -> None:
    (mention,) = find_quantities(text)
    assert (mention.approximate, mention.implied, mention.year) == (approximate, implied, year)


def test_comparators_are_kept_as_written() -> None:
    (mention,) = find_quantities("不少于300㎡以上")
    assert mention.comparators == ("不少于", "以上")


def test_thirty_odd_is_more_than_thirty() -> None:
    assert read("三十余万元") == more_than(300_000, "元")


def test_a_comparator_is_shared_by_a_list() -> None:
    both = [m.quantity for m in find_quantities("本科、中级分别不低于80%、40%")]
    assert both == [at_least(80, "%"), at_least(40, "%")]
    assert [m.quantity.low for m in find_quantities("分别占30%、10%以上")] == [30, 10]


def test_bare_numbers_are_read_on_demand() -> None:
    assert find_quantities("人数 12") == ()
    assert [m.quantity for m in find_quantities("人数 12", bare=True)] == [point(12, "")]
    assert [m.text for m in find_quantities("1. 甲〔2021〕200号", bare=True)] == []
    assert read("人数≥12，") == at_least(12, "")


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("考核为良好、优秀的中心分别给予 15、20 万元", [("良好", 150_000), ("优秀", 200_000)]),
        ("对考核等次为良好、优秀的甲和乙分别给予15、20万元", [("良好", 150_000), ("优秀", 200_000)]),
        ("对国家级和自治区级的平台，分别给予 200 万元、50 万元", [("国家级", 2_000_000), ("自治区级", 500_000)]),
        ("本科和中级的比例分别为**80%**和**40%**", [("本科", 80), ("中级", 40)]),
        ("本科和中级分别为**80%**和**40%**", [("本科", 80), ("中级", 40)]),
        ("优秀、良好、合格，分别奖励3万、2万、1万元", [("优秀", 30_000), ("良好", 20_000), ("合格", 10_000)]),
        ("甲、乙各2人", []),
        ("分别说明", []),
    ],
)
def test_values_are_paired_with_their_labels(text: str, pairs: list[tuple[str, Any]]) -> None:
    assert [(p.label, p.mention.quantity.low) for p in find_pairs(text)] == pairs


def test_a_quantity_takes_plain_bounds_and_gives_plain_json() -> None:
    assert point(0.1, "%").low == Fraction(1, 10)
    assert at_most("11-30", "月日").model_dump(mode="json")["high"] == "11-30"
    assert to_plain(Fraction(100, 3), "%") == 33.3333
    assert Quantity.model_validate_json(at_least(8, "人").model_dump_json()) == at_least(8, "人")


@pytest.mark.parametrize("bounds", [{"unit": "人"}, {"low": 9, "high": 5, "unit": "人"}, {"low": 1, "unti": "人"}])
def test_a_quantity_without_sense_is_refused(bounds: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Quantity.model_validate(bounds)


@pytest.mark.parametrize(
    ("given_", "required", "outcome"),
    [
        ("8人", "不少于8人", True), ("7人", "不少于8人", False), ("50%", "高于50%", False),
        ("50%", "50%以上", True),
        ("3家", "不超过3家", True), ("4家", "不超过3家", False), ("60岁", "不超过60周岁", True),
        ("18个月", "满2年", False),
        ("24个月", "满2年", True), ("0.03亿元", "300万元以上", True), ("1亩", "不少于300㎡", True),
        ("5人", "5-9人", True),
        ("10人", "5-9人", False), ("30多人", "不少于20人", True), ("30多人", "不少于50人", None),
        ("30多人", "不超过30人", False),
        ("不少于8人", "不少于5人", True), ("30天", "1个月", None), ("3个", "不少于3项", True),
        ("3人", "不少于3项", None),
        ("1月15日", "11月1日至次年3月31日", True), ("6月1日", "11月1日至次年3月31日", False),
    ],
)  # fmt: skip
def test_a_given_quantity_meets_a_required_one(given_: str, required: str, outcome: bool | None) -> None:
    assert satisfies(read(given_), read(required)) is outcome


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("两年", "24个月"), ("半年", "六个月"), ("50万元", "500,000元"), ("1亩", "2000/3平方米"),
        ("三分之一", "1/3"),
        ("六成", "百分之六十"), ("11月底前", "11月30日前"), ("12月底前", "年底前"), ("不少于8人", "8人以上"),
        ("≥60分", "60分及以上"),
        ("3个", "3家"), ("300㎡", "三百平米"), ("0.35百万元", "35万元"),
    ],
)  # fmt: skip
def test_the_same_said_otherwise_is_equal(one: str, two: str) -> None:
    assert same_quantity(read(one), read(two))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("50万元", "50元"), ("高于50%", "50%以上"), ("8人", "8家"), ("30天", "30个工作日"),
        ("不少于8人", "不超过8人"),
        ("8人", "不少于8人"), ("12个月", "365天"), ("11月30日前", "12月底前"), ("5%", "5个百分点"),
    ],
)  # fmt: skip
def test_what_differs_is_not_equal(one: str, two: str) -> None:
    assert not same_quantity(read(one), read(two))


def test_exported_names_are_there() -> None:
    assert all(hasattr(quantities, name) for name in quantities.__all__)


UNITS = [
    "人",
    "平方米",
    "元",
    "%",
    "年",
    "个月",
    "天",
    "工作日",
    "项",
    "篇",
    "次",
    "届",
    "周岁",
    "分",
    "家",
    "例",
    "个",
    "倍",
]
DECIMALS = st.decimals(0, 10**9, places=3).map(Fraction) | st.integers(0, 10**12).map(Fraction)
SHARES = st.fractions(0, 1, max_denominator=60).map(lambda share: share * 100)
DAYS = st.dates().map(lambda day: Fraction(day.month * 100 + day.day))


@st.composite
def any_quantity(draw: st.DrawFn, units: tuple[str, ...] = (*UNITS, "月日")) -> Quantity:
    unit = draw(st.sampled_from(units))
    values = DAYS if unit == "月日" else DECIMALS | SHARES if unit == "%" else DECIMALS
    kind = draw(st.sampled_from(["point", "low", "high", "range"]))
    low, high = sorted([draw(values), draw(values)])
    if kind == "point":
        return point(low, unit)
    if kind == "low":
        return Quantity(low=low, low_open=draw(st.booleans()), unit=unit)
    if kind == "high":
        return Quantity(high=high, high_open=draw(st.booleans()), unit=unit)
    assume(low < high)
    if unit == "月日":
        return between(low, high, unit)
    return Quantity(low=low, high=high, low_open=draw(st.booleans()), high_open=draw(st.booleans()), unit=unit)


@given(any_quantity())
def test_what_is_written_is_read_back(quantity: Quantity) -> None:
    assert same_quantity(read(format_quantity(quantity)), quantity)


@given(any_quantity(), st.text("人员须，。（）以第 \n*、的", max_size=12))
def test_the_span_is_found_in_any_surroundings(quantity: Quantity, around: str) -> None:
    text = f"{around}，{format_quantity(quantity)}。{around}"
    mentions = find_quantities(text)
    assert all(text[m.start : m.end] == m.text for m in mentions)
    assert any(same_quantity(m.quantity, quantity) for m in mentions)


@given(any_quantity())
def test_a_change_of_unit_keeps_equality(quantity: Quantity) -> None:
    assert same_quantity(quantity, to_base(quantity))
    assert is_comparable(quantity, to_base(quantity))


@given(DECIMALS, DECIMALS, st.sampled_from(UNITS))
def test_a_threshold_is_monotone(threshold: Fraction, value: Fraction, unit: str) -> None:
    low = at_least(threshold, unit)
    if contains(low, value):
        assert contains(low, value + 1)
    assert contains(low, value) != contains(less_than(threshold, unit), value)
    assert contains(at_most(threshold, unit), value) != contains(more_than(threshold, unit), value)
    assert satisfies(point(value, unit), low) is contains(low, value)


@given(any_quantity(units=("人",)), any_quantity(units=("人",)))
def test_outcomes_agree_with_membership(one: Quantity, two: Quantity) -> None:
    for bound in (one.low, one.high):
        inside = bound is not None and contains(one, bound)
        if inside and bound is not None and satisfies(one, two) is not None:
            assert contains(two, bound) == satisfies(one, two)


@given(
    st.text(
        alphabet="0123456789.,%一二三十百千万亿零两半成分之年月日人个项不少于超过以上内至-—/（）第条 \n*、元平㎡²①Ⅲ½",
        max_size=60,
    )
)
def test_any_text_is_read_without_error(text: str) -> None:
    for bare in (False, True):
        mentions = find_quantities(text, bare=bare)
        assert all(text[m.start : m.end] == m.text for m in mentions)
        assert all(a.end <= b.start for a, b in pairwise(mentions))
    find_pairs(text)


LONG = [
    "7",
    "一",
    "不少于",
    "分别",
    "1、",
    "第1、",
    "111,",
    "一分之",
    "1-",
    "1/",
    "百千万",
    "不超过总数的",
    "8人（含",
    "至少",
    "1人",
]


def time_to_read(text: str) -> float:
    start = time.process_time()
    find_quantities(text)
    find_pairs(text)
    return time.process_time() - start


@pytest.mark.parametrize("piece", LONG)
def test_time_grows_linearly(piece: str) -> None:
    texts = [piece * (length // len(piece)) for length in (2_000, 20_000)]
    short, long = (min(time_to_read(text) for _ in range(2)) for text in texts)
    assert long < 30 * short + 0.2


def test_time_grows_linearly_with_a_jumble() -> None:
    chars = "0123一二十百万年月日人%分之不少于以上以内超过、，。-至第（）() \n*半成"
    text = "".join(random.Random(3).choices(chars, k=200_000))
    assert time_to_read(text) < 30 * min(time_to_read(text[:20_000]) for _ in range(2))
