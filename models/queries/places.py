"""Venues: whose they are, where they lie, what to know before going there."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Area, Organisation, Place
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_or_none
from models.queries.rows import fetch
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A venue."""

    id: int
    name: str
    organisation_id: int | None
    organisation: str | None
    area: str | None
    address: str
    postcode: str
    capacity: int | None
    access_note: str
    version: int


def list_places(
    session: Session, *, organisation_id: int | None = None, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[PlaceRow, ...]:
    """Return the venues by name, of one organisation or all."""
    one = Place
    statement = (
        select(
            *(one.id, one.name, one.organisation_id, Organisation.name, Area.name),
            *(one.address, one.postcode, one.capacity, one.access_note, one.version),
        )
        .outerjoin(Organisation, Organisation.id == one.organisation_id)
        .outerjoin(Area, Area.id == one.area_id)
        .where(one.archived_at.is_(None), readable(one, audience), readable_or_none(Organisation, audience))
        .order_by(one.name_key, one.id)
    )
    if organisation_id is not None:
        statement = statement.where(one.organisation_id == organisation_id)
    return tuple(fetch(session, PlaceRow, statement))
