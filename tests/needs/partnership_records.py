"""A few schools and a council, and people, for the tests of partnerships."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from models.entities import OrganisationKind
from models.store import Store
from models.vocabulary import Visibility
from tests.models.people_and_places import make_organisation, make_person

PUBLIC = Visibility.PUBLIC


@dataclass(frozen=True, slots=True)
class Records:
    """The numbers of the records that the fixture makes."""

    elm: int
    brookfield: int
    oakley: int
    far: int
    council: int
    nair: int
    head: int


@pytest.fixture
def records(store: Store) -> Records:
    """Make four institutions, a council and two people."""
    with store.write("Begin") as session:
        return Records(
            make_organisation(session, "Elm Lane School"),
            make_organisation(session, "Brookfield Primary School"),
            make_organisation(session, "Oakley College"),
            make_organisation(session, "Far End Primary School"),
            make_organisation(session, "Northfield City Council", OrganisationKind.COUNCIL),
            make_person(session, "Cllr", "Priya", "Nair"),
            make_person(session, "Ms", "Ada", "Brook"),
        )
