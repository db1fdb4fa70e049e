from __future__ import annotations

import gc
import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import page
import pypdfium2
import pytest
from openpyxl import load_workbook
from sqlalchemy import update

from models.entities import Commitment, Conversation, Event, Meeting, Organisation, Person
from models.errors import WouldOverwrite, WrongUse
from models.sample import fill_example
from models.store import Store
from models.vocabulary import Visibility
from reports.catalogue import REPORTS, build_report, default_parameters, find_report, print_document
from reports.document import Block, Cell, Document, Facts, Heading, ListBlock, Paragraph, Table, plain
from reports.formatting import total
from reports.parameters import Parameters
from reports.pdf import pdf_bytes
from reports.xlsx import xlsx_bytes
from tests.reports.definitions.saying import sentences

TODAY = date(2026, 11, 22)


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


def plain_text_of_pdf(document: Document) -> str:
    pages = pypdfium2.PdfDocument(pdf_bytes(document))
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


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
        "1. Summary",
        "2. Recommendations",
        "3. Background",
        "4. Engagement with ward councillors",
        "5. Contact with institutions in the wards",
        "6. Open-forum questions and answers due",
        "7. Commitments by institution",
        "8. Events coming up near the venue",
        "9. Implications",
        "10. Background papers",
        "11. Contact",
    ]


def test_the_committee_form_says_to_whom_from_whom_and_which_wards(sample: Store) -> None:
    document = make(sample, "area-committee")
    head = document.blocks[0]
    assert isinstance(head, Facts)
    facts = dict(head.rows)
    assert facts["To"] == "South Area Committee"
    assert facts["Wards affected"] == "Eastfield, Millbrook, Southgate"
    assert "The committee is asked to:" in text_of(document)


def test_the_summary_says_how_many_questions_are_still_open(sample: Store, tmp_path: Path) -> None:
    new = Store.create(tmp_path / "new.liaison")
    said = text_of(make(new, "area-committee"))
    new.close()
    assert "No question from the open forum is waiting for an answer." in said
    said = text_of(make(sample, "area-committee"))
    assert re.search(r"\d+ questions? from the open forum (is|are) still to be answered\.", said)


NEEDS_A_RECORD = frozenset(report.name for report in REPORTS if report.asks.about and not report.asks.all_without)
"""Of an empty book there is none of these: each is refused with a sentence, as test_every_paper.py says."""


@pytest.mark.parametrize(
    ("book", "report"),
    [("sample", report.name) for report in REPORTS]
    + [("empty", report.name) for report in REPORTS if report.name not in NEEDS_A_RECORD],
)
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


def table_of(document: Document, key: str) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table) and block.key == key)


def facts_of(document: Document) -> dict[str, Cell]:
    return {label: value for block in document.blocks if isinstance(block, Facts) for label, value in block.rows}


def hide(store: Store, level: Visibility) -> None:
    with store.write("Hide some") as session:
        names = ("Greenway Academy", "Millbrook Library")
        session.execute(update(Organisation).where(Organisation.name.in_(names)).values(visibility=level))
        for entity in (Commitment, Conversation, Event, Meeting):
            session.execute(update(entity).where(entity.id % 3 == 0).values(visibility=level))


def test_what_a_published_paper_leaves_out_is_said_beside_it(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "hidden.liaison")
    with store.write("Fill") as session:
        fill_example(session, TODAY)
        for entity in (Organisation, Commitment, Conversation, Event, Meeting):
            session.execute(update(entity).values(visibility=Visibility.PUBLIC))
    whole = make(store, "area-committee")
    assert not any("publication" in block.note for block in whole.blocks if isinstance(block, Table))
    hide(store, Visibility.INTERNAL)
    published = make(store, "area-committee")
    for key, thing in (("engagement", "organisation"), ("commitments", "commitment"), ("events", "event")):
        before, now = len(table_of(whole, key).rows), table_of(published, key)
        assert len(now.rows) < before
        words = f"{before - len(now.rows)} {thing}s are not listed because they are not for publication."
        assert words in now.note
        assert words in plain_text_of_pdf(published)
    assert "1 organisation outside these wards" in table_of(published, "engagement").note
    assert "The totals here do not count them. The summary counts them." in table_of(published, "engagement").note
    assert "148 conversations with 44 organisations" in text_of(published)
    store.close()


