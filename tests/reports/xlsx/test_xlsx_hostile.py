"""Text of any kind comes back as it went in, cleaned, and never as a formula."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from reports.cleaning import allowed_link, clean, clean_line
from reports.document import Chart, Column, Document, Facts, Heading, Kind, Series, Span, Table, bullets, paragraph
from reports.xlsx import xlsx_bytes
from reports.xlsx.long_texts import split
from reports.xlsx.names import units
from tests.reports.xlsx.xlsx_sample import SAMPLE, read, table_document, unescaped

NASTY = (
    "=1+1",
    "+44 113 496 0000",
    "-1",
    "@x",
    "\t=1",
    "\r=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    '=HYPERLINK("http://evil","x")',
    "=cmd|' /C calc'!A0",
    "<b>&amp;</b>]]>",
    "_x0041_",
    "__x0041_x0042_",
    "a\x00b\x07\x1b",
    "\ud800 alone \udfff",
    "\ufffe\uffff",
    "\x85next\u2028line",
    "{=SUM(A1)}",
    "#REF!",
    "#N/A",
    "TRUE",
    "00123",
    "1e5",
    "01/02/2026",
    "'quoted'",
    " blanks ",
    "𝔘 😀 العربية עברית",
    "\x7f",
    "",
)
ANY = st.one_of(st.sampled_from(NASTY), st.text(st.characters(codec=None), max_size=40))
HOSTILE = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def formulas(workbook):
    return [cell.value for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def values(sheet, column):
    return [unescaped(sheet.cell(row, column).value or "") for row in range(5, sheet.max_row + 1)]


def test_nasty_texts_come_back():
    table = Table("t", "T", (Column("A"), Column("B", Kind.IDENTIFIER)), tuple((text, text) for text in NASTY))
    workbook = read(table_document(table))
    assert not formulas(workbook)
    for column in (1, 2):
        assert values(workbook["T"], column)[: len(NASTY) - 1] == [clean(text) for text in NASTY[:-1]]
    assert all(cell.data_type in "sn" for row in workbook["T"].iter_rows(5) for cell in row)
    assert all(cell.value is None or cell.data_type == "s" for row in workbook["T"].iter_rows(5) for cell in row)


@HOSTILE
@given(st.lists(ANY, min_size=1, max_size=12))
def test_any_texts_come_back(texts):
    table = Table("t", "T", (Column("A"), Column("D", Kind.DATE)), tuple((text, text) for text in texts))
    workbook = read(table_document(table))
    assert not formulas(workbook)
    shown = values(workbook["T"], 1)
    expected = [clean(text) for text in texts]
    assert (shown + [""] * len(expected))[: len(expected)] == expected


@HOSTILE
@given(ANY, ANY, ANY, ANY)
def test_any_words_anywhere_make_a_workbook_that_opens(one, two, three, four):
    document = Document(
        one,
        (
            Heading(two, anchor=three),
            paragraph(three, Span(four, bold=True), Span(one, link=two), Span("go", link="#" + three)),
            bullets(one, (two, Span(three, italic=True))),
            Facts(((two, one), (three, four)), four),
            Table(
                four, three, (Column(two, note=one), Column(two, Kind.INTEGER, total=True)), ((one, 1),), two, four, one
            ),
            Chart(one, two, (three, "b"), (Series(four, (1, 2.5)), Series(four, (0, 1))), two, value_title=three),
        ),
        date(2026, 1, 1),
        two,
        three,
        four,
        one,
        ((two, three),),
        keywords=(four,),
    )
    workbook = read(document)
    assert all(value.startswith("=SUBTOTAL(109,") for value in formulas(workbook))
    assert len(formulas(workbook)) == 1
    assert unescaped(workbook.worksheets[0]["A1"].value) == (clean_line(one) or "Report")
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink and cell.hyperlink.target:
                    assert allowed_link(cell.hyperlink.target) == cell.hyperlink.target


@given(st.text("ab \n😀", max_size=300), st.integers(3, 40), st.integers(1, 5))
def test_pieces_put_together_are_the_text(text, length, lines):
    pieces = split(text, length, lines)
    assert "".join(pieces) == text
    assert all(units(piece) <= length and piece.count("\n") <= lines for piece in pieces)


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://example.sch.uk/a?b#c", True),
        ("mailto:office@example.sch.uk", True),
        ("http://example.sch.uk", False),
        ("https://", False),
        ("https://user@host/", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("\\\\host\\share", False),
        ("https://a b", False),
        ("mailto:nobody", False),
        ("https://a.uk/" + "x" * 3_000, False),
    ],
)
def test_which_addresses_are_allowed(address, allowed):
    assert (allowed_link(address) is not None) is allowed


def test_equal_documents_give_equal_bytes_everywhere():
    script = (
        "import hashlib; from tests.reports.xlsx.xlsx_sample import SAMPLE; from reports.xlsx import xlsx_bytes; "
        "print(hashlib.sha256(xlsx_bytes(SAMPLE)).hexdigest())"
    )
    root = Path(__file__).parents[3]
    seen = set()
    for seed, zone in (("0", "UTC"), ("1", "Pacific/Auckland"), ("4242", "America/New_York")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(root)}
        done = subprocess.run(
            [sys.executable, "-c", script], env=environment, cwd=root, capture_output=True, check=True
        )
        seen.add(done.stdout)
    assert len(seen) == 1


def test_the_file_carries_no_date_but_the_papers_own():
    with ZipFile(BytesIO(xlsx_bytes(SAMPLE))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 22, 0, 0, 0)}
        assert {entry.create_system for entry in archive.infolist()} == {0}
    early = Document("T", (), date(1970, 1, 1))
    with ZipFile(BytesIO(xlsx_bytes(early))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_no_temporary_files_are_made(tmp_path, monkeypatch):
    def refuse(*_args, **_keywords):
        raise AssertionError("a temporary file would hold the rows in clear")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", refuse)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert load_workbook(BytesIO(xlsx_bytes(SAMPLE)))
    assert not list(tmp_path.iterdir())


def test_nothing_heavy_is_imported_until_a_workbook_is_asked_for():
    script = "import sys, reports.xlsx; assert not {'openpyxl', 'lxml', 'reportlab'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[3], check=True)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\v", "\x85", "\u2028"])
def test_a_row_is_as_high_as_its_lines_whatever_ends_them(end):
    rows = (("one", "a"), (end.join(("one", "two", "three")), "b"))
    sheet = read(table_document(Table("notes", "Notes", (Column("Note"), Column("Next")), rows))).worksheets[1]
    assert (sheet.row_dimensions[6].height or 15) >= 3 * 14
    assert (sheet.row_dimensions[5].height or 15) <= 15
    assert sheet["A6"].value == "one\ntwo\nthree"
