"""The representation rota: who of ours can go to which meeting or event of others, who goes, and where nobody does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased

from models.dates import start_of
from models.entities import Event, EventStage, Meeting, MeetingState, Organisation, Person, Representation
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_or_none
from models.queries.ours import held_elsewhere, our_bodies
from models.vocabulary import Availability, Visibility


@dataclass(frozen=True, slots=True)
class RotaPlace:
    """One of ours on the rota of a meeting or event."""

    id: int
    person_id: int
    person: str
    availability: Availability
    is_going: bool
    on_behalf_of_id: int | None
    on_behalf_of: str | None
    substitute_for_id: int | None
    substitute_for: str | None
    note: str
    version: int


@dataclass(frozen=True, slots=True)
class RotaRow:
    """A meeting or event of others with those of ours on its rota."""

    meeting_id: int | None
    event_id: int | None
    title: str
    held_by: str | None
    starts_at: datetime
    place: str
    people: tuple[RotaPlace, ...]

    @property
    def going(self) -> tuple[RotaPlace, ...]:
        """Return those who go."""
        return tuple(one for one in self.people if one.is_going)

    @property
    def can_go(self) -> tuple[RotaPlace, ...]:
        """Return those who could go, if needed too."""
        return tuple(one for one in self.people if one.availability in (Availability.YES, Availability.IF_NEEDED))


_HOLDER = aliased(Organisation)
_BEHALF = aliased(Organisation)
_REPLACED = aliased(Person)


def list_rota(
    session: Session,
    first_day: date,
    last_day: date,
    *,
    person_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[RotaRow, ...]:
    """Return the meetings of others between two days and the events on the rota, in their order, with our people.

    Every meeting of others is here, also the one with nobody on its rota; of events those somebody was put on for.
    With a person only what they are on the rota of.
    """
    rows = []
    for entity in (Meeting, Event):
        places = _places(session, entity, first_day, last_day, audience)
        for occasion in _occasions(session, entity, first_day, last_day, audience):
            people = tuple(places.get(occasion.id, ()))
            if person_id is not None and all(one.person_id != person_id for one in people):
                continue
            if people or entity is Meeting:
                number, title, holder, starts_at, place = occasion
                meeting_id, event_id = (number, None) if entity is Meeting else (None, number)
                rows.append(RotaRow(meeting_id, event_id, title, holder, starts_at, place, people))
    return tuple(sorted(rows, key=lambda row: (row.starts_at, row.meeting_id or 0, row.event_id or 0)))


def list_nobody_going(
    session: Session, first_day: date, last_day: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[RotaRow, ...]:
    """Return the meetings of others, and the events on the rota, to which none of ours goes so far."""
    return tuple(row for row in list_rota(session, first_day, last_day, audience=audience) if not row.going)


def list_rota_places(
    session: Session,
    *,
    meeting_id: int | None = None,
    event_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[RotaPlace, ...]:
    """Return who of ours is on the rota of one meeting or one event, those who go first."""
    entity: type[Meeting] | type[Event] = Meeting if meeting_id is not None else Event
    number = meeting_id if meeting_id is not None else event_id
    starts_at = session.scalar(select(entity.starts_at).where(entity.id == number))
    if starts_at is None:
        return ()
    day = starts_at.date()
    return tuple(_places(session, entity, day, day, audience, number).get(number or 0, ()))


def _occasions(
    session: Session, entity: type[Meeting] | type[Event], first: date, last: date, audience: Visibility
) -> Sequence[Row[int, str, str | None, datetime, str]]:
    """Return what others hold between two days and did not call off."""
    off = Meeting.state == MeetingState.CANCELLED if entity is Meeting else Event.stage == EventStage.CANCELLED
    return session.execute(
        select(entity.id, entity.title, _HOLDER.name, entity.starts_at, entity.place)
        .outerjoin(_HOLDER, _HOLDER.id == entity.organisation_id)
        .where(
            entity.archived_at.is_(None),
            entity.starts_at >= start_of(first),
            entity.starts_at < start_of(last + timedelta(1)),
            held_elsewhere(entity.organisation_id, our_bodies(session)),
            ~off,
            readable(entity, audience),
            readable_or_none(_HOLDER, audience),
        )
        .order_by(entity.starts_at, entity.id)
    ).all()


def _places(
    session: Session,
    entity: type[Meeting] | type[Event],
    first: date,
    last: date,
    audience: Visibility,
    only: int | None = None,
) -> dict[int, list[RotaPlace]]:
    """Return who is on the rota of what happens between two days, by the number of the meeting or event."""
    occasion = Representation.meeting_id if entity is Meeting else Representation.event_id
    rows = session.execute(
        select(
            occasion,
            Representation.id,
            Representation.person_id,
            Person.display_name,
            Representation.availability,
            Representation.is_going,
            Representation.on_behalf_of_id,
            _BEHALF.name,
            Representation.substitute_for_id,
            _REPLACED.display_name,
            Representation.note,
            Representation.version,
        )
        .join(entity, entity.id == occasion)
        .join(Person, Person.id == Representation.person_id)
        .outerjoin(_BEHALF, _BEHALF.id == Representation.on_behalf_of_id)
        .outerjoin(_REPLACED, _REPLACED.id == Representation.substitute_for_id)
        .where(
            entity.starts_at >= start_of(first),
            entity.starts_at < start_of(last + timedelta(1)),
            readable(entity, audience),
            readable(Person, audience),
            readable_or_none(_BEHALF, audience),
            readable_or_none(_REPLACED, audience),
            *((occasion == only,) if only is not None else ()),
        )
        .order_by(Representation.is_going.desc(), Person.name_key, Representation.id)
    )
    found: dict[int, list[RotaPlace]] = {}
    for number, *values in rows:
        if number is not None:
            found.setdefault(number, []).append(RotaPlace(*values))
    return found
