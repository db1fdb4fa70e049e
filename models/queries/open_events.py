"""Events that everybody may know of, for open data: when, where, for whom and by which organisation, and no people."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import geography
from models.dates import start_of
from models.entities import Event
from models.exchange.open_data.entries import OpenEvent, OpenOrganisation, Spot
from models.queries.open_organisations import find_open_organisations
from models.queries.sight import sees_record
from models.vocabulary import EventStage, Visibility

_TOLD = (EventStage.PLANNED, EventStage.HELD, EventStage.CANCELLED)
"""Ideas and proposals are nobody's business yet."""

_NO_KIND = "other"


def list_open_events(
    session: Session,
    first_day: date,
    last_day: date | None = None,
    *,
    today: date,
    held_by: tuple[int, ...] | None = None,
    audience: Visibility = Visibility.PUBLIC,
) -> tuple[OpenEvent, ...]:
    """Return events that are not over before a day, up to another day, in order of time; of some hosts, or all."""
    first = start_of(first_day)
    statement = (
        select(
            Event.uid,
            Event.title,
            Event.starts_at,
            Event.ends_at,
            Event.stage,
            Event.kind,
            Event.place,
            Event.easting,
            Event.northing,
            Event.open_to,
            Event.cost_pence,
            Event.organisation_id,
        )
        .where(
            Event.archived_at.is_(None),
            Event.stage.in_(_TOLD),
            or_(Event.starts_at >= first, Event.ends_at > first),
            sees_record(Event, audience),
        )
        .order_by(Event.starts_at, Event.id)
    )
    if last_day is not None:
        statement = statement.where(Event.starts_at < start_of(last_day + timedelta(days=1)))
    if held_by is not None:
        statement = statement.where(Event.organisation_id.in_(held_by))
    rows = session.execute(statement).all()
    hosts = find_open_organisations(
        session, [row.organisation_id for row in rows if row.organisation_id], today=today, audience=audience
    )
    return tuple(
        OpenEvent(
            uid=row.uid,
            title=row.title,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            stage=row.stage,
            kind="" if row.kind == _NO_KIND else row.kind,
            place=row.place,
            spot=_spot(row.place, row.easting, row.northing, hosts.get(row.organisation_id)),
            open_to=row.open_to,
            cost_pence=row.cost_pence,
            host=hosts.get(row.organisation_id),
        )
        for row in rows
    )


def _spot(place: str, easting: int | None, northing: int | None, host: OpenOrganisation | None) -> Spot:
    """Return where an event is: at its own place, or at its host's where none is named or that is the host."""
    point = geography.grid_point(easting, northing)
    if point is not None:
        globe = geography.to_position(point)
        return Spot(latitude=round(globe.latitude, 6), longitude=round(globe.longitude, 6))
    at_home = host is not None and (not place or place.casefold().startswith(host.name.casefold()))
    return host.spot if host is not None and at_home else Spot()
