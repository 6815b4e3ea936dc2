"""The text as received → blocks: wraps joined, headings, articles and items told apart, nothing lost.

Two kinds of source are met. In one each line is a paragraph. In the other lines are wrapped at a width and blank
lines and page breaks mean nothing; there a paragraph begins where a line is set in, or, in a text that sets
nothing in, ends where a sentence ends well before the edge.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import Literal, NamedTuple

from tiaowen.numerals import NUMERAL_CHARS, parse_numeral

Kind = Literal["heading", "article", "item", "text"]

_NUM = f"[{NUMERAL_CHARS}0-9０-９]+"
_ARTEFACT = re.compile(r"\[bookmark:[^\]]{0,80}\]")
_HEADING = re.compile(rf"第\s*{_NUM}\s*(?:分?编|[章节])(?:\s|[^，。；]{{0,30}}$)|[总附]\s*则$")
_ANNEX = re.compile(r"附\s*[件表录][^，。；]{0,40}$")
_LONGEST_HEADING = 60
_ARTICLE = re.compile(rf"第\s*({_NUM})\s*条(?:之({_NUM}))?([\s：:、]*)")
_LAST_ARTICLE = 9999  # the law has no article beyond; what looks like one is a number of something else
_ITEMS = (
    ("（一）", re.compile(rf"[（(]\s*([{NUMERAL_CHARS}]+)\s*[）)][\s、．.]*")),
    ("一、", re.compile(rf"([{NUMERAL_CHARS}]+)\s*、\s*")),
    ("1、", re.compile(r"([0-9０-９]{1,3})\s*[、．.](?![0-9０-９])\s*")),
    ("（1）", re.compile(r"[（(]\s*([0-9０-９]{1,3})\s*[）)][\s、．.]*")),
    ("①", re.compile(r"([①-⑳])\s*")),
)
# what follows a number that is spoken of: 第九条规定的, 第九条、第十条, （一）至（三）项, （二）项
_OF_ARTICLE = re.compile(r"第|规定|所列|所称|[和或及至]第")
_OF_ITEM = re.compile(
    rf"[、至到和或及]?\s*第?\s*[（(]\s*[{NUMERAL_CHARS}]+\s*[）)]|[项款](?:规定|所|情形|的|[、和或中])"
)
_INDENT = 4  # the first line of a paragraph is set in by two characters
_SENTENCE_END = re.compile(r"[。；;：:！？!?…][”’）)》」]*$")


class Block(NamedTuple):
    """One block: ``mark`` is its number as published, ``style`` the style of an item's mark.

    ``number`` is 0 for headings and text; ``suffix`` is the 2 of 第一百二十条之二, else 0.
    """

    kind: Kind
    text: str
    mark: str = ""
    number: int = 0
    suffix: int = 0
    style: str = ""

    @property
    def published(self) -> str:
        """The block with its mark."""
        return self.mark + self.text


def to_lines(text: str) -> list[str]:
    """Return the lines that hold something, white space at their ends and page artefacts removed."""
    return [line.strip() for line in _filled(text)]


def wrap_width(lines: list[str]) -> int | None:
    """Return the width at which ``lines`` are wrapped, in half-width columns; None where they are not.

    Wrapped lines mostly break off in mid-sentence, all about equally wide, and hardly any line is wider.
    """
    long = [(_width(line), line) for line in lines if _width(line) > 24]
    torn = Counter(width for width, line in long if not _SENTENCE_END.search(line))
    if torn.total() < max(0.5 * len(long), 4):
        return None
    usual = max(torn, key=lambda width: (torn[width], width))
    alike = sum(times for width, times in torn.items() if abs(width - usual) <= 6)
    wider = sum(width > usual + 6 for width, _ in long)
    return usual if alike >= 0.8 * torn.total() and wider <= 0.02 * len(long) else None


def to_blocks(text: str) -> list[Block]:
    """Return the blocks of ``text`` in order. Joined, they hold every character but white space and artefacts."""
    lines = to_lines(text)
    width = wrap_width(lines)
    set_in = None if width is None else _set_in(_filled(text))
    blocks: list[Block] = []
    numbering = _Numbering()
    indent = 0
    heads = _heads_of_parts(lines)
    for i, (previous, line) in enumerate(pairwise(["", *lines])):
        first = not blocks or blocks[-1].kind == "heading"
        ended = first or bool(_SENTENCE_END.search(previous))
        if width is None:
            fresh = paragraph = True
        elif set_in is not None:
            fresh = paragraph = first or set_in[i]
        else:
            fresh = ended
            paragraph = first or (ended and _width(previous) + indent <= width - _INDENT)
        block = None
        if fresh or ended:
            block = Block("heading", line) if heads[i] or _is_heading(line) else None
        elif _HEADING.match(line) and width is not None and _width(line) <= width - _INDENT:
            block = Block("heading", line)
        block = block or numbering.article(line, fresh) or numbering.item(line, fresh)
        if block is None and paragraph and (first or blocks[-1].published != blocks[-1].mark):
            block = Block("text", line)
        if block is None:
            indent = 0
            blocks[-1] = blocks[-1]._replace(text=_join(blocks[-1].text, line))
        else:
            indent = _INDENT
            numbering.note(block)
            blocks.append(block)
    return blocks


class _Numbering:
    """Where the numbering stands, so that a number at a line's start is told from one in a sentence."""

    def __init__(self) -> None:
        self.last_article = 0
        self.open_items: dict[str, int] = {}

    def article(self, line: str, fresh: bool) -> Block | None:
        match = _ARTICLE.match(line)
        number = parse_numeral(match[1]) if match else None
        if match is None or number is None:
            return None
        suffix = (parse_numeral(match[2]) or 0) if match[2] else 0
        if max(number, suffix) > _LAST_ARTICLE or number == 0:
            return None
        follows = number == self.last_article + 1 or (suffix > 0 and number == self.last_article)
        separated = bool(match[3]) or match.end() == len(line)
        if _OF_ARTICLE.match(line, match.end()) and match[3] in {"", "、"}:
            return None
        expected = follows or not self.last_article  # an extract begins anywhere
        if not (fresh and (follows or separated)) and not (expected and separated):
            return None
        mark = match[0][: match.end() - len(match[3])]
        return Block("article", line[match.end() :], mark + match[3].strip(), number, suffix)

    def item(self, line: str, fresh: bool) -> Block | None:
        for style, pattern in _ITEMS:
            match = pattern.match(line)
            if match is None:
                continue
            number = int(unicodedata.numeric(match[1])) if style == "①" else parse_numeral(match[1])
            last = self.open_items.get(style, 0)
            rest = line[match.end(1) :].lstrip("）) ")
            if not number or (style == "（一）" and _OF_ITEM.match(rest)):
                continue
            follows = number in {1, last + 1}
            near = number <= last + 5 if style == "（一）" else 0 < last < number <= last + 5
            if (follows or (fresh and near)) and (fresh or style == "（一）"):
                return Block("item", line[match.end() :], match[0].strip(), number, style=style)
        return None

    def note(self, block: Block) -> None:
        if block.kind == "article":
            self.last_article = block.number
            self.open_items = {}
        elif block.kind == "heading":
            if not _HEADING.match(block.text):
                self.last_article = 0
            self.open_items = {}
        elif block.kind == "item":
            styles = list(self.open_items)
            if block.style in styles:
                for inner in styles[styles.index(block.style) + 1 :]:
                    del self.open_items[inner]
            self.open_items[block.style] = block.number


