"""Workbooks of old Excel and of LibreOffice: the same cells as in new ones, and no harm from those made to do some.

`old_excel.xls` was saved by LibreOffice from a list of our own: texts longer than a record, in both widths; whole,
broken and dated numbers; formulas that give numbers, texts and errors; merged cells, a hidden column and sheet.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import BadImport
from models.exchange.contact_tables import read_contact_table
from models.exchange.workbook import Fault
from models.exchange.workbook.any_kind import kind_of_workbook, open_any_workbook
from tests.models.exchange.contact_tables.made_tables import person, sentence, workbook
from tests.models.exchange.hostile_workbooks import packed

OLD = Path(__file__).parent / "old_excel.xls"
MIME = "application/vnd.oasis.opendocument.spreadsheet"
HEAD = (
    '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s">'
    '<office:automatic-styles><style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    "</office:automatic-styles><office:body><office:spreadsheet>"
)
FOOT = "</office:spreadsheet></office:body></office:document-content>"


def ods(tmp_path: Path, tables: str, **parts: str) -> Path:
    """Write an .ods workbook of some tables."""
    path = tmp_path / "list.ods"
    more = {name.replace("__", "/") + ".xml": text for name, text in parts.items()}
    path.write_bytes(packed({"mimetype": MIME, "content.xml": HEAD + tables + FOOT, **more}))
    return path


def text_cell(text: str, marks: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {marks}><text:p>{text}</text:p></table:table-cell>'


def test_a_workbook_of_old_excel() -> None:
    assert kind_of_workbook(OLD) == "xls"
    with open_any_workbook(OLD, "xls") as book:
        assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [
            ("Contacts", False), ("Hidden", True), ("Empty", False),
        ]  # fmt: skip
        content = book.read(0)
        assert [list(row.cells.values()) for row in book.read(1).rows] == [["x", 1]]
        assert book.read(2).rows == []
    rows = {row.number: row.cells for row in content.rows}
    assert rows[3][0] == "Millbrook Primary"
    assert [rows[3][place] for place in range(1, 8)] == [
        "Zoë Renée-Clarke", "Headteacher", 1632960101, date(2025, 9, 1), 0.5, True, 1632960102,
    ]  # fmt: skip
    assert rows[3][8] == "wide ‑ ☺ " + "x" * 9000
    assert rows[4][8] == "y" * 9000
    assert (rows[4][4], rows[4][5], rows[4][7]) == (datetime.fromisoformat("2024-02-29 09:30"), 1234567.891, "ab")
    assert (rows[5][4], rows[5][5]) == (date(1999, 12, 31), -3)
    assert rows[5][7] == Fault("the cell shows the error #DIV/0!")
    assert sorted(content.merged) == [(1, 0, 1, 8), (3, 0, 4, 0)]
    assert content.hidden_columns == {5}


def test_contacts_of_old_excel_are_those_of_the_list() -> None:
    found = read_contact_table(OLD)
    zoe, ann = map(person, found.contacts[:2])
    assert (zoe.name, zoe.place.name, zoe.ways[0].value) == ("Zoë Renée-Clarke", "Millbrook Primary", "01632960101")
    assert ann.place.name == "Millbrook Primary"
    assert found.recognised.words == "List of contacts (Excel 97–2003)"
    assert any("F" in remark and "hidden" in remark for remark in found.recognised.remarks)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, OLD.stat().st_size - 1), st.integers(0, 255)), min_size=1, max_size=30),
    st.booleans(),
)
def test_an_old_workbook_with_wrong_bytes_is_read_or_refused(tmp_path_factory, changes, is_cut) -> None:
    data = bytearray(OLD.read_bytes())
    for place, value in changes:
        data[place] = value
    path = tmp_path_factory.mktemp("broken") / "list.xls"
    path.write_bytes(data[: changes[0][0]] if is_cut else data)
    try:
        read_contact_table(path)
    except BadImport as error:
        sentence(error)


def test_an_ods_with_repeats_spans_hidden_parts_and_blanks_of_its_own(tmp_path: Path) -> None:
    table = (
        '<table:table table:name="One"><table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
        f"<table:table-row>{text_cell('Name')}{text_cell('Organisation')}{text_cell('Tel')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        f"<table:table-row>{text_cell('Ann<text:s text:c=&quot;2&quot;/>Bell'.replace('&quot;', chr(34)))}"
        f"{text_cell('Hills', 'table:number-rows-spanned=' + chr(34) + '2' + chr(34))}"
        '<table:table-cell office:value-type="float" office:value="1632960101"><text:p>01632 960101</text:p>'
        "<office:annotation><text:p>a comment</text:p></office:annotation></table:table-cell></table:table-row>"
        f"<table:table-row>{text_cell('Bob Cole')}<table:covered-table-cell/></table:table-row></table:table>"
        f'<table:table table:name="Two" table:style-name="h"><table:table-row>{text_cell("Secret")}</table:table-row>'
        "</table:table>"
    )
    found = read_contact_table(ods(tmp_path, table))
    ann, bob = map(person, found.contacts)
    assert (ann.number, ann.name, ann.place.name, ann.ways[0].value) == (5, "Ann Bell", "Hills", "01632 960101")
    assert (bob.number, bob.place.name, bob.doubts) == (6, "Hills", ())
    told = " ".join(found.recognised.remarks)
    assert "“Two”" in told
    assert "read too: C" in told


@pytest.mark.parametrize(
    "tables",
    [
        '<table:table><table:table-row table:number-rows-repeated="1048576">'
        + text_cell("x")
        + "</table:table-row></table:table>",
        '<table:table><table:table-row table:number-rows-repeated="90000">'
        + text_cell("x", 'table:number-columns-repeated="16384"')
        + "</table:table-row></table:table>",
        "<table:table>" * 5000,
        "<table:table><table:table-row>" + text_cell("x" * 70_000_000) + "</table:table-row></table:table>",
        "",
        "<table:table><table:table-row>",
    ],
    ids=["rows", "cells", "deep", "long", "empty", "cut"],
)
def test_an_ods_made_to_do_harm_ends_in_a_sentence(tmp_path: Path, tables: str) -> None:
    with pytest.raises(BadImport) as error:
        read_contact_table(ods(tmp_path, tables))
    assert error.value.sentence.startswith("“list.ods”")


def test_an_ods_with_entities_or_a_password_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.ods"
    path.write_bytes(packed({"mimetype": MIME, "content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}))
    with pytest.raises(BadImport, match="instructions"):
        read_contact_table(path)
    locked = '<manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>'
    with pytest.raises(BadImport, match="password"):
        read_contact_table(ods(tmp_path, "", **{"META-INF__manifest": locked}))


def test_the_kind_is_told_by_what_a_file_holds(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["Name", "Email"], ["Ann Bell", "a@b.example"]], name="list.csv")
    assert read_contact_table(path).recognised.words == "List of contacts (Excel)"
    (tmp_path / "text.xls").write_text("Name\tEmail\nAnn Bell\ta@b.example\n")
    assert read_contact_table(tmp_path / "text.xls").recognised.words == "List of contacts (TSV)"
