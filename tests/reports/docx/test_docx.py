"""The Word document of a paper: Word's own headings, lists and tables, and the same words as every other form."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, Phase, given, settings

from reports.document import Column, Document, Heading, Paragraph, Span, Table, numbered, runs
from reports.docx import docx_bytes, write_docx
from tests.reports.docx.reading import check, read
from tests.reports.pdf.papers import papers
from tests.reports.pdf.sample_paper import sample

WRITER = Path("/usr/lib/libreoffice/program/libswlo.so")


@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
@given(papers())
def test_every_paper_reads_back_as_it_was(document: Document) -> None:
    check(document)


def test_headings_and_lists_are_word_s_own() -> None:
    paper = Document(
        "Two lists",
        (Heading("First"), numbered("one", "two"), Heading("Under it", 3), numbered("one again")),
        date(2026, 11, 22),
    )
    word = check(paper)
    styles = [line.style.name for line in word.paragraphs if line.style is not None]
    assert styles[:2] == ["Title", "Heading 1"]
    assert "Heading 2" in styles
    numbers = [
        line._p.pPr.numPr.numId.val
        for line in word.paragraphs
        if line._p.pPr is not None and line._p.pPr.numPr is not None and line._p.pPr.numPr.numId is not None
    ]
    assert numbers[0] == numbers[1] != numbers[2], "each list begins at one"


def test_a_table_repeats_its_head_and_names_itself() -> None:
    columns = (Column("Name", row_header=True), Column("What"))
    paper = Document("Long", (Table("names", "All names", columns, (("a", "b"),) * 90),), date(2026, 11, 22))
    (table,) = read(paper).element.body.iter(qn("w:tbl"))
    rows = list(table.iter(qn("w:tr")))
    assert [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None] == rows[:1]
    (caption,) = table.iter(qn("w:tblCaption"))
    assert caption.get(qn("w:val")) == "All names"


def test_the_file_says_what_it_is_and_nothing_of_the_computer(tmp_path: Path) -> None:
    write_docx(sample(), tmp_path / "a.docx")
    assert (tmp_path / "a.docx").read_bytes() == docx_bytes(sample())
    word = read(sample())
    properties = word.core_properties
    assert properties.title == sample().title
    assert properties.last_modified_by == properties.comments == ""
    assert properties.created is not None
    assert properties.created.date() == sample().as_at
    with ZipFile(tmp_path / "a.docx") as parts:
        assert not [name for name in parts.namelist() if "thumbnail" in name]
        assert b"Liaison Desk" in parts.read("docProps/app.xml")
        assert {info.date_time[:3] for info in parts.infolist()} == {sample().as_at.timetuple()[:3]}


def test_hostile_words_stay_words() -> None:
    evil = "</w:t><w:br/> & \"'<x> {{ 1+1 }} \u202e\x00 =1+1"
    paper = Document(
        evil,
        (
            Heading(evil),
            Paragraph(runs([evil, Span("go", link="javascript:alert(1)"), Span("there", link="file:///etc/passwd")])),
            Table("evil", evil, (Column(evil, row_header=True),), ((evil,),)),
        ),
        date(2026, 11, 22),
        author=evil,
        reference=evil,
    )
    word = check(paper)
    assert not list(word.element.body.iter(qn("w:hyperlink")))


@pytest.mark.skipif(not (WRITER.exists() and shutil.which("soffice")), reason="LibreOffice Writer is not installed")
def test_another_program_opens_it(tmp_path: Path) -> None:
    write_docx(sample(), tmp_path / "paper.docx")
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/office",
            "--headless",
            "--convert-to",
            "pdf",
            "paper.docx",
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert (tmp_path / "paper.pdf").stat().st_size > 10_000
