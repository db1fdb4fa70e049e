"""What Home shows: four numbers, what needs doing, what is coming up, and the number on the badge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models import geography, settings
from models.dates import start_of
from models.entities import (
    Commitment,
    Conversation,
    Meeting,
    MeetingState,
    Organisation,
    Person,
)
from models.queries.calendar import start_of_term
from models.queries.commitments import IS_OPEN
from models.queries.events import EventFilter, count_upcoming_events, list_upcoming_events
from models.queries.home_rows import SOON, ComingUp, ComingUpKind, HomeNumbers, ToDo, ToDoKind, longest_due_first
from models.queries.organisation_filter import Near
from models.queries.organisations import count_not_contacted_since
from models.queries.promotions import count_neighbours_told
from models.queries.unanswered import list_unanswered
from models.settings import get_setting

WEEK = timedelta(days=6)
"""Today and the six days after it are "this week"."""

PAPERS_AHEAD = timedelta(days=60)
"""Papers and questions are due at most so long before their meeting."""


def our_place(session: Session) -> Near | None:
    """Return where the school is and what it calls near; None when its place is not known."""
    number = get_setting(session, settings.OUR_ORGANISATION)
    if number is None:
        return None
    row = session.execute(
        select(Organisation.easting, Organisation.northing).where(Organisation.id == number)
    ).one_or_none()
    here = None if row is None else geography.grid_point(row[0], row[1])
    if here is None:
        return None
    return Near(int(here.easting), int(here.northing), get_setting(session, settings.NEAR_METRES))


def find_numbers(session: Session, today: date, near: Near | None) -> HomeNumbers:
    """Return the four numbers in four statements."""
    late, due_soon = count_due(session, today)
    return HomeNumbers(
        late=late,
        due_soon=due_soon,
        not_contacted=count_quiet(session, today),
        not_contacted_since=start_of_term(session, today),
        events_near=count_events_this_week(session, today, near),
    )


def count_due(session: Session, today: date) -> tuple[int, int]:
    """Return how many commitments are late, and how many are due soon."""
    late = func.count().filter(Commitment.due_on < today)
    due = session.execute(
        select(func.count(), late).select_from(Commitment).where(IS_OPEN, Commitment.due_on <= today + SOON)
    ).one()
    return due[1], due[0] - due[1]


def count_quiet(session: Session, today: date) -> int:
    """Return how many organisations were not contacted this term."""
    return count_not_contacted_since(session, start_of_term(session, today), today=today)


def count_events_this_week(session: Session, today: date, near: Near | None) -> int:
    """Return how many events there are this week near a place."""
    return count_upcoming_events(session, today, EventFilter(near=near, last_day=today + WEEK))


def count_late(session: Session, today: date) -> int:
    """Return how many commitments are late: the number on the badge."""
    return session.execute(
        select(func.count()).select_from(Commitment).where(IS_OPEN, Commitment.due_on < today)
    ).scalar_one()


_PROMISED = (
    select(
        Commitment.id,
        Commitment.text,
        Commitment.due_on,
        Person.display_name,
        Organisation.name,
        Commitment.made_on,
        Meeting.title,
        Conversation.channel,
    )
    .select_from(Commitment)
    .outerjoin(Person, Person.id == Commitment.owner_person_id)
    .outerjoin(Organisation, Organisation.id == Commitment.owner_organisation_id)
    .outerjoin(Meeting, Meeting.id == Commitment.meeting_id)
    .outerjoin(Conversation, Conversation.id == Commitment.conversation_id)
    .where(IS_OPEN, Commitment.due_on <= bindparam("soon"))
    .order_by(Commitment.due_on, Commitment.id)
    .limit(bindparam("most"))
)
"""Built once: putting a question together costs more than asking it."""


def list_needs_doing(session: Session, today: date, limit: int = 8) -> tuple[ToDo, ...]:
    """Return the commitments late or due soon and the replies that are due, the longest due first."""
    commitments = session.execute(_PROMISED, {"soon": today + SOON, "most": limit}).all()
    lines = [
        ToDo(ToDoKind.COMMITMENT, number, text, due_on, name or body or "", made_on, meeting, channel)
        for number, text, due_on, name, body, made_on, meeting, channel in commitments
        if due_on is not None
    ]
    lines += [
        ToDo(
            ToDoKind.REPLY,
            row.id,
            row.subject,
            row.reply_expected_by,
            row.who,
            row.happened_on,
            channel=row.channel,
            times_chased=row.times_chased,
        )
        for row in list_unanswered(session, today, limit=limit)
        if row.reply_expected_by <= today
    ]
    return longest_due_first(lines, limit)


def list_coming_up(
    session: Session, today: date, *, days: int = 60, limit: int = 8, neighbour_metres: int | None = None
) -> tuple[ComingUp, ...]:
    """Return the meetings and events of the next days, and the days papers and questions for meetings are due.

    With `neighbour_metres` each event says how many of its neighbours were told. Four statements, with them five.
    """
    until = start_of(today + timedelta(days))
    lines = [
        *_of_meetings(session, ComingUpKind.MEETING, today, until, limit),
        *_of_meetings(session, ComingUpKind.PAPERS_DUE, today, until, limit),
        *_of_meetings(session, ComingUpKind.QUESTIONS_DUE, today, until, limit),
    ]
    events = list_upcoming_events(session, today, EventFilter(last_day=until.date()), limit=limit).rows
    lines += [ComingUp(ComingUpKind.EVENT, row.id, row.title, row.starts_at, row.place, row.host) for row in events]
    lines = sorted(lines, key=lambda line: (line.at, line.kind, line.id))[:limit]
    shown = [line.id for line in lines if line.kind is ComingUpKind.EVENT]
    if neighbour_metres is None or not shown:
        return tuple(lines)
    told = count_neighbours_told(session, shown, neighbour_metres, today)
    return tuple(replace(line, told=told.get(line.id)) if line.kind is ComingUpKind.EVENT else line for line in lines)


def _of_meetings(session: Session, kind: ComingUpKind, today: date, until: datetime, limit: int) -> list[ComingUp]:
    """Return the meetings planned, or the days on which their papers or questions are due, the next first."""
    own = kind is ComingUpKind.MEETING
    values = {
        "here": start_of(today),
        "there": until if own else until + PAPERS_AHEAD,
        "first": today,
        "last": until.date(),
        "most": limit,
    }
    lines = []
    for number, title, starts_at, place, name, due_on in session.execute(_DUE[kind], values):
        due_on = due_on if due_on is not None and due_on >= today else None
        at = starts_at if own or due_on is None else start_of(due_on)
        lines.append(ComingUp(kind, number, title, at, place, name, due_on))
    return lines


def _meetings_by(day: InstrumentedAttribute[date | None] | None) -> Select[*tuple[Any, ...]]:
    """Return the question for planned meetings by their beginning, or by another of their days."""
    statement = (
        select(
            Meeting.id,
            Meeting.title,
            Meeting.starts_at,
            Meeting.place,
            Organisation.name,
            Meeting.paper_due_on if day is None else day,
        )
        .select_from(Meeting)
        .outerjoin(Organisation, Organisation.id == Meeting.organisation_id)
        .where(
            Meeting.archived_at.is_(None),
            Meeting.state.in_((MeetingState.PLANNED, MeetingState.NOTICE_ISSUED)),
            Meeting.starts_at >= bindparam("here"),
            Meeting.starts_at < bindparam("there"),
        )
        .order_by(Meeting.starts_at if day is None else day, Meeting.id)
        .limit(bindparam("most"))
    )
    return statement if day is None else statement.where(day >= bindparam("first"), day < bindparam("last"))


_DUE = {
    ComingUpKind.MEETING: _meetings_by(None),
    ComingUpKind.PAPERS_DUE: _meetings_by(Meeting.paper_due_on),
    ComingUpKind.QUESTIONS_DUE: _meetings_by(Meeting.question_due_on),
}
"""Built once: putting a question together costs more than asking it."""
