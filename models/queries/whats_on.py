"""What is on within walking distance of a place in a period: the sheet for the noticeboard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import geography
from models.entities import EventStage, Organisation, Place
from models.errors import WrongUse
from models.queries.audience import readable
from models.queries.events import EventFilter, EventRow, list_events
from models.queries.organisation_filter import Near
from models.vocabulary import Visibility
from resources.i18n import _

WALK = 25
"""Minutes on foot that count as walking distance, unless told otherwise."""

_GOES_AHEAD = (EventStage.PLANNED, EventStage.HELD)


@dataclass(frozen=True, slots=True)
class OnNearby:
    """An event near a place, with how far it is and how long the walk takes."""

    event: EventRow
    metres: int
    walking_minutes: int
    """An estimate: `WhatsOn.assumption` says from what."""


@dataclass(frozen=True, slots=True)
class WhatsOn:
    """The sheet: the events around a place in a period, by time."""

    place: str
    first_day: date
    last_day: date
    minutes: int
    assumption: str
    """How the walking time is reckoned, to be printed with it."""
    events: tuple[OnNearby, ...]

    @property
    def by_day(self) -> tuple[tuple[date, tuple[OnNearby, ...]], ...]:
        """Return the events day by day."""
        days = groupby(self.events, key=lambda row: row.event.starts_at.date())
        return tuple((day, tuple(rows)) for day, rows in days)


def find_whats_on(
    session: Session,
    first_day: date,
    last_day: date,
    *,
    organisation_id: int | None = None,
    place_id: int | None = None,
    minutes: int = WALK,
    kinds: tuple[str, ...] = (),
    audience: Visibility = Visibility.PUBLIC,
) -> WhatsOn:
    """Return the events that go ahead within a walk of an organisation or a venue, by time.

    A sheet is for the public unless it is said for whom else. Raises WrongUse where the place is not known.
    """
    name, here = _where(session, organisation_id, place_id, audience)
    metres = int(geography.metres_within_walk(minutes))
    near = Near(int(here.easting), int(here.northing), metres)
    wanted = EventFilter(near=near, first_day=first_day, last_day=last_day, stages=_GOES_AHEAD)
    found = []
    for row in reversed(list_events(session, wanted, limit=None, audience=audience).rows):
        distance = row.metres_from(near)
        if distance is not None and (not kinds or row.kind in kinds):
            found.append(OnNearby(row, distance, geography.walking_minutes(distance)))
    return WhatsOn(name, first_day, last_day, minutes, geography.walking_assumption(), tuple(found))


def _where(
    session: Session, organisation_id: int | None, place_id: int | None, audience: Visibility
) -> tuple[str, geography.GridPoint]:
    """Return the name of a place and its point."""
    entity: type[Organisation] | type[Place] = Organisation if organisation_id is not None else Place
    number = organisation_id if organisation_id is not None else place_id
    row = session.execute(
        select(entity.name, entity.easting, entity.northing).where(entity.id == number, readable(entity, audience))
    ).one_or_none()
    if row is None:
        raise WrongUse(_("Choose the school or the venue to walk from."))
    point = geography.grid_point(row.easting, row.northing)
    if point is None:
        raise WrongUse(_("We do not know where {name} is. Enter its grid reference first.").format(name=row.name))
    return row.name, point
