"""A comparison as a file of Excel: what each text says with where it says it, differences marked."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tiaowen.app.render.exports import words
from tiaowen.app.render.page.words import DISCLAIMER, status_banner
from tiaowen.evals.sheets import fill_cell

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tiaowen.answering.comparison import Cell, Comparison, Row
    from tiaowen.corpus.load import Corpus

TITLE, LAW_TITLE = "对比", "原文"
HEADS = ("事项", "比什么", "是否不同")
LAW_HEADS = ("办法", "事项", "出处", "地址", "原文")
DIFFERENT, PARTIAL, SAME = "不同", "有的没写", "相同"
_WIDTH, _WIDE = 16, 44
_DIFFERS, _SILENT, _HEAD = "FFF3D6", "F2F2F2", "E3EEF1"


def write_comparison(comparison: Comparison, corpus: Corpus, day: date) -> bytes:
    """Return ``comparison`` as a file of Excel: the table, and on a second sheet every quote with its address."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # a new workbook has a sheet
    sheet.title = TITLE
    _write(sheet, (*HEADS, *(side.label for side in comparison.sides)), _rows(comparison))
    _mark(sheet, comparison)
    for line in ("", *_foot(comparison, corpus, day)):
        sheet.append([])
        fill_cell(sheet.cell(row=sheet.max_row + 1, column=1), line)
    _write(book.create_sheet(LAW_TITLE), LAW_HEADS, _quotes(comparison))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(comparison: Comparison) -> Iterator[Sequence[str]]:
    for row in comparison.rows:
        yield (row.topic, row.name, _differs(row), *(_said(cell) for cell in row.cells))


def _differs(row: Row) -> str:
    return DIFFERENT if row.differs else PARTIAL if row.partial else SAME


def _said(cell: Cell) -> str:
    places = "；".join(dict.fromkeys(citation.label for citation in cell.citations))
    return f"{cell.text}\n（{places}）" if places else cell.text


def _quotes(comparison: Comparison) -> Iterator[Sequence[str]]:
    for row in comparison.rows:
        for side, cell in zip(comparison.sides, row.cells, strict=True):
            for citation in cell.citations:
                yield (side.label, row.name, citation.label, str(citation.address), citation.quote)


def _foot(comparison: Comparison, corpus: Corpus, day: date) -> Iterator[str]:
    yield f"日期：{words.write_day(day)}　条文指纹：{corpus.fingerprint}"
    yield DISCLAIMER
    for id_ in dict.fromkeys(side.regulation for side in comparison.sides):
        regulation = corpus.regulation(id_)
        banner = status_banner(regulation)
        if banner:
            yield f"《{regulation.title}》：{banner}"


def _write(sheet: Worksheet, heads: Sequence[str], rows: Iterator[Sequence[str]]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for n, cells in enumerate((heads, *rows), 1):
        for m, text in enumerate(cells, 1):
            cell = sheet.cell(row=n, column=m)
            fill_cell(cell, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for m, head in enumerate(heads, 1):
        narrow = head in HEADS or head in LAW_HEADS[:2]
        sheet.column_dimensions[get_column_letter(m)].width = _WIDTH if narrow else _WIDE
        sheet.cell(row=1, column=m).font = Font(bold=True)
        sheet.cell(row=1, column=m).fill = PatternFill("solid", fgColor=_HEAD)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions


def _mark(sheet: Worksheet, comparison: Comparison) -> None:
    from openpyxl.styles import PatternFill

    for n, row in enumerate(comparison.rows, 2):
        if row.differs:
            sheet.cell(row=n, column=len(HEADS)).fill = PatternFill("solid", fgColor=_DIFFERS)
        for m, cell in enumerate(row.cells, len(HEADS) + 1):
            if cell.silent:
                sheet.cell(row=n, column=m).fill = PatternFill("solid", fgColor=_SILENT)
