"""Tables with something odd about the file: what it is in truth, its characters, its marks, what nobody sees in it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from models.errors import BadImport
from models.exchange.contact_tables import read_contact_table
from models.exchange.contact_tables.grids import tidy_cell
from models.exchange.incoming import ContactsRead
from models.exchange.workbook.any_kind import kind_of_workbook, open_any_workbook
from tests.models.exchange.contact_tables.made_tables import csv_file, person, sentence, ways, workbook
from tests.models.exchange.contact_tables.test_other_workbooks import ods, text_cell
from tests.models.exchange.hostile_workbooks import packed
from tests.models.exchange.outlook_files import compound_file

PAGE = "<html><table><tr><th>Name</th></tr><tr><td>Ann Bell</td></tr></table></html>"
FLAT = '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'
TEXT = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}
SHEET = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("book.ldif", b"dn: cn=Ann Bell,mail=a@b.example\nsn: Bell\nmail: a@b.example\n", "as vCard or as CSV"),
        ("list.csv", b"\xef\xbb\xbfversion: 1\n\ndn:: Y249QW5u\nsn: Bell\n", "LDIF"),
        ("list.slk", b"ID;PWXL;N;E\r\nC;Y1;X1;K\"Name\"\r\nE\r\n", "SYLK"),
        ("list.csv", b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Bell\r\nEND:VCARD\r\n", "Import it as vCard"),
        ("list.txt", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "Import it as a calendar"),
        ("list.xls", b"<html><body>Sign in</body></html>", "a web page without a table"),
        ("list.xls", b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n", "MHTML"),
        ("list.xml", SHEET.encode(), "damaged or incomplete"),
        ("list.fods", FLAT.encode(), "save it as an Excel workbook"),
        ("list.xlsx", compound_file({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": bytes(600)}), "password"),
        ("list.csv", PAGE.encode(), "in place of the download"),
        ("list.numbers", packed({"Index/Document.iwa": b"x"}), "Apple Numbers"),
        ("list.ods", packed(TEXT), "not a spreadsheet"),
        ("list.docx", packed({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}), "a Word document"),
        ("list.csv", b"{\\rtf1\\ansi Name, School}", "a text document (RTF)"),
        ("list.csv", b'[{"name": "Ann Bell"}]', "a file for programs (JSON)"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_called_by_its_name(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(BadImport) as told:
        read_contact_table(path)
    assert words in sentence(told.value)


def _names(read: ContactsRead) -> list[tuple[int, str]]:
    return [(one.number, person(one).name) for one in read.contacts]


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows(tmp_path: Path) -> None:
    text = 'Name,Note\nAnn Bell,"two\nlines"\n"Bob Cole,x\nCas Dean,y\n\nEve Fox,z'
    found = read_contact_table(csv_file(tmp_path, text))
    assert _names(found) == [(2, "Ann Bell"), (4, "Bob Cole"), (5, "Cas Dean"), (7, "Eve Fox")]
    assert any("line 4 is never closed" in remark for remark in found.recognised.remarks)


def test_a_last_cell_of_several_lines_that_is_closed_stays_whole(tmp_path: Path) -> None:
    (ann,) = read_contact_table(csv_file(tmp_path, 'Name,Note\nAnn Bell,"two\nlines"')).contacts
    assert person(ann).note == "two\nlines"


@pytest.mark.parametrize(
    ("cell", "tidied"),
    [
        ("\u202a07700 900123\u202c", "07700 900123"),
        ("\u202eAnn\u2066 Bell", "Ann Bell"),
        ("Ann\x00 B\x07ell\x85", "Ann Bell"),
        ("1 High St\r\nBarton\x0bCambs", "1 High St\nBarton\nCambs"),
        ("'+44 1632 960001", "+44 1632 960001"),
        ('="01632960001"', "01632960001"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("=1+1", "=1+1"),
    ],
)
def test_marks_that_nobody_sees_are_no_part_of_a_cell(cell: str, tidied: str) -> None:
    assert tidy_cell(cell) == tidied


def test_more_than_is_read_of_a_cell_is_said(tmp_path: Path) -> None:
    rows = [["Name", "Note"], ["Ann Bell", "x" * 9_000]]
    text = "\n".join(map(",".join, rows))
    for path in (csv_file(tmp_path, text), workbook(tmp_path, rows)):
        remarks = read_contact_table(path).recognised.remarks
        assert "A cell of row 2 holds 9,000 letters; the first 8,000 were read." in remarks


def test_lines_that_end_as_on_old_macs_are_in_the_characters_of_old_macs(tmp_path: Path) -> None:
    text = 'Name,Note\rZoë O’Neill,"one\ntwo"\r'
    found = read_contact_table(csv_file(tmp_path, text, "mac-roman"))
    assert found.recognised.encoding == "mac-roman"
    assert _names(found) == [(2, "Zoë O’Neill")]
    assert read_contact_table(csv_file(tmp_path, text)).recognised.encoding == "utf-8"


def test_a_file_cut_off_within_its_last_character_is_still_utf_8(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Name,School\nZoë Bell,Café")
    path.write_bytes(path.read_bytes()[:-1])
    found = read_contact_table(path)
    assert (found.recognised.encoding, _names(found)) == ("utf-8", [(2, "Zoë Bell")])
    path.write_bytes("Name,School\nAnn Bell,Café".encode("cp1252"))
    (ann,) = read_contact_table(path).contacts
    assert person(ann).place.name == "Café"


def test_hidden_rows_are_read_and_said(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["Name"], ["Ann Bell"], ["Bob Cole"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    book.save(tmp_path / "list.xlsx")
    rows = "".join(
        f"<table:table-row{marks}>{text_cell(text)}</table:table-row>"
        for text, marks in (("Name", ""), ("Ann Bell", ""), ("Bob Cole", ' table:visibility="filter"'))
    )
    for path in (tmp_path / "list.xlsx", ods(tmp_path, f'<table:table table:name="S">{rows}</table:table>')):
        found = read_contact_table(path)
        assert _names(found) == [(2, "Ann Bell"), (3, "Bob Cole")]
        assert "Rows hidden in the workbook were read too: 3." in found.recognised.remarks


def test_a_workbook_of_libreoffice_that_counts_from_1904_says_so(tmp_path: Path) -> None:
    settings = (
        '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
    )
    with open_any_workbook(ods(tmp_path, settings + '<table:table table:name="S"/>'), "ods") as book:
        assert book.since_1904
    with open_any_workbook(ods(tmp_path, '<table:table table:name="S"/>'), "ods") as book:
        assert not book.since_1904


def test_a_workbook_whose_parts_are_named_with_strokes_of_windows_is_read(tmp_path: Path) -> None:
    whole, turned = workbook(tmp_path, [["Name"], ["Ann Bell"]]), tmp_path / "turned.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(turned, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename.replace("/", "\\"), old.read(entry))
    assert kind_of_workbook(turned) == "xlsx"
    assert _names(read_contact_table(turned)) == [(2, "Ann Bell")]


def test_headings_of_a_wide_form_need_not_be_known_but_for_two(tmp_path: Path) -> None:
    rows = [["Name", "Email", *(f"Question {n}" for n in range(60))], ["Ann Bell", "a@b.example", *["yes"] * 60]]
    (ann,) = read_contact_table(workbook(tmp_path, rows)).contacts
    assert (person(ann).name, ways(ann)) == ("Ann Bell", [("email", "a@b.example")])


def test_letters_that_were_broken_before_are_said(tmp_path: Path) -> None:
    whole = "Name,School\nZoë Bell,St Mary’s “Top” – £5 Âne Primary\n"
    assert not read_contact_table(csv_file(tmp_path, whole)).recognised.remarks
    for encoding in ("utf-8", "cp1252"):
        broken = whole.replace("”", "").encode().decode("cp1252")
        remarks = read_contact_table(csv_file(tmp_path, broken, encoding)).recognised.remarks
        if encoding == "utf-8":
            assert "“ZoÃ«”" in remarks[0]
        else:
            assert not remarks, "bytes of Windows that are UTF-8 are read as that"


def test_headings_without_rows_are_said(tmp_path: Path) -> None:
    found = read_contact_table(csv_file(tmp_path, "Name,Email\n"))
    assert not found.contacts
    assert found.remarks == ("There are headings and no rows below them.",)
