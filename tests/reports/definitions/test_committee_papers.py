"""The papers for an area committee on the sample book: figures that tie, sentences, who and what is left out."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import select

from models.entities import Organisation
from models.store import Store
from models.vocabulary import Visibility
from reports.document import Chart
from tests.reports.definitions.saying import TODAY, fact, headings, keys, make, said, table_of, total

PUBLIC, PARTNERS, INTERNAL = Visibility.PUBLIC, Visibility.PARTNERS, Visibility.INTERNAL
YEAR = {"first_day": date(2025, 9, 1)}


def organisation(store: Store, name: str) -> tuple[str, int]:
    with store.read() as session:
        return "organisation", session.scalars(select(Organisation.id).where(Organisation.name == name)).one()


def test_the_log_says_what_is_open_whose_it_is_and_how_late(sample: Store) -> None:
    paper = make(sample, "open-forum-log")
    assert headings(paper) == [
        "1. Summary",
        "2. Recommendations",
        "3. Answers due",
        "4. Questions answered",
        "5. Meeting by meeting",
        "6. Contact",
    ]
    assert "3 questions had no answer on 22 November 2026, 3 of them late.\nThe one answer took 10 days." in said(paper)
    assert "Ask those who promised the late answers to give them, and agree by when." in said(paper)
    bus = table_of(paper, "due").rows[1]
    assert bus[1:] == (
        date(2026, 9, 22),
        "Cllr Edwin Hartnoll",
        date(2026, 10, 6),
        47,
        "South Area Committee, 9 June 2026",
        "26/21/SAC",
    )
    parking = table_of(paper, "answered").rows[0]
    assert parking[3:5] == (date(2026, 10, 2), 10)
    assert str(parking[5]).startswith("Wardens will come")


def test_the_log_ties_meeting_by_meeting_and_to_the_report(sample: Store) -> None:
    paper, report = make(sample, "open-forum-log", **YEAR), make(sample, "area-committee", **YEAR)
    meetings = table_of(paper, "meetings").rows
    counted = [total(meetings, place) for place in (2, 3, 4, 5)]
    due, answered = table_of(paper, "due").rows, table_of(paper, "answered").rows
    assert counted == [len(due) + len(answered), len(answered), len(due), 3]
    assert {row[0] for row in due} | {row[0] for row in answered} == {
        row[0] for row in table_of(report, "questions").rows
    }
    assert "Half of the answers took up to 13 days; the longest took 44 days." in said(paper)


def test_who_asked_stands_in_our_own_copy_alone(sample: Store) -> None:
    own, public = make(sample, "open-forum-log", audience=INTERNAL), make(sample, "open-forum-log")
    assert "A resident of Brookfield Way" in said(own)
    assert "A resident of Brookfield Way" not in said(public)
    assert fact(own, "Circulation") == "Our own copy. Not for publication."


def test_the_log_is_of_one_body_and_as_it_stood(sample: Store) -> None:
    committee = organisation(sample, "South Area Committee")
    assert make(sample, "open-forum-log", about=committee).title == "Open-forum log: South Area Committee"
    board = make(sample, "open-forum-log", about=organisation(sample, "Elm Lane Board of Governors"))
    assert table_of(board, "due").rows == ()
    assert "No questions are in this log." in said(board)
    before = make(sample, "open-forum-log", as_at=date(2026, 10, 1), last_day=date(2026, 10, 1))
    assert any(str(row[0]).startswith("Can parents' parking") for row in table_of(before, "due").rows)
    spring = make(sample, "open-forum-log", first_day=date(2026, 1, 1), last_day=date(2026, 4, 30))
    assert {row[1] for row in table_of(spring, "meetings").rows} == {
        date(2025, 9, 23),
        date(2026, 1, 27),
        date(2026, 3, 17),
    }


def test_commitments_are_set_kept_against_made_in_words_and_figures(sample: Store) -> None:
    paper = make(sample, "commitments", audience=INTERNAL)
    assert headings(paper) == [
        "1. Summary",
        "2. Recommendations",
        "3. Promises made and kept",
        "4. Progress from term to term",
        "5. Each commitment",
        "6. Contact",
    ]
    rows = table_of(paper, "commitments").rows
    results = [row[3] for row in rows]
    still_open = sum(result in ("Late", "Open") for result in results)
    assert f"{still_open} commitments were open on 22 November 2026, {results.count('Late')} of them late." in said(
        paper
    )
    assert f"{len(rows) - still_open} commitments ended between" in said(paper)
    ended = next(line for line in said(paper).splitlines() if "commitments ended between" in line)
    each = re.findall(r"(\d+) (kept in part|kept|lapsed|withdrawn|referred on)", ended)
    assert {words.capitalize(): int(count) for count, words in each} == {
        result: results.count(result) for result in set(results) - {"Late", "Open"}
    }
    theirs = table_of(paper, "promised_by").rows
    due, kept = (total(theirs, place) for place in (1, 2))
    assert f"Of {due} commitments that institutions had to keep in that time, {kept} were kept." in said(paper)
    assert any(isinstance(block, Chart) for block in paper.blocks)


def test_progress_is_told_term_by_term(sample: Store) -> None:
    paper = make(sample, "commitments", audience=INTERNAL)
    terms = table_of(paper, "terms").rows
    assert [row[0] for row in terms] == [
        "Autumn term 2025",
        "Spring term 2026",
        "Summer term 2026",
        "Autumn term 2026",
    ]
    late = table_of(paper, "late-by-term")
    assert [column.title for column in late.columns[1:]] == [row[0] for row in terms]
    for place, term in enumerate(terms, start=1):
        assert total(late.rows, place) == term[6]
    # What is late today is late at the end of the last term told, which runs to today.
    named = [row for row in table_of(paper, "commitments").rows if row[3] == "Late"]
    assert terms[-1][6] == len(named)


def test_the_paper_of_one_institution_tells_the_story_of_each_commitment(sample: Store) -> None:
    council = organisation(sample, "Millbrook City Council")
    paper = make(sample, "commitments", about=council, audience=INTERNAL)
    assert paper.title == "Commitments: Millbrook City Council"
    assert "late-by-term" not in keys(paper)
    stories = table_of(paper, "stories").rows
    path = [row for row in stories if row[0] == "Find the owner of the brook path"]
    assert path[0][2] == "Promised"
    assert [row[1] for row in path] == sorted(row[1] for row in path if isinstance(row[1], date))
    assert {row[0] for row in stories} == {row[1] for row in table_of(paper, "commitments").rows}
    early = make(sample, "commitments", about=council, audience=INTERNAL, as_at=date(2026, 9, 30), last_day=TODAY)
    assert all(isinstance(row[1], date) and row[1] <= date(2026, 9, 30) for row in table_of(early, "stories").rows)


def test_the_commitments_are_those_of_the_report_and_copies_say_what_they_leave_out(sample: Store) -> None:
    public, report = make(sample, "commitments"), make(sample, "area-committee")
    assert table_of(public, "commitments").rows == table_of(report, "commitments").rows
    assert public.left_out == ("32 commitments are not listed because they are not for publication.",)
    assert fact(make(sample, "commitments", audience=PARTNERS), "Circulation") == "For partners. Not for publication."
    college = make(sample, "commitments", about=organisation(sample, "Brookfield Sixth Form College"))
    assert "There is nothing that may be shown here." in said(college)
    assert "No commitment of this institution" not in said(college)
