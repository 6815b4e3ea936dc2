"""In what sense a figure is said: told of the law or of the asker, worked out, counted, denied, supposed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple

from tiaowen.quantities import Mention, Quantity, to_base
from tiaowen.rules.arithmetic import Calculation
from tiaowen.rules.markdown import Segment


class Sense(StrEnum):
    """In what sense a figure is said."""

    LAW = "law"
    GIVEN = "given"
    PERIOD = "period"
    SUPPOSED = "supposed"
    RESULT = "result"
    OPERAND = "operand"
    DIFFERENCE = "difference"
    RESTATED = "restated"
    DENIED = "denied"
    COUNT = "count"
    TOTAL = "total"


TOLD = re.compile(r"要求|必须|须|应|规定|标准|需|只要")
"""Words that make a figure the law's."""

_GIVEN = re.compile(
    r"贵|您|你们|你[^们]|我们|我司|我单位|我校|该企业|该公司|现有|已有|目前有|实有|实际|只有|仅有|现状|现为|目前|现在|当前|如今|手上"
)
_REQUIRES = re.compile(
    r"要求|必须|须|应当?|需|规定|标准|门槛|不得|至少|最低|下限|上限|至多|最多|最少|给予|奖励|资助|不少于|不低于|不超过|以上|以内|≥|≤|即可|只要"
)
_MEETS = re.compile(r"(?:符合|达到|满足|不够|低于|超过)[^，。；]{0,6}(?:要求|标准|规定|条件|门槛|下限|上限)")
_REQUIRING_HEAD = re.compile(r"要求|标准|规定")
_EXACT = frozenset({"正好", "恰好", "刚好"})
_DIFFERENCE = re.compile(
    r"(?:相差|还?剩下?|差额为?|差距为?|缺口为?|(?<!较)差|缺|欠|短缺|(?<!不)多出|多了|(?<![不最至许])多(?:[奖给拿要出])?|晚|早|提前|推迟"
    r"|(?<!不)超出|(?<!不)高出|富余|少了|低了|不足部分为?|(?:超过|超出|高出|低于)[^，。；]{1,12}的?(?:要求|标准|下限|上限|门槛|线)|比[^，。；]{2,18}(?:[多大高长晚少小低短早]))(?:了|出|着|约|的?是|上限|下限|标准|要求)?$"
)
_DIFFERENCE_HEAD = re.compile(r"差额|差距|相差|缺口|差多少|还差|多出|增加")
_MORE = re.compile(
    r"(?:还需要?|还要|还得|尚需|仍需|需要?再|再)(?:再|至少)*(?:增加|增|补足|补充|补|引进|请|有|招聘?|聘|投入?|凑|加|联合)?(?:至少)?$"
)
_FIGURE = re.compile(r"[0-9零一二两三四五六七八九十百千万亿半]")
_LIMITS = frozenset({"上限", "下限"})
_LEAST = frozenset({"至少", "起码", "最少"})
_SAYS = re.compile(r"您说的?$")
_SUPPOSED = re.compile(r"(?:按照?|以|假设|假定|假如|如果|若|比如|例如|譬如)[^，。；、]{0,8}$")
_SUPPOSES = re.compile(r"(?:来?计?算|为例|来看|的话|测算|计(?=$|[，。；]))|的[^，。；]{0,8}(?:来?计?算|为例|来看)")
_RESTATES = re.compile(
    r"(?:即|也就是说?|也即|亦即|换算成?[元月年天]?[即为是]?|折合|折算[为成]?|相当于|等于|约合|合计即|[(（]约?|=|≈|约等于)"
    r"[：:为是约满正刚好恰就]{0,3}$"
)
_TOTAL = re.compile(r"(?:合计|共计|总计|一共|总共|累计|加起来|合起来|总额|总数|共)[^，。；]{0,8}$")
_TOTAL_HEAD = re.compile(r"^(?:合计|总计|共计|总额|总数|小计)")
_COUNT_LEADS = re.compile(
    r"(?:共|列了|列举了?|列出了?|分为|分成|分|包括|下列|以下|以上|上述|有|这|那|前述|设|等|要过|要走|依次|主要有|具备|满足|其余|其他|其它|另外|剩下"
    r"|各|还差|最[低高]|每|头|前|后|[，。；:：]|^)[有为]?$"
)
COUNTS_TOLD = re.compile(r"(?:共|列了|列举了?|列出了?|分为|分成|分|包括|规定了?|写了|有)[有为]?$")
"""Words before a figure that make it a count of what stands around: 列了六种情形."""

