"""Days worked out from the day that the asker tells: when a ban, a term or a time limit ends, when a report is due."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tiaowen.answering.ban_days import asks_again, compose_ban_days, tells_loss
from tiaowen.answering.causes import BAN
from tiaowen.answering.dates import last_day, later, word_day
from tiaowen.answering.draft import Draft, Notes, word_rule
from tiaowen.answering.names import in_order, short_names
from tiaowen.answering.terms_of_office import is_of_office, is_term, word_terms
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role, Rule
from tiaowen.quantities import Quantity, to_base
from tiaowen.rules.calendar import Day, find_dates
from tiaowen.rules.check import law_of

_ASKS = re.compile(
    r"什么时候|啥时候|哪[天年日一]|几时|几[号月]|何时|多会儿|最快|最早|最[晚迟]|到几|熬到|多久|能.{0,4}[再重]|[再重].{0,4}[吗不]|到期|截止|期满|届满|有效到|为止"
)
_APPLIES = re.compile(r"报|备案|申请|认定")
_TERM, _REPORT, _CYCLE, _RECTIFIED = "有效期", "年度报告截止", "评估周期", "整改期限"
_NEXT_YEAR = "上一年度"
_ROLES = frozenset({Role.DEADLINE, Role.GOVERNANCE, Role.VALIDITY, Role.EVALUATION, Role.SANCTION})
_MOST = 2


def compose_days(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft of the day that follows from a day told and the law's periods; None where none is asked for."""
    if not _ASKS.search(query.text):
        return None
    if asks_again(query):
        return compose_ban_days(query, corpus)
    told = find_dates(query.said)
    if len(told) != 1:
        return None
    rules = _dated(query, corpus)[:_MOST]
    if tells_loss(query) and not rules:
        return compose_ban_days(query, corpus)
    notes = Notes(corpus)
    lines = dict(_told(rules, told[0][1], query, notes))
    if not lines:
        return None
    ids = dict.fromkeys(rule.at.regulation for rule in rules)
    names = short_names(ids, corpus) if len(ids) > 1 else {}
    text = "\n\n".join(f"**{names[id_]}**：{line}" if names else line for line, id_ in lines.items())
    return Draft(text=text, status="verified", citations=notes.citations)


def _told(rules: Sequence[Rule], day: Day, query: Query, notes: Notes) -> Iterator[tuple[str, str]]:
    """Yield the line of each rule with the regulation that it is of."""
    for rule in rules:
        if line := _line(day, rule, query, notes):
            yield line, rule.at.regulation


def _dated(query: Query, corpus: Corpus) -> Sequence[Rule]:
    """Return the rules on times that the question names: limits, terms, cycles, and what has to be reached first."""
    named = {name for match in law_of(corpus).words.said_in(query.search) for name in match.values}
    named |= {m for topic in corpus.terms.topics if topic.name in query.topics for m in topic.metrics}
    named -= {BAN, _CYCLE} if _RECTIFIED in named else {BAN}
    applies = bool(_APPLIES.search(query.text))
    order = in_order(query.regulations, corpus)
    rules = [
        rule
        for id_ in order
        for rule in corpus.rules
        if rule.at.regulation == id_
        and rule.metric in named
        and is_of_office(rule, query.text)
        and (not query.platforms or set(query.platforms) & set(rule.platforms))
        and (rule.role in _ROLES or (applies and rule.role == Role.ELIGIBILITY))
    ]
    dated = [rule for rule in rules if rule.metric == _REPORT or _months(rule)]
    return list({(r.at.regulation, r.metric, r.value): r for r in reversed(dated)}.values())[::-1]


def _months(rule: Rule) -> int:
    """Return the whole months of a time that runs without a break; 0 for anything else."""
    value = rule.value
    base = to_base(value) if isinstance(value, Quantity) and value.unit in {"年", "个月"} else None
    bound = (base.low or base.high) if base and (rule.window is None or is_term(rule)) else None
    return int(bound or 0)


def _line(day: Day, rule: Rule, query: Query, notes: Notes) -> str | None:
    if rule.metric == _REPORT:
        return _due(day, rule, notes)
    if not day.month or not isinstance(rule.value, Quantity):
        return None
    if is_term(rule):
        return word_terms(day, rule, _months(rule), query.text, notes)
    end = word_day(later(day, _months(rule)))
    said = f"{word_rule(rule)}{notes.mark_rule(rule)}，从{word_day(day)}起算"
    if rule.metric == _TERM:
        line = f"有效到**{word_day(last_day(day, _months(rule)))}**：{said}"
    elif rule.role == Role.ELIGIBILITY:
        line = f"到**{end}**满，最早这时：{said}"  # 最早 beside a day reads as a difference
    elif rule.metric == _CYCLE:
        line = f"下一次在**{end}**前后：{said}"
    else:
        line = f"到**{end}**：{said}，到{end}期满"
    return f"{line}。"


def _due(day: Day, rule: Rule, notes: Notes) -> str | None:
    """Return the day by which the report on the year of ``day`` is due."""
    if not isinstance(rule.value, Quantity) or rule.value.high is None or day.month:
        return None
    after = _NEXT_YEAR in rule.quote
    month, date = divmod(int(rule.value.high), 100)
    due = Day(day.year + after, month, date)
    what = f"{day.year}年度的报告" + ("在下一年报送" if after else "在当年报送")
    return f"最晚**{word_day(due)}**：{word_rule(rule)}{notes.mark_rule(rule)}，{what}。"
