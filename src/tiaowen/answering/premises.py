"""What the asker takes for granted, held against the law: 柳州要求12名研发人员对吧."""

from __future__ import annotations

import re

from tiaowen.answering.draft import Draft, Notes, word_rule
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role, Rule
from tiaowen.domain import ClaimOutcome, Verdict
from tiaowen.quantities import Quantity, find_quantities, is_comparable, same_quantity
from tiaowen.rules.check import check_text, law_of

_ASKS = re.compile(
    r"对吧|对吗|对不对|对么|是吧|没记[错反]|没说错|没搞错|没弄错|记[错反]了?[吗没]|核(?:对|实)?一下|帮我核|核核|有没有错|没毛病|(?:写|答复|回复|讲|告诉)[^，。]{0,8}没问题吧|(?:写|通知|稿|答复)[^？?]*(?:行吧|可以吧)[?？]?$|有误吗|准确吗|准不准|属实|是真的吗|是不是[^，。？?]*[0-9一二两三四五六七八九十]"
)
_CLAUSE = re.compile(r"[，,。；;？?]")
_TAIL = re.compile(
    r"[，,]?(?:我?没(?:记[错反]|说错|搞错|弄错)|对吧|对吗|对不对|对么|是吧|是不是|没毛病吧?|(?:表述)?准确吗|准不准|帮我核.*|核一下.*|吧|吗|么)+[？?。]*$"
)


def compose_premise(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft that says what of the asker's figures is right and what is not; None where none is asserted."""
    if not _ASKS.search(query.text):
        return None
    places = (
        "、".join(corpus.regulation(id_).jurisdiction.short for id_ in query.regulations[:1]) if query.narrowed else ""
    )
    context = f"{places}{query.platforms[0] if len(query.platforms) == 1 else ''}"
    verdicts = check_text(_TAIL.sub("", query.text), question=context, corpus=corpus)
    rules = {rule.id: rule for rule in corpus.rules}
    told = [(verdict, rules[verdict.basis]) for verdict in verdicts if verdict.basis in rules]
    if not told:
        return None
    notes = Notes(corpus)
    right, wrong = [], []
    for verdict, rule in told:
        if verdict.released and _is_case(rule, _clause_of(verdict, query)):
            right.append((verdict, rule))
        elif rule.at.regulation in query.regulations:
            wrong.append((verdict, _meant(verdict, rule, query, corpus)))
    if not wrong:
        figures = find_quantities(query.text)
        if len(told) < len(figures) or any(r.at.regulation not in query.regulations for _, r in told):
            return None  # something is left that was not confirmed
        words = "；".join(dict.fromkeys(f"{word_rule(r)}{notes.mark_rule(r)}" for _, r in told))
        return Draft(text=f"对。{words}。", status="verified", citations=notes.citations)
    if any(_says_the_same(v, r) for v, r in wrong) or any(_is_beside(r, query, corpus) for _, r in wrong):
        return None
    lines = ["**不对。**" + "；".join(dict.fromkeys(_correct(r, notes) for _, r in wrong)) + "。"]
    corrected = {word_rule(r) for _, r in wrong}
    agreed = [r for _, r in right if word_rule(r) not in corrected]
    others = dict.fromkeys(f"{word_rule(r)}{notes.mark_rule(r)}" for r in agreed)
    if others:
        lines.append(f"其余没有错：{'；'.join(others)}。")
    return Draft(text="\n\n".join(lines), status="verified", citations=notes.citations)


def _clause_of(verdict: Verdict, query: Query) -> str:
    return next((clause for clause in _CLAUSE.split(query.text) if verdict.text in clause), "")


def _is_case(rule: Rule, clause: str) -> bool:
    """Tell whether ``clause`` speaks of the grade or level of an amount; of what is no amount it need not."""
    told = (rule.when.grade, rule.when.level) if rule.role == Role.MONEY else ()
    return all(value is None or value in clause for value in told)


def _meant(verdict: Verdict, rule: Rule, query: Query, corpus: Corpus) -> Rule:
    """Return the rule on what a figure was told of, where ``rule`` is that of another case: 备案给200万 is of 升级."""
    clause = _clause_of(verdict, query)
    if rule.role != Role.MONEY or (_is_case(rule, clause) and verdict.outcome is not ClaimOutcome.MISATTRIBUTED):
        return rule
    cases = [
        other
        for other in corpus.rules
        if other.role == rule.role
        and other.at.regulation == rule.at.regulation
        and (not query.platforms or set(query.platforms) & set(other.platforms))
        and _is_case(other, clause)
        and isinstance(other.value, Quantity)
        and isinstance(rule.value, Quantity)
        and is_comparable(other.value, rule.value)
    ]
    return max(cases, key=lambda other: (other.when.grade, other.when.level) != (None, None), default=rule)


def _says_the_same(verdict: Verdict, rule: Rule) -> bool:
    """Tell whether ``rule`` holds the very figure that it is to correct: told of another thing than was meant."""
    given = find_quantities(verdict.text)
    return any(same_quantity(one.quantity, own.quantity) for one in given for own in find_quantities(word_rule(rule)))


def _is_beside(rule: Rule, query: Query, corpus: Corpus) -> bool:
    """Tell whether ``rule`` says what follows from a misdeed, and not that was told: 申报前两年无失信."""
    named = {name for match in law_of(corpus).words.said_in(query.text) for name in match.values}
    return rule.role == Role.SANCTION and rule.metric not in named


def _correct(rule: Rule, notes: Notes) -> str:
    return f"应为{word_rule(rule)}{notes.mark_rule(rule)}"
