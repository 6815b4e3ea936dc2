"""Addresses as people write them: 柳州第九条第三项, 拉萨平台办法二十二条, 附件重点实验室第三条第五项."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from string import ascii_lowercase
from typing import NamedTuple

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.naming import find_elsewhere, find_scope, read_names, without_names
from tiaowen.domain import Address, Article, Regulation, Step
from tiaowen.errors import AddressError, QuestionError
from tiaowen.numerals import NUMERAL_CHARS, parse_numeral, to_numeral

# All repetition is bounded, white space being read as one space: a question may be long, and odd.
_NUM = f"[{NUMERAL_CHARS}0-9０-９]{{1,20}}"
_SMALL = f"[{NUMERAL_CHARS}0-9０-９]{{1,3}}"
_NO_UNIT = "(?![人个名家天年月元万分篇次届平%％])"  # 不少于8（八）人
_STEP = rf" ?的? ?(?:第? ?[（(]? ?{_NUM} ?[）)]? ?[款段项目]|[（(] ?{_SMALL} ?[）)]{_NO_UNIT})"
_STEP_NUMBER = re.compile(rf"({_NUM}) ?[）)]? ?([款段项目]?)")
_PLACE = re.compile(
    rf"第? ?(?P<article>{_NUM}) ?(?P<letter>[a-z]?) ?条(?: ?之 ?(?P<suffix>{_NUM}))?(?:[（(]第(?P<nth>{_NUM})个[）)])?"
    rf"(?P<steps>(?:{_STEP}){{0,6}})"
)
_SHORT = re.compile(
    rf"(?<![{NUMERAL_CHARS}0-9０-９.a-z/-])(?P<article>{_SMALL})(?P<letter>[a-z]?) ?(?=[（(])"
    rf"(?P<steps>(?:{_STEP}){{1,6}})"
)
_BARE = re.compile(rf"\s*(?:管理办法|办法)?\s*第?\s*({_NUM}[a-z]?)\s*")
_WRITTEN = re.compile(r"[a-z][a-z0-9-]*/(?:附件(?:-[^/\s()]+)?/)?[0-9]+(?:-[0-9]+)?[a-z]?(?:\.[0-9]+|\([0-9]+\))*")
_ANNEX = re.compile(r"附件|附录|附表")
_STANDARD = re.compile(r"标准")
# 这三条, 以下五条, 三条件 count articles; 三条 is an address
_COUNTING = re.compile(r"[这那哪共几述下上足有只仅余]$")
_LAST = re.compile(r"(?:最后[一1]?|末[一1]?)条")
_NO_ARTICLE = re.compile(r"[件例]")

Annexes = tuple[str | None, ...]  # headings; None is the main text


class Reference(NamedTuple):
    """A place as a text names it, before it is known which regulation is meant.

    ``nth`` is 2 for the second of the articles that have the same number; ``steps`` holds what the text says, which
    may leave out a 款.
    """

    words: str
    article: int
    suffix: int = 0
    nth: int = 0
    steps: tuple[Step, ...] = ()


class Places(NamedTuple):
    """What references come to: addresses that exist, and sentences about those that do not."""

    found: tuple[Address, ...]
    missing: tuple[str, ...]


def find_references(text: str) -> Iterator[Reference]:
    """Yield the places that ``text`` names, in order.

    >>> [(r.article, [s.number for s in r.steps]) for r in find_references("柳州第九条第三项和12条，三（四）")]
    [(9, [3]), (12, []), (3, [4])]
    """
    text = re.sub(r"\s+", " ", text)
    short = _SHORT.finditer(_PLACE.sub(lambda match: " " * len(match[0]), text))
    for match in sorted([*_PLACE.finditer(text), *short], key=lambda match: match.start()):
        reference = _to_reference(match)
        if reference and not _counts(match, reference.article):
            yield reference


def find_written(text: str, corpus: Corpus) -> Places:
    """Return what becomes of the addresses written out in ``text``: liuzhou-etrc/9(3).

    One that begins with no regulation of the corpus (1/3, and/or) is an address only where it is all of ``text``.
    """
    ids = {regulation.id for regulation in corpus.regulations}
    found: list[Address] = []
    missing: list[str] = []
    for match in _WRITTEN.finditer(text):
        if match[0].partition("/")[0] not in ids and match[0] != text.strip():
            continue
        address = _to_address(match[0])
        if address and corpus.text(address) is not None:
            found.append(address)
        else:
            missing.append(f"没有 {match[0]} 这个地址。")
    return Places(tuple(found), tuple(missing))


def find_places(text: str, corpus: Corpus, regulations: Iterable[Regulation], platforms: Iterable[str] = ()) -> Places:
    """Return what becomes of the places that ``text`` names, looked up in ``regulations``.

    A place is read in the annex that the text names, or that is about one of ``platforms``, before the main text;
    in the annexes only, where the text speaks of the annex. A number that the source uses twice gives both articles;
    the last article is that of the main text.
    """
    regulations, platforms = tuple(regulations), tuple(platforms)
    if _ANNEX.search(text):  # who speaks of an annex means no regulation without one
        regulations = tuple(r for r in regulations if r.annexes) or regulations
    found: dict[Address, None] = {}
    missing: list[str] = []
    for reference in dict.fromkeys(find_references(_WRITTEN.sub(" ", text))):
        hits = [
            address
            for regulation in regulations
            for address in _resolve(reference, regulation, _places_to_look(text, regulation, platforms))
        ]
        found |= dict.fromkeys(hits)
        if not hits:
            missing += [_absence(reference, r, _places_to_look(text, r, platforms)) for r in regulations]
    written = find_written(text, corpus)
    found |= dict.fromkeys(written.found)
    if _LAST.search(text):
        found |= {[a for a in r.articles if a.annex is None][-1].address: None for r in regulations}
    return Places(tuple(found), (*missing, *written.missing))


def find_in_corpus(text: str, corpus: Corpus) -> tuple[Address, ...]:
    """Return the places that ``text`` names: an address, or what people write (柳州办法第九条第三项, 柳州9, 8b).

    Raises :class:`~tiaowen.errors.QuestionError` where it names none, or only such as do not exist.
    """
    bare = _BARE.fullmatch(without_names(text, corpus))
    if bare:
        text = f"{text} 第{bare[1]}条"
    names = read_names(text, corpus)
    elsewhere = () if names.cities or names.titles else find_elsewhere(text, corpus)
    if elsewhere:
        raise QuestionError(f"这里没有收录{'、'.join(elsewhere)}的办法。")
    scope = find_scope(names, corpus)
    places = find_places(text, corpus, scope.regulations, names.platforms)
    if places.found:
        return places.found
    uncovered = "".join(f"这里没有收录{city}管{platform}的办法。" for city, platform in scope.uncovered)
    message = "".join(dict.fromkeys(places.missing)) or uncovered
    raise QuestionError(message or "没有读到条文号。请写成“柳州第九条第三项”这样的形式。")


def _to_reference(match: re.Match[str]) -> Reference | None:
    """Return the reference that ``match`` is, or None where one of its numbers is none."""
    said = match.groupdict()
    article = parse_numeral(said["article"])
    suffix, nth = (parse_numeral(said.get(name) or "0") for name in ("suffix", "nth"))
    steps = []
    for numeral, kind in _STEP_NUMBER.findall(said["steps"]):
        number = parse_numeral(numeral)
        if number is None:
            return None
        steps.append(Step("款" if kind in {"款", "段"} else "项", number))
    if article is None or suffix is None or nth is None:
        return None
    if said["letter"]:
        nth = ascii_lowercase.index(said["letter"]) + 1
    return Reference(words=match[0].strip(), article=article, suffix=suffix, nth=nth, steps=tuple(steps))


def _counts(match: re.Match[str], article: int) -> bool:
    """Tell whether the words count articles (两条规定, 这三条) or say something else (三条件), and name none."""
    if "条" not in match[0] or match[0].startswith("第"):
        return False
    if article < 3 or _COUNTING.search(match.string, 0, match.start()):
        return True
    return not match["steps"] and bool(_NO_ARTICLE.match(match.string, match.end()))


def _to_address(text: str) -> Address | None:
    try:
        return Address.parse(text)
    except AddressError:
        return None


def _places_to_look(text: str, regulation: Regulation, platforms: tuple[str, ...]) -> tuple[Annexes, ...]:
    """Return where to look: the annexes or the text to look in first, then what to look in where that is in vain."""
    text = text.replace(regulation.title, "")
    telling = [platform for platform in platforms if platform not in regulation.title]
    written = tuple(annex for annex in regulation.annexes if annex in text)
    named = written or tuple(annex for annex in regulation.annexes if any(p in annex for p in telling))
    if regulation.annexes and _ANNEX.search(text):
        return (named or regulation.annexes,)
    if regulation.annexes and _STANDARD.search(text):
        return named or regulation.annexes, (None,)
    return (named, (None,)) if named else ((None,),)


def _resolve(reference: Reference, regulation: Regulation, places: tuple[Annexes, ...]) -> tuple[Address, ...]:
    for annexes in places:
        hits = tuple(address for annex in annexes for address in _in_one(reference, regulation, annex))
        if hits:
            return hits
    return ()


def _in_one(reference: Reference, regulation: Regulation, annex: str | None) -> Iterator[Address]:
    number = (reference.article, reference.suffix)
    articles = [a for a in regulation.articles if a.annex == annex and a.address.number == number]
    if reference.nth:
        articles = articles[reference.nth - 1 : reference.nth]
    for article in articles:
        yield from _inside(article, reference.steps)


def _inside(article: Article, steps: tuple[Step, ...]) -> tuple[Address, ...]:
    """Return the places in ``article`` that ``steps`` lead to: several, where a 款 is left out that decides."""
    parts = article.parts()
    hits = tuple(part.address for part in parts if part.path == steps) or tuple(
        part.address for part in parts if part.path[-1:] == steps[-1:] and _leads(steps, part.path)
    )
    if not hits and steps and steps[-1] == Step("款", 1):  # the first 款 of what has but one
        return _inside(article, steps[:-1])
    return hits


def _leads(steps: tuple[Step, ...], path: tuple[Step, ...]) -> bool:
    """Tell whether ``steps`` are ``path`` with nothing but 款 left out."""
    rest = list(steps)
    for step in path:
        if rest and rest[0] == step:
            rest.pop(0)
        elif step.kind != "款":
            return False
    return not rest


def _absence(reference: Reference, regulation: Regulation, places: tuple[Annexes, ...]) -> str:
    """Return the sentence that says that ``regulation`` has no such place, and what it has instead."""
    title = f"《{regulation.title}》"
    looked = tuple(annex for annexes in places for annex in annexes)
    extents = []
    for annex in looked:
        name = f"附件《{annex}》" if annex else "正文"
        articles = [a for a in regulation.articles if a.annex == annex]
        if any(a.address.number == (reference.article, reference.suffix) for a in articles):
            place = f"{title}{name if annex else ''}"
            return f"{place}有第{to_numeral(reference.article)}条，但没有“{reference.words}”这一处。"
        numbers = [a.address.number[0] for a in articles]
        gaps = "".join(n for n in regulation.numbering if n.startswith(f"{name if annex else '原文'}缺")).rstrip("。")
        extent = f"{name}从第{to_numeral(min(numbers))}条到第{to_numeral(max(numbers))}条"
        extents.append(f"{extent}，{gaps}" if gaps else extent)
    words = reference.words if reference.words.startswith("第") else f"第{reference.words}"
    return f"{title}{'' if None in looked else '的附件'}没有{words}。{'；'.join(extents)}。"
