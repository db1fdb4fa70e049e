"""The papers of a board on the sample book: figures that tie to their tables, sentences, who and what is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update

from models.actions.agendas import AgendaItemFields, edit_agenda_item
from models.entities import Action, AgendaItem, Commitment, Decision, Meeting, MeetingState, Organisation
from models.errors import WrongUse
from models.queries.forms import find_form
from models.store import Store
from models.vocabulary import AgendaItemKind, Visibility
from reports.catalogue import build_report, default_parameters, find_report
from tests.reports.definitions.saying import TODAY, fact, headings, make, said, table_of

YEAR = {"first_day": date(2025, 9, 1), "last_day": date(2026, 8, 31)}

JULY = {"first_day": date(2026, 7, 1), "last_day": date(2026, 7, 1)}


def board_meeting(store: Store, day: date) -> tuple[str, int]:
    with store.read() as session:
        rows = session.execute(
            select(Meeting.id, Meeting.starts_at)
            .join(Organisation, Organisation.id == Meeting.organisation_id)
            .where(Organisation.name == "Elm Lane Board of Governors")
        )
        return "meeting", next(number for number, starts in rows if starts.date() == day)


def test_the_agenda_is_of_the_next_meeting_of_our_board(sample: Store) -> None:
    paper = make(sample, "agenda")
    assert paper.title == "Agenda: Elm Lane Board of Governors"
    assert fact(paper, "Date") == date(2026, 12, 3)
    assert fact(paper, "Notice") == "To be given by 25 November 2026 (7 clear days)"
    items = table_of(paper, "items")
    assert [row[0] for row in items.rows] == [1, 2, 3, 4, 5, 6, 7]
    assert "The agenda has 7 items." in said(paper)
    assert "Part II (confidential)" not in headings(paper)


def test_part_two_of_an_agenda_is_told_only_in_its_own_copy(sample: Store) -> None:
    october = board_meeting(sample, date(2026, 10, 8))
    for audience in (Visibility.INTERNAL, Visibility.PUBLIC):
        paper = make(sample, "agenda", about=october, audience=audience)
        assert "1 item is in Part II (confidential) and not in this copy." in said(paper)
        assert "Premises" not in said(paper)
        assert "solicitors" not in said(paper)
    own = make(sample, "agenda", about=october, audience=Visibility.CONFIDENTIAL)
    assert [row[1] for row in table_of(own, "part-two").rows] == ["Premises: confidential item"]
    assert "Boundary: letter from the solicitors" in said(own)


def test_an_item_that_is_confidential_by_its_kind_is_in_no_public_copy(sample: Store) -> None:
    october = board_meeting(sample, date(2026, 10, 8))
    with pytest.raises(ZeroDivisionError), sample.write("Mark one, and take it back") as session:
        chosen = (AgendaItem.meeting_id == october[1], AgendaItem.number == 6)
        item = session.scalars(select(AgendaItem.id).where(*chosen)).one()
        fields = find_form(session, "agenda_item", item, AgendaItemFields)
        edit_agenda_item(session, item, replace(fields, kind=AgendaItemKind.CONFIDENTIAL))
        for name in ("agenda", "minutes"):
            parameters = replace(default_parameters(as_at=TODAY), about=october, audience=Visibility.PUBLIC)
            paper = build_report(session, find_report(name), parameters)
            assert "2 items are in Part II (confidential) and not in this copy." in said(paper)
            assert "observers" not in said(paper)
            assert "Withies" not in said(paper)
        raise ZeroDivisionError


def test_the_minutes_are_a_draft_until_they_are_approved(sample: Store) -> None:
    draft = make(sample, "minutes")
    assert draft.title == "Draft minutes: Elm Lane Board of Governors"
    assert draft.reference == "Elm Lane Board of Governors: draft minutes, 8 October 2026"
    assert said(draft).startswith(
        "Draft approved by the chair: not yet approved by the meeting. 4 decisions were taken, and 4 actions were "
        "given out. Members asked for an account 2 times."
    )
    assert len(table_of(draft, "decisions").rows) == 4
    assert len(table_of(draft, "actions").rows) == 4
    assert "Challenge (Amara Obi):" in said(draft)
    assert "Votes: 6 for, 0 against and 1 abstained." in said(draft)
    assert fact(draft, "Quorum") == "Met: 7 members with a vote were present, 4 needed"
    july = board_meeting(sample, date(2026, 7, 2))
    assert fact(make(sample, "minutes", about=july), "Signed on") == date(2026, 10, 8)
    before = make(sample, "minutes", about=july, as_at=date(2026, 10, 7))
    assert before.title.startswith("Draft minutes")
    assert fact(before, "Minutes") == "Draft"


def test_there_are_no_minutes_of_a_meeting_to_come(sample: Store) -> None:
    with pytest.raises(WrongUse, match="no minutes of it yet"):
        make(sample, "minutes", about=board_meeting(sample, date(2026, 12, 3)))


def test_who_was_there_stands_with_their_apologies_and_members_of_our_board_are_named_to_all(sample: Store) -> None:
    own, public = make(sample, "minutes"), make(sample, "minutes", audience=Visibility.PUBLIC)
    rows = {row[0]: row[1:] for row in table_of(own, "attendance").rows}
    assert rows["Mr Ian Lowry"] == ("Member", "Apologies, accepted")
    assert rows["Amara Obi"] == ("Member", "Present, remotely")
    assert rows["Mei Tanaka"][0] == "Observer"
    named = {row[0] for row in table_of(public, "attendance").rows}
    assert "Mr Ian Lowry" in named
    assert "Sam Okoro" not in named
    assert len(named) == len(rows) - 4
    assert "4 people are not listed because they are not for publication." in public.left_out


def test_a_correction_stands_beside_what_was_approved(sample: Store) -> None:
    may = board_meeting(sample, date(2026, 5, 21))
    (row,) = table_of(make(sample, "minutes", about=may), "corrections").rows
    assert row[:3] == (6, date(2026, 7, 2), "Forty children on most days.")
    earlier = make(sample, "minutes", about=may, as_at=date(2026, 7, 1), **JULY)
    assert "Corrections" not in headings(earlier)


def test_whoever_withdrew_is_minuted_so(sample: Store) -> None:
    july = make(sample, "minutes", about=board_meeting(sample, date(2026, 7, 2)))
    assert "Mr Ian Lowry declared an interest in Eastfield Residents' Association and withdrew" in said(july)


def test_matters_arise_until_they_are_closed(sample: Store) -> None:
    paper = make(sample, "matters-arising")
    rows = table_of(paper, "matters").rows
    assert fact(paper, "Matters arising") == len(rows) == 5
    assert fact(paper, "Of these late") == sum(row[4] == "Late" for row in rows) == 3
    assert [row[5] for row in rows] == sorted(row[5] for row in rows)  # type: ignore[type-var]
    assert "5 matters arise from earlier meetings: 2 actions and 3 commitments." in said(paper)
    public = make(sample, "matters-arising", audience=Visibility.PUBLIC)
    assert len(table_of(public, "matters").rows) < 5
    assert any("not for publication" in words for words in public.left_out)
    assert "What is not listed in this copy is not counted here." in said(public)


def test_a_copy_that_may_show_nothing_does_not_deny_what_there_is(sample: Store) -> None:
    with pytest.raises(ZeroDivisionError), sample.write("Hide all, and take it back") as session:
        for entity in (Action, Commitment):
            session.execute(update(entity).values(visibility=Visibility.CONFIDENTIAL))
        for name in ("matters-arising", "action-log"):
            paper = build_report(session, find_report(name), default_parameters(as_at=TODAY))
            assert said(paper).startswith("There is nothing that may be shown here.")
        minutes = build_report(session, find_report("minutes"), default_parameters(as_at=TODAY))
        assert "4 decisions and no actions are listed in this copy; others are not." in said(minutes)
        raise ZeroDivisionError


def test_the_action_log_ties_and_can_be_of_one_body(sample: Store) -> None:
    paper = make(sample, "action-log")
    rows = table_of(paper, "open").rows
    assert fact(paper, "Open") == len(rows) == sum(row[1] for row in table_of(paper, "owners").rows)  # type: ignore[misc]
    assert fact(paper, "Of these late") == sum(row[3] == "Late" for row in rows) == 3
    with sample.read() as session:
        number = session.scalars(
            select(Organisation.id).where(Organisation.name == "Elm Lane Board of Governors")
        ).one()
    board = make(sample, "action-log", about=("organisation", number))
    assert [row[6] for row in table_of(board, "open").rows] == ["26/23/GB", "26/29/GB"]
    last_year = make(sample, "action-log", **YEAR)
    ended = [row[4] for row in table_of(last_year, "ended").rows]
    assert ended
    assert len(ended) == fact(last_year, "Ended in the period")
    assert all(YEAR["first_day"] <= day <= YEAR["last_day"] for day in ended)  # type: ignore[operator]


def test_cancelled_meetings_are_nobodys_absence(sample: Store) -> None:
    with sample.read() as session:
        cluster = session.scalars(select(Organisation.id).where(Organisation.name == "Southgate Cluster")).one()
    paper = make(sample, "attendance", about=("organisation", cluster), **YEAR)
    meetings = table_of(paper, "meetings").rows
    held = [row for row in meetings if row[3]]
    assert [row[2] for row in meetings if not row[3]] == ["Cancelled"]
    members = table_of(paper, "members-1").rows
    assert max(row[1] for row in members) == len(held)  # type: ignore[type-var]
    assert all(row[1] == row[2] + row[3] + row[4] + row[5] for row in members)  # type: ignore[operator]


def test_attendance_at_our_board_comes_with_its_committee(sample: Store) -> None:
    paper = make(sample, "attendance", **YEAR)
    assert headings(paper)[:2] == ["Elm Lane Board of Governors", "Elm Lane Resources Committee"]
    rows = {row[0]: row[1:] for row in table_of(paper, "members-1").rows}
    assert rows["Mrs Grace Hollis"] == (6, 6, 0, 0, 0, 1.0)
    assert rows["Mrs Tessa Wragg"][0] == 4
    assert ("Not quorate", False) in {(row[2], row[3]) for row in table_of(paper, "meetings").rows}
    public = make(sample, "attendance", audience=Visibility.PUBLIC, **YEAR)
    assert "Resources" not in said(public)
    assert "1 committee is not listed because it is not for publication." in public.left_out


def test_what_a_school_must_publish_is_in_the_public_copy(sample: Store) -> None:
    paper = make(sample, "governors")
    rows = {row[0]: row for row in table_of(paper, "governors").rows}
    assert fact(paper, "Serving") == len(rows) == 9
    assert rows["Amara Obi"][1:6] == (
        "Co-opted",
        "Chair of governors",
        "Governing board",
        date(2023, 9, 1),
        date(2027, 9, 1),
    )
    assert rows["Revd Karin Lindqvist"][6] is False
    (gone,) = table_of(paper, "stepped-down").rows
    assert (gone[0], gone[5]) == ("Mrs Tessa Wragg", date(2026, 4, 1))
    interests = {row[0]: row[1:] for row in table_of(paper, "interests").rows}
    assert interests["Mr Ian Lowry"][1] == "Eastfield Residents' Association"
    assert interests["Amara Obi"][0] == "None declared"
    assert interests["Mr Leon Cartwright"][0] == "No entry to publish"
    attended = {row[0]: row[2:] for row in table_of(paper, "attendance").rows}
    assert attended["Mrs Grace Hollis"] == (6, 6)
    assert attended["Mrs Tessa Wragg"] == (4, 4)
    assert "Wragg Roofing" not in said(paper)
    assert "What is missing before this is published" not in headings(paper)


def test_our_own_copy_of_the_governors_says_what_is_missing(sample: Store) -> None:
    paper = make(sample, "governors", audience=Visibility.INTERNAL)
    assert "Ms Marta Bianchi, Mr Leon Cartwright and Revd Karin Lindqvist did not confirm their interests" in said(
        paper
    )
    assert "Elm Lane Resources Committee: not marked as public" in said(paper)
    assert len(table_of(paper, "interests").columns) == 7


def test_vacancies_tie_and_ours_come_first(sample: Store) -> None:
    paper = make(sample, "vacancies")
    rows = table_of(paper, "vacancies").rows
    assert fact(paper, "Empty seats") == sum(row[4] for row in rows) == 17  # type: ignore[misc]
    ours = [row for row in rows if str(row[0]).startswith("Elm Lane")]
    assert list(rows[: len(ours)]) == ours
    assert f"17 seats are empty, {sum(row[4] for row in ours)} of them on our own boards" in said(paper)  # type: ignore[misc]
    terms = table_of(paper, "terms").rows
    assert fact(paper, "Terms ending by 22 November 2027") == len(terms)
    assert "Recommendations" in headings(paper)
    with sample.read() as session:
        other = session.scalars(select(Organisation.id).where(Organisation.name == "St Bede's Governing Board")).one()
    theirs = make(sample, "vacancies", about=("organisation", other))
    assert {row[0] for row in table_of(theirs, "vacancies").rows} == {"St Bede's Governing Board"}
    assert "Recommendations" not in headings(theirs)
    public = make(sample, "vacancies", audience=Visibility.PUBLIC)
    assert said(public).startswith("Of what may be listed here, 1 seat is empty, and 1 term of office ends")
    assert "our own boards" not in said(public)


def test_the_retention_diary_counts_what_it_lists(sample: Store) -> None:
    paper = make(sample, "retention-diary")
    rows = table_of(paper, "people").rows
    due = [row for row in rows if row[5] == "Due"]
    assert fact(paper, "People due now") == len(due) > 0
    assert all(row[4] <= TODAY for row in due)  # type: ignore[operator]
    assert fact(paper, "People due by 20 February 2027") == len(rows) - len(due)
    holroyd = next(row for row in rows if row[0] == "Mr Derek Holroyd")
    assert holroyd[1:3] == ("Governor, Elm Lane Board of Governors", date(2024, 9, 1))
    assert "Mrs Tessa Wragg" not in [row[0] for row in rows]


def test_the_usual_meeting_passes_over_a_cancelled_one(sample: Store) -> None:
    december = board_meeting(sample, date(2026, 12, 3))
    with pytest.raises(ZeroDivisionError), sample.write("Cancel it, and take it back") as session:
        session.execute(update(Meeting).where(Meeting.id == december[1]).values(state=MeetingState.CANCELLED))
        report, parameters = find_report("agenda"), default_parameters(as_at=TODAY)
        usual = report.usual(session, parameters)
        assert usual == board_meeting(sample, date(2027, 1, 28))
        paper = build_report(session, report, replace(parameters, about=december))
        assert said(paper).startswith("This meeting is cancelled.")
        raise ZeroDivisionError


def test_a_meeting_without_anything_says_so(tmp_path: Path) -> None:
    from models.actions.meetings import MeetingFields, create_meeting
    from tests.models.people_and_places import moment

    store = Store.create(tmp_path / "empty.liaison")
    with store.write("Meet") as session:
        create_meeting(session, MeetingFields("Meeting", moment(2026, 11, 2, 18), None, state=MeetingState.HELD))
    words = said(make(store, "minutes"))
    assert words.startswith("No minutes of this meeting are recorded yet. No decisions were taken")
    assert "No item of this meeting is recorded." in words
    assert said(make(store, "retention-diary")).startswith("No people are due to be looked at now")
    store.close()


def test_no_decision_of_part_two_is_in_the_papers_of_part_one(sample: Store) -> None:
    october = board_meeting(sample, date(2026, 10, 8))
    with pytest.raises(ZeroDivisionError), sample.write("Decide in Part II, and take it back") as session:
        item = session.scalars(select(AgendaItem.id).where(AgendaItem.meeting_id == october[1], AgendaItem.number == 8))
        session.add(Decision(meeting_id=october[1], agenda_item_id=item.one(), number=9, text="Buy the strip."))
        session.flush()
        for audience in (Visibility.INTERNAL, Visibility.PUBLIC, Visibility.PARTNERS):
            parameters = replace(default_parameters(as_at=TODAY), about=october, audience=audience)
            paper = build_report(session, find_report("minutes"), parameters)
            assert "Buy the strip" not in said(paper)
            assert any(words.startswith("1 decision is") for words in paper.left_out)
        own = replace(default_parameters(as_at=TODAY), about=october, audience=Visibility.CONFIDENTIAL)
        assert "Buy the strip" in said(build_report(session, find_report("minutes"), own))
        raise ZeroDivisionError


def test_the_state_of_minutes_is_that_of_the_day(sample: Store) -> None:
    july = board_meeting(sample, date(2026, 7, 2))
    with pytest.raises(ZeroDivisionError), sample.write("Sign later, and take it back") as session:
        session.execute(update(Meeting).where(Meeting.id == july[1]).values(signed_on=date(2026, 11, 1)))
        parameters = default_parameters(as_at=date(2026, 10, 31))
        paper = build_report(session, find_report("minutes"), replace(parameters, about=july))
        assert fact(paper, "Minutes") == "Approved as a true record"
        raise ZeroDivisionError


def test_a_quorum_counts_those_listed_as_members_and_a_cancelled_meeting_has_none(sample: Store) -> None:
    with sample.read() as session:
        rows = session.execute(select(Meeting.id, Meeting.title, Meeting.starts_at)).all()
    committee = next(row.id for row in rows if row.starts_at.date() == date(2026, 9, 22))
    paper = make(sample, "minutes", about=("meeting", committee))
    assert fact(paper, "Quorum") == "Met: 7 members with a vote were present, 3 needed"
    assert "parking on Oakfold Drive" in said(paper)
    cancelled = next(row.id for row in rows if row.starts_at.date() == date(2026, 1, 15))
    gone = make(sample, "minutes", about=("meeting", cancelled))
    assert said(gone) == "This meeting was cancelled and was not held."
    assert gone.title == "Minutes: Southgate Cluster"
