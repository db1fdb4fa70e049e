"""Meetings, their parts, their minutes, and attendance figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.actions import agendas, attendance, commitments, decisions, meetings
from models.actions.agendas import AgendaItemFields
from models.actions.commitments import CommitmentFields
from models.actions.decisions import DecisionFields, ForumQuestionFields
from models.actions.deleted import bring_back_records
from models.actions.meetings import MeetingFields
from models.entities import (
    AgendaItemKind,
    AttendanceStatus,
    Capacity,
    DecisionOutcome,
    MeetingState,
    MinutesState,
)
from models.errors import StaleRecord, WrongUse
from models.queries.attendance import list_attendance
from models.queries.commitments import find_commitment
from models.queries.forum import list_forum_questions
from models.queries.meetings import (
    MeetingFilter,
    count_meetings,
    find_meeting,
    list_meetings,
    list_past_meetings,
    list_upcoming_meetings,
)
from models.store import Store
from tests.models.people_and_places import TODAY, Numbers, make_area, make_person, make_role, moment

EVENING = moment(2026, 11, 16, 18, 30)


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        return make_area(session)


@pytest.fixture
def meeting(store: Store, area: Numbers) -> int:
    with store.write("Add a meeting") as session:
        return meetings.create_meeting(session, MeetingFields("Area committee", EVENING, area.committee))


def test_a_meeting_is_edited_once_at_a_time(store: Store, meeting: int) -> None:
    with store.read() as session:
        fields = meetings.fields_of(session, meeting)
    with store.write("Edit") as session:
        meetings.edit_meeting(session, meeting, replace(fields, place=" Library ", notes="Long"))
    with store.read() as session:
        detail = find_meeting(session, meeting)
        assert (detail.row.place, detail.notes, detail.row.body) == ("Library", "Long", "South Area Committee")
    with pytest.raises(StaleRecord), store.write("Edit") as session:
        meetings.edit_meeting(session, meeting, fields)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"title": " "}, "Enter a title for the meeting"),
        ({"ends_at": EVENING - timedelta(hours=1)}, "end after the beginning"),
        ({"paper_due_on": date(2026, 11, 17)}, "day for papers on or before"),
        ({"question_due_on": date(2026, 11, 17)}, "day for questions on or before"),
        ({"organisation_id": 999}, "no organisation number 999"),
    ],
)
def test_refusals_say_what_to_do(store: Store, area: Numbers, more: dict[str, object], words: str) -> None:
    with pytest.raises(WrongUse, match=words), store.write("Add") as session:
        meetings.create_meeting(session, replace(MeetingFields("Committee", EVENING), **more))


def test_the_agenda_is_numbered_and_moved(store: Store, meeting: int) -> None:
    with store.write("Agenda") as session:
        agendas.add_standard_agenda(session, meeting)
        plan = agendas.add_agenda_item(session, meeting, AgendaItemFields("Room plan", AgendaItemKind.DECISION))
        agendas.add_standard_agenda(session, meeting)
        items = find_meeting(session, meeting).agenda
        assert [item.number for item in items] == [1, 2, 3, 4, 5, 6, 7]
        assert items[0].title == "Apologies for absence"
        order = [plan, *(item.id for item in items if item.id != plan)]
        agendas.reorder_agenda(session, meeting, order)
        assert [item.id for item in find_meeting(session, meeting).agenda] == order
        agendas.remove_agenda_item(session, order[1])
        left = find_meeting(session, meeting).agenda
        assert [(item.number, item.id) for item in left] == list(enumerate([plan, *order[2:]], start=1))
    with pytest.raises(WrongUse, match="agenda has changed"), store.write("Move") as session:
        agendas.reorder_agenda(session, meeting, order)


def test_decisions_belong_to_an_item_of_their_meeting(store: Store, area: Numbers, meeting: int) -> None:
    with store.write("Decide") as session:
        item = agendas.add_agenda_item(session, meeting, AgendaItemFields("Plan", reference="20/08/SAC"))
        fields = DecisionFields("Agreed to ask", item, DecisionOutcome.AGREED, "20/09/SAC", "Cllr Nair dissented")
        first = decisions.record_decision(session, meeting, fields)
        decisions.record_decision(session, meeting, replace(fields, text="Noted", outcome=DecisionOutcome.NOTED))
        decisions.edit_decision(session, first, replace(fields, text="Agreed to write"))
        promise = commitments.make_commitment(
            session, CommitmentFields("Write", EVENING.date(), meeting_id=meeting, decision_id=first)
        )
        found = find_meeting(session, meeting).decisions
        assert [(one.number, one.text) for one in found] == [(1, "Agreed to write"), (2, "Noted")]
        other = meetings.create_meeting(session, MeetingFields("Other", EVENING))
        decisions.remove_decision(session, first)
        assert [one.number for one in find_meeting(session, meeting).decisions] == [2]
        assert find_commitment(session, promise).meeting_id == meeting
    with pytest.raises(WrongUse, match="another meeting"), store.write("Decide") as session:
        decisions.record_decision(session, other, fields)


def test_minutes_go_step_by_step_and_are_final(store: Store, area: Numbers, meeting: int) -> None:
    with store.write("Add") as session:
        item = agendas.add_agenda_item(session, meeting, AgendaItemFields("Plan"))
        question = decisions.ask_question(session, meeting, ForumQuestionFields("Why?", due_on=date(2026, 12, 1)))
    with pytest.raises(WrongUse, match="Begin with a draft"), store.write("Sign") as session:
        meetings.set_minutes_state(session, meeting, MinutesState.SIGNED)
    for state in (MinutesState.DRAFT, MinutesState.APPROVED_BY_CHAIR, MinutesState.DRAFT, MinutesState.APPROVED):
        with store.write("Minutes") as session:
            meetings.set_minutes_state(session, meeting, state)
    with store.read() as session:
        assert find_meeting(session, meeting).row.state is MeetingState.HELD
        fields = meetings.fields_of(session, meeting)
    changes = [
        lambda session: meetings.edit_meeting(session, meeting, fields),
        lambda session: meetings.set_meeting_state(session, meeting, MeetingState.CANCELLED),
        lambda session: agendas.edit_agenda_item(session, item, AgendaItemFields("Other")),
        lambda session: agendas.add_agenda_item(session, meeting, AgendaItemFields("Other")),
        lambda session: attendance.set_attendance(session, meeting, area.nair, AttendanceStatus.PRESENT),
        lambda session: decisions.record_decision(session, meeting, DecisionFields("Other")),
        lambda session: decisions.ask_question(session, meeting, ForumQuestionFields("Other?")),
    ]
    for change in changes:
        with pytest.raises(WrongUse, match="true record"), store.write("Change") as session:
            change(session)
    with store.write("Answer") as session:
        decisions.answer_question(session, question, "Because", date(2026, 11, 20))
        meetings.set_minutes_state(session, meeting, MinutesState.SIGNED)
    with pytest.raises(WrongUse, match="signed"), store.write("Minutes") as session:
        meetings.set_minutes_state(session, meeting, MinutesState.DRAFT)


def test_a_meeting_with_minutes_is_not_planned_and_a_cancelled_one_has_none(store: Store, meeting: int) -> None:
    with store.write("Cancel") as session:
        meetings.set_meeting_state(session, meeting, MeetingState.CANCELLED)
    with pytest.raises(WrongUse, match="cancelled"), store.write("Minutes") as session:
        meetings.set_minutes_state(session, meeting, MinutesState.DRAFT)
    with store.write("Held") as session:
        meetings.set_meeting_state(session, meeting, MeetingState.HELD)
        meetings.set_minutes_state(session, meeting, MinutesState.DRAFT)
    with pytest.raises(WrongUse, match="it was held"), store.write("Edit") as session:
        fields = meetings.fields_of(session, meeting)
        meetings.edit_meeting(session, meeting, replace(fields, state=MeetingState.PLANNED))


def test_the_same_people_as_last_time(store: Store, area: Numbers, meeting: int) -> None:
    with store.write("Add") as session:
        attendance.set_attendance(session, meeting, area.nair, AttendanceStatus.PRESENT)
        attendance.set_attendance(session, meeting, area.joe, AttendanceStatus.APOLOGIES, capacity=Capacity.OBSERVER)
        attendance.set_attendance(session, meeting, area.head, AttendanceStatus.PRESENT, capacity=Capacity.VISITOR)
        later = meetings.create_meeting(
            session, MeetingFields("Area committee", EVENING + timedelta(60), area.committee)
        )
        attendance.set_attendance(session, later, area.joe, AttendanceStatus.APOLOGIES, remote=True, note="Ill")
        assert attendance.same_people_as_last_time(session, later) == 1
        assert attendance.same_people_as_last_time(session, later) == 0
        listed = {one.person_id: one for one in find_meeting(session, later).attendance}
        assert set(listed) == {area.nair, area.joe}
        assert listed[area.nair].status is AttendanceStatus.EXPECTED
        assert listed[area.nair].organisation == "Northfield City Council"
        assert (listed[area.joe].status, listed[area.joe].remote) == (AttendanceStatus.APOLOGIES, True)
        attendance.set_attendance(session, later, area.joe, AttendanceStatus.PRESENT)
        joe = next(one for one in find_meeting(session, later).attendance if one.person_id == area.joe)
        assert (joe.status, joe.remote, joe.note) == (AttendanceStatus.PRESENT, True, "Ill")
        attendance.remove_attendance(session, later, area.joe)
        assert find_meeting(session, later).count(AttendanceStatus.EXPECTED) == 1
    with pytest.raises(WrongUse, match="no earlier meeting"), store.write("Same") as session:
        attendance.same_people_as_last_time(session, meeting)


def test_attendance_counts_meetings_held_while_in_post(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        make_role(session, area.nair, area.committee, "Member", date(2026, 2, 1), date(2026, 10, 1))
        guest = make_person(session, "Mx", "Lee", "Guest")
        for month in (1, 3, 5, 7, 11):
            held = meetings.create_meeting(
                session,
                MeetingFields("Committee", moment(2026, month, 10, 18), area.committee, state=MeetingState.HELD),
            )
            if month == 3:
                attendance.set_attendance(session, held, area.nair, AttendanceStatus.PRESENT)
                attendance.set_attendance(session, held, guest, AttendanceStatus.PRESENT, capacity=Capacity.OBSERVER)
            if month == 5:
                attendance.set_attendance(session, held, area.nair, AttendanceStatus.APOLOGIES)
        cancelled = meetings.create_meeting(
            session, MeetingFields("Committee", moment(2026, 6, 10, 18), area.committee, state=MeetingState.CANCELLED)
        )
        attendance.set_attendance(session, cancelled, area.nair, AttendanceStatus.APOLOGIES)
    with store.read() as session:
        (figures,) = list_attendance(session, area.committee, date(2026, 1, 1), date(2026, 12, 31))
    assert (figures.name, figures.held, figures.present, figures.apologies, figures.absent) == (
        "Cllr Priya Nair",
        3,
        1,
        1,
        1,
    )
    assert figures.rate == pytest.approx(1 / 3)


def test_lists_by_day_body_and_words(store: Store, area: Numbers, meeting: int) -> None:
    with store.write("Add") as session:
        soon = meetings.create_meeting(session, MeetingFields("Governors", moment(2026, 12, 1, 9), area.brookfield))
        late = meetings.create_meeting(session, MeetingFields("Governors", moment(2027, 1, 5, 9), area.brookfield))
        gone = meetings.create_meeting(session, MeetingFields("Gone", moment(2027, 1, 6, 9)))
        meetings.archive_meeting(session, gone)
    with store.read() as session:
        assert [row.id for row in list_meetings(session).rows] == [late, soon, meeting]
        assert [row.id for row in list_upcoming_meetings(session, TODAY).rows] == [soon, late]
        assert [row.id for row in list_past_meetings(session, TODAY).rows] == [meeting]
        page = list_upcoming_meetings(session, TODAY, limit=1)
        assert [row.id for row in list_upcoming_meetings(session, TODAY, limit=1, after=page.next_key).rows] == [late]
        page = list_meetings(session, limit=2)
        assert [row.id for row in list_meetings(session, limit=2, after=page.next_key).rows] == [meeting]
        words = MeetingFilter(words="governors brookfield", last_day=date(2026, 12, 1))
        assert [row.id for row in list_meetings(session, words).rows] == [soon]
        assert count_meetings(session, MeetingFilter(archived=True)) == 1
    with store.write("Restore") as session:
        bring_back_records(session, [("meeting", gone)])
        assert count_meetings(session) == 4


def test_forum_questions_still_open_come_first(store: Store, area: Numbers, meeting: int) -> None:
    with store.write("Ask") as session:
        answered = decisions.ask_question(session, meeting, ForumQuestionFields("A?", due_on=date(2026, 11, 18)))
        late = decisions.ask_question(session, meeting, ForumQuestionFields("B?", "Ms Hill", due_on=date(2026, 11, 20)))
        open_end = decisions.ask_question(session, meeting, ForumQuestionFields("C?"))
        decisions.answer_question(session, answered, "Yes", date(2026, 11, 19))
        decisions.edit_question(session, open_end, ForumQuestionFields("C, then?", reference="20/10/SAC"))
    with store.read() as session:
        rows = list_forum_questions(session, TODAY)
        assert [row.id for row in rows] == [late, open_end, answered]
        assert [row.is_late(TODAY) for row in rows] == [True, False, False]
        assert rows[1].question == "C, then?"
        assert [row.id for row in list_forum_questions(session, TODAY, unanswered_only=True)] == [late, open_end]
        assert [row.id for row in list_forum_questions(session, date(2026, 11, 18))] == [answered, late, open_end]
        assert list_forum_questions(session, date(2026, 11, 15)) == ()
        assert list_forum_questions(session, TODAY, organisation_id=area.council) == ()
    with pytest.raises(WrongUse, match="day of the meeting"), store.write("Answer") as session:
        decisions.answer_question(session, late, "No", date(2026, 11, 1))
    with store.write("Remove") as session:
        decisions.remove_question(session, late)
        assert len(find_meeting(session, meeting).questions) == 2
