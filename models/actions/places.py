"""Adding and changing venues: halls, rooms, parks, with what to know before going there."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Area, Organisation, Place
from models.errors import WrongUse
from models.geography import normalise_postcode
from models.text import sort_key
from models.validation import check_count, check_exists, required
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class PlaceFields:
    """What a form of a venue holds."""

    name: str
    organisation_id: int | None = None
    area_id: int | None = None
    address: str = ""
    postcode: str = ""
    easting: int | None = None
    northing: int | None = None
    capacity: int | None = None
    access_note: str = ""
    source: str = ""
    visibility: Visibility = Visibility.PUBLIC
    version: int | None = None


def create_place(session: Session, fields: PlaceFields) -> int:
    """Add a venue and return its number."""
    return writing.create(session, Place, fields, **_checked(session, fields, 0))


def edit_place(session: Session, place_id: int, fields: PlaceFields) -> int:
    """Change a venue. Raises StaleRecord when the form is older than the record."""
    return writing.edit(session, Place, place_id, fields, _("venue"), **_checked(session, fields, place_id))


def archive_place(session: Session, place_id: int) -> None:
    """Put a venue away: it leaves lists and choosers; what was held there stays."""
    writing.put_away(session, Place, place_id, _("venue"))


def _checked(session: Session, fields: PlaceFields, own_id: int) -> dict[str, object]:
    """Return the values that are kept otherwise than they were typed. Raises WrongUse for what cannot be."""
    name = required(fields.name, _("what the venue is called"))
    check_exists(session, Organisation, fields.organisation_id, _("organisation"))
    check_exists(session, Area, fields.area_id, _("ward"))
    check_count(fields.capacity, _("how many people it holds"))
    if (fields.easting is None) != (fields.northing is None):
        raise WrongUse(_("Enter easting and northing together, or neither."))
    same = select(Place.id).where(
        Place.name_key == sort_key(name),
        Place.id != own_id,
        Place.archived_at.is_(None),
        Place.organisation_id == fields.organisation_id,
    )
    if session.execute(same.limit(1)).first() is not None:
        raise WrongUse(_("There is a venue “{name}” there already.").format(name=name))
    postcode = normalise_postcode(fields.postcode) if fields.postcode.strip() else ""
    return {"name": name, "name_key": sort_key(name), "postcode": postcode or fields.postcode.strip()}
