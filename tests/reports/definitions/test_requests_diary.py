"""The diary of data protection requests: its figures tie, its clock is that of the requests, it names nobody."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from models.actions.subject_requests import AnswerFields, SubjectRequestFields, answer_request, create_request
from models.store import Store
from models.vocabulary import RequestOutcome, Visibility
from tests.reports.definitions.saying import TODAY, column, facts_of, headings, lead, make, said, table_of

CONFIDENTIAL = {"audience": Visibility.CONFIDENTIAL}


def test_the_board_sees_that_the_law_is_kept_and_not_who_asked(sample: Store) -> None:
    paper = make(sample, "requests-diary")
    facts = facts_of(paper)
    assert (facts["Requests that came in the period"], facts["Open now"], facts["Answered"], facts["Late"]) == (
        6,
        4,
        2,
        0,
    )
    assert len(table_of(paper, "open").rows) == 4
    assert column(table_of(paper, "answered"), "In time") == ["Yes", "Yes"]
    assert "Clock stopped" in column(table_of(paper, "open"), "Standing")
    for name in ("Szabo", "Holroyd", "Kaye", "Chapel Street"):
        assert name not in said(paper)
    assert headings(paper) == ["Open", "Answered", "Data breaches", "The clock"]
    assert "volunteers" not in said(paper), "what happened is in the confidential copy"


def test_the_confidential_copy_names_them(sample: Store) -> None:
    paper = make(sample, "requests-diary", **CONFIDENTIAL)
    assert "Mr Derek Holroyd" in column(table_of(paper, "words"), "Who asks")
    assert len(table_of(paper, "words").rows) == 6


def test_what_was_answered_before_the_period_is_not_of_it_and_what_was_open_is(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "book.liaison")
    with store.write("Requests") as session:
        old, long_open = (
            create_request(session, SubjectRequestFields(day, asked="All", name="Ann Lee"))
            for day in (date(2026, 6, 1), date(2026, 8, 3))
        )
        answer_request(session, old, AnswerFields(date(2026, 7, 20), RequestOutcome.IN_FULL))
        kept_back = SubjectRequestFields(TODAY, asked="Secret", name="Una Hart", visibility=Visibility.CONFIDENTIAL)
        create_request(session, kept_back)
    paper = make(store, "requests-diary")
    assert column(table_of(paper, "open"), "Request") == [long_open]
    assert column(table_of(paper, "open"), "Standing") == ["Late"]
    assert lead(paper).startswith("No requests came between 1 September 2026 and 22 November 2026. 1 request is open;")
    assert "1 answer is late." in lead(paper)
    assert "1 request is not listed because it is confidential." in table_of(paper, "open").note
    earlier = make(store, "requests-diary", first_day=date(2026, 5, 1))
    assert column(table_of(earlier, "answered"), "In time") == ["No"], "due on 1 July"
    store.close()


def test_an_empty_book_says_so(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "book.liaison")
    paper = make(store, "requests-diary")
    assert lead(paper) == "No requests came between 1 September 2026 and 22 November 2026. None is open."
    assert table_of(paper, "open").empty == "No request waits for its answer."
    store.close()
