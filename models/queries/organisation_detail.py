"""One organisation with everything its page says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.entities import (
    Area,
    AreaKind,
    ContactPoint,
    ContactPointKind,
    InstitutionProfile,
    Organisation,
    OrganisationArea,
    OrganisationRelationship,
    RelationshipType,
)
from models.errors import WrongUse
from models.queries.dated import is_current, valid_on
from models.queries.organisations import OrganisationRow, find_organisation_row
from models.vocabulary import Precision, Visibility
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m

_SEEN_FROM_THERE = {
    RelationshipType.PREDECESSOR: m("Successor of"),
    RelationshipType.SUCCESSOR: m("Predecessor of"),
    RelationshipType.MEMBER_OF: m("Has as member"),
    RelationshipType.SUPPORTS: m("Supported by"),
    RelationshipType.FEEDER: m("Takes pupils from"),
    RelationshipType.HOSTS: m("Hosted by"),
    RelationshipType.OVERSEES: m("Overseen by"),
    RelationshipType.NEIGHBOUR: m("Neighbour of"),
    RelationshipType.PLACES_STUDENTS: m("Takes students from"),
    RelationshipType.WORKS_WITH: m("Works with"),
    RelationshipType.LINKED_WITH: m("Linked with"),
}


@dataclass(frozen=True, slots=True)
class ContactPointRow:
    """An address or number, current or former."""

    id: int
    kind: ContactPointKind
    value: str
    label: str
    is_primary: bool
    starts_on: date | None
    ends_on: date | None
    end_reason: str
    source: str
    verified_on: date | None
    version: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class AreaName:
    """An area that an organisation covers."""

    id: int
    name: str
    kind: AreaKind


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """What the register says of an institution, as accepted."""

    urn: str | None
    ukprn: str
    uprn: str
    la_code: str
    la_name: str
    establishment_number: str
    establishment_type: str
    type_group: str
    phase: str
    status: str
    religious_character: str
    diocese: str
    trust_name: str
    low_age: int | None
    high_age: int | None
    pupils: int | None
    pupils_on: date | None
    register_changed_on: date | None


@dataclass(frozen=True, slots=True)
class OrganisationDetail:
    """An organisation with its details; people, relationships and the timeline are questions of their own."""

    row: OrganisationRow
    short_name: str
    body_kind: str
    opened_on: date | None
    street: str
    locality: str
    county: str
    website: str
    note: str
    source: str
    verified_on: date | None
    visibility: Visibility
    version: int
    profile: ProfileRow | None
    contact_points: tuple[ContactPointRow, ...]
    """Current ones first, the primary one of a kind before the others."""
    areas: tuple[AreaName, ...]
    """The wards that a committee covers."""

    def primary(self, *kinds: ContactPointKind) -> str:
        """Return the first current address or number of the kinds, blank where none is known."""
        return next((point.value for point in self.contact_points if point.is_current and point.kind in kinds), "")


@dataclass(frozen=True, slots=True)
class RelationshipRow:
    """A link to another organisation, in words read from this one."""

    id: int
    type: RelationshipType
    outward: bool
    """Whether the link leads from this organisation to the other."""
    words: str
    other_id: int
    other_name: str
    starts_on: date | None
    starts_precision: Precision
    ends_on: date | None
    ends_precision: Precision
    end_reason: str
    note: str
    version: int
    is_current: bool


_OWN = (
    Organisation.short_name,
    Organisation.body_kind,
    Organisation.opened_on,
    Organisation.street,
    Organisation.locality,
    Organisation.county,
    Organisation.website,
    Organisation.note,
    Organisation.source,
    Organisation.verified_on,
    Organisation.visibility,
    Organisation.version,
)
_PROFILE = tuple(getattr(InstitutionProfile, name) for name in ProfileRow.__slots__)


def find_organisation(session: Session, organisation_id: int, *, today: date) -> OrganisationDetail:
    """Return one organisation with everything known of it. Raises WrongUse when there is none of that number."""
    row = find_organisation_row(session, organisation_id, today=today)
    if row is None:
        raise WrongUse(_("There is no organisation number {number}.").format(number=organisation_id))
    own = session.execute(select(*_OWN).where(Organisation.id == organisation_id)).one()
    profile = session.execute(
        select(*_PROFILE).where(InstitutionProfile.organisation_id == organisation_id)
    ).one_or_none()
    return OrganisationDetail(
        row=row,
        **own._mapping,
        profile=None if profile is None else ProfileRow(*profile),
        contact_points=list_contact_points(session, ContactPoint.organisation_id == organisation_id, today),
        areas=list_covered_areas(session, organisation_id, as_at=today),
    )


def list_contact_points(session: Session, owner: ColumnElement[bool], today: date) -> tuple[ContactPointRow, ...]:
    """Return the addresses and numbers of an owner: current ones first, primary ones before the others."""
    columns = [getattr(ContactPoint, name) for name in ContactPointRow.__slots__ if name != "is_current"]
    rows = [
        ContactPointRow(**row._mapping, is_current=is_current(row.starts_on, row.ends_on, today))
        for row in session.execute(select(*columns).where(owner).order_by(ContactPoint.id))
    ]
    return tuple(sorted(rows, key=lambda point: (not point.is_current, not point.is_primary)))


def list_covered_areas(session: Session, organisation_id: int, *, as_at: date) -> tuple[AreaName, ...]:
    """Return the wards that a committee covers on a day, by name."""
    rows = session.execute(
        select(Area.id, Area.name, Area.kind)
        .join(OrganisationArea, OrganisationArea.area_id == Area.id)
        .where(OrganisationArea.organisation_id == organisation_id, valid_on(OrganisationArea, as_at))
        .order_by(Area.name_key, Area.id)
    )
    return tuple(AreaName(*row) for row in rows)


def list_relationships(
    session: Session, organisation_id: int, *, today: date, as_at: date | None = None
) -> tuple[RelationshipRow, ...]:
    """Return the links of an organisation in either direction: on a day, or all with the ended ones last."""
    link = OrganisationRelationship
    rows: list[RelationshipRow] = []
    for here, there, outward in ((link.from_id, link.to_id, True), (link.to_id, link.from_id, False)):
        question = (
            select(
                link.id,
                link.type,
                there.label("other_id"),
                Organisation.name.label("other_name"),
                link.starts_on,
                link.starts_precision,
                link.ends_on,
                link.ends_precision,
                link.end_reason,
                link.note,
                link.version,
            )
            .join(Organisation, Organisation.id == there)
            .where(here == organisation_id, Organisation.archived_at.is_(None))
        )
        if as_at is not None:
            question = question.where(valid_on(link, as_at))
        rows += [_relationship(row, outward, today) for row in session.execute(question)]
    rows.sort(key=lambda row: (not row.is_current, row.words, row.other_name.casefold(), row.id))
    return tuple(rows)


def _relationship(row: Any, outward: bool, today: date) -> RelationshipRow:
    return RelationshipRow(
        **row._mapping,
        outward=outward,
        words=label(row.type) if outward else _(_SEEN_FROM_THERE[row.type]),
        is_current=is_current(row.starts_on, row.ends_on, today),
    )
