"""``rules.yaml`` and ``checks.yaml``: the facts of the law as data, each quoting its words.

Loading fails unless the quote stands in the place named, the value is one that the quote itself says, and metric and
platform are known. Whether a right and a wrong sentence stand beside each rule is for the audit.
"""

from __future__ import annotations

import re
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from tiaowen.corpus.files import find_line, read_yaml
from tiaowen.corpus.terms import Terms
from tiaowen.domain import Address, Regulation, Value
from tiaowen.errors import CorpusError
from tiaowen.quantities import Quantity, find_quantities, format_quantity, same_quantity

RULES, CHECKS = "rules.yaml", "checks.yaml"


class Role(StrEnum):
    """What a rule is for."""

    ELIGIBILITY = "eligibility"
    MONEY = "money"
    DEADLINE = "deadline"
    PROCEDURE = "procedure"
    GOVERNANCE = "governance"
    EVALUATION = "evaluation"
    SANCTION = "sanction"
    VALIDITY = "validity"


class When(Value):
    """The cases that a rule is for; what is left open holds for all.

    ``category`` is 农业, 工业, 服务 or 其他; ``applicant`` 企业 or 高校院所; ``grade`` an outcome of evaluation;
    ``level`` 国家级 or 自治区级; ``cause`` what brought a sanction about, or an exception such as 软件研究开发.
    """

    category: str | None = None
    applicant: Literal["企业", "高校院所"] | None = None
    grade: str | None = None
    level: str | None = None
    cause: str | None = None


def _to_bound(value: object) -> object:
    """Let a third of a hundred be written 100/3, and a date 11-30."""
    if isinstance(value, str) and re.fullmatch(r"\d+/0*[1-9]\d*", value):
        return Fraction(value)
    if isinstance(value, str) and (date := re.fullmatch(r"(\d\d)-(\d\d)", value)):
        return Fraction(int(date[1]) * 100 + int(date[2]))
    return value


Bound = Annotated[Fraction, BeforeValidator(_to_bound)]


class ValueEntry(Value):
    """A quantity as ``rules.yaml`` writes it: ``{min: 8, unit: 人}``, ``{above: 50, unit: '%'}``, ``{equal: …}``.

    ``min`` and ``max`` include the number, ``above`` and ``below`` do not; dates in the year are ``"11-30"`` with
    unit 月日, a deadline being their ``max``.
    """

    equal: Bound | None = None
    min: Bound | None = None
    above: Bound | None = None
    max: Bound | None = None
    below: Bound | None = None
    unit: str = Field(min_length=1)

    @model_validator(mode="after")
    def _one_bound_a_side(self) -> ValueEntry:
        low, high = (self.min, self.above), (self.max, self.below)
        given = [bound for bound in (self.equal, *low, *high) if bound is not None]
        if not given or None not in low or None not in high or (self.equal is not None and len(given) > 1):
            raise ValueError("值要写 equal，或 min、above 之一与 max、below 之一。")
        return self

    @property
    def quantity(self) -> Quantity:
        """The quantity with exact bounds."""
        if self.equal is not None:
            return Quantity(low=self.equal, high=self.equal, unit=self.unit)
        return Quantity(
            low=self.min if self.min is not None else self.above,
            high=self.max if self.max is not None else self.below,
            low_open=self.above is not None,
            high_open=self.below is not None,
            unit=self.unit,
        )


class RuleEntry(Value):
    """One entry of ``rules.yaml``. ``at`` is an address without the regulation's id."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    at: str
    quote: str = Field(min_length=1)
    role: Role
    platform: str | tuple[str, ...] | None = None
    metric: str
    of: str | None = None
    value: ValueEntry | bool
    when: When = When()
    window: str | None = None
    firmness: Literal["must", "usual"] = "must"
    draft: bool = False


class ExemptionEntry(Value):
    """One entry of ``no_rules``: words with a quantity that is no rule, and why."""

    at: str
    quote: str
    reason: str = Field(min_length=1)


class RulesFile(Value):
    """``rules.yaml``."""

    rules: tuple[RuleEntry, ...] = ()
    no_rules: tuple[ExemptionEntry, ...] = ()


class Check(Value):
    """One entry of ``checks.yaml``: sentences in people's words on which the checker must say yes, or no."""

    rule: str
    right: tuple[str, ...] = Field(min_length=1)
    wrong: tuple[str, ...] = Field(min_length=1)


