"""What the asker takes for granted, held against the law: 柳州要求12名研发人员对吧.

对 is said of a whole sentence only: where no more than its figure is borne out, the law is quoted instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tiaowen.answering.assertions import Assertions, read_assertions
from tiaowen.answering.borne_out import clauses_left_over, find_beside, find_rivals, gaps_at, is_case_told
from tiaowen.answering.draft import Draft, Notes, word_case, word_rule
from tiaowen.answering.names import in_order, short_names
from tiaowen.answering.openings import word_gap
from tiaowen.answering.understand import Query
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Rule
from tiaowen.domain import ClaimOutcome
from tiaowen.rules.check import check_text

_ASKS = re.compile(
    r"对吧|对吗|对不对|对么|是吧|没记[错反]|没说错|没搞错|没弄错|记[错反]了?[吗没]|核(?:对|实)?一下|帮我核|核核|有没有错|没毛病|(?:写|答复|回复|讲|告诉)[^，。]{0,8}没问题吧|(?:写|通知|稿|答复)[^？?]*(?:行吧|可以吧)[?？]?$|有误吗|准确吗|准不准|属实|是真的吗|是不是[^，。？?]*[0-9一二两三四五六七八九十]"
)
_CLAUSE = re.compile(r"[，,。；;？?]")
_TAIL = re.compile(
    r"[，,]?(?:我?没(?:记[错反]|说错|搞错|弄错)|对吧|对吗|对不对|对么|是吧|是不是|没毛病吧?|(?:表述)?准确吗|准不准|帮我核.*|核一下.*|吧|吗|么)+[？?。]*$"
)


_GIVEN, _OWN = re.compile(r"既然|要求|规定"), re.compile(r"我们|我司|我校|公司|我院|[吗呢么]|多少|几")
_FEW = 24  # characters of a clause that are quoted


def compose_premise(query: Query, corpus: Corpus) -> Draft | None:
    """Return the draft that says what the law has of what the asker asserts; None where no figure is asserted."""
    if not _ASKS.search(query.text):
        return None
    told = read_assertions(_TAIL.sub("", query.text), query, corpus)
    if told is None:
        return None
    if told.wrong or told.false or told.against:
        return _put_right(told, Notes(corpus))
    return _confirm(told, query, Notes(corpus)) if told.complete else None


def _put_right(told: Assertions, notes: Notes) -> Draft:
    """Return the draft that says what is wrong, and what is not."""
    instead = [*(rule for _, rule in told.wrong), *told.against]
    said = [*(f"{one.words}：{_quote(one.rule, notes)}" for one in told.false), *(_correct(r, notes) for r in instead)]
    lines = ["**不对。**" + "；".join(dict.fromkeys(said)) + "。"]
    known = {word_rule(rule) for rule in instead}
    others = dict.fromkeys(_quote(rule, notes) for rule in told.right if word_rule(rule) not in known)
    if others:
        rules = [*told.right, *instead, *(one.rule for one in told.false)]
        whole = not clauses_left_over(told.text, rules, notes.corpus)
        lines.append(f"{'其余没有错' if whole else '另外几处，条文写的是'}：{'；'.join(others)}。")
    return _draft(lines, notes)


def _confirm(told: Assertions, query: Query, notes: Notes) -> Draft:
    """Return the draft that says 对 where the whole of what is ``told`` is borne out, else what the law has of it."""
    corpus, rules = notes.corpus, told.right
    left = clauses_left_over(told.rest, [*rules, *(one.rule for one in told.true)], corpus)
    rivals, gaps = find_rivals(rules, query, corpus), gaps_at(rules, query, corpus)
    reached = [f"{one.words}：{_quote(one.rule, notes)}" for one in told.true]
    if not (left or rivals or gaps) and all(is_case_told(rule, told.text, corpus) for rule in rules):
        words = dict.fromkeys([*reached, *(_quote(rule, notes) for rule in rules)])
        return _draft([f"对。{'；'.join(words)}。"], notes)
    order = in_order(query.regulations, corpus)
    shown = [*find_beside(left, told.text, rules, query, corpus), *rules, *rivals]
    shown.sort(key=lambda rule: order.index(rule.at.regulation))
    ids = {rule.at.regulation for rule in shown}
    names = short_names(ids, corpus) if len(ids) > 1 else {}
    said = dict.fromkeys([*reached, *(_in_case(rule, names, notes) for rule in shown)])
    lines = [f"条文写的是：{'；'.join(said)}。"]
    if gaps:
        lines += [word_gap(gap, notes) for gap in gaps]
    elif rivals:
        lines.append("各办法的规定不同，要看适用哪一部。")
    elif left:
        lines.append(f"您说的“{'”“'.join(clause[:_FEW] for clause in left)}”不能全部确认，请对照原文。")
    else:
        lines.append("只对条文写的这种情形是这样。")
    return _draft(lines, notes)


def with_premise(draft: Draft, query: Query, corpus: Corpus) -> Draft:
    """Return ``draft`` with what is wrong of what the question starts from put right in front: 既然要求12名，那…."""
    *given, _ = _CLAUSE.split(query.text.rstrip("？?。"))
    stated = "，".join(clause for clause in given if _GIVEN.search(clause) and not _OWN.search(clause))
    if not stated or draft.status != "verified" or not query.narrowed or _ASKS.search(query.text):
        return draft
    rules = {rule.id: rule for rule in corpus.rules}
    wrong = {
        verdict.text: rule
        for verdict in check_text(stated, question=query.text, corpus=corpus)
        if verdict.outcome is ClaimOutcome.CONTRADICTED
        and (rule := rules.get(verdict.basis or "")) is not None
        and rule.at.regulation in query.regulations
    }
    if not wrong:
        return draft
    notes = Notes(corpus)
    for citation in draft.citations:
        notes.mark(citation.address, citation.quote)
    words = "；".join(f"条文写的不是{text}，是{word_rule(r)}{notes.mark_rule(r)}" for text, r in wrong.items())
    return draft.model_copy(update={"text": f"{words}。\n\n{draft.text}", "citations": notes.citations})


def _draft(lines: Sequence[str], notes: Notes) -> Draft:
    return Draft(text="\n\n".join(lines), status="verified", citations=notes.citations)


def _quote(rule: Rule, notes: Notes) -> str:
    return f"{word_rule(rule)}{notes.mark_rule(rule)}"


def _in_case(rule: Rule, names: dict[str, str], notes: Notes) -> str:
    """Return what ``rule`` says, the case that it is for and the regulation in front."""
    words, case = word_rule(rule), word_case(rule)
    name = f"{names[rule.at.regulation]}，" if names else ""
    return f"{name}{'' if case in words else case}{_quote(rule, notes)}"


def _correct(rule: Rule, notes: Notes) -> str:
    return f"{'' if word_rule(rule).startswith('应') else '应为'}{_quote(rule, notes)}"
