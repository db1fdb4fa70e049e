"""The needs of partnerships: who is tied to whom, and who is left alone."""

from __future__ import annotations

from datetime import date

import pytest

from models.actions.conversations import ConversationFields, log_conversation
from models.actions.events import EventFields, ask_organisations, create_event, set_promotion_state
from models.actions.offers import OfferFields, add_offer
from models.actions.organisations import RelationshipFields, add_relationship
from models.actions.pairings import PairingFields, pair_institutions
from models.actions.partnership_members import MembershipFields, add_membership
from models.actions.partnerships import (
    PartnershipFields,
    create_partnership,
)
from models.entities import (
    Channel,
    Direction,
    EventStage,
    OrganisationKind,
    PromotionState,
    RelationshipType,
)
from models.queries.community_partners import list_community_partners
from models.queries.isolation import count_islands, list_islands
from models.queries.parties import Party
from models.queries.partnership_network import find_network
from models.queries.partnership_risk import list_partnership_risks
from models.store import Store
from models.vocabulary import (
    MemberRole,
    OfferKind,
    Visibility,
)
from tests.models.people_and_places import TODAY, make_organisation, make_role, moment
from tests.needs.partnership_records import PUBLIC, Records, records

__all__ = ["records"]


@pytest.mark.need("N073")
def test_the_network_shows_who_is_tied_to_whom_isolated_ones_first(store: Store, records: Records) -> None:
    with store.write("Ties") as session:
        group = create_partnership(session, PartnershipFields("Ring"))
        hidden = create_partnership(session, PartnershipFields("Hidden", visibility=Visibility.CONFIDENTIAL))
        for school in (records.elm, records.brookfield):
            add_membership(session, MembershipFields(group, school))
        add_membership(session, MembershipFields(hidden, records.far))
        add_relationship(session, RelationshipFields(records.elm, records.oakley, RelationshipType.FEEDER))

    with store.read() as session:
        network = find_network(session, as_at=TODAY)
        assert not network.isolated
        parts = {node.id: node.part for node in network.nodes}
        assert parts[records.elm] == parts[records.oakley] == 1
        assert parts[records.far] == 2
        outside = find_network(session, as_at=TODAY, audience=PUBLIC)
        assert [node.id for node in outside.isolated] == [records.far]
        assert outside.nodes[0].id == records.far
        assert hidden not in {node.id for node in outside.nodes}
        assert {(edge.from_id, edge.to_id) for edge in outside.edges} == {
            (records.elm, group),
            (records.brookfield, group),
            (records.elm, records.oakley),
        }


@pytest.mark.need("N074")
def test_islands_have_no_partnership_no_shared_event_and_no_contact(store: Store, records: Records) -> None:
    with store.write("Ties") as session:
        group = create_partnership(session, PartnershipFields("Ring"))
        add_membership(session, MembershipFields(group, records.elm))
        fair = create_event(
            session,
            EventFields("Fair", moment(2026, 6, 6, 11), organisation_id=records.brookfield, stage=EventStage.HELD),
        )
        ask_organisations(session, fair, [records.oakley], date(2026, 5, 1))
        set_promotion_state(session, fair, records.oakley, PromotionState.DISPLAYED, on=date(2026, 5, 20))
        alone = create_event(
            session, EventFields("Own", moment(2026, 6, 7, 11), organisation_id=records.far, stage=EventStage.HELD)
        )
        assert alone

    with store.read() as session:
        rows = {row.institution_id: row for row in list_islands(session, today=TODAY, at_least=0)}
        assert [row.name for row in list_islands(session, today=TODAY)] == ["Far End Primary School"]
        counted = {number: (row.partnerships, row.events_shared, row.contacts) for number, row in rows.items()}
        assert counted[records.elm] == (1, 0, 0)
        assert counted[records.brookfield] == counted[records.oakley] == (0, 1, 0)
        assert counted[records.far] == (0, 0, 0)
        assert rows[records.far].is_island

    with store.write("Pair") as session:
        pair_institutions(session, PairingFields(records.oakley, records.far, "Reading", date(2026, 9, 1)))
    with store.read() as session:
        paired = {row.institution_id: row.partnerships for row in list_islands(session, today=TODAY, at_least=0)}
        assert (paired[records.far], paired[records.oakley], paired[records.brookfield]) == (1, 1, 0)
        assert count_islands(session, today=TODAY) == 0
    assert store.undo() == "Pair"

    with store.write("Call") as session:
        log_conversation(
            session,
            ConversationFields(
                Channel.CALL, Direction.BOTH, date(2026, 3, 3), (Party(organisation_id=records.far),), subject="Hello"
            ),
        )
    with store.read() as session:
        assert count_islands(session, today=TODAY) == 0
        # A year and a half on the call, the fair and its notice are too long ago; the membership still stands.
        later = list_islands(session, today=date(2028, 1, 10))
        assert {row.institution_id for row in later} == {records.far, records.brookfield, records.oakley}


@pytest.mark.need("N075")
def test_businesses_and_community_groups_have_a_part(store: Store, records: Records) -> None:
    with store.write("Community") as session:
        group = create_partnership(session, PartnershipFields("Ring"))
        bakery = make_organisation(session, "Bakery", OrganisationKind.BUSINESS)
        hall = make_organisation(session, "Street Hall", OrganisationKind.COMMUNITY_GROUP)
        make_organisation(session, "Solicitors", OrganisationKind.BUSINESS)
        add_membership(session, MembershipFields(group, bakery, MemberRole.ASSOCIATE))
        add_offer(session, OfferFields(hall, OfferKind.FACILITY, "Hall on weekday mornings", date(2026, 9, 1)))
        add_offer(session, OfferFields(hall, OfferKind.OTHER, "Old", date(2020, 9, 1), until=date(2021, 1, 1)))

    with store.read() as session:
        rows = {row.name: row for row in list_community_partners(session, as_at=TODAY)}
        assert rows["Bakery"].partnerships == ((group, "Ring"),)
        assert rows["Street Hall"].offers == ("Hall on weekday mornings",)
        assert [row.name for row in list_community_partners(session, as_at=TODAY, involved=False)] == ["Solicitors"]
        assert [row.name for row in list_community_partners(session, as_at=TODAY, partnership_id=group)] == ["Bakery"]
        assert records.elm not in {row.organisation_id for row in rows.values()}


@pytest.mark.need("N081")
def test_a_partnership_that_hangs_on_one_person_is_named(store: Store, records: Records) -> None:
    with store.write("People") as session:
        fragile, sound = (create_partnership(session, PartnershipFields(name)) for name in ("Fragile", "Sound"))
        make_role(session, records.head, fragile, "Chair")
        for person in (records.head, records.nair):
            make_role(session, person, sound, "Member")
        for ours in ("Ann", "Bob"):
            log_conversation(
                session,
                ConversationFields(
                    *(Channel.CALL, Direction.BOTH, date(2026, 10, 1), (Party(organisation_id=sound),)),
                    our_person=ours,
                ),
            )
    with store.read() as session:
        (risk,) = list_partnership_risks(session, today=TODAY)
        assert (risk.name, risk.people, risk.only_person, risk.our_people) == ("Fragile", 1, "Ms Ada Brook", 0)
        (outside,) = list_partnership_risks(session, today=TODAY, audience=PUBLIC)
        assert outside.only_person == ""