class Rule(Value):
    """A fact of the law: the ``value`` of ``metric`` for ``platforms`` in the cases ``when``, as ``quote`` says.

    ``value`` is a quantity with exact bounds (money in 元, shares in %), or yes or no. ``of`` names what a share is
    a share of. ``firmness`` is ``usual`` where the text says 一般 or 原则上.
    """

    id: str
    at: Address
    quote: str
    role: Role
    platforms: tuple[str, ...]
    metric: str
    of: str | None = None
    value: Quantity | bool
    when: When = When()
    window: str | None = None
    firmness: Literal["must", "usual"] = "must"


class Exemption(Value):
    """Words at ``at`` whose quantity is no rule, and why."""

    at: Address
    quote: str
    reason: str


def load_rules(folder: Path, regulation: Regulation, terms: Terms) -> tuple[tuple[Rule, ...], tuple[Exemption, ...]]:
    """Return the rules of ``regulation`` and the words marked as no rule; nothing where there is no file yet.

    Drafts do not count. Raises :class:`~tiaowen.errors.CorpusError` on the first entry that does not hold.
    """
    path = folder / RULES
    if not path.exists():
        return (), ()
    content = read_yaml(path, RulesFile)
    places = {str(p.address).partition("/")[2]: p.text for a in regulation.articles for p in a.parts()}
    metrics = {metric.name for metric in terms.metrics}
    seen: set[str] = set()
    for index, entry in enumerate(content.rules):
        problem = _problem(entry, places, metrics, seen) or _stranger(entry, regulation)
        if problem:
            raise CorpusError(path, f"规则 {entry.id}：{problem}", line=find_line(path, ("rules", index, "id")))
        seen.add(entry.id)
    for index, words in enumerate(content.no_rules):
        if plain(words.quote) not in plain(places.get(words.at, "")):
            line = find_line(path, ("no_rules", index, "quote"))
            raise CorpusError(path, f"no_rules 里的“{words.quote}”不在 {words.at}。", line=line, advice="请照抄原文。")
    rules = tuple(_to_rule(entry, regulation) for entry in content.rules if not entry.draft)
    exemptions = tuple(
        Exemption(at=Address.parse(f"{regulation.id}/{words.at}"), quote=words.quote, reason=words.reason)
        for words in content.no_rules
    )
    return rules, exemptions


def load_checks(folder: Path) -> tuple[Check, ...]:
    """Return the entries of ``checks.yaml``, nothing where there is no file yet.

    Raises :class:`~tiaowen.errors.CorpusError` where the file is wrong.
    """
    path = folder / CHECKS
    return read_yaml(path, tuple[Check, ...]) if path.exists() else ()


def plain(text: str) -> str:
    """Return ``text`` without white space, as quotes are compared."""
    return re.sub(r"\s", "", text)


def _problem(entry: RuleEntry, places: dict[str, str], metrics: set[str], seen: set[str]) -> str | None:
    if entry.id in seen:
        return "这个 id 写了两次。请换一个。"
    if entry.at not in places:
        return f"没有 {entry.at} 这个地方。请核对地址。"
    if plain(entry.quote) not in plain(places[entry.at]):
        return f"引文“{entry.quote}”不在 {entry.at}。请照抄原文。"
    if entry.metric not in metrics:
        return f"指标“{entry.metric}”不在 terms.yaml。请在那里补上它，或改用已有的名称。"
    if isinstance(entry.value, ValueEntry):
        said = [mention.quantity for mention in find_quantities(entry.quote)]
        if not any(same_quantity(entry.value.quantity, quantity) for quantity in said):
            return f"引文说的不是这个值，而是 {'、'.join(map(format_quantity, said)) or '（没有数）'}。请照引文改正。"
    return None


def _stranger(entry: RuleEntry, regulation: Regulation) -> str | None:
    unknown = [platform for platform in _given(entry) if platform not in regulation.platforms]
    return f"平台“{'”“'.join(unknown)}”不在 regulation.yaml 的 platforms 里。请核对名称。" if unknown else None


def _given(entry: RuleEntry) -> tuple[str, ...]:
    return (entry.platform,) if isinstance(entry.platform, str) else entry.platform or ()


def _to_rule(entry: RuleEntry, regulation: Regulation) -> Rule:
    at = Address.parse(f"{regulation.id}/{entry.at}")
    of_annex = tuple(p for p in regulation.platforms if at.annex == f"附件-{p}")
    return Rule(
        id=f"{regulation.id}:{entry.id}",
        at=at,
        quote=entry.quote,
        role=entry.role,
        platforms=_given(entry) or of_annex or regulation.platforms,
        metric=entry.metric,
        of=entry.of,
        value=entry.value.quantity if isinstance(entry.value, ValueEntry) else entry.value,
        when=entry.when,
        window=entry.window,
        firmness=entry.firmness,
    )
