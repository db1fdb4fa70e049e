"""Where letters to organisations and people go: the address noted for post, else where they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models.addresses import lines_of_parts, lines_of_text, place_key
from models.chunks import in_chunks
from models.entities import ContactPoint, ContactPointKind, Organisation, OrganisationKind
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_or_none
from models.queries.dated import valid_on
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class PostalOrganisation:
    """An organisation as an envelope names it."""

    id: int
    name: str
    inside: str
    """What it is a part of, where it shares its address and its own name does not say so already."""
    lines: tuple[str, ...]
    """Below the names; () where no address is known."""
    closed_on: date | None
    kind: OrganisationKind


_above = aliased(Organisation, name="above")


def find_postal_organisations(
    session: Session, numbers: Sequence[int], *, today: date, audience: Visibility = EVERYONE_OF_OURS
) -> dict[int, PostalOrganisation]:
    """Return where post reaches organisations that are not put away; a body without an address is at its parent's."""
    found: dict[int, PostalOrganisation] = {}
    wanted = list(dict.fromkeys(numbers))
    for chunk in in_chunks(wanted):
        rows = session.execute(
            select(
                Organisation.id,
                Organisation.name,
                Organisation.closed_on,
                *_parts(Organisation),
                _above.id,
                _above.name,
                *_parts(_above),
                Organisation.kind,
            )
            .outerjoin(_above, _above.id == Organisation.parent_id)
            .where(
                Organisation.id.in_(chunk),
                Organisation.archived_at.is_(None),
                readable(Organisation, audience),
                readable_or_none(_above, audience),
            )
        ).all()
        noted = _noted(session, [number for row in rows for number in (row[0], row[8]) if number is not None], today)
        for row in rows:
            own = noted.get(row[0], ()) or lines_of_parts(*row[3:8])
            parents = () if row[8] is None else noted.get(row[8], ()) or lines_of_parts(*row[10:15])
            shares = bool(parents) and (not own or place_key(own) == place_key(parents))
            inside = row[9] if shares and row[9].casefold() not in row[1].casefold() else ""
            found[row[0]] = PostalOrganisation(row[0], row[1], inside, own or parents, row[2], row[15])
    return found


def _parts(place: type[Organisation]) -> tuple[Any, ...]:
    return place.street, place.locality, place.town, place.county, place.postcode


def _noted(session: Session, numbers: Sequence[int], today: date) -> dict[int, tuple[str, ...]]:
    """Return the addresses noted for letters, the primary one where there are several."""
    rows = session.execute(
        select(ContactPoint.organisation_id, ContactPoint.value)
        .where(
            ContactPoint.organisation_id.in_(numbers),
            ContactPoint.kind == ContactPointKind.POST,
            valid_on(ContactPoint, today),
        )
        .order_by(ContactPoint.is_primary.desc(), ContactPoint.id)
    )
    found: dict[int, tuple[str, ...]] = {}
    for number, value in rows:
        found.setdefault(number or 0, lines_of_text(value))
    return found
