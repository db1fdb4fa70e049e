"""Workbooks of others, read as plain cells."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from models.exchange.workbook import Fault, SheetContent, open_workbook
from tests.models.exchange.hostile_workbooks import sheet_of, with_sheet
from tests.models.people_and_places import moment


def read(data: bytes | Path, folder: Path) -> SheetContent:
    path = data if isinstance(data, Path) else folder / "book.xlsx"
    if isinstance(data, bytes):
        path.write_bytes(data)
    with open_workbook(path) as book:
        return book.read(0)


def test_values_keep_their_types(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    values = ["words", 12, 1.5, True, date(2026, 11, 23), moment(2026, 11, 23, 18, 30), "two\nlines", "_x0041_"]
    sheet.append(values[:-1])
    sheet["A3"] = "=1+1"
    sheet["B3"] = "x"
    sheet.merge_cells("B3:C4")
    book.create_sheet("Out of sight").sheet_state = "hidden"
    path = tmp_path / "book.xlsx"
    book.save(path)
    content = read(path, tmp_path)
    assert [row.number for row in content.rows] == [1, 3]
    assert list(content.rows[0].cells.values()) == values[:-1]
    assert isinstance(content.rows[1].cells[0], Fault)
    assert content.merged == [(3, 1, 4, 2)]
    with open_workbook(path) as opened:
        assert [(one.name, one.hidden) for one in opened.sheets] == [("Sheet", False), ("Out of sight", True)]


def test_days_since_1904(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0].append([date(2026, 11, 23)])
    book.save(tmp_path / "mac.xlsx")
    assert read(tmp_path / "mac.xlsx", tmp_path).rows[0].cells[0] == date(2026, 11, 23)


def test_what_other_programs_write(tmp_path: Path) -> None:
    """Prefixes, cells without addresses, rich text, readings of words, formulas with their values, odd numbers."""
    rows = (
        '<row><c t="inlineStr"><is><r><t>two </t></r><r><t>parts</t></r><rPh><t>aside</t></rPh></is></c>'
        '<c><v>1E3</v></c><c><f>A1</f><v>7</v></c><c t="str"><f>A1</f><v>said</v></c><c t="e"><v>#N/A</v></c>'
        '<c t="d"><v>2026-11-23T00:00:00</v></c><c t="s"><v>9</v></c><c><v>1e999</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    content = read(with_sheet(sheet_of(rows).replace("<row", "<x:row").replace("</row", "</x:row")), tmp_path)
    (row,) = content.rows
    assert list(row.cells.values())[:4] == ["two parts", 1000, 7, "said"]
    assert row.formulas == {2, 3}
    assert row.cells[4] == Fault("the cell shows the error #N/A")
    assert row.cells[5] == date(2026, 11, 23)
    assert row.cells[7] == Fault("the number is too large")


def test_a_million_empty_rows_cost_little(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{number}"/>' for number in range(1, 1_000_001))
    assert read(with_sheet(sheet_of(rows)), tmp_path).rows == []


@pytest.mark.parametrize("code", ["dd/mm/yyyy", "[$-809]d mmmm yyyy", "h:mm", '"on" d mmm', "yyyy-mm-dd;@"])
def test_numbers_shown_as_dates(tmp_path: Path, code: str) -> None:
    book = Workbook()
    book.worksheets[0]["A1"] = 46349
    book.worksheets[0]["A1"].number_format = code
    book.worksheets[0]["B1"] = 46349
    book.worksheets[0]["B1"].number_format = '0 "days"'
    book.save(tmp_path / "dates.xlsx")
    cells = read(tmp_path / "dates.xlsx", tmp_path).rows[0].cells
    assert (cells[0], cells[1]) == (date(2026, 11, 23), 46349)
