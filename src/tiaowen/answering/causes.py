"""Causes that a question tells: what was done or left undone, as the rules of the law know it."""

from __future__ import annotations

import re

from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role, Rule
from tiaowen.quantities import Quantity
from tiaowen.rules.check import law_of

BAN = "重新申报间隔"
AFTER = frozenset({None, "被撤销资格"})
"""Causes of a ban that the others lead to."""
_NEXT = re.compile(r"那.*(?:因为|由于).*呢")  # another cause: 那如果是因为学术不端呢
_BARE = re.compile(r"^(?!.*(?:多少|几|什么|啥|哪|怎|吗|多久|何|谁)).*呢\W*$")


def sanctions_told(text: str, query: Query, corpus: Corpus) -> list[Rule]:
    """Return the rules in scope on what follows from a cause that ``text`` tells, or from a measure that it names."""
    named = {name for match in law_of(corpus).words.said_in(text) for name in match.values}
    return [
        rule
        for rule in corpus.rules
        if rule.at.regulation in query.regulations
        and rule.role == Role.SANCTION
        and (not query.platforms or bool(set(query.platforms) & set(rule.platforms)))
        and is_told(rule, text, named, corpus)
    ]


def is_told(rule: Rule, text: str, named: set[str], corpus: Corpus) -> bool:
    """Tell whether ``text``, which names the metrics ``named``, tells the cause of ``rule``, or names what it is on."""
    cause, law = rule.when.cause, law_of(corpus)
    if cause:
        return law.tells(text, cause) or any(word in text for word in corpus.terms.causes.get(cause, ()))
    return isinstance(rule.value, Quantity) and rule.metric in named - law.effects - {BAN}


def goes_on(query: Query, corpus: Corpus) -> bool:
    """Tell whether the last turn only names another cause: 那要是由于学术不端呢, 整改没通过呢."""
    if len(query.turns) < 2:
        return False
    turn = query.turns[-1]
    return bool(_NEXT.match(query.text) or (_BARE.match(turn) and sanctions_told(turn, query, corpus)))
