"""What would not be accessible is refused, and leaves no file and no damaged old one."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from reports import style
from reports.document import Block, Chart, Column, Document, Heading, Series, Span, Table, paragraph
from reports.fonts import face
from reports.pdf import PdfError, write_pdf
from reports.pdf.canvas import Canvas
from reports.pdf.writer import Writer

DAY = date(2026, 11, 22)


def refused(folder: Path, *blocks: Block, title: str = "Paper") -> str:
    """Return why a paper is refused, having made sure that an old file stays and nothing else appears."""
    target = folder / "paper.pdf"
    target.write_bytes(b"old")
    with pytest.raises(PdfError) as caught:
        write_pdf(Document(title, blocks, DAY), target)
    assert target.read_bytes() == b"old"
    assert list(folder.iterdir()) == [target]
    return str(caught.value)


def test_a_heading_jump(tmp_path: Path) -> None:
    assert "level 3" in refused(tmp_path, Heading("One too deep", 3))
    assert "level 5" in refused(tmp_path, Heading("Good", 2), Heading("Good", 3), Heading("Bad", 5))


def test_a_heading_without_words_or_of_no_level(tmp_path: Path) -> None:
    assert "needs words" in refused(tmp_path, Heading(" \u200b"))
    assert "level" in refused(tmp_path, Heading("Seven", 7))


def test_a_chart_without_words(tmp_path: Path) -> None:
    chart = Chart("c", "Conversations", ("A",), (Series("All", (1,)),), " \n")
    assert "cannot see" in refused(tmp_path, chart)


def test_a_paper_or_table_without_a_title(tmp_path: Path) -> None:
    assert "title" in refused(tmp_path, title=" ")
    assert "title" in refused(tmp_path, Table("t", "", (Column("A"),), (("x",),)))


def test_a_link_to_nowhere(tmp_path: Path) -> None:
    assert "nowhere" in refused(tmp_path, paragraph(Span("there", link="#nowhere")))


def test_one_name_for_two_places(tmp_path: Path) -> None:
    assert "'same'" in refused(tmp_path, Heading("A", anchor="same"), Heading("B", anchor="same"))


def test_text_and_shapes_outside_any_element() -> None:
    page = Canvas(Writer(BytesIO())).new_page()
    with pytest.raises(PdfError, match="outside any element"):
        page.show((10, 10), face(), 9, style.INK, "Lost")
    with pytest.raises(PdfError, match="outside any figure"):
        page.fill(((0, 0), (1, 0), (1, 1)), style.INK)
    with pytest.raises(PdfError, match="outside any figure"):
        page.stroke(((0, 0), (1, 0)), style.INK, 1)


def test_a_glyph_the_font_lacks() -> None:
    canvas = Canvas(Writer(BytesIO()))
    page = canvas.new_page()
    page.mark(canvas.tree.add(canvas.tree.document, "P"))
    with pytest.raises(PdfError, match=r"U\+2713"):
        page.show((10, 10), face(), 9, style.INK, "✓")


def test_elements_in_wrong_places() -> None:
    tree = Canvas(Writer(BytesIO())).tree
    with pytest.raises(PdfError, match="TD may not stand in Document"):
        tree.add(tree.document, "TD")
    with pytest.raises(PdfError, match="P may not stand in Table"):
        tree.add(tree.add(tree.document, "Table"), "P")
    with pytest.raises(PdfError, match="holds nothing"):
        tree.close(tree.add(tree.document, "P"))
