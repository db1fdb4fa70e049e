"""Workbooks to be edited: what each column may hold, what is for reading, what is out of sight, how it is printed."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.document import Column, Document, Kind, Table
from reports.xlsx import xlsx_bytes

DAY = date(2026, 11, 23)
WARDS = ("Abbey", "Castle, north", "Ridge “old”")
TABLE = Table(
    "Places",
    "Places",
    (
        Column("No.", Kind.INTEGER, locked=True, note="Its number. For reading."),
        Column("Name", row_header=True, note="May be changed."),
        Column("Phone", Kind.IDENTIFIER),
        Column("Ward", options=WARDS, note="Where it lies."),
        Column("Opened", Kind.DATE),
        Column("Begins", Kind.DATETIME),
        Column("Pupils", Kind.INTEGER),
        Column("Open", Kind.YES_NO),
        Column("Part of", locked=True),
        Column("Key", Kind.IDENTIFIER, out_of_sight=True),
    ),
    (
        (1, "=Elm", "01632 960101", "Abbey", DAY, datetime(2026, 11, 23, 18, 30), 200, True, "Trust", "a/b"),  # noqa: DTZ001
        (2, "Fen", None, None, None, None, None, None, None, "c/d"),
    ),
    editable=True,
)
HIDDEN = Table("Keys", "Keys", (Column("Key"),), (("a/b",),), out_of_sight=True)


@pytest.fixture(scope="module")
def data() -> bytes:
    return xlsx_bytes(Document("Places to edit", (TABLE, HIDDEN), as_at=DAY))


@pytest.fixture(scope="module")
def sheet(data: bytes) -> Worksheet:
    return load_workbook(BytesIO(data))["Places"]


def rules(sheet: Worksheet) -> dict[str, tuple[str, str]]:
    return {str(rule.sqref)[0]: (str(rule.type), str(rule.formula1)) for rule in sheet.data_validations.dataValidation}


def test_each_column_says_what_it_may_hold(sheet: Worksheet) -> None:
    assert rules(sheet) == {
        "A": ("custom", "FALSE"),
        "B": ("textLength", "30000"),
        "C": ("textLength", "30000"),
        "D": ("list", "'Choices'!$A$5:$A$7"),
        "E": ("date", "61"),
        "F": ("date", "61"),
        "G": ("whole", "0"),
        "H": ("list", '"Yes,No"'),
        "I": ("custom", "FALSE"),
    }
    for rule in sheet.data_validations.dataValidation:
        assert (rule.showErrorMessage, rule.errorStyle, bool(rule.error), bool(rule.errorTitle)) == (
            True,
            "stop",
            True,
            True,
        )
        assert len(rule.error) <= 255 >= len(rule.prompt or "")
        assert len(rule.errorTitle) <= 32
        if rule.showInputMessage:
            assert rule.prompt
            assert rule.promptTitle
        assert str(rule.sqref).endswith("1006"), "rows that are added below are held to it too"
    ward = next(rule for rule in sheet.data_validations.dataValidation if str(rule.sqref).startswith("D"))
    assert ward.prompt == "Where it lies. Choose one of the list."


def test_lists_stand_on_a_sheet_of_their_own(data: bytes) -> None:
    choices = load_workbook(BytesIO(data))["Choices"]
    assert [choices.cell(row, 1).value for row in range(4, 8)] == ["Ward", *WARDS]


def test_reading_columns_are_shaded_and_words_stay_words(sheet: Worksheet) -> None:
    assert sheet["A5"].style == "Table whole number for reading"
    assert sheet["I6"].style == "Table text for reading"
    assert sheet["A5"].fill.fgColor.rgb != sheet["B5"].fill.fgColor.rgb
    assert (sheet["B5"].style, sheet["B5"].number_format, sheet["B5"].data_type) == ("Table text to edit", "@", "s")
    assert sheet["B6"].number_format == sheet["C6"].number_format == "@"
    assert sheet.column_dimensions["B"].number_format == "@", "rows typed in below keep words as words"
    assert sheet.column_dimensions["E"].number_format == "dd/mm/yyyy"
    assert not sheet.protection.sheet, "a protected sheet could not be sorted"


def test_keys_are_there_and_out_of_sight(data: bytes, sheet: Worksheet) -> None:
    book = load_workbook(BytesIO(data))
    assert sheet.column_dimensions["J"].hidden
    assert not sheet.column_dimensions["I"].hidden
    assert sheet["J5"].value == "a/b"
    assert list(sheet.tables["Places"].ref.split(":")) == ["A4", "J6"], "sorted and filtered with their rows"
    assert book["Keys"].sheet_state == "hidden"
    assert "Keys" not in " ".join(str(cell.value) for row in book["Summary"].iter_rows() for cell in row)
    about = [row[0].value for row in book["About the columns"].iter_rows(min_row=5)]
    assert about == ["No.", "Name", "Ward"]


def test_it_is_printed_on_a4_with_its_headings(sheet: Worksheet) -> None:
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$4:$4", "$A:$B")
    assert sheet.freeze_panes == "A5"


def test_equal_sheets_have_equal_bytes(data: bytes) -> None:
    assert xlsx_bytes(Document("Places to edit", (TABLE, HIDDEN), as_at=DAY)) == data


def test_tables_that_are_only_read_have_their_yes_and_no_too() -> None:
    table = Table("T", "T", (Column("Name"), Column("Came", Kind.YES_NO)), (("Ann", True),))
    book = load_workbook(BytesIO(xlsx_bytes(Document("T", (table,), as_at=DAY))))
    assert rules(book["T"]) == {"B": ("list", '"Yes,No"')}
    assert "Choices" not in book.sheetnames
    with ZipFile(BytesIO(xlsx_bytes(Document("T", (table,), as_at=DAY)))) as archive:
        assert b"for reading" not in archive.read("xl/styles.xml"), "styles come only with what has them"
