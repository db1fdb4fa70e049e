from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import page
import pytest
from openpyxl import load_workbook
from sqlalchemy import update

from models.entities import Commitment, Conversation, Event, Person
from models.errors import WouldOverwrite, WrongUse
from models.sample import fill_example
from models.store import Store
from models.vocabulary import Visibility
from reports.catalogue import REPORTS, build_report, default_parameters, find_report, print_document
from reports.document import Block, Document, Facts, Heading, ListBlock, Paragraph, Table, plain
from reports.parameters import Parameters
from reports.pdf import pdf_bytes
from reports.xlsx import xlsx_bytes

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.create(tmp_path_factory.mktemp("papers") / "sample.liaison", is_example=True)
    with store.write("Fill") as session:
        fill_example(session, TODAY)
    yield store
    store.close()


def make(store: Store, name: str, **choices: object) -> Document:
    with store.read() as session:
        parameters = default_parameters(as_at=TODAY)
        return build_report(session, find_report(name), replace(parameters, **choices))  # type: ignore[arg-type]


def words_of(block: Block) -> list[str]:
    match block:
        case Heading():
            return [block.text]
        case Paragraph():
            return [plain(block.content)]
        case ListBlock():
            return [plain(item.content) for item in block.items]
        case Facts():
            return [str(value) for row in block.rows for value in row]
        case Table():
            return [str(cell) for row in block.rows for cell in row if cell is not None]
        case _:
            return []


def text_of(document: Document) -> str:
    return "\n".join(words for block in document.blocks for words in words_of(block))


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 2]


def test_the_papers_have_their_parts_in_order(sample: Store) -> None:
    assert headings(make(sample, "board-paper")) == [
        "Purpose",
        "Summary",
        "Recommendations",
        "Engagement in the period",
        "Unanswered correspondence",
        "Commitments",
        "Events and take-up",
        "Decisions sought",
        "How this paper was made",
    ]
    assert headings(make(sample, "area-committee")) == [
        "Summary",
        "Recommendations",
        "Background",
        "Engagement with ward councillors",
        "Contact with institutions in the wards",
        "Open-forum questions and answers due",
        "Commitments by institution",
        "Events coming up near the venue",
        "Implications",
        "Background papers",
        "Contact",
    ]


def test_the_committee_form_says_to_whom_from_whom_and_which_wards(sample: Store) -> None:
    document = make(sample, "area-committee")
    head = document.blocks[0]
    assert isinstance(head, Facts)
    facts = dict(head.rows)
    assert facts["To"] == "South Area Committee"
    assert facts["Wards affected"] == "Eastfield, Millbrook, Southgate"
    assert "The committee is asked to:" in text_of(document)


@pytest.mark.parametrize("report", [report.name for report in REPORTS])
@pytest.mark.parametrize("book", ["sample", "empty"])
def test_every_paper_passes_the_checkers_and_opens(sample: Store, tmp_path: Path, report: str, book: str) -> None:
    store = sample if book == "sample" else Store.create(tmp_path / "empty.liaison")
    document = make(store, report)
    file = tmp_path / "paper.pdf"
    print_document(document, "pdf", file)
    for profile in ("ua1", "2a"):
        assert "no failures" in str(page.validate_pdf(str(file), profile=profile))
    workbook = load_workbook(io.BytesIO(xlsx_bytes(document)))
    formulas = [
        cell.value
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and "SUBTOTAL" not in str(cell.value)
    ]
    assert formulas == []
    if store is not sample:
        store.close()


@pytest.mark.parametrize("report", [report.name for report in REPORTS])
def test_the_same_book_and_day_give_the_same_bytes(sample: Store, report: str) -> None:
    first, second = make(sample, report), make(sample, report)
    assert pdf_bytes(first) == pdf_bytes(second)
    assert xlsx_bytes(first) == xlsx_bytes(second)


def test_what_comes_later_does_not_change_an_earlier_paper(sample: Store, tmp_path: Path) -> None:
    early = make(sample, "board-paper", as_at=date(2026, 10, 1), last_day=date(2026, 10, 1))
    assert "November" not in text_of(replace(early, blocks=early.blocks[3:9]))


def test_nothing_private_is_published(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "private.liaison")
    with store.write("Fill") as session:
        fill_example(session, TODAY)
    with store.write("Make all private") as session:
        session.execute(update(Commitment).values(visibility=Visibility.INTERNAL, text="SECRET promise"))
        session.execute(update(Conversation).values(visibility=Visibility.INTERNAL, subject="SECRET", note="SECRET"))
        session.execute(update(Event).values(visibility=Visibility.PARTNERS, title="SECRET event"))
        session.execute(update(Person).values(note="SECRET"))
    published = make(store, "area-committee")
    assert "SECRET" not in text_of(published)
    assert b"SECRET" not in xlsx_bytes(published)
    assert "SECRET" in text_of(make(store, "board-paper"))
    with store.write("Confidential now") as session:
        session.execute(update(Commitment).values(visibility=Visibility.CONFIDENTIAL))
        session.execute(update(Conversation).values(visibility=Visibility.CONFIDENTIAL))
        session.execute(update(Event).values(visibility=Visibility.CONFIDENTIAL))
    assert "SECRET" not in text_of(make(store, "board-paper"))
    store.close()


def test_a_paper_for_a_body_that_is_not_in_the_records(sample: Store) -> None:
    document = make(sample, "area-committee", recipient="North Moor Area Panel")
    head = document.blocks[0]
    assert isinstance(head, Facts)
    assert dict(head.rows)["To"] == "North Moor Area Panel"


def test_wrong_choices_are_told(tmp_path: Path, sample: Store) -> None:
    with pytest.raises(WrongUse, match="board-paper"):
        find_report("annual")
    with pytest.raises(WrongUse, match="before it begins"):
        Parameters(date(2026, 9, 1), date(2026, 8, 1), TODAY)
    document = make(sample, "board-paper")
    target = tmp_path / "there.pdf"
    target.write_bytes(b"mine")
    with pytest.raises(WouldOverwrite):
        print_document(document, "pdf", target)
    assert target.read_bytes() == b"mine"
    print_document(document, "pdf", target, replace=True)
    assert target.read_bytes().startswith(b"%PDF")
