"""Blocks → a file of Word, in fonts that Chinese offices have."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from tiaowen.app.render.exports.blocks import Block, Heading, Marked, Plain, Points, Quote, Table, clean
from tiaowen.app.render.page.markup import parse_markdown

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph
    from markdown_it.token import Token

BODY, HEADS, LATIN = "宋体", "黑体", "Times New Roman"
_STYLES = (
    ("Normal", BODY, 11), ("Title", HEADS, 18), ("Heading 1", HEADS, 15), ("Heading 2", HEADS, 13),
    ("Heading 3", HEADS, 11), ("Quote", BODY, 10), ("List Bullet", BODY, 11), ("List Number", BODY, 11),
)  # fmt: skip
_GRID = "Table Grid"


def to_word(blocks: Iterable[Block], *, title: str, day: date) -> bytes:
    """Return the document that ``blocks`` are; ``day`` stands in its properties."""
    from docx import Document

    document = Document()
    _set_up(document, title, day)
    for block in blocks:
        _add(document, block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: Document, title: str, day: date) -> None:
    from docx.shared import Mm

    for name, font, points in _STYLES:
        _set_font(document, name, font, points)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, "条问", "zh-CN"
    properties.comments = ""
    properties.created = properties.modified = datetime(day.year, day.month, day.day)


def _set_font(document: Document, name: str, font: str, points: int) -> None:
    """Name the fonts of a style for every script; what the template takes from its theme would win over them."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style: ParagraphStyle = document.styles[name]
    style.font.name, style.font.size = LATIN, Pt(points)
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.font.italic = False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)
    fonts.attrib.pop(qn("w:cstheme"), None)
    fonts.set(qn("w:eastAsia"), font)


def _add(document: Document, block: Block) -> None:
    match block:
        case Heading(level, text):
            document.add_heading(clean(text), level - 1)
        case Plain(text, strong):
            document.add_paragraph().add_run(clean(text)).bold = strong
        case Marked(markdown):
            _add_marked(document, parse_markdown(clean(markdown)))
        case Quote(number, label, text):
            document.add_paragraph().add_run(f"〔{number}〕{clean(label)}").bold = True
            document.add_paragraph(clean(text), style="Quote")
        case Points(items):
            for item in items:
                document.add_paragraph(clean(item), style="List Bullet")
        case Table(heads, rows):
            _add_table(document, (heads, *rows))


def _add_table(document: Document, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style=_GRID)
    for n, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.paragraphs[0].add_run(clean(text)).bold = n == 0
    document.add_paragraph()


def _add_marked(document: Document, tokens: Sequence[Token]) -> None:
    """Add what an answer's Markdown is: paragraphs, lists, tables."""
    styles: list[str] = []
    rows: list[list[Token]] = []
    for token in tokens:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                styles.append("List Bullet" if token.type.startswith("bullet") else "List Number")
            case "blockquote_open":
                styles.append("Quote")
            case "bullet_list_close" | "ordered_list_close" | "blockquote_close":
                styles.pop()
            case "tr_open":
                rows.append([])
            case "table_close":
                _add_token_table(document, rows)
                rows = []
            case "inline" if rows:
                rows[-1].append(token)
            case "inline":
                paragraph = document.add_paragraph(style=styles[-1] if styles else None)
                _add_runs(paragraph, token, strong=False)
            case "fence" | "code_block":
                document.add_paragraph(token.content.rstrip("\n"))


def _add_token_table(document: Document, rows: Sequence[Sequence[Token]]) -> None:
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)), style=_GRID)
    for n, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
        for cell, token in zip(row.cells, cells, strict=False):
            _add_runs(cell.paragraphs[0], token, strong=n == 0)
    document.add_paragraph()


def _add_runs(paragraph: Paragraph, token: Token, *, strong: bool) -> None:
    for text, bold in _runs(token.children or ()):
        paragraph.add_run(text).bold = bold or strong


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[str, bool]]:
    depth = 0
    for token in tokens:
        match token.type:
            case "strong_open":
                depth += 1
            case "strong_close":
                depth -= 1
            case "softbreak" | "hardbreak":
                yield "\n", False
            case "text" | "code_inline":
                yield token.content, depth > 0
