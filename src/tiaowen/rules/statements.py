"""What a text says yes or no to, held against the rules: needed or not, following or not, of whom, where.

Only what names a metric of the rules is judged, and only where it plainly says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tiaowen.corpus.rules import Role, Rule, plain
from tiaowen.domain import ClaimOutcome, Status
from tiaowen.quantities.view import to_view
from tiaowen.rules.claims import Read
from tiaowen.rules.facts import kind_of
from tiaowen.rules.law import RELAXED
from tiaowen.rules.matcher import Match
from tiaowen.rules.propositions import (
    SUPPOSES,
    UNSURE,
    Proposition,
    Stance,
    find_clauses,
    find_propositions,
    is_excluded,
    tells,
    unneeded_in,
)
from tiaowen.rules.record import Finding, Record
from tiaowen.rules.scope import Name, Scope

_LIFTED = re.compile(r"不作要求|不做要求")
_NOT_RELAXED = re.compile(
    r"(?:也|同样|仍然?|一律|均|都)[^，。；]{0,4}(?:不得|不能|不可|不准|须|必须|要|应)|不(?:得|能|可以?|予|准)[^，。；]{0,4}(?:放宽|降低|低于)"
)
_HERE = re.compile(r"本市|我市|市域|市辖|辖区|市内")
_AT_PLACE = re.compile(r"[市省区县州盟]?(?:市|境|行政区域|辖区)?(?:范围)?(?:内|内的)?(?:依法)?$")
_OTHER_CASE = re.compile(r"单独|独立申|自己申|不(?:是|属于|搞|做)?联|没有联|未联|非联")
_BAN = "重新申报间隔"
_BANS = re.compile(
    r"(?:永远|永久|终身|永不|再也|以后都?)[^，。；]{0,4}(?:不得|不能|不可|不准|没有资格)?[^，。；]{0,6}申[请报]"
    r"|(?:当年|立即|立刻|马上|随时|次年|第二年)[^，。；]{0,4}(?:可以?|能)[^，。；]{0,4}(?:重新|再次?)(?:申[请报]|认定|备案)"
)
_SHARED, _MOSTLY, _WHOLLY = 3, 0.5, 0.75  # terms of a clause that stand in the sentence of a rule it repeats
_SHORT = 14  # characters of a sentence that leaves its case to the question
_IN_FORCE = re.compile(
    r"(?<![未没尚])已(?:经|于[^，。；]{0,12})?(?:正式)?(?:施行|实施|生效|执行)|(?<!未)(?<!没有)正式(?:施行|实施|生效)(?!前|后|稿|时|以)|现行有效|已是正式"
)
_BOTH = re.compile(r"并且(?:还)?[须要应]|同时具备|同时满足|缺一不可|两者都|两者均|两样都|都要有")
_EITHER = re.compile(r"或(?:具有|与|有|者)")
_QUOTED = 60  # characters of the law in a reason


class _Place(NamedTuple):
    """Where a proposition is read: its sentence, its scope, and the rules on its metric that are in that scope.

    ``case`` is what tells the case: the sentence, and the question where the sentence says next to nothing.
    """

    read: Read
    said: Proposition
    scope: Scope
    own: Sequence[Rule]
    fitting: Sequence[Rule]
    case: str


def find_statements(record: Record) -> list[Finding]:
    """Return a finding on every plain yes or no that the rules say otherwise."""
    findings: list[Finding] = []
    for read in record.reads:
        if read.segment.kind == "heading" or SUPPOSES.search(read.segment.text):
            continue
        for span, reason in _judge_read(record, read):
            start = read.segment.span(*span)[0]
            if not any(f.start <= start < f.end for f in findings):
                findings.append(record.finding(read, span, ClaimOutcome.CONTRADICTED, reason))
    return findings


def _judge_read(record: Record, read: Read) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the places of a sentence that the rules say otherwise, each with the reason."""
    for said in find_propositions(read.segment.text, record.law.words, effects=record.law.effects):
        unsure = UNSURE.search(read.segment.text, *said.clause)
        if not unsure and (reason := _judge(record, _place(record, read, said))):
            yield said.clause, reason
    yield from _judge_clauses(record, read)
    yield from _judge_ban(record, read)
    yield from _judge_relaxed(record, read)
    yield from _judge_status(record, read)
    yield from _judge_alternatives(record, read)


