"""About how many pages a paper has: near enough to what it has, and said only where nobody would read it through."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pypdfium2
import pytest

from models.store import Store
from reports.catalogue import find_report
from reports.document import Column, Document, Heading, Kind, Table, paragraph
from reports.length import LONG, about_pages, length_words
from reports.pdf import pdf_bytes
from tests.reports.definitions.saying import make

DAY = date(2026, 11, 23)


def register(rows: int, words: str) -> Document:
    columns = (Column("Name", weight=2, row_header=True), Column("Day", Kind.DATE), Column("Note", weight=3))
    cells = tuple((f"School {number}", DAY, words) for number in range(rows))
    return Document("Register", (Heading("All"), paragraph("Each."), Table("all", "All", columns, cells)), DAY)


@pytest.mark.parametrize("rows", [60, 1_500, 6_000])
@pytest.mark.parametrize(
    "words", ["Short", "A note that runs over several lines of its column, as notes often do. " * 3]
)
def test_the_estimate_is_near_the_truth(rows: int, words: str) -> None:
    document = register(rows, words)
    pages = len(pypdfium2.PdfDocument(BytesIO(pdf_bytes(document))))
    assert 0.65 * pages <= about_pages(document) <= 1.5 * pages + 1


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("board-paper", "a shorter time"),
        ("area-committee", "a committee with wards of its own or a shorter time"),
        ("contact-directory", "a ward or one group"),
        ("whats-on", "a ward, a shorter distance or a shorter time"),
    ],
)
def test_a_long_paper_says_how_it_gets_shorter(name: str, ways: str) -> None:
    words = length_words(find_report(name), register(30_000, "Short"))
    assert words.startswith("This paper has about ")
    assert f"For a shorter one choose {ways}." in words


def test_a_paper_without_such_choices_says_only_how_long_it_is() -> None:
    words = length_words(find_report("retention-diary"), register(30_000, "Short"))
    assert "For a shorter one" not in words
    assert words.endswith("As Excel it can be sorted and filtered.")


def test_no_paper_of_the_sample_is_long(sample: Store) -> None:
    for name in ("board-paper", "area-committee", "contact-directory", "handover-sheet"):
        document = make(sample, name)
        assert about_pages(document) < LONG
        assert length_words(find_report(name), document) == ""
