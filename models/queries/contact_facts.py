"""What counts as contact with an organisation, as parts of questions that other queries build on.

Contact, as lists and figures count it, is a conversation that is not put away, with the organisation or with one of its
people, or somebody being present at a meeting that was held. Where a person was named together with an organisation,
the contact counts for that organisation only; where the person was named alone, for every organisation at which they
held a role on that day. What of it was two-way, and so sets back how often we mean to speak, `last_contact` tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Date,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.entities import (
    Affiliation,
    Attendance,
    AttendanceStatus,
    Conversation,
    ConversationParty,
    Direction,
    Meeting,
    MeetingState,
    ReplyState,
)
from models.numbers import is_among
from models.queries.rows import rows_of
from models.queries.unanswered import IS_AWAITING


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """When an organisation was last in contact, and since when it has owed us a reply."""

    last_contact_on: date | None = None
    awaiting_since: date | None = None


NO_CONTACT = ContactFacts()

meeting_day: ColumnElement[date] = type_coerce(func.date(Meeting.starts_at), Date)
"""The day of a meeting; both databases have the function, only one knows its type."""

is_awaiting = and_(Conversation.direction == Direction.OUT, IS_AWAITING)
"""We wrote and an answer is still wanted."""


is_asked = and_(Conversation.direction == Direction.OUT, Conversation.reply_state != ReplyState.NONE_NEEDED)
"""We wrote and wanted an answer, whether or not it came."""


def held_on(day: ColumnElement[date]) -> ColumnElement[bool]:
    """Return the condition that an affiliation holds on a day that is a column."""
    return and_(
        or_(Affiliation.starts_on.is_(None), Affiliation.starts_on <= day),
        or_(Affiliation.ends_on.is_(None), Affiliation.ends_on > day),
    )


def named_nobody(organisation_id: InstrumentedAttribute[int | None]) -> ColumnElement[bool]:
    """Return the condition that no organisation was named, in words that no index is tempted by: too many rows."""
    return func.coalesce(organisation_id, 0) == 0


def by_conversation(*columns: ColumnElement[Any]) -> tuple[Select[Any], Select[Any]]:
    """Return the conversations of organisations: those named, and those of people who were named alone."""
    named = (
        select(ConversationParty.organisation_id.label("organisation_id"), *columns)
        .select_from(ConversationParty)
        .join(Conversation, Conversation.id == ConversationParty.conversation_id)
        .where(not_(named_nobody(ConversationParty.organisation_id)), Conversation.archived_at.is_(None))
    )
    through_people = (
        select(Affiliation.organisation_id.label("organisation_id"), *columns)
        .select_from(Affiliation)
        .join(
            ConversationParty,
            and_(
                ConversationParty.person_id == Affiliation.person_id,
                named_nobody(ConversationParty.organisation_id),
            ),
        )
        .join(Conversation, Conversation.id == ConversationParty.conversation_id)
        .where(Conversation.archived_at.is_(None), held_on(Conversation.happened_on.expression))
    )
    return named, through_people


def by_meeting(*columns: ColumnElement[Any]) -> tuple[Select[Any], Select[Any]]:
    """Return the meetings that organisations were present at: named, and through people who came for themselves."""
    present = and_(
        Attendance.status == AttendanceStatus.PRESENT,
        Meeting.state == MeetingState.HELD,
        Meeting.archived_at.is_(None),
    )
    named = (
        select(Attendance.organisation_id.label("organisation_id"), *columns)
        .select_from(Attendance)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Attendance.organisation_id.is_not(None), present)
    )
    through_people = (
        select(Affiliation.organisation_id.label("organisation_id"), *columns)
        .select_from(Affiliation)
        .join(
            Attendance,
            and_(Attendance.person_id == Affiliation.person_id, named_nobody(Attendance.organisation_id)),
        )
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(present, held_on(meeting_day))
    )
    return named, through_people


_awaiting_day = case((is_awaiting, Conversation.happened_on), else_=null())
_TALKS = by_conversation(Conversation.happened_on.label("day"), _awaiting_day.label("awaiting"))
_MEETS = by_meeting(meeting_day.label("day"), type_coerce(null(), Date).label("awaiting"))
_OWNERS = (
    ConversationParty.organisation_id,
    Affiliation.organisation_id,
    Attendance.organisation_id,
    Affiliation.organisation_id,
)


def _grouped(parts: Sequence[Select[Any]], until: ColumnElement[date]) -> Select[Any]:
    every = union_all(*parts).subquery("contact")
    return (
        select(
            every.c.organisation_id,
            type_coerce(func.max(every.c.day), Date).label("last_contact_on"),
            type_coerce(func.min(every.c.awaiting), Date).label("awaiting_since"),
        )
        .where(every.c.day <= until)
        .group_by(every.c.organisation_id)
    )


MANY = 5000
"""From so many organisations on, the facts of all are read: one pass costs less than looking up each."""

_TODAY: ColumnElement[date] = bindparam("today", type_=Date)
_FACTS_OF = _grouped(
    [part.where(is_among(owner, "ids")) for part, owner in zip((*_TALKS, *_MEETS), _OWNERS, strict=True)],
    _TODAY,
)
ALL_FACTS = _grouped((*_TALKS, *_MEETS), _TODAY)
"""Last contact of every organisation that had any, by one grouped question; wants the parameter `today`."""


def find_contact_facts(session: Session, organisation_ids: Sequence[int], today: date) -> dict[int, ContactFacts]:
    """Return when each of some organisations was last in contact up to today; those never in contact are left out.

    Where many are asked for, others may be among the answers.
    """
    if not organisation_ids:
        return {}
    if len(organisation_ids) > MANY:
        rows = rows_of(session, ALL_FACTS, {"today": today})
    else:
        rows = rows_of(session, _FACTS_OF, {"ids": list(organisation_ids), "today": today})
    return {number: ContactFacts(last_on, since) for number, last_on, since in rows}


def contacted_between(first: date, last: date) -> CompoundSelect[Any]:
    """Return the numbers of the organisations with contact from a day to a day, both included."""
    said = Conversation.happened_on.between(first, last)
    met = and_(
        Meeting.starts_at >= datetime.combine(first, time.min),
        Meeting.starts_at < datetime.combine(last + timedelta(days=1), time.min),
    )
    return union_all(*(part.where(said) for part in by_conversation()), *(part.where(met) for part in by_meeting()))


def still_awaited(until: date) -> CompoundSelect[Any]:
    """Return the numbers of the organisations that owe us a reply to something sent up to a day."""
    # The day in words that no index is tempted by: what waits is a small index of its own.
    sent = and_(is_awaiting, func.coalesce(Conversation.happened_on, literal(until, Date)) <= literal(until, Date))
    return union_all(*(part.where(sent) for part in by_conversation()))


def conversations_of(organisation_id: int | BindParameter[int]) -> CompoundSelect[Any]:
    """Return the numbers of the conversations that count as contact with an organisation."""
    return union_all(
        *(
            part.with_only_columns(Conversation.id).where(owner == organisation_id)
            for part, owner in zip(by_conversation(), _OWNERS[:2], strict=True)
        )
    )
