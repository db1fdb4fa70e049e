"""The fixed example: read back, judged by other programs, the same on every computer, laid out as it should be."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from reports.column_widths import column_widths, shared
from reports.document import Block, Column, Document, Heading, Kind, ListBlock, ListItem, Span, Table, paragraph, runs
from reports.lines_of_text import break_runs, natural_width
from reports.lost_characters import lost_in, lost_words
from reports.pdf import pdf_bytes, write_pdf
from reports.pdf.flow import WIDTH
from reports.pdf.xmp import PRODUCER
from tests.reports.pdf.reading import Reading
from tests.reports.pdf.sample_paper import SENTENCE, sample, table
from tests.reports.pdf.test_round_trip import assert_same
from tests.tools.verapdf import judge

ROOT = Path(__file__).parents[3]


def test_it_reads_back_in_every_form() -> None:
    for cover in (sample().cover, ()):
        for contents in (True, False):
            assert_same(replace(sample(), cover=cover, contents=contents))


def test_a_long_table_reads_back_and_ends_with_its_sum() -> None:
    reading = assert_same(Document("Directory", (table(1500),), date(2026, 11, 22)))
    assert len(list(reading.tree.find("TR"))) == 1502
    sums = [cell.kids for cell in next(reading.tree.find("TFoot")).find("TD")]
    assert sums == [[], ["1,124,250"], ["£14,053,125"], []]


def test_headers_footers_and_repeated_heads_are_decoration() -> None:
    reading = Reading(pdf_bytes(sample()))
    count = len(reading.decoration)
    assert count > 5
    for index, words in enumerate(reading.decoration):
        assert f"Page {index + 1} of {count}" in words
        assert "For governors" in words
        assert ("External relations" in words) == (index > 0)
    repeated = [words for words in reading.decoration if "Organisation Last contact" in words]
    assert len(repeated) >= 3
    assert len([cell for cell in reading.tree.find("TH") if cell.kids == ["Organisation"]]) == 1


def test_contents_name_the_page_of_each_heading() -> None:
    data = pdf_bytes(sample())
    listed = {
        str(link.kids[0]).rsplit(" ", 1)[0].strip(): int(str(link.kids[0]).rsplit(" ", 1)[1])
        for entry in Reading(data).tree.find("Reference")
        for link in entry.find("Link")
    }
    pdf = pypdfium2.PdfDocument(data)
    assert [item.get_title() for item in pdf.get_toc()][1:] == list(listed)
    for item in list(pdf.get_toc())[1:]:
        destination = item.get_dest()
        assert destination is not None
        number = destination.get_index() + 1
        assert listed[item.get_title()] == number
        assert item.get_title() in pdf[number - 1].get_textpage().get_text_range()


def test_links_lead_to_the_named_place() -> None:
    pdf = pikepdf.open(BytesIO(pdf_bytes(sample())))
    names = list(pdf.Root.Names.Dests.Names)
    places = dict(zip(map(str, names[::2]), names[1::2], strict=True))
    page = pypdfium2.PdfDocument(pdf_bytes(sample()))
    index = next(number for number, own in enumerate(pdf.pages) if own.obj.objgen == places["engagement"][0].objgen)
    assert "Engagement by organisation" in page[index].get_textpage().get_text_range()


def test_it_says_what_it_is() -> None:
    pdf = pikepdf.open(BytesIO(pdf_bytes(sample())))
    assert str(pdf.Root.Lang) == "en-GB"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.docinfo.Title) == "External relations: report to the board"
    assert str(pdf.docinfo.CreationDate) == "D:20261122000000Z"
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "External relations: report to the board"
        assert metadata["dc:creator"] == ["Ashgrove Academy"]
        assert metadata["xmp:CreatorTool"] == PRODUCER
        assert (metadata["pdfuaid:part"], metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("1", "2", "A")


def test_a_heading_is_never_the_last_line_of_a_page() -> None:
    for lines in range(20, 60):
        filler = tuple(paragraph(f"Line {number}") for number in range(lines))
        pdf = pypdfium2.PdfDocument(
            pdf_bytes(Document("Paper", (*filler, Heading("Next"), *filler[:3]), date(2026, 1, 1)))
        )
        (found,) = [page for page in pdf if re.search(r"^Next\r?$", page.get_textpage().get_text_range(), re.MULTILINE)]
        assert re.search(r"Next\r?\nLine 0\b", found.get_textpage().get_text_range())


def test_the_head_of_a_table_is_never_left_alone() -> None:
    columns = (Column("Organisation"), Column("Said", weight=3))
    tables = {
        "low": Table("t", "Caption", columns, tuple((f"Row {row}", "few words") for row in range(9))),
        "tall": Table("t", "Caption", columns, tuple((f"Row {row}", SENTENCE * 40) for row in range(2))),
    }
    wanted = {
        "low": r"Next\s+Caption\s+Organisation\s+Said\s+Row 0.*Row 1",
        "tall": r"Next\s+Caption.*Row 0.*half term",
    }
    for kind, block in tables.items():
        for lines in range(25, 55):
            filler = tuple(paragraph(f"Line {number}") for number in range(lines))
            paper = Document("Paper", (*filler, Heading("Next"), block), date(2026, 1, 1))
            pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf_bytes(paper))]
            (found,) = [text for text in pages if "Caption" in text]
            assert re.search(wanted[kind], found, re.DOTALL)
            assert pages[-1].count("Row") != 1 or kind == "tall"


def test_the_note_of_a_table_is_never_left_alone() -> None:
    columns = (Column("Organisation"), Column("Calls", Kind.INTEGER, total=True))
    for lines in range(20, 50):
        for totals in (True, False):
            wanted = tuple(replace(column, total=totals and column.total) for column in columns)
            block = Table("t", "Caption", wanted, tuple((f"Row {row}", row) for row in range(9)), note="Words below")
            filler = tuple(paragraph(f"Line {number}") for number in range(lines))
            paper = Document("Paper", (*filler, block, *filler[:2]), date(2026, 1, 1))
            pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf_bytes(paper))]
            (found,) = [text for text in pages if "Words below" in text]
            assert "Row 8" in found


def test_a_long_word_takes_its_room_from_the_widest_column() -> None:
    widths = shared([60.0, 400.0, 80.0, 300.0], [60.0, 400.0, 80.0, 300.0], [1.0] * 4, WIDTH)
    assert widths[0] == 60.0
    assert widths[2] == 80.0
    assert abs(sum(widths) - WIDTH) < 1e-6


def test_a_sum_stays_on_one_line_where_it_is_wider_than_what_it_adds_up() -> None:
    words = Column("Purpose", weight=4.0, row_header=True)
    columns = (words, words, words, Column("Sum", Kind.MONEY, 0.1, total=True))
    rows = tuple(("For very many purposes " * 9,) * 3 + (999,) for _row in range(1200))
    widths = column_widths(Table("money", "Money", columns, rows), WIDTH, 8.0, 4.0)
    assert widths[-1] >= natural_width("£1,198,800", 8.0, True) + 8.0


def test_an_email_address_stays_on_one_line() -> None:
    address = "sam.okoro@elm-lane.example"
    for size in range(60, 100):
        lines = break_runs((Span("x" * size + " " + address),), 10.0, 471.0)
        assert any(address in fragment.text for line in lines for _at, fragment in line.fragments)


def test_a_paragraph_leaves_no_line_alone() -> None:
    for lines in range(20, 45):
        filler = tuple(paragraph(f"Line {number}") for number in range(lines))
        pdf = pypdfium2.PdfDocument(pdf_bytes(Document("Paper", (*filler, paragraph(SENTENCE * 5)), date(2026, 1, 1))))
        for page in pdf:
            text = page.get_textpage().get_text_range()
            assert len(re.findall(r"^.*(?:principal|promised|Cllr|forum|half term).*$", text, re.MULTILINE)) != 1


def test_blank_words_leave_no_trace() -> None:
    blank = ListItem(runs(" \u200b"))
    blocks = (
        paragraph(" "),
        ListBlock((blank,)),
        ListBlock((ListItem(runs(""), ListBlock((ListItem(runs("in")),))), blank)),
    )
    reading = Reading(pdf_bytes(Document("Paper", blocks, date(2026, 1, 1))))
    assert reading.problems == []
    assert [str(kid) for kid in reading.tree.kids[1:]] == [
        "<L 'Disc' <LI <Lbl •> | <LBody <L 'Circle' <LI <Lbl ◦> | <LBody in>>>>>>"
    ]


def test_the_caller_hears_of_characters_that_cannot_be_printed_and_of_their_records() -> None:
    assert lost_words(sample()) == ""
    people = Table(
        "people", "People", (Column("Said"), Column("Name", row_header=True)), (("漢", "Li"), ("a 🎉漢", "Jo"))
    )
    noted = paragraph(Span("x", note=runs("字")))
    found = replace(sample(), subtitle="Party 🎉 שلام\x07", blocks=(Heading("Top"), noted, people))
    assert lost_in(found) == ((sample().title, ("🎉",)), ("Top", ("字",)), ("Li", ("漢",)), ("Jo", ("漢", "🎉")))
    assert lost_words(found) == (
        "The page has a mark in the place of 3 characters that its fonts do not have: 字 漢 🎉 in "
        f"“{sample().title}”, “Top”, “Li”, 1 more place."
    )


def test_a_stream_and_a_file_hold_the_same(tmp_path: Path) -> None:
    stream = BytesIO()
    write_pdf(sample(), stream)
    write_pdf(sample(), tmp_path / "paper.pdf")
    assert (tmp_path / "paper.pdf").read_bytes() == stream.getvalue() == pdf_bytes(sample())


def test_the_bytes_are_the_same_everywhere() -> None:
    code = (
        "import sys, hashlib; sys.path.insert(0, '.')\n"
        "from reports.pdf import pdf_bytes\nfrom tests.reports.pdf.sample_paper import sample\n"
        "print(hashlib.sha256(pdf_bytes(sample())).hexdigest())"
    )
    found = {hashlib.sha256(pdf_bytes(sample())).hexdigest()}
    for seed, zone, tongue in (("1", "Pacific/Kiritimati", "C"), ("2", "Asia/Kolkata", "C.UTF-8")):
        settings = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": tongue}
        run = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=settings, capture_output=True, text=True, check=True
        )
        found.add(run.stdout.strip())
    assert len(found) == 1


def test_verapdf_finds_nothing(tmp_path: Path) -> None:
    if lacking := judge.missing():
        pytest.skip(f"veraPDF cannot run without {lacking}")
    papers = {
        "sample": sample(),
        "plain": replace(sample(), cover=(), contents=False),
        "bare": Document("Only a title", (), date(2026, 1, 1)),
        "long": Document("Directory", (table(400),), date(2026, 1, 1), subtitle="Party 🎉"),
    }
    for name, paper in papers.items():
        write_pdf(paper, tmp_path / f"{name}.pdf")
    assert judge.judge(sorted(tmp_path.glob("*.pdf")), "ua1,2a", tmp_path) == []


def test_no_page_begins_or_ends_with_one_item_of_a_list() -> None:
    for before in range(30, 46):
        lines = [paragraph(f"Line {number}") for number in range(before)]
        items = ListBlock(tuple(ListItem(runs(f"Item {number} of four")) for number in range(1, 5)))
        pages = pypdfium2.PdfDocument(pdf_bytes(Document("Lists", (*lines, items), date(2026, 11, 22))))
        counts = [page.get_textpage().get_text_range().count("of four") for page in pages]
        assert sum(counts) == 4
        assert 1 not in counts


def test_a_table_without_rows_is_a_sentence_without_a_caption_and_links_still_lead_to_it() -> None:
    nothing = Table("none", "Neighbours nearby", (Column("Name"),), (), "No neighbour is near.")
    pointing = paragraph(Span("See the table", link="#none"))
    reading = assert_same(Document("Near", (pointing, nothing), date(2026, 11, 22)))
    assert not list(reading.tree.find("Table"))
    assert "Neighbours nearby" not in str(
        pypdfium2.PdfDocument(reading_bytes(pointing, nothing))[0].get_textpage().get_text_range()
    )


def reading_bytes(*blocks: Block) -> bytes:
    return pdf_bytes(Document("Near", blocks, date(2026, 11, 22)))


def test_the_number_of_a_note_behind_a_word_longer_than_a_line_is_not_cut() -> None:
    before = tuple(paragraph(Span("Said", note=runs("So it was."))) for _number in range(11))
    for letters in range(48, 53):
        word = Span("W" * letters, note=runs("At length."))
        assert_same(Document("Notes", (*before, paragraph(word)), date(2026, 1, 1)))
