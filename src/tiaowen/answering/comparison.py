"""Regulations, or platforms, side by side on chosen topics: what each text says, and where they differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from tiaowen.answering.names import short_names
from tiaowen.answering.tables import figure_words
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role, Rule, plain
from tiaowen.corpus.terms import Topic
from tiaowen.domain import Answer, Citation, Value
from tiaowen.errors import QuestionError
from tiaowen.quantities import Quantity, to_base

NOT_LAID_DOWN, NO_FIGURE = "未规定", "未规定具体数"
_CONDITIONS = "申报条件"
_SOURCES = "依据："  # how a paragraph begins that only names what the citations name
_MARK = re.compile(r"〔\d{1,3}〕")


class Side(Value):
    """A column: a regulation, or one of its platforms. ``id`` is as people link it: lhasa-platform/重点实验室."""

    id: str
    label: str
    regulation: str
    platform: str | None = None


class Cell(Value):
    """What one text says: 未规定, with no citation, where it says nothing."""

    text: str
    citations: tuple[Citation, ...] = ()

    @property
    def silent(self) -> bool:
        """Whether the text says nothing."""
        return not self.citations


class Row(Value):
    """One thing compared. ``kind`` is ``rule`` where rules say it, ``text`` where sentences do.

    It ``differs`` where two texts say something and not the same; one that says nothing is ``partial`` alone.
    """

    topic: str
    name: str
    kind: Literal["rule", "text"]
    cells: tuple[Cell, ...]
    differs: bool

    @property
    def partial(self) -> bool:
        """Whether some of the texts say something, and some nothing."""
        return len({cell.silent for cell in self.cells}) > 1


class Comparison(Value):
    """A table: a column for each of ``sides``, the rows topic by topic."""

    sides: tuple[Side, ...]
    topics: tuple[str, ...]
    rows: tuple[Row, ...]


Ask = Callable[[str], Answer]


def sides_of(corpus: Corpus) -> tuple[Side, ...]:
    """Return what can be compared: each regulation, and each platform of those with several."""
    names = short_names([r.id for r in corpus.regulations], corpus)
    sides: list[Side] = []
    for regulation in corpus.regulations:
        sides.append(Side(id=regulation.id, label=names[regulation.id], regulation=regulation.id))
        for platform in regulation.platforms if len(regulation.platforms) > 1 else ():
            label = f"{regulation.jurisdiction.short}{platform}"
            id_ = f"{regulation.id}/{platform}"
            sides.append(Side(id=id_, label=label, regulation=regulation.id, platform=platform))
    return tuple(sides)


def topics_of(corpus: Corpus) -> tuple[str, ...]:
    """Return the topics on which there is something to compare: the conditions, then those that rules are about."""
    topics = sorted(corpus.terms.topics, key=lambda topic: topic.name != _CONDITIONS)
    ruled = [topic.name for topic in topics if _metrics(topic, corpus.rules)]
    return (*ruled, *(topic.name for topic in topics if topic.name not in ruled))


def compare(sides: Sequence[str], topics: Sequence[str], corpus: Corpus, *, ask: Ask) -> Comparison:
    """Return ``sides`` side by side on ``topics``. ``ask`` answers on a topic that no rule is about.

    Raises :class:`~tiaowen.errors.QuestionError` where there are fewer than two sides, no topic, or an unknown one.
    """
    known = {side.id: side for side in sides_of(corpus)}
    named = {topic.name: topic for topic in corpus.terms.topics}
    wanted, about = tuple(dict.fromkeys(sides)), tuple(dict.fromkeys(topics))
    if strange := [name for name in (*wanted, *about) if name not in known and name not in named]:
        raise QuestionError(f"没有“{strange[0]}”可以对比。请从列出的办法、平台和事项里选。")
    if len(wanted) < 2:
        raise QuestionError("至少选两个来对比。")
    if not about:
        raise QuestionError("请选至少一个要对比的事项。")
    columns = tuple(known[id_] for id_ in wanted)
    rows = [row for name in about for row in _rows(named[name], columns, corpus, ask)]
    return Comparison(sides=columns, topics=about, rows=tuple(rows))


def _rows(topic: Topic, columns: Sequence[Side], corpus: Corpus, ask: Ask) -> Iterator[Row]:
    held = [_rules_of(side, corpus) for side in columns]
    metrics = _metrics(topic, [rule for rules in held for rule in rules])
    rows: list[Row] = []
    for metric in metrics:
        own = [[rule for rule in rules if rule.metric == metric] for rules in held]
        cells = tuple(_cell(rules, metric, corpus) for rules in own)
        differs = len({_meaning(rules) for rules in own if rules}) > 1
        rows.append(Row(topic=topic.name, name=metric, kind="rule", cells=cells, differs=differs))
    yield from sorted(rows, key=lambda row: sum(cell.silent for cell in row.cells))  # what most say comes first
    if not _metrics(topic, corpus.rules):
        cells = tuple(_told(topic, side, corpus, ask) for side in columns)
        differs = len({"".join(cell.text.split()) for cell in cells if not cell.silent}) > 1
        yield Row(topic=topic.name, name=topic.name, kind="text", cells=cells, differs=differs)
    elif not metrics:
        cells = tuple(Cell(text=NOT_LAID_DOWN) for _ in columns)
        yield Row(topic=topic.name, name=topic.name, kind="rule", cells=cells, differs=False)


def _rules_of(side: Side, corpus: Corpus) -> list[Rule]:
    return [
        rule
        for rule in corpus.rules
        if rule.at.regulation == side.regulation and (side.platform is None or side.platform in rule.platforms)
    ]


def _metrics(topic: Topic, rules: Sequence[Rule]) -> tuple[str, ...]:
    """Return the metrics of ``topic`` that ``rules`` are on, as the law orders them; all conditions of 申报条件."""
    names = {*topic.metrics, topic.name}
    conditions = topic.name == _CONDITIONS
    return tuple(
        dict.fromkeys(r.metric for r in rules if r.metric in names or (conditions and r.role == Role.ELIGIBILITY))
    )


def _cell(rules: Sequence[Rule], metric: str, corpus: Corpus) -> Cell:
    """Return what ``rules`` say; without any, that ``metric`` is not laid down, or no figure of it."""
    if not rules:
        figure = any(isinstance(rule.value, Quantity) for rule in corpus.rules if rule.metric == metric)
        return Cell(text=NO_FIGURE if figure else NOT_LAID_DOWN)
    said = dict.fromkeys(_said(rule, rules) for rule in rules)
    text = "；".join(words for words in said if not any(words in other for other in said if other != words))
    citations = {rule.at: corpus.cite(rule.at, rule.quote) for rule in rules}
    return Cell(text=text, citations=tuple(citations.values()))


def _said(rule: Rule, others: Sequence[Rule]) -> str:
    """Return what ``rule`` says; a figure with the case and the time that it is for, where its words lack them."""
    if isinstance(rule.value, bool):
        return plain(rule.quote)
    words = figure_words(rule, others)
    cause, window = rule.when.cause, plain(rule.window or "")
    words = words if window in words or rule.role != Role.ELIGIBILITY else window + words
    return f"{cause}的，{words}" if cause and cause not in words and len(others) > 1 else words


def _meaning(rules: Sequence[Rule]) -> frozenset[object]:
    """Return what ``rules`` say, so that two texts that say the same in other words are equal."""
    return frozenset((_value(rule.value), rule.when, rule.firmness) for rule in rules)


def _value(value: Quantity | bool) -> Quantity | bool:
    return value if isinstance(value, bool) else to_base(value)


def _told(topic: Topic, side: Side, corpus: Corpus, ask: Ask) -> Cell:
    """Return the checked answer on ``topic``, asked of the text of ``side`` alone; 未规定 where it declines."""
    title = corpus.regulation(side.regulation).title
    answer = ask(f"《{title}》{side.platform or ''}{topic.asked[0]}")
    cited = [c for c in answer.citations if c.address.regulation == side.regulation]
    about = any(word in citation.quote for citation in cited for word in topic.law)
    if answer.status == "declined" or not about or len(cited) < len(answer.citations):
        return Cell(text=NOT_LAID_DOWN)
    said = [p for p in _MARK.sub("", answer.text).split("\n\n") if not p.startswith(_SOURCES)]
    return Cell(text="\n\n".join(said), citations=answer.citations)
