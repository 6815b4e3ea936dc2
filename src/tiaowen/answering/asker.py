"""What the asker says of themselves: figures and yes or no, each of a metric of the law, and what they apply for.

What cannot be told for sure is left out: a missing fact is asked for, never supposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Literal

from tiaowen.answering.spots import ARTICLE, CLAUSE, Place, place_of
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role, Rule
from tiaowen.domain import Value
from tiaowen.quantities import COUNTS, Mention, Quantity, find_quantities, to_base
from tiaowen.quantities.view import to_view
from tiaowen.rules.calendar import find_dates
from tiaowen.rules.check import law_of
from tiaowen.rules.facts import SEATS, Application, Fact
from tiaowen.rules.law import Law
from tiaowen.rules.propositions import is_negated

Kind = Literal["企业", "高校院所"]

_UNSURE = re.compile(r"要不要|需不需要|需要|是否|有没有(?:要求|规定)|必须|用不用|还?没统计|没算|没数|不清楚|不知道")
_PROBLEM = re.compile(r"有没有问题|有问题[吗没]|没问题吧")
_ASKS = re.compile(r"[吗么呢]$|(?:行|成|可|能|够)不$|[吗么]")
_STATES = re.compile(r"没有?(?!问题)|无|未|不是|一直|已经?|签了|有了|出过|发生过|[一二三]级?[甲乙]|在")
_FIRM = re.compile(r"公司|我司|企业|主营|营收|营业额|销售收入|[药化机电工]厂|集团|药企|民企")
_SCHOOL = re.compile(r"大学|高校|学院|我校|本校|学校")
_INSTITUTE = re.compile(r"研究所|研究院|科研院所|院所")
_TOGETHER = re.compile(r"合起来|加起来|一起算|合计|共")
_LISTED = frozenset({"", "、", "，", ",", "和", "+", "＋"})
_PLUS = re.compile(r"\s*[+＋加][^\d，。；]{0,8}")
_ALTOGETHER = re.compile(r"(?:一共|总共|合计|合起来|加起来|共)(?:是|有|就)?$")
_TOGETHER_WITH = re.compile(r"^(?:共建|合作|联合)")
_SUMMED = re.compile(r"(?:(?!其中|含|包括)[^\d。；]){0,12}")
_NO_AFTER = re.compile(r"[^，。；]{0,6}?(?:没[有设办签做建到]?|未|还没|空缺|缺|不到位|不是)")
_LACKS = re.compile(
    r"(?:也|都)没有?$|没(?!有?(?:问题|超|记错|事|断|中断)|有?$)|(?<!免)未(?!来)|(?<!是)不(?:是|带|具备|属于|在|含|想|愿|设|签|做|搞)|缺|无(?!论)"
)
_BORN, _AGE = re.compile(r"出?生|生日"), "主任年龄"
_WAYS = frozenset({"件", "种", "套", "台", "条", "份"})
_YEARS = ("注册年限", "运营年限")
_SINCE = re.compile(r"登记|注册|成立|开业|运营|开始")
_ALL_OF_THEM = re.compile(r"(?:全|都|全部|全都)(?:是|为|算)[^，]{0,3}(?:科研|研发)")
_ALSO = re.compile(r"(?:是|为)?(?:兼职|外聘|返聘|兼|女)")  # 5个里2个兼职的: they count all the same
_BRACKETS = frozenset("（(")
_PEOPLE = frozenset({"人", "个"})
_TELLING = frozenset(
    {"平方米", "周岁", "%", "家", "例", "篇"}
)  # a time, a sum or a number of things tells nothing by itself
_COUNTABLE = COUNTS | {"元", "平方米", "%"}
_WEIGHT = "权重"


class Asker(Value):
    """The facts told, in order, and what is known of the applicant: kind, its ``category``, and cases that hold.

    ``asked`` are metrics that are named without a value: 职称比例够吗. ``unread`` are figures, and what
    they say they lack, of which it cannot be told what it is of; without these nothing is met for sure.
    """

    facts: tuple[Fact, ...] = ()
    applicant: Kind | None = None
    category: str | None = None
    holds: frozenset[str] = frozenset()
    asked: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    def applies(self, regulation: str, platform: str, category: str | None) -> Application:
        """Return what is applied for under ``regulation``."""
        return Application(
            regulation=regulation,
            platform=platform,
            category=category or self.category,
            applicant=self.applicant,
            holds=self.holds,
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
    reader = _Reader(rules, law, corpus)
    facts: dict[str, Fact] = {}
    asked: dict[str, None] = {}
    together = bool(_TOGETHER.search(to_view(turns[-1]).text)) if turns else False
    for turn in (to_view(turn).text for turn in turns):
        for fact in reader.facts(turn):
            before = facts.get(fact.metric) if together else None
            facts[fact.metric] = _sum(before, fact) if before and before.words not in turn else fact
        asked |= dict.fromkeys(reader.asked(turn))
    told = to_view("，".join(turns)).text
    school, institute = bool(_SCHOOL.search(told)), bool(_INSTITUTE.search(told))
    return Asker(
        facts=tuple(facts.values()),
        applicant="高校院所" if school or institute else "企业" if _FIRM.search(told) else None,
        category=("高校" if school else "科研院所") if school != institute else None,
        holds=reader.cases(told),
        asked=tuple(metric for metric in asked if metric not in facts),
        unread=tuple(reader.unread),
    )


def _sum(before: Fact, fact: Fact) -> Fact:
    """Return both facts as one, their values added; ``fact`` alone where these are no plain figures."""
    one, two = before.value, fact.value
    if isinstance(one, bool) or isinstance(two, bool) or one.low is None or two.low is None:
        return fact
    if not (one.is_point and two.is_point):
        return fact
    total = one.low + two.low
    value = one.model_copy(update={"low": total, "high": total})
    return fact.model_copy(update={"value": value, "words": f"{before.words}、{fact.words}"})


class _Reader:
    """Reads facts in the metrics of ``rules``, and in others where those have none."""

    def __init__(self, rules: Sequence[Rule], law: Law, corpus: Corpus) -> None:
        self._rules = rules
        self._law = law
        self._metrics = {metric.name: metric for metric in corpus.terms.metrics}
        eligible = [rule for rule in rules if rule.role == Role.ELIGIBILITY]
        self._held = self._names(rules)
        self._eligible = self._names(eligible)
        self.summed = frozenset(r.metric for r in rules if _TOTAL.search(r.quote + (r.window or "")) or _is_count(r))
        self.unread: dict[str, None] = {}
        self._hints = {hint.unit: hint.metrics for hint in corpus.terms.units}

    def _names(self, rules: Iterable[Rule]) -> dict[str, None]:
        names: dict[str, None] = {}
        for rule in rules:
            metric = self._metrics[rule.metric]
            names |= dict.fromkeys(n for n in (rule.metric, rule.of, metric.part, metric.whole) if n in self._metrics)
        return names

    def facts(self, turn: str) -> Iterator[Fact]:
        """Yield the facts of one turn: the figures in order, what follows from them, then yes and no."""
        mentions = [_counted(mention) for mention in find_quantities(turn)]
        scores: dict[str, Fraction] = {}
        told: list[tuple[Mention, Fact]] = []
        for at, mention in enumerate(mentions):
            place = place_of(turn, mentions, at)
            if place is None:
                continue
            metric = self._metric_of(turn, mention, place) or self._continued(turn, mention, told)
            if metric is None:
                if mention.quantity.unit in _COUNTABLE and not self._is_detail(turn, mention, place):
                    self.unread[mention.text] = None
                continue
            if mention.quantity.unit == "分" and metric.endswith(_WEIGHT) and mention.quantity.low is not None:
                scores[metric] = mention.quantity.low
                continue
            value = mention.quantity
            told.append(
                (mention, Fact(metric=metric, value=value, words=mention.text, approximate=mention.approximate))
            )
            if metric == "职工总数" and _ALL_OF_THEM.match(turn, mention.end):
                told.append((mention, Fact(metric="研发人员", value=value, words=mention.text)))
        told = self._gathered(turn, told)
        yield from self._ranked(turn, told)
        yield from self._parity(told)
        yield from self._weighted(scores)
        yield from self._between(turn)
        yield from self._conditions(turn)

    def _gathered(self, turn: str, told: Sequence[tuple[Mention, Fact]]) -> list[tuple[Mention, Fact]]:
        """Return the facts told with those as one that stand in a list, where the law, or the asker, adds them up."""
        gathered: list[tuple[Mention, Fact]] = []
        for mention, fact in told:
            last, before = gathered[-1] if gathered else (None, None)
            if last is None or before is None or before.metric != fact.metric:
                gathered.append((mention, fact))
                continue
            gap = turn[last.end : mention.start].strip()
            beside = _SUMMED if fact.metric in self.summed else _PLUS
            listed = not _ALTOGETHER.search(gap) and (
                gap in _LISTED or bool(beside.fullmatch(gap)) or self._goes_on(fact, gap)
            )
            gathered[-1] = (mention, _sum(before, fact) if listed else fact)
        return gathered

    def asked(self, turn: str) -> Iterator[str]:
        """Yield the metrics that a turn names in a clause that holds no figure."""
        for clause in CLAUSE.finditer(turn):
            if not find_quantities(clause[0]):
                finder = self._law.words.said_in if _UNSURE.search(clause[0]) else self._law.words.metrics_in
                for match in finder(clause[0]):
                    yield from (name for name in match.values if name in self._eligible)

    def cases(self, text: str) -> frozenset[str]:
        """Return the causes of the conditions in scope that the asker says are so."""
        causes = {rule.when.cause for rule in self._rules if rule.when.cause and rule.role != Role.SANCTION}
        return frozenset(cause for cause in causes if self._law.tells(text, cause, least=1 / 3))

    def _metric_of(self, turn: str, mention: Mention, place: Place) -> str | None:
        """Return the metric that a figure is of: one told beside it in its clause, else what its unit leaves.

        In 本科7个中级4个 names stand before their figures, in 7个本科1个大专 after: the first of a clause tells.
        """
        own, first = place.own, place.own[0]
        before, after = turn[place.since : mention.start], turn[mention.end : place.until]
        lead, follows = turn[place.start : first.start], turn[first.end : place.until]
        leads = bool(self._told(lead, first.quantity)) or not self._told(follows, first.quantity)
        alone = mention is own[-1] and not _ALL_OF_THEM.match(after)
        beside = self._told(after[:_BESIDE], mention.quantity)
        if alone and beside and beside[0] in self._held:
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
        held = [name for name in _YEARS if name in self._eligible]
        return held if _SINCE.search(words) and to_base(quantity).unit == "个月" else []

    def _continued(self, turn: str, mention: Mention, told: Sequence[tuple[Mention, Fact]]) -> str | None:
        """Return the metric of the figure before where this one goes on with it: 200万、180万, 自治区级1个，市级1个."""
        if not told or told[-1][0].quantity.unit != mention.quantity.unit:
            return None
        last, fact = told[-1]
        between = turn[last.end : mention.start].strip()
        return fact.metric if _ALTOGETHER.search(between) or self._goes_on(fact, between) else None

    def _goes_on(self, fact: Fact, between: str) -> bool:
        """Tell whether the words ``between`` a figure of ``fact`` and the next only name another part of the same."""
        between = between.strip("、，,和 +＋加")
        quotes = [rule.quote for rule in self._rules if rule.metric in self._names_beside(fact.metric)]
        return not between or bool(_TOGETHER_WITH.search(between)) or any(between in quote for quote in quotes)

    def _names_beside(self, metric: str) -> set[str]:
        """Return ``metric`` and the shares that it is a part of."""
        return {metric, *(m.name for m in self._metrics.values() if m.part == metric)}

    def _is_detail(self, turn: str, mention: Mention, place: Place) -> bool:
        """Tell whether a figure only adds to others: one in brackets, or of a kind the law sets apart (1个大专)."""
        bracketed = turn[max(0, place.start - 1) : place.start] in _BRACKETS
        beside = turn[mention.end : place.until]
        return bracketed or bool(_ALSO.match(beside) or self._law.contrasts.read(beside))

    def _told(self, words: str, quantity: Quantity) -> list[str]:
        """Return the metrics told of in ``words`` that ``quantity`` can be of, in order; those in scope come first."""
        names = [name for match in self._law.words.said_in(words) for name in match.values]
        fitting = [kin for name in names for kin in sorted(self._law.words.measured_in(name, quantity))]
        fitting += [n for n in names if n.endswith(_WEIGHT) and quantity.unit == "分"]
        for scope in (self._eligible, self._held):
            if found := [name for name in fitting if name in scope]:
                return found
        named = {name for match in self._law.words.metrics_in(words) for name in match.values}
        named |= {kin for name in named for kin in self._law.words.measured_in(name, quantity)}
        return [name for name in fitting if name in named]  # of what is not asked for here only by its proper name

    def _by_unit(self, quantity: Quantity, words: str) -> list[str]:
        """Return what a figure can be of by its unit, where the conditions in scope leave one thing."""
        if quantity.unit in _PEOPLE and "人" in words + (quantity.unit if quantity.unit == "人" else ""):
            return [metric for metric in self._hints.get("人", ()) if metric in self._eligible]
        held = [
            rule.metric
            for rule in self._rules
            if (rule.role == Role.ELIGIBILITY or quantity.unit == "周岁")
            and self._law.words.measured_in(rule.metric, quantity) == {rule.metric}
        ]
        return held if quantity.unit in _TELLING and len(set(held)) == 1 else []

    def _ranked(self, turn: str, told: Sequence[tuple[Mention, Fact]]) -> Iterator[Fact]:
        """Yield the facts told, ranks listed side by side added up: of 高级2个、中级4个 six are 中级以上."""
        for mention, fact in told:
            above = self._metrics[fact.metric].above
            higher = [(m, f) for m, f in told if f.metric in above]
            spans = [(min(m.start, mention.start), max(m.end, mention.end)) for m, _ in higher]
            listed = not any(_NESTED.search(turn, max(0, start - _BESIDE), end + _BESIDE) for start, end in spans)
            points = [f.value for f in (fact, *(f for _, f in higher))]
            lows = [v.low for v in points if isinstance(v, Quantity) and v.is_point and v.low is not None]
            if not higher or not listed or len(lows) < len(points) or isinstance(fact.value, bool):
                yield fact
                continue
            total = sum(lows, Fraction(0))
            value = fact.value.model_copy(update={"low": total, "high": total})
            yield fact.model_copy(
                update={"value": value, "words": "＋".join([fact.words, *(f.words for _, f in higher)])}
            )

    def _weighted(self, scores: dict[str, Fraction]) -> Iterator[Fact]:
        """Yield the total that the law's weights make of the ``scores`` told, where all are."""
        weights = {
            rule.metric: rule.value.low / 100
            for rule in self._rules
            if rule.metric.endswith(_WEIGHT) and isinstance(rule.value, Quantity) and rule.value.low is not None
        }
        if scores and scores.keys() == weights.keys():
            total = sum((scores[metric] * weights[metric] for metric in weights), Fraction(0))
            words = "＋".join(f"{float(scores[m]):g}×{float(weights[m] * 100):g}%" for m in weights)
            yield Fact(metric="认定总分", value=Quantity(low=total, high=total, unit="分"), words=words)

    def _parity(self, told: Sequence[tuple[Mention, Fact]]) -> Iterator[Fact]:
        """Yield whether a number told is odd, where the law wants it to be."""
        for _, fact in told:
            number = fact.value.low if isinstance(fact.value, Quantity) and fact.value.is_point else None
            if number is not None and f"{fact.metric}{_ODD}" in self._held:
                yield Fact(metric=f"{fact.metric}{_ODD}", value=number % 2 == 1, words=fact.words)

    def _between(self, turn: str) -> Iterator[Fact]:
        """Yield the time between two dates told: how long the asker is registered or running, how old someone is."""
        days = [day for _, day in find_dates(turn)]
        if len(days) == 2 and _BORN.search(turn) and _AGE in self._held:
            born, then = sorted(days, key=lambda day: (day.year, day.month or 0, day.day or 0))
            known = all(day.month for day in days) and (born.month != then.month or (born.day and then.day))
            years = then.year - born.year - ((then.month or 0, then.day or 0) < (born.month or 0, born.day or 0))
            if known and years > 0:
                yield Fact(
                    metric=_AGE,
                    value=Quantity(low=Fraction(years), high=Fraction(years), unit="周岁"),
                    words=f"{years}周岁",
                )
            return
        held = next((name for name in _YEARS if name in self._eligible), None)
        if held and len(days) == 2 and days[0].month and days[1].month and _SINCE.search(turn):
            months = (days[1].year - days[0].year) * 12 + days[1].month - days[0].month
            short = bool(days[0].day and days[1].day and days[1].day < days[0].day)  # the last month is not full yet
            if months > 0:
                low, high = Fraction(months - short), Fraction(months)
                length = Quantity(low=low, high=high, high_open=short, unit="个月")
                yield Fact(metric=held, value=length, words=f"{'不满' if short else ''}{months}个月")

    def _conditions(self, turn: str) -> Iterator[Fact]:
        """Yield what is said yes or no to: 首席技术官一直没设, 二甲医院, 注册地在呼和浩特."""
        conditions = {rule.metric: rule for rule in self._rules if isinstance(rule.value, bool)}
        seen: set[str] = set()
        for clause in CLAUSE.finditer(turn):
            words = clause[0]
            against = dict.fromkeys(n for m in self._law.words.contraries_in(words) for n in m.values)
            against = {name: None for name in against if name in self._held}
            shown = ARTICLE.sub("", words).strip()[:_SHOWN]
            seen |= against.keys()
            yield from (Fact(metric=name, value=False, words=shown) for name in against)
            if _UNSURE.search(words) or _PROBLEM.search(words) or (_ASKS.search(words) and not _STATES.search(words)):
                continue
            named = [
                (m, n)
                for m in self._law.words.metrics_in(words)
                for n in m.values
                if n in conditions and n not in against
            ]
            if not named and not against and _LACKS.search(words) and not find_quantities(ARTICLE.sub("", words)):
                undone = next((name for name in seen if name[-2:] in words and name in conditions), None)
                if undone:  # 设了首席技术官，还没去备案
                    yield Fact(metric=undone, value=False, words=shown)
                else:
                    self.unread[shown] = None
            for match, name in named:
                holds = self._holds(words, match.start, match.end, conditions[name])
                if name not in seen or (holds and _EITHER in conditions[name].quote):
                    seen.add(name)
                    yield Fact(metric=name, value=holds, words=shown)

    def _holds(self, clause: str, start: int, end: int, rule: Rule) -> bool:
        """Tell whether a condition is met, as ``clause`` names it at ``start`` to ``end``."""
        choices = self._law.contrasts.read(clause)
        if choices and self._law.contrasts.conflict(choices, [to_view(rule.quote).text]):
            return False
        city = self._law.city_of(rule)
        places = [place.values[0] for place in self._law.places_in(clause, 0, len(clause))]
        seat = [place.values[0] for place in self._law.places_in(clause, start, len(clause))]
        if rule.metric in SEATS and places and city not in (seat or places):
            return False
        if rule.metric in SEATS and re.search(f"不[在是]{city.removesuffix('市')}", clause):
            return False
        so = not (is_negated(_THOUGH.sub("", clause[:start])) or _NO_AFTER.match(clause, end))
        return so != rule.metric.startswith("无")


_ODD = "为单数"
_TOTAL = re.compile(r"共计|合计|累计")
_THOUGH = re.compile(r"不过|不仅|不但|不光|不只")
_EITHER = "或"  # one of two is enough


def _counted(mention: Mention) -> Mention:
    """Return ``mention`` with 件, 种 and the like as 个: people count what the law counts in 项 in many ways."""
    if mention.quantity.unit not in _WAYS:
        return mention
    return mention.model_copy(update={"quantity": mention.quantity.model_copy(update={"unit": "个"})})


def _is_count(rule: Rule) -> bool:
    """Tell whether ``rule`` is on a number of things done, of which those of each kind add up."""
    return rule.role == Role.ELIGIBILITY and isinstance(rule.value, Quantity) and rule.value.unit in {"项", "篇", "例"}


_NESTED = re.compile(r"以上|往上|其中|里头?[有含]|[含包]括?|当中|内有|里面有")
_BESIDE, _EARLIER = 4, 14  # characters after a figure, and before its clause, in which its metric is told
_SHOWN = 24  # characters of a clause that are shown as what was said
