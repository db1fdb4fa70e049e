"""Tables that school systems save as pages or plain XML under the name of a workbook."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from time import process_time

import pytest

from models.errors import BadImport
from models.exchange.contact_tables.choices import TableChoices
from models.exchange.contact_tables.reading import read_contact_table
from models.exchange.councillors.reading import read_councillors
from models.exchange.incoming import IncomingPerson
from models.exchange.workbook import Fault, SheetContent
from models.exchange.workbook.any_kind import kind_of_workbook, open_any_workbook
from models.imports.recognising import is_sure, recognise

SIMS = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>No</title>
<style>td { mso-number-format:"\\@"; }</style></head><body><h1>Contacts <b>2026</b></h1>
<TABLE border=1><caption>Staff</caption>
<tr><th colspan="2">Person</th><th rowspan=2>Email</th></tr>
<tr><th>Forename</th><th>Surname</th></tr>
<tr><td style='mso-number-format:"Short Date"'>Zo&euml;</td><td>O&#39;Neil
  &amp; Co</td><td><a href="mailto:z@elm.example">z@elm.example</a></td></tr>
<tr><td>Ann<td>Bell<td>ann@elm.example<br>second@elm.example
</table><script>var a = "<td>never</td>";</script><!-- <table><tr><td>nor this</td></tr></table> -->
<table><tr><td>Another</td><td><table><tr><td>inside</td></tr></table>after</td></tr></table></body></html>"""

XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="d"/></Styles>
<Worksheet ss:Name="Kept away"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>
</Worksheet>
<Worksheet ss:Name="Staff"><Table><Column ss:Index="5" ss:Hidden="1"/>
<Row ss:Index="3"><Cell><Data ss:Type="String">Forename</Data></Cell><Cell><Data ss:Type="String">Surname</Data></Cell>
<Cell ss:Index="4"><Data ss:Type="String">Email</Data></Cell><Cell><Data ss:Type="String">Started</Data></Cell></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="String">Zoë</Data></Cell>
<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">O'<B>Neil</B></ss:Data></Cell>
<Cell ss:Index="4"><Data ss:Type="String">z@elm.example</Data></Cell>
<Cell><Data ss:Type="DateTime">2024-09-01T00:00:00.000</Data></Cell>
<Cell><Data ss:Type="DateTime">1899-12-31T08:30:00.000</Data></Cell><Cell><Data ss:Type="Number">7.0</Data></Cell>
<Cell ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell><Cell ss:Formula="=A1"/></Row>
</Table></Worksheet></Workbook>"""


def write(folder: Path, data: str | bytes, name: str = "list.xls") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def sheets_of(path: Path) -> dict[str, SheetContent]:
    with open_any_workbook(path, kind_of_workbook(path)) as book:
        return {sheet.name: book.read(number) for number, sheet in enumerate(book.sheets)}


def test_a_page_is_read_table_by_table(tmp_path: Path) -> None:
    found = sheets_of(write(tmp_path, SIMS))
    assert list(found) == ["Staff", "Table 2", "Table 3"]
    staff = found["Staff"]
    assert [(row.number, row.cells) for row in staff.rows] == [
        (1, {0: "Person", 2: "Email"}),
        (2, {0: "Forename", 1: "Surname"}),
        (3, {0: "Zoë", 1: "O'Neil & Co", 2: "z@elm.example"}),
        (4, {0: "Ann", 1: "Bell", 2: "ann@elm.example\nsecond@elm.example"}),
    ]
    assert staff.merged == [(1, 0, 1, 1), (1, 2, 2, 2)]
    assert [row.cells for row in found["Table 2"].rows] == [{0: "Another", 1: "after"}]


def test_a_page_saved_as_a_workbook_gives_its_people(tmp_path: Path) -> None:
    path = write(tmp_path, SIMS)
    read = read_contact_table(path)
    people = [one for one in read.contacts if isinstance(one, IncomingPerson)]
    assert [(one.given_name, one.family_name) for one in people][1] == ("Ann", "Bell")
    assert read.recognised.words == "List of contacts (HTML)"
    (first, *_others) = recognise(path)
    assert (first.key, is_sure(recognise(path))) == ("contacts", True)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_letters_of_a_page_are_those_it_says_or_shows(tmp_path: Path, encoding: str) -> None:
    page = "<table><tr><td>Name</td><td>Email</td></tr><tr><td>Zoë Bell</td><td>z@x.example</td></tr></table>"
    (content,) = sheets_of(write(tmp_path, page.encode(encoding))).values()
    assert content.rows[1].cells[0] == "Zoë Bell"


def test_an_xml_spreadsheet_is_read_sheet_by_sheet(tmp_path: Path) -> None:
    path = write(tmp_path, XML)
    with open_any_workbook(path, kind_of_workbook(path)) as book:
        assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [("Kept away", True), ("Staff", False)]
        content = book.read(1)
    first, second = content.rows
    assert (first.number, first.cells) == (3, {0: "Forename", 1: "Surname", 3: "Email", 4: "Started"})
    error, unsaid = second.cells.pop(7), second.cells.pop(8)
    assert second.cells == {
        0: "Zoë", 1: "O'Neil", 3: "z@elm.example", 4: date(2024, 9, 1), 5: "08:30", 6: 7,
    }  # fmt: skip
    assert isinstance(error, Fault)
    assert isinstance(unsaid, Fault)
    assert (content.hidden_rows, content.hidden_columns) == ({4}, {4})
    assert not isinstance(second.cells[4], datetime)


def test_an_xml_spreadsheet_gives_its_people_by_any_ending(tmp_path: Path) -> None:
    for name in ("list.xls", "list.xml"):
        path = write(tmp_path, XML, name)
        (one,) = read_contact_table(path).contacts
        assert isinstance(one, IncomingPerson)
        assert (one.given_name, one.family_name) == ("Zoë", "O'Neil")
        assert recognise(path)[0].key == "contacts"


def test_councillors_come_in_as_any_workbook(tmp_path: Path) -> None:
    page = (
        "<table><tr><td>Councillors of Elmshire</td></tr><tr><th>Councillor<th>Ward<th>Party</tr>"
        "<tr><td>Cllr Ann Lee<td>Elm<td>Labour</tr></table>"
    )
    path = write(tmp_path, page)
    found = read_councillors(path, date(2026, 11, 23), choices=TableChoices())
    assert [one.number for one in found.contacts] == [3]
    assert [(ward.name) for ward in found.wards_complete] == ["Elm"]
    assert recognise(path)[0].key == "councillors"


HOSTILE = {
    "tags that never end": "<table><tr>" + "<td a='" * 700_000,
    "tags within tags": "<table>" * 300_000,
    "cells without end": "<table><tr>" + "<td>a" * 900_000,
    "one cell of fifteen million letters": "<table><tr><td>" + "a" * 11_500_000,
    "only opening brackets": "<table><tr><td>" + "<" * 1_500_000,
    "comments that never end": "<table><tr><td>" + "<!--" * 2_000_000,
    "scripts that never end": "<table><tr><td>" + "<script>" * 2_000_000,
    "a character of a million digits": "<table><tr><td>&#" + "9" * 1_000_000 + ";</td></tr></table>",
    "many characters by number": "<table><tr><td>" + "&#x41;" * 2_000_000,
    "a cell over a million rows": "<table>" + "<tr><td rowspan=999999 colspan=999999>a" * 100_000,
    "an entity in an entity": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><Workbook '
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet">&d;</Workbook>',
    "elements within elements": XML.replace("<Styles>", "<a>" * 100_000),
    "one word without end": XML.replace("z@elm", "a" * 30_000_000),
    "rows out of all count": XML.replace('ss:Index="3"', 'ss:Index="9999999"'),
    "cut off": XML[: len(XML) // 2],
    "nulls": "<table><tr><td>a\0b</td></tr>\0</table>",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_made_to_hurt_ends_soon(tmp_path: Path, what: str) -> None:
    path = write(tmp_path, HOSTILE[what])
    began = process_time()
    with suppress(BadImport):
        read_contact_table(path)
    assert process_time() - began < 10


def test_no_file_of_a_page_is_fetched(tmp_path: Path) -> None:
    secret = write(tmp_path, "Name,Email\nHidden Person,h@x.example\n", "secret.csv")
    page = (
        f"<table><tr><td>Name</td><td>Email</td></tr><tr><td>Ann Bell</td><td>a@x.example</td></tr></table>"
        f'<iframe src="{secret.as_uri()}"></iframe><object data="{secret}"></object>'
    )
    assert len(read_contact_table(write(tmp_path, page)).contacts) == 1
