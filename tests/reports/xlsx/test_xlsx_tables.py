"""Tables as sheets: true values, one table object, set up for screen and paper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from models.errors import AppError
from reports.document import Column, Kind, Table
from reports.formatting import cell_text
from reports.xlsx import table_sheet
from reports.xlsx.layout import lines_needed
from tests.reports.xlsx.xlsx_sample import COLUMNS, ENGAGEMENT, SAMPLE, moment, parts, read, table_document, unescaped


def test_values_keep_their_type():
    sheet = read(SAMPLE)["Engagement by organisation"]
    first, second, third = (list(row) for row in sheet.iter_rows(5, 7, values_only=True))
    assert first == [
        "Łódź Żółw Academy 😀",
        "000123",
        "Never",
        moment(2026, 11, 3, 18, 30),
        4,
        2.5,
        0.5,
        12.3,
        "Yes",
        "Kind",
    ]
    assert second[:5] == ["St Mary’s", "100001", moment(2026, 11, 1), None, 7]
    assert second[8:] == ["Not known", "=1+1"]
    assert third[0] == "O'Neil & Sons <Ltd>"
    assert third[1] == "+44 113 496 0000"
    assert third[2] == "2 January 1850", "Excel's calendar begins in 1900, so an earlier day is in words"
    assert third[9] == "@SUM(A1)\nnext"


def test_formats_are_named_styles():
    sheet = read(SAMPLE)["Engagement by organisation"]
    styles = {column.title: sheet.cell(5, place).style for place, column in enumerate(COLUMNS, 1)}
    assert styles["URN"] == "Table reference"
    assert styles["Cost"] == "Table pounds"
    assert sheet["B5"].number_format == "@"
    assert sheet["C6"].number_format == "dd/mm/yyyy"
    assert sheet["D5"].number_format == "dd/mm/yyyy hh:mm"
    assert sheet["E5"].number_format == "#,##0"
    assert sheet["G5"].number_format == "0.0%"
    assert "£" in sheet["H5"].number_format


def test_text_that_looks_like_a_formula_stays_text():
    workbook = read(SAMPLE)
    sheet = workbook["Engagement by organisation"]
    for at in ("J6", "J7", "B7"):
        assert sheet[at].data_type == "s"
        assert sheet[at].quotePrefix
    assert not sheet["J5"].quotePrefix
    formulas = [cell for page in workbook for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    assert {cell.value for cell in formulas} == {
        f"=SUBTOTAL(109,engagement[{name}])" for name in ("Contacts", "Hours", "Cost")
    }


def test_total_is_a_formula_with_its_value():
    sheet = parts(SAMPLE)["xl/worksheets/sheet2.xml"]
    assert "<f>SUBTOTAL(109,engagement[Contacts])</f><v>11</v>" in sheet
    assert "<f>SUBTOTAL(109,engagement[Hours])</f><v>2.75</v>" in sheet
    assert "<f>SUBTOTAL(109,engagement[Cost])</f><v>12.3</v>" in sheet
    workbook = read(SAMPLE)
    assert workbook["Engagement by organisation"]["A8"].value == "Total"
    table = workbook["Engagement by organisation"].tables["engagement"]
    assert table.totalsRowCount == 1
    assert [column.totalsRowFunction for column in table.tableColumns].count("sum") == 3


def test_a_total_counts_only_what_is_a_number_in_the_sheet():
    column = Column("Count [new] 'x' #1", Kind.INTEGER, total=True)
    table = Table(
        "t", "T", (Column("A"), column), (("a", 1), ("b", "about 5"), ("c", True), ("d", 10**20), ("e", None))
    )
    text = parts(table_document(table))["xl/worksheets/sheet2.xml"]
    assert "<f>SUBTOTAL(109,t[Count '[new'] ''x'' '#1])</f><v>1</v>" in text


def test_one_table_object_a_sheet_over_exactly_its_cells():
    workbook = read(SAMPLE)
    for sheet in workbook.worksheets[1:]:
        (table,) = sheet.tables.values()
        first, last = table.ref.split(":")
        assert first == "A4"
        assert sheet[last].row <= sheet.max_row
        heads = [cell.value for cell in sheet[table.ref][0]]
        assert heads == [column.name for column in table.tableColumns]
        assert all(heads)
        assert len({head.casefold() for head in heads}) == len(heads)
        assert table.autoFilter.ref.startswith("A4:")
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes == "A5"


def test_sheets_are_set_up_for_paper():
    workbook = read(SAMPLE)
    for sheet in workbook:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.oddHeader.left.text == "Example High School · External relations report"
        assert "Page &P of &N" in sheet.oddFooter.right.text
        assert sheet.oddFooter.left.text == "Open && public"
        assert sheet.print_area
    for sheet in workbook.worksheets[1:]:
        assert sheet.print_title_rows == "$4:$4"
    assert workbook["Engagement by organisation"].page_setup.orientation == "landscape"
    assert workbook["Event take-up"].page_setup.orientation == "portrait"


def _width_on_paper(columns: int, *, editable: bool = False) -> float:
    words = "Four schools had nobody to send a worried child to, and said so. " * 3
    titles = tuple(Column(f"What was said {number}") for number in range(columns))
    table = Table("said", "Said", titles, ((words,) * columns,), editable=editable)
    sheet = read(table_document(table))["Said"]
    return sum(dimension.width for dimension in sheet.column_dimensions.values())


def test_columns_of_words_make_room_so_that_a_sheet_can_be_read_on_paper():
    assert _width_on_paper(3) < 180
    assert _width_on_paper(5) == pytest.approx(180, abs=1)


def test_what_paper_cannot_hold_and_what_is_edited_stays_wide():
    assert _width_on_paper(20) > 900
    assert _width_on_paper(5, editable=True) > 225


def test_a_long_title_turns_the_page_rather_than_make_all_small():
    title = "Hartwell and Millbrook Schools Partnership: aims, and how many outcomes each has"
    table = Table("aims", title, (Column("Aim"),), (("Reading",),), sheet="Aims")
    assert read(table_document(table))["Aims"].page_setup.orientation == "landscape"


def test_title_sentence_and_note_stand_above_the_table():
    workbook = read(SAMPLE)
    sheet = workbook["Engagement by organisation"]
    assert sheet["A1"].value == "Engagement by organisation"
    assert sheet["A2"].value == "3 rows, as at 22 November 2026. The headings are in row 4. The total is in row 8."
    assert sheet["A3"].value == "Each organisation counts once."
    assert workbook["Late commitments"]["A2"].value == "No commitment is late."
    assert workbook["Late commitments"].tables["late"].ref == "A4:B5"


def test_a_long_note_is_below_and_whole():
    note = " ".join(f"word{number}" for number in range(200))
    sheet = read(table_document(Table("n", "N", (Column("A"),), (("a",),), note=note)))["N"]
    lines = [row[0] for row in sheet.iter_rows(7, sheet.max_row, max_col=1, values_only=True)]
    assert " ".join(lines) == note
    assert sheet["A3"].value == "Notes are below the table, from row 7."


def test_numbers_kept_as_text_raise_no_warning():
    assert '<ignoredErrors><ignoredError sqref="A5:J7" numberStoredAsText="1"/></ignoredErrors>' in (
        parts(SAMPLE)["xl/worksheets/sheet2.xml"].replace(" />", "/>")
    )


def test_names_are_legal_and_unique():
    titles = ["History", "a/b:c*[d]?\\", "'quoted'", "", "x" * 40, "X" * 40, "Summary", "😀" * 20]
    tables = [
        Table("A1" if n % 2 else "r c", title, (Column("A"), Column(" "), Column("a")), ())
        for n, title in enumerate(titles)
    ]
    workbook = read(table_document(*tables))
    names = workbook.sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name != "History"
    keys = [key for sheet in workbook for key in sheet.tables]
    assert len({key.casefold() for key in keys}) == len(titles)
    assert all(key[0].isalpha() and key not in ("A1", "r c") for key in keys)
    assert [cell.value for cell in workbook.worksheets[1][4]] == ["A", "Column 2", "a (2)"]


def test_numbers_excel_cannot_hold_are_words():
    column = Column("N", Kind.DECIMAL)
    values = (10**18 + 1, float("nan"), float("inf"), Decimal("1E+300"), -0.0, 999_999_999_999_999)
    sheet = read(table_document(Table("n", "N", (column,), tuple((value,) for value in values))))["N"]
    shown = [row[0] for row in sheet.iter_rows(5, 10, values_only=True)]
    assert shown[:4] == [cell_text(value, column) for value in values[:4]]
    assert shown[4:] == [0, 999_999_999_999_999]


def test_every_row_has_a_cell_for_every_column():
    with pytest.raises(ValueError, match="zip"):
        read(table_document(Table("t", "T", (Column("A"), Column("B")), (("only one",),))))


def test_a_table_too_long_for_excel_is_refused_in_words(monkeypatch):
    monkeypatch.setattr(table_sheet, "_MOST_ROWS", 2)
    with pytest.raises(AppError, match="“Engagement by organisation” has 3 rows, more than an Excel sheet can hold"):
        read(table_document(ENGAGEMENT))


def test_a_text_too_long_for_a_cell_goes_on_elsewhere():
    long = "".join(f"sentence {number} of many. " for number in range(3_000))
    lines = "\n".join(f"line {number}" for number in range(600))
    rows = ((long, date(2026, 1, 1)), (lines, None), ("short", None), (long, None))
    workbook = read(table_document(Table("t", "T", (Column("Note"), Column("Day", Kind.DATE)), rows)))
    sheet, rest = workbook["T"], workbook["Long texts"]
    assert sheet["A5"].value == sheet["A8"].value
    for at, whole, first in (("A5", long, 5), ("A6", lines, None)):
        start, notice = sheet[at].value.rsplit("\n", 1)
        assert len(sheet[at].value) <= 32_767
        row = int(notice.split(" in row ")[1].split()[0])
        assert first is None or row == first
        assert "Long texts" in notice
        pieces = [start]
        while rest.cell(row, 2).value == len(pieces) + 1:
            pieces.append(rest.cell(row, 3).value)
            row += 1
        assert "".join(pieces) == whole
    assert sheet["A7"].value == "short"


def test_codes_in_text_are_not_read_as_characters():
    text = "a_x0041_x0042_ and _x005F_"
    sheet = read(table_document(Table("t", "T", (Column("A"),), ((text,),))))["T"]
    assert unescaped(sheet["A5"].value) == text


def test_rows_of_long_words_are_high_enough():
    text = "words " * 100
    sheet = read(table_document(Table("t", "T", (Column("A"),), (("a",), (text,), (text * 2,)))))["T"]
    heights = [sheet.row_dimensions[row].height or 15 for row in (5, 6, 7)]
    assert all(low < high for low, high in pairwise(heights))
    assert heights[1] / 15 * sheet.column_dimensions["A"].width * 1.3 >= len(text)
    assert max(heights) <= 409


def test_a_few_wide_letters_are_given_their_second_line():
    assert lines_needed("Need, output, outcome, evidence", 26.6) == 2
    assert lines_needed("Need, output, outcome", 26.6) == 1
