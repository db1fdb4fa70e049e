"""Engagement in figures: contacts of a period by organisation, by month and channel, and in total.

Figures count every conversation that is not put away, whatever its visibility; no words of theirs are given here. All
are as known at the end of the day `as_at`: what came after it does not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Date, and_, case, extract, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from models.dates import start_of
from models.entities import (
    Area,
    Attendance,
    AttendanceStatus,
    Channel,
    Conversation,
    ConversationParty,
    Direction,
    InstitutionProfile,
    Meeting,
    MeetingState,
    Organisation,
    ReplyState,
)
from models.queries.audience import Shown, may_read, nameable_to, shown
from models.queries.contact_facts import ALL_FACTS
from models.queries.rows import fetch
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class EngagementRow:
    """What passed between us and an organisation in a period."""

    organisation_id: int
    name: str
    phase: str
    ward: str
    contacts_out: int
    contacts_in: int
    meetings: int
    """Meetings held at which someone of theirs was present."""
    replies_wanted: int
    replied: int
    last_contact_on: date | None
    """The last real contact up to `as_at`, also before the period."""
    visibility: Visibility

    @property
    def contacts(self) -> int:
        """Return all conversations, in both directions."""
        return self.contacts_out + self.contacts_in


@dataclass(frozen=True, slots=True)
class EngagementTotals:
    """A period in total; a conversation with several organisations counts once."""

    contacts_out: int
    contacts_in: int
    replies_wanted: int
    replied: int
    organisations: int
    """How many organisations we had a conversation with."""
    meetings: int
    """Meetings held."""

    @property
    def contacts(self) -> int:
        """Return all conversations, in both directions."""
        return self.contacts_out + self.contacts_in

    @property
    def reply_rate(self) -> float | None:
        """Return the fraction of wanted replies that came; None where none was wanted."""
        return self.replied / self.replies_wanted if self.replies_wanted else None


@dataclass(frozen=True, slots=True)
class MonthlyContacts:
    """Conversations by month and channel, every month of the period, without gaps: a chart and its table."""

    months: tuple[date, ...]
    """The first day of each month."""
    channels: tuple[Channel, ...]
    """The channels that were used, in the list's order."""
    counts: tuple[tuple[int, ...], ...]
    """For each month the number of conversations by channel."""

    def total(self, month: int) -> int:
        """Return all conversations of the month at a place in `months`."""
        return sum(self.counts[month])


