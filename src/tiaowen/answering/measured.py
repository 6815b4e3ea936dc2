"""Of which metric of the law a figure is that the asker tells: by the words beside it, or what its unit leaves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tiaowen.answering.inferred import BESIDE, PART_TIMERS, SINCE, WEIGHT, YEARS
from tiaowen.answering.spots import Place
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role, Rule
from tiaowen.quantities import Mention, Quantity, to_base
from tiaowen.rules.facts import Fact
from tiaowen.rules.law import Law

ALTOGETHER = re.compile(r"(?:一共|总共|合计|合起来|加起来|共)(?:是|有|就)?$")
ALL_OF_THEM = re.compile(r"(?:全|都|全部|全都)(?:是|为|算)[^，]{0,3}(?:科研|研发)")
_TOGETHER_WITH = re.compile(r"^(?:共建|合作|联合)")
_ALSO = re.compile(r"(?:是|为)?(?:兼职|外聘|返聘|兼|女)")  # 5个里2个兼职的: they count all the same
_BRACKETS = frozenset("（(")
_PEOPLE = frozenset({"人", "个"})
_TELLING = frozenset(
    {"平方米", "周岁", "%", "家", "例", "篇"}
)  # a time, a sum or a number of things tells nothing by itself
_TOTAL = re.compile(r"共计|合计|累计")
_EARLIER = 14  # characters before the clause of a figure in which its metric is told


class Measures:
    """Tells of what figures are, in the metrics of ``rules``, and in others where those have none.

    ``eligible`` are the metrics of conditions and what these are worked out from, ``held`` those of any rule,
    ``usual`` those of conditions anywhere, ``summed`` those whose parts the law adds up.
    """

    def __init__(self, rules: Sequence[Rule], law: Law, corpus: Corpus) -> None:
        self._rules = rules
        self._law = law
        self._metrics = {metric.name: metric for metric in corpus.terms.metrics}
        self.held = self.names_of(rules)
        self.eligible = self.names_of(rule for rule in rules if rule.role == Role.ELIGIBILITY)
        self.usual = self.names_of(rule for rule in corpus.rules if rule.role == Role.ELIGIBILITY)
        self.summed = frozenset(r.metric for r in rules if _TOTAL.search(r.quote + (r.window or "")) or _is_count(r))
        self._hints = {hint.unit: hint.metrics for hint in corpus.terms.units}

    def names_of(self, rules: Iterable[Rule]) -> dict[str, None]:
        """Return the metrics of ``rules``, and those that they are worked out from."""
        names: dict[str, None] = {}
        for rule in rules:
            metric = self._metrics[rule.metric]
            names |= dict.fromkeys(n for n in (rule.metric, rule.of, metric.part, metric.whole) if n in self._metrics)
        return names

    def metric_of(self, turn: str, mention: Mention, place: Place) -> str | None:
        """Return the metric that a figure is of: one told beside it in its clause, else what its unit leaves.

        In 本科7个中级4个 names stand before their figures, in 7个本科1个大专 after: the first of a clause tells.
        """
        own, first = place.own, place.own[0]
        before, after = turn[place.since : mention.start], turn[mention.end : place.until]
        lead, follows = turn[place.start : first.start], turn[first.end : place.until]
        leads = bool(self._told(lead, first.quantity)) or not self._told(follows, first.quantity)
        alone = mention is own[-1] and not ALL_OF_THEM.match(after)
        beside = self._told(after[:BESIDE], mention.quantity)
        if alone and beside and beside[0] in self.held:
            return beside[0]
        sides = ((before, True), (after, False)) if leads or not after.strip("的了") else ((after, False),)
        for words, last in sides:
            if told := self._told(words, mention.quantity):
                return told[-1 if last else 0]
        earlier = turn[max(place.after, place.start - _EARLIER) : place.start] if len(own) == 1 else ""
        found = (
            self._told(earlier, mention.quantity)[::-1]
            or beside
            or self._since(earlier + before, mention.quantity)
            or self._by_unit(mention.quantity, before + after)
        )
        return found[0] if found else None

    def _since(self, words: str, quantity: Quantity) -> list[str]:
        """Return how long the asker is registered or running, where a time follows words of that."""
        held = [name for name in YEARS if name in self.eligible]
        return held if SINCE.search(words) and to_base(quantity).unit == "个月" else []

    def continued(self, turn: str, mention: Mention, place: Place, told: Sequence[tuple[Mention, Fact]]) -> str | None:
        """Return the metric of the figure before where this one goes on with it: 200万、180万, 自治区级1个，市级1个."""
        if not told or told[-1][0].quantity.unit != mention.quantity.unit or self.is_detail(turn, mention, place):
            return None
        last, fact = told[-1]
        between = turn[last.end : mention.start].strip()
        return fact.metric if ALTOGETHER.search(between) or self.goes_on(fact, between) else None

    def goes_on(self, fact: Fact, between: str) -> bool:
        """Tell whether the words ``between`` a figure of ``fact`` and the next only name another part of the same."""
        between = between.strip("、，,和 +＋加")
        quotes = [rule.quote for rule in self._rules if rule.metric in self._names_beside(fact.metric)]
        beside = fact.metric in self.summed and any(between in quote for quote in quotes)
        return not between or bool(_TOGETHER_WITH.search(between)) or beside

    def _names_beside(self, metric: str) -> set[str]:
        """Return ``metric`` and the shares that it is a part of."""
        return {metric, *(m.name for m in self._metrics.values() if m.part == metric)}

    def is_detail(self, turn: str, mention: Mention, place: Place) -> bool:
        """Tell whether a figure only adds to others: one in brackets, or of a kind the law sets apart (1个大专)."""
        bracketed = turn[max(0, place.start - 1) : place.start] in _BRACKETS
        beside = turn[mention.end : place.until]
        return bracketed or bool(_ALSO.match(beside) or self._law.contrasts.read(beside))

    def _told(self, words: str, quantity: Quantity) -> list[str]:
        """Return the metrics told of in ``words`` that ``quantity`` can be of, in order; those in scope come first."""
        names = [name for match in self._law.words.said_in(words) for name in match.values]
        fitting = [kin for name in names for kin in sorted(self._law.words.measured_in(name, quantity))]
        fitting += [n for n in names if n.endswith(WEIGHT) and quantity.unit == "分"]
        for scope in (self.eligible, self.held):
            if found := [name for name in fitting if name in scope]:
                return found
        lasting = to_base(quantity).unit in {"个月", "天"}
        if not lasting and not any(self._law.words.measured_in(name, quantity) for name in self.eligible):
            return [name for name in fitting if name in self.usual]  # nothing else can be meant
        named = {name for match in self._law.words.metrics_in(words) for name in match.values}
        named |= {kin for name in named for kin in self._law.words.measured_in(name, quantity)}
        named.add(PART_TIMERS)
        return [name for name in fitting if name in named]  # of what is not asked for here only by its proper name

    def _by_unit(self, quantity: Quantity, words: str) -> list[str]:
        """Return what a figure can be of by its unit, where the conditions in scope leave one thing."""
        if quantity.unit in _PEOPLE and "人" in words + (quantity.unit if quantity.unit == "人" else ""):
            return [metric for metric in self._hints.get("人", ()) if metric in self.eligible]
        held = [
            rule.metric
            for rule in self._rules
            if (rule.role == Role.ELIGIBILITY or quantity.unit == "周岁")
            and self._law.words.measured_in(rule.metric, quantity) == {rule.metric}
        ]
        return held if quantity.unit in _TELLING and len(set(held)) == 1 else []


def _is_count(rule: Rule) -> bool:
    """Tell whether ``rule`` is on a number of things done, of which those of each kind add up."""
    return rule.role == Role.ELIGIBILITY and isinstance(rule.value, Quantity) and rule.value.unit in {"项", "篇", "例"}
