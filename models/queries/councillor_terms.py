"""Councillors' engagement term by term: invited, attended, visited, replied; for each ward, now and before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, case, func, literal, or_, select, type_coerce, union
from sqlalchemy.orm import Session

from models.entities import (
    Affiliation,
    Area,
    Attendance,
    AttendanceStatus,
    Channel,
    Conversation,
    ConversationParty,
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
from models.queries.audience import EVERYONE_OF_OURS, nameable_to, readable
from models.queries.contact_facts import meeting_day
from models.queries.dated import is_current
from models.queries.ours import our_bodies
from models.vocabulary import EventPart, Visibility


@dataclass(frozen=True, slots=True)
class TermEngagement:
    """What passed between us and one councillor in one term of theirs, up to a day."""

    affiliation_id: int
    person_id: int
    name: str
    area_id: int
    ward: str
    party: str
    starts_on: date | None
    ends_on: date | None
    term_ends_on: date | None
    is_current: bool
    invited: int
    """Meetings not cancelled at which they were listed, and events they were invited to or came to."""
    attended: int
    visited: int
    """Visits, and events of ours that they came to."""
    asked: int
    """Things we sent that wanted a reply."""
    replied: int
    last_on: date | None

    @property
    def is_silent(self) -> bool:
        """Say whether they never came, visited or replied in the term."""
        return not (self.attended or self.visited or self.replied)


def list_councillor_terms(
    session: Session,
    *,
    as_at: date,
    area_ids: Sequence[int] | None = None,
    person_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[TermEngagement, ...]:
    """Return the terms of councillors begun by a day, by ward and name, the latest first, with the engagement in each.

    Those without any are listed with noughts. What the audience may not read does not count.
    """
    question = (
        select(
            Affiliation.id,
            Person.id,
            Person.display_name,
            Area.id,
            Area.name,
            Affiliation.party,
            Affiliation.starts_on,
            Affiliation.ends_on,
            Affiliation.term_ends_on,
        )
        .join(Person, Person.id == Affiliation.person_id)
        .join(Area, Area.id == Affiliation.area_id)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(
            Organisation.visibility.in_(nameable_to(audience)),
            or_(Affiliation.starts_on.is_(None), Affiliation.starts_on <= as_at),
            Person.archived_at.is_(None),
            Person.visibility.in_(nameable_to(audience)),
            readable(Area, audience),
        )
        .order_by(
            Area.name_key,
            Area.id,
            Person.name_key,
            Person.id,
            Affiliation.starts_on.desc().nulls_last(),
            Affiliation.id,
        )
    )
    if area_ids is not None:
        question = question.where(Affiliation.area_id.in_(area_ids))
    if person_id is not None:
        question = question.where(Affiliation.person_id == person_id)
    terms = session.execute(question).all()
    counts = {row[0]: _NOTHING for row in terms}
    held: dict[int, list[tuple[int, date | None, date | None]]] = {}
    for row in terms:
        held.setdefault(row[1], []).append((row[0], row.starts_on, row.ends_on))
    for one in session.execute(_occasions(sorted(held), our_bodies(session), as_at, audience)):
        for number, starts_on, ends_on in held[one.person_id]:
            if is_current(starts_on, ends_on, one.day):
                counts[number] = _added(counts[number], one)
    return tuple(TermEngagement(*row, is_current(row.starts_on, row.ends_on, as_at), *counts[row[0]]) for row in terms)


_Counts = tuple[int, int, int, int, int, date | None]
_NOTHING: _Counts = (0, 0, 0, 0, 0, None)


def _added(counts: _Counts, one: Any) -> _Counts:
    """Return the counts with one more occasion; a letter of ours alone is no contact of theirs."""
    last = counts[5]
    if one.attended or one.visited or one.replied or one.spoke:
        last = one.day if last is None else max(last, one.day)
    return (
        counts[0] + one.invited,
        counts[1] + one.attended,
        counts[2] + one.visited,
        counts[3] + one.asked,
        counts[4] + one.replied,
        last,
    )


_FACTS = ("invited", "attended", "visited", "asked", "replied", "spoke")


def _facts(**given: ColumnElement[bool]) -> list[ColumnElement[int]]:
    """Return a column of 0 or 1 for each fact, 0 for those not given."""
    return [(case((given[name], 1), else_=0) if name in given else literal(0)).label(name) for name in _FACTS]


def _occasions(
    person_ids: Sequence[int], ours: tuple[int, ...], as_at: date, audience: Visibility
) -> Select[*tuple[Any, ...]]:
    """Return each conversation, meeting and event that some people had a part in, with what it counts as."""
    asked = and_(Conversation.direction == Direction.OUT, Conversation.reply_state != ReplyState.NONE_NEEDED)
    talks = (
        select(
            ConversationParty.person_id.label("person_id"),
            literal("talk").label("kind"),
            Conversation.id.label("occasion"),
            Conversation.happened_on.label("day"),
            *_facts(
                visited=Conversation.channel.in_((Channel.VISIT, Channel.GOVERNOR_VISIT)),
                asked=asked,
                replied=and_(asked, Conversation.reply_state == ReplyState.RECEIVED),
                spoke=Conversation.direction != Direction.OUT,
            ),
        )
        .join(Conversation, Conversation.id == ConversationParty.conversation_id)
        .where(
            ConversationParty.person_id.in_(person_ids),
            Conversation.archived_at.is_(None),
            readable(Conversation, audience),
        )
    )
    came = and_(Attendance.status == AttendanceStatus.PRESENT, Meeting.state == MeetingState.HELD)
    meets = (
        select(
            Attendance.person_id,
            literal("meeting"),
            Meeting.id,
            meeting_day,
            *_facts(invited=Attendance.id.is_not(None), attended=came),
        )
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(
            Attendance.person_id.in_(person_ids),
            Meeting.archived_at.is_(None),
            Meeting.state != MeetingState.CANCELLED,
            readable(Meeting, audience),
        )
    )
    there = EventRole.attended.is_(True)
    events = (
        select(
            EventRole.person_id,
            literal("event"),
            Event.id,
            type_coerce(func.date(Event.starts_at), Date),
            *_facts(
                invited=or_(EventRole.part == EventPart.INVITED, EventRole.invited_on.is_not(None), there),
                attended=there,
                visited=and_(there, Event.organisation_id.in_(ours)),
            ),
        )
        .join(Event, Event.id == EventRole.event_id)
        .where(
            EventRole.person_id.in_(person_ids),
            Event.archived_at.is_(None),
            Event.stage != EventStage.CANCELLED,
            readable(Event, audience),
        )
    )
    # Once each: somebody may speak for two organisations in one conversation, or have two parts at an event.
    every = union(talks, meets, events).subquery("occasions")
    return select(every.c.person_id, every.c.day, *(every.c[name] for name in _FACTS)).where(every.c.day <= as_at)
