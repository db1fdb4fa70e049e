"""The lines of a briefing: what was said, met, shown and promised with one organisation, cut to the audience."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.dates import start_of
from models.entities import (
    Attendance,
    Channel,
    Commitment,
    Conversation,
    Direction,
    Event,
    EventRole,
    EventStage,
    Meeting,
    MeetingState,
    Organisation,
    Person,
    ReplyState,
)
from models.queries.audience import name_for
from models.queries.commitments import open_at
from models.queries.contact_facts import conversations_of
from models.queries.parties import find_parties
from models.queries.party_names import name_parties
from models.queries.sight import sees_record
from models.vocabulary import Visibility

_BEGINNING = 300
"""Characters of what was said that a briefing shows."""


@dataclass(frozen=True, slots=True)
class TalkLine:
    """A conversation."""

    id: int
    happened_on: date
    channel: Channel
    direction: Direction
    subject: str
    text: str
    """The beginning of what was said."""
    reply_state: ReplyState
    our_person: str
    who: str


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting or an event, past or to come."""

    id: int
    title: str
    starts_at: datetime
    place: str
    state: MeetingState | EventStage
    held_by: str
    """The body that meets or the host; blank where there is none or the audience may not read it."""


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """An open commitment."""

    id: int
    text: str
    observable_result: str
    owner: str
    """Who does it; blank where the audience may not read the name."""
    made_on: date
    due_on: date | None
    reference: str

    def is_late(self, today: date) -> bool:
        """Say whether it was due before a day."""
        return self.due_on is not None and self.due_on < today


def list_talk_lines(
    session: Session, organisation_id: int, today: date, limit: int, audience: Visibility
) -> tuple[TalkLine, ...]:
    """Return the latest conversations up to a day."""
    rows = session.execute(
        select(
            Conversation.id,
            Conversation.happened_on,
            Conversation.channel,
            Conversation.direction,
            Conversation.subject,
            func.substr(Conversation.note, 1, _BEGINNING).label("text"),
            Conversation.reply_state,
            Conversation.our_person,
        )
        .where(
            Conversation.id.in_(conversations_of(organisation_id)),
            Conversation.archived_at.is_(None),
            Conversation.happened_on <= today,
            sees_record(Conversation, audience),
        )
        .order_by(Conversation.happened_on.desc(), Conversation.id.desc())
        .limit(limit)
    ).all()
    parties = name_parties(session, find_parties(session, [row.id for row in rows]), today, audience)
    return tuple(
        TalkLine(**row._mapping, who=", ".join(one.name for one in parties[row.id] if one.name)) for row in rows
    )


def list_promise_lines(
    session: Session, organisation_id: int, today: date, audience: Visibility, *, by_them: bool
) -> tuple[PromiseLine, ...]:
    """Return the open promises that an organisation gave, or was given, the longest due first."""
    side = Commitment.owner_organisation_id if by_them else Commitment.to_organisation_id
    rows = session.execute(
        select(
            Commitment.id,
            Commitment.text,
            Commitment.observable_result,
            name_for(Person, Person.display_name.expression, audience),
            name_for(Organisation, Organisation.name.expression, audience),
            Commitment.made_on,
            Commitment.due_on,
            Commitment.reference,
        )
        .select_from(Commitment)
        .outerjoin(Person, Person.id == Commitment.owner_person_id)
        .outerjoin(Organisation, Organisation.id == Commitment.owner_organisation_id)
        .where(side == organisation_id, open_at(today), sees_record(Commitment, audience))
        .order_by(Commitment.due_on, Commitment.id)
    )
    return tuple(PromiseLine(*row[:3], row[3] or row[4], *row[5:]) for row in rows)


def list_meeting_lines(
    session: Session, organisation_id: int, first: date, last: date, limit: int, audience: Visibility
) -> tuple[MeetingLine, ...]:
    """Return the meetings of an organisation, or with somebody of it, in a stretch of days, the latest first."""
    there = select(Attendance.meeting_id).where(Attendance.organisation_id == organisation_id)
    rows = session.execute(
        select(
            Meeting.id,
            Meeting.title,
            Meeting.starts_at,
            Meeting.place,
            Meeting.state,
            name_for(Organisation, Organisation.name.expression, audience),
        )
        .select_from(Meeting)
        .outerjoin(Organisation, Organisation.id == Meeting.organisation_id)
        .where(
            or_(Meeting.organisation_id == organisation_id, Meeting.id.in_(there)),
            Meeting.archived_at.is_(None),
            Meeting.starts_at >= start_of(first),
            Meeting.starts_at < start_of(last + timedelta(1)),
            sees_record(Meeting, audience),
        )
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .limit(limit)
    )
    return tuple(MeetingLine(*row) for row in rows)


def list_event_lines(
    session: Session, organisation_id: int, first: date, last: date, limit: int, audience: Visibility
) -> tuple[MeetingLine, ...]:
    """Return the events of an organisation, or in which it has a part, in a stretch of days, the latest first."""
    part = select(EventRole.event_id).where(EventRole.organisation_id == organisation_id)
    rows = session.execute(
        select(
            Event.id,
            Event.title,
            Event.starts_at,
            Event.place,
            Event.stage,
            name_for(Organisation, Organisation.name.expression, audience),
        )
        .select_from(Event)
        .outerjoin(Organisation, Organisation.id == Event.organisation_id)
        .where(
            or_(Event.organisation_id == organisation_id, Event.id.in_(part)),
            Event.archived_at.is_(None),
            Event.starts_at >= start_of(first),
            Event.starts_at < start_of(last + timedelta(1)),
            sees_record(Event, audience),
        )
        .order_by(Event.starts_at.desc(), Event.id.desc())
        .limit(limit)
    )
    return tuple(MeetingLine(*row) for row in rows)
