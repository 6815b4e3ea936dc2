"""What the asker says of themselves: figures and yes or no, each of a metric of the law, and what they apply for.

What cannot be told for sure is left out: a missing fact is asked for, never supposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from tiaowen.answering.reader import Reader, add_up
from tiaowen.corpus.load import Corpus
from tiaowen.domain import Value
from tiaowen.quantities import Quantity, find_quantities
from tiaowen.quantities.view import to_view
from tiaowen.rules.check import law_of
from tiaowen.rules.facts import Application, Fact

Kind = Literal["企业", "高校院所"]

_FIRM = re.compile(r"公司|我司|企业|主营|营收|营业额|销售收入|[药化机电工]厂|集团|药企|民企")
_SCHOOL = re.compile(r"大学|高校|学院|院校|高专|我校|本校|学校")
_INSTITUTE = re.compile(r"研究所|研究院|科研院所|院所")
_AS_FIRM = re.compile(r"(?:是|换成?|作为|改成?)[^，,。；]{0,6}(?:企业|公司)|(?:企业|公司)(?:呢|来|申?报|牵头)")
_BODY = r"(?:大学|学院|高校|院校|研究所|研究院|企业|公司)"
_OTHERS = re.compile(  # bodies that are named beside the asker
    rf"(?:联合|携手|拉[上了来个]|找|请)[^，,。；]{{0,10}}{_BODY}|[和与跟同][^，,。；]{{0,10}}{_BODY}[^，,。；]{{0,6}}(?:合作|共建|联合|一起|签)"
    rf"|(?:不是|并非|没有?)[^，,。；]{{0,4}}{_BODY}|学院路|大学城|{_BODY}(?:老师|教授|毕业)"
)
_TOGETHER = re.compile(r"合起来|加起来|加一[块起]|加在一[块起]|一[块起]算|[凑拼]一[块起]|合计|共")


class Asker(Value):
    """The facts told, in order, and what is known of the applicant: kind, ``category``, cases that hold or fail.

    ``asked`` are metrics that are named without a value: 职称比例够吗. ``unread`` are figures, and what
    they say they lack, of which it cannot be told what it is of; without these nothing is met for sure.
    ``new`` are the metrics that decide, of which the last turn told a figure, ``narrow`` those that it
    names where it tells none.
    """

    facts: tuple[Fact, ...] = ()
    applicant: Kind | None = None
    category: str | None = None
    holds: frozenset[str] = frozenset()
    fails: frozenset[str] = frozenset()
    asked: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    narrow: tuple[str, ...] = ()

    def applies(self, regulation: str, platform: str, category: str | None) -> Application:
        """Return what is applied for under ``regulation``."""
        return Application(
            regulation=regulation,
            platform=platform,
            category=category or self.category,
            applicant=self.applicant,
            holds=self.holds,
            fails=self.fails,
        )


def read_asker(turns: Sequence[str], regulations: Iterable[str], platforms: Sequence[str], corpus: Corpus) -> Asker:
    """Return what ``turns`` tell of the asker, in the metrics that the rules in scope are about."""
    law = law_of(corpus)
    ids = frozenset(regulations)
    rules = tuple(
        rule
        for rule in corpus.rules
        if rule.at.regulation in ids and (not platforms or set(platforms) & set(rule.platforms))
    )
    reader = Reader(rules, law, corpus)
    facts: dict[str, Fact] = {}
    before: dict[str, Fact] = {}
    asked: dict[str, None] = {}
    together = bool(_TOGETHER.search(to_view(turns[-1]).text)) if turns else False
    for turn in (to_view(turn).text for turn in turns):
        before, facts = facts, reader.read(turn, facts)
        if together:
            further = (
                m for m in before.keys() - reader.changed if before[m] != facts[m] and before[m].words not in turn
            )
            facts |= {metric: add_up(before[metric], facts[metric]) for metric in sorted(further)}
        asked |= dict.fromkeys(reader.asked)
    last = to_view(turns[-1]).text if turns else ""
    told = to_view("，".join(turns)).text
    holds, fails = reader.cases(told, facts)
    applicant, category = _kind_of(turns)
    return Asker(
        facts=tuple(facts.values()),
        applicant=applicant,
        category=category,
        holds=holds,
        fails=fails,
        asked=tuple(metric for metric in (*asked, *reader.open) if metric not in facts),
        unread=reader.unread,
        new=tuple(
            name
            for name, fact in facts.items()
            if before.get(name) != fact and name in reader.judged and isinstance(fact.value, Quantity)
        ),
        narrow=() if find_quantities(last) or before != facts else reader.asked,
    )


def _kind_of(turns: Sequence[str]) -> tuple[Kind | None, str | None]:
    """Return what kind of applicant the asker is, as the last turn tells that does, and of schools which.

    A firm that is only named does not make one of a school.
    """
    firm = False
    for turn in reversed(turns):
        own = _OTHERS.sub("，", to_view(turn).text)
        school, institute = bool(_SCHOOL.search(own)), bool(_INSTITUTE.search(own))
        if school or institute:
            return "高校院所", ("高校" if school else "科研院所") if school != institute else None
        if _AS_FIRM.search(own):
            return "企业", None
        firm = firm or bool(_FIRM.search(own))
    return "企业" if firm else None, None
