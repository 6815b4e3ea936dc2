"""Addresses as people write them: 柳州第九条第三项, 拉萨平台办法二十二条, 附件重点实验室第三条第五项."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.naming import find_scope, read_names
from tiaowen.domain import Address, Article, Regulation
from tiaowen.errors import AddressError, QuestionError
from tiaowen.numerals import NUMERAL_CHARS, parse_numeral, to_numeral

_NUM = f"[{NUMERAL_CHARS}0-9０-９]+"
_PLACE = re.compile(
    rf"第?\s*(?P<article>{_NUM})\s*条(?:之(?P<suffix>{_NUM}))?"
    rf"(?:[（(]第(?P<nth>{_NUM})个[）)])?"
    rf"(?:\s*的?\s*第?\s*(?P<paragraph>{_NUM})\s*款)?"
    rf"(?:\s*的?\s*第?\s*[（(]?\s*(?P<item>{_NUM})\s*[）)]?\s*项)?"
    rf"(?:\s*的?\s*第?\s*(?P<subitem>{_NUM})\s*目)?"
    rf"(?:\s*的?\s*第?\s*(?P<inner>{_NUM})\s*段)?"
)
_SHORT = re.compile(rf"(?<![{NUMERAL_CHARS}0-9０-９.])(?P<article>{_NUM})\s*[（(]\s*(?P<item>{_NUM})\s*[）)]")
_WRITTEN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/(?:附件(?:-[^/\s()]+)?/)?\d+(?:-\d+)?[a-z]?(?:\.\d+|\(\d+\))*")


class Reference(NamedTuple):
    """A place as a text names it, before it is known which regulation is meant."""

    words: str
    article: int
    suffix: int = 0
    nth: int = 0
    paragraph: int = 0
    item: int = 0
    subitem: int = 0
    inner: int = 0


class Places(NamedTuple):
    """What references come to: addresses that exist, and sentences about those that do not."""

    found: tuple[Address, ...]
    missing: tuple[str, ...]


def find_references(text: str) -> Iterator[Reference]:
    """Yield the places that ``text`` names, in order.

    >>> [(r.article, r.item) for r in find_references("柳州第九条第三项和12条，三（四）")]
    [(9, 3), (12, 0), (3, 4)]
    """
    spans = []
    for match in _PLACE.finditer(text):
        numbers = {name: parse_numeral(value) for name, value in match.groupdict().items() if value}
        counts = not match[0].startswith("第") and numbers["article"] in {0, 1, 2}  # 两条规定 is no article
        if not counts and all(number is not None for number in numbers.values()):
            spans.append(match.span())
            yield Reference(words=match[0].strip(), **{name: number or 0 for name, number in numbers.items()})
    for match in _SHORT.finditer(text):
        article, item = parse_numeral(match["article"]), parse_numeral(match["item"])
        if article and item and not any(start <= match.start() < end for start, end in spans):
            yield Reference(words=match[0], article=article, item=item)


def find_written(text: str, corpus: Corpus) -> Places:
    """Return what becomes of the addresses written out in ``text``: liuzhou-etrc/9(3)."""
    found: list[Address] = []
    missing: list[Address] = []
    for match in _WRITTEN.finditer(text):
        try:
            address = Address.parse(match[0])
        except AddressError:
            continue
        exists = corpus.text(address) is not None
        (found if exists else missing).append(address)
    return Places(tuple(found), tuple(f"没有 {address} 这个地址。" for address in missing))


def find_places(text: str, corpus: Corpus, regulations: Iterable[Regulation], platforms: Iterable[str] = ()) -> Places:
    """Return what becomes of the places that ``text`` names, looked up in ``regulations``.

    A place is read in the annex of one of ``platforms`` where the text speaks of the annex or the standard, or
    where the regulation's annex has such an article. A number that the source uses twice gives both articles.
    """
    regulations, platforms = tuple(regulations), tuple(platforms)
    speaks_of_annex = bool(re.search(r"附件|附录|标准", text))
    found: dict[Address, None] = {}
    missing: list[str] = []
    for reference in find_references(text):
        hits = [
            address
            for regulation in regulations
            for address in _resolve(reference, regulation, _annexes(regulation, platforms, speaks_of_annex))
        ]
        found |= dict.fromkeys(hits)
        if not hits:
            missing += [_absence(reference, regulation) for regulation in regulations]
    written = find_written(text, corpus)
    found |= dict.fromkeys(written.found)
    return Places(tuple(found), (*missing, *written.missing))


def find_in_corpus(text: str, corpus: Corpus) -> tuple[Address, ...]:
    """Return the places that ``text`` names: an address, or what people write (柳州办法第九条第三项).

    Raises :class:`~tiaowen.errors.QuestionError` where it names none, or only such as do not exist.
    """
    if parse_numeral(text) is not None:
        text = f"第{text.strip()}条"
    names = read_names(text, corpus)
    places = find_places(text, corpus, find_scope(names, corpus).regulations, names.platforms)
    if not places.found:
        raise QuestionError("".join(places.missing) or "没有读到条文号。请写成“柳州第九条第三项”这样的形式。")
    return places.found


def _annexes(regulation: Regulation, platforms: tuple[str, ...], speaks_of_annex: bool) -> tuple[str | None, ...]:
    """Return the headings of the annexes to look in, or (None,) for the main text."""
    named = tuple(annex for annex in regulation.annexes if any(p in annex for p in platforms))
    if speaks_of_annex and regulation.annexes:
        return named or regulation.annexes
    return (*named, None) if named else (None,)


def _resolve(reference: Reference, regulation: Regulation, annexes: tuple[str | None, ...]) -> Iterator[Address]:
    for annex in annexes:
        articles = [
            a for a in regulation.articles if a.annex == annex and _number(a) == (reference.article, reference.suffix)
        ]
        if reference.nth:
            articles = articles[reference.nth - 1 : reference.nth]
        hits = [address for article in articles if (address := _inside(article, reference))]
        yield from hits
        if hits:
            return


def _number(article: Article) -> tuple[int, int]:
    match = re.match(r"(\d+)(?:-(\d+))?", article.address.article)
    return (int(match[1]), int(match[2] or 0)) if match else (0, 0)


def _inside(article: Article, reference: Reference) -> Address | None:
    """Return the deepest address that ``reference`` names in ``article``, or None where it has no such part."""
    wanted = [
        ("款", reference.paragraph),
        ("项", reference.item),
        ("项", reference.subitem),
        ("款", reference.inner),
    ]
    steps = [(kind, number) for kind, number in wanted if number]
    for part in article.parts():
        given = [(step.kind, step.number) for step in part.address.steps]
        if given == steps or (_only_paragraph(article, reference) and given == steps[1:]):
            return part.address
    return None


def _only_paragraph(article: Article, reference: Reference) -> bool:
    """Tell whether 第n款 adds nothing: the article has but one, or the item is found without it."""
    if not reference.paragraph or reference.paragraph > len(article.paragraphs):
        return False
    items = article.paragraphs[reference.paragraph - 1].items
    return len(article.paragraphs) == 1 or any(item.number == reference.item for item in items)


def _absence(reference: Reference, regulation: Regulation) -> str:
    numbers = sorted({_number(a)[0] for a in regulation.articles if a.annex is None})
    title = f"《{regulation.title}》"
    if reference.article in numbers:
        return f"{title}有第{to_numeral(reference.article)}条，但没有“{reference.words}”这一处。"
    gaps = "".join(notice for notice in regulation.numbering if notice.startswith("原文缺"))
    extent = f"正文从第{to_numeral(numbers[0])}条到第{to_numeral(numbers[-1])}条"
    return f"{title}没有{reference.words}。{extent}{'，' + gaps if gaps else '。'}"
