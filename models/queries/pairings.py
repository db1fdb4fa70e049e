"""Who supports whom, and which partnerships work together; worded so that nobody is called weak."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased

from models.entities import Organisation, OrganisationKind, OrganisationRelationship, RelationshipType
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.dated import is_current
from models.queries.rows import build, fetch_tuples
from models.vocabulary import Precision, Visibility
from resources.i18n import _

_One = aliased(Organisation, name="one")
_Other = aliased(Organisation, name="other")


@dataclass(frozen=True, slots=True)
class PairingRow:
    """One institution that works with another on something, from a day to a day."""

    id: int
    supporting_id: int
    supporting: str
    supported_id: int
    supported: str
    focus: str
    starts_on: date | None
    starts_precision: Precision
    ends_on: date | None
    ends_precision: Precision
    end_reason: str
    is_current: bool

    @property
    def words(self) -> str:
        """Return the pairing as papers say it, which judge neither: "A works with B: Early reading"."""
        pattern = _("{one} works with {other}: {focus}") if self.focus else _("{one} works with {other}")
        return pattern.format(one=self.supporting, other=self.supported, focus=self.focus)


@dataclass(frozen=True, slots=True)
class PartnershipLinkRow:
    """A partnership that works with another, seen from the one that was asked about."""

    id: int
    partnership_id: int
    partnership: str
    linked_id: int
    linked: str
    note: str
    starts_on: date | None
    starts_precision: Precision
    ends_on: date | None
    ends_precision: Precision
    end_reason: str
    is_current: bool


def list_pairings(
    session: Session,
    *,
    as_at: date,
    institution_id: int | None = None,
    include_former: bool = False,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[PairingRow, ...]:
    """Return the pairings of institutions on a day, of all or of one on either side, by name."""
    institutions = (_One.kind == OrganisationKind.INSTITUTION, _Other.kind == OrganisationKind.INSTITUTION)
    statement = _links(RelationshipType.SUPPORTS, as_at, audience).where(*institutions)
    if institution_id is not None:
        statement = statement.where(or_(_One.id == institution_id, _Other.id == institution_id))
    rows = (
        build(PairingRow, row, is_current=is_current(row[6], row[8], as_at)) for row in fetch_tuples(session, statement)
    )
    return tuple(row for row in rows if include_former or row.is_current)


def list_partnership_links(
    session: Session,
    partnership_id: int | None = None,
    *,
    as_at: date,
    include_former: bool = False,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[PartnershipLinkRow, ...]:
    """Return which partnerships work together on a day, of all or of one whichever way the link was entered."""
    statement = _links(RelationshipType.LINKED_WITH, as_at, audience)
    if partnership_id is not None:
        statement = statement.where(or_(_One.id == partnership_id, _Other.id == partnership_id))
    found = []
    for number, one_id, one, other_id, other, *rest in fetch_tuples(session, statement):
        sides = (one_id, one, other_id, other) if partnership_id in (None, one_id) else (other_id, other, one_id, one)
        row = build(PartnershipLinkRow, (number, *sides, *rest), is_current=is_current(rest[1], rest[3], as_at))
        if include_former or row.is_current:
            found.append(row)
    return tuple(found)


def _links(kind: RelationshipType, as_at: date, audience: Visibility) -> Select[*tuple[Any, ...]]:
    """Return the links of a kind that had begun on a day, both ends of which an audience may know of, by name."""
    link = OrganisationRelationship
    return (
        select(
            *(link.id, _One.id, _One.name, _Other.id, _Other.name, link.note, link.starts_on, link.starts_precision),
            *(link.ends_on, link.ends_precision, link.end_reason),
        )
        .join(_One, _One.id == link.from_id)
        .join(_Other, _Other.id == link.to_id)
        .where(
            link.type == kind,
            or_(link.starts_on.is_(None), link.starts_on <= as_at),
            _One.archived_at.is_(None),
            _Other.archived_at.is_(None),
            readable(_One, audience),
            readable(_Other, audience),
        )
        .order_by(_One.name_key, _Other.name_key, link.id)
    )
