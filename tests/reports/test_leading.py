"""Which paragraphs stay with what follows them."""

from __future__ import annotations

from io import BytesIO

import docx
import pypdfium2
import pytest

from reports.document import Block, Column, Document, Heading, PageBreak, Table, Tone, bullets, paragraph
from reports.docx import docx_bytes
from reports.leading import with_leading
from reports.pdf import pdf_bytes
from tests.reports.definitions.saying import TODAY

ASKED = paragraph("The board is asked to:")
NOTE = paragraph("Minute 26/27/GB.", tone=Tone.NOTE)
FUNDED = paragraph("Funding is recorded for whole academic years.")
TABLE = Table("money", "Money, by academic year", (Column("Year", row_header=True),), (("2025 to 2026",),) * 3)
LISTED = bullets("Note the contact made in the period.", "Agree an owner for each promise.", "Thank the caretaker.")


@pytest.mark.parametrize(
    ("blocks", "leads"),
    [
        ((ASKED, LISTED), [True, False]),
        ((paragraph("That is all."), LISTED), [False, False]),
        ((Heading("Minutes"), NOTE, paragraph("Agreed.")), [False, True, False]),
        ((Heading("Funding"), FUNDED, TABLE), [False, True, False]),
        ((paragraph("Agreed."), FUNDED, TABLE), [False, False, False]),
        ((Heading("Funding"), FUNDED, paragraph("Agreed.")), [False, False, False]),
        ((paragraph("Agreed."), NOTE, paragraph("Noted.")), [False, False, False]),
        ((Heading("Minutes"), NOTE, Heading("Next")), [False, False, False]),
        ((Heading("Minutes"), NOTE, PageBreak()), [False, False, False]),
        ((Heading("Minutes"), NOTE), [False, False]),
    ],
)
def test_words_before_a_list_or_table_and_notes_below_a_heading_lead(
    blocks: tuple[Block, ...], leads: list[bool]
) -> None:
    assert [leading for _block, leading in with_leading(blocks)] == leads


@pytest.mark.parametrize(
    ("lead", "follow", "last", "after"),
    [
        (ASKED, LISTED, "The board is asked to:", "Note the contact"),
        (NOTE, paragraph("Agreed as a true record."), "Minute 26/27/GB.", "Agreed as a true"),
        (FUNDED, TABLE, "Funding is recorded", "Money, by academic year"),
    ],
    ids=["list", "note", "table"],
)
def test_no_page_ends_with_them(lead: Block, follow: Block, last: str, after: str) -> None:
    for lines in range(20, 45):
        above = [paragraph(f"Line {number}.") for number in range(lines)]
        data = pdf_bytes(Document("Paper", (*above, Heading("Recommendations"), lead, follow), TODAY))
        for page in pypdfium2.PdfDocument(data):
            words = page.get_textpage().get_text_bounded()
            assert (last in words) == (after in words)


def test_word_keeps_them_with_what_follows() -> None:
    word = docx.Document(BytesIO(docx_bytes(Document("Paper", (ASKED, LISTED, paragraph("The end.")), TODAY))))
    kept = {line.text: bool(line.paragraph_format.keep_with_next) for line in word.paragraphs}
    assert kept["The board is asked to:"]
    assert not kept["The end."]
