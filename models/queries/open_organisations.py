"""Organisations as everybody may know them, for open data: names, numbers, where they are, how to reach the office.

An address or number that is also somebody's own is theirs and stays here: many a small club is reached at the home of
its secretary. What we note of an organisation and how close we are to it stays here too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models import geography
from models.addresses import lines_of_parts, lines_of_text, place_key
from models.chunks import in_chunks
from models.entities import ContactPoint, InstitutionProfile, Organisation, PartnershipProfile
from models.exchange.open_data.entries import Identifier, OpenOrganisation, Spot
from models.queries.audience import readable
from models.queries.dated import valid_on
from models.text import sort_key
from models.vocabulary import ContactPointKind, Visibility

_REACH = (ContactPointKind.EMAIL, ContactPointKind.PHONE)
_PRIVATE = (*_REACH, ContactPointKind.MOBILE, ContactPointKind.POST)
_SCHEMES = (
    ("urn", "GB-EDU", "URN"),
    ("ukprn", "GB-UKPRN", "UKPRN"),
    ("company_number", "GB-COH", "Company number"),
    ("charity_number", "GB-CHC", "Charity number"),
)
"""The columns with numbers of others, by their code at org-id.guide and their name."""
_NO_PHASE = "not applicable"

_parent = aliased(Organisation, name="whole")
_ROWS = (
    select(
        Organisation.id,
        Organisation.uid,
        Organisation.name,
        Organisation.short_name,
        Organisation.kind,
        Organisation.body_kind,
        _parent.uid.label("parent"),
        Organisation.opened_on,
        Organisation.closed_on,
        Organisation.website,
        Organisation.street,
        Organisation.locality,
        Organisation.town,
        Organisation.county,
        Organisation.postcode,
        Organisation.easting,
        Organisation.northing,
        InstitutionProfile.urn,
        InstitutionProfile.ukprn,
        InstitutionProfile.uprn,
        InstitutionProfile.phase,
        InstitutionProfile.establishment_type,
        PartnershipProfile.company_number,
        PartnershipProfile.charity_number,
    )
    .select_from(Organisation)
    .outerjoin(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
    .outerjoin(PartnershipProfile, PartnershipProfile.organisation_id == Organisation.id)
    .where(Organisation.archived_at.is_(None))
    .order_by(Organisation.name_key, Organisation.id)
)


def find_open_organisations(
    session: Session,
    numbers: Sequence[int] | None = None,
    *,
    today: date,
    audience: Visibility = Visibility.PUBLIC,
) -> dict[int, OpenOrganisation]:
    """Return organisations by number, of those named or all, by name; for everybody unless another audience is given.

    Those put away or above the audience are left out.
    """
    statement = _ROWS.outerjoin(
        _parent, (_parent.id == Organisation.parent_id) & _parent.archived_at.is_(None) & readable(_parent, audience)
    ).where(readable(Organisation, audience))
    rows: list[Any] = []
    if numbers is None:
        rows = list(session.execute(statement))
    else:
        wanted = sorted(set(numbers))
        for some in in_chunks(wanted):
            rows += session.execute(statement.where(Organisation.id.in_(some)))
    private = _find_private(session)
    reach = _find_reach(session, [row.id for row in rows], today, private)
    return {row.id: _organisation(row, reach.get(row.id, {}), private) for row in rows}


@dataclass(frozen=True, slots=True)
class _Private:
    """Addresses and numbers that are people's own."""

    words: frozenset[str]
    places: frozenset[str]


def _find_private(session: Session) -> _Private:
    words, places = set(), set()
    rows = session.execute(
        select(ContactPoint.kind, ContactPoint.value).where(
            ContactPoint.person_id.is_not(None), ContactPoint.kind.in_(_PRIVATE)
        )
    )
    for kind, value in rows:
        if kind is ContactPointKind.POST:
            places.add(place_key(lines_of_text(value)))
        else:
            words.add(_key(value))
    return _Private(frozenset(words), frozenset(places - {""}))


def _key(value: str) -> str:
    """Return what two ways of writing one number or address have in common."""
    digits = "".join(letter for letter in value if letter.isdigit())
    if "@" in value or not digits:
        return value.strip().casefold()
    return f"0{digits[2:].lstrip('0')}" if digits.startswith("44") else digits


def _find_reach(
    session: Session, numbers: Sequence[int], today: date, private: _Private
) -> dict[int, dict[ContactPointKind, str]]:
    """Return the email address and the telephone number of each office, the primary one first."""
    found: dict[int, dict[ContactPointKind, str]] = {}
    for some in in_chunks(numbers):
        rows = session.execute(
            select(ContactPoint.organisation_id, ContactPoint.kind, ContactPoint.value)
            .where(
                ContactPoint.organisation_id.in_(some),
                ContactPoint.kind.in_(_REACH),
                valid_on(ContactPoint, today),
            )
            .order_by(ContactPoint.is_primary.desc(), ContactPoint.id)
        )
        for number, kind, value in rows:
            if number is not None and _key(value) not in private.words:
                found.setdefault(number, {}).setdefault(kind, value)
    return found


def _organisation(row: Any, reach: dict[ContactPointKind, str], private: _Private) -> OpenOrganisation:
    return OpenOrganisation(
        uid=row.uid,
        name=row.name,
        short_name=row.short_name,
        kind=_kind(row),
        parent=row.parent or "",
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        website=row.website,
        email=reach.get(ContactPointKind.EMAIL, ""),
        phone=reach.get(ContactPointKind.PHONE, ""),
        spot=_spot(row, private),
        identifiers=tuple(
            Identifier(scheme, kind, number) for name, scheme, kind in _SCHEMES if (number := getattr(row, name))
        ),
    )


def _kind(row: Any) -> str:
    """Return what an organisation is, in the field's small words."""
    if row.body_kind:
        return str(row.body_kind).lower()
    if row.establishment_type and (not row.phase or sort_key(row.phase) == _NO_PHASE):
        return str(row.establishment_type).lower()
    return f"{row.phase.lower()} school" if row.phase else str(row.kind.value).replace("_", " ")


def _spot(row: Any, private: _Private) -> Spot:
    lines = lines_of_parts(row.street, row.locality, row.town, row.county, row.postcode)
    if place_key(lines) in private.places:
        return Spot()
    point = geography.grid_point(row.easting, row.northing)
    globe = geography.to_position(point) if point is not None else None
    return Spot(
        lines=(*lines_of_text(row.street), *lines_of_text(row.locality)),
        town=row.town,
        county=row.county,
        postcode=row.postcode,
        latitude=None if globe is None else round(globe.latitude, 6),
        longitude=None if globe is None else round(globe.longitude, 6),
        uprn=row.uprn or "",
    )
