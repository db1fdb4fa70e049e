"""Councillors' engagement, ward by ward: invited, attended, conversations in each direction, last contact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Date, Subquery, and_, case, func, literal, or_, select, type_coerce
from sqlalchemy.orm import Session

from models.dates import start_of
from models.entities import (
    Affiliation,
    Area,
    Attendance,
    AttendanceStatus,
    Conversation,
    ConversationParty,
    Direction,
    Meeting,
    MeetingState,
    Organisation,
    OrganisationArea,
    Person,
)
from models.queries.audience import Shown, may_name, nameable_to, shown
from models.queries.dated import valid_on
from models.queries.rows import fetch
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class CouncillorRow:
    """What passed between us and one councillor in a period."""

    ward_id: int
    ward: str
    person_id: int
    name: str
    party: str
    """Political group for the term."""
    invited: int
    """Meetings and visits of the period at which they were expected or listed."""
    attended: int
    contacts_out: int
    contacts_in: int
    last_contact_on: date | None
    """The last conversation, or meeting they were present at, up to `as_at`."""
    visibility: Visibility


def find_wards_of(session: Session, committee_id: int, as_at: date) -> tuple[tuple[int, str], ...]:
    """Return the wards that an area committee covers on a day, by name."""
    rows = session.execute(
        select(Area.id, Area.name)
        .join(OrganisationArea, OrganisationArea.area_id == Area.id)
        .where(OrganisationArea.organisation_id == committee_id, valid_on(OrganisationArea, as_at))
        .group_by(Area.id, Area.name, Area.name_key)
        .order_by(Area.name_key, Area.id)
    ).all()
    return tuple((row.id, row.name) for row in rows)


def list_ward_engagement(
    session: Session,
    first_day: date,
    last_day: date,
    as_at: date,
    audience: Visibility = Visibility.INTERNAL,
    *,
    ward_ids: Sequence[int] | None = None,
) -> Shown[CouncillorRow]:
    """Return each councillor who held a seat in the period, by ward and name; without wards given, of all wards.

    A councillor is whoever holds a role for a ward. Those without any engagement are listed with noughts.
    """
    until = min(last_day, as_at)
    seats = _seats(first_day, until, ward_ids, audience)
    talked, met = _talks(first_day, until, as_at), _meets(first_day, until, as_at)
    last = case(
        (talked.c.last.is_(None), met.c.last),
        (met.c.last > talked.c.last, met.c.last),
        else_=talked.c.last,
    )
    is_told = and_(seats.c.nameable == 1, Area.visibility.in_(nameable_to(audience)))
    statement = (
        select(
            Area.id,
            Area.name,
            Person.id,
            Person.display_name,
            seats.c.party,
            func.coalesce(met.c.invited, 0),
            func.coalesce(met.c.attended, 0),
            func.coalesce(talked.c.sent, 0),
            func.coalesce(talked.c.got, 0),
            type_coerce(last, Date),
            case((is_told, Person.visibility), else_=literal(Visibility.CONFIDENTIAL, _LEVEL)),
        )
        .select_from(seats)
        .join(Area, Area.id == seats.c.area_id)
        .join(Person, Person.id == seats.c.person_id)
        .outerjoin(talked, talked.c.person_id == Person.id)
        .outerjoin(met, met.c.person_id == Person.id)
        .where(Person.archived_at.is_(None))
        .order_by(Area.name_key, Area.id, Person.name_key, Person.id)
    )
    return shown(fetch(session, CouncillorRow, statement), lambda row: may_name(audience, row.visibility))


def _seats(first_day: date, until: date, ward_ids: Sequence[int] | None, audience: Visibility) -> Subquery:
    """Return who held a seat for which ward in a period, once each, with a party they sat for where that may be told.

    `nameable` is 0 for those whose seats are all at organisations that are confidential to the audience.

    Grouped first, so that the join begins here and not with every person.
    """
    is_nameable = Organisation.visibility.in_(nameable_to(audience))
    nameable = func.max(case((is_nameable, 1), else_=0)).label("nameable")
    party = func.max(case((is_nameable, Affiliation.party), else_="")).label("party")
    statement = (
        select(Affiliation.person_id, Affiliation.area_id, party, nameable)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(
            Affiliation.area_id.is_not(None),
            or_(Affiliation.starts_on.is_(None), Affiliation.starts_on <= until),
            or_(Affiliation.ends_on.is_(None), Affiliation.ends_on > first_day),
        )
    )
    if ward_ids is not None:
        statement = statement.where(Affiliation.area_id.in_(ward_ids))
    return statement.group_by(Affiliation.person_id, Affiliation.area_id).subquery()


def _talks(first_day: date, until: date, as_at: date) -> Subquery:
    """Return for each person the conversations of a period by direction, and the last one up to a day."""
    here = Conversation.happened_on.between(first_day, until)
    return (
        select(
            ConversationParty.person_id.label("person_id"),
            _how_many_talks(and_(here, Conversation.direction != Direction.IN)).label("sent"),
            _how_many_talks(and_(here, Conversation.direction == Direction.IN)).label("got"),
            func.max(Conversation.happened_on).label("last"),
        )
        .select_from(ConversationParty)
        .join(Conversation, Conversation.id == ConversationParty.conversation_id)
        .where(
            ConversationParty.person_id.in_(_COUNCILLORS),
            Conversation.archived_at.is_(None),
            Conversation.happened_on <= as_at,
        )
        .group_by(ConversationParty.person_id)
        .subquery()
    )


def _meets(first_day: date, until: date, as_at: date) -> Subquery:
    """Return for each person the meetings of a period they were asked to and came to, and the last one they came to."""
    here = Meeting.starts_at >= start_of(first_day)
    came = and_(Attendance.status == AttendanceStatus.PRESENT, Meeting.state == MeetingState.HELD)
    in_period = and_(here, Meeting.starts_at < start_of(until + timedelta(1)))
    return (
        select(
            Attendance.person_id.label("person_id"),
            func.sum(case((in_period, 1), else_=0)).label("invited"),
            func.sum(case((and_(in_period, came), 1), else_=0)).label("attended"),
            type_coerce(func.max(case((came, func.date(Meeting.starts_at)))), Date).label("last"),
        )
        .select_from(Attendance)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(
            Attendance.person_id.in_(_COUNCILLORS),
            Meeting.archived_at.is_(None),
            Meeting.state != MeetingState.CANCELLED,
            Meeting.starts_at < start_of(as_at + timedelta(1)),
        )
        .group_by(Attendance.person_id)
        .subquery()
    )


_LEVEL = Person.__table__.c.visibility.type
_COUNCILLORS = select(Affiliation.person_id).where(Affiliation.area_id.is_not(None))


def _how_many_talks(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Return the number of different conversations where a condition holds: someone may speak for two organisations."""
    return func.count(case((condition, Conversation.id)).distinct())
