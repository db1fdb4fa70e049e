"""Standard words are printed where they belong, letter by letter, and only in papers that go before a meeting."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from models.paper_words import PARTS, words_key
from models.settings import set_setting
from models.store import Store
from reports.catalogue import FORMS, build_report, default_parameters, find_report, print_document
from reports.document import Document, Heading, Paragraph, Tone, plain
from reports.pdf import pdf_bytes
from reports.standard_words import has_standard_words, our_words, papers_with_words

TODAY = date(2026, 11, 22)
HOSTILE = "<b>Note</b> =1+1 {name} %s \N{RIGHT-TO-LEFT OVERRIDE}abc &amp; " + "x" * 400


def build(store: Store, name: str, **words: str) -> Document:
    """Return a paper with a school's own words, which are taken back afterwards."""
    if words:
        with store.write("Words") as session:
            for part, text in words.items():
                set_setting(session, words_key(name, part), text)
    with store.read() as session:
        document = build_report(session, find_report(name), default_parameters(as_at=TODAY))
    if words:
        store.undo()
    return document


def paragraphs(document: Document) -> list[str]:
    return [plain(block.content) for block in document.blocks if isinstance(block, Paragraph)]


def test_without_words_of_its_own_a_paper_says_ours(sample: Store) -> None:
    board = build(sample, "board-paper")
    assert "The board is asked to:" in paragraphs(board)
    assert "The board is asked to decide:" in paragraphs(board)
    assert "The committee is asked to:" in paragraphs(build(sample, "area-committee"))
    assert our_words("agenda").recommend == ""


@pytest.mark.parametrize("name", ["board-paper", "area-committee", "agenda", "minutes", "action-log"])
def test_opening_and_closing_stand_at_their_places(sample: Store, name: str) -> None:
    document = build(sample, name, opening="First line\n\nSecond line", closing="Thank you", protection="Keep it safe")
    at = next(n for n, block in enumerate(document.blocks) if isinstance(block, Heading))
    before = [plain(block.content) for block in document.blocks[:at] if isinstance(block, Paragraph)]
    assert before[-2:] == ["First line", "Second line"]
    last, very_last = document.blocks[-2:]
    assert isinstance(last, Paragraph)
    assert isinstance(very_last, Paragraph)
    assert (plain(last.content), plain(very_last.content)) == ("Thank you", "Keep it safe")
    assert very_last.tone is Tone.NOTE


def test_recommendations_begin_as_the_school_has_it(sample: Store) -> None:
    document = build(sample, "board-paper", recommend="Governors are invited to:", decide="Governors decide:")
    said = paragraphs(document)
    assert "Governors are invited to:" in said
    assert "Governors decide:" in said
    assert not any("The board is asked" in words for words in said)


@pytest.mark.parametrize("form", FORMS)
def test_hostile_words_are_printed_letter_by_letter(sample: Store, form: str) -> None:
    document = build(sample, "board-paper", **dict.fromkeys(("opening", "closing"), HOSTILE))
    assert paragraphs(document)[0] == HOSTILE
    target = io.BytesIO()
    print_document(document, form, target)
    if form == "html":
        assert "&lt;b&gt;Note&lt;/b&gt; =1+1 {name} %s" in target.getvalue().decode()
    if form == "pdf":
        first = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(target.getvalue()))
        assert "<b>Note</b> =1+1 {name} %s" in first


def test_lists_of_the_office_and_the_poster_take_none(sample: Store) -> None:
    names = {report.name for report in papers_with_words()}
    assert {"board-paper", "agenda", "minutes", "area-committee"} <= names
    assert not has_standard_words(find_report("call-sheet"))
    document = build(sample, "call-sheet", **dict.fromkeys(PARTS, "Our words"))
    assert "Our words" not in paragraphs(document)


def test_the_words_change_nothing_else(sample: Store, tmp_path: Path) -> None:
    assert pdf_bytes(build(sample, "agenda")) == pdf_bytes(build(sample, "agenda"))
    blank, without = build(sample, "agenda", closing="  "), build(sample, "agenda")
    # The head of the history is among the keywords, and setting words is a change.
    assert replace(blank, keywords=()) == replace(without, keywords=())
