"""Bringing institutions from the register into the records: adopted once, linked by URN, ours from then on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.entities import (
    Affiliation,
    Area,
    AreaKind,
    ContactPoint,
    ContactPointKind,
    InstitutionProfile,
    Organisation,
    OrganisationKind,
    Person,
    RegisterInstitution,
    RegisterSource,
)
from models.register_fields import ORGANISATION_FIELDS, PROFILE_FIELDS
from resources.i18n import _

if TYPE_CHECKING:
    from models.exchange.names.heads import HeadOffer

HEAD_ROLE = "Head of institution"
"""The one role of whoever leads an institution; the local words stand in the job title."""


@dataclass(frozen=True, slots=True)
class AdoptedRow:
    """An institution that is now in the records."""

    organisation_id: int
    urn: str
    name: str


@dataclass(frozen=True, slots=True)
class Adopted:
    """What an adoption did; `questions` are sentences about heads whose names a person should look at."""

    added: tuple[AdoptedRow, ...]
    already: tuple[AdoptedRow, ...]
    unknown: tuple[str, ...]
    questions: tuple[str, ...]


def adopt(session: Session, urns: Sequence[str], today: date) -> Adopted:
    """Add institutions of the register to the records, with their ward, contact points and head.

    Those adopted before are left as they are. Nothing is guessed: a head whose name can be read in two ways is not
    added but named in `questions`.
    """
    wanted = list(dict.fromkeys(urns))
    already = _adopted(session, wanted)
    known = {row.urn for row in already}
    found = _from_register(session, [urn for urn in wanted if urn not in known])
    source = _source_words(session)
    wards = _Wards(session)
    pairs = [(row, _organisation_of(row, wards, source, today)) for row in found]
    session.add_all(organisation for _, organisation in pairs)
    session.flush()
    questions: list[str] = []
    # Imported on use: the page of organisations offers adoption and is often the first one shown.
    from models.exchange.names.heads import understand_head

    heads: list[tuple[Person, RegisterInstitution, Organisation, HeadOffer]] = []
    for row, organisation in pairs:
        session.add(_profile_of(row, organisation.id))
        session.add_all(_contact_points(row, organisation.id, source, today))
        offers = understand_head(row.head_title, row.head_first_name, row.head_last_name, row.head_job_title)
        if len(offers) == 1 and offers[0].is_certain:
            heads.append((person_of(offers[0], source, today), row, organisation, offers[0]))
        elif offers:
            names = _(" and ").join(offer.display_name for offer in offers)
            words = _("{school} ({urn}): the register has “{given}” as head. Is it {names}?")
            questions.append(words.format(school=row.name, urn=row.urn, given=offers[0].given, names=names))
    session.add_all(person for person, *_ in heads)
    session.flush()
    session.add_all(
        head_affiliation(person.id, organisation.id, offer, source, today) for person, _, organisation, offer in heads
    )
    session.flush()
    added = tuple(AdoptedRow(organisation.id, row.urn, organisation.name) for row, organisation in pairs)
    known |= {row.urn for row in found}
    unknown = tuple(urn for urn in wanted if urn not in known)
    return Adopted(added, already, unknown, tuple(questions))


def _adopted(session: Session, urns: Sequence[str]) -> tuple[AdoptedRow, ...]:
    rows: list[AdoptedRow] = []
    for some in in_chunks(urns):
        query = (
            select(Organisation.id, InstitutionProfile.urn, Organisation.name)
            .join(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
            .where(InstitutionProfile.urn.in_(some))
            .order_by(Organisation.name_key, Organisation.id)
        )
        rows += [AdoptedRow(row[0], row[1] or "", row[2]) for row in session.execute(query)]
    return tuple(rows)


def _from_register(session: Session, urns: Sequence[str]) -> list[RegisterInstitution]:
    rows: list[RegisterInstitution] = []
    for some in in_chunks(urns):
        query = select(RegisterInstitution).where(RegisterInstitution.urn.in_(some))
        rows += session.scalars(query.order_by(RegisterInstitution.name_key, RegisterInstitution.urn))
    return rows


def _source_words(session: Session) -> str:
    """Return where the facts come from, with the day of the extract where it is known."""
    day = session.scalar(select(RegisterSource.extract_on).where(RegisterSource.kind == "establishments"))
    return f"GIAS extract of {day.isoformat()}" if day else "GIAS extract"


def _organisation_of(row: RegisterInstitution, wards: _Wards, source: str, today: date) -> Organisation:
    organisation = Organisation(kind=OrganisationKind.INSTITUTION, source=source, verified_on=today)
    for name in ORGANISATION_FIELDS:
        if name != "name":
            setattr(organisation, name, getattr(row, name))
    organisation.rename(row.name)
    organisation.ward_id = wards.find(row)
    return organisation


def _profile_of(row: RegisterInstitution, organisation_id: int) -> InstitutionProfile:
    profile = InstitutionProfile(organisation_id=organisation_id, urn=row.urn)
    for name in PROFILE_FIELDS:
        setattr(profile, name, getattr(row, name))
    profile.la_code, profile.establishment_number = row.la_code, row.establishment_number
    profile.pupils_on, profile.register_changed_on = row.census_on, row.last_changed_on
    return profile


def _contact_points(row: RegisterInstitution, organisation_id: int, source: str, today: date) -> list[ContactPoint]:
    values = (
        (ContactPointKind.PHONE, row.telephone, "Office"),
        (ContactPointKind.EMAIL, row.email, "Office"),
        (ContactPointKind.WEB, row.website, "Website"),
    )
    return [
        ContactPoint(
            organisation_id=organisation_id,
            kind=kind,
            value=value,
            label=label,
            is_primary=True,
            source=source,
            verified_on=today,
        )
        for kind, value, label in values
        if value
    ]


def person_of(offer: HeadOffer, source: str, today: date) -> Person:
    """Return a person as the register names them, with where that comes from."""
    person = Person(
        lawful_basis="public_task", data_source="public register", source=source, verified_on=today, note=offer.note
    )
    person.rename(offer.title, offer.first_name, offer.last_name)
    return person


def head_affiliation(person_id: int, organisation_id: int, offer: HeadOffer, source: str, today: date) -> Affiliation:
    """Return the role of a head; when it began is not in the register, so it stays open."""
    return Affiliation(
        person_id=person_id,
        organisation_id=organisation_id,
        role=HEAD_ROLE,
        job_title=offer.role,
        source=source,
        verified_on=today,
    )


class _Wards:
    """Areas of the records by council and ward, made where they are missing; codes change, names rarely."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[AreaKind, str, int | None], int] = {}

    def find(self, row: RegisterInstitution) -> int | None:
        """Return the number of the ward an institution lies in, or None where the register has none."""
        if not row.ward_name:
            return None
        district = row.district_name or row.la_name
        parent = self._area(AreaKind.DISTRICT, district, row.district_code, None) if district else None
        return self._area(AreaKind.WARD, row.ward_name, row.ward_code, parent)

    def _area(self, kind: AreaKind, name: str, code: str, parent_id: int | None) -> int:
        key = (kind, name, parent_id)
        if key not in self._known:
            same = select(Area.id).where(
                Area.kind == kind, func.lower(Area.name) == name.lower(), Area.archived_at.is_(None)
            )
            if parent_id is not None:
                same = same.where((Area.parent_id == parent_id) | Area.parent_id.is_(None))
            number = self._session.scalar(same.order_by(Area.parent_id.is_(None), Area.id).limit(1))
            self._known[key] = number or self._add(kind, name, code, parent_id)
        return self._known[key]

    def _add(self, kind: AreaKind, name: str, code: str, parent_id: int | None) -> int:
        area = Area(kind=kind, gss_code=code, parent_id=parent_id)
        area.rename(name)
        self._session.add(area)
        self._session.flush()
        return area.id
