"""State-funded and independent: institutions by sector, groupings that cross sectors, and who sits on boards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from models.entities import Affiliation, InstitutionProfile, Organisation, OrganisationKind, Person
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_or_none
from models.queries.dated import valid_on
from models.sectors import represented_sector, sector_of
from models.vocabulary import RepresentedSector, Sector, Visibility


@dataclass(frozen=True, slots=True)
class SectorRow:
    """An institution with its sector."""

    organisation_id: int
    name: str
    type_group: str
    establishment_type: str
    religious_character: str
    diocese: str
    trust_name: str
    region: str
    sector: Sector | None
    """None where neither the type nor anybody tells."""
    is_corrected: bool
    """Whether somebody of ours said so against the type."""


@dataclass(frozen=True, slots=True)
class BoardMemberRow:
    """Somebody on a board with whom they stand for and from which sector that is."""

    affiliation_id: int
    person_id: int
    name: str
    role: str
    category: str
    represents_id: int | None
    represents: str
    """Whom they sit there for, or where else they mainly belong; blank where neither is known."""
    sector: RepresentedSector


_P = InstitutionProfile
_ROWS = (
    select(
        Organisation.id,
        Organisation.name,
        _P.type_group,
        _P.establishment_type,
        _P.religious_character,
        _P.diocese,
        _P.trust_name,
        _P.region,
        _P.sector,
    )
    .join(_P, _P.organisation_id == Organisation.id)
    .order_by(Organisation.name_key, Organisation.id)
)


def list_sectors(
    session: Session,
    *,
    sector: Sector | None = None,
    organisation_ids: Sequence[int] | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[SectorRow, ...]:
    """Return institutions by name with their type, religious character, group and sector; of one sector, or all."""
    question = _ROWS.where(
        Organisation.kind == OrganisationKind.INSTITUTION,
        Organisation.archived_at.is_(None),
        readable(Organisation, audience),
    )
    if organisation_ids is not None:
        question = question.where(Organisation.id.in_(organisation_ids))
    rows = [
        SectorRow(*row[:8], sector_of(row.type_group, row.establishment_type, row.sector), row.sector is not None)
        for row in session.execute(question)
    ]
    return tuple(row for row in rows if sector is None or row.sector is sector)


def find_sectors(session: Session, organisation_ids: Sequence[int]) -> dict[int, RepresentedSector]:
    """Return the sector of each of some organisations; a body has that of the organisation it belongs to."""
    owner = aliased(Organisation)
    profile = aliased(InstitutionProfile)
    rows = session.execute(
        select(
            Organisation.id,
            Organisation.kind,
            _P.type_group,
            _P.establishment_type,
            _P.sector,
            owner.kind,
            profile.type_group,
            profile.establishment_type,
            profile.sector,
        )
        .outerjoin(_P, _P.organisation_id == Organisation.id)
        .outerjoin(owner, owner.id == Organisation.parent_id)
        .outerjoin(profile, profile.organisation_id == owner.id)
        .where(Organisation.id.in_(organisation_ids))
    )
    found = {}
    for number, kind, group, type_, said, owner_kind, owner_group, owner_type, owner_said in rows:
        own = represented_sector(kind, sector_of(group or "", type_ or "", said))
        above = represented_sector(owner_kind, sector_of(owner_group or "", owner_type or "", owner_said))
        found[number] = above if own is RepresentedSector.NOT_KNOWN else own
    return found


def is_cross_sector(session: Session, organisation_ids: Iterable[int]) -> bool:
    """Say whether some organisations are both state-funded and independent ones."""
    found = set(find_sectors(session, sorted(set(organisation_ids))).values())
    return {RepresentedSector.STATE_FUNDED, RepresentedSector.INDEPENDENT} <= found


def list_board_sectors(
    session: Session, organisation_id: int, *, as_at: date, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[BoardMemberRow, ...]:
    """Return who sits on a board on a day by name, each with the sector they come from.

    They come from the organisation they sit there for; where none is set down, from the one outside the board at which
    they hold a role, the best contact's first.
    """
    behalf = aliased(Organisation)
    rows = session.execute(
        select(
            Affiliation.id,
            Person.id,
            Person.display_name,
            Affiliation.role,
            Affiliation.category,
            behalf.id,
            behalf.name,
        )
        .join(Person, Person.id == Affiliation.person_id)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .outerjoin(behalf, behalf.id == Affiliation.on_behalf_of_id)
        .where(
            Affiliation.organisation_id == organisation_id,
            valid_on(Affiliation, as_at),
            Person.archived_at.is_(None),
            readable(Person, audience),
            readable(Organisation, audience),
            readable_or_none(behalf, audience),
        )
        .order_by(Person.name_key, Person.id, Affiliation.id)
    ).all()
    elsewhere = _elsewhere(session, [row[1] for row in rows if row[5] is None], organisation_id, as_at, audience)
    places = [(row[5], row[6]) if row[5] is not None else elsewhere.get(row[1], (None, "")) for row in rows]
    sectors = find_sectors(session, [number for number, _name in places if number is not None])
    return tuple(
        BoardMemberRow(*row[:5], number, name, sectors.get(number or 0, RepresentedSector.NOT_KNOWN))
        for row, (number, name) in zip(rows, places, strict=True)
    )


def _elsewhere(
    session: Session, person_ids: list[int], board_id: int, as_at: date, audience: Visibility
) -> dict[int, tuple[int | None, str]]:
    """Return where each of some people mainly belongs outside a board."""
    rows = session.execute(
        select(Affiliation.person_id, Organisation.id, Organisation.name)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(
            Affiliation.person_id.in_(person_ids),
            or_(Organisation.parent_id.is_(None), Organisation.parent_id != board_id),
            Organisation.id != board_id,
            valid_on(Affiliation, as_at),
            readable(Organisation, audience),
        )
        .order_by(Affiliation.is_best_contact.desc(), Affiliation.starts_on.desc().nulls_last(), Affiliation.id)
    )
    found: dict[int, tuple[int | None, str]] = {}
    for person_id, number, name in rows:
        found.setdefault(person_id, (number, name))
    return found
