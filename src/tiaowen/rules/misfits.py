"""Why a provision that has the figure is still not what is told: of whom, of which word, how firmly, how often."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tiaowen.corpus.rules import Rule, plain
from tiaowen.rules.agreement import mismatch_of_window
from tiaowen.rules.claims import Claim, Read
from tiaowen.rules.provisions import Provision
from tiaowen.rules.record import Ranked, Record, quote

_EQUAL = 0.9  # provisions that fit so nearly alike are all asked how often
_WINDOW = 80  # characters before a figure that say how often
_ALL = re.compile(r"都(?!市)|均(?!价)|一样|相同|同样|一致|比照|参照")
_ANY = re.compile(r"或|任一|之一")
_ABSOLUTE = re.compile(r"一律|没有(?:任何)?例外|无一例外|肯定|必定|必然")
_SENTENCE = re.compile(r"[。；;\n]")


def find_misfit(record: Record, claim: Claim, near: Sequence[Ranked], read: Read) -> str | None:
    """Return why none of ``near``, which have the figure of ``claim``, is what is told; None where one is."""
    best = near[0].provision
    if missing := _missing_platforms(claim, near, read):
        return f"{missing}不是这个数。"
    if choice := _mistaken_choice(record, claim, best):
        return _says(record, best, choice)
    if best.rule and best.rule.firmness == "usual" and (absolute := _ABSOLUTE.search(read.segment.text)):
        return _says(record, best, absolute[0])
    if _same_for_all(record, claim, near, read):
        return "两类的规定并不一样。"
    if other := _other_case(record, claim, best, read):
        return f"这种情形规定的是“{plain(other.quote)}”。"
    return None


def fitting_window(record: Record, claim: Claim, near: Sequence[Ranked], read: Read) -> tuple[Provision, str | None]:
    """Return the first of ``near`` that is so often as told and None, else the best and why it is not."""
    since = max(0, claim.mention.start - _WINDOW)
    before = _SENTENCE.split(read.segment.text[since : claim.mention.start])[-1]
    best, problem = near[0].provision, None
    for provision in (r.provision for r in near if r.score >= _EQUAL * near[0].score):
        problem = mismatch_of_window(claim, before, provision)
        if problem is None:
            return provision, None
    return best, _says(record, best, problem or "")


def _says(record: Record, provision: Provision, word: str) -> str:
    return f"{record.label(provision)}说的是“{quote(provision)}”，不是“{word}”。"


def _missing_platforms(claim: Claim, near: Sequence[Ranked], read: Read) -> str | None:
    """Return a platform that the figure is told of along with others, and is not of."""
    told = claim.listed or (claim.scope.platform if _ALL.search(read.segment.text) else frozenset())
    if len(told) < 2 or _ANY.search(read.segment.text):
        return None
    return min(told.difference(*(r.provision.platforms for r in near)), default=None)


def _same_for_all(record: Record, claim: Claim, near: Sequence[Ranked], read: Read) -> bool:
    """Tell whether the figure is told of several categories alike, and is not that of each: 农业类和工业类一样."""
    if not _ALL.search(read.segment.text):
        return False
    names = record.law.names.read(read.segment.text)
    told = {v for n in names if n.dimension == "category" and n.start < claim.mention.start for v in n.values}
    held = {r.provision.rule.when.category for r in near if r.provision.rule}
    return len(told) > 1 and None not in held and not told <= held


def _other_case(record: Record, claim: Claim, provision: Provision, read: Read) -> Rule | None:
    """Return the rule on the case told, where the figure is of a grade that is not: 不参加评估的给予整改期限."""
    rule, text = provision.rule, read.segment.text
    if rule is None or not rule.when.grade or rule.when.grade in claim.scope.grade:
        return None
    for other in record.law.corpus.rules:
        beside = other.at.whole == rule.at.whole and other.metric in record.law.effects and not other.when.grade
        if beside and other.when.cause and record.law.tells(text, other.when.cause):
            return other
    return None


def _mistaken_choice(record: Record, claim: Claim, provision: Provision) -> str | None:
    """Return the word of the claim that is not the one the law has: 硕士 for 本科, 净利润 for 主营业务收入."""
    said = record.law.contrasts.read(claim.words)
    if not said:
        return None
    part = record.law.corpus.text(provision.at) or ""
    choice = record.law.contrasts.conflict(said, [provision.clause, provision.words, part])
    return claim.words[choice.start : choice.end] if choice else None
