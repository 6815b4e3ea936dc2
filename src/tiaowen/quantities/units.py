"""The words for units: what each is normalised to, by which factor, and what may not follow it."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

_MU = Fraction(2000, 3)

# words, normalised unit, factor, characters or words that make it another word when they follow
_TABLE: tuple[tuple[str, str, Fraction | int, str], ...] = (
    ("人 名 个人 口人 位", "人", 1, "民|次|类|形|造|数|置|于|体|同"),
    ("人次", "人次", 1, ""),
    ("平方米 平米 ㎡ m2 m² m^2 平方", "平方米", 1, ""),
    ("平方公里 km2 km²", "平方米", 10**6, ""),
    ("公顷", "平方米", 10**4, ""),
    ("亩", "平方米", _MU, ""),
    ("元 元人民币 块钱 圆", "元", 1, "[化素件旦首老宝论次组]|结构|体系"),
    ("美元", "美元", 1, ""),
    ("港元 港币", "港元", 1, ""),
    ("欧元", "欧元", 1, ""),
    ("%", "%", 1, ""),
    ("个点", "%", 1, "[位面]"),
    ("‰", "%", Fraction(1, 10), ""),
    ("个百分点 百分点", "百分点", 1, ""),
    (
        "年 周年 个年度 个会计年度 个完整会计年度 个自然年度 个自然年 个年头",
        "年",
        1,
        "[级代龄轻检审报份金薪均底末初画货]|规划|计划",
    ),
    ("个月 个自然月", "个月", 1, ""),
    ("个季度", "个月", 3, ""),
    ("日 天 个自然日 自然日 个日历天 日历天", "天", 1, "[常用志历益光本托照产夜程津然]|间"),
    ("周 个星期 星期 个礼拜 礼拜", "天", 7, "[边围转身期密知末报刊]"),
    ("个工作日 工作日 个工作天", "工作日", 1, ""),
    ("小时 个小时 个钟头", "小时", 1, "[工候]"),
    ("分钟", "分钟", 1, ""),
    ("周岁 岁", "周岁", 1, "[月末]"),
    ("项", "项", 1, "[目链]"),
    ("篇", "篇", 1, "[章幅]"),
    (
        "次",
        "次",
        1,
        "[性元级序品要贷生日月氯第]|供水|加压|污染|开发|利用|装修|分配|创业|感染|灾害|产业|能源|设备|群伤|土壤",
    ),
    ("届", "届", 1, "满"),
    (
        "分",
        "分",
        1,
        "[之钟别为成开类工期配布支局公行部子析管账级层担割队段栋娩红批离解辨歧泌制米贝包厘厂立发享散]|以下各",
    ),
    ("家", "家", 1, "[庭属长具园畜禽禾人政风访用乡族教]"),
    ("例", "例", 1, "[如外会行]"),
    ("个", "个", 1, "[别体性]|案(?!例)|人所得|人信息"),
    ("件", "件", 1, ""),
    ("台", "台", 1, "[阶账帐风湾]"),
    ("套", "套", 1, "[期牌餐路]"),
    ("份", "份", 1, "[额子]"),
    ("种", "种", 1, "[子植畜禽苗粮养]"),
    ("类 档", "类", 1, "[案别似型]"),
    ("条", "条", 1, "[件例款约线]"),
    ("所", "所", 1, "[有述得在属需用列称规持辖指涉]"),
    ("户", "户", 1, "[籍口外主]"),
    ("倍", "倍", 1, ""),
    ("吨", "吨", 1, ""),
    ("公里 千米 km", "公里", 1, ""),
    ("厘米", "厘米", 1, ""),
    ("毫米", "毫米", 1, ""),
    ("立方米 m3 m³", "立方米", 1, ""),
    ("公斤 千克 kg", "公斤", 1, ""),
    ("毫升", "毫升", 1, ""),
    ("层", "层", 1, "[次面级]"),
    ("株", "株", 1, "[连]"),
    ("辆", "辆", 1, ""),
    ("页", "页", 1, "[岩面]"),
    ("场", "场", 1, "[所地内馆长站]"),
    ("学时 课时", "学时", 1, ""),
    ("米 m", "米", 1, "[面粉]"),
)
# 平 and 块 are read only where nothing follows that could make them another word.
_LOOSE = {"平": ("平方米", Fraction(1)), "块": ("元", Fraction(1)), "成": ("%", Fraction(10))}
_END = (
    r"(?=$|[^\u4e00-\u9fff]|以|及|或|和|与|的|左|上|起|多|余|就|够|才|也|都|加|出头|不[到够足]|吗|呢|吧|了|呀|啊|场|用|是|行|可|即|达|这|能|足|还"
    r"|奖|资|补|扶|支|给|经|设|作|计|整|为|在|至|到|且|共|属|由|算|符|比|占|半|[一二三四五六七八九]"
    r"|建设|研发|科研|经费|资金|设备|仪器|固定资产|试验|实验|办公|厂房)"
)


_NO_MONEY = frozenset("能都可是的")


class Unit(NamedTuple):
    """A unit as written: its normalised name, the factor to it, and where the word ends in the text."""

    name: str
    factor: Fraction
    end: int
    word: str


def _pattern() -> re.Pattern[str]:
    rows = [(word, guard) for words, _, _, guard in _TABLE for word in words.split()]
    rows.sort(key=lambda row: -len(row[0]))
    words = [re.escape(w) + (f"(?!{g})" if g else "") + ("(?![a-z])" if w[-1] in "mk" else "") for w, g in rows]
    return re.compile(f" ?(?:({'|'.join(words)})|([{''.join(_LOOSE)}]){_END})")


_NAMES = {word: (name, Fraction(factor)) for words, name, factor, _ in _TABLE for word in words.split()}
_UNIT = _pattern()
_IMPLIED = re.compile(_END)


def find_unit(text: str, at: int) -> Unit | None:
    """Return the unit whose word stands at ``at``, the longest one, or None.

    >>> find_unit("5个工作日", 1), find_unit("3年级", 1)
    (Unit(name='工作日', factor=Fraction(1, 1), end=5, word='个工作日'), None)
    """
    match = _UNIT.match(text, at)
    if match is None:
        return None
    if match[2] == "块" and text[match.end() : match.end() + 1] in _NO_MONEY:
        return None  # 人员和场地两块能不能过
    name, factor = _NAMES[match[1]] if match[1] else _LOOSE[match[2]]
    return Unit(name, factor, match.end(), match[1] or match[2])


def is_bare_sum(text: str, at: int) -> bool:
    """Tell whether 50万 that ends at ``at`` can be an amount of money: no other word goes on from it.

    >>> is_bare_sum("设备50万就行", 5), is_bare_sum("50万株", 3)
    (True, False)
    """
    return _IMPLIED.match(text, at) is not None
