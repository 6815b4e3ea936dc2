"""Blocks → the tree of the law: headings, annexes, 条 articles, 款 paragraphs, 项 items, each with its address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from string import ascii_lowercase
from typing import NamedTuple

from tiaowen.corpus.lines import Block, to_blocks
from tiaowen.domain import Address, Article, Item, Paragraph, Value
from tiaowen.numerals import to_numeral

_CHAPTER = re.compile(r"(第\s*[^\s第]+?\s*([编章节]))\s*(.*)")
_SPREAD = re.compile(r"(?<=[^ -~])\s+(?=[^ -~])")  # 总 则
_ANNEX_WORD = re.compile(r"附\s*[件表录]")


class ParsedText(Value):
    """A text as a tree; ``parts`` holds headings, loose text (both str) and articles, as the source has them."""

    title: str
    parts: tuple[str | Article, ...]
    notices: tuple[str, ...]

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles in order."""
        return tuple(part for part in self.parts if isinstance(part, Article))

    @property
    def published(self) -> str:
        """Everything in order: the source itself, but for white space and page artefacts."""
        return "\n".join(part if isinstance(part, str) else part.full_text for part in self.parts)


class _Raw(NamedTuple):
    """An article before it has its address: the headings over it and its blocks, its own first."""

    annex: str | None
    chapter: str | None
    blocks: list[Block]

    @property
    def number(self) -> tuple[int, int]:
        return self.blocks[0].number, self.blocks[0].suffix


def parse_text(text: str, regulation: str, *, place: str = "") -> ParsedText:
    r"""Return ``text`` as a tree whose addresses begin with ``regulation``.

    ``place`` (拉萨市) is left out of the keys of annexes. Missing and repeated numbers are kept as they are and
    stated in ``notices``.

    >>> tree = parse_text("某市办法\n第一条 申请人应当：\n（一）注册；\n（二）有八人。\n第三条 施行。", "mou")
    >>> [str(part.address) for article in tree.articles for part in article.parts()]
    ['mou/1', 'mou/1(1)', 'mou/1(2)', 'mou/3']
    >>> tree.title, tree.notices
    ('某市办法', ('原文缺第二条。',))
    """
    raw = list(_read(to_blocks(text)))
    articles = [part for part in raw if isinstance(part, _Raw)]
    times = Counter((a.annex, a.number) for a in articles)
    seen: Counter[tuple[str | None, tuple[int, int]]] = Counter()
    parts: list[str | Article] = []
    for part in raw:
        if isinstance(part, str):
            parts.append(part)
            continue
        key = (part.annex, part.number)
        letter = ascii_lowercase[seen[key] % 26] if times[key] > 1 else ""
        seen[key] += 1
        number, suffix = part.number
        address = Address(
            regulation=regulation,
            annex=_annex_key(part.annex, place),
            article=f"{number}-{suffix}{letter}" if suffix else f"{number}{letter}",
        )
        own, *rest = part.blocks
        paragraphs = tuple(_paragraphs([own._replace(kind="text", mark=""), *rest]))
        parts.append(
            Article(address=address, mark=own.mark, chapter=part.chapter, annex=part.annex, paragraphs=paragraphs)
        )
    return ParsedText(title=_title(raw), parts=tuple(parts), notices=tuple(_notices(articles)))


def _read(blocks: Iterable[Block]) -> Iterator[str | _Raw]:
    """Yield headings, loose text and articles with the headings that stand over them."""
    annex: str | None = None
    chapter: str | None = None
    current: _Raw | None = None
    seen_article = False
    for block in blocks:
        if block.kind in {"text", "item"} and current is not None:
            current.blocks.append(block)
            continue
        if current is not None:
            yield current
            current = None
        if block.kind == "article":
            seen_article = True
            current = _Raw(annex, chapter, [block])
            continue
        yield block.published
        if block.kind == "heading":
            match = _CHAPTER.fullmatch(block.text)
            if match is None:
                annex, chapter = (block.text if seen_article else None), None
            else:
                heading = f"{match[1]}　{_SPREAD.sub('', match[3])}".strip()
                upper = chapter.partition("／")[0] if chapter and match[2] == "节" else None
                chapter = f"{upper}／{heading}" if upper else heading
    if current is not None:
        yield current


def _paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """Yield 款: each text block with the items listed under it.

    Text between two items of one list belongs to the item before it; text after the last item, or before a list
    that begins anew, is a paragraph of its own.
    """
    groups: list[list[Block]] = []
    for i, block in enumerate(blocks):
        starts = block.kind == "text" and not _inside_item(groups[-1] if groups else [], blocks[i + 1 :])
        if starts or not groups:
            groups.append([])
        groups[-1].append(block)
    for number, group in enumerate(groups, 1):
        lead, listed = (group[0].text, group[1:]) if group[0].kind == "text" else ("", group)
        yield Paragraph(number=number, text=lead, items=tuple(_items(listed)))


def _inside_item(group: Sequence[Block], ahead: Sequence[Block]) -> bool:
    following = next((block for block in ahead if block.kind == "item"), None)
    if following is None:
        return False
    before = [b.number for b in group if b.kind == "item" and b.style == following.style]
    return bool(before) and following.number > max(before[-1], 1)


def _items(blocks: Sequence[Block]) -> Iterator[Item]:
    """Yield the items of one list; blocks of another style in between are lists inside the item before them."""
    if not blocks:
        return
    starts = [i for i, block in enumerate(blocks) if block.style == blocks[0].style]
    for start, end in pairwise([*starts, len(blocks)]):
        own, inner = blocks[start], blocks[start + 1 : end]
        text = own._replace(kind="text", mark="", style="")
        yield Item(number=own.number, mark=own.mark, paragraphs=tuple(_paragraphs([text, *inner])))


def _annex_key(annex: str | None, place: str) -> str | None:
    if annex is None:
        return None
    name = re.sub(r"[\s/()（）《》]", "", annex).removeprefix(place)
    return "附件" if not name or _ANNEX_WORD.match(name) else f"附件-{name}"


def _title(raw: Sequence[str | _Raw]) -> str:
    lines: list[str] = []
    for part in raw:
        if not isinstance(part, str) or _CHAPTER.match(part):
            break
        if not _ANNEX_WORD.match(part):
            lines.append(part)
    return "".join(lines)


def _notices(articles: Sequence[_Raw]) -> Iterator[str]:
    """Yield a sentence for every number that is missing or stands more than once."""
    for annex in dict.fromkeys(a.annex for a in articles):
        place = f"附件《{annex}》" if annex else "原文"
        numbers = [a.number for a in articles if a.annex == annex]
        present = sorted({number for number, _ in numbers})
        for before, after in pairwise([0, *present]):
            missing = [f"第{to_numeral(n)}条" for n in range(before + 1, after)]
            if missing:
                span = "、".join(missing) if len(missing) < 3 else f"{missing[0]}至{missing[-1]}"
                yield f"{place}缺{span}。"
        for (number, suffix), times in Counter(numbers).items():
            if times > 1:
                tail = f"之{to_numeral(suffix)}" if suffix else ""
                yield f"{place}有{'两' if times == 2 else to_numeral(times)}个第{to_numeral(number)}条{tail}。"
