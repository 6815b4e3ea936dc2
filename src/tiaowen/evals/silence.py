"""Silence: where an answer says plainly that the texts do not say."""

from __future__ import annotations

import re
from collections.abc import Collection

from tiaowen.evals.matching import normalise, strip_marks

# How an answer says that the texts are silent. A law says 没有 and 未 of other things (未发生事故, 无异议,
# 未按要求), so a verb of saying must follow at once, or a noun for what a text holds, with no other verb between.
_NO = r"(?<!有)(?:没有|没|未)"
_HOW = r"(?:明确|具体|直接|单独|专门|统一|清楚|作出|作|做出|做|给出|相关|任何|量化|的){0,4}"
_GAP = (
    r"(?:(?!按|依|达|符合|满足|违|履行|完成|遵守|通过|超过|报送|异议|不良|失信|其他|其它|另|别的|更多|例外|变|后|不)"
    r"[^，,:：]){0,18}?"
)
_TO = r"(?:[对就][^，,:：按违达]{1,20}?)?"
_THERE = (
    r"(?:(?<!有)(?:没有|没)(?:找到|查到|检索到)?|未[见有]|未(?:找|查|检索|收录)到?|[找查]不到|不存在|"
    r"[尚并]无|无(?=此|相关|具体|明确|对应|数字|量化|规定|关于|这))"
)
_STRONG = re.compile(
    rf"{_NO}{_HOW}{_TO}{_HOW}(?:规定|载明|写明|注明|收录|记载|提及|提到)"
    rf"|{_THERE}{_GAP}(?:规定|条款|条文|办法|法规)"
    r"|没有(?:任何)?一条|(?:没有|不存在|查无|无)第[\d一二三四五六七八九十百千零]+条|第[\d一二三四五六七八九十百千零]+条并?不存在"
)
# these need the texts, or a city, as what the sentence speaks of
_WEAK = re.compile(
    rf"(?:{_NO}|不){_HOW}{_TO}{_HOW}(?:涉及|包含)"
    rf"|{_NO}{_HOW}{_TO}{_HOW}(?:明确|说|写(?!入)|列(?!入)|提(?![出交供前高升名请议])|给出|给|设(?!立)|限|量化|要求|约定|出现)"
    rf"|{_THERE}{_GAP}(?:要求|限制|上限|下限|门槛|标准|内容|信息|资料|依据|文件|数字|数值|指标|期限|日期|分数线|答案)"
    r"|(?<!不得)(?:不在|不属于|超出)[^，,]{0,20}(?:范围|之列|之内)"
    r"|(?:无法|不能|没法|无从)[^，,]{0,4}回答|(?:[得看查找]不[出到])[^，,]{0,4}(?:答案|结论)"
    r"|(?:无法|不能|没法|无从)(?:从|根据|依据|据)[^，,]{0,16}(?:得出|确定|判断|找到|查到|得知)"
    r"|(?:办法|条文|法规|规定|文件?|附件)[里中内]面?(?:都|均|也|并|全文|根本)*(?:没有|没|未见|查不到|找不到|不含)"
)
_TEXTS = re.compile(
    r"办法|条文|条款|法规|规定|文件|原文|标准|附件|收录|全文|文[里中内]|[本该]条|第[\d一二三四五六七八九十百]+条"
)
# said of the asker, of a supposed case, or denied
_NOT_SAID = re.compile(
    r"[您你贵][^，,的]{0,4}$|(?:如果|若|要是|假如|倘若|是否|不是|并非|不等于)[^，,]*$|除[^。]*外[^。]*$"
)
_NOT_SAID_AFTER = re.compile(r"的(?:[，,]|情形|情况|事项|单位|企业)")
_QUOTED = re.compile(r"^[ \t]*>.*$|「[^」]*」|“[^”]*”|\"[^\"\n]*\"", re.MULTILINE)
_SENTENCE = re.compile(r"[^。！!；;？?\n]+[？?]?")


def find_silence(text: str, *, cities: Collection[str]) -> str | None:
    """Return the sentence of ``text`` that says plainly that the texts do not say, or None.

    Quoted law, questions, supposed cases and what is said of the asker do not count.

    >>> find_silence("办法只规定主任负责制。对主任的年龄没有要求。", cities=["包头"])
    >>> find_silence("办法只规定主任负责制，对主任的年龄没有要求。", cities=["包头"])
    '办法只规定主任负责制，对主任的年龄没有要求'
    """
    sentences: list[str] = _SENTENCE.findall(strip_marks(_QUOTED.sub("某", text)))
    for sentence in sentences:
        plain = normalise(sentence)
        if plain.endswith("?"):
            continue
        patterns = [_STRONG]
        if _TEXTS.search(plain) or any(city in plain for city in cities):
            patterns.append(_WEAK)
        for pattern in patterns:
            for match in pattern.finditer(plain):
                if not (_NOT_SAID.search(plain[: match.start()]) or _NOT_SAID_AFTER.match(plain, match.end())):
                    return sentence.strip()
    return None
