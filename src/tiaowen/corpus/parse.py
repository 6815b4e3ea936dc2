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
from tiaowen.numerals import NUMERAL_CHARS, parse_numeral, to_numeral

_CHAPTER = re.compile(r"(第\s*[^\s第]+?\s*(分?编|[章节])|[总附]\s*则)\s*(.*)")
_LEVELS = ("编", "分编", "章", "节")
_SPREAD = re.compile(r"(?<=[^ -~])\s+(?=[^ -~])")  # 总 则
_ANNEX_WORD = re.compile(rf"附\s*[件表录]\s*([{NUMERAL_CHARS}0-9０-９]*)\s*[:：、]?")
_NOT_TITLE = re.compile(r"目\s*[录次]$|[（(].*[年月].*[）)]$")  # a table of contents; when and by whom it was passed


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
    times = Counter((_annex_key(a.annex, place), a.number) for a in articles)
    seen: Counter[tuple[str | None, tuple[int, int]]] = Counter()
    parts: list[str | Article] = []
    for part in raw:
        if isinstance(part, str):
            parts.append(part)
            continue
        key = (_annex_key(part.annex, place), part.number)
        letter = ascii_lowercase[seen[key] % 26] if times[key] > 1 else ""
        seen[key] += 1
        number, suffix = part.number
        address = Address(
            regulation=regulation,
            annex=key[0],
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
    over: dict[str, str] = {}  # level → heading
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
            current = _Raw(annex, "／".join(over.values()) or None, [block])
            continue
        yield block.published
        if block.kind == "heading":
            match = _CHAPTER.fullmatch(block.text)
            if match is None:
                annex, over = (block.text if seen_article else None), {}
            else:
                level = match[2] or "章"
                above = _LEVELS[: _LEVELS.index(level)]
                heading = f"{match[1]}　{_SPREAD.sub('', match[3])}".strip()
                over = {name: text for name, text in over.items() if name in above} | {level: heading}
    if current is not None:
        yield current


def _paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """Yield 款: each text block with the items listed under it.

    Text between two items of one list belongs to the item before it; text after the last item, or before a list
    that begins anew, is a paragraph of its own.
    """
    groups: list[list[Block]] = []
    last: dict[str, int] = {}  # style → number of the last item in the group
    for block, item in zip(blocks, _next_items(blocks), strict=True):
        within = item is not None and item.style in last and item.number > max(last[item.style], 1)
        if not groups or (block.kind == "text" and not within):
            groups.append([])
            last = {}
        groups[-1].append(block)
        if block.kind == "item":
            last[block.style] = block.number
    for number, group in enumerate(groups, 1):
        lead, listed = (group[0].text, group[1:]) if group[0].kind == "text" else ("", group)
        yield Paragraph(number=number, text=lead, items=tuple(_items(listed)))


def _next_items(blocks: Sequence[Block]) -> list[Block | None]:
    """Return for each block the first item after it."""
    found: list[Block | None] = []
    item: Block | None = None
    for block in reversed(blocks):
        found.append(item)
        item = block if block.kind == "item" else item
    return found[::-1]


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
    name = re.sub(r"[\s/()（）《》]", "", annex)
    word = _ANNEX_WORD.match(name)
    if word:
        number = parse_numeral(word[1])
        name = name[word.end() :] or str(number or "")
    name = name.removeprefix(place)
    return f"附件-{name}" if name else "附件"


def _title(raw: Sequence[str | _Raw]) -> str:
    lines: list[str] = []
    for part in raw:
        if not isinstance(part, str) or _CHAPTER.match(part):
            break
        if not _ANNEX_WORD.match(part) and not _NOT_TITLE.match(part):
            lines.append(part)
    return "".join(lines)


def _notices(articles: Sequence[_Raw]) -> Iterator[str]:
    """Yield a sentence for every number that is missing or stands more than once."""
    for annex in dict.fromkeys(a.annex for a in articles):
        place = f"附件《{annex}》" if annex else "原文"
        numbers = [a.number for a in articles if a.annex == annex]
        present = sorted({number for number, _ in numbers})
        for before, after in pairwise([0, *present]):
            first, last = (f"第{to_numeral(n)}条" for n in (before + 1, after - 1))
            if after > before + 1:
                joint = "、" if after == before + 3 else "至"
                yield f"{place}缺{first}。" if first == last else f"{place}缺{first}{joint}{last}。"
        for (number, suffix), times in Counter(numbers).items():
            if times > 1:
                tail = f"之{to_numeral(suffix)}" if suffix else ""
                yield f"{place}有{'两' if times == 2 else to_numeral(times)}个第{to_numeral(number)}条{tail}。"
