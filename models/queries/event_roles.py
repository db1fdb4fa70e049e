"""Who had which part at events: by event, by person or organisation, and how many came from each institution."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from models.entities import Event, EventRole, EventStage, Organisation, Person
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.rows import fetch
from models.queries.sight import sees, sees_record, unnamed_people
from models.vocabulary import EventPart, Response, Visibility


@dataclass(frozen=True, slots=True)
class EventRoleRow:
    """A part that a person or organisation has at an event."""

    id: int
    event_id: int
    event: str
    kind: str
    starts_at: datetime
    stage: EventStage
    host_id: int | None
    host: str | None
    part: EventPart
    person_id: int | None
    person: str | None
    organisation_id: int | None
    organisation: str | None
    response: Response
    invited_on: date | None
    attended: bool | None
    people: int | None
    note: str
    version: int


@dataclass(frozen=True, slots=True)
class InstitutionTurnOut:
    """How many of an institution were invited to an event, said yes, and came."""

    organisation_id: int
    organisation: str
    invited: bool
    accepted: bool
    came: int
    """Those counted from it, or else those of its people who are on the list as having come."""


_HOST = aliased(Organisation)
_ROWS = (
    select(
        EventRole.id,
        EventRole.event_id,
        Event.title,
        Event.kind,
        Event.starts_at,
        Event.stage,
        Event.organisation_id,
        _HOST.name,
        EventRole.part,
        EventRole.person_id,
        Person.display_name,
        EventRole.organisation_id,
        Organisation.name,
        EventRole.response,
        EventRole.invited_on,
        EventRole.attended,
        EventRole.people,
        EventRole.note,
        EventRole.version,
    )
    .select_from(EventRole)
    .join(Event, Event.id == EventRole.event_id)
    .outerjoin(_HOST, _HOST.id == Event.organisation_id)
    .outerjoin(Person, Person.id == EventRole.person_id)
    .outerjoin(Organisation, Organisation.id == EventRole.organisation_id)
    .where(Event.archived_at.is_(None))
)


def list_event_roles(
    session: Session, event_id: int, *, parts: tuple[EventPart, ...] = (), audience: Visibility = EVERYONE_OF_OURS
) -> tuple[EventRoleRow, ...]:
    """Return who has which part at an event, in the order of the parts, then by name."""
    conditions: list[ColumnElement[bool]] = [EventRole.event_id == event_id]
    if parts:
        conditions.append(EventRole.part.in_(parts))
    rows = _ask(session, conditions, audience)
    order = list(EventPart)
    return tuple(
        sorted(rows, key=lambda row: (order.index(row.part), row.organisation or "", row.person or "", row.id))
    )


def list_parts_of(
    session: Session,
    *,
    person_id: int | None = None,
    organisation_id: int | None = None,
    parts: tuple[EventPart, ...] = (),
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[EventRoleRow, ...]:
    """Return the parts a person or organisation had at events, newest first: the conferences they spoke at."""
    conditions: list[ColumnElement[bool]] = []
    if person_id is not None:
        conditions.append(EventRole.person_id == person_id)
    if organisation_id is not None:
        conditions.append(EventRole.organisation_id == organisation_id)
    if parts:
        conditions.append(EventRole.part.in_(parts))
    return tuple(sorted(_ask(session, conditions, audience), key=lambda row: (row.starts_at, row.id), reverse=True))


def list_turn_out_by_institution(
    session: Session, event_id: int, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[InstitutionTurnOut, ...]:
    """Return who came to an event from which institution, those with most first; a part counts a person once."""
    rows = [row for row in _ask(session, [EventRole.event_id == event_id], audience) if row.organisation_id]
    found = []
    for number in dict.fromkeys(row.organisation_id for row in rows):
        theirs = [row for row in rows if row.organisation_id == number]
        counted = [row.people for row in theirs if row.attended and row.people is not None]
        named = {row.person_id for row in theirs if row.attended and row.person_id is not None}
        found.append(
            InstitutionTurnOut(
                number or 0,
                theirs[0].organisation or "",
                any(row.part is EventPart.INVITED or row.invited_on is not None for row in theirs),
                any(row.response is Response.ACCEPTED for row in theirs),
                max(sum(counted), len(named)),
            )
        )
    return tuple(sorted(found, key=lambda row: (-row.came, row.organisation, row.organisation_id)))


def _ask(session: Session, conditions: list[ColumnElement[bool]], audience: Visibility) -> list[EventRoleRow]:
    """Return the parts that an audience may read of, without the names of people it does not get."""
    seen = [] if audience is EVERYONE_OF_OURS else [sees(EventRole.organisation_id, Organisation, audience)]
    rows = fetch(session, EventRoleRow, _ROWS.where(*conditions, *seen, sees_record(Event, audience)))
    hidden = unnamed_people(session, [row.person_id for row in rows], audience)
    return [replace(row, person=None) if row.person_id in hidden else row for row in rows]
