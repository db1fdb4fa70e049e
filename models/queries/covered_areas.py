"""Which areas an organisation covers or covered, with the days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Area, Organisation, OrganisationArea
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.dated import is_current
from models.queries.rows import build, fetch_tuples
from models.vocabulary import AreaKind, Precision, Visibility


@dataclass(frozen=True, slots=True)
class CoveredAreaRow:
    """An area that an organisation covers or covered."""

    id: int
    area_id: int
    area: str
    kind: AreaKind
    starts_on: date | None
    starts_precision: Precision
    ends_on: date | None
    ends_precision: Precision
    is_current: bool


def list_covered_areas(
    session: Session, organisation_id: int, *, as_at: date, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[CoveredAreaRow, ...]:
    """Return the areas that an organisation covers on a day or covered before, current ones first, by name."""
    one = OrganisationArea
    statement = (
        select(
            one.id,
            one.area_id,
            Area.name,
            Area.kind,
            one.starts_on,
            one.starts_precision,
            one.ends_on,
            one.ends_precision,
        )
        .join(Area, Area.id == one.area_id)
        .join(Organisation, Organisation.id == one.organisation_id)
        .where(one.organisation_id == organisation_id, readable(Organisation, audience))
        .order_by(Area.name_key, one.id)
    )
    rows = [
        build(CoveredAreaRow, row, is_current=is_current(row[4], row[6], as_at))
        for row in fetch_tuples(session, statement)
    ]
    return tuple(sorted(rows, key=lambda row: not row.is_current))
