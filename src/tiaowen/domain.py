"""The vocabulary: every central type. All are frozen values.

The law's own nouns are kept: 条 article, 款 paragraph, 项 item. An :class:`Address` names any of them and is
the one key used everywhere: Chroma ids, rule positions, citations, eval expectations, permalinks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from string import ascii_lowercase
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_serializer, model_validator

from tiaowen.errors import AddressError
from tiaowen.numerals import to_numeral


class Value(BaseModel):
    """A frozen value that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(NamedTuple):
    """One step inside an article: the n-th 款 (paragraph) or the 项 (item) numbered n."""

    kind: Literal["款", "项"]
    number: int


_POSITIVE = r"[1-9][0-9]{0,4}"
_REGULATION = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ANNEX = r"附件(?:-[^/\s()]+)?"
_ARTICLE = rf"{_POSITIVE}(?:-{_POSITIVE})?[a-z]?"
_ADDRESS = re.compile(
    rf"(?P<regulation>{_REGULATION})/(?:(?P<annex>{_ANNEX})/)?(?P<article>{_ARTICLE})"
    rf"(?P<steps>(?:\.{_POSITIVE}|\({_POSITIVE}\))*)"
)
_STEP = re.compile(r"\.([0-9]+)|\(([0-9]+)\)")


class Address(Value):
    """The place of an article, paragraph or item, written ``liuzhou-etrc/9(3)``.

    ``article`` is the number as the address writes it: ``9``; ``8a`` and ``8b`` where the source uses a
    number twice; ``120-1`` for 第一百二十条之一.

    >>> str(Address.parse("lhasa-platform/附件-新型研发机构/3(3).2"))
    'lhasa-platform/附件-新型研发机构/3(3).2'
    >>> Address.parse("liaocheng-tic/8b(4)").local_label()
    '第八条（第二个）第（四）项'
    """

    regulation: Annotated[str, StringConstraints(pattern=f"^{_REGULATION}$")]
    annex: Annotated[str, StringConstraints(pattern=f"^{_ANNEX}$")] | None = None
    article: Annotated[str, StringConstraints(pattern=f"^{_ARTICLE}$")]
    steps: tuple[Step, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Address:
        """Return the address that ``text`` writes; raise :class:`AddressError` where it writes none."""
        match = _ADDRESS.fullmatch(text)
        if match is None:
            raise AddressError(text)
        steps = tuple(
            Step("款", int(paragraph)) if paragraph else Step("项", int(item))
            for paragraph, item in _STEP.findall(match["steps"])
        )
        return cls(regulation=match["regulation"], annex=match["annex"], article=match["article"], steps=steps)

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: object) -> object:
        if not isinstance(data, str):
            return data
        try:
            return dict(cls.parse(data))
        except AddressError as error:  # pydantic gathers ValueErrors only, and with them the place in a file
            raise ValueError(str(error)) from error

    @model_serializer
    def _to_text(self) -> str:
        return str(self)

    def __str__(self) -> str:
        steps = "".join(f".{s.number}" if s.kind == "款" else f"({s.number})" for s in self.steps)
        annex = f"{self.annex}/" if self.annex else ""
        return f"{self.regulation}/{annex}{self.article}{steps}"

    @property
    def number(self) -> tuple[int, int]:
        """The number of the article and its 之-number, 0 where it has none: (120, 2) for 第一百二十条之二."""
        number, _, suffix = self.article.rstrip(ascii_lowercase).partition("-")
        return int(number), int(suffix or 0)

    def __eq__(self, other: object) -> bool:  # for one answer addresses are compared by the ten thousand
        if not isinstance(other, Address):
            return NotImplemented
        same = self.article == other.article and self.steps == other.steps
        return same and self.regulation == other.regulation and self.annex == other.annex

    def __hash__(self) -> int:
        return hash((self.regulation, self.annex, self.article, self.steps))

    @cached_property
    def whole(self) -> Address:
        """The address of the whole article."""
        return self if not self.steps else self.model_copy(update={"steps": ()})

    def child(self, kind: Literal["款", "项"], number: int) -> Address:
        """Return the address one step further in."""
        return self.model_copy(update={"steps": (*self.steps, Step(kind, number))})

    def covers(self, other: Address) -> bool:
        """Tell whether ``other`` is this place or lies inside it."""
        return self.whole == other.whole and other.steps[: len(self.steps)] == self.steps

    def local_label(self) -> str:
        """Return the place inside its regulation or annex as people write it: 第九条第（三）项."""
        number, suffix = self.number
        label = f"第{to_numeral(number)}条"
        if suffix:
            label += f"之{to_numeral(suffix)}"
        if self.article[-1] in ascii_lowercase:
            label += f"（第{to_numeral(ascii_lowercase.index(self.article[-1]) + 1)}个）"
        seen_item = False
        for kind, n in self.steps:
            if kind == "款":
                label += f"第{to_numeral(n)}{'段' if seen_item else '款'}"
            else:
                label += f"第{to_numeral(n)}目" if seen_item else f"第（{to_numeral(n)}）项"
                seen_item = True
        return label


