"""A small area to test on: two schools, a council, its area committee, and a few people with roles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from models.entities import Affiliation, Area, AreaKind, InstitutionProfile, Organisation, OrganisationKind, Person
from models.vocabulary import Visibility

TODAY = date(2026, 11, 22)
"""A Sunday in the autumn term."""


def moment(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Return a local time, which has no zone."""
    return datetime.combine(date(year, month, day), time(hour, minute))


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of the records that `make_area` makes."""

    own: int
    brookfield: int
    oakley: int
    far: int
    council: int
    committee: int
    nair: int
    joe: int
    head: int
    ward: int


def make_organisation(
    session: Session,
    name: str,
    kind: OrganisationKind = OrganisationKind.INSTITUTION,
    *,
    easting: int | None = None,
    northing: int | None = None,
    phase: str = "",
    ward_id: int | None = None,
    visibility: Visibility = Visibility.PUBLIC,
) -> int:
    """Add an organisation and return its number."""
    organisation = Organisation(kind=kind, easting=easting, northing=northing, ward_id=ward_id, visibility=visibility)
    organisation.rename(name)
    session.add(organisation)
    session.flush()
    if phase:
        session.add(InstitutionProfile(organisation_id=organisation.id, phase=phase))
    session.flush()
    return organisation.id


def make_person(session: Session, title: str, given: str, family: str) -> int:
    """Add a person and return their number."""
    person = Person()
    person.rename(title, given, family)
    session.add(person)
    session.flush()
    return person.id


def make_role(
    session: Session,
    person_id: int,
    organisation_id: int,
    role: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
    area_id: int | None = None,
) -> int:
    """Give a person a role at an organisation."""
    affiliation = Affiliation(
        person_id=person_id,
        organisation_id=organisation_id,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        area_id=area_id,
    )
    session.add(affiliation)
    session.flush()
    return affiliation.id


def make_area(session: Session) -> Numbers:
    """Make the area and return the numbers of its records."""
    area = Area(kind=AreaKind.WARD)
    area.rename("Queen's Edge")
    session.add(area)
    session.flush()
    own = make_organisation(session, "Northfield School", easting=545000, northing=258000, phase="Secondary")
    brookfield = make_organisation(
        session,
        "Brookfield Primary School",
        easting=545500,
        northing=258000,
        phase="Primary",
        ward_id=area.id,
        visibility=Visibility.PUBLIC,
    )
    oakley = make_organisation(session, "Oakley College", easting=545000, northing=259000, phase="16 plus")
    far = make_organisation(session, "Far End Primary School", easting=560000, northing=258000, phase="Primary")
    council = make_organisation(session, "Northfield City Council", OrganisationKind.COUNCIL)
    committee = make_organisation(session, "South Area Committee", OrganisationKind.BODY)
    nair = make_person(session, "Cllr", "Priya", "Nair")
    joe = make_person(session, "Mr", "Joe", "Marsh")
    head = make_person(session, "Ms", "Ada", "Brook")
    make_role(session, nair, council, "Councillor", date(2024, 5, 2), area_id=area.id)
    make_role(session, joe, oakley, "Teacher", date(2020, 9, 1), date(2026, 9, 1))
    make_role(session, joe, brookfield, "Office manager", date(2026, 9, 1))
    make_role(session, head, brookfield, "Headteacher", date(2019, 9, 1))
    return Numbers(own, brookfield, oakley, far, council, committee, nair, joe, head, area.id)
