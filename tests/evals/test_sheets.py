"""Sheets: what is written comes back, and nothing in a cell is run."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tiaowen.evals.sheets import MOST_CHARACTERS, Column, read_sheet, write_csv, write_sheet

COLUMNS = (Column("问题", 30), Column("专家判断", 8, ("对", "错")))
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")']


def test_rows_come_back_by_heading_with_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_sheet(path, "回答", COLUMNS, [("柳州要几人\n场地呢", "对"), ("", ""), ("包头呢", "")])
    headings, rows = read_sheet(path)
    assert headings == ("问题", "专家判断")
    assert [(row.number, row.cells) for row in rows] == [
        (2, {"问题": "柳州要几人\n场地呢", "专家判断": "对"}),
        (4, {"问题": "包头呢"}),
    ]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_is_a_formula(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_sheet(path, "回答", COLUMNS, [(text, "")])
    cell = load_workbook(path).active["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.value == text
    assert read_sheet(path).rows[0].cells["问题"] == text.strip()


def test_choices_can_be_picked_from_and_headings_stay_in_view(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_sheet(path, "回答", COLUMNS, [("x", "")] * 3)
    sheet = load_workbook(path).active
    (choice,) = sheet.data_validations.dataValidation
    assert (choice.formula1, str(choice.sqref)) == ('"对,错"', "B2:B4")
    assert sheet.freeze_panes == "C2"


def test_what_no_cell_can_hold_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_sheet(path, "回答", COLUMNS, [("a\x00\x0bb", "长" * 40_000)])
    cells = read_sheet(path).rows[0].cells
    assert cells["问题"] == "ab"
    assert len(cells["专家判断"]) == MOST_CHARACTERS


def test_commas_are_read_by_excel_and_run_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, COLUMNS, [('引号"，逗号,', "=1+1")])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["问题", "专家判断"], ['引号"，逗号,', "'=1+1"]]