class Paragraph(Value):
    """款: a paragraph, with the items listed under it. ``text`` is its own text, wraps joined."""

    number: int
    text: str
    items: tuple[Item, ...] = ()

    @property
    def full_text(self) -> str:
        """The paragraph and its items, a line each."""
        return "\n".join(part for part in (self.text, *(i.full_text for i in self.items)) if part)


class Item(Value):
    """项: a numbered entry. ``mark`` is its number as published: （三） or 3、."""

    number: int
    mark: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def full_text(self) -> str:
        """The item as published, its mark first."""
        return self.mark + "\n".join(p.full_text for p in self.paragraphs)


class Part(NamedTuple):
    """A place with its text: an article, a paragraph or an item, as :meth:`Article.parts` walks them.

    ``text`` is all of it as published; ``own`` is what no part inside it holds (empty where there is nothing);
    ``lead`` is the sentence that introduces it as an entry of a list; ``path`` leads to it from the article, with
    every 款 on the way, also those that the address leaves out.
    """

    address: Address
    text: str
    own: str
    lead: str = ""
    path: tuple[Step, ...] = ()


class Article(Value):
    """条: an article. ``mark`` is its number as published; ``chapter`` and ``annex`` are headings or None."""

    address: Address
    mark: str
    chapter: str | None = None
    annex: str | None = None
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The article without its number, a line for each paragraph and item."""
        return "\n".join(p.full_text for p in self.paragraphs)

    @property
    def full_text(self) -> str:
        """The article as published, its number first."""
        return f"{self.mark}　{self.text}"

    def parts(self) -> tuple[Part, ...]:
        """Return the article and everything in it that has an address of its own, in order."""
        return self._found

    @cached_property
    def _found(self) -> tuple[Part, ...]:
        return (Part(self.address, self.text, _own(self.paragraphs)), *_parts(self.paragraphs, self.address))


def _own(paragraphs: tuple[Paragraph, ...]) -> str:
    return paragraphs[0].text if len(paragraphs) == 1 else ""


def _parts(
    paragraphs: tuple[Paragraph, ...], parent: Address, lead: str = "", path: tuple[Step, ...] = ()
) -> Iterator[Part]:
    """Yield the parts inside ``paragraphs``; 款 has an address only where there are several."""
    several_lists = sum(bool(p.items) for p in paragraphs) > 1
    for paragraph in paragraphs:
        here, way = parent, (*path, Step("款", paragraph.number))
        if len(paragraphs) > 1:
            here = parent.child("款", paragraph.number)
            yield Part(here, paragraph.full_text, paragraph.text, lead, way)
        for item in paragraph.items:
            address = (here if several_lists else parent).child("项", item.number)
            own = _own(item.paragraphs)
            inside = (*way, Step("项", item.number))
            yield Part(address, item.full_text, item.mark + own if own else "", paragraph.text, inside)
            yield from _parts(item.paragraphs, address, paragraph.text, inside)


class Status(StrEnum):
    """How far a regulation is in force, as its own title and last articles say."""

    IN_FORCE = "in_force"
    TRIAL = "trial"
    INTERIM = "interim"
    DRAFT = "draft"


class Jurisdiction(Value):
    """A city: its full name and the other ways in which people write it."""

    name: str = Field(min_length=2)
    aliases: tuple[Annotated[str, StringConstraints(min_length=1)], ...] = ()

    @property
    def short(self) -> str:
        """The name without 市."""
        return self.name.removesuffix("市")


class Regulation(Value):
    """One regulation: what ``regulation.yaml`` says of it and the articles of ``text.txt``.

    ``effective`` and ``term`` are the words of the text, never dates worked out by us. ``issuer`` is given only
    where the text names one; ``authority`` is the department that the text puts in charge. ``told_before`` are ids
    of regulations of the same city that an answer tells after this one. ``numbering`` says which numbers are missing
    or stand twice.
    """

    id: str
    title: str
    jurisdiction: Jurisdiction
    issuer: str | None = None
    authority: str
    interpreter: str | None = None
    status: Status
    aliases: tuple[str, ...] = ()
    platforms: tuple[str, ...]
    effective: str | None = None
    term: str | None = None
    notices: tuple[str, ...] = ()
    told_before: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()
    numbering: tuple[str, ...] = ()
    articles: tuple[Article, ...]


class Citation(Value):
    """A place in the law, its label as people write it, and the words quoted from it."""

    address: Address
    label: str
    quote: str


class Hit(Value):
    """An article found by search: ``score`` orders hits of one search and means nothing beyond it."""

    address: Address
    label: str
    score: float
    text: str


class ClaimOutcome(StrEnum):
    """What the checker found of one claim."""

    SUPPORTED = "supported"
    DERIVED = "derived"
    CONTRADICTED = "contradicted"
    MISATTRIBUTED = "misattributed"
    MISCALCULATED = "miscalculated"
    UNSUPPORTED = "unsupported"
    AMBIGUOUS = "ambiguous"


class Verdict(Value):
    """One checked claim: its words, the outcome, what it rests on, and a reason that a citizen can read."""

    text: str
    outcome: ClaimOutcome
    basis: str | None = None
    reason: str

    @property
    def released(self) -> bool:
        """Whether the claim may leave."""
        return self.outcome in {ClaimOutcome.SUPPORTED, ClaimOutcome.DERIVED}


class CriterionOutcome(StrEnum):
    """Whether one criterion is met by what the asker said."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    NOT_COVERED = "not_covered"


