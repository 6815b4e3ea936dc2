"""What is asserted, figure by figure: what holds, what does not, what the words beside a right figure go against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tiaowen.answering.draft import word_rule
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role, Rule, plain
from tiaowen.corpus.terms import find_longest
from tiaowen.domain import ClaimOutcome, Verdict
from tiaowen.quantities import Quantity, find_quantities, format_quantity, is_comparable, same_quantity, satisfies
from tiaowen.rules.check import check_text, law_of

_CLAUSE = re.compile(r"[，,。；;？?]")
_ENOUGH = re.compile(r"(?:满足|符合)(?:要求|条件|规定|标准)?|达标|够|(?:就(?:算|行|可以)|即可|也行)(?:了|数)?$")
_SHORT = re.compile(r"(?:不|没有?|未|达不到)[^，。]{0,2}(?:够|算|行|(?:满足|符合|达到)(?:要求|条件|规定|标准)?|达标)")
_YEARLY = re.compile(r"每年|年年|逐年|每一年|分年")
_ONCE, _ODD = "一次性", "为单数"
_LISTED = frozenset("、和与及")


class Reached(NamedTuple):
    """That a figure told lies within the bound of a rule, or does not."""

    figure: str
    rule: Rule
    reaches: bool

    @property
    def words(self) -> str:
        """What is to be said of it, before the rule."""
        return f"{self.figure}{'符合' if self.reaches else '不符合'}"


class Assertions(NamedTuple):
    """What a text asserts of the law.

    ``right`` are the rules that bear out a figure, ``wrong`` verdicts with the rule that says otherwise; ``true`` and
    ``false`` are told of what is enough; ``against`` are the rules that the words beside a figure go against.
    ``complete`` tells that each figure was found to be of a rule in scope.
    """

    text: str
    right: tuple[Rule, ...]
    wrong: tuple[tuple[Verdict, Rule], ...]
    true: tuple[Reached, ...]
    false: tuple[Reached, ...]
    against: tuple[Rule, ...]
    complete: bool

    @property
    def rest(self) -> str:
        """The text without the words that say that something is enough."""
        return _ENOUGH.sub("", _SHORT.sub("", self.text)) if self.true else self.text


def read_assertions(text: str, query: Query, corpus: Corpus) -> Assertions | None:
    """Return what ``text`` asserts; None where it holds no figure that a rule is about, or another than was meant."""
    text = _each_its_own(text, corpus)
    places = (
        "、".join(corpus.regulation(id_).jurisdiction.short for id_ in query.regulations[:1]) if query.narrowed else ""
    )
    context = f"{places}{query.platforms[0] if len(query.platforms) == 1 else ''}"
    verdicts = check_text(text, question=context, corpus=corpus)
    rules = {rule.id: rule for rule in corpus.rules}
    told = [(verdict, rules[verdict.basis]) for verdict in verdicts if verdict.basis in rules]
    if not told:
        return None
    reached, right = [], []
    wrong: list[tuple[Verdict, Rule]] = []
    against = list(_objected(verdicts, query, corpus))
    for verdict, rule in told:
        clause = next((clause for clause in _CLAUSE.split(text) if verdict.text in clause), "")
        if (reaches := _reaches(verdict, rule, clause, query)) is not None:
            reached.append((Reached(verdict.text, rule, reaches), reaches != bool(_SHORT.search(clause))))
        elif not (verdict.released and _is_case(rule, clause)):
            if rule.at.regulation in query.regulations:
                wrong.append((verdict, _meant(verdict, rule, clause, query, corpus)))
        else:
            right.append(rule)
            against += _gone_against(verdict, rule, text, corpus)
    if any(_says_the_same(v, r) or _is_beside(r, query, corpus) for v, r in wrong):
        return None
    in_scope = all(rule.at.regulation in query.regulations for _, rule in told)
    return Assertions(
        text=text,
        right=tuple(right),
        wrong=tuple(wrong),
        true=tuple(one for one, holds in reached if holds),
        false=tuple(one for one, holds in reached if not holds),
        against=tuple({rule.id: rule for rule in against}.values()),
        complete=in_scope and len(told) >= len(find_quantities(text)),
    )


def _each_its_own(text: str, corpus: Corpus) -> str:
    """Return ``text`` with each of listed cases before its own figure: 良好、优秀给60、70万."""
    cases = {value for rule in corpus.rules for value in (rule.when.grade, rule.when.level) if value}
    named, mentions = list(find_longest(text, cases)), find_quantities(text)
    if len(named) < 2 or len(named) != len(mentions):
        return text
    starts = [text.index(name) for name in named]
    gaps = [text[a + len(n) : b] for a, n, b in zip(starts, named, starts[1:], strict=False)]
    gaps += [text[a.end : b.start] for a, b in pairwise(mentions)]
    between = text[starts[-1] + len(named[-1]) : mentions[0].start].replace("分别", "")
    if not _LISTED.issuperset(gaps) or starts[-1] > mentions[0].start or _CLAUSE.search(between):
        return text
    each = (f"{name}{between}{format_quantity(m.quantity)}" for name, m in zip(named, mentions, strict=True))
    return f"{text[: starts[0]]}{'，'.join(each)}{text[mentions[-1].end :]}"


def _objected(verdicts: Sequence[Verdict], query: Query, corpus: Corpus) -> Iterator[Rule]:
    """Yield the rules that what is said without a figure goes against: 不用主管部门审核."""
    reasons = [plain(verdict.reason) for verdict in verdicts if not verdict.released and not verdict.basis]
    for rule in corpus.rules:
        if rule.at.regulation in query.regulations and any(f"“{plain(rule.quote)}”" in reason for reason in reasons):
            yield rule


def _reaches(verdict: Verdict, rule: Rule, clause: str, query: Query) -> bool | None:
    """Tell whether a figure lies within the bound of ``rule``; None where ``clause`` says nothing of what is enough."""
    if not (_SHORT.search(clause) or _ENOUGH.search(clause)) or rule.at.regulation not in query.regulations:
        return None
    figures = find_quantities(verdict.text)
    if not isinstance(rule.value, Quantity) or len(figures) != 1 or figures[0].comparators:
        return None
    return satisfies(figures[0].quantity, rule.value) if figures[0].quantity.is_point else None


def _gone_against(verdict: Verdict, rule: Rule, text: str, corpus: Corpus) -> Iterator[Rule]:
    """Yield the rule that the words around a right figure go against: 每年都给 of what is given once, 8人 of 单数."""
    if rule.window == _ONCE and _YEARLY.search(text):
        yield rule
    figures = [mention.quantity for mention in find_quantities(verdict.text)]
    if any(q.is_point and q.low is not None and q.low % 2 == 0 for q in figures):
        odd = law_of(corpus).rules_of(f"{rule.metric}{_ODD}")
        yield from (other for other in odd if other.at.regulation == rule.at.regulation)


def _is_case(rule: Rule, clause: str) -> bool:
    """Tell whether ``clause`` speaks of the grade or level of an amount; of what is no amount it need not."""
    told = (rule.when.grade, rule.when.level) if rule.role == Role.MONEY else ()
    return all(value is None or value in clause for value in told)


def _meant(verdict: Verdict, rule: Rule, clause: str, query: Query, corpus: Corpus) -> Rule:
    """Return the rule on what a figure was told of, where ``rule`` is that of another case: 备案给200万 is of 升级."""
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
