"""Markdown → segments: sentences, cells and headings, each with its place and with what stands around it.

Nothing is refused: a table that does not close is a table, a mark that fits nothing is text.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Literal, NamedTuple

from tiaowen.quantities.view import View, to_view

Kind = Literal["text", "cell", "heading", "quote"]

_LINE = re.compile(r"[^\n\r]+")
_HEADING = re.compile(r"\s*#{1,6}\s+")
_QUOTE = re.compile(r"\s*(?:>\s?)+")
_RULE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*")
_ITEM = re.compile(
    r"(?P<indent>\s*)(?:[-+*•·]\s+|[-•·](?=\S)|\d{1,3}[.、)）．](?!\d)\s*|[(（][\d一二三四五六七八九十]{1,3}[)）]"
    r"|[①-⑳]|[一二三四五六七八九十]{1,3}、)"
)
_SENTENCE = re.compile(r"[^。！？!?；;]+[。！？!?；;]*[”’」』）)*]*")
_FIGURE = re.compile(r"[0-9]")
_FULL_WIDTH = str.maketrans("<>", "＜＞")
_LONGEST = 400  # a sentence without any mark is read in pieces


class Segment(NamedTuple):
    """A sentence, a cell or a heading: ``text`` as :func:`~tiaowen.quantities.view.to_view` has it.

    ``places`` gives the index in the original of each character. ``around`` is what it stands under, nearest first:
    the labels of the row, the heading of the column, the entries and the line that lead to it, the headings.
    ``line`` numbers the lines, ``block`` the paragraphs, lists and tables. ``entry`` is the depth as an entry of a
    list, 0 for none.
    """

    text: str
    places: list[int]
    kind: Kind
    line: int
    block: int
    around: tuple[str, ...] = ()
    entry: int = 0

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``text[start:end]`` stands in the original."""
        if not self.places:
            return 0, 0
        first = self.places[min(start, len(self.places) - 1)]
        return first, self.places[max(min(end, len(self.places)) - 1, 0)] + 1


class _Lead(NamedTuple):
    depth: int
    text: str


def segment_text(text: str) -> tuple[Segment, ...]:
    r"""Return the segments of ``text`` in order.

    >>> [(s.text, s.kind, s.around) for s in segment_text("# 条件\n- 人数：8人。够了")]
    [('条件', 'heading', ()), ('人数：8人。', 'text', ('条件',)), ('够了', 'text', ('条件',))]
    """
    return tuple(_Reader(text).read())


class _Reader:
    """Reads a text line by line; remembers what each line stands under."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._out: list[Segment] = []
        self._headings: list[_Lead] = []
        self._leads: list[_Lead] = []
        self._header: list[str] = []
        self._block = 0
        self._line = 0
        self._last_end = 0
        self._last_kind = ""

    def read(self) -> list[Segment]:
        for match in _LINE.finditer(self._text):
            self._line += 1
            line, at = match[0], match.start()
            if not line.strip():
                continue
            gap = self._text.count("\n", self._last_end, at) > 1
            self._last_end = match.end()
            self._read_line(line, at, gap=gap)
        return self._out

    def _read_line(self, line: str, at: int, *, gap: bool) -> None:
        if heading := _HEADING.match(line):
            self._enter("heading", new=True)
            self._read_heading(line, at, heading)
        elif self._is_row(line):
            self._enter("table", new=self._last_kind != "table")
            self._read_row(line, at)
        elif quote := _QUOTE.match(line):
            self._enter("quote", new=gap)
            self._add(line, at, quote.end(), "quote", self._around())
        elif item := _ITEM.match(line):
            self._enter("list", new=self._last_kind != "list" and gap)
            self._read_item(line, at, item)
        else:
            self._enter("text", new=gap)
            self._read_plain(line, at)

    def _enter(self, kind: str, *, new: bool) -> None:
        if new or kind != self._last_kind:
            self._block += 1
            self._header = [] if kind != "table" or self._last_kind != "table" else self._header
        self._last_kind = kind

    def _around(self) -> tuple[str, ...]:
        return tuple(lead.text for lead in (*reversed(self._leads), *reversed(self._headings)))

    def _read_heading(self, line: str, at: int, match: re.Match[str]) -> None:
        depth = match[0].count("#")
        self._headings = [h for h in self._headings if h.depth < depth]
        self._leads = []
        self._add(line, at, match.end(), "heading", self._around())
        self._headings.append(_Lead(depth, to_view(line[match.end() :]).text))

    def _is_row(self, line: str) -> bool:
        return line.lstrip().startswith("|") or (line.count("|") > 1) or (self._last_kind == "table" and "|" in line)

    def _read_row(self, line: str, at: int) -> None:
        if _RULE.fullmatch(line):
            return
        cells = _cells(line)
        texts = [to_view(line[start:end]).text for start, end in cells]
        first = not self._header
        if first:
            self._header = texts
        for column, (start, end) in enumerate(cells):
            head = () if first else tuple(self._header[column : column + 1])
            around = (*(_labels(texts[:column]) if column and not first else ()), *head, *self._around())
            self._add(line[:end], at, start, "heading" if first else "cell", around)

    def _read_item(self, line: str, at: int, match: re.Match[str]) -> None:
        depth = len(match["indent"].expandtabs(4)) + 1
        self._leads = [lead for lead in self._leads if lead.depth < depth]
        self._add(line, at, match.end(), "text", self._around(), entry=depth)
        self._leads.append(_Lead(depth, to_view(line[match.end() :]).text[:80]))

    def _read_plain(self, line: str, at: int) -> None:
        bold = line.strip().startswith("**") and line.strip().rstrip("：:").endswith("**") and len(line) < 60
        self._leads = []
        self._add(line, at, 0, "heading" if bold else "text", self._around())
        self._leads = [_Lead(0, to_view(line).text[-120:])]

    def _add(  # noqa: PLR0913 - one place where a segment is made
        self, line: str, at: int, start: int, kind: Kind, around: tuple[str, ...], *, entry: int = 0
    ) -> None:
        for match in _SENTENCE.finditer(line, start):
            for piece in range(match.start(), match.end(), _LONGEST):
                words = line[piece : min(piece + _LONGEST, match.end())]
                view: View = to_view(words)
                if view.text.strip():
                    # In a cell > is a comparator and never the mark of a quote.
                    text = view.text.translate(_FULL_WIDTH) if kind == "cell" else view.text
                    places = [at + piece + place for place in view.places]
                    self._out.append(Segment(text, places, kind, self._line, self._block, around, entry))


def _labels(cells: list[str]) -> tuple[str, ...]:
    """Return what the cells before one in its row say of it: those without a figure, or all where each has one."""
    return (" ".join([cell for cell in cells if not _FIGURE.search(cell)] or cells),)


def _cells(line: str) -> list[tuple[int, int]]:
    """Return where each cell of a row begins and ends; the empty ones at the rims left out."""
    bars = [-1, *(i for i, c in enumerate(line) if c == "|" and (i == 0 or line[i - 1] != "\\")), len(line)]
    cells = [(a + 1, b) for a, b in pairwise(bars)]
    if len(cells) > 1 and not line[slice(*cells[0])].strip():
        cells = cells[1:]
    if len(cells) > 1 and not line[slice(*cells[-1])].strip():
        cells = cells[:-1]
    return cells
