"""Needs about meetings: who watched, who dissented, who was missing, what is due, who goes and who reports back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from models.actions import agendas, attendance, decisions, feedback, meetings, representation, votes
from models.actions.agendas import AgendaItemFields
from models.actions.decisions import DecisionFields, ForumQuestionFields, QuestionTrail
from models.actions.feedback import FeedbackFields
from models.actions.meetings import MeetingFields
from models.actions.representation import RepresentationFields
from models.actions.votes import DissentFields, VoteFields
from models.entities import AttendanceStatus, Capacity, MeetingState, Place
from models.errors import WrongUse
from models.queries.convening import find_convening, list_absence, list_invitations
from models.queries.deadlines import DeadlineKind, list_deadlines
from models.queries.dissents import list_dissents
from models.queries.feedback import count_feedback_due, list_feedback_due, list_without_feedback
from models.queries.forum import count_forum_questions_due, list_forum_questions
from models.queries.meetings import MeetingFilter, find_meeting, list_meetings
from models.queries.rota import list_nobody_going, list_rota
from models.queries.venues import list_near_meeting
from models.settings import OUR_ORGANISATION, set_setting
from models.store import Store
from models.vocabulary import Availability, DissentKind, FeedbackForm, Visibility
from tests.models.people_and_places import TODAY, Numbers, make_area, make_organisation, make_person, make_role, moment

EVENING = moment(2026, 11, 16, 18, 30)


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        numbers = make_area(session)
        set_setting(session, OUR_ORGANISATION, numbers.own)
    return numbers


def _meeting(store: Store, organisation_id: int, day: int = 16, **more: Any) -> int:
    with store.write("Add a meeting") as session:
        fields = MeetingFields("Meeting", moment(2026, 11, day, 18, 30), organisation_id)
        return meetings.create_meeting(session, replace(fields, **more))


@pytest.mark.need("N006")
def test_students_are_invited_to_watch_a_board_and_we_know_who_came(store: Store, area: Numbers) -> None:
    board = _meeting(store, area.own, open_to_observers=True)
    closed = _meeting(store, area.own, 17)
    with store.write("Invite") as session:
        student = make_person(session, "", "Mei", "Tanaka")
        late = make_person(session, "", "Leo", "Brandt")
        for person in (student, late):
            attendance.invite_observer(session, board, person, date(2026, 11, 2), organisation_id=area.oakley)
        attendance.set_attendance(session, board, area.head, AttendanceStatus.PRESENT)
        attendance.set_attendance(session, board, student, AttendanceStatus.PRESENT)
        attendance.set_attendance(session, board, late, AttendanceStatus.APOLOGIES)
    with store.read() as session:
        rows = {row.person: row for row in list_invitations(session, date(2026, 11, 1), TODAY)}
        watchable = list_meetings(session, MeetingFilter(open_to_observers=True)).rows
        none = list_invitations(session, date(2026, 11, 1), TODAY, audience=Visibility.PUBLIC)
    assert {name: row.is_taken_up for name, row in rows.items()} == {"Mei Tanaka": True, "Leo Brandt": False}
    assert rows["Mei Tanaka"].organisation == "Oakley College"
    assert rows["Mei Tanaka"].invited_on == date(2026, 11, 2)
    assert none == ()
    assert [row.id for row in watchable] == [board]
    with pytest.raises(WrongUse, match="not open to observers"), store.write("Invite") as session:
        attendance.invite_observer(session, closed, student, date(2026, 11, 2))
    with pytest.raises(WrongUse, match="not as an observer"), store.write("Invite") as session:
        attendance.invite_observer(session, board, area.head, date(2026, 11, 2))


@pytest.mark.need("N009")
def test_a_member_dissents_because(store: Store, area: Numbers) -> None:
    number = _meeting(store, area.committee, visibility=Visibility.PUBLIC)
    with store.write("Decide") as session:
        other = make_person(session, "Cllr", "Rosa", "Lane")
        open_fields = DecisionFields("Renew for one year", visibility=Visibility.PUBLIC)
        decision = decisions.record_decision(session, number, open_fields)
        votes.record_vote(session, decision, VoteFields(area.nair, other, 5, 1, 1))
        because = DissentFields(area.nair, DissentKind.DISSENTED, "It names no person and no date.")
        votes.record_dissent(session, decision, because)
        votes.record_dissent(session, decision, DissentFields(other, DissentKind.ABSTAINED, "No accounts were shown."))
        secret = agendas.add_agenda_item(
            session, number, AgendaItemFields("Part II", visibility=Visibility.CONFIDENTIAL)
        )
        hidden = decisions.record_decision(session, number, DecisionFields("Settle", secret))
        votes.record_dissent(session, hidden, because)
    with store.read() as session:
        (first, second, third) = list_dissents(session, meeting_id=number)
        mine = list_dissents(session, person_id=area.nair)
        internal = list_dissents(session, meeting_id=number, audience=Visibility.INTERNAL)
        one = find_meeting(session, number).decisions[0]
    assert [(row.person, row.kind, row.reason) for row in (second, first)] == [
        ("Cllr Priya Nair", DissentKind.DISSENTED, "It names no person and no date."),
        ("Cllr Rosa Lane", DissentKind.ABSTAINED, "No accounts were shown."),
    ]
    assert third.decision == "Settle"
    assert [row.decision for row in mine] == ["Renew for one year", "Settle"]
    assert [row.decision for row in internal] == ["Renew for one year"] * 2
    assert (one.proposer_id, one.votes_for, one.votes_against, one.abstentions) == (area.nair, 5, 1, 1)
    with pytest.raises(WrongUse, match="already"), store.write("Dissent") as session:
        votes.record_dissent(session, decision, because)
    store.undo()
    with store.read() as session:
        assert list_dissents(session, meeting_id=number) == ()


@pytest.mark.need("N031")
def test_who_is_conspicuous_by_their_absence(store: Store, area: Numbers) -> None:
    with store.write("Meetings") as session:
        guest = make_person(session, "", "Ann", "Lee")
        for day in (2, 9, 16):
            number = meetings.create_meeting(
                session, MeetingFields("Heads", moment(2026, 11, day, 16), area.committee, state=MeetingState.HELD)
            )
            attendance.set_attendance(session, number, area.head, AttendanceStatus.PRESENT)
            attendance.set_attendance(session, number, area.joe, AttendanceStatus.ABSENT, organisation_id=area.oakley)
            status = AttendanceStatus.NOT_REQUIRED if day == 2 else AttendanceStatus.APOLOGIES
            attendance.set_attendance(session, number, area.nair, status)
            attendance.set_attendance(
                session, number, guest, AttendanceStatus.ABSENT, organisation_id=area.far, expected=False
            )
        cancelled = meetings.create_meeting(
            session,
            MeetingFields("Heads", moment(2026, 11, 18, 16), area.committee, state=MeetingState.CANCELLED),
        )
        attendance.set_attendance(session, cancelled, area.head, AttendanceStatus.ABSENT)
    with store.read() as session:
        rows = list_absence(session, date(2026, 11, 1), TODAY, body_id=area.committee)
        figures = [(row.organisation, row.expected, row.present, row.apologies, row.missed) for row in rows]
        assert find_convening(session, cancelled).missed == ()
    assert figures == [
        ("Oakley College", 3, 0, 0, 3),
        ("Brookfield Primary School", 3, 3, 0, 0),
        ("Northfield City Council", 2, 0, 2, 0),
    ]
    assert rows[1].last_present_on == date(2026, 11, 16)
    assert "Far End Primary School" not in [row.organisation for row in rows]


@pytest.mark.need("N039")
def test_the_next_area_committee_with_its_deadlines(store: Store, area: Numbers) -> None:
    dates: dict[str, Any] = {
        "question_due_on": date(2026, 12, 3),
        "paper_due_on": date(2026, 11, 27),
        "agenda_published_on": date(2026, 12, 1),
        "url": "https://democracy.example/sac",
        "visibility": Visibility.PUBLIC,
    }
    with store.write("Add") as session:
        fields = MeetingFields("South Area Committee", moment(2026, 12, 8, 18, 30), area.committee)
        number = meetings.create_meeting(session, replace(fields, **dates))
    _meeting(store, area.own, 27, title="Our own board")
    off = _meeting(store, area.committee, 26, state=MeetingState.CANCELLED, question_due_on=date(2026, 11, 24))
    secret = _meeting(store, area.committee, 25, visibility=Visibility.CONFIDENTIAL)
    with store.read() as session:
        rows = list_deadlines(session, TODAY, TODAY + timedelta(30), audience=Visibility.PUBLIC)
        soon = list_deadlines(session, TODAY, date(2026, 11, 30), audience=Visibility.PUBLIC)
        all_of_them = list_deadlines(session, TODAY, TODAY + timedelta(30))
    assert [(row.kind, row.day, row.meeting_id) for row in rows] == [
        (DeadlineKind.PAPERS, date(2026, 11, 27), number),
        (DeadlineKind.AGENDA, date(2026, 12, 1), number),
        (DeadlineKind.QUESTIONS, date(2026, 12, 3), number),
        (DeadlineKind.MEETING, date(2026, 12, 8), number),
    ]
    assert [row.kind for row in soon] == [DeadlineKind.PAPERS]
    assert rows[0].url == "https://democracy.example/sac"
    assert {row.meeting_id for row in all_of_them} == {number, secret}
    assert off not in {row.meeting_id for row in all_of_them}


@pytest.mark.need("N040")
def test_who_is_near_the_place_of_a_meeting(store: Store, area: Numbers) -> None:
    with store.write("Place") as session:
        hall = Place(easting=545400, northing=258100, visibility=Visibility.PUBLIC)
        hall.rename("Faculty of Education")
        session.add(hall)
        session.flush()
        hidden = make_organisation(
            session, "Hidden School", easting=545400, northing=258100, visibility=Visibility.CONFIDENTIAL
        )
        number = meetings.create_meeting(
            session, MeetingFields("Committee", EVENING, area.committee, place_id=hall.id, visibility=Visibility.PUBLIC)
        )
        nowhere = meetings.create_meeting(session, MeetingFields("Committee", EVENING, place="Somewhere"))
    with store.read() as session:
        near = list_near_meeting(session, number, 1000, audience=Visibility.PUBLIC)
        ours = list_near_meeting(session, number, 1000)
        primaries = list_near_meeting(session, number, 1000, phases=("Primary",), audience=Visibility.PUBLIC)
        assert list_near_meeting(session, nowhere, 1000) == ()
        assert find_meeting(session, number).row.place == "Faculty of Education"
    assert [row.name for row in near] == ["Brookfield Primary School", "Northfield School", "Oakley College"]
    assert near[0].metres == 141
    assert [row.name for row in primaries] == ["Brookfield Primary School"]
    assert ours[0].organisation_id == hidden
    assert area.far not in {row.organisation_id for row in ours}


@pytest.mark.need("N043")
def test_a_question_goes_back_to_what_happened_at_the_last_meeting(store: Store, area: Numbers) -> None:
    last = _meeting(store, area.committee, 2, visibility=Visibility.PUBLIC)
    this = _meeting(store, area.committee, 16, visibility=Visibility.PUBLIC)
    with store.write("Ask") as session:
        question = decisions.ask_question(
            session,
            this,
            ForumQuestionFields("What became of the bus stop?", "Sam Okoro", "Cllr Nair", date(2026, 11, 20)),
        )
        decisions.trace_question(session, question, QuestionTrail(None, area.nair, last, "26/08/SAC"))
        answered = decisions.ask_question(session, this, ForumQuestionFields("And the lamps?", due_on=TODAY))
        decisions.answer_question(session, answered, "In spring.", date(2026, 11, 18))
        closed = decisions.ask_question(session, this, ForumQuestionFields("And the path?", due_on=TODAY))
        decisions.close_question(session, closed, date(2026, 11, 19))
    with store.read() as session:
        waiting = list_forum_questions(session, TODAY, unanswered_only=True)
        about = list_forum_questions(session, TODAY, about_meeting_id=last)
        assert count_forum_questions_due(session, TODAY, TODAY + timedelta(7)) == (1, 0)
        assert count_forum_questions_due(session, date(2026, 11, 16), TODAY) == (0, 3)
        unnamed = list_forum_questions(session, TODAY, unanswered_only=True, audience=Visibility.PUBLIC)
    assert [(row.question, row.about_reference) for row in waiting] == [("What became of the bus stop?", "26/08/SAC")]
    assert waiting[0].is_late(TODAY)
    assert [row.id for row in about] == [question]
    assert unnamed == ()
    with pytest.raises(WrongUse, match="earlier meeting"), store.write("Trace") as session:
        decisions.trace_question(session, question, QuestionTrail(about_meeting_id=this))


@pytest.mark.need("N047")
def test_who_is_available_to_turn_up_to_which_meetings(store: Store, area: Numbers) -> None:
    council = _meeting(store, area.committee, 24)
    alone = _meeting(store, area.committee, 26)
    own = _meeting(store, area.own, 25)
    with store.write("Rota") as session:
        sam, ann = make_person(session, "", "Sam", "Okoro"), make_person(session, "", "Ann", "Hollis")
        make_role(session, sam, area.own, "Office manager")
        assert representation.ask_who_can_go(session, council, [sam, ann], area.own) == 2
        assert representation.ask_who_can_go(session, council, [sam], area.own) == 0
        (row,) = list_rota(session, date(2026, 11, 24), date(2026, 11, 24))
        place = next(one for one in row.people if one.person_id == sam)
        goes = RepresentationFields(
            sam, council, None, area.own, Availability.YES, is_going=True, version=place.version
        )
        representation.edit_representation(session, place.id, goes)
    with store.read() as session:
        (first, second) = list_rota(session, TODAY, TODAY + timedelta(7))
        nobody = list_nobody_going(session, TODAY, TODAY + timedelta(7))
        assert list_rota(session, TODAY, TODAY + timedelta(7), person_id=area.joe) == ()
    assert [(one.person, one.on_behalf_of) for one in first.going] == [("Sam Okoro", "Northfield School")]
    assert [one.person for one in first.can_go] == ["Sam Okoro"]
    assert (second.meeting_id, [row.meeting_id for row in nobody]) == (alone, [alone])
    assert own not in {first.meeting_id, second.meeting_id}
    with store.write("Substitute") as session:
        representation.send_substitute(session, place.id, ann)
    with store.read() as session:
        (first, _second) = list_rota(session, TODAY, TODAY + timedelta(7))
    assert [(one.person, one.substitute_for) for one in first.going] == [("Ann Hollis", "Sam Okoro")]
    with pytest.raises(WrongUse, match="cannot go"), store.write("Go") as session:
        unable = RepresentationFields(area.joe, alone, availability=Availability.NO, is_going=True)
        representation.add_representation(session, unable)
    store.undo()
    with store.read() as session:
        assert list_rota(session, TODAY, TODAY + timedelta(7))[0].going[0].person == "Sam Okoro"


@pytest.mark.need("N048")
def test_how_a_meeting_is_fed_back_and_what_is_late(store: Store, area: Numbers) -> None:
    went = _meeting(store, area.committee, 16, state=MeetingState.HELD)
    forgotten = _meeting(store, area.committee, 17, state=MeetingState.HELD)
    own = _meeting(store, area.own, 18, state=MeetingState.HELD)
    with store.write("Attend") as session:
        sam = make_person(session, "", "Sam", "Okoro")
        make_role(session, sam, area.own, "Office manager", date(2020, 9, 1))
        for number in (went, forgotten, own):
            attendance.set_attendance(session, number, sam, AttendanceStatus.PRESENT, capacity=Capacity.OBSERVER)
            attendance.set_attendance(session, number, area.head, AttendanceStatus.PRESENT)
        report = feedback.owe_feedback(
            session, FeedbackFields(FeedbackForm.REPORT, "the board", date(2026, 11, 20), went, author_person_id=sam)
        )
        blog = feedback.owe_feedback(
            session, FeedbackFields(FeedbackForm.BLOG_POST, "families", date(2026, 11, 24), went)
        )
    with store.read() as session:
        due = list_feedback_due(session, TODAY)
        assert count_feedback_due(session, TODAY, TODAY + timedelta(7)) == (1, 1)
        assert list_feedback_due(session, TODAY, audience=Visibility.PUBLIC) == ()
        (missing,) = list_without_feedback(session, date(2026, 11, 1), TODAY)
    assert [(row.id, row.is_late(TODAY), row.author) for row in due] == [
        (report, True, "Sam Okoro"),
        (blog, False, None),
    ]
    assert (missing.meeting_id, missing.who_went) == (forgotten, ("Sam Okoro",))
    with store.write("Done") as session:
        feedback.give_feedback(session, report, date(2026, 11, 21), "https://example.org/report")
    with store.read() as session:
        assert [row.id for row in list_feedback_due(session, TODAY)] == [blog]
        assert [row.id for row in list_feedback_due(session, date(2026, 11, 20))] == [report, blog]
    with pytest.raises(WrongUse, match="day of the occasion"), store.write("Done") as session:
        feedback.give_feedback(session, blog, date(2026, 11, 15))
    store.undo()
    with store.read() as session:
        assert [row.id for row in list_feedback_due(session, TODAY)] == [report, blog]


@pytest.mark.need("N134")
def test_who_was_in_the_room_and_who_was_not(store: Store, area: Numbers) -> None:
    number = _meeting(store, area.committee, state=MeetingState.HELD)
    planned = _meeting(store, area.committee, 30)
    with store.write("Attend") as session:
        second = make_person(session, "", "Second", "Teacher")
        attendance.set_attendance(session, number, area.head, AttendanceStatus.PRESENT, remote=True)
        attendance.set_attendance(session, number, second, AttendanceStatus.ABSENT, organisation_id=area.brookfield)
        attendance.set_attendance(session, number, area.joe, AttendanceStatus.ABSENT, organisation_id=area.oakley)
        attendance.set_attendance(session, number, area.nair, AttendanceStatus.APOLOGIES)
        attendance.set_attendance(session, planned, area.head, AttendanceStatus.EXPECTED)
    with store.read() as session:
        room = find_convening(session, number)
        ahead = find_convening(session, planned)
    assert [one.name for one in room.present] == ["Ms Ada Brook"]
    assert room.organisations_present == ("Brookfield Primary School",)
    assert [one.person_id for one in room.missed] == [area.joe, second]
    assert room.organisations_missed == ("Oakley College", "Northfield City Council")
    assert "Brookfield Primary School" not in room.organisations_missed
    assert (ahead.missed, ahead.organisations_missed) == ((), ())
    with pytest.raises(WrongUse, match="no meeting"), store.read() as session:
        find_convening(session, number, audience=Visibility.PUBLIC)
