"""What a text says yes or no to, held against the rules: needed or not, following or not, of whom, where.

Only what names a metric of the rules is judged, and only where it plainly says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tiaowen.corpus.rules import Role, Rule
from tiaowen.domain import ClaimOutcome
from tiaowen.quantities.view import to_view
from tiaowen.rules.cases import fits_case, states
from tiaowen.rules.claims import Read
from tiaowen.rules.consequences import judge_consequences
from tiaowen.rules.facts import kind_of
from tiaowen.rules.law import RELAXED
from tiaowen.rules.matcher import Match
from tiaowen.rules.propositions import LIFTED, SUPPOSES, UNSURE, Proposition, Stance, find_propositions
from tiaowen.rules.record import Finding, Record
from tiaowen.rules.scope import Name, Scope
from tiaowen.rules.sentences import judge_sentence

_HERE = re.compile(r"本市|我市|市域|市辖|辖区|市内")
_AT_PLACE = re.compile(r"[市省区县州盟]?(?:市|境|行政区域|辖区)?(?:范围)?(?:内|内的)?(?:依法)?$")
_WITHOUT_EXCEPTION = re.compile(r"一律|没有例外|无一例外|必须|一定要")
_EVERYONE = re.compile(r"^凡|凡是|所有|任何|都必须|一律|不论|无论")
_QUOTED = re.compile(r"您说“([^”]+)”")
_SHORT = 14  # characters of a sentence that leaves its case to the question


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
    asked = to_view(record.question).text
    for read in record.reads:
        if read.segment.kind == "heading" or SUPPOSES.search(read.segment.text):
            continue
        quoted = [m for m in _QUOTED.finditer(read.segment.text) if m[1] in asked]
        for span, reason in _judge_read(record, read):
            if any(m.start() <= span[0] < m.end() for m in quoted):
                continue  # what the asker said, not what the law says
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
    yield from judge_consequences(record, read)
    yield from judge_sentence(record, read)


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
    return _Place(read, said, scope, own, [rule for rule in own if fits_case(record, rule, scope, case)], case)


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
        return states(record, broken) if broken else None
    if fitting:
        forbidden = next((rule for rule in fitting if rule.value is False), None)
        return states(record, forbidden) if forbidden and said.plain and "不" not in text[: said.start][-6:] else None
    for rule in _opposed(record, place):
        if fits_case(record, rule, place.scope, place.case) and (not rule.when.grade or rule.when.grade in place.case):
            return states(record, rule)
    graded = [rule for rule in place.own if rule.when.grade]
    told = {grade for grade in place.scope.grade if grade in text}
    if told and not graded and said.metric not in place.case and (other := _graded_otherwise(record, place, told)):
        return states(record, other)
    if told and graded and not any(rule.when.grade in told for rule in graded):
        grades = "、".join(dict.fromkeys(str(rule.when.grade) for rule in graded))
        return f"{record.law.corpus.label(graded[0].at)}只对{grades}这样规定。"
    return None


def _graded_otherwise(record: Record, place: _Place, told: set[str]) -> Rule | None:
    """Return what the law has follow from a grade that is told, where what is told follows from other things."""
    regulations = record.law.names.regulations(place.scope)
    causes = [rule.when.cause for rule in place.own if rule.when.cause]
    if any(record.law.tells(place.case, cause) for cause in causes):
        return None
    for rule in record.law.corpus.rules:
        if (
            rule.at.regulation in regulations
            and rule.when.grade in told
            and rule.role in {Role.EVALUATION, Role.SANCTION}
            and rule.metric != place.said.metric
            and rule.at.whole in {own.at.whole for own in place.own}
        ):
            return rule
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
    lifted = [rule for rule in place.own if LIFTED.search(rule.quote)]
    if lifted:
        return _only_for(record, place, lifted, "规定")
    counts = any(said.clause[0] <= c.mention.start < said.clause[1] for c in place.read.claims)
    if counts and said.stance is Stance.NOT_NEEDED:
        return None
    broken = next((rule for rule in place.fitting if rule.value is not False), None)
    return states(record, broken) if broken else None


def _judge_needed(record: Record, place: _Place) -> str | None:
    said, text = place.said, place.read.segment.text
    if place.own:
        if reason := _overtold(record, place):
            return reason
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


def _overtold(record: Record, place: _Place) -> str | None:
    """Return why what is told without exception is not: 一般 told as 必须, what one case needs as what all need."""
    sentence = place.read.segment.text
    rules = [rule for rule in place.own if isinstance(rule.value, bool)]
    if not rules or place.said.stance is not Stance.NEEDED:
        return None
    if _WITHOUT_EXCEPTION.search(sentence) and all(rule.firmness == "usual" for rule in rules):
        return states(record, rules[0])
    told = any(rule.when.cause and record.law.tells(place.case, rule.when.cause) for rule in rules)
    if _EVERYONE.search(sentence) and all(rule.when.cause for rule in rules) and not told:
        return states(record, rules[0])
    return None


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
            return states(record, rule)
    return None


def _is_seat(text: str, place: Match[str], said: Proposition) -> bool:
    """Tell whether ``place`` is where something is to be, as ``said`` names it: 在济南市内注册."""
    inside = said.start <= place.start < said.end
    return inside or (place.end <= said.start and bool(_AT_PLACE.fullmatch(text, place.end, said.start)))


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