def _place(record: Record, read: Read, said: Proposition) -> _Place:
    names = record.law.names
    text = read.segment.text
    told = [name for name in names.read(text) if not _is_object(text, name, said)]
    scope = names.join(names.near(text, told, said.end).within(names.scope(told)), read.outer)
    regulations = names.regulations(scope)
    own = [
        rule
        for rule in record.law.rules_of(said.metric)
        if rule.at.regulation in regulations and (not scope.platform or scope.platform & set(rule.platforms))
    ]
    case = text if len(text) > _SHORT else text + record.question  # 资格还在。
    return _Place(read, said, scope, own, [rule for rule in own if _fits(record, rule, scope, case)], case)


def _is_object(text: str, name: Name, said: Proposition) -> bool:
    """Tell whether a city is no scope but what is said: 须在济南市内注册."""
    if name.dimension != "city" or not said.clause[0] <= name.start < said.clause[1]:
        return False
    return (said.start <= name.start < said.end) or bool(_AT_PLACE.fullmatch(text, name.end, said.start))


def _judge(record: Record, place: _Place) -> str | None:
    """Return why what is said is not so, or None."""
    said = place.said
    if said.metric in record.law.effects:
        return _judge_effect(record, place)
    if said.stance in {Stance.NOT_NEEDED, Stance.MISSING_ALLOWED}:
        return _judge_not_needed(record, place)
    if said.stance in {Stance.NEEDED, Stance.TOLD}:
        return _judge_needed(record, place)
    return None


def _judge_effect(record: Record, place: _Place) -> str | None:
    said, text = place.said, place.read.segment.text
    # a grade told elsewhere is of another sentence
    fitting = [rule for rule in place.fitting if not rule.when.grade or rule.when.grade in place.case]
    if said.stance in {Stance.DENIED, Stance.NOT_NEEDED}:
        broken = next((rule for rule in fitting if rule.value is not False), None)
        broken = broken or _sanction(record, place)
        return _states(record, broken) if broken else None
    if fitting:
        forbidden = next((rule for rule in fitting if rule.value is False), None)
        return _states(record, forbidden) if forbidden and said.plain and "不" not in text[: said.start][-6:] else None
    for rule in _opposed(record, place):
        if _fits(record, rule, place.scope, place.case) and (not rule.when.grade or rule.when.grade in place.case):
            return _states(record, rule)
    graded = [rule for rule in place.own if rule.when.grade]
    told = {grade for grade in place.scope.grade if grade in text}
    if told and graded and not any(rule.when.grade in told for rule in graded):
        return f"{record.law.corpus.label(graded[0].at)}只对{'、'.join(dict.fromkeys(str(r.when.grade) for r in graded))}这样规定。"
    return None


def _opposed(record: Record, place: _Place) -> Iterable[Rule]:
    """Yield the rules in scope that say the contrary of what is told, in a case of their own."""
    regulations = record.law.names.regulations(place.scope)
    for metric in record.law.opposites.get(place.said.metric, ()):
        for rule in record.law.rules_of(metric):
            if rule.at.regulation in regulations and (rule.when.grade or rule.when.cause):
                yield rule


def _sanction(record: Record, place: _Place) -> Rule | None:
    """Return the rule with a figure from which what is denied follows: 连续2年未报送年度报告的 … 不予撤销."""
    regulations = record.law.names.regulations(place.scope)
    text = place.read.segment.text
    named = {name for match in record.law.words.metrics_in(text[: place.said.start]) for name in match.values}
    for metric in sorted(named - {place.said.metric}):
        for rule in record.law.rules_of(metric):
            if rule.role == Role.SANCTION and not isinstance(rule.value, bool) and rule.at.regulation in regulations:
                article = record.law.corpus.article(rule.at)
                stated = record.law.words.metrics_in(to_view(article.text).text) if article else ()
                if any(place.said.metric in match.values for match in stated):
                    return rule
    return None


