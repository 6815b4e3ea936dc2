"""What follows from what was done or left undone: 学术不端怎么处理, 两年没交材料会怎样."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tiaowen.answering.clauses import Clause
from tiaowen.answering.draft import Draft, Notes
from tiaowen.answering.leads import with_lead
from tiaowen.answering.lists import MARK
from tiaowen.answering.names import short_names
from tiaowen.answering.seek import law_words
from tiaowen.answering.select import Passage, split_sentences
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role, Rule, plain
from tiaowen.quantities import Quantity
from tiaowen.rules.check import law_of
from tiaowen.rules.law import Law

_ASKED = re.compile(
    r"怎么(?:处理|处置|处罚|罚|办(?!理)|样)|如何(?:处理|处置|处罚)|会(?:被)?(?:怎么样|怎样|咋)|什么(?:后果|下场|处理|处罚)|有什么后果|会(?:被)?(?:摘牌|撤销?|取消|清退|除名)|(?:没过|未通过).{0,2}呢|不过关?呢|后果|有(?:什么|啥)(?:说法|影响)|受(?:什么|啥)罚"
)
_NEXT = re.compile(r"那.*(?:因为|由于).*呢")  # another cause: 那如果是因为学术不端呢
_AGAIN = re.compile(r"[几多][年久长].{0,4}(?:再|重新)|(?:再|重新).{0,6}[几多][年久长]|什么时候.{0,4}(?:再|重新)")
_BAN = "重新申报间隔"
_ANY = frozenset({None, "被撤销资格"})  # causes that the others lead to
_MOST = 3
_SHORT = 260  # characters of a place that is given whole


def compose_consequence(
    query: Query, clauses: Sequence[tuple[Clause, tuple[Passage, ...]]], corpus: Corpus
) -> Draft | None:
    """Return the draft on what the law has follow from a cause that is told; None where none is, or none asked for."""
    law = law_of(corpus)
    goes_on = len(query.turns) > 1 and bool(_NEXT.match(query.text))
    if not (goes_on or _ASKED.search(query.text)) or not query.narrowed or query.found or query.comparing:
        return None
    text = query.text if goes_on else f"{query.search} {law_words(query, corpus.terms)}"
    grades, named = query.cases.get("grade", ()), {name for match in law.words.said_in(text) for name in match.values}
    told = [
        rule
        for rule in corpus.rules
        if rule.at.regulation in query.regulations
        and (
            _follows_grade(rule, grades)
            if rule.when.grade
            else rule.role == Role.SANCTION and _is_told(rule, text, named, law)
        )
    ]
    asked = [rule for clause, _ in clauses if clause.wants_figure for rule in clause.rules]
    told += [r for r in asked if told and r.at.regulation in query.regulations and r.when.cause in _ANY]
    notes = Notes(corpus)
    ids = tuple(dict.fromkeys(rule.at.regulation for rule in told))
    names = short_names(ids, corpus)
    lines = []
    for place in dict.fromkeys(rule.at for rule in told):
        sentences = _sentences([rule for rule in told if rule.at == place], corpus)
        front = f"**{names[place.regulation]}**：" if len(ids) > 1 else ""
        lines.append(
            f"{front}{with_lead(MARK.sub('', sentences), place, corpus)}{notes.mark_rule(_first(told, place))}"
        )
    if not lines:
        return None
    lines = lines[:_MOST]
    if _AGAIN.search(query.text) and len(ids) == 1 and _BAN not in {rule.metric for rule in told}:
        lines.append(f"《{corpus.regulation(ids[0]).title}》对此未规定{_BAN}的具体数。")
    lines.append(f"依据：{'；'.join(citation.label for citation in notes.citations[:_MOST])}。")
    return Draft(text="\n\n".join(lines), status="verified", citations=notes.citations)


def _follows_grade(rule: Rule, grades: Sequence[str]) -> bool:
    """Tell whether ``rule`` lays down what becomes of one of ``grades``, and not how many may have it."""
    is_share = isinstance(rule.value, Quantity) and rule.value.unit == "%"
    return rule.when.grade in grades and rule.role in (Role.SANCTION, Role.EVALUATION) and not is_share


def _is_told(rule: Rule, text: str, named: set[str], law: Law) -> bool:
    if rule.when.cause:
        return law.tells(text, rule.when.cause)
    return isinstance(rule.value, Quantity) and rule.metric in named - law.effects - {_BAN}


def _first(rules: list[Rule], place: object) -> Rule:
    return next(rule for rule in rules if rule.at == place)


def _sentences(rules: list[Rule], corpus: Corpus) -> str:
    """Return the sentences at the place of ``rules`` that these quote, in order."""
    part = next(part for part in corpus.parts(rules[0].at) if part.address == rules[0].at)
    own = part.own or part.text
    quotes = [plain(rule.quote) for rule in rules]
    chosen = [s for s in split_sentences(own) if any(plain(s) in quote or quote in plain(s) for quote in quotes)]
    whole = rules[0].when.grade and len(own) <= _SHORT  # what is done in a grade goes on to the end of its place
    return own if whole else "".join(chosen) or own
