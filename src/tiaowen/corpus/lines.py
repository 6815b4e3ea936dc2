"""The text as received → blocks: wraps joined, headings, articles and items told apart, nothing lost.

Two kinds of source are met. In one each line is a paragraph. In the other lines are wrapped at a width and blank
lines and page breaks mean nothing; there a paragraph ends where a sentence ends well before the edge.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from tiaowen.numerals import NUMERAL_CHARS, parse_numeral

Kind = Literal["heading", "article", "item", "text"]

_NUM = f"[{NUMERAL_CHARS}0-9０-９]+"
_ARTEFACT = re.compile(r"\[bookmark:[^\]]*\]")
_HEADING = re.compile(rf"第\s*{_NUM}\s*[编章节](?:\s|[^，。；]{{0,30}}$)")
_ANNEX = re.compile(rf"附\s*[件表录]\s*(?:{_NUM})?\s*[:：]?(?:\s*[^，。；]{{0,40}})?$")
_ARTICLE = re.compile(rf"第\s*({_NUM})\s*条(?:之({_NUM}))?([\s：:、]*)")
_ITEMS = (
    ("（一）", re.compile(rf"[（(]\s*([{NUMERAL_CHARS}]+)\s*[）)][\s、．.]*")),
    ("一、", re.compile(rf"([{NUMERAL_CHARS}]+)\s*、\s*")),
    ("1、", re.compile(r"([0-9０-９]{1,3})\s*[、．.](?![0-9０-９])\s*")),
    ("（1）", re.compile(r"[（(]\s*([0-9０-９]{1,3})\s*[）)][\s、．.]*")),
    ("①", re.compile(r"([①-⑳])\s*")),
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
    lines = (_ARTEFACT.sub("", line).strip() for line in text.splitlines())
    return [line for line in lines if line]


def wrap_width(lines: list[str]) -> int | None:
    """Return the width at which ``lines`` are wrapped, in half-width columns; None where they are not.

    Wrapped lines mostly break off in mid-sentence, and all about equally wide.
    """
    long = [(_width(line), line) for line in lines if _width(line) > 24]
    torn = sorted(width for width, line in long if not _SENTENCE_END.search(line))
    if len(torn) < 0.5 * len(long) or len(torn) < 8:
        return None
    usual = max(set(torn), key=lambda width: (torn.count(width), width))
    alike = sum(abs(width - usual) <= 6 for width in torn)
    return usual if alike >= 0.8 * len(torn) else None


def to_blocks(text: str) -> list[Block]:
    """Return the blocks of ``text`` in order. Joined, they hold every character but white space and artefacts."""
    lines = to_lines(text)
    width = wrap_width(lines)
    blocks: list[Block] = []
    numbering = _Numbering()
    indent = 0
    for (previous, line), heading in zip(pairwise(["", *lines]), _heads_of_parts(lines), strict=True):
        ended = not blocks or blocks[-1].kind == "heading" or bool(_SENTENCE_END.search(previous))
        fresh = width is None or ended
        block = _heading(line) if fresh or _HEADING.match(line) else None
        if block is None and heading and fresh:
            block = Block("heading", line)
        if block is None:
            block = numbering.article(line, fresh) or numbering.item(line, fresh)
        if block is None and (
            width is None
            or not blocks
            or blocks[-1].kind == "heading"
            or (ended and _width(previous) + indent <= width - _INDENT)
        ):
            block = Block("text", line)
        if block is not None:
            numbering.note(block)
            blocks.append(block)
            indent = _INDENT
        else:
            indent = 0
            blocks[-1] = blocks[-1]._replace(text=_join(blocks[-1].text, line))
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
        follows = number == self.last_article + 1 or (suffix > 0 and number == self.last_article)
        separated = bool(match[3]) or match.end() == len(line)
        if not (fresh and (follows or separated)) and not (follows and separated):
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
            follows = number in {1, last + 1}
            gap_or_repeat = number is not None and style == "（一）" and number <= last + 5
            if number is not None and (follows or (fresh and gap_or_repeat)) and (fresh or style == "（一）"):
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


def _heading(line: str) -> Block | None:
    return Block("heading", line) if _HEADING.match(line) or _ANNEX.match(line) else None


def _heads_of_parts(lines: list[str]) -> Iterator[bool]:
    """Tell for each line whether it stands, with others like it, right before a 第一条 or 第一章."""
    starts = [_starts_part(line) for line in lines]
    heads = [False] * len(lines)
    for i in range(len(lines) - 2, -1, -1):
        heads[i] = (starts[i + 1] or heads[i + 1]) and _is_title_like(lines[i])
    return iter(heads)


def _starts_part(line: str) -> bool:
    match = re.match(rf"第\s*({_NUM})\s*[条章编]", line)
    return match is not None and parse_numeral(match[1]) == 1


def _is_title_like(line: str) -> bool:
    numbered = _ARTICLE.match(line) or any(pattern.match(line) for _, pattern in _ITEMS[1:])
    return len(line) <= 40 and not numbered and not re.search(r"[。；;，,：:]$", line.rstrip("：:"))


def _join(before: str, after: str) -> str:
    torn_words = re.search(r"[A-Za-z]$", before) and re.match(r"[A-Za-z]", after)
    return f"{before} {after}" if torn_words else before + after


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line)
