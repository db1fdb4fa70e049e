"""Feedback: what is due or late after meetings and events, who of ours went, and what nobody owes any of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, case, exists, func, or_, select, union
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from models.dates import start_of
from models.entities import (
    Affiliation,
    Attendance,
    AttendanceStatus,
    Event,
    EventRole,
    EventStage,
    Feedback,
    Meeting,
    MeetingState,
    Organisation,
    Person,
    Representation,
)
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_or_none
from models.queries.ours import held_elsewhere, our_bodies
from models.queries.rows import fetch
from models.vocabulary import FeedbackForm, Visibility


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """A piece of feedback that is owed or was given."""

    id: int
    meeting_id: int | None
    event_id: int | None
    title: str
    """Of the meeting or event."""
    held_by: str | None
    held_at: datetime
    form: FeedbackForm
    audience: str
    author_person_id: int | None
    author: str | None
    due_on: date
    done_on: date | None
    link: str
    note: str
    visibility: Visibility
    version: int

    def is_late(self, today: date) -> bool:
        """Say whether it was due before a day and had not been given by it."""
        return self.due_on < today and (self.done_on is None or self.done_on > today)


@dataclass(frozen=True, slots=True)
class Attended:
    """A meeting or event of others that one of ours went to."""

    meeting_id: int | None
    event_id: int | None
    title: str
    held_by: str | None
    held_at: datetime
    who_went: tuple[str, ...]
    on_behalf_of: tuple[str, ...]
    """Whom they stood for, as far as that is recorded, once each."""


_HOLDER = aliased(Organisation)
_BEHALF = aliased(Organisation)


def list_feedback(
    session: Session,
    *,
    meeting_id: int | None = None,
    event_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[FeedbackRow, ...]:
    """Return the feedback of a meeting or event, of all where neither is given, by the day it is due."""
    statement = _rows(audience)
    if meeting_id is not None:
        statement = statement.where(Feedback.meeting_id == meeting_id)
    if event_id is not None:
        statement = statement.where(Feedback.event_id == event_id)
    return tuple(fetch(session, FeedbackRow, statement.order_by(Feedback.due_on, Feedback.id)))


def list_feedback_due(
    session: Session, today: date, last_day: date | None = None, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[FeedbackRow, ...]:
    """Return the feedback not given by a day and due up to another (all of it without one), the longest due first."""
    statement = _rows(audience).where(*_open_on(today, last_day))
    return tuple(fetch(session, FeedbackRow, statement.order_by(Feedback.due_on, Feedback.id)))


def count_feedback_due(
    session: Session, today: date, last_day: date | None = None, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[int, int]:
    """Return how many pieces of feedback are late, and how many more are due from today up to a day."""
    statement = _rows(audience).where(*_open_on(today, last_day))
    inner = statement.subquery()
    late, due = session.execute(
        select(
            func.count().filter(inner.c.due_on < today),
            func.count().filter(inner.c.due_on >= today),
        )
    ).one()
    return late, due


def list_without_feedback(
    session: Session, first_day: date, today: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[Attended, ...]:
    """Return what ours went to between two days with no feedback owed or given, newest first."""
    return _attended(session, first_day, today, audience, is_owed=False)


def list_attended(
    session: Session, first_day: date, last_day: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[Attended, ...]:
    """Return the meetings and events of others that ours went to between two days, newest first.

    Ours are those who held a role at our school or one of its bodies that day, and those whom the rota says went.
    Meetings held by us are no occasions to feed back.
    """
    return _attended(session, first_day, last_day, audience)


def _attended(
    session: Session, first_day: date, last_day: date, audience: Visibility, *, is_owed: bool = True
) -> tuple[Attended, ...]:
    """Return what ours went to: all of it, or only that of which no feedback is owed or given."""
    ours, first, after = our_bodies(session), start_of(first_day), start_of(last_day + timedelta(1))
    found: dict[tuple[int | None, int | None], tuple[str, str | None, datetime, list[str], list[str]]] = {}
    for entity, went, owed in (
        (Meeting, _went_to_meetings(ours, first, after), exists().where(Feedback.meeting_id == Meeting.id)),
        (Event, _went_to_events(ours, first, after), exists().where(Feedback.event_id == Event.id)),
    ):
        pairs = went.subquery()
        statement = (
            select(
                *(entity.id, entity.title, _HOLDER.name, entity.starts_at, Person.display_name),
                case((readable(_BEHALF, audience), _BEHALF.name)),
            )
            .join(pairs, pairs.c.occasion_id == entity.id)
            .join(Person, Person.id == pairs.c.person_id)
            .outerjoin(_HOLDER, _HOLDER.id == entity.organisation_id)
            .outerjoin(_BEHALF, _BEHALF.id == pairs.c.behalf_id)
            .where(
                entity.archived_at.is_(None),
                entity.starts_at >= first,
                entity.starts_at < after,
                held_elsewhere(entity.organisation_id, ours),
                Meeting.state == MeetingState.HELD if entity is Meeting else Event.stage == EventStage.HELD,
                *(() if is_owed else (~owed.where(Feedback.archived_at.is_(None)),)),
                readable(entity, audience),
                readable(Person, audience),
                readable_or_none(_HOLDER, audience),
            )
            .order_by(Person.name_key, Person.id, _BEHALF.name_key.nulls_last(), _BEHALF.id)
        )
        for number, title, holder, held_at, person, behalf in session.execute(statement):
            key = (number, None) if entity is Meeting else (None, number)
            _title, _holder, _at, people, bodies = found.setdefault(key, (title, holder, held_at, [], []))
            people.append(person)
            bodies.append(behalf)
    rows = [
        Attended(*key, title, holder, at, tuple(dict.fromkeys(people)), tuple(dict.fromkeys(filter(None, bodies))))
        for key, (title, holder, at, people, bodies) in found.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.held_at, row.meeting_id or 0, row.event_id or 0), reverse=True))


def _went_to_meetings(ours: tuple[int, ...], first: datetime, after: datetime) -> CompoundSelect[int, int, int | None]:
    """Return the meetings, who of ours was there and for whom, by the list of the meeting or by the rota."""
    listed = (
        select(
            Attendance.meeting_id.label("occasion_id"),
            Attendance.person_id,
            Attendance.organisation_id.label("behalf_id"),
        )
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(
            Meeting.starts_at >= first,
            Meeting.starts_at < after,
            Attendance.status == AttendanceStatus.PRESENT,
            or_(
                Attendance.organisation_id.in_(ours),
                and_(Attendance.organisation_id.is_(None), _of_ours(Attendance.person_id, Meeting, ours)),
            ),
        )
    )
    on_rota = select(Representation.meeting_id, Representation.person_id, Representation.on_behalf_of_id).where(
        Representation.meeting_id.is_not(None), Representation.is_going
    )
    return union(listed, on_rota)


def _went_to_events(ours: tuple[int, ...], first: datetime, after: datetime) -> CompoundSelect[int, int, int | None]:
    """Return the events, who of ours was there and for whom, by the parts people had or by the rota."""
    with_part = (
        select(
            EventRole.event_id.label("occasion_id"), EventRole.person_id, EventRole.organisation_id.label("behalf_id")
        )
        .join(Event, Event.id == EventRole.event_id)
        .where(
            Event.starts_at >= first,
            Event.starts_at < after,
            EventRole.attended.is_(True),
            EventRole.person_id.is_not(None),
            or_(
                EventRole.organisation_id.in_(ours),
                and_(EventRole.organisation_id.is_(None), _of_ours(EventRole.person_id, Event, ours)),
            ),
        )
    )
    on_rota = select(Representation.event_id, Representation.person_id, Representation.on_behalf_of_id).where(
        Representation.event_id.is_not(None), Representation.is_going
    )
    return union(with_part, on_rota)


def _of_ours(
    person: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
    occasion: type[Meeting] | type[Event],
    ours: tuple[int, ...],
) -> ColumnElement[bool]:
    """Return the condition that somebody held a role with us on the day of a meeting or event."""
    day = func.date(occasion.starts_at)
    return exists().where(
        Affiliation.person_id == person,
        Affiliation.organisation_id.in_(ours),
        or_(Affiliation.starts_on.is_(None), Affiliation.starts_on <= day),
        or_(Affiliation.ends_on.is_(None), Affiliation.ends_on > day),
    )


def _open_on(today: date, last_day: date | None) -> list[ColumnElement[bool]]:
    """Return the conditions of feedback that was not given by a day and is due up to another."""
    conditions = [or_(Feedback.done_on.is_(None), Feedback.done_on > today)]
    if last_day is not None:
        conditions.append(Feedback.due_on <= last_day)
    return conditions


def _rows(audience: Visibility) -> Select[*tuple[Any, ...]]:
    """Return the question for feedback that an audience may read, with the meeting or event it is of."""
    return (
        select(
            Feedback.id,
            Feedback.meeting_id,
            Feedback.event_id,
            func.coalesce(Meeting.title, Event.title).label("title"),
            _HOLDER.name.label("held_by"),
            func.coalesce(Meeting.starts_at, Event.starts_at).label("held_at"),
            Feedback.form,
            Feedback.audience,
            Feedback.author_person_id,
            Person.display_name,
            Feedback.due_on,
            Feedback.done_on,
            Feedback.link,
            Feedback.note,
            Feedback.visibility,
            Feedback.version,
        )
        .outerjoin(Meeting, Meeting.id == Feedback.meeting_id)
        .outerjoin(Event, Event.id == Feedback.event_id)
        .outerjoin(_HOLDER, _HOLDER.id == func.coalesce(Meeting.organisation_id, Event.organisation_id))
        .outerjoin(Person, Person.id == Feedback.author_person_id)
        .where(
            Feedback.archived_at.is_(None),
            Meeting.archived_at.is_(None),
            Event.archived_at.is_(None),
            readable(Feedback, audience),
            readable_or_none(Meeting, audience),
            readable_or_none(Event, audience),
            readable_or_none(_HOLDER, audience),
            readable_or_none(Person, audience),
        )
    )
