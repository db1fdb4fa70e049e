"""A partnership of schools and a council, for the tests of what comes of partnerships."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from models.actions.partnership_members import MembershipFields, add_membership
from models.actions.partnerships import PartnershipFields, create_partnership
from models.entities import InstitutionProfile, OrganisationKind
from models.store import Store
from models.vocabulary import Visibility
from tests.models.people_and_places import make_organisation, make_person

CONFIDENTIAL, INTERNAL = Visibility.CONFIDENTIAL, Visibility.INTERNAL
PARTNERS, PUBLIC = Visibility.PARTNERS, Visibility.PUBLIC
YEAR = date(2026, 9, 1)
"""The first day of the academic year of the tests."""


@dataclass(frozen=True, slots=True)
class Area:
    """The numbers of the records that the fixture makes."""

    partnership: int
    second: int
    elm: int
    oakley: int
    hartwell: int
    """An independent school."""
    council: int
    closed: int
    """A school of which nobody outside may know."""
    nair: int
    brook: int


@pytest.fixture
def area(store: Store) -> Area:
    """Make two partnerships, four schools, a council and two people."""
    with store.write("Begin") as session:
        partnership = create_partnership(session, PartnershipFields("Northfield Learning Partnership"))
        second = create_partnership(session, PartnershipFields("Southgate Partnership"))
        elm = make_organisation(session, "Elm Lane School", phase="Primary")
        oakley = make_organisation(session, "Oakley College", phase="16 plus")
        hartwell = make_organisation(session, "Hartwell House School")
        session.add(InstitutionProfile(organisation_id=hartwell, type_group="Independent schools"))
        council = make_organisation(session, "Northfield City Council", OrganisationKind.COUNCIL)
        closed = make_organisation(session, "Closed School", visibility=CONFIDENTIAL)
        for member in (elm, oakley, hartwell, council):
            add_membership(session, MembershipFields(partnership, member, starts_on=date(2023, 9, 1)))
        nair = make_person(session, "Ms", "Priya", "Nair")
        brook = make_person(session, "Mr", "Ada", "Brook")
        return Area(partnership, second, elm, oakley, hartwell, council, closed, nair, brook)