def _judge_not_needed(record: Record, place: _Place) -> str | None:
    said = place.said
    lifted = [rule for rule in place.own if _LIFTED.search(rule.quote)]
    if lifted:
        return _only_for(record, place, lifted, "规定")
    counts = any(said.clause[0] <= c.mention.start < said.clause[1] for c in place.read.claims)
    if counts and said.stance is Stance.NOT_NEEDED:
        return None
    broken = next((rule for rule in place.fitting if rule.value is not False), None)
    return _states(record, broken) if broken else None


def _judge_needed(record: Record, place: _Place) -> str | None:
    said, text = place.said, place.read.segment.text
    if place.own:
        only = _only_for(record, place, place.own, "要求") if said.stance is Stance.NEEDED else None
        return only or _judge_seat(record, place)
    elsewhere = [rule for rule in record.law.rules_of(said.metric) if isinstance(rule.value, bool)]
    named = bool(place.scope.city or place.scope.regulation)
    if (said.stance is not Stance.NEEDED and not said.metric.endswith(RELAXED)) or not elsewhere or not named:
        return None
    word = text[said.start : said.end]
    kin = {m for match in record.law.words.metrics_in(word) for m in match.values}
    regulations = record.law.names.regulations(place.scope)
    if any(rule.at.regulation in regulations for metric in kin for rule in record.law.rules_of(metric)):
        return None
    if any(record.law.holds(id_, [word, said.metric, *_content(elsewhere)]) for id_ in regulations):
        return None
    return f"这里说的规定没有这样要求；这是{record.law.corpus.label(elsewhere[0].at)}的要求。"


def _content(rules: Sequence[Rule]) -> list[str]:
    return [word for rule in rules for word in re.findall(r"[\u4e00-\u9fff]{4,}", rule.metric)]


def _judge_seat(record: Record, place: _Place) -> str | None:
    """Return why the place told is not the law's: 须在济南市内注册 for 本市."""
    said, text = place.said, place.read.segment.text
    for rule in place.fitting:
        city = record.law.city_of(rule)
        if not isinstance(rule.value, bool) or not (_HERE.search(rule.quote) or city in rule.quote):
            continue
        told = [p for p in record.law.places_in(text, *said.clause) if _is_seat(text, p, said)]
        if told and said.plain and all(p.values[0] != city for p in told):
            return _states(record, rule)
    return None


def _is_seat(text: str, place: Match[str], said: Proposition) -> bool:
    """Tell whether ``place`` is where something is to be, as ``said`` names it: 在济南市内注册."""
    inside = said.start <= place.start < said.end
    return inside or (place.end <= said.start and bool(_AT_PLACE.fullmatch(text, place.end, said.start)))


def _judge_clauses(record: Record, read: Read) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the clauses that repeat a rule with another word than its own, or deny that what it asks is needed."""
    text, contrasts = read.segment.text, record.law.contrasts
    for clause in find_clauses(text):
        if any(clause.start() <= c.mention.start < clause.end() for c in read.claims):
            continue
        if unneeded := unneeded_in(clause[0]):
            for rule in _echoed(record, read, unneeded, mostly=_WHOLLY):
                lifted = _LIFTED.search(record.law.sentence_of(rule))
                if rule.value and not lifted and _fits(record, rule, read.scope, text):
                    yield clause.span(), _states(record, rule)
                    break
        choices = contrasts.read(clause[0])
        excluded = {choice.member for choice in choices if is_excluded(clause[0], choice.end)}
        if not choices or not (excluded or tells(clause[0])):
            continue
        kept = [choice for choice in choices if choice.member not in excluded]
        echoed = tuple(_echoed(record, read, clause[0], mostly=_MOSTLY))
        stated = [record.law.sentence_of(rule) for rule in echoed]
        members = {choice.member for words in stated for choice in contrasts.read(words)}
        if contrasts.conflict(kept, ["。".join(stated)]) or excluded & members:
            yield clause.span(), _states(record, echoed[0])


def _echoed(record: Record, read: Read, clause: str, *, mostly: float) -> Iterator[Rule]:
    """Yield the rules of yes or no in scope that a clause names, or whose sentence has most of its words."""
    regulations = record.law.names.regulations(read.scope)
    own = {term for term in record.law.words.terms_of(clause) if ":" not in term}
    named = {name for match in record.law.words.metrics_in(clause) for name in match.values}
    for rule in record.law.corpus.rules:
        if not isinstance(rule.value, bool) or rule.at.regulation not in regulations:
            continue
        if read.scope.platform and not read.scope.platform & set(rule.platforms):
            continue
        stated = {term for term in record.law.words.terms_of(record.law.sentence_of(rule)) if ":" not in term}
        if rule.metric in named or len(own & stated) >= max(_SHARED, len(own) * mostly):
            yield rule


def _judge_ban(record: Record, read: Read) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the words that bar an application for ever, or for no time, where the law bars it for a time."""
    regulations = record.law.names.regulations(read.scope)
    for match in _BANS.finditer(read.segment.text):
        for rule in record.law.rules_of(_BAN):
            if rule.at.regulation in regulations and _fits(record, rule, read.scope, read.segment.text):
                yield match.span(), _states(record, rule)
                break


