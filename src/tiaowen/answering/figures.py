"""Which figure of the law a clause asks for: its unit, its metric, the cases it is asked for, and the rules on it.

A figure of another metric is no answer, however near its words are.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from fractions import Fraction
from itertools import pairwise

from tiaowen.answering.fit import pairs_of
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Rule
from tiaowen.corpus.terms import find_longest
from tiaowen.domain import Value
from tiaowen.quantities import COUNTS, Quantity, to_base
from tiaowen.rules.matcher import Matcher

_ASKS = re.compile(
    r"多少|几|多大|多久|多长|何时|(?:什么|啥)时候|哪天|百分之|比例|占比|最[多少高低长短晚大小]|底线|限制|至少|至多|上限|下限|够|呢[?？]?$|谁.{0,3}[多高少低大小]|哪[边个家].{0,3}[多高少低大小]|有没有.{0,3}[奖钱补]|(?:人数|人头数?|数量|规模|面积|价值|年限|金额|期限|家数|次数).{0,3}(?:要求|规定|门槛|标准)|有.{0,4}[奖钱补].{0,4}[没吗不]|[奖给]不[奖给]"
)
_SEVERAL = re.compile(r"几[家个位方所](?:公司|单位|企业|机构|人)?.{0,6}(?:一起|一块|联合|合伙|抱团|共同|合作)")
_MONEY = re.compile(r"钱[^，。]{0,12}(?:多少|几)")
_SPENDS = re.compile(r"[投砸花掏]")
_BARE = re.compile(r"^(?!.*(?:多少|几|什么|哪|怎|吗|多久|何)).*呢[?？。]*$")
_AND = re.compile(r"[和跟与及、/]|还有|以及")
_COUNTED = re.compile(r"(?:几|多少)个?\s*(人|平方米|元|年|个月|天|工作日|项|篇|次|届|家|例|分)")
_SHARE = "占比"
_CATEGORY = r"{value}(?:那?一?类|型|的|方面)|[（(]{value}[）)]|报{value}|[做搞]{value}|从事{value}"
_TIME = "个月"  # the base unit of times, in which 多久 asks
_DAYS = frozenset({"天", "工作日"})


class Asked(Value):
    """The figure that a clause asks for, where ``figure`` says that it asks for one.

    ``units`` are base units, empty where none is told; ``metrics`` those that the clause names, or that its topics
    stand for; empty where it cannot be told what the figure would be of. ``broader`` are those that they are kinds of:
    where a regulation has no rule on 专职研究人员, that on its 研发人员 answers, in its own words.
    """

    figure: bool = False
    units: frozenset[str] = frozenset()
    metrics: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()

    def is_about(self, rule: Rule) -> bool:
        """Tell whether ``rule`` gives what is asked for: a figure in one of the units, or anything on the metrics."""
        if rule.metric not in self.metrics or isinstance(rule.value, bool):
            return rule.metric in self.metrics and not self.figure
        return not self.units or any(_alike(unit, to_base(rule.value).unit) for unit in self.units)


def metric_matcher(corpus: Corpus) -> Matcher[str]:
    """Return what finds the names of metrics, as people write them, in a text."""
    return Matcher((word, metric.name) for metric in corpus.terms.metrics for word in (metric.name, *metric.aliases))


def read_asked(
    text: str, topics: Collection[str], corpus: Corpus, metrics: Matcher[str], *, context: str = ""
) -> Asked:
    """Return the figure that the clause ``text`` asks for; ``topics`` are those of the whole question.

    A metric that is named counts before those that its topic stands for, these before those that ``context``, the
    question before, is about, and these before those that a unit stands for.
    """
    terms = corpus.terms
    named = dict.fromkeys(name for match in metrics.find(text) for name in match.values)
    named |= {m.name: None for m in terms.metrics if m.part in named}  # 本科至少几个 asks for the share of 本科
    if not _ASKS.search(_SEVERAL.sub("", text)):
        return Asked(metrics=tuple(named))
    hints = [h for h in terms.units if any(w in text for w in h.asked) or (h.unit == "元" and _MONEY.search(text))]
    counted = {match[1] for match in _COUNTED.finditer(text)}
    units = frozenset(_base(unit) for unit in {hint.unit for hint in hints} | counted)
    units |= {m.unit for m in terms.metrics if m.name in named and m.unit in _DAYS and _TIME in units}  # 公示多久
    fitting = [m.name for m in terms.metrics if m.name in named and m.unit and _fits(m.unit, units)]
    if len(fitting) < len(listed := _listed(text, metrics)):
        fitting, units = [m.name for m in terms.metrics if m.name in listed and m.unit], frozenset()
    told = [m for t in terms.topics if t.name in topics and any(w in text for w in t.asked) for m in t.metrics]
    kinds = {metric.name: metric.unit for metric in terms.metrics}
    of_topics = [m for m in told if (unit := kinds[m]) is None or _fits(unit, units)]
    said = [m.name for m in terms.metrics if m.unit and _fits(m.unit, units) and any(w in text for w in m.said)]
    by_default = said if units and said else [metric for hint in hints for metric in hint.metrics]
    of_context = [] if fitting or of_topics else _of_context(text, context, units, corpus, metrics)
    if _BARE.search(text) and context and (of_before := _of_context(text, context, units, corpus, metrics)):
        fitting = of_before  # 那考核良好呢: of what was asked before
    spent = said if units and _SPENDS.search(text) else []
    of_topics = _of_named(of_topics, text, corpus)
    chosen = dict.fromkeys(fitting or spent or of_topics or of_context or by_default)
    broader = dict.fromkeys(m.broader for m in terms.metrics if m.name in chosen and m.broader)
    return Asked(figure=True, units=units, metrics=tuple(chosen), broader=tuple(broader))


def _of_named(metrics: list[str], text: str, corpus: Corpus) -> list[str]:
    """Return ``metrics`` without those of another body than ``text`` names: 专家委 is no 管理委员会."""
    for groups in corpus.terms.contrasts:
        named = [group for group in groups if any(word in text for word in group)]
        others = [word for group in groups if len(named) == 1 and group is not named[0] for word in group]
        metrics = [metric for metric in metrics if not any(word in metric for word in others)]
    return metrics


def _listed(text: str, metrics: Matcher[str]) -> set[str]:
    """Return the metrics that are named side by side: 面积和设备价值各多少; none where there are not two."""
    matches = list(metrics.find(text))
    pairs = [(a, b) for a, b in pairwise(matches) if _AND.fullmatch(text[a.end : b.start])]
    return {name for pair in pairs for match in pair for name in match.values}


def _of_context(text: str, context: str, units: frozenset[str], corpus: Corpus, metrics: Matcher[str]) -> list[str]:
    """Return the metrics in ``units`` (any, if none) that ``context`` is about, those nearest to ``text`` by name."""
    terms = corpus.terms
    grades = {rule.when.grade for rule in corpus.rules if rule.when.grade and rule.when.grade in context}
    named = {name for match in metrics.find(context) for name in match.values}
    named |= {m for t in terms.topics if any(word in context for word in t.asked) for m in t.metrics}
    named |= {f"{grade}{_SHARE}" for grade in grades} if "%" in units else set()
    fitting = [m for m in terms.metrics if m.name in named and m.unit and _fits(m.unit, units)]
    shared = {m.name: len(pairs_of("，".join((m.name, *m.aliases))) & pairs_of(text)) for m in fitting}
    return [m.name for m in fitting if shared[m.name] == max(shared.values())]


def read_cases(text: str, corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """Return the cases that ``text`` names, by field of ``Rule.when``: category, grade, level.

    Only values that some rule knows are read, so that no case is made up.
    """
    cases: dict[str, tuple[str, ...]] = {}
    for field, known in corpus.cases.items():
        if field == "category":
            found = tuple(v for v in known if re.search(_CATEGORY.format(value=re.escape(v)), text))
        else:
            found = tuple(dict.fromkeys(find_longest(text, known)))
        if found:
            cases[field] = found
    return cases


def find_rules(
    asked: Asked, cases: dict[str, tuple[str, ...]], platforms: Collection[str], corpus: Corpus
) -> tuple[Rule, ...]:
    """Return the rules on what is asked for that hold in ``cases`` and for one of ``platforms`` (any, if none).

    Where the law tells cases apart, a rule counts only for a case that it names; in a regulation that knows none of the
    grades named (整改 is a grade of 柳州, no more than a word elsewhere) they are no grades.
    """
    fitting = [rule for rule in corpus.rules if not platforms or set(platforms) & set(rule.platforms)]
    rules = [rule for rule in fitting if asked.is_about(rule)]
    told = {rule.at.regulation for rule in rules}
    broader = asked.model_copy(update={"metrics": asked.broader})
    rules += [rule for rule in fitting if rule.at.regulation not in told and broader.is_about(rule)]
    grading = {rule.at.regulation for rule in corpus.rules if rule.when.grade in cases.get("grade", ())}
    for field, values in cases.items():
        apart = {rule.metric for rule in rules if getattr(rule.when, field)}
        rules = [
            rule
            for rule in rules
            if rule.metric not in apart
            or getattr(rule.when, field) in values
            or (field == "grade" and rule.at.regulation not in grading)
        ]
    return tuple(rules)


def _base(unit: str) -> str:
    return to_base(Quantity(low=Fraction(1), unit=unit)).unit


def _fits(unit: str, asked: Collection[str]) -> bool:
    return not asked or any(_alike(one, _base(unit)) for one in asked)


def _alike(asked: str, given: str) -> bool:
    if asked == given or ("个" in {asked, given} and {asked, given} <= COUNTS) or {asked, given} <= _DAYS:
        return True
    return asked == "人" and given == "%"  # 本科至少几个 is answered by a share
