"""What one turn tells of the asker, added to what the turns before told: figures, changes of them, yes and no."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from tiaowen.answering.changes import PLUS, Change, Kin, Sign, apply_changes, is_outside, is_part, puts_right, sign_of
from tiaowen.answering.doubts import is_doubtful
from tiaowen.answering.inferred import (
    PART_TIMERS,
    SINCE,
    WEIGHT,
    add_part_timers,
    add_ranks,
    is_used_up,
    tell_parity,
    tell_times,
    weigh,
    with_own,
)
from tiaowen.answering.measured import ALL_OF_THEM, ALTOGETHER, Measures
from tiaowen.answering.past import is_ago
from tiaowen.answering.spots import CLAUSE, Place, place_of
from tiaowen.answering.yes_no import UNSURE, YesNo
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role, Rule
from tiaowen.quantities import COUNTS, Mention, Quantity, find_quantities, format_quantity
from tiaowen.rules.facts import Fact
from tiaowen.rules.law import Law

_LISTED = frozenset({"", "、", "，", ",", "和", "+", "＋"})
_PLUS = re.compile(r"\s*[+＋加][^\d，。；]{0,8}")
_SUMMED = re.compile(r"(?:(?!其中|含|包括)[^\d。；]){0,12}")
_WAYS = frozenset({"件", "种", "套", "台", "条", "份"})
_COUNTABLE = COUNTS | {"元", "平方米", "%"}
_EVENTS = frozenset({"次", "起", "回"})
_BODY, _OF_A_BODY = "委", frozenset({"本单位委员人数", "委员会本单位占比"})  # 牵头单位占六成 is of no body
_NOW = re.compile(r"现在|如今|目前|眼下|后来")
_NOT = re.compile(r"^(?:不是|没有|非|无)")
_STAFF, _GRADUATES, _EXPERTS = "职工总数", "本科学历人员", "专业技术人员"
_RESEARCHERS = {_STAFF: "研发人员", _GRADUATES: _EXPERTS}  # what those are who all do research


class Reader:
    """Reads facts in the metrics of ``rules``, and in others where those have none.

    ``judged`` are the metrics that decide on an applicant, ``changed`` those to which the last turn read added or
    from which it took, ``asked`` those that it names without a figure; ``unread`` are the figures, and what is said to
    be lacking, of which it cannot be told what they are of.
    """

    def __init__(self, rules: Sequence[Rule], law: Law, corpus: Corpus) -> None:
        self._rules = rules
        self._law = law
        self._metrics = {metric.name: metric for metric in corpus.terms.metrics}
        self._measures = Measures(rules, law, corpus)
        self._yes_no = YesNo(rules, self._measures.held, law)
        self._kin = Kin(corpus.terms.metrics, {rule.metric: rule.of for rule in rules if rule.of in self._metrics})
        self._unread: dict[str, None] = {}
        self._doubts: dict[str, str] = {}
        self._asked_for: tuple[str, ...] = ()
        self.asked: tuple[str, ...] = ()
        self.changed: frozenset[str] = frozenset()
        judged = (rule for rule in rules if rule.role in {Role.ELIGIBILITY, Role.GOVERNANCE, Role.PROCEDURE})
        self.judged = frozenset({**self._measures.names_of(judged), **self._measures.usual})

    @property
    def unread(self) -> tuple[str, ...]:
        """What was not understood, in the asker's words."""
        return (*self._unread, *self._doubts.values(), *self._yes_no.unread)

    @property
    def open(self) -> tuple[str, ...]:
        """The conditions spoken of of which too little is said."""
        return (*self._doubts, *self._yes_no.open)

    def read(self, turn: str, before: Mapping[str, Fact]) -> dict[str, Fact]:
        """Return what is told after ``turn``: the facts ``before``, those of the turn, and what it changes of them."""
        told, scores, changes = self._figures(turn, before)
        for _, fact in told:
            self._doubts.pop(fact.metric, None)
        gathered = self._gathered(turn, told)
        facts = {name: fact for name, fact in before.items() if name not in self._doubts}
        for fact in (*add_ranks(turn, gathered, self._metrics), *add_part_timers(turn, gathered, self._rules)):
            facts[fact.metric] = fact
        facts.pop(PART_TIMERS, None)  # no text counts them alone
        last = {fact.metric: mention.start for mention, fact in told}
        valid = [change for start, change in changes if start > last.get(change.metric, -1)]
        since = min((start for start, _ in changes), default=0)
        open_ = {name: fact for name, fact in facts.items() if last.get(name, -1) < since}
        changed = {fact.metric: fact for fact in apply_changes(open_, valid, self._kin)}
        facts |= changed
        self.changed = frozenset(changed)
        new = [fact for name, fact in facts.items() if before.get(name) != fact]
        for fact in (
            *tell_parity(new, self._measures.held),
            *weigh(scores, self._rules),
            *tell_times(turn, self._measures.held, self._measures.eligible),
            *self._yes_no.facts(turn),
        ):
            facts[fact.metric] = fact
        self.asked = tuple(dict.fromkeys(self._named(turn)))
        self._asked_for = self.asked or self._asked_for
        return facts

    def _figures(
        self, turn: str, before: Mapping[str, Fact]
    ) -> tuple[list[tuple[Mention, Fact]], dict[str, Fraction], list[tuple[int, Change]]]:
        """Return the figures told, the points of what the law weighs, and the changes with their places."""
        mentions = [_counted(mention) for mention in find_quantities(turn)]
        told: list[tuple[Mention, Fact]] = []
        scores: dict[str, Fraction] = {}
        changes: list[tuple[int, Change]] = []
        sign: Sign | None = None
        for at, mention in enumerate(mentions):
            place = place_of(turn, mentions, at)
            if place is None or (is_ago(turn, mention) and not SINCE.search(turn, place.start, place.until)):
                continue
            metric = self._metric_of(turn, mentions, at, place, told=told, before=before)
            known = {**before, **{f.metric: f for _, f in told if f.metric not in self._measures.summed}}
            sign = sign_of(turn, mention, place.since, place.until) or (sign if is_part(turn, mention) else None)
            if sign and is_outside(turn, place.since, place.until):
                metric = None
            elif sign:
                changed = self._changed(mention, metric, known, sign)
                if changed:
                    of_all = next((c for _, c in changes if c.metric in self._kin.wholes(changed)), None)
                    amount = sign.value * (mention.quantity.low or Fraction(0))
                    change = Change(changed, amount, sign.hires and not (of_all and is_part(turn, mention)))
                    changes.append((mention.start, change))
                    continue
                metric = None if sign.certain and metric not in known else metric
            elif metric is None and puts_right(turn, mention):
                metric = self._kin.meant(mention.quantity, before, people=False)
            if metric and metric not in before and is_doubtful(turn, mention, place):
                self._doubts[metric] = mention.text
            elif metric is None:
                if self._is_lost(turn, mention, place):
                    self._unread[mention.text] = None
            elif mention.quantity.unit == "分" and metric.endswith(WEIGHT) and mention.quantity.low is not None:
                scores[metric] = mention.quantity.low
            else:
                told += ((mention, fact) for fact in self._facts_of(turn, mention, metric))
        return told, scores, changes

    def _metric_of(  # noqa: PLR0913 - all that tells of what a figure is
        self,
        turn: str,
        mentions: Sequence[Mention],
        at: int,
        place: Place,
        *,
        told: Sequence[tuple[Mention, Fact]],
        before: Mapping[str, Fact],
    ) -> str | None:
        """Return the metric that a figure is of, by its own words, those of the figure before, or the turn before."""
        mention = mentions[at]
        metric = self._measures.metric_of(turn, mention, place) or self._measures.continued(turn, mention, place, told)
        if metric is None and len(mentions) == 1:
            metric = self._asked_before(mention)
        return None if metric in _OF_A_BODY and not any(_BODY in words for words in (turn, *before)) else metric

    def _asked_before(self, mention: Mention) -> str | None:
        """Return the metric that a turn before asked for, where the figure can be of one alone: 要几个人? 7个够吗."""
        fitting = [name for name in self._asked_for if self._law.words.measured_in(name, mention.quantity) == {name}]
        return fitting[0] if len(fitting) == 1 else None

    def _facts_of(self, turn: str, mention: Mention, metric: str) -> Iterator[Fact]:
        """Yield the fact that a figure is, and of those of whom it is said that all do research, that too."""
        fact = Fact(metric=metric, value=mention.quantity, words=mention.text, approximate=mention.approximate)
        research = _RESEARCHERS.get(metric)
        all_of_them = research in self._measures.eligible and ALL_OF_THEM.match(turn, mention.end)
        if not all_of_them or metric in self._measures.held:
            yield with_own(fact) if is_used_up(turn, mention, metric, self._rules) else fact
        if all_of_them:
            yield fact.model_copy(update={"metric": research})

    def _changed(self, mention: Mention, metric: str | None, known: Mapping[str, Fact], sign: Sign) -> str | None:
        """Return the metric that a figure changes; None where none told is meant for sure."""
        if metric in known:
            return metric
        if metric is None or self._metrics[metric].unit == "人":
            return self._kin.meant(mention.quantity, known, people=sign.people)
        return None

    def _is_lost(self, turn: str, mention: Mention, place: Place) -> bool:
        """Tell whether a figure ought to be of something, and it is not known of what."""
        if mention.quantity.unit not in _COUNTABLE or self._measures.is_detail(turn, mention, place):
            return False
        clause = next((c[0] for c in CLAUSE.finditer(turn) if c.start() <= mention.start < c.end()), "")
        event = mention.quantity.unit in _EVENTS or mention.text.startswith("一")
        return not (event and self._yes_no.is_about(clause))

    def _gathered(self, turn: str, told: Sequence[tuple[Mention, Fact]]) -> list[tuple[Mention, Fact]]:
        """Return the facts told with those as one that stand in a list, where the law, or the asker, adds them up."""
        gathered: list[tuple[Mention, Fact]] = []
        for mention, fact in told:
            last, before = gathered[-1] if gathered else (None, None)
            if last is None or before is None or before.metric != fact.metric:
                gathered.append((mention, fact))
                continue
            gap = turn[last.end : mention.start].strip()
            beside = _SUMMED if fact.metric in self._measures.summed else _PLUS
            listed = not ALTOGETHER.search(gap) and (
                gap in _LISTED or bool(beside.fullmatch(gap)) or self._measures.goes_on(fact, gap)
            )
            anew = bool(_NOW.search(gap)) or puts_right(turn, mention)
            if not listed and fact.value != before.value and not anew:
                self._doubts[fact.metric] = f"{before.words}”“{fact.words}"  # whose, or which of them?
            gathered[-1] = (mention, add_up(before, fact) if listed else fact)
        return [(mention, fact) for mention, fact in gathered if fact.metric not in self._doubts]

    def _named(self, turn: str) -> Iterator[str]:
        """Yield the metrics that a turn names in a clause that holds no figure."""
        for clause in CLAUSE.finditer(turn):
            if not find_quantities(clause[0]):
                finder = self._law.words.said_in if UNSURE.search(clause[0]) else self._law.words.metrics_in
                for match in finder(clause[0]):
                    yield from (
                        name
                        for name in match.values
                        if name in self._measures.eligible and name not in self._yes_no.replaced
                    )

    def cases(self, text: str, facts: Mapping[str, Fact]) -> tuple[frozenset[str], frozenset[str]]:
        """Return the causes of the conditions in scope that the asker says are so, and those said not to be.

        A cause that is a lack (不是联盟, 没有土地证) is so where that is denied, and not so where it is told. A
        number told of what a cause is of (联合共建单位数 of 联合共建) says that it is so.
        """
        causes = {rule.when.cause for rule in self._rules if rule.when.cause and rule.role != Role.SANCTION}
        holds, fails = set(), set()
        for cause in causes:
            lacked = _NOT.sub("", cause)
            if lacked != cause:
                stated = self._yes_no.states(text, lacked)
                fails |= {cause} if stated else set()
                holds |= {cause} if stated is False or (stated is None and self._law.tells(text, cause)) else set()
            elif self._law.tells(text, cause, least=1 / 3) or any(
                name.startswith(cause) and isinstance(fact.value, Quantity) and fact.value.low
                for name, fact in facts.items()
            ):
                holds.add(cause)
        return frozenset(holds), frozenset(fails)


def add_up(before: Fact, fact: Fact) -> Fact:
    """Return both facts as one, their values added; ``fact`` alone where these are no plain figures."""
    one, two = before.value, fact.value
    if isinstance(one, bool) or isinstance(two, bool) or one.low is None or two.low is None:
        return fact
    if not (one.is_point and two.is_point):
        return fact
    # people counted with 人 would read as the number of a body: 2人＋1人 of a committee
    one, two = (v.model_copy(update={"unit": "个"}) if v.unit == "人" else v for v in (one, two))
    parts = ((before, one), (fact, two))
    words = (f.words if PLUS in f.words else format_quantity(v) for f, v in parts)
    total = (one.low or 0) + (two.low or 0)
    value = one.model_copy(update={"low": total, "high": total})
    return fact.model_copy(update={"value": value, "words": PLUS.join(words)})


def _counted(mention: Mention) -> Mention:
    """Return ``mention`` with 件, 种 and the like as 个: people count what the law counts in 项 in many ways."""
    if mention.quantity.unit not in _WAYS:
        return mention
    return mention.model_copy(update={"quantity": mention.quantity.model_copy(update={"unit": "个"})})
