"""What a turn changes of what was told: 再招2个, 多租50平, 走了2个; and what is put right: 说错了是9个.

A change is added to the figure before; what else hangs on it changes too, as far as that can be told: those newly
hired count among all, and of how many of them have a degree nothing is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from tiaowen.corpus.terms import Metric
from tiaowen.quantities import COUNTS, Mention, Quantity, format_quantity, is_comparable, to_base
from tiaowen.rules.facts import OPEN_PART, Fact

MINUS, PLUS = "−", "＋"
_HIRES = r"招聘?|聘请?|引进|进|雇|请来|挖来?|来"
_PASSES = re.compile(r"再(?:过|等|熬|干|运[营行]|经营|开|跑)上?$")
_GETS = r"租|买|购[置买]?|添置?|配|补|建|盖|投|砸|做|接|签|发表?|完成|拿|承担|找|拉|请|增|加|弄|搞|凑|设"
_FILL = r"[^，,。；;\d]"
_ADDS = re.compile(
    rf"(?:(?:再|又|另外?|额外|还[要得想能会]?){_FILL}{{0,3}}?|(?<![最不好许至顶差太更大])多)(?:{_HIRES}|{_GETS})了?{_FILL}{{0,5}}$"
    rf"|(?:增加|新增|增聘|增补|加招|扩招|补招|追加|扩建|扩租|添置|(?<!重)新[招聘租买购])了?{_FILL}{{0,5}}$"
    rf"|(?:再|又|(?<![最不好许至顶差太更大])多)$|(?<![增追添])加(?!起来|一[块起])上?$"
)
_TAKES = re.compile(
    rf"(?:辞退?|走了|离职|离开|调走|退休|裁|减少?|少了|开除|撤|退租|退了|退掉|去掉|拿掉|减掉|卖了?|砍|流失|扣)(?:掉|去)?了?{_FILL}{{0,4}}$"
)
_LEAVES = re.compile(r"[^，,。；;\d]{0,5}?(?:离职|辞职|走了|要走|走人|退休|跳槽|调走|被裁)")
_OUTSIDERS = re.compile(r"外聘|兼职|返聘|挂靠|临时|实习|外包|借调|挂名")
_PAUSE = re.compile(r"[，,]\s*$")
_REACH = 10  # characters before a figure that begins its clause
_PART_OF = re.compile(r"(?:其中|里头?|里面|当中)[有含]?$")
_TO = re.compile(r"(?:到了?|至|成|为)$")
_CERTAIN = re.compile(r"(?:再|又|多)[^，,。；;\d]{0,3}?[招聘租买购雇]|辞|走了|离职|跳槽")
_PERSON = re.compile(rf"{_HIRES}|辞|走|离|裁|退休|调|开除|跳槽")
_RIGHTS = re.compile(
    r"改[成为口]?|换[成个了]?|[说搞打记写弄算看]错|更正|纠正|不对|不是|其实|应该是|(?:^|[，,])(?:如果|要是|假如|那么?)(?:是|有|只有|就)?$"
)


class Change(NamedTuple):
    """By how much a turn changes a metric; ``hires`` where people come or go, so that all of them change too."""

    metric: str
    amount: Fraction
    hires: bool


class Sign(NamedTuple):
    """Whether a figure is added (1) or taken away (-1), whether that is certain, of people, and of those who are new.

    Who comes may be new (再来2个中级) or not (到会的再来1个).
    """

    value: int
    certain: bool
    people: bool
    hires: bool


def sign_of(turn: str, mention: Mention, since: int, until: int) -> Sign | None:
    """Return how a figure changes what was told before, by the words about it; None where it stands for itself."""
    before, after = turn[since : mention.start], turn[mention.end : until]
    if not before.strip():
        before = _PAUSE.sub("", turn[max(0, mention.start - _REACH) : mention.start])  # 再添点设备，8万
    if _TO.search(before) or not mention.quantity.is_point:
        return None
    if to_base(mention.quantity).unit == "个月":
        return Sign(1, certain=False, people=False, hires=False) if _PASSES.search(before) else None
    for value, found in ((-1, _TAKES.search(before) or _LEAVES.match(after)), (1, _ADDS.search(before))):
        if found:
            words = found[0]
            people = bool(_PERSON.search(words))
            return Sign(value, bool(_CERTAIN.search(words)), people, people and "来" not in words)
    return None


def is_part(turn: str, mention: Mention) -> bool:
    """Tell whether a figure is of those just told of: 再招3个，其中2个本科."""
    return bool(_PART_OF.search(turn[max(0, mention.start - 4) : mention.start]))


def is_outside(turn: str, since: int, until: int) -> bool:
    """Tell whether those who are added do not belong to the asker for good: 加上2个外聘的."""
    return bool(_OUTSIDERS.search(turn, since, until))


def puts_right(turn: str, mention: Mention) -> bool:
    """Tell whether a figure takes the place of one told before: 说错了是9个, 换成9个, 那9个呢."""
    return bool(_RIGHTS.search(turn[: mention.start]))


class Kin:
    """Which metrics count in which: 本科学历人员 in 研发人员, 研发人员 in 职工总数, 高级 in 中级以上."""

    def __init__(self, metrics: Iterable[Metric], bases: Mapping[str, str]) -> None:
        self._wholes: dict[str, set[str]] = {}
        metrics = tuple(metrics)
        self._units = {metric.name: metric.unit for metric in metrics}
        for metric in metrics:
            whole = bases.get(metric.name) or metric.whole
            if metric.part and whole and self._units.get(metric.part) == "人":
                self._wholes.setdefault(metric.part, set()).add(whole)
            if metric.broader:
                self._wholes.setdefault(metric.name, set()).add(metric.broader)
            for higher in metric.above:
                self._wholes.setdefault(higher, set()).add(metric.name)

    def wholes(self, metric: str) -> frozenset[str]:
        """Return all that ``metric`` counts in."""
        found: set[str] = set()
        reached = set(self._wholes.get(metric, ()))
        while reached:
            found |= reached
            reached = {whole for one in reached for whole in self._wholes.get(one, ())} - found
        return frozenset(found)

    def meant(self, quantity: Quantity, told: Mapping[str, Fact], *, people: bool) -> str | None:
        """Return the metric told of that ``quantity`` can be of, the widest of them; None where several can be."""
        fitting = [
            name
            for name, fact in told.items()
            if isinstance(fact.value, Quantity) and is_comparable(fact.value, quantity)
        ]
        if quantity.unit in COUNTS:
            of_people = [name for name in fitting if self._units.get(name) == "人"]
            others = [name for name in fitting if name not in of_people]
            fitting = of_people if people or quantity.unit == "人" else others or of_people
        widest = [name for name in fitting if self.wholes(name).isdisjoint(fitting)]
        return widest[0] if len(widest) == 1 else None


def apply_changes(told: Mapping[str, Fact], changes: Sequence[Change], kin: Kin) -> Iterator[Fact]:
    """Yield the facts ``told`` as ``changes`` leave them, with what hangs on them as far as that can be told."""
    by_name: dict[str, list[Change]] = {}
    for change in changes:
        by_name.setdefault(change.metric, []).append(change)
    for name, fact in told.items():
        if name in by_name:
            yield _changed(fact, by_name[name])
            continue
        inner = [c for c in changes if name in kin.wholes(c.metric)]
        outer = [c for c in changes if c.metric in kin.wholes(name)]
        if len(inner) == 1 and inner[0].hires:
            yield _changed(fact, inner)
        elif loose := [*inner, *outer]:
            yield _loosened(fact, loose)


def _changed(fact: Fact, changes: Sequence[Change]) -> Fact:
    """Return ``fact`` with the changes added: 18人＋2人."""
    value = fact.value
    if isinstance(value, bool):
        return fact
    worked_out = PLUS in fact.words or MINUS in fact.words
    words = fact.words if worked_out or not value.is_point else format_quantity(value)
    for change in changes:
        amount = abs(change.amount)
        words += (PLUS if change.amount > 0 else MINUS) + format_quantity(
            value.model_copy(update={"low": amount, "high": amount, "low_open": False, "high_open": False})
        )
        low, high = (None if b is None else max(b + change.amount, Fraction(0)) for b in (value.low, value.high))
        value = value.model_copy(update={"low": low, "high": high})
    return fact.model_copy(update={"value": value, "words": words})


def _loosened(fact: Fact, changes: Sequence[Change]) -> Fact:
    """Return ``fact`` as a range: of those who come or go it is not known how many it counts."""
    value = fact.value
    if isinstance(value, bool) or value.low is None or value.high is None:
        return fact
    low = value.low + sum((c.amount for c in changes if c.amount < 0), Fraction(0))
    high = value.high + sum((c.amount for c in changes if c.amount > 0), Fraction(0))
    moved = sum((abs(change.amount) for change in changes), Fraction(0))
    people = format_quantity(Quantity(low=moved, high=moved, unit="个"))
    words = f"{fact.words}，增减的{people}{OPEN_PART}"
    bounds = {"low": max(low, Fraction(0)), "high": high}
    return fact.model_copy(update={"value": value.model_copy(update=bounds), "words": words})