def list_engagement(
    session: Session, first_day: date, last_day: date, as_at: date, audience: Visibility = Visibility.INTERNAL
) -> Shown[EngagementRow]:
    """Return each organisation with a contact in a period, by name; those not to be named are counted as left out."""
    said = (
        select(
            ConversationParty.organisation_id.label("organisation_id"),
            _how_many(_OUT).label("sent"),
            _how_many(_IN).label("got"),
            _how_many(_WANTED).label("wanted"),
            _how_many(_replied_by(as_at)).label("replied"),
        )
        .select_from(Conversation)
        .join(ConversationParty, ConversationParty.conversation_id == Conversation.id)
        .where(ConversationParty.organisation_id.is_not(None), *_said_in(first_day, last_day, as_at))
        .group_by(ConversationParty.organisation_id)
        .subquery()
    )
    met = (
        select(
            Attendance.organisation_id.label("organisation_id"),
            func.count(Meeting.id.distinct()).label("meetings"),
        )
        .select_from(Meeting)
        .join(Attendance, Attendance.meeting_id == Meeting.id)
        .where(Attendance.status == AttendanceStatus.PRESENT, *_held_in(first_day, last_day, as_at))
        .group_by(Attendance.organisation_id)
        .subquery()
    )
    facts = ALL_FACTS.params(today=as_at).subquery("facts")
    statement = (
        select(
            Organisation.id,
            Organisation.name,
            func.coalesce(InstitutionProfile.phase, ""),
            case((Area.visibility.in_(nameable_to(audience)), Area.name), else_=""),
            func.coalesce(said.c.sent, 0),
            func.coalesce(said.c.got, 0),
            func.coalesce(met.c.meetings, 0),
            func.coalesce(said.c.wanted, 0),
            func.coalesce(said.c.replied, 0),
            type_coerce(facts.c.last_contact_on, Date),
            Organisation.visibility,
        )
        .select_from(Organisation)
        .outerjoin(said, said.c.organisation_id == Organisation.id)
        .outerjoin(met, met.c.organisation_id == Organisation.id)
        .outerjoin(facts, facts.c.organisation_id == Organisation.id)
        .outerjoin(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
        .outerjoin(Area, Area.id == Organisation.ward_id)
        .where(or_(said.c.organisation_id.is_not(None), met.c.organisation_id.is_not(None)))
        .order_by(Organisation.name_key, Organisation.id)
    )
    return shown(fetch(session, EngagementRow, statement), lambda row: may_read(audience, row.visibility))


def find_totals(session: Session, first_day: date, last_day: date, as_at: date) -> EngagementTotals:
    """Return the figures of a period in total."""
    said = _said_in(first_day, last_day, as_at)
    organisations = (
        select(func.count(ConversationParty.organisation_id.distinct()))
        .select_from(Conversation)
        .join(ConversationParty, ConversationParty.conversation_id == Conversation.id)
        .where(*said)
        .scalar_subquery()
    )
    meetings = select(func.count()).select_from(Meeting).where(*_held_in(first_day, last_day, as_at)).scalar_subquery()
    statement = (
        select(
            _how_many(_OUT),
            _how_many(_IN),
            _how_many(_WANTED),
            _how_many(_replied_by(as_at)),
            organisations,
            meetings,
        )
        .select_from(Conversation)
        .where(*said)
    )
    return fetch(session, EngagementTotals, statement)[0]


def find_monthly_contacts(
    session: Session, first_day: date, last_day: date, as_at: date, *, ward_id: int | None = None
) -> MonthlyContacts:
    """Return the conversations of a period by month and channel; with a ward, those with an organisation in it."""
    year, month = extract("year", Conversation.happened_on), extract("month", Conversation.happened_on)
    question = select(year, month, Conversation.channel, func.count()).where(*_said_in(first_day, last_day, as_at))
    if ward_id is not None:
        there = select(ConversationParty.conversation_id).join(
            Organisation, Organisation.id == ConversationParty.organisation_id
        )
        question = question.where(Conversation.id.in_(there.where(Organisation.ward_id == ward_id)))
    rows = session.execute(question.group_by(year, month, Conversation.channel))
    found = {(int(its_year), int(its_month), channel): count for its_year, its_month, channel, count in rows}
    months = _months(first_day, min(last_day, as_at))
    channels = tuple(channel for channel in Channel if any(key[2] is channel for key in found))
    counts = tuple(tuple(found.get((day.year, day.month, channel), 0) for channel in channels) for day in months)
    return MonthlyContacts(months, channels, counts)


# What neither side began by writing, a visit or an interview, counts with what we began: each counts once.
_OUT = Conversation.direction != Direction.IN
_IN = Conversation.direction == Direction.IN
_WANTED = and_(Conversation.direction == Direction.OUT, Conversation.reply_expected_by.is_not(None))


def _replied_by(as_at: date) -> ColumnElement[bool]:
    """Return the condition that a wanted reply had come by the end of a day."""
    return and_(_WANTED, Conversation.reply_state == ReplyState.RECEIVED, Conversation.replied_on <= as_at)


def _said_in(first_day: date, last_day: date, as_at: date) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of a conversation in a period, as known on a day."""
    return Conversation.archived_at.is_(None), Conversation.happened_on.between(first_day, min(last_day, as_at))


def _held_in(first_day: date, last_day: date, as_at: date) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of a meeting held in a period, as known on a day."""
    return (
        Meeting.archived_at.is_(None),
        Meeting.state == MeetingState.HELD,
        Meeting.starts_at >= start_of(first_day),
        Meeting.starts_at < start_of(min(last_day, as_at) + timedelta(1)),
    )


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Return the count of rows where a condition holds."""
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _months(first_day: date, last_day: date) -> tuple[date, ...]:
    """Return the first day of each month that a period touches."""
    months = []
    month = first_day.replace(day=1)
    while month <= last_day:
        months.append(month)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return tuple(months)
