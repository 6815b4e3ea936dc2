"""The day from which an application is open again, worked out from the day that the asker tells."""

from __future__ import annotations

import re
from calendar import monthrange

from tiaowen.answering.draft import Draft, Notes, word_rule
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Rule
from tiaowen.quantities import Quantity, to_base
from tiaowen.rules.calendar import Day, find_dates
from tiaowen.rules.check import law_of

_ASKS = re.compile(r"什么时候|哪[天年]|几时|何时|多会儿|最快|最早|到几|熬到|多久|能.{0,4}[再重]|[再重].{0,4}[吗不]")
_LOST = re.compile(r"撤|取消|摘|清退|移出|除名|踢出|不再列入|造假|作假|假材料")
_BAN = "重新申报间隔"


def compose_days(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft of the day on which a ban that began on a day told ends; None where none is asked for."""
    told = find_dates(query.said)
    if len(told) != 1 or not told[0][1].month or not _ASKS.search(query.text) or not _LOST.search(query.said):
        return None
    rules = [rule for rule in law_of(corpus).rules_of(_BAN) if rule.at.regulation in query.regulations]
    law = law_of(corpus)
    fitting = [rule for rule in rules if rule.when.cause and law.tells(query.said, rule.when.cause)]
    notes = Notes(corpus)
    lines = [_line(told[0][1], rule, notes) for rule in _distinct(fitting or rules)]
    if not lines:
        return None
    return Draft(text="\n\n".join(lines), status="verified", citations=notes.citations)


def _distinct(rules: list[Rule]) -> list[Rule]:
    """Return ``rules`` without those that quote the same place for the same time."""
    return list({(rule.at, rule.value): rule for rule in rules}.values())


def _line(day: Day, rule: Rule, notes: Notes) -> str:
    months = int(to_base(rule.value).low or to_base(rule.value).high or 0) if isinstance(rule.value, Quantity) else 0
    end = _later(day, months)
    return f"**{_word(end)}**起：{word_rule(rule)}{notes.mark_rule(rule)}。从{_word(day)}起算，到{_word(end)}期满。"


def _later(day: Day, months: int) -> Day:
    """Return the day of that number ``months`` later, the last of its month where it has none (民法典 art. 202)."""
    year, month = divmod(day.year * 12 + (day.month or 1) - 1 + months, 12)
    return Day(year, month + 1, min(day.day, monthrange(year, month + 1)[1]) if day.day else None)


def _word(day: Day) -> str:
    return f"{day.year}年{day.month}月" + (f"{day.day}日" if day.day else "")