def test_an_empty_table_does_not_deny_what_it_leaves_out(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "hidden.liaison")
    with store.write("Fill") as session:
        fill_example(session, TODAY)
        for entity in (Organisation, Commitment, Conversation, Event, Meeting):
            session.execute(update(entity).values(visibility=Visibility.CONFIDENTIAL))
    for name in ("board-paper", "area-committee"):
        document = make(store, name)
        for block in document.blocks:
            if isinstance(block, Table) and not block.rows:
                assert block.empty == "There is nothing that may be shown here."
        assert "148 conversations with 44 organisations" in text_of(document)
    store.close()


def test_papers_of_an_empty_book_say_so_plainly(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "empty.liaison")
    board, council = text_of(make(store, "board-paper")), text_of(make(store, "area-committee"))
    assert "We had no conversation with anyone, and no meetings were held." in board
    assert "Our school had no conversation with anyone between 1 September 2026 and 22 November 2026." in council
    assert "No message was waiting for a reply on 22 November 2026." in council
    store.close()


def test_papers_of_an_empty_book_praise_nobody_for_what_there_is_not(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "empty.liaison")
    papers = {report.name: make(store, report.name) for report in REPORTS if report.name not in NEEDS_A_RECORD}
    texts = {name: f"{paper.subtitle}\n{sentences(paper)}" for name, paper in papers.items()}
    assert [name for name, text in texts.items() if re.search(r"\bEvery |\b[Nn]o things\b|in no roles", text)] == []
    assert texts["isolation"].count("No institution belongs to a partnership") == 1
    assert "Longest wait, in days" not in facts_of(papers["unanswered-register"])
    assert all(paper.subtitle and paper.reference for name, paper in papers.items() if not paper.poster), papers
    store.close()


def test_the_figures_of_the_board_paper_add_up(sample: Store) -> None:
    document = make(sample, "board-paper")
    text, facts = text_of(document), facts_of(document)
    assert "67 messages that we sent in the period asked for a reply: 41 had one (61%), 21 had none yet" in text
    assert "and for 5 we stopped waiting." in text
    assert 41 + 21 + 5 == facts["Replies wanted"] == 67
    assert "23 commitments were due in the period: 10 kept (45%), 2 kept in part, 10 late and 1 referred on" in text
    assert 10 + 2 + 10 + 1 == 23
    late = table_of(document, "late").rows
    assert len(late) == 9
    assert "1 commitment is in none of these tables because it is confidential." in text
    days = [row[2] for row in late if isinstance(row[2], date)]
    assert days == sorted(days)
    assert len(table_of(document, "unanswered").rows) == 21
    months, contact = table_of(document, "months"), table_of(document, "engagement")
    started = (facts["Conversations that we started"], facts["Conversations that others started"])
    assert total(row[-1] for row in months.rows) == total(started) == 148
    assert all(row[0] != "Elm Lane Primary School" for row in contact.rows)
    assert len([row for row in contact.rows if row[2] or row[3]]) == facts["Organisations in contact"]


def test_an_answer_that_came_later_is_not_in_an_earlier_report(sample: Store) -> None:
    early = make(sample, "area-committee", as_at=date(2026, 9, 30), last_day=date(2026, 9, 30))
    answered = [row[4] for row in table_of(early, "questions").rows]
    assert answered
    assert not any(answered)
    assert "4 questions from the open forum are still to be answered." in text_of(early)


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


def test_memory_is_tidied_again_after_a_paper_that_cannot_be_made(sample: Store) -> None:
    with sample.read() as session, pytest.raises(ModuleNotFoundError):
        build_report(session, replace(REPORTS[0], module="nothing"), default_parameters(as_at=TODAY))
    assert gc.isenabled()


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
