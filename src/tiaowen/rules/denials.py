"""What a text says the law does not state, held against what it states."""

from __future__ import annotations

import re
from typing import NamedTuple

from tiaowen.domain import Address, ClaimOutcome
from tiaowen.rules.claims import Read
from tiaowen.rules.provisions import Provision
from tiaowen.rules.record import Finding, Record

_SAYS_NONE = re.compile(
    r"(?:未|没有?|并未|并没有|均未|也未)(?:对|就)?[^，。；]{0,14}?(?:规定|给出|写明|明确|列出|设定|限定|作出?)[^，。；]{0,22}"
    r"|(?:未|没有?)(?:对|就)[^，。；]{1,16}?(?:提出|作出|做出|设)?[^，。；]{0,4}(?:要求|限制|规定)"
    r"|(?:没有|无|未作|不作|不设)[^，。；]{0,20}(?:要求|限制|规定|门槛|数字|标准)"
)
_NUMERIC = re.compile(r"数字|具体|多少|数量|人数|面积|金额|比例|年限|期限|下限|上限|几|量化|间隔|时间")
_UNIVERSAL = re.compile(
    r"一律|没有例外|无一例外|不得例外|所有(?:行业|单位|企业|平台|情况)[^，。；]{0,8}(?:都|均|适用)|不论[^，。；]{0,10}(?:都|均)"
)
_EXCEPTION = re.compile(r"可适当(?:低于|放宽|降低)|不作要求|一事一议|可以?例外")
_ELSE = re.compile(r"另外|另行|其他|其它|单独|再")


class _Stated(NamedTuple):
    """What the law states and a text denies: where, in which words, and the provision where it has a figure."""

    at: Address
    words: str
    provision: Provision | None = None


def find_denials(record: Record) -> list[Finding]:
    """Return a finding on every denial of what the law states, and on every exception that is denied."""
    findings: list[Finding] = []
    for read in record.reads:
        for match in _SAYS_NONE.finditer(read.segment.text):
            stated = _denied(record, read, match)
            if stated is not None:
                reason = f"{record.law.corpus.label(stated.at)}有规定：“{''.join(stated.words.split())[:60]}”。"
                outcome = ClaimOutcome.CONTRADICTED
                findings.append(record.finding(read, match.span(), outcome, reason, stated.provision))
        findings += _exceptions(record, read)
    return findings


def _denied(record: Record, read: Read, match: re.Match[str]) -> _Stated | None:
    """Return what the law states and the words deny, if one thing is meant without doubt."""
    words = match[0]
    if any(match.start() <= c.mention.start < match.end() for c in read.claims) or _ELSE.search(words):
        return None
    own = {m for found in record.law.words.metrics_in(words) for m in found.values}
    text, names = read.segment.text, record.law.names
    scope = names.join(names.near(text, names.read(text), match.start()), read.scope)
    regulations = names.regulations(scope)
    if not _NUMERIC.search(words):
        rules = (rule for metric in sorted(own) for rule in record.law.rules_of(metric) if rule.value is True)
        held = (
            rule
            for rule in rules
            if rule.at.regulation in regulations
            and (not scope.platform or scope.platform & set(rule.platforms))
            and not (rule.when.cause or rule.when.grade or rule.when.category or rule.when.applicant)
        )
        return next((_Stated(rule.at, rule.quote) for rule in held), None)
    places = {a.whole for c in read.cited for a in c.addresses if c.start < match.start()}
    for provision in record.law.provisions:
        if provision.metric in own and provision.fits(scope, regulations):
            choices = record.law.contrasts.read(text[: match.end()])
            part = record.law.corpus.text(provision.at) or ""
            other = record.law.contrasts.conflict(choices, [provision.clause, part])
            if (not places or provision.at.whole in places) and not other:
                return _Stated(provision.at, provision.words, provision)
    return None


def _exceptions(record: Record, read: Read) -> list[Finding]:
    match = _UNIVERSAL.search(read.segment.text)
    if match is None:
        return []
    regulations = record.law.names.regulations(read.scope)
    for place in sorted(record.places, key=str):
        for part in record.law.corpus.parts(place):
            if place.regulation in regulations and part.own and _EXCEPTION.search(part.own):
                reason = f"{record.law.corpus.label(part.address)}有例外。"
                return [record.finding(read, match.span(), ClaimOutcome.CONTRADICTED, reason)]
    return []
