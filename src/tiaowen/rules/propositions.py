"""A sentence without figures → what it says yes or no of: needed, not needed, missing and yet allowed, following."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from tiaowen.rules.vocabulary import Vocabulary

_CLAUSE = re.compile(r"[^，,。；;：:！!？?\n]+")
_NOT_NEEDED = re.compile(
    r"(?<!并非)(?<!不是)(?:不需要?|不用|不必|无需|无须|不须|不要求|没有要求|未要求|不作要求|不做要求|没有[^，。；]{0,12}要求|可以不|可不(?!可以)"
    r"|不(?:设立?|实行|成立|建立|组建|签订|具备)(?!的)|不限|不一定|不强制|并不要求|不作为[^，。；]{0,6}条件)"
)
_UP_TO_OWN = re.compile(r"自愿|自行决定|自主决定|自己决定|可设可不设|可有可无|口头约定")
_NOT = re.compile(
    r"(?:不(?!得不|能不|仅|但|少于|低于|超过|限于|同|只|论|管|含|足|断|良|当)|未(?!来)|没有?|无(?!故|论)|(?<![除若])非(?!常))[^，。；但而]{0,8}$"
)
_TWICE_NOT = re.compile(r"不得不|不能不|不可不|并非不|不是不|无不|没有不")
_NEEDED = re.compile(
    r"应当?(?!的)|须|必须|(?<!不)需要?|(?<!不作)(?<!不做)(?<!没有)要求|(?<![不只主重需])要(?!求|点|闻)|才能|方可|才可以?|由[^，。；]{2,16}(?:担任|负责|牵头|受理|审核|批准)"
)
_ALLOWED = re.compile(
    r"(?<!不)(?:可以?|能够?)(?:直接|继续|单独|参与|进行|来|去|申)*(?:申报|申请|备案|认定|牵头|组建|建设|报|享受|领取|叠加|重复)"
    r"|也(?:可以?|能|行)(?:[，。；的]|$)|也(?:可以|能)|就?行(?:[，。；了]|$)|即可|就可以|就够|不影响|没有?关系|不要紧|无妨|也?不受影响"
    r"|(?:也|均|都|仍|同样)(?:算?符合|满足)|均可|照样|照常"
)
_PERMITTED = re.compile(r"(?<!不)(?:可以?|能够?|允许)[^，。；]{0,6}$")
_BARRED = re.compile(
    r"(?:不|未)(?:能|得|可以?|予|允许|符合|满足|达标|具备)[^，。；]{0,6}(?:申报|申请|备案|认定|牵头|条件|要求|$)|不行|不可以|禁止"
)
_DENIES_EFFECT = re.compile(
    r"(?:不(?:予|会|再|得|能|被|必|应|需|用|至于|直接|立即|马上|是)?|并非|未必?|免于|无需|不用)(?:被|予以|直接|因[^，。；]{1,14})?(?:被)?(?:列入|纳入|视为|进入|算)?$"
)
_EXCLUDED = re.compile(
    r"[^，。；]{0,4}?(?:不行|不可以|不能|不算|不符合|不得|除外|不够|没资格|达不到|未达到|没达到|不达标|不满足|不在)"
)
LIFTED = re.compile(r"不作要求|不做要求")
"""Words of the law that lift a condition."""

SUPPOSES = re.compile(r"如果|假如|[？?]")
"""Words that make a sentence suppose something."""

UNSURE = re.compile(r"是否(?!设)(?![^，。；]*(?:自行|自主|自己|自愿)决定)|吗|能否|没有说|可能|建议")
"""Words that make a clause assert nothing."""


class Stance(StrEnum):
    """How a sentence stands to what it names."""

    NEEDED = "needed"
    NOT_NEEDED = "not needed"
    MISSING_ALLOWED = "missing and yet allowed"
    TOLD = "told"
    DENIED = "denied"


class Proposition(NamedTuple):
    """That ``metric``, named at ``start`` to ``end`` of the sentence, is or is not so; ``clause`` is where it stands.

    ``plain`` tells that the clause says 应, 须 or the like, or that it may be; without that it may be the asker's.
    """

    start: int
    end: int
    clause: tuple[int, int]
    metric: str
    stance: Stance
    plain: bool


class _Named(NamedTuple):
    start: int
    end: int
    clause: tuple[int, int]
    metric: str


def find_propositions(text: str, words: Vocabulary, *, effects: frozenset[str]) -> Iterator[Proposition]:
    """Yield what the sentence ``text`` says of the metrics that it names, in order.

    ``effects`` are the metrics that follow from something (撤销资格) and are no conditions.

    >>> _NOT_NEEDED.search("不需要签订共建协议")[0], bool(_ALLOWED.search("也可以申报"))
    ('不需要', True)
    """
    named = [
        _Named(clause.start() + match.start, clause.start() + match.end, clause.span(), metric)
        for clause in find_clauses(text)
        for match in words.metrics_in(clause[0])
        for metric in match.values
    ]
    yield from _contraries(text, words)
    for one in named:
        stance = _effect(text, one) if one.metric in effects else _condition(text, one, named)
        yield Proposition(one.start, one.end, one.clause, one.metric, stance, tells(text[slice(*one.clause)]))


def _contraries(text: str, words: Vocabulary) -> Iterator[Proposition]:
    """Yield what is told in words of the contrary: 可以单独申报, where 联合申报 is what the law speaks of."""
    for clause in find_clauses(text):
        for match in words.contraries_in(clause[0]):
            before = clause[0][: match.start]
            barred = bool(_NOT.search(before) or _BARRED.search(clause[0][match.end :]))
            allowed = bool(_PERMITTED.search(before) or _ALLOWED.search(clause[0]))
            stance = Stance.NEEDED if barred else Stance.NOT_NEEDED if allowed else Stance.TOLD
            for metric in match.values if stance is not Stance.TOLD else ():
                start, end = clause.start() + match.start, clause.start() + match.end
                yield Proposition(start, end, clause.span(), metric, stance, plain=True)


def find_clauses(text: str) -> Iterator[re.Match[str]]:
    """Yield the clauses of ``text``."""
    return _CLAUSE.finditer(text)


def tells(clause: str) -> bool:
    """Tell whether ``clause`` says 应, 须 or the like, or that something may be: it speaks of the law."""
    return bool(_NEEDED.search(clause) or _ALLOWED.search(clause))


def unneeded_in(clause: str) -> str | None:
    """Return what of ``clause`` is said not to be needed: its words without 不需要; None where nothing is."""
    match = _NOT_NEEDED.search(clause)
    return clause[: match.start()] + "，" + clause[match.end() :] if match else None


def is_negated(before: str) -> bool:
    """Tell whether what follows ``before`` is said not to be."""
    return bool(_NOT.search(before)) and not _TWICE_NOT.search(before)


def is_excluded(text: str, end: int) -> bool:
    """Tell whether what ends at ``end`` is said not to do: 三级乙等医院不行."""
    return bool(_EXCLUDED.match(text, end))


def _effect(text: str, one: _Named) -> Stance:
    before = text[one.clause[0] : one.start]
    return Stance.DENIED if _DENIES_EFFECT.search(before) or _is_not_needed(text, one) else Stance.TOLD


def _condition(text: str, one: _Named, named: list[_Named]) -> Stance:
    if _is_not_needed(text, one):
        return Stance.NOT_NEEDED
    clause = text[slice(*one.clause)]
    bad = one.metric.startswith("无")
    same = [other for other in named if other.metric == one.metric]
    missing = all(_is_negated(text, other) != bad for other in same)
    after = text[one.end :]
    if missing and _ALLOWED.search(after) and not _BARRED.search(after):
        return Stance.MISSING_ALLOWED
    if _is_negated(text, one) != bad:
        return Stance.DENIED
    return Stance.NEEDED if _NEEDED.search(clause) or _NEEDED.search(after) else Stance.TOLD


def _is_not_needed(text: str, one: _Named) -> bool:
    """Tell whether what is not needed is what is named: the words stand near before it, or right after."""
    start, end = one.clause
    for match in _NOT_NEEDED.finditer(text, start, end):
        gap = one.start - match.end() if match.end() <= one.start else match.start() - one.end
        if match.start() < one.end and match.end() > one.start:
            return True
        if 0 <= gap <= (14 if match.end() <= one.start else 8):
            return True
    return bool(_UP_TO_OWN.search(text, one.start, len(text)) and not _NEEDED.search(text[start : one.start]))


def _is_negated(text: str, one: _Named) -> bool:
    return is_negated(text[one.clause[0] : one.start])
