"""A poster is one page in large type, as large as the page holds it, and tagged like any paper."""

from __future__ import annotations

import io
from datetime import date

import pypdfium2
import pytest

from reports import style
from reports.document import Document, Heading, Span, Tone, paragraph
from reports.pdf import pdf_bytes
from reports.pdf.looks import PAPER, SCALES, poster_looks
from tests.reports.pdf.test_round_trip import assert_same

DAY = date(2026, 11, 22)


def poster(events: int, words: str = "Greenway winter concert") -> Document:
    blocks = [
        block
        for number in range(events)
        for block in (
            Heading(f"{words} {number + 1}"),
            paragraph(Span("Thursday 26 November, 5pm to 6:30pm", bold=True), tone=Tone.LEAD),
            paragraph("Greenway Academy, main hall · 17 minutes’ walk"),
        )
    ]
    return Document("What’s on near the school", (*blocks, paragraph("An estimate.", tone=Tone.NOTE)), DAY, poster=True)


def sizes(document: Document) -> list[float]:
    """Return the height of the letters of a PDF's text, page by page."""
    found = []
    for page in pypdfium2.PdfDocument(io.BytesIO(pdf_bytes(document))):
        text = page.get_textpage()
        found.append(max(text.get_charbox(place)[3] - text.get_charbox(place)[1] for place in range(40)))
    return found


@pytest.mark.parametrize("events", [0, 1, 4, 8])
def test_it_fits_on_one_page_and_reads_back(events: int) -> None:
    document = poster(events)
    assert_same(document)
    assert len(pypdfium2.PdfDocument(pdf_bytes(document))) == 1


def test_fewer_words_are_set_larger_and_four_events_are_read_from_two_metres() -> None:
    few, several, many = (sizes(poster(events))[0] for events in (1, 4, 9))
    assert few > several > many
    title = style.POSTER_TITLE_SIZE / style.TITLE_SIZE
    plain = sizes(Document("What’s on near the school", poster(4).blocks, DAY))[0]
    assert several >= 0.95 * title * plain


def test_what_no_page_holds_is_as_small_as_it_goes_and_runs_on() -> None:
    document = poster(12, "Neighbours " * 40)
    assert_same(document)
    assert len(pypdfium2.PdfDocument(pdf_bytes(document))) > 1


def test_a_long_word_and_hostile_words_stay_words() -> None:
    assert_same(poster(3, "<b>=1+1</b> " + "x" * 3000))


def test_a_poster_is_never_set_smaller_than_its_scales_say_and_other_papers_are_as_they_were() -> None:
    assert SCALES[0] > 1 > SCALES[-1] > 0.25
    assert poster_looks(1).tones[Tone.BODY].size == style.POSTER_BODY_SIZE
    assert PAPER.tones[Tone.BODY].size == style.BODY_SIZE
