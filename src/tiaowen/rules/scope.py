"""What a claim is about: regulations, platforms, and the case. The nearest words win, those further off refine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from tiaowen.corpus.load import Corpus
from tiaowen.domain import Address
from tiaowen.numerals import parse_numeral
from tiaowen.quantities.view import to_view
from tiaowen.rules.matcher import Matcher

Dimension = Literal["regulation", "city", "platform", "category", "applicant", "grade", "level"]
DIMENSIONS: tuple[Dimension, ...] = ("regulation", "city", "platform", "category", "applicant", "grade", "level")

_FIRM = re.compile(
    r"(?:单位|牵头|对象)?(?:是|为|属于?)企业|(?<![与跟和联合家内个的同行骨干研发型市、])企业(?=[牵申类的：:）)“”|须应要必近不无可。，；、那这方适]|重点实验室|$)|(?<![与跟和合家内本])企业(?=牵头|申报|申请|重点实验室|那[条项])|公司"
)
_SCHOOL = re.compile(r"(?<![与跟和])(?:高校|高等院校|高等院所|科研院所|院所|大学(?!本科|学历|及)|贵校|我校|研究所)")
_CASES = frozenset({"category", "grade", "level"})
_BREAK = re.compile(r"[，,；;。：:|（(]")
_PAUSE = re.compile(r"[，,；;。：:|（(、]")
_BEFORE_GRADE = frozenset("为是、“「‘'\"和或及与评估价核考果次获得的，；：:|。（(年良优")
_AFTER_GRADE = re.compile(r"期|检|验|意|措|通|时|周|工|要求|到")
_GRADED = re.compile(r"(?:的|等次|者)?(?:各|给予?|奖励?)?[0-9一二三四五六七八九十]")
_REST = re.compile(
    r"(?:其余|其他|其它|剩下|另外)的?(?:(?P<count>[二两三四五2-5])[类种个]|各类)?(?P<named>(?:市级)?(?:科技)?(?:创新)?平台)?"
)
_OWN_TITLE = frozenset({"", "的", "《", "的《", "(", "（"})
_JOINED = re.compile(r"[、和与及或，,/／]|以及|还是")


class Name(NamedTuple):
    """A name in a text: where it stands, and which values of a dimension it gives."""

    start: int
    end: int
    dimension: Dimension
    values: frozenset[str]


class Scope(NamedTuple):
    """For each dimension the values in question; empty where anything is."""

    regulation: frozenset[str] = frozenset()
    city: frozenset[str] = frozenset()
    platform: frozenset[str] = frozenset()
    category: frozenset[str] = frozenset()
    applicant: frozenset[str] = frozenset()
    grade: frozenset[str] = frozenset()
    level: frozenset[str] = frozenset()

    def within(self, outer: Scope) -> Scope:
        """Return this scope, what it leaves open taken from ``outer`` and the rest narrowed by it."""
        return Scope(*(a & b or a or b for a, b in zip(self, outer, strict=True)))

    def named(self) -> bool:
        """Tell whether any regulation, city or platform is named."""
        return bool(self.regulation or self.city or self.platform)


class NameReader:
    """Reads the names of a corpus in texts as :func:`~tiaowen.quantities.view.to_view` has them."""

    def __init__(self, corpus: Corpus) -> None:
        self._matcher: Matcher[tuple[Dimension, str]] = Matcher(
            (to_view(word).text, (dimension, value)) for word, dimension, value in _words(corpus)
        )
        self._city = {r.id: r.jurisdiction.name for r in corpus.regulations}
        self._platforms = {r.id: frozenset(r.platforms) for r in corpus.regulations}
        self._all_platforms = frozenset(platform.name for platform in corpus.terms.platforms)
        self._remembered = lru_cache(maxsize=4096)(self._read)

    def read(self, text: str) -> tuple[Name, ...]:
        """Return the names in ``text``, in order."""
        return self._remembered(text)

    def _read(self, text: str) -> tuple[Name, ...]:
        names: list[Name] = []
        for match in self._matcher.find(text):
            for dimension in {d for d, _ in match.values}:
                if dimension == "grade" and not _is_grade(text, match.start, match.end):
                    continue
                values = frozenset(v for d, v in match.values if d == dimension)
                names.append(Name(match.start, match.end, dimension, values))
                if dimension == "regulation":
                    names.append(Name(match.start, match.end, "city", frozenset(self._city[r] for r in values)))
        for pattern, applicant in ((_FIRM, "企业"), (_SCHOOL, "高校院所")):
            names += [
                Name(m.start(), m.end(), "applicant", frozenset({applicant})) for m in pattern.finditer(text[:600])
            ]
        return tuple(sorted(names, key=lambda n: (n.start, n.end, n.dimension)))

    def rest(self, text: str, before: Iterable[Name]) -> tuple[Name, ...]:
        """Return the other platforms that ``text`` speaks of after those that it and ``before`` name: 其余三类.

        Where it counts them otherwise, nothing is named.
        """
        earlier = frozenset().union(*(n.values for n in before if n.dimension == "platform"))
        own = [n for n in self.read(text) if n.dimension == "platform"]
        found = []
        for match in _REST.finditer(text):
            told = earlier.union(*(n.values for n in own if n.end <= match.start()))
            others = self._all_platforms - told
            counted = parse_numeral(match["count"]) == len(others) if match["count"] else bool(match["named"])
            if told and others and counted:
                found.append(Name(match.start(), match.end(), "platform", others))
        return tuple(found)

    def without_places(self, text: str) -> str:
        """Return ``text`` with the regulations, cities and platforms that it names taken out."""
        parts, at = [], 0
        for match in self._matcher.find(text):
            if any(dimension not in _CASES for dimension, _ in match.values):
                parts.append(text[at : match.start])
                at = match.end
        return "|".join([*parts, text[at:]])

    def scope(self, names: Iterable[Name]) -> Scope:
        """Return the scope that all of ``names`` give together."""
        found: dict[Dimension, frozenset[str]] = {}
        for name in names:
            found[name.dimension] = found.get(name.dimension, frozenset()) | name.values
        return self.settle(Scope(**{d: found.get(d, frozenset()) for d in DIMENSIONS}))

    def near(self, text: str, names: Sequence[Name], at: int) -> Scope:
        """Return the scope at ``at``: for each dimension the names listed nearest before it, else all of them."""
        found: dict[Dimension, frozenset[str]] = {}
        for dimension in DIMENSIONS:
            own = [n for n in names if n.dimension == dimension]
            before = [n for n in own if n.start <= at]
            after = [n for n in own if not _BREAK.search(text, at, n.start)]
            found[dimension] = _last_group(text, before) if before else frozenset().union(*(n.values for n in after))
            if before and dimension in _CASES:
                beside = (n.values for n in own if n.start > at and not _PAUSE.search(text, at, n.start))
                found[dimension] = found[dimension].union(*beside)
        return self.settle(Scope(**found))

    def later(self, text: str, names: Sequence[Name], at: int) -> Scope:
        """Return the places that ``text`` names only after ``at``, in another clause: the last to be asked."""
        found = [n for n in names if n.dimension not in _CASES and n.start > at and _BREAK.search(text, at, n.start)]
        return self.scope(found)

    def join(self, scope: Scope, outer: Scope) -> Scope:
        """Return ``scope``, what it leaves open taken from ``outer``: no platform that its own city has none of."""
        if scope.city or scope.regulation:
            held = frozenset().union(*(self._platforms[r] for r in self.regulations(scope)))
            outer = outer._replace(platform=outer.platform & held)
        return self.settle(scope.within(outer))

    def settle(self, scope: Scope) -> Scope:
        """Return ``scope`` with what contradicts itself left out: a title of another city, a platform of none."""
        if scope.city and scope.regulation:
            fitting = frozenset(r for r in scope.regulation if self._city[r] in scope.city)
            scope = scope._replace(regulation=fitting)
        return scope

    def of_addresses(self, addresses: Iterable[Address]) -> Scope:
        """Return the scope that citations give: their regulations, and platforms where all are of annexes."""
        addresses = tuple(addresses)
        annexes = {a.annex for a in addresses}
        platforms = frozenset(a.removeprefix("附件-") for a in annexes if a) if None not in annexes else frozenset()
        return Scope(
            regulation=frozenset(a.regulation for a in addresses if a.regulation in self._city), platform=platforms
        )

    def regulations(self, scope: Scope) -> frozenset[str]:
        """Return the regulations that ``scope`` leaves in question."""
        found = scope.regulation or frozenset(
            r for r, city in self._city.items() if not scope.city or city in scope.city
        )
        fitting = frozenset(r for r in found if not scope.platform or scope.platform & self._platforms[r])
        return fitting or found


def _words(corpus: Corpus) -> Iterable[tuple[str, Dimension, str]]:
    for r in corpus.regulations:
        for written in (r.jurisdiction.name, r.jurisdiction.short, *r.jurisdiction.aliases):
            yield written, "city", r.jurisdiction.name
        for title in (r.title, *r.aliases):
            yield title, "regulation", r.id
    for platform in corpus.terms.platforms:
        for written in (platform.name, *platform.aliases):
            yield written, "platform", platform.name
    for rule in corpus.rules:
        when = rule.when
        if when.category:
            yield f"{when.category}类", "category", when.category
            if len(when.category) > 1:
                yield when.category, "category", when.category
        if when.grade:
            yield when.grade, "grade", when.grade
        if when.level:
            yield when.level, "level", when.level
    if any(rule.when.category for rule in corpus.rules):
        yield from ((written, "category", "其他") for written in ("其他类", "“其他”类", "其它类"))
    # Longer words that hold a grade and are none, or are another.
    yield from ((word, "grade", word) for word in ("不合格", "自评合格"))


def _is_grade(text: str, start: int, end: int) -> bool:
    """Tell whether a word is told as a grade: 评为整改, 重点实验室良好60万元, not 整改期限 or 限期整改."""
    told = not start or text[start - 1] in _BEFORE_GRADE or _GRADED.match(text, end)
    return bool(told) and not _AFTER_GRADE.match(text, end)


def _last_group(text: str, names: Sequence[Name]) -> frozenset[str]:
    """Return the values of the last name, and of those joined to it: 柳州和聊城."""
    values = names[-1].values
    if len(names) > 1 and names[-2].values < values and text[names[-2].end : names[-1].start] in _OWN_TITLE:
        return names[-2].values  # 拉萨的工程技术研究中心认定管理办法: a title that several cities have
    for one, two in zip(reversed(names[:-1]), reversed(names), strict=False):
        if not _JOINED.fullmatch(text[one.end : two.start]):
            break
        values |= one.values
    return values
