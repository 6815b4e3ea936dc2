"""Tables in files of Excel and of commas: rows of text in and out, nothing in them ever run as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile

from tiaowen.errors import SuiteError
from tiaowen.evals.record import write_whole

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

MOST_CHARACTERS = 32_000  # of a cell; Excel takes 32,767
_MOST_ROWS, _MOST_COLUMNS = 20_000, 60
_RUN_BY_EXCEL = ("=", "+", "-", "@", "\t", "\r")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Column(NamedTuple):
    """A column to write: its heading, its width in characters, and the values that a person may choose from."""

    heading: str
    width: int = 16
    choices: tuple[str, ...] = ()


class Row(NamedTuple):
    """A row as read: its number in the sheet and its cells by heading, blank ones left out."""

    number: int
    cells: dict[str, str]


class Sheet(NamedTuple):
    """The headings of a sheet and its rows."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def write_sheet(path: Path, title: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
    """Write ``rows`` under ``columns`` as the file of Excel ``path``, every cell as text."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # a new workbook has a sheet
    sheet.title = title
    for n, cells in enumerate(([column.heading for column in columns], *rows), 1):
        for m, text in enumerate(cells, 1):
            fill_cell(sheet.cell(row=n, column=m), text)
    _dress(sheet, columns)
    draft = path.with_name(f".{path.name}.draft")
    book.save(draft)
    draft.replace(path)


def write_csv(path: Path, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
    """Write ``rows`` under ``columns`` as commas, with the mark by which Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.heading for column in columns])
    writer.writerows([_disarm(text) for text in row] for row in rows)
    write_whole("\ufeff" + out.getvalue(), path)


def read_sheet(path: Path) -> Sheet:
    """Return the first sheet of ``path``, its first row as headings; wholly blank rows are left out.

    Raises :class:`SuiteError` where the file is none of Excel's, a heading stands twice, or a cell holds a formula.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True)
        sheet = book.worksheets[0]
        read = [list(cells) for cells in sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS)]
    except (InvalidFileException, BadZipFile, KeyError, ValueError, IndexError) as error:
        raise SuiteError(f"{path}：不是 Excel 文件（.xlsx），或文件已损坏。请另存为 .xlsx。") from error
    headings = [_to_text(cell.value) for cell in read[0]] if read else []
    twice = [heading for heading in headings if heading and headings.count(heading) > 1]
    if twice:
        raise SuiteError(f"{path} 第 1 行：“{twice[0]}”这一列有两个。请只留一个。")
    rows: list[Row] = []
    formulas: list[str] = []
    for number, cells in enumerate(read[1:], 2):
        filled = {}
        for heading, cell in zip(headings, cells, strict=False):
            text = _to_text(cell.value)
            if cell.data_type == "f":
                formulas.append(f"{path} 第 {number} 行：“{heading}”里是公式 {text!r}。请改成文字。")
            if heading and text:
                filled[heading] = text
        if filled:
            rows.append(Row(number, filled))
    if formulas:
        raise SuiteError("\n".join(formulas))
    return Sheet(tuple(heading for heading in headings if heading), tuple(rows))


def fill_cell(cell: Cell | MergedCell, text: str) -> None:
    """Put ``text`` into ``cell`` as text that stays text, also after somebody has edited it."""
    cell.value = _NO_TEXT.sub("", text)[:MOST_CHARACTERS]
    cell.data_type = "s"
    if text.startswith(_RUN_BY_EXCEL):
        cell.quotePrefix = True


def _disarm(text: str) -> str:
    return f"'{text}" if text.startswith(_RUN_BY_EXCEL) else text


def _dress(sheet: Worksheet, columns: Sequence[Column]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for n, column in enumerate(columns, 1):
        letter = get_column_letter(n)
        sheet.column_dimensions[letter].width = column.width
        if column.choices:
            choices = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
            sheet.add_data_validation(choices)
            choices.add(f"{letter}2:{letter}{max(sheet.max_row, 2)}")
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E3EEF1")
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions


def _to_text(value: object) -> str:
    """Return the words of a cell: 8.0, as Excel keeps a number, is 8."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
