"""One organisation and whom it is tied to, by what."""

from __future__ import annotations

from datetime import date

from models.actions.organisations import OrganisationFields, create_organisation
from models.entities import OrganisationRelationship, PartnershipMembership
from models.queries.ties import find_ties
from models.store import Store
from models.vocabulary import OrganisationKind, RelationshipType, Visibility

DAY = date(2026, 11, 22)


def test_every_kind_of_tie_is_found_once_with_its_way(store: Store) -> None:
    with store.write("Ties") as session:
        elm = create_organisation(session, OrganisationFields(name="Elm Lane", kind=OrganisationKind.INSTITUTION))
        green = create_organisation(session, OrganisationFields(name="Greenway", kind=OrganisationKind.INSTITUTION))
        secret = create_organisation(
            session,
            OrganisationFields(name="Hidden", kind=OrganisationKind.CHARITY, visibility=Visibility.CONFIDENTIAL),
        )
        group = create_organisation(session, OrganisationFields(name="Cluster", kind=OrganisationKind.CLUSTER))
        board = create_organisation(
            session, OrganisationFields(name="Board", kind=OrganisationKind.BODY, parent_id=elm)
        )
        session.add(PartnershipMembership(partnership_id=group, member_id=elm, starts_on=date(2020, 9, 1)))
        link = OrganisationRelationship
        session.add(link(from_id=elm, to_id=green, type=RelationshipType.FEEDER, starts_on=date(2019, 1, 1)))
        session.add(link(from_id=secret, to_id=elm, type=RelationshipType.SUPPORTS))
        session.add(link(from_id=elm, to_id=group, type=RelationshipType.MEMBER_OF))
        session.add(link(from_id=green, to_id=elm, type=RelationshipType.WORKS_WITH, ends_on=date(2026, 1, 1)))
    with store.read() as session:
        found = find_ties(session, elm, as_at=DAY)
        public = find_ties(session, elm, as_at=DAY, audience=Visibility.PUBLIC)
        of_board = find_ties(session, board, as_at=DAY)
        nobody = find_ties(session, 999_999, as_at=DAY)
        hidden = find_ties(session, secret, as_at=DAY, audience=Visibility.PUBLIC)
    assert found is not None
    assert [(tie.other, tie.type, tie.outward, tie.since) for tie in found.ties] == [
        ("Cluster", RelationshipType.MEMBER_OF, True, date(2020, 9, 1)),
        ("Hidden", RelationshipType.SUPPORTS, False, None),
        ("Greenway", RelationshipType.FEEDER, True, date(2019, 1, 1)),
        ("Board", None, False, None),
    ]
    assert public is not None
    assert [tie.other for tie in public.ties] == ["Cluster", "Greenway", "Board"]
    assert of_board is not None
    assert [(tie.other, tie.type, tie.outward) for tie in of_board.ties] == [("Elm Lane", None, True)]
    assert nobody is None
    assert hidden is None
