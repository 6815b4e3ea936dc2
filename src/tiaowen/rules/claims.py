"""Text → claims: every quantity with what it is said of, in which scope, and in what sense."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tiaowen.domain import Address
from tiaowen.quantities import Mention, Quantity, find_pairs, find_quantities, to_base
from tiaowen.rules.arithmetic import Calculation, Relation, find_calculations, find_relations
from tiaowen.rules.citations import Cited, Known
from tiaowen.rules.context import Context, add_terms, read_context
from tiaowen.rules.law import Law
from tiaowen.rules.markdown import Segment, segment_text
from tiaowen.rules.scope import Name, Scope
from tiaowen.rules.senses import Sense, Spot, sense_of
from tiaowen.rules.vocabulary import is_topic

_BESIDE = 4  # characters either side of a name that tell whether it stands there as the law has it
_SAYING = 2  # terms of the law with which a clause says what it is about
_HEADS_LIST = re.compile(r"[^，。；：:、]{0,6}[：:]")  # 20万元档：
_BARE = re.compile(r"[0-9][0-9,.]*")
_UNITS = "万元|亿元|元|人|名|平方米|m2|公顷|亩|%|家|项|篇|年|个月|天|次|分|个工作日"
_UNIT_HEAD = re.compile(rf"[（(](?:单位[：:]?)?({_UNITS})[）)]|^({_UNITS})$")
_EARLIER = 8  # segments before that name the platforms which 其余三类 leaves out
_QUESTION, _LINE, _SENTENCE = 0.3, 0.25, 0.2
_CELL, _LEAD, _AROUND = 0.8, 0.4, (0.3, 0.15, 0.15)


class Claim(NamedTuple):
    """A quantity in a segment.

    ``mention`` has its place in the segment's own text, ``quantity`` is in base units. ``clause``, ``words``,
    ``terms`` and ``own`` are those of its :class:`~tiaowen.rules.context.Context`, ``terms`` with the surroundings.
    ``listed`` are the platforms that the segment names together for it.
    """

    segment: int
    mention: Mention
    quantity: Quantity
    sense: Sense
    scope: Scope
    clause: str
    words: str
    terms: dict[str, float]
    own: frozenset[str]
    calculation: Calculation | None = None
    listed: frozenset[str] = frozenset()

    @property
    def is_vague(self) -> bool:
        """Whether its own words say little of what it is of."""
        return sum(not is_topic(term) for term in self.own) < _SAYING

    @property
    def says_something(self) -> bool:
        """Whether its own words say anything of what it is of, beyond a topic."""
        return any(not is_topic(term) for term in self.own)

    @property
    def before(self) -> str:
        """What of its clause stands before it."""
        return self.clause[: max(0, self.clause.find(self.mention.text))]


class Read(NamedTuple):
    """A segment with what was read in it: its ``scope``, and the ``outer`` one of what stands around it."""

    segment: Segment
    scope: Scope
    outer: Scope
    claims: tuple[Claim, ...]
    cited: tuple[Cited, ...]
    calculations: tuple[Calculation, ...]
    relations: tuple[Relation, ...]


class Fact(NamedTuple):
    """A quantity that the asker states, also in base units, and the terms of what it is of.

    ``joined`` tells that it stands in one list with the one before: 150万、180万、170万.
    """

    mention: Mention
    quantity: Quantity
    terms: dict[str, float]
    joined: bool = False


def read_facts(question: str, law: Law) -> tuple[Fact, ...]:
    """Return the quantities that ``question`` states."""
    facts = []
    for segment in segment_text(question):
        mentions = find_quantities(segment.text)
        for at, mention in enumerate(mentions):
            terms = read_context(segment.text, mentions, at, law).terms
            for term, weight in law.words.terms_of(segment.text).items():
                terms.setdefault(term, weight * _SENTENCE)
            gap = segment.text[mentions[at - 1].end : mention.start] if at else ""
            facts.append(Fact(mention, to_base(mention.quantity), terms, gap in {"、", "，", ",", "和", "及"}))
    return tuple(facts)


def read_text(text: str, question: str, cited: Sequence[Address], law: Law, facts: Sequence[Fact]) -> tuple[Read, ...]:
    """Return the segments of ``text`` with their claims, in order."""
    return _TextReader(segment_text(text), question, cited, law, facts).read()


def _mentions(segment: Segment) -> Sequence[Mention]:
    """Return the quantities of ``segment``; a bare number in a table has the unit that its head gives: 良好（万元）."""
    text = segment.text
    if segment.kind != "cell" or not _BARE.fullmatch(text):
        return find_quantities(text)
    unit = next((m[1] or m[2] for head in segment.around[:2] if (m := _UNIT_HEAD.search(head))), None)
    mentions = find_quantities(text + unit) if unit else ()
    return [mention.model_copy(update={"end": min(mention.end, len(text))}) for mention in mentions]


class _TextReader:
    """Reads segment after segment, each with what it stands under."""

    def __init__(
        self, segments: Sequence[Segment], question: str, cited: Sequence[Address], law: Law, facts: Sequence[Fact]
    ) -> None:
        self._segments = segments
        self._law = law
        self._names = law.names
        self._said = tuple(fact.quantity for fact in facts)
        asked = "\n".join(s.text for s in segment_text(question))
        self._asked = self._names.scope(self._names.read(asked)).within(self._names.of_addresses(cited))
        self._asked_terms = law.words.terms_of(asked)
        self._scopes: dict[str, Scope] = {}

    def read(self) -> tuple[Read, ...]:
        return tuple(self._read_one(index, segment) for index, segment in enumerate(self._segments))

    def _scope_of(self, text: str) -> Scope:
        if text not in self._scopes:
            self._scopes[text] = self._names.scope(self._names.read(text))
        return self._scopes[text]

    def _before(self, index: int, reach: int) -> list[str]:
        """Return the texts of the segments before in the same line."""
        segment = self._segments[index]
        if segment.kind == "cell":
            return []
        return [s.text for s in self._segments[max(0, index - reach) : index] if s.line == segment.line]

    def _outer(self, index: int, segment: Segment) -> Scope:
        """Return the scope of what stands around: the line before, labels, leads, headings, the question."""
        scope = Scope()
        for text in (*reversed(self._before(index, 3)), *segment.around):
            scope = self._names.join(scope, self._scope_of(text))
        return self._names.join(scope, self._asked)

    def _read_one(self, index: int, segment: Segment) -> Read:
        text = segment.text
        names = [name for name in self._names.read(text) if not self._is_passing(text, name)]
        earlier = (name for s in self._segments[max(0, index - _EARLIER) : index] for name in self._names.read(s.text))
        names = sorted((*names, *self._names.rest(text, earlier)), key=lambda name: name.start)
        outer = self._outer(index, segment)
        calculations, relations = tuple(find_calculations(text)), tuple(find_relations(text))
        labels = {p.mention.start: p.label for p in find_pairs(text)} if "分别" in text or "依次" in text else {}
        mentions = _mentions(segment)
        claims = []
        for at, mention in enumerate(mentions):
            context = self._context(index, mentions, at)
            calculation = next((c for c in calculations if c.start <= mention.start < c.end), None)
            compared = any(r.start <= mention.start < r.middle for r in relations)
            sense = sense_of(Spot(segment, mentions, at, context.clause, self._said, calculation, compared))
            near = self._names.near(text, names, mention.start)
            if not near.platform and _HEADS_LIST.match(text, mention.end):
                after = [n for n in names if n.start > mention.start and n.dimension == "platform"]
                near = near._replace(platform=self._names.scope(after).platform)
            around = self._names.join(outer, self._names.later(text, names, mention.start))
            scope = self._scope_at(near, labels.get(mention.start), around)
            listed = near.platform if len(near.platform) > 1 else frozenset()
            claims.append(Claim(index, mention, to_base(mention.quantity), sense, scope, *context, calculation, listed))
        whole = self._names.join(self._names.scope(names), outer)
        cited = tuple(self._law.citations.find(text, lambda at: self._known_at(text, names, at, outer)))
        return Read(segment, whole, outer, tuple(claims), cited, calculations, relations)

    def _is_passing(self, text: str, name: Name) -> bool:
        """Tell whether a platform is only named in passing, as the law has it on another: 以上重点实验室为依托对象."""
        words = text[max(0, name.start - _BESIDE) : name.end + _BESIDE]
        beside = name.start >= _BESIDE and name.dimension == "platform"
        return beside and self._law.only_mentions(name.values, words)

    def _scope_at(self, scope: Scope, label: str | None, outer: Scope) -> Scope:
        if label is not None:
            case = self._scope_of(label)
            scope = scope._replace(grade=case.grade, level=case.level) if case.grade or case.level else scope
        return self._names.join(scope, outer)

    def _known_at(self, text: str, names: Sequence[Name], at: int, outer: Scope) -> Known:
        """Return in what a citation at ``at`` is read: names after it say nothing."""
        before = [n for n in names if n.start < at]
        scope = self._names.join(self._names.near(text, before, at), outer)
        return Known(self._names.regulations(scope), scope.platform)

    def _context(self, index: int, mentions: Sequence[Mention], at: int) -> Context:
        """Return the context of a mention with the terms of its surroundings added, the nearer the heavier."""
        segment, law = self._segments[index], self._law
        context = read_context(segment.text, mentions, at, law)
        terms, own, words = context.terms, context.own, context.words
        for text in self._before(index, 2):
            add_terms(terms, law.words.terms_of(text), _LINE)
        is_cell = segment.kind == "cell"
        weights = (_CELL, _CELL, *_AROUND) if is_cell else (_LEAD, *_AROUND)
        for text, weight in zip(segment.around, weights, strict=False):
            add_terms(terms, law.words.terms_of(text), weight)
        if is_cell and segment.around:
            label = " ".join(segment.around[:2])
            words = f"{label}：{words}"
            own = own or law.known_terms(label)
        add_terms(terms, self._asked_terms, _QUESTION)
        return Context(context.clause, words, terms, own)
