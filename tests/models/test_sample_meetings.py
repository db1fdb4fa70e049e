"""The sample book has true data for every need about meetings, whatever the day it is made on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from models.base import Base
from models.entities import Meeting, MeetingSeries, MeetingState, MinutesState, Organisation, Representation, map_all
from models.queries.convening import list_absence, list_invitations
from models.queries.deadlines import DeadlineKind, list_deadlines
from models.queries.dissents import list_dissents
from models.queries.feedback import count_feedback_due, list_feedback, list_without_feedback
from models.queries.forum import list_forum_questions
from models.queries.interests import list_interests, list_unconfirmed
from models.queries.matters import list_matters_arising
from models.queries.members import find_quorum
from models.queries.minutes import find_minutes
from models.queries.rota import list_nobody_going, list_rota
from models.queries.series import find_series, list_series, list_series_days
from models.queries.terms_ending import list_terms_ending
from models.queries.venues import list_near_meeting
from models.sample import fill_example
from models.vocabulary import Visibility

DAYS = tuple(date.fromisoformat(day) for day in ("2026-09-03", "2026-11-22", "2027-02-14", "2027-08-10"))


@dataclass(frozen=True)
class Filled:
    """A filled book with its day."""

    session: Session
    today: date

    def number(self, name: str) -> int:
        """Return the number of an organisation."""
        return self.session.scalars(select(Organisation.id).where(Organisation.name == name)).one()


@pytest.fixture(scope="module", params=DAYS, ids=str)
def book(request: pytest.FixtureRequest) -> Iterator[Filled]:
    engine = create_engine("sqlite://")
    map_all()
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        fill_example(session, request.param)
        yield Filled(session, request.param)


def test_feedback_is_late_and_due_and_given(book: Filled) -> None:
    late, due = count_feedback_due(book.session, book.today, book.today + timedelta(45))
    assert late >= 1
    assert due >= 1
    assert any(row.done_on and row.event_id for row in list_feedback(book.session))
    assert list_without_feedback(book.session, book.today - timedelta(200), book.today)
    for row in list_feedback(book.session):
        assert row.due_on >= row.held_at.date()
        assert row.done_on is None or row.held_at.date() <= row.done_on <= book.today


def test_the_rota_has_those_who_go_and_meetings_with_nobody(book: Filled) -> None:
    ahead = book.today + timedelta(200)
    rows = list_rota(book.session, book.today, ahead)
    assert any(row.going and row.can_go for row in rows)
    assert any(one.substitute_for for row in rows for one in row.going)
    assert list_nobody_going(book.session, book.today, ahead)
    assert all(row.is_going <= (row.availability != "no") for row in book.session.scalars(select(Representation)))


def test_dissent_absence_and_observers(book: Filled) -> None:
    dissents = list_dissents(book.session)
    assert len({row.kind for row in dissents}) == 3
    assert any(row.reason for row in dissents)
    year = book.today - timedelta(400)
    assert list_absence(book.session, year, book.today)[0].missed >= 2
    invitations = list_invitations(book.session, year, book.today + timedelta(100))
    assert {row.is_taken_up for row in invitations if row.invited_on} == {True, False}


def test_deadlines_places_and_questions(book: Filled) -> None:
    committee = book.number("South Area Committee")
    rows = list_deadlines(book.session, book.today, book.today + timedelta(300), organisation_id=committee)
    assert {row.kind for row in rows} == set(DeadlineKind)
    assert all(row.url for row in rows)
    assert list_near_meeting(book.session, rows[0].meeting_id, 2000, audience=Visibility.PUBLIC)
    questions = list_forum_questions(book.session, book.today)
    assert any(row.about_meeting_id for row in questions)
    assert any(row.is_open(book.today) for row in questions)


def test_interests_terms_and_quorum(book: Filled) -> None:
    board = book.number("Elm Lane Board of Governors")
    assert len(list_interests(book.session, book.today, organisation_id=board)) == 3
    assert list_unconfirmed(book.session, board, book.today)
    assert list_terms_ending(book.session, book.today, book.today + timedelta(95))
    latest = book.session.scalars(
        select(Meeting).where(Meeting.organisation_id == board, Meeting.minutes_state == MinutesState.SIGNED)
    ).first()
    assert latest is not None
    assert find_quorum(book.session, latest.id).is_met
    assert latest.approved_at_id is not None
    assert latest.signed_on == latest.approved_on


def test_minutes_are_full_and_matters_arise(book: Filled) -> None:
    held = book.session.scalars(select(Meeting).where(Meeting.minutes_state != MinutesState.NONE)).all()
    full = [find_minutes(book.session, meeting.id) for meeting in held]
    assert any(one.challenges for one in full)
    assert any(one.corrections for one in full)
    assert any(one.declarations for one in full)
    assert any(paper.supplement for one in full for paper in one.papers)
    ahead = book.session.scalars(select(Meeting).where(Meeting.state == MeetingState.PLANNED)).all()
    assert any(len(list_matters_arising(book.session, meeting.id)) > 1 for meeting in (*held, *ahead))
    for meeting in held:
        inside = find_minutes(book.session, meeting.id, audience=Visibility.INTERNAL)
        assert all(paper.visibility is not Visibility.CONFIDENTIAL for paper in inside.papers)


def test_series_have_days_ahead_and_none_in_the_holidays(book: Filled) -> None:
    for series in list_series(book.session):
        days = list_series_days(book.session, series.id, book.today, book.today + timedelta(365))
        assert any(not one.why_not for one in days)
        assert find_series(book.session, series.id).items
    assert {row.term_time_only for row in book.session.scalars(select(MeetingSeries))} == {True, False}