def _filled(text: str) -> list[str]:
    lines = (_ARTEFACT.sub("", line) for line in text.splitlines())
    return [line for line in lines if line.strip()]


def _set_in(lines: list[str]) -> list[bool] | None:
    """Tell which of wrapped ``lines`` are set in as a paragraph begins; None where the text does not do so."""
    depths = [_width(line[: -len(line.lstrip())].replace("\t", " " * _INDENT)) for line in lines]
    articles = [depth for line, depth in zip(lines, depths, strict=True) if _ARTICLE.match(line.lstrip())]
    deep = [depth >= _INDENT for depth in depths]
    told = sum(depth >= _INDENT for depth in articles) >= 0.8 * len(articles) and sum(deep) < 0.8 * len(deep)
    return deep if articles and told else None


def _is_heading(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and bool(_HEADING.match(line) or _ANNEX.match(line))


def _heads_of_parts(lines: list[str]) -> list[bool]:
    """Tell for each line whether it stands, with others like it, right before a 第一条 or 第一章."""
    starts = [_starts_part(line) for line in lines]
    heads = [False] * len(lines)
    for i in range(len(lines) - 2, -1, -1):
        heads[i] = (starts[i + 1] or heads[i + 1]) and _is_title_like(lines[i])
    return heads


def _starts_part(line: str) -> bool:
    match = re.match(rf"第\s*({_NUM})\s*[条章编]", line)
    return match is not None and parse_numeral(match[1]) == 1


def _is_title_like(line: str) -> bool:
    numbered = _ARTICLE.match(line) or any(pattern.match(line) for _, pattern in _ITEMS[1:])
    return len(line) <= 40 and not numbered and not re.search(r"[。；;，,：:]$", line.rstrip("：:"))


def _join(before: str, after: str) -> str:
    torn_words = re.fullmatch(r"[A-Za-z]{2}", before[-1:] + after[:1])
    return f"{before} {after}" if torn_words else before + after


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line)
