"""Claims made from the rules: right ones in the words of people, and wrong ones with one thing changed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Rule
from tiaowen.domain import Address, Value
from tiaowen.evals import changes
from tiaowen.evals.phrasing import replace_in_quote, word_body, word_case, word_figure, word_quantity, word_scope
from tiaowen.evals.statements import Statement, state_rule
from tiaowen.quantities import Quantity

_STYLES = ("title", "city", "question", "list", "table")
_PLATFORMS = 2  # of the platforms of one rule, in one round
# Conditions that none of the texts has.
_INVENTED = (
    "注册资本不少于500万元",
    "资产负债率不超过70%",
    "上年度纳税额不少于100万元",
    "博士研究生不少于3人",
    "院士工作站不少于1家",
    "国际合作单位不少于2家",
    "承诺投资额不低于2000万元",
)


class Claim(Value):
    """A text with its question and citations, whether it is right, and how it was made from which rule."""

    kind: str
    right: bool
    rule: str
    question: str
    text: str
    cited: tuple[Address, ...]


class _Telling(NamedTuple):
    """What is to be told: ``body`` of the scope of ``statement``; ``style`` and ``asked`` where they matter.

    ``quoted`` marks the words of the law, which name the cause themselves.
    """

    kind: str
    rule: Rule
    statement: Statement
    body: str
    style: str = ""
    asked: str = ""
    quoted: bool = False


def generate_claims(corpus: Corpus, *, seed: int, wrong: int = 2400, right: int = 800) -> tuple[Claim, ...]:
    """Return at most ``wrong`` and ``right`` claims made from the rules of ``corpus``, no two the same.

    The same seed makes the same claims. Where there are more, the kinds with few claims keep all of theirs.
    """
    rng = Random(seed)
    chosen: list[Claim] = []
    for tellings, is_right, most in ((_tell_wrong, False, wrong), (_tell_right, True, right)):
        made = (_to_claim(telling, corpus, rng, right=is_right) for telling in tellings(corpus, rng))
        chosen += _choose(list({(c.question, c.text, c.cited): c for c in made}.values()), most, rng)
    return tuple(chosen)


def _choose(claims: list[Claim], most: int, rng: Random) -> list[Claim]:
    """Return ``most`` of ``claims``, as evenly over the kinds as they allow, in order of kind."""
    by_kind: dict[str, list[Claim]] = {}
    for claim in claims:
        by_kind.setdefault(claim.kind, []).append(claim)
    chosen: list[Claim] = []
    for rank, kind in enumerate(sorted(by_kind, key=lambda kind: (len(by_kind[kind]), kind))):
        group = by_kind[kind]
        chosen += rng.sample(group, min(len(group), (most - len(chosen)) // (len(by_kind) - rank)))
    return sorted(chosen, key=lambda claim: claim.kind)


def _statements(corpus: Corpus, rng: Random) -> Iterator[tuple[Rule, Statement]]:
    """Yield each rule with what it says of some of its platforms."""
    for rule in corpus.rules:
        for platform in rng.sample(rule.platforms, min(_PLATFORMS, len(rule.platforms))):
            yield rule, state_rule(rule, platform, by_title=rng.random() < 0.5)


def _tell_right(corpus: Corpus, rng: Random) -> Iterator[_Telling]:
    for rule, statement in _statements(corpus, rng):
        quantity, soft = statement.quantity, _soft(rule)
        yield _Telling("quote", rule, statement, rule.quote, quoted=True)
        if quantity is None:
            continue
        for kind, figure, around in (
            ("plain", "arabic", "before"),
            ("fullwidth", "fullwidth", "before"),
            ("chinese", "chinese", "after"),
            ("other unit", "unit", "before"),
            ("after", "arabic", "after"),
            ("doubled", "arabic", "both"),
            ("list", "arabic", "before"),
            ("table", "arabic", "after"),
        ):
            words = word_quantity(quantity, rng, figure=figure, around=around)
            body = word_body(statement, words, soft=soft)
            doubles = quantity.low is not None and quantity.high is None and not quantity.low_open
            if body and (kind != "doubled" or doubles):
                yield _Telling(kind, rule, statement, body, style=kind if kind in _STYLES else "")
        yield from _reorder(rule, statement, quantity, rng)


def _reorder(rule: Rule, statement: Statement, quantity: Quantity, rng: Random) -> Iterator[_Telling]:
    """Yield the quantity before what it measures, and the bare figure, which people use for 以上."""
    window, soft = "".join((statement.window or "").split()), _soft(rule)
    if word_body(statement, "") != f"{window}{statement.metric}":
        return
    words = word_quantity(quantity, rng)
    yield _Telling("order", rule, statement, f"{window}{soft}要求{words}的{statement.metric}")
    if quantity.low is not None and quantity.high is None and not quantity.low_open:
        figure = word_figure(quantity.low, quantity.unit)["arabic"]
        yield _Telling("bare", rule, statement, f"{window}{statement.metric}的要求是{soft}{figure}")


def _tell_wrong(corpus: Corpus, rng: Random) -> Iterator[_Telling]:
    for rule, statement in _statements(corpus, rng):
        for kind, changed in _change(rule, statement, corpus, rng):
            yield from _tell_changed(kind, rule, changed, rng)
        for changed, old, new in changes.change_window(rule, statement, corpus):
            quote = "".join(rule.quote.split())
            if quote.count(old) == 1:
                yield _Telling("window", rule, changed, quote.replace(old, new), quoted=True)
            if changed.quantity and (body := word_body(changed, word_quantity(changed.quantity, rng))):
                yield _Telling("window", rule, changed, body)
    for regulation in corpus.regulations:
        for platform in regulation.platforms:
            own = next(r for r in corpus.rules if r.at.regulation == regulation.id and platform in r.platforms)
            statement = state_rule(own, platform, by_title=rng.random() < 0.5)
            yield from (_Telling("invented", own, statement, words, asked="申报条件") for words in _INVENTED)


def _change(rule: Rule, statement: Statement, corpus: Corpus, rng: Random) -> Iterator[tuple[str, Statement]]:
    if statement.quantity is None or statement.quantity.unit == "年份":
        return
    yield from (("value", s) for s in changes.change_value(statement, corpus))
    yield from (("comparator", s) for s in changes.change_comparator(statement, corpus))
    yield from (("unit", s) for s in changes.change_unit(statement, corpus))
    yield from (("metric", s) for s in changes.change_metric(statement, corpus))
    yield from (("case", s) for s in changes.change_case(statement, corpus))
    yield from (("platform", s) for s in changes.change_place(statement, corpus, "platform", rng))
    yield from (("city", s) for s in changes.change_place(statement, corpus, "city", rng))
    yield from (("regulation", s) for s in changes.change_place(statement, corpus, "regulation", rng))
    yield from (("citation", s) for s in changes.change_citation(statement, rule, corpus, rng))


def _tell_changed(kind: str, rule: Rule, changed: Statement, rng: Random) -> Iterator[_Telling]:
    """Yield ``changed`` in a sentence of its own and, where only the quantity changed, in the words of the law."""
    if changed.quantity is None:
        return
    figure = "arabic" if kind == "unit" else rng.choice(("arabic", "arabic", "chinese", "unit"))
    words = word_quantity(changed.quantity, rng, figure=figure, around=rng.choice(("before", "after")))
    body = word_body(changed, words, soft=_soft(rule))
    # a sentence that has no room for a comparator says nothing wrong when only that is changed
    if body and not (kind == "comparator" and words not in body):
        yield _Telling(kind, rule, changed, body, style=rng.choice(("title", "city")) if kind == "citation" else "")
    if kind in {"value", "comparator", "unit", "citation"} and (
        quoted := replace_in_quote(rule, changed.quantity, words)
    ):
        yield _Telling(kind, rule, changed, quoted, quoted=True)


def _to_claim(telling: _Telling, corpus: Corpus, rng: Random, *, right: bool) -> Claim:
    kind, rule, statement, body, style, asked, quoted = telling
    style = "city" if quoted else style or rng.choice(_STYLES)
    if style == "question" and not _is_own_place(statement):
        style = "title"  # it would be right of the place that it cites
    case, scope, place = word_case(statement), word_scope(statement, corpus), _word_place(statement, corpus)
    question = f"{scope}，{case}{asked or statement.metric}是怎么规定的？"
    if quoted:
        case = word_case(statement.model_copy(update={"when": statement.when.model_copy(update={"cause": None})}))
    if style == "city":
        text = f"{scope}：{'' if case[:-2] in body else case}{body}{place}。"
    elif style == "question":
        text = f"{case}{body}{place if rng.random() < 0.5 else ''}。"
    elif style == "list":
        text = f"### {scope}\n\n- **{asked or statement.metric}**：{case}{body.removeprefix(statement.metric)}{place}"
    elif style == "table":
        row = f"| {asked or statement.metric} | {case}{body.removeprefix(statement.metric)} | {place[1:-1]} |"
        text = f"{scope}：\n\n| 事项 | 规定 | 依据 |\n|---|---|---|\n{row}"
    else:
        text = f"{scope}，{case}{body}{place if kind == 'citation' or rng.random() < 0.7 else ''}。"
    return Claim(kind=kind, right=right, rule=rule.id, question=question, text=text, cited=(statement.at,))


def _is_own_place(statement: Statement) -> bool:
    own_annex = statement.at.annex in {None, f"附件-{statement.platform}"}
    return statement.at.regulation == statement.regulation and own_annex


def _word_place(statement: Statement, corpus: Corpus) -> str:
    """Return the place that ``statement`` cites, in parentheses, as it stands in its regulation."""
    return f"（{corpus.label(statement.at).removeprefix(f'《{corpus.regulation(statement.at.regulation).title}》')}）"


def _soft(rule: Rule) -> str:
    if rule.firmness == "must":
        return ""
    return "原则上" if "原则上" in rule.quote else "一般"