_COUNT_NOUN = re.compile(
    r"(?:各|均|都|合计|相加|缺一不可|同时|之和|大?类|档|方面|条件|要求|情形|情况|步|环节|阶段|材料|指标|等次|等级|档次|要点|标准"
    r"|例外|城市|办法|文件|前提|层次|数字|门槛|程序|途径|城|地|部分|原则|[：:。，；]|$)"
)
_COUNTED = re.compile(r"条件|要求|情形|方面|步骤|环节|材料|门槛|数字门槛|等次|档")
_PAPERS = re.compile(r"(?:文件|办法|文本|证明|规定|附件|法规)")
COUNT_UNITS = frozenset({"类", "种", "项", "个", "条", "份", "件", "步", "款", "档", "层"})
"""Units in which a text counts what it speaks of."""
_DENIAL = re.compile(
    r"(?:未|没有?|并未|并没有|不|无)(?:作出?|明确|具体|另外?|单独|再|对|就|给出|写明|提出|任何|统一){0,4}"
    r"(?:规定|要求|限制|限定|数字|写明|给出|提到|提及|列出|设定|明确|载明|涉及|约定|说明)"
    r"|不作要求|不做要求|没有[^，。；]{0,24}(?:要求|限制|规定|门槛|数字|标准|条款|说法|间隔)|无[^，。；]{0,16}(?:要求|限制|规定)"
    r"|不需要|无需|无须|不用|不必|不是|而不是|并非|不适用|不等于|误|不受[^，。；]{0,16}(?:限制|约束)|(?:不能|不可|不得|别)(?:拿|用|以|按|照搬|套用)"
)
_NEAR, _REACH, _FEW = 20, 40, 12  # characters before a figure that tell its sense; mentions before it
_BREAK = re.compile(r"[，,。；：:（]")
_A_PERIOD = re.compile(r"[^，。；]{0,14}(?:次|任期|一回)|[干任聘当做]|任期|到头")
_EVERY_FEW = re.compile(
    r"每(?:隔|满)?(?!一年|1年)[0-9一二两三四五六七八九十半]{1,4}个?(?:年|月|季度|周)[^，。；]{0,10}$"
)
_RANK = re.compile(r"最[低高]一[档类级等]")
_APPEARS = re.compile(r"(?:出现|提到|写)了?$")
_RANKS = re.compile(r"(?:最[低高]|[末这那哪同上下]|低|高)$")
_AMID = re.compile(r"(?:隔了?|又|再|曾|有过|第|出现了?|写了|提到)$")
_DONE_ONCE = re.compile(r"(?:做|进行|开展|组织|来)$")


class Spot(NamedTuple):
    """A figure where it stands: the mention number ``at`` of ``mentions``, in ``clause`` of ``segment``.

    ``said`` are the asker's quantities; ``compared`` tells that a sign compares it with what follows: 28万元<30万元.
    """

    segment: Segment
    mentions: Sequence[Mention]
    at: int
    clause: str
    said: Sequence[Quantity]
    calculation: Calculation | None = None
    compared: bool = False

    @property
    def mention(self) -> Mention:
        """The mention itself."""
        return self.mentions[self.at]

    @property
    def before(self) -> str:
        """A few characters before it."""
        return self.segment.text[max(0, self.mention.start - _NEAR) : self.mention.start]


def sense_of(spot: Spot) -> Sense:
    """Return the sense in which the figure at ``spot`` is said."""
    if _is_period(spot):
        return Sense.PERIOD
    if spot.calculation:
        return Sense.RESULT if spot.mention.start >= spot.calculation.result else Sense.OPERAND
    return next((sense for sense, is_meant in _SENSES if is_meant(spot)), Sense.LAW)


def words_before_figure(mention: Mention) -> str:
    """Return what of a mention's words stands before its figure: 至少要持续运营 in 至少要持续运营24个月."""
    figure = _FIGURE.search(mention.text)
    return mention.text[: figure.start()] if figure else mention.text


