"""Quantities and statements in the words of people and models: numerals, units, comparators, order, Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from random import Random

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Rule
from tiaowen.evals.statements import Statement
from tiaowen.numerals import to_numeral
from tiaowen.quantities import Quantity, find_quantities, format_quantity, same_quantity

_WIDE = str.maketrans("0123456789%", "０１２３４５６７８９％")
_BEFORE: Mapping[str, tuple[str, ...]] = {
    "min": ("不少于", "不低于", "至少", "最少", "至少要有", "不得少于", "≥"),
    "above": ("超过", "高于", "多于", "大于", ">"),
    "max": ("不超过", "不多于", "至多", "最多", "不得超过", "≤"),
    "below": ("少于", "低于", "不足", "<"),
}
_AFTER: Mapping[str, tuple[str, ...]] = {"min": ("以上", "及以上"), "max": ("以内", "以下"), "above": (), "below": ()}
_TWO = frozenset({"人", "家", "项", "篇", "次", "届", "年", "个月", "个", "类", "例"})
_UNIT_WORDS: Mapping[str, tuple[str, ...]] = {
    "人": ("名", "位"),
    "平方米": ("㎡", "m2", "平米", "平", "m²"),
    "工作日": ("个工作日",),
    "周岁": ("岁",),
}
_CASES: Mapping[str, str] = {
    "企业": "依托单位为企业的，",
    "高校院所": "依托单位为高校、科研院所的，",
    "高校": "高校的，",
    "科研院所": "科研院所的，",
}
# How what a rule measures is put where its name and the quantity side by side are no sentence; {n} is the bare figure.
_SENTENCES: Mapping[str, str] = {
    "年度报告截止": "年度报告应在{window}{q}提交",
    "扶持资助": "备案后给予{q}扶持资助",
    "升级奖励": "给予{q}的{window}奖励扶持",
    "绩效奖励": "{window}给予{q}奖励扶持",
    "重新申报间隔": "{n}内不得重新申报",
    "评估周期": "每{n}评估一次",
    "整改期限": "整改期限{soft}{q}",
    "公示期": "向社会公示{n}",
    "主任任期": "主任{window}任期{n}",
    "委员会任期": "委员会{window}任期{n}",
    "同领域中心数": "同一领域只支持{n}中心",
    "申报步骤数": "组建申请分{n}步骤进行",
    "评估等级数": "评估结果分为{n}等次",
    "备案类别": "备案类别分为{n}",
    "专家评审权重": "专家评审占{q}",
    "现场考察权重": "现场考察占{q}",
    "主任人数": "设主任{n}",
    "有效期": "办法有效期{n}",
    "认定总分": "总分{soft}{q}的才能认定",
}
# Nothing but the words of the law itself makes a sentence of these.
_QUOTED_ONLY = frozenset(
    {"批复年份", "未交考核材料年限", "连续未报年报年限", "连续整改次数", "评估考察期", "优秀占比", "较差占比"}
)
_LONGEST = 14  # characters of a mention in a quote; a longer one holds words that are not the quantity's


def word_figure(value: Fraction, unit: str) -> dict[str, str]:
    """Return a figure in several ways, each under its kind: arabic, fullwidth, chinese, unit.

    >>> word_figure(Fraction(80), "%")
    {'arabic': '80%', 'fullwidth': '８０％', 'chinese': '百分之八十', 'unit': '八成'}
    >>> list(word_figure(Fraction(2), "年").values())
    ['2年', '２年', '两年', '24个月']
    """
    plain = format_quantity(Quantity(low=value, high=value, unit=unit))
    if unit == "工作日":
        plain = plain.replace("工作日", "个工作日")
    words = {"arabic": plain, "fullwidth": plain.translate(_WIDE)}
    if unit == "月日":
        month, day = divmod(int(value), 100)
        last = day == {2: 28}.get(month, 30 if month in {4, 6, 9, 11} else 31)
        words["chinese"] = f"{to_numeral(month)}月{to_numeral(day)}日"
        return words | ({"unit": f"{month}月底"} if last else {})
    if chinese := _chinese(value, unit):
        words["chinese"] = chinese
    if other := _other_unit(value, unit):
        words["unit"] = other
    return words


def _chinese(value: Fraction, unit: str) -> str | None:
    size, word = next(((s, w) for s, w in ((10**8, "亿"), (10**4, "万"), (1, "")) if value >= s), (1, ""))
    if unit != "元":
        size, word = 1, ""
    number = value / size
    if number.denominator != 1 or number > 99_999:
        return None
    if unit == "%":
        return f"百分之{to_numeral(int(number))}"
    numeral = "两" if number == 2 and unit in _TWO else to_numeral(int(number))
    return f"{numeral}{word}{'个工作日' if unit == '工作日' else unit}"


def _other_unit(value: Fraction, unit: str) -> str | None:
    if value.denominator == 3 and unit == "%":
        return f"{(value / 100).numerator}/{(value / 100).denominator}"
    if value.denominator != 1:
        return None
    whole = int(value)
    if unit == "%" and whole % 10 == 0 and 0 < whole < 100:
        return f"{to_numeral(whole // 10)}成"
    if unit == "年":
        return f"{whole * 12}个月"
    if unit == "元":
        return f"{whole:,}元"
    return f"{whole}{_UNIT_WORDS[unit][0]}" if unit in _UNIT_WORDS else None


def word_quantity(quantity: Quantity, rng: Random, *, figure: str = "arabic", around: str = "before") -> str:
    """Return ``quantity`` with its figure as ``figure`` says and its comparator before, after or around it.

    What cannot be put so is put the usual way.
    """
    low, high, unit = quantity.low, quantity.high, quantity.unit
    if low is not None and high is not None:
        first, second = (_pick(bound, unit, figure) for bound in (low, high))
        return first if low == high else f"{first.removesuffix(unit)}至{second}"
    bound, side = (low, "above" if quantity.low_open else "min") if low is not None else (high, "max")
    if low is None and quantity.high_open:
        side = "below"
    if bound is None:
        raise ValueError("a quantity needs a bound")
    words = _pick(bound, unit, figure)
    if unit == "月日":
        return words + rng.choice({"max": ("前", "之前"), "min": ("起",), "above": ("后", "之后")}.get(side, ("前",)))
    before = [word for word in _BEFORE[side] if unit not in {"年", "个月"} or word not in {"至少要有", "不足", "少于"}]
    if around != "before" and _AFTER[side]:
        after = words + rng.choice(_AFTER[side])
        return after if around == "after" else rng.choice(("不少于", "至少")) * (side == "min") + after
    return rng.choice(before) + words


def _pick(value: Fraction, unit: str, figure: str) -> str:
    words = word_figure(value, unit)
    return words.get(figure, words["arabic"])


def word_body(statement: Statement, words: str, *, soft: str = "") -> str | None:
    """Return the sentence of ``statement`` with its quantity as ``words``, or None where only a quote makes one."""
    quantity, metric = statement.quantity, statement.metric
    window = "".join((statement.window or "").split())
    if quantity is None or metric in _QUOTED_ONLY:
        return None
    pattern = _SENTENCES.get(metric, "{window}" + metric + "{soft}{q}")
    if "{n}" in pattern and any(mention.comparators for mention in find_quantities(words)):
        bound = quantity.low if quantity.low is not None else quantity.high
        words = word_figure(bound or Fraction(0), quantity.unit)["arabic"]
    return pattern.format(window=window, soft=soft, q=words, n=words)


def word_case(statement: Statement) -> str:
    """Return the case of ``statement`` as it stands before the sentence: 依托单位为企业的，."""
    when = statement.when
    words = f"{when.category}类的，" if when.category and when.category not in _CASES else ""
    words += _CASES.get(when.category or "", "") + _CASES.get(when.applicant or "", "")
    words += f"提档升级为{when.level}的，" if when.level else ""
    words += f"评估结果为{when.grade}的，" if when.grade else ""
    return words + (f"{when.cause}的，" if when.cause else "")


def replace_in_quote(rule: Rule, quantity: Quantity, words: str) -> str | None:
    """Return the quote of ``rule`` with ``quantity``, put as ``words``, for its own.

    三年内 stays 内 with another figure. None where the quantity cannot be cut out cleanly.
    """
    if isinstance(rule.value, bool):
        return None
    for mention in find_quantities(rule.quote):
        if same_quantity(mention.quantity, rule.value) and len(mention.text) <= _LONGEST:
            bound = quantity.low if quantity.high is None else quantity.high
            if mention.text.endswith("内") and bound is not None:
                words = word_figure(bound, quantity.unit)["arabic"] + "内"
            return rule.quote[: mention.start] + words + rule.quote[mention.end :]
    return None


def word_scope(statement: Statement, corpus: Corpus) -> str:
    """Return the words that say of which regulation or city, and which platform, a statement is."""
    regulation = corpus.regulation(statement.regulation)
    whole = f"《{regulation.title}》的" if statement.by_title else regulation.jurisdiction.name
    return f"{whole}{statement.platform}"