def _judge_status(record: Record, read: Read) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the words that tell a draft as a law in force."""
    regulations = record.law.names.regulations(read.scope)
    match = _IN_FORCE.search(read.segment.text)
    if match is None or len(regulations) != 1:
        return
    regulation = record.law.corpus.regulation(min(regulations))
    if regulation.status is Status.DRAFT:
        yield match.span(), f"《{regulation.title}》是征求意见稿，还没有施行。"


def _judge_alternatives(record: Record, read: Read) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the words that ask for both of what the law asks one of."""
    text, regulations = read.segment.text, record.law.names.regulations(read.scope)
    match = _BOTH.search(text)
    named = {name for found in record.law.words.metrics_in(text) for name in found.values} if match else set()
    for metric in sorted(named):
        for rule in record.law.rules_of(metric):
            if match and rule.at.regulation in regulations and _EITHER.search(plain(rule.quote)):
                if not read.scope.platform or read.scope.platform & set(rule.platforms):
                    yield match.span(), _states(record, rule)
                    return


def _judge_relaxed(record: Record, read: Read) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the words that hold to a bound in the very case in which the law relaxes it."""
    text, regulations = read.segment.text, record.law.names.regulations(read.scope)
    match = _NOT_RELAXED.search(text)
    for rule in record.law.relaxing if match else ():
        if (
            match
            and rule.at.regulation in regulations
            and rule.when.cause
            and record.law.tells(text, rule.when.cause, least=1 / 3)
        ):
            yield match.span(), _states(record, rule)


def _only_for(record: Record, place: _Place, rules: Sequence[Rule], word: str) -> str | None:
    """Return that ``rules`` are only for other applicants or categories than those told."""
    names = [n for n in record.law.names.read(place.read.segment.text) if n.dimension == "applicant"]
    before = [name for name in names if name.start < place.said.start]
    applicant = {value for name in before[-1:] or names for value in name.values}
    for told, cases in (
        (applicant or place.scope.applicant, [kind_of(rule.when) for rule in rules]),
        (place.scope.category, [rule.when.category for rule in rules]),
    ):
        known = [case for case in cases if case]
        if told and len(known) == len(rules) and told.isdisjoint(known):
            return f"{record.law.corpus.label(rules[0].at)}只对{'、'.join(dict.fromkeys(known))}这样{word}。"
    return None


def _states(record: Record, rule: Rule) -> str:
    return f"{record.law.corpus.label(rule.at)}规定：“{''.join(rule.quote.split())[:_QUOTED]}”。"


def _fits(record: Record, rule: Rule, scope: Scope, text: str) -> bool:
    """Tell whether ``rule`` is for the case told: no other applicant or category, its grade and cause named."""
    when = rule.when
    kind = kind_of(when)
    if kind and scope.applicant and kind not in scope.applicant:
        return False
    if when.category and not kind and when.category not in scope.category:
        return False
    if when.grade and when.grade not in scope.grade and when.grade not in (when.cause or ""):
        return False
    condition = rule.metric not in record.law.effects and not _OTHER_CASE.search(text)
    # a condition only has to bear on the case: 不需要共建协议 bears on 联合共建
    return not when.cause or record.law.tells(text, when.cause, least=1 / 3 if condition else 1 / 2)
