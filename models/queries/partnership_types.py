"""The kinds of partnership there are: those of the book with how many are of each, and the presets still to take."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Organisation, PartnershipProfile, PartnershipType
from models.partnership_types import PRESET_TYPES
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.text import sort_key
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class PartnershipTypeRow:
    """A kind of partnership."""

    id: int | None
    """None for a preset that the book has not taken yet; `use_partnership_type` takes it."""
    name: str
    is_preset: bool
    is_historical: bool
    partnerships: int
    """How many partnerships are of that kind, ended ones included."""


def list_partnership_types(
    session: Session, *, historical: bool = True, presets: bool = True, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[PartnershipTypeRow, ...]:
    """Return the kinds of partnership by name: of the book, and with `presets` also what may still be taken.

    Without `historical` the forms of a period that is over are left out.
    """
    counts = (
        select(PartnershipProfile.type_id, func.count().label("partnerships"))
        .join(Organisation, Organisation.id == PartnershipProfile.organisation_id)
        .where(Organisation.archived_at.is_(None), readable(Organisation, audience))
        .group_by(PartnershipProfile.type_id)
        .subquery()
    )
    kept = select(
        PartnershipType.id,
        PartnershipType.name,
        PartnershipType.is_preset,
        PartnershipType.is_historical,
        func.coalesce(counts.c.partnerships, 0),
    ).outerjoin(counts, counts.c.type_id == PartnershipType.id)
    rows = [PartnershipTypeRow(*row) for row in session.execute(kept)]
    if presets:
        known = {sort_key(row.name) for row in rows}
        rows += [
            PartnershipTypeRow(None, _(preset.name), True, preset.is_historical, 0)
            for preset in PRESET_TYPES
            if sort_key(_(preset.name)) not in known
        ]
    return tuple(
        sorted((row for row in rows if historical or not row.is_historical), key=lambda row: sort_key(row.name))
    )
