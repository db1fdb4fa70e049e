"""What is on around a place, or in a ward, in a period: for the noticeboard, the poster and the ward briefing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import geography
from models.chunks import in_chunks
from models.dates import start_of
from models.entities import Event, EventStage, Organisation, Place
from models.errors import WrongUse
from models.queries.audience import readable
from models.queries.events import LONGEST, EventFilter, EventRow, list_events
from models.queries.organisation_filter import Near
from models.vocabulary import Visibility
from models.walking import Walk, find_walk
from resources.i18n import _

_GOES_AHEAD = (EventStage.PLANNED, EventStage.HELD)


@dataclass(frozen=True, slots=True)
class OnNearby:
    """An event near a place or in a ward, with how far it is and how long the walk takes."""

    event: EventRow
    metres: int | None
    """From the place that was asked for; None where either is not known."""
    walking_minutes: int | None
    """An estimate: `WhatsOn.walk` says from what."""
    cost_pence: int | None
    access_note: str


@dataclass(frozen=True, slots=True)
class WhatsOn:
    """The events that go ahead in a period, by time."""

    place: str
    """From where the walks are; blank where that is not known."""
    walk: Walk
    events: tuple[OnNearby, ...]


def find_whats_on(
    session: Session,
    first_day: date,
    last_day: date,
    metres: int,
    *,
    organisation_id: int | None = None,
    place_id: int | None = None,
    kinds: tuple[str, ...] = (),
    audience: Visibility = Visibility.PUBLIC,
) -> WhatsOn:
    """Return what goes ahead between two days within so many metres of an organisation or a venue, by time.

    What began earlier and is still on is there too. It is for the public unless it is said for whom else. Raises
    WrongUse where the place is not known.
    """
    found = _where(session, organisation_id, place_id, audience)
    if found is None:
        raise WrongUse(_("Choose the school or the venue to walk from."))
    name, here = found
    if here is None:
        raise WrongUse(_("We do not know where {name} is. Enter its grid reference first.").format(name=name))
    near = Near(int(here.easting), int(here.northing), metres)
    rows = _on(session, EventFilter(near=near), first_day, last_day, audience)
    return _found(session, name, near, [row for row in rows if not kinds or row.kind in kinds])


def find_whats_on_in_ward(
    session: Session,
    ward_id: int,
    first_day: date,
    last_day: date,
    *,
    organisation_id: int | None = None,
    audience: Visibility = Visibility.PUBLIC,
) -> WhatsOn:
    """Return what goes ahead in a ward between two days, by time, with the walk from an organisation if that is known.

    An event is where its venue is, else where its host is.
    """
    name, here = _where(session, organisation_id, None, audience) or ("", None)
    in_ward = (
        select(Event.id)
        .outerjoin(Place, Place.id == Event.place_id)
        .outerjoin(Organisation, Organisation.id == Event.organisation_id)
        .where(func.coalesce(Place.area_id, Organisation.ward_id) == ward_id)
    )
    rows = _on(session, EventFilter(among=in_ward), first_day, last_day, audience)
    return _found(session, name if here else "", None if here is None else Near(int(here[0]), int(here[1]), 0), rows)


def _on(session: Session, wanted: EventFilter, first_day: date, last_day: date, audience: Visibility) -> list[EventRow]:
    """Return what goes ahead and is on at some time between two days, by its beginning."""
    wanted = replace(wanted, first_day=first_day - LONGEST, last_day=last_day, stages=_GOES_AHEAD)
    first = start_of(first_day)
    rows = list_events(session, wanted, limit=None, audience=audience).rows
    return [
        row for row in reversed(rows) if row.starts_at >= first or (row.ends_at is not None and row.ends_at >= first)
    ]


def _found(session: Session, place: str, near: Near | None, rows: Sequence[EventRow]) -> WhatsOn:
    walk, terms = find_walk(session), _terms(session, [row.id for row in rows])
    found = []
    for row in rows:
        metres = None if near is None else row.metres_from(near)
        found.append(OnNearby(row, metres, None if metres is None else walk.minutes(metres), *terms[row.id]))
    return WhatsOn(place, walk, tuple(found))


def _terms(session: Session, ids: Sequence[int]) -> dict[int, tuple[int | None, str]]:
    """Return what events cost, and how those get in who need help with it."""
    found: dict[int, tuple[int | None, str]] = {}
    for some in in_chunks(ids):
        asked = select(Event.id, Event.cost_pence, Event.access_note).where(Event.id.in_(some))
        found.update((number, (cost, note)) for number, cost, note in session.execute(asked))
    return found


def _where(
    session: Session, organisation_id: int | None, place_id: int | None, audience: Visibility
) -> tuple[str, geography.GridPoint | None] | None:
    """Return the name of a place and its point, where that is known; None where there is no such place to be told."""
    entity: type[Organisation] | type[Place] = Organisation if organisation_id is not None else Place
    number = organisation_id if organisation_id is not None else place_id
    row = session.execute(
        select(entity.name, entity.easting, entity.northing).where(entity.id == number, readable(entity, audience))
    ).one_or_none()
    return None if row is None else (row.name, geography.grid_point(row.easting, row.northing))
