"""Papers nobody would write on purpose: texts as long as a cell can be, signs that no paper holds, all forms alike."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from openpyxl import load_workbook

from reports.document import Column, Document, Facts, Heading, ListBlock, ListItem, Paragraph, Span, Table, runs
from reports.pdf import write_pdf
from reports.xlsx import xlsx_bytes
from tests.reports.docx.reading import check as check_word
from tests.reports.html.reading import check as check_page
from tests.reports.pdf.papers import papers
from tests.reports.pdf.test_round_trip import assert_same
from tests.tools.verapdf import judge

LONGEST = 32_768
LONG = {
    "words": "one of many words " * (LONGEST // 18),
    "an address": "https://example.org/" + "very-long/" * (LONGEST // 10),
    "hebrew": "פגישה עם Zoom מחר (12) " * (LONGEST // 23),
    "an arabic word": "سلامب" * (LONGEST // 5),
    "accents": "e\u0323\u0301" * (LONGEST // 3),
    "brackets": "([{א" * (LONGEST // 8) + "}])" * (LONGEST // 8),
}
NASTY = (
    "nul\x00 bell\x07 lone\ud800 turned\u202e left\u2066 mark\u200f end",
    "<jo@school.uk>",
    "</p><script>alert(1)</script>",
    ") Tj ET EMC endstream endobj",
    "=cmd|' /C calc'!A0",
    "￾￿ tail",
    "שרה\u202e כהן (\u2067נסתר\u2069) 12-3",
)


def paper(text: str) -> Document:
    """Return a paper with a text in every place that words can stand in."""
    columns = (Column("Name", row_header=True), Column("Said", weight=3))
    return Document(
        "Hostile",
        (
            Heading("Top"),
            Paragraph(runs([text, Span("noted", note=runs(text)), " end"])),
            ListBlock((ListItem(runs(text), ListBlock((ListItem(runs(text)),), ordered=True)),)),
            Facts((("Label", text),)),
            Table("t", "Table", columns, (("first", text), (text[:200], "second")), note=text[:300]),
        ),
        date(2026, 11, 22),
        reference=text,
    )


def short(text: str) -> Document:
    """Return a paper with a text in a paragraph, its note and a cell."""
    whole = paper(text)
    return replace(whole, blocks=tuple(block for block in whole.blocks if not isinstance(block, ListBlock | Facts)))


@pytest.mark.parametrize("kind", LONG)
def test_a_text_as_long_as_a_cell_can_be_is_in_every_form(kind: str) -> None:
    document = short(LONG[kind])
    assert_same(document)
    check_page(document)
    check_word(document)
    sheets = load_workbook(io.BytesIO(xlsx_bytes(document)), read_only=True)
    assert len(sheets.sheetnames) >= 2


@pytest.mark.parametrize("text", NASTY)
def test_signs_that_no_paper_holds_are_left_out_of_every_form(text: str) -> None:
    document = paper(text)
    reading = assert_same(document)
    check_page(document)
    check_word(document)
    assert "\x00" not in str(reading.tree)
    said = str(load_workbook(io.BytesIO(xlsx_bytes(document))).worksheets[1]["B5"].value)
    assert said.split()[-1] == text.replace("\u2069", "").split()[-1]


def test_verapdf_finds_nothing_in_random_papers(tmp_path: Path) -> None:
    if lacking := judge.missing():
        pytest.skip(f"veraPDF cannot run without {lacking}")

    @settings(
        max_examples=6,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,),
    )
    @given(papers())
    def collect(document: Document) -> None:
        write_pdf(document, tmp_path / f"{len(list(tmp_path.iterdir()))}.pdf")

    collect()
    several = " ".join(LONG[kind][:400] for kind in ("hebrew", "an arabic word", "accents"))
    write_pdf(paper(several), tmp_path / "letters.pdf")
    assert judge.judge(sorted(tmp_path.glob("*.pdf")), "ua1,2a", tmp_path) == []
