"""``terms.yaml``: what people call the law's things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, field_validator

from tiaowen.corpus.files import read_yaml
from tiaowen.domain import Value

Name = Annotated[str, StringConstraints(min_length=1)]


class Platform(Value):
    """A kind of platform: the law's name and the names that people write for it."""

    name: Name
    aliases: tuple[Name, ...] = ()


class Topic(Value):
    """A subject of questions: how it is asked, the law's words for it, and the metrics that figures on it are of."""

    name: str
    asked: tuple[str, ...] = Field(min_length=1)
    law: tuple[str, ...] = Field(min_length=1)
    metrics: tuple[str, ...] = ()


class Metric(Value):
    """What a rule measures: its name, the other names that people and models write, and its usual unit.

    For a share, ``part`` and ``whole`` name the counts it is worked out from (本科学历人员 of 研发人员). ``effect``
    marks what follows from something and is no condition (撤销资格); ``opposites`` are metrics that say the contrary,
    ``contrary`` are words that do (单独申报 of 与企业联合申报). ``said`` are words by which askers tell of themselves
    what it measures (团队20个); in the law they mean too much. ``above`` are the metrics of higher ranks, which count
    in where all are listed side by side (高级2个、中级4个 for 中级以上); ``broader`` is the one that it is a kind of.
    """

    name: str
    aliases: tuple[str, ...] = ()
    unit: str | None = None
    part: str | None = None
    whole: str | None = None
    effect: bool = False
    opposites: tuple[str, ...] = ()
    contrary: tuple[Name, ...] = ()
    said: tuple[Name, ...] = ()
    above: tuple[str, ...] = ()
    broader: str | None = None


class UnitHint(Value):
    """A unit (as in ``Quantity.unit``), the wordings that ask for a quantity of it, and what is meant by default."""

    unit: str
    asked: tuple[str, ...] = Field(min_length=1)
    metrics: tuple[str, ...] = ()


class Terms(Value):
    """Everything in ``terms.yaml``; ``asking``, ``places`` and ``subjects`` are separated by white space there.

    ``contrasts`` are classes of words of which the law means one and not the other, each with its ways of writing;
    ``bodies`` are those that act in the texts, each with its names; ``spoken`` are words of speech and dialect with
    those that they stand for; ``causes`` are the causes of rules with the words by which people tell them.
    """

    platforms: tuple[Platform, ...]
    metrics: tuple[Metric, ...] = ()
    topics: tuple[Topic, ...] = ()
    units: tuple[UnitHint, ...] = ()
    contrasts: tuple[tuple[tuple[Name, ...], ...], ...] = ()
    bodies: tuple[tuple[Name, ...], ...] = ()
    spoken: dict[Name, Name] = Field(default_factory=dict)
    causes: dict[Name, tuple[Name, ...]] = Field(default_factory=dict)
    asking: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()

    @field_validator("asking", "places", "subjects", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(value.split()) if isinstance(value, str) else value

    def platforms_in(self, text: str) -> tuple[str, ...]:
        """Return the law's names of the platforms that ``text`` names, the longest name at a place winning.

        >>> terms = Terms(platforms=(Platform(name="工程技术研究中心", aliases=("工程中心",)),))
        >>> terms.platforms_in("工程中心怎么申请")
        ('工程技术研究中心',)
        """
        names = {alias: p.name for p in self.platforms for alias in (p.name, *p.aliases)}
        return tuple(dict.fromkeys(names[found] for found in find_longest(text, names)))

    def words(self) -> Iterator[str]:
        """Yield every term of the law's own that word splitting should keep whole."""
        for platform in self.platforms:
            yield from (platform.name, *platform.aliases)
        for topic in self.topics:
            yield from topic.law


def find_longest(text: str, names: Iterable[str]) -> Iterator[str]:
    """Yield those of ``names`` that stand in ``text``, from left to right, none inside another."""
    by_length = sorted(names, key=len, reverse=True)
    if by_length:
        yield from re.findall("|".join(map(re.escape, by_length)), text)


def load_terms(path: Path) -> Terms:
    """Return the terms in ``path``; raise :class:`~tiaowen.errors.CorpusError` where the file is wrong."""
    return read_yaml(path, Terms)
