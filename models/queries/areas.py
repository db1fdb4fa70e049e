"""Wards, their councillors and institutions, and how we and the councillors have been in contact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, case, func, null, select, type_coerce
from sqlalchemy.orm import Session

from models.entities import (
    Affiliation,
    Area,
    AreaKind,
    Attendance,
    AttendanceStatus,
    Conversation,
    ConversationParty,
    Direction,
    Meeting,
    MeetingState,
    Organisation,
    OrganisationKind,
    Person,
)
from models.queries.dated import valid_on


@dataclass(frozen=True, slots=True)
class CouncillorRow:
    """A councillor for a ward on a day, with how we have been in contact since a day."""

    affiliation_id: int
    person_id: int
    name: str
    role: str
    party: str
    area_id: int
    area_name: str
    organisation_id: int
    organisation_name: str
    """The council."""
    starts_on: date | None
    term_ends_on: date | None
    last_from_us_on: date | None
    last_from_them_on: date | None
    invited: int
    """Meetings held that they were expected at."""
    attended: int


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A ward or other area with who stands for it and how many institutions lie in it."""

    id: int
    name: str
    kind: AreaKind
    gss_code: str
    parent_id: int | None
    parent_name: str | None
    starts_on: date | None
    ends_on: date | None
    version: int
    institutions: int
    councillors: tuple[CouncillorRow, ...]


def list_areas(
    session: Session, *, as_at: date, kinds: tuple[AreaKind, ...] = (AreaKind.WARD, AreaKind.DIVISION)
) -> tuple[AreaRow, ...]:
    """Return the areas of some kinds that exist on a day, by name, with their councillors and institutions."""
    return _areas(session, [Area.kind.in_(kinds), valid_on(Area, as_at), Area.archived_at.is_(None)], as_at)


def list_area_names(
    session: Session, *, as_at: date, kinds: tuple[AreaKind, ...] = (AreaKind.WARD, AreaKind.DIVISION)
) -> tuple[tuple[int, str], ...]:
    """Return number and name of the areas of some kinds that exist on a day, by name, to choose from."""
    question = select(Area.id, Area.name).where(Area.kind.in_(kinds), valid_on(Area, as_at), Area.archived_at.is_(None))
    return tuple((row[0], row[1]) for row in session.execute(question.order_by(Area.name_key, Area.id)))


_parent = Area.__table__.alias("parent")


def _areas(session: Session, conditions: list[ColumnElement[bool]], as_at: date) -> tuple[AreaRow, ...]:
    rows = session.execute(
        select(
            Area.id,
            Area.name,
            Area.kind,
            Area.gss_code,
            Area.parent_id,
            _parent.c.name.label("parent_name"),
            Area.starts_on,
            Area.ends_on,
            Area.version,
        )
        .outerjoin(_parent, _parent.c.id == Area.parent_id)
        .where(*conditions)
        .order_by(Area.name_key, Area.id)
    ).all()
    ids = tuple(row.id for row in rows)
    counts = _institutions(session, ids)
    councillors: dict[int, list[CouncillorRow]] = {}
    for one in list_councillors(session, as_at=as_at, area_ids=ids) if ids else ():
        councillors.setdefault(one.area_id, []).append(one)
    return tuple(
        AreaRow(**row._mapping, institutions=counts.get(row.id, 0), councillors=tuple(councillors.get(row.id, ())))
        for row in rows
    )


def _institutions(session: Session, area_ids: tuple[int, ...]) -> dict[int, int]:
    rows = session.execute(
        select(Organisation.ward_id, func.count())
        .where(
            Organisation.ward_id.in_(area_ids),
            Organisation.kind == OrganisationKind.INSTITUTION,
            Organisation.archived_at.is_(None),
        )
        .group_by(Organisation.ward_id)
    )
    return {number: count for number, count in rows if number is not None}


def list_councillors(
    session: Session, *, as_at: date, area_ids: tuple[int, ...] | None = None, since: date = date.min
) -> tuple[CouncillorRow, ...]:
    """Return who stands for wards on a day, by ward and name, with contact from `since` to that day."""
    held = [valid_on(Affiliation, as_at), Person.archived_at.is_(None)]
    if area_ids is not None:
        held.append(Affiliation.area_id.in_(area_ids))
    rows = session.execute(
        select(
            Affiliation.id.label("affiliation_id"),
            Affiliation.person_id,
            Person.display_name.label("name"),
            Affiliation.role,
            Affiliation.party,
            Area.id.label("area_id"),
            Area.name.label("area_name"),
            Affiliation.organisation_id,
            Organisation.name.label("organisation_name"),
            Affiliation.starts_on,
            Affiliation.term_ends_on,
        )
        .join(Person, Person.id == Affiliation.person_id)
        .join(Area, Area.id == Affiliation.area_id)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(*held)
        .order_by(Area.name_key, Area.id, Person.name_key, Person.id, Affiliation.id)
    ).all()
    ids = sorted({row.person_id for row in rows})
    said, met = _said(session, ids, since, as_at), _met(session, ids, since, as_at)
    return tuple(
        CouncillorRow(
            **row._mapping,
            last_from_us_on=said.get(row.person_id, (None, None))[0],
            last_from_them_on=said.get(row.person_id, (None, None))[1],
            invited=met.get(row.person_id, (0, 0))[0],
            attended=met.get(row.person_id, (0, 0))[1],
        )
        for row in rows
    )


def _said(
    session: Session, person_ids: list[int], since: date, as_at: date
) -> dict[int | None, tuple[date | None, date | None]]:
    """Return the last conversation from us and from them for each of some people."""

    def latest(direction: Direction) -> ColumnElement[Any]:
        day = case((Conversation.direction == direction, Conversation.happened_on), else_=null())
        return type_coerce(func.max(day), Date)

    rows = session.execute(
        select(ConversationParty.person_id, latest(Direction.OUT), latest(Direction.IN))
        .join(Conversation, Conversation.id == ConversationParty.conversation_id)
        .where(
            ConversationParty.person_id.in_(person_ids),
            Conversation.archived_at.is_(None),
            Conversation.happened_on.between(since, as_at),
        )
        .group_by(ConversationParty.person_id)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _met(session: Session, person_ids: list[int], since: date, as_at: date) -> dict[int, tuple[int, int]]:
    """Return for how many meetings held each of some people was expected, and how many they came to."""
    came = func.sum(case((Attendance.status == AttendanceStatus.PRESENT, 1), else_=0))
    rows = session.execute(
        select(Attendance.person_id, func.count(), came)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(
            Attendance.person_id.in_(person_ids),
            and_(Meeting.state == MeetingState.HELD, Meeting.archived_at.is_(None)),
            func.date(Meeting.starts_at, type_=Date).between(since, as_at),
        )
        .group_by(Attendance.person_id)
    )
    return {row[0]: (row[1], int(row[2])) for row in rows}