def _is_period(spot: Spot) -> bool:
    """Tell whether 一年 or 一届 only says how often: 一年开两次会; or 一半 how far: 评估到一半."""
    mention, before = spot.mention, spot.before
    if mention.comparators or not mention.quantity.is_point:
        return bool(_RANK.fullmatch(mention.text))
    if mention.quantity.unit == "次" and _APPEARS.search(before):
        return True
    if mention.text in {"一次", "1次", "1 次"}:
        done = "每" not in before and _DONE_ONCE.search(before)
        return bool(_AMID.search(before) or _EVERY_FEW.search(before) or done)
    if mention.text in {"一年", "一届", "1届", "1年"}:
        return before[-1:] not in set("近满予前每") and bool(_A_PERIOD.match(spot.segment.text, mention.end))
    if mention.text in {"一档", "一类", "一级", "一等"}:
        return bool(_RANKS.search(before))
    return mention.text == "一半" and before[-1:] in {"到", "过", "了"}


def _is_difference(spot: Spot) -> bool:
    mention = spot.mention
    if spot.segment.kind == "cell" and any(_DIFFERENCE_HEAD.search(head) for head in spot.segment.around[1:2]):
        return True
    if _DIFFERENCE.search(spot.before) and (mention.quantity.is_point or _LIMITS.issuperset(mention.comparators)):
        return True
    if _LEAST.issuperset(mention.comparators) and _DIFFERENCE.search(words_before_figure(mention)):
        return True  # 至少差1人
    return bool(_MORE.search(spot.before + words_before_figure(mention)))


def _is_supposed(spot: Spot) -> bool:
    supposes = _SUPPOSED.search(spot.before) and _SUPPOSES.match(spot.segment.text, spot.mention.end)
    return spot.mention.quantity.is_point and bool(supposes)


def _is_given(spot: Spot) -> bool:
    mention = spot.mention
    if spot.compared or not mention.quantity.is_point:
        return spot.compared or bool(_SAYS.search(spot.before))
    quantity = to_base(mention.quantity)
    known = any(q.unit == quantity.unit and quantity.low in {q.low, q.high} for q in spot.said)
    head = " ".join(spot.segment.around[:2]) if spot.segment.kind == "cell" else ""
    marked = bool(_GIVEN.search(spot.clause) or _GIVEN.search(head))
    if known and (marked or _EXACT.intersection(mention.comparators)):
        return True
    requires = bool(_REQUIRES.search(_MEETS.sub("", spot.clause)))
    return (known and not requires and not _REQUIRING_HEAD.search(head)) or (marked and not requires)


def _is_restated(spot: Spot) -> bool:
    if not _RESTATES.search(spot.before):
        return False
    unit = to_base(spot.mention.quantity).unit
    return any(to_base(m.quantity).unit == unit for m in spot.mentions[max(0, spot.at - _FEW) : spot.at])


def _is_denied(spot: Spot) -> bool:
    """Tell whether the figure stands in what its sentence denies: 没有注册资本500万元的要求."""
    mention, text = spot.mention, spot.segment.text
    for match in _DENIAL.finditer(text, max(0, mention.start - _REACH), mention.end + _NEAR):
        if match.start() <= mention.start < match.end():
            return True
        if match.end() <= mention.start and not _BREAK.search(text, match.end(), mention.start):
            return True
    return False


def _is_count(spot: Spot) -> bool:
    mention, text = spot.mention, spot.segment.text
    if mention.quantity.unit not in COUNT_UNITS or not mention.quantity.is_point or mention.comparators:
        return False
    if mention.quantity.unit in {"类", "种"} or _COUNTED.match(text, mention.end) or _PAPERS.match(text, mention.end):
        return True
    return bool(_COUNT_NOUN.match(text, mention.end) and _COUNT_LEADS.search(spot.before[-8:]))


def _is_total(spot: Spot) -> bool:
    heads = spot.segment.around[:2] if spot.segment.kind == "cell" else ()
    total = _TOTAL.search(spot.before) or any(_TOTAL_HEAD.search(head) for head in heads)
    return spot.mention.quantity.is_point and bool(total)


_SENSES: tuple[tuple[Sense, Callable[[Spot], bool]], ...] = (
    (Sense.DIFFERENCE, _is_difference),
    (Sense.SUPPOSED, _is_supposed),
    (Sense.GIVEN, _is_given),
    (Sense.RESTATED, _is_restated),
    (Sense.DENIED, _is_denied),
    (Sense.COUNT, _is_count),
    (Sense.TOTAL, _is_total),
)
