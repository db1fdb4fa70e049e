"""Nothing that an audience may not read leaves the questions about meetings, and undo takes every kind of row back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models.actions import (
    agendas,
    attendance,
    decisions,
    declarations,
    feedback,
    meetings,
    minutes,
    papers,
    representation,
    series,
    votes,
)
from models.actions.agendas import AgendaItemFields
from models.actions.body_profiles import BodyProfileFields, set_body_profile
from models.actions.decisions import DecisionFields, ForumQuestionFields, QuestionTrail
from models.actions.declarations import InterestFields, ItemDeclarationFields
from models.actions.feedback import FeedbackFields
from models.actions.meetings import MeetingFields
from models.actions.minutes import CorrectionFields, MinuteEntryFields
from models.actions.papers import PaperFields
from models.actions.representation import RepresentationFields
from models.actions.series import SeriesFields, SeriesItemFields
from models.actions.votes import DissentFields
from models.base import Record, Row
from models.entities import (
    AttendanceStatus,
    BodyProfile,
    Capacity,
    Dissent,
    Feedback,
    InterestConfirmation,
    InterestDeclaration,
    ItemDeclaration,
    Meeting,
    MeetingPaper,
    MeetingSeries,
    MeetingState,
    MinuteEntry,
    MinutesCorrection,
    MinutesState,
    Organisation,
    Person,
    Representation,
    SeriesItem,
)
from models.errors import WrongUse
from models.queries.attendance import list_attendance
from models.queries.convening import find_convening, list_absence, list_invitations
from models.queries.deadlines import list_deadlines
from models.queries.dissents import list_dissents
from models.queries.feedback import count_feedback_due, list_feedback_due, list_without_feedback
from models.queries.forum import count_forum_questions_due, list_forum_questions
from models.queries.interests import list_confirmations, list_interests
from models.queries.matters import list_matters_arising
from models.queries.meetings import find_meeting, list_meetings
from models.queries.members import list_members
from models.queries.minutes import find_minutes, list_papers
from models.queries.rota import list_rota
from models.queries.series import list_series
from models.queries.terms_ending import list_terms_ending
from models.settings import OUR_ORGANISATION, set_setting
from models.store import Store
from models.vocabulary import DissentKind, FeedbackForm, InterestNature, Visibility
from tests.models.people_and_places import TODAY, Numbers, make_area, make_role, moment

PARTS: tuple[type[Row], ...] = (
    *(BodyProfile, Dissent, Feedback, InterestConfirmation, InterestDeclaration, ItemDeclaration, MeetingPaper),
    *(MeetingSeries, MinuteEntry, MinutesCorrection, Representation, SeriesItem),
)
PUBLIC = Visibility.PUBLIC


def fill(session: Session, area: Numbers) -> None:
    """Write one of everything about Cllr Nair, the South Area Committee and its meeting."""
    set_body_profile(session, area.committee, BodyProfileFields(minute_prefix="SAC", notice_days=5))
    kept = series.create_series(
        session, SeriesFields("Series", "FREQ=MONTHLY;BYDAY=2TU", TODAY, time(18), area.committee, visibility=PUBLIC)
    )
    series.add_series_item(session, kept, SeriesItemFields("Apologies", visibility=PUBLIC))
    fields = MeetingFields("Secret session", moment(2026, 11, 2, 18), area.committee, open_to_observers=True)
    number = meetings.create_meeting(session, replace(fields, visibility=PUBLIC, state=MeetingState.HELD))
    later = meetings.create_meeting(
        session,
        replace(
            fields, title="Next one", visibility=PUBLIC, starts_at=moment(2026, 11, 16, 18), state=MeetingState.HELD
        ),
    )
    attendance.invite_observer(session, number, area.joe, date(2026, 10, 20), organisation_id=area.oakley)
    attendance.set_attendance(session, number, area.nair, AttendanceStatus.PRESENT, organisation_id=area.committee)
    attendance.set_attendance(session, number, area.head, AttendanceStatus.PRESENT, capacity=Capacity.IN_ATTENDANCE)
    item = agendas.add_agenda_item(session, number, AgendaItemFields("Plan", visibility=PUBLIC))
    minutes.add_minute_entry(session, item, MinuteEntryFields("Asked why.", raised_by_id=area.nair))
    decision = decisions.record_decision(session, number, DecisionFields("Agreed", item, visibility=PUBLIC))
    votes.record_dissent(session, decision, DissentFields(area.nair, DissentKind.AGAINST))
    papers.add_paper(session, number, PaperFields("Plan", item, visibility=PUBLIC))
    interest = InterestFields(area.nair, InterestNature.BUSINESS, "A shop", TODAY, area.committee, visibility=PUBLIC)
    declared = declarations.declare_interest(session, interest)
    declarations.declare_for_item(session, item, ItemDeclarationFields(area.nair, interest_id=declared))
    declarations.confirm_interests(session, area.nair, area.committee, TODAY)
    question = decisions.ask_question(session, later, ForumQuestionFields("Why?", due_on=TODAY))
    decisions.trace_question(session, question, QuestionTrail(area.nair, about_meeting_id=number))
    for when in (number, later):
        goes = RepresentationFields(area.nair, when, on_behalf_of_id=area.committee, is_going=True)
        representation.add_representation(session, goes)
    owed = FeedbackFields(FeedbackForm.REPORT, "all", TODAY, number, author_person_id=area.nair, visibility=PUBLIC)
    feedback.owe_feedback(session, owed)
    meetings.set_minutes_state(session, number, MinutesState.DRAFT)
    minutes.approve_minutes(session, number, later)
    minutes.correct_minutes(session, number, CorrectionFields("a", "b", TODAY, agreed_at_id=later))


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        numbers = make_area(session)
        set_setting(session, OUR_ORGANISATION, numbers.own)
        make_role(session, numbers.nair, numbers.committee, "Member", date(2024, 5, 2))
        session.execute(update(Person).values(visibility=PUBLIC))
    return numbers


def answers(session: Session, area: Numbers, audience: Visibility) -> dict[str, str]:
    """Return what every question about meetings says to an audience, in words."""
    first, last = TODAY - timedelta(60), TODAY + timedelta(60)
    said: dict[str, Callable[[], object]] = {
        "meetings": lambda: list_meetings(session, audience=audience),
        "attendance": lambda: list_attendance(session, area.committee, first, last, audience=audience),
        "absence": lambda: list_absence(session, first, last, audience=audience),
        "invitations": lambda: list_invitations(session, first, last, audience=audience),
        "deadlines": lambda: list_deadlines(session, first, last, audience=audience),
        "dissents": lambda: list_dissents(session, audience=audience),
        "feedback": lambda: list_feedback_due(session, TODAY, audience=audience),
        "feedback numbers": lambda: count_feedback_due(session, TODAY, audience=audience),
        "without feedback": lambda: list_without_feedback(session, first, last, audience=audience),
        "questions": lambda: list_forum_questions(session, TODAY, audience=audience),
        "question numbers": lambda: count_forum_questions_due(session, TODAY, last, audience=audience),
        "interests": lambda: list_interests(session, TODAY, audience=audience),
        "confirmations": lambda: list_confirmations(session, area.committee, TODAY, audience=audience),
        "members": lambda: list_members(session, area.committee, TODAY, audience=audience),
        "rota": lambda: list_rota(session, first, last, audience=audience),
        "series": lambda: list_series(session, audience=audience),
        "terms": lambda: list_terms_ending(session, TODAY, last, audience=audience),
        "papers": lambda: list_papers(session, 1, audience=audience),
        "meeting": lambda: find_meeting(session, 1, audience=audience),
        "minutes": lambda: find_minutes(session, 1, audience=audience),
        "room": lambda: find_convening(session, 1, audience=audience),
        "matters": lambda: list_matters_arising(session, 2, audience=audience),
    }
    return {name: _said(ask) for name, ask in said.items()}


def _said(ask: Callable[[], object]) -> str:
    try:
        return repr(ask())
    except WrongUse:
        return ""


@pytest.mark.parametrize(
    ("kind", "name", "least"),
    [(Organisation, "South Area Committee", 7), (Person, "Cllr Priya Nair", 8), (Meeting, "Secret session", 6)],
)
def test_what_is_confidential_is_named_to_nobody_below(
    store: Store, area: Numbers, kind: type[Record], name: str, least: int
) -> None:
    column = {Organisation: Organisation.name, Person: Person.display_name, Meeting: Meeting.title}[kind]
    with store.write("Fill") as session:
        fill(session, area)
    with store.read() as session:
        before = answers(session, area, PUBLIC)
    assert sum(name in words for words in before.values()) >= least
    with store.write("Close") as session:
        session.execute(update(kind).where(column == name).values(visibility=Visibility.CONFIDENTIAL))
    with store.read() as session:
        for audience in (PUBLIC, Visibility.PARTNERS, Visibility.INTERNAL):
            leaks = [asked for asked, words in answers(session, area, audience).items() if name in words]
            assert leaks == []
        ours = answers(session, area, Visibility.CONFIDENTIAL)
    assert sum(name in words for words in ours.values()) >= least


def test_undo_takes_back_every_kind_of_row_and_redo_brings_it_again(store: Store, area: Numbers) -> None:
    def counts() -> dict[str, int]:
        with store.read() as session:
            return {
                part.__name__: session.execute(select(func.count()).select_from(part)).scalar_one() for part in PARTS
            }

    with store.write("Fill") as session:
        fill(session, area)
    full = counts()
    assert min(full.values()) >= 1
    assert store.undo() == "Fill"
    assert set(counts().values()) == {0}
    store.redo()
    assert counts() == full
