"""Days worked out from the day that the asker tells: when a ban, a term or a time limit ends, when a report is due."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence

from tiaowen.answering.draft import Draft, Notes, word_rule
from tiaowen.answering.seek import law_words
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role, Rule
from tiaowen.quantities import Quantity, to_base
from tiaowen.rules.calendar import Day, day_before, find_dates
from tiaowen.rules.check import law_of

_ASKS = re.compile(
    r"什么时候|啥时候|哪[天年日一]|几时|几[号月]|何时|多会儿|最快|最早|最[晚迟]|到几|熬到|多久|能.{0,4}[再重]|[再重].{0,4}[吗不]|到期|截止|期满|届满|有效到|为止"
)
_LOST = re.compile(r"撤|取消|摘|清退|移出|除名|踢出|不再列入|造假|作假|假材料")
_APPLIES = re.compile(r"报|备案|申请|认定")
_BAN, _TERM, _REPORT = "重新申报间隔", "有效期", "年度报告截止"
_NEXT_YEAR = "上一年度"
_ROLES = frozenset({Role.DEADLINE, Role.GOVERNANCE, Role.VALIDITY, Role.EVALUATION, Role.SANCTION})
_MOST = 2


def compose_days(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft of the day that follows from a day told and the law's periods; None where none is asked for."""
    told = find_dates(query.said)
    if len(told) != 1 or not _ASKS.search(query.text):
        return None
    day, notes = told[0][1], Notes(corpus)
    if _LOST.search(query.said):
        lines = [_ban(day, rule, notes) for rule in _bans(query, corpus)] if day.month else []
    else:
        rules = _dated(query, corpus)[:_MOST]
        lines = [line for rule in rules if (line := _line(day, rule, notes))]
    if not lines:
        return None
    return Draft(text="\n\n".join(lines), status="verified", citations=notes.citations)


def _bans(query: Query, corpus: Corpus) -> Sequence[Rule]:
    law = law_of(corpus)
    rules = [rule for rule in law.rules_of(_BAN) if rule.at.regulation in query.regulations]
    said = f"{query.said} {law_words(query, corpus.terms)}"
    fitting = [rule for rule in rules if rule.when.cause and law.tells(said, rule.when.cause)]
    return _distinct(fitting or rules)


def _dated(query: Query, corpus: Corpus) -> Sequence[Rule]:
    """Return the rules on times that the question names: limits, terms, cycles, and what has to be reached first."""
    named = {name for match in law_of(corpus).words.said_in(query.search) for name in match.values}
    named |= {m for topic in corpus.terms.topics if topic.name in query.topics for m in topic.metrics}
    applies = bool(_APPLIES.search(query.text))
    rules = [
        rule
        for rule in corpus.rules
        if rule.at.regulation in query.regulations
        and rule.metric in named - {_BAN}
        and (not query.platforms or set(query.platforms) & set(rule.platforms))
        and (rule.role in _ROLES or (applies and rule.role == Role.ELIGIBILITY))
    ]
    return _distinct([rule for rule in rules if rule.metric == _REPORT or _months(rule)])


def _distinct(rules: Sequence[Rule]) -> list[Rule]:
    """Return ``rules`` without those that quote the same place for the same time."""
    return list({(rule.at, rule.value): rule for rule in rules}.values())


def _months(rule: Rule) -> int:
    """Return the whole months of a time that runs without a break; 0 for anything else."""
    value = rule.value
    base = to_base(value) if isinstance(value, Quantity) and value.unit in {"年", "个月"} else None
    bound = (base.low or base.high) if base and rule.window in {None, "每届"} else None
    return int(bound or 0)


def _ban(day: Day, rule: Rule, notes: Notes) -> str:
    end = _later(day, _months(rule))
    return f"**{_word(end)}**起：{word_rule(rule)}{notes.mark_rule(rule)}。从{_word(day)}起算，到{_word(end)}期满。"


def _line(day: Day, rule: Rule, notes: Notes) -> str | None:
    if rule.metric == _REPORT:
        return _due(day, rule, notes)
    if not day.month or not isinstance(rule.value, Quantity):
        return None
    end = _later(day, _months(rule))
    said = f"{word_rule(rule)}{notes.mark_rule(rule)}"
    if rule.metric == _TERM:
        return f"有效到**{_word(day_before(end))}**：{said}，从{_word(day)}起算。"
    if rule.role == Role.ELIGIBILITY:
        return f"最早**{_word(end)}**：{said}，从{_word(day)}起算，到这时满。"
    if rule.role == Role.EVALUATION:
        return f"下一次在**{_word(end)}**前后：{said}，从{_word(day)}起算。"
    return f"到**{_word(end)}**：{said}，从{_word(day)}起算，到{_word(end)}期满。"


def _due(day: Day, rule: Rule, notes: Notes) -> str | None:
    """Return the day by which the report on the year of ``day`` is due."""
    if not isinstance(rule.value, Quantity) or rule.value.high is None or day.month:
        return None
    later = _NEXT_YEAR in rule.quote
    month, date = divmod(int(rule.value.high), 100)
    due = Day(day.year + later, month, date)
    what = f"{day.year}年度的报告" + ("在下一年报送" if later else "在当年报送")
    return f"最晚**{_word(due)}**：{word_rule(rule)}{notes.mark_rule(rule)}，{what}。"


def _later(day: Day, months: int) -> Day:
    """Return the day of that number ``months`` later, the last of its month where it has none (民法典 art. 202)."""
    year, month = divmod(day.year * 12 + (day.month or 1) - 1 + months, 12)
    return Day(year, month + 1, min(day.day, monthrange(year, month + 1)[1]) if day.day else None)


def _word(day: Day) -> str:
    return f"{day.year}年{day.month}月" + (f"{day.day}日" if day.day else "")
