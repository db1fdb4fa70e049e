"""Hebrew, Arabic and what is mixed with them: seen in the right order, read back in the order of reading."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pypdfium2
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from reports.directions import has_right_to_left, levels, reads_from_right, visual_order
from reports.document import Column, Document, Heading, Paragraph, Span, Table, bullets, paragraph, runs
from reports.fragments import Fragment
from reports.lines_of_text import break_runs, break_text, one_line
from reports.pdf import pdf_bytes
from reports.xlsx import xlsx_bytes
from tests.reports.docx.reading import check as check_word
from tests.reports.docx.reading import read as read_word
from tests.reports.html.reading import check as check_page
from tests.reports.html.reading import read as read_page
from tests.reports.pdf.reading import Reading
from tests.reports.pdf.test_round_trip import assert_same

MEETING = "פגישה עם Zoom מחר בשעה 10:30 (או 11:00), עם St Mary’s School. "


def seen(text: str, from_right: bool = False) -> str:
    """Return the characters of a text from left to right, brackets as they stand in it."""
    return "".join(text[index] for index in visual_order(levels(text, from_right)))


@pytest.mark.parametrize(
    ("text", "from_right", "shown"),
    [
        ("car שלום car", False, "car םולש car"),
        ("שלום (abc) 12", True, "12 )abc( םולש"),
        ("tel שלום 12-15.", False, "tel 12-15 םולש."),
        ("£5 for שרה and 3%", False, "£5 for הרש and 3%"),
        ("سارة ٣/٤ x", True, "x ٣/٤ ةراس"),
        ("a [שלום] b", False, "a [םולש] b"),
        ("אב (ג) d", False, ")ג( בא d"),
        ("שָׁ 1", True, "1 \u05c1\u05b8ש"),
    ],
)
def test_the_order_is_that_of_the_unicode_algorithm(text: str, from_right: bool, shown: str) -> None:
    assert seen(text, from_right) == shown


def test_one_rule_says_which_text_is_read_from_the_right() -> None:
    assert reads_from_right("שרה כהן")
    assert reads_from_right(MEETING)
    assert not reads_from_right("שרה כהן: call sheet of a neighbour")
    assert not reads_from_right("said محمد عبد الله")
    assert not reads_from_right("12 (3)")
    assert not has_right_to_left("Łódź ✓ Ωλ")


def fragments(text: str) -> Iterator[Fragment]:
    """Yield the parts of a single line."""
    return (fragment for _at, fragment in one_line(text).fragments)


def test_arabic_letters_join_and_accents_sit_on_their_letters() -> None:
    (word,) = fragments("سلام")
    assert word.glyphs is not None
    assert [glyph.text for glyph in word.glyphs.items] == ["م", "ا", "ل", "س"]
    (alone,) = fragments("س")
    assert alone.glyphs is not None
    assert alone.glyphs.items[0].number != word.glyphs.items[-1].number
    (yoruba,) = fragments("ọ̀")
    assert yoruba.glyphs is not None
    assert [glyph.advance > 0 for glyph in yoruba.glyphs.items] == [True, False]
    assert yoruba.glyphs.items[1].right != 0
    assert next(fragments("Nguyễn Thị Phượng")).glyphs is None


def test_lines_are_broken_before_they_are_put_in_order() -> None:
    lines = break_runs(runs(MEETING * 4), 10, 200)
    assert "".join(fragment.text for line in lines for _at, fragment in line.fragments).strip() == (MEETING * 4).strip()
    assert all(abs(line.shift + line.width - 200) < 0.01 for line in lines)
    assert {line.shift for line in break_text("שרה כהן", 10, 200)} == {0.0}
    for line in lines:
        placed = sorted((at, at + fragment.width * 10) for at, fragment in line.fragments if fragment.text.strip())
        assert all(one[1] <= other[0] + 0.01 for one, other in pairwise(placed))


def test_a_word_too_long_for_a_line_is_cut_between_letters_and_joined_again() -> None:
    lines = break_text("שָׁ" * 200, 10, 100)
    assert len(lines) > 5
    assert all(line.width <= 100.01 for line in lines)
    assert all(fragment.text.startswith("ש") for line in lines for _at, fragment in line.fragments)


def paper() -> Document:
    rows = (("שרה כהן", MEETING * 3), ("محمد عبد الله", "said (3 of 4)"), ("Ọlá ọ̀ṣọ́", "اردو: ٹڈڑں ے"))
    return Document(
        "Names: שרה כהן",
        (
            Heading("שרה כהן: call sheet"),
            paragraph("Asked ", Span("שרה כהן", link="https://example.org/a"), " (2 of 3) on 3 May."),
            Paragraph(runs(MEETING * 5)),
            bullets("אחת", "two שלום 2"),
            Table("people", "People שלום", (Column("Name", row_header=True), Column("Said", weight=3)), rows),
        ),
        date(2026, 11, 22),
        contents=True,
    )


def test_every_form_says_the_same_words() -> None:
    assert_same(paper())
    check_page(paper())
    check_word(paper())


def test_a_page_is_read_and_searched_in_the_order_of_reading() -> None:
    data = pdf_bytes(paper())
    cells = ["".join(map(str, cell.kids)) for cell in Reading(data).tree.find("TH")]
    assert cells == ["Name", "Said", "שרה כהן", "محمد عبد الله", "Ọlá ọ̀ṣọ́"]
    pages = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    assert "שרה כהן" in pages
    assert "محمد عبد الله" in pages


def test_a_web_page_says_which_way() -> None:
    page = read_page(paper())
    turned = ["".join(element.itertext()) for element in page.iter() if element.get("dir") == "rtl"]
    assert turned[0] == MEETING * 5
    assert turned[1:4] == ["אחת", "שרה כהן", MEETING * 3]
    assert "call sheet" not in " ".join(turned)


def test_word_has_its_own_marks() -> None:
    body = read_word(paper()).element.body
    turned = [
        "".join(text.text or "" for text in line.iter(qn("w:t")))
        for line in body.iter(qn("w:p"))
        if line.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    ]
    assert turned == [MEETING * 5, "אחת", "שרה כהן", MEETING * 3, "محمد عبد الله", "اردو: ٹڈڑں ے"]
    for run in body.iter(qn("w:r")):
        words = "".join(text.text or "" for text in run.iter(qn("w:t")))
        marked = run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None
        assert marked or not has_right_to_left(words), words
        assert not marked or not any(letter.isascii() and letter.isalnum() for letter in words), words


def test_a_workbook_has_its_own_marks() -> None:
    sheet = load_workbook(io.BytesIO(xlsx_bytes(paper()))).worksheets[1]
    reading = {str(cell.value)[:6]: cell.alignment.readingOrder for row in sheet["A5:B7"] for cell in row}
    assert reading["שרה כה"] == 2
    assert reading[MEETING[:6]] == 2
    assert reading["said ("] == 0
    assert sheet["A1"].alignment.readingOrder == 1


def test_words_of_persian_keep_their_letters_apart() -> None:
    (word,) = fragments("می‌خواهم")
    assert word.text == "می‌خواهم"
    assert "".join(fragment.text for fragment in fragments("Llan\u200cfair")) == "Llanfair"