class Criterion(Value):
    """One criterion of eligibility, as the JSON contract has it."""

    rule: str
    label: str
    required: str
    given: str | None = None
    outcome: CriterionOutcome
    shortfall: str | None = None


class Eligibility(Value):
    """The outcome for one platform over the criteria asked about."""

    platform: str
    outcome: Literal["pass", "fail", "unknown"]
    criteria: tuple[Criterion, ...]


AnswerStatus = Literal["verified", "declined", "clarify"]


class Answer(Value):
    """A checked answer. ``text`` is Markdown for a person; ``mode`` says who worded it.

    ``mode`` is ``extractive`` (composed from the articles), ``llm`` (worded by a language model), ``llm-repaired``
    (that, with a sentence or two put right) or ``fallback`` (composed because the model failed; a notice says why).
    ``followups`` are questions that may be asked next, ``rewritten`` is the question as a model completed it from the
    earlier ones, empty where it did not; both are for the chat and no part of the JSON contract.
    """

    question: str
    text: str
    status: AnswerStatus
    citations: tuple[Citation, ...] = ()
    claims: tuple[Verdict, ...] = ()
    eligibility: Eligibility | None = None
    notices: tuple[str, ...] = ()
    mode: str = "extractive"
    elapsed_ms: float = 0.0
    followups: tuple[str, ...] = Field(default=(), exclude=True)
    rewritten: str = Field(default="", exclude=True)
