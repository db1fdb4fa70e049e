"""Venues: halls, rooms and parks, with what to know before going there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, joined
from models.actions.places import PlaceFields, archive_place, create_place, edit_place
from models.queries.places import PlaceRow, list_places
from resources.i18n import _
from resources.i18n import marked as m


def _here(session: Session, owner: Owner, today: date) -> Sequence[PlaceRow]:
    return list_places(session, organisation_id=owner.id)


def _all(session: Session, owner: Owner, today: date) -> Sequence[PlaceRow]:
    return list_places(session)


def _said(row: PlaceRow) -> str:
    holds = _("holds {n}").format(n=f"{row.capacity:,}") if row.capacity is not None else ""
    return joined(row.address, row.postcode, row.area, holds, row.access_note)


def _line(row: PlaceRow) -> Line:
    return Line(row.id, row.name, _said(row))


def _whose_line(row: PlaceRow) -> Line:
    return Line(row.id, row.name, joined(row.organisation, _said(row)))


def _owner(row: PlaceRow) -> tuple[str, int] | None:
    return ("organisation", row.organisation_id) if row.organisation_id is not None else None


_FIELDS = (
    FieldSpec("name", m("&Name"), 8, m("Enter what the venue is called")),
    FieldSpec("capacity", m("&Holds how many"), 4),
    FieldSpec("address", m("&Address"), 8),
    FieldSpec("postcode", m("&Postcode"), 4),
    FieldSpec("area_id", m("In the &ward"), 4, kinds=("area",)),
    FieldSpec("easting", m("&Easting"), 4),
    FieldSpec("northing", m("N&orthing"), 4),
    FieldSpec("access_note", m("What to &know"), 12, lines=2, hint=m("Steps, hearing loop, parking, which door")),
)

VENUES_HERE = Part(
    kind="place",
    title=m("Halls and rooms"),
    nothing=m("None known. A hall with its size and steps is found when an event needs one."),
    rows=_here,
    line=_line,
    add=m("Add a venue…"),
    form=PlaceFields,
    fields=_FIELDS,
    create=create_place,
    edit=edit_place,
    remove=archive_place,
    remove_words=m("Put away"),
)

VENUES = Part(
    kind="place",
    title=m("Venues"),
    nothing=m("None known. Halls, rooms and parks where people meet are kept here, whoever they belong to."),
    rows=_all,
    line=_whose_line,
    add=m("Add a venue…"),
    form=PlaceFields,
    fields=(*_FIELDS, FieldSpec("organisation_id", m("Whose it &is"), 12, kinds=("organisation",))),
    create=create_place,
    edit=edit_place,
    remove=archive_place,
    remove_words=m("Put away"),
    owner="",
    opens=_owner,
    touches=("organisation",),
)
