"""The needs of partnerships: of which kind they are, and who belongs to them."""

from __future__ import annotations

from datetime import date

import pytest

from models.actions.events import EventFields, create_event
from models.actions.organisations import RelationshipFields, add_relationship, end_relationship
from models.actions.pairings import PairingFields, pair_institutions
from models.actions.partnership_members import MembershipFields, add_membership, end_membership
from models.actions.partnership_types import (
    add_preset_types,
    mark_type_historical,
    remove_partnership_type,
    rename_partnership_type,
    use_partnership_type,
)
from models.actions.partnerships import (
    PartnershipFields,
    create_partnership,
    end_partnership,
)
from models.entities import (
    EventStage,
    OrganisationKind,
    RelationshipType,
)
from models.errors import WrongUse
from models.queries.pairings import list_pairings
from models.queries.partnership_detail import find_partnership
from models.queries.partnership_members import list_groupings, list_members, list_memberships_of, list_overlap
from models.queries.partnership_types import list_partnership_types
from models.queries.partnerships import PartnershipFilter, list_partnerships
from models.store import Store
from models.vocabulary import (
    MemberRole,
    Visibility,
)
from tests.models.people_and_places import TODAY, make_organisation, moment
from tests.needs.partnership_records import PUBLIC, Records, records

__all__ = ["records"]


@pytest.mark.need("N028")
def test_a_partnership_is_a_record_with_members_convenor_and_inaugural_event(store: Store, records: Records) -> None:
    with store.write("Partnership") as session:
        event = create_event(
            session,
            EventFields("First meeting", moment(2013, 10, 3, 18), stage=EventStage.HELD, visibility=Visibility.PUBLIC),
        )
        area = create_partnership(
            session,
            PartnershipFields("Northfield Area Partnership", founded_on=date(2013, 10, 3), inaugural_event_id=event),
        )
        add_membership(session, MembershipFields(area, records.oakley, MemberRole.CONVENOR, date(2013, 10, 3)))
        add_membership(session, MembershipFields(area, records.elm, starts_on=date(2014, 1, 6)))
        left = add_membership(session, MembershipFields(area, records.brookfield, starts_on=date(2014, 1, 6)))
        end_membership(session, left, date(2020, 9, 1), "The new head did not see the use.")

    with store.read() as session:
        found = find_partnership(session, area, as_at=TODAY)
        assert found.foundation.convenors == ("Oakley College",)
        assert (found.foundation.inaugural_event, found.foundation.inaugural_on) == ("First meeting", date(2013, 10, 3))
        assert [row.member for row in found.governance.members] == ["Oakley College", "Elm Lane School"]
        before = find_partnership(session, area, as_at=date(2018, 1, 1))
        assert "Brookfield Primary School" in [row.member for row in before.governance.members]
        former = list_members(session, area, as_at=TODAY, include_former=True)[-1]
        assert (former.is_current, former.end_reason) == (False, "The new head did not see the use.")

    with pytest.raises(WrongUse, match="cannot be a member of itself"), store.write("Wrong") as session:
        add_membership(session, MembershipFields(area, area))


@pytest.mark.need("N049")
def test_a_sports_college_partnership_is_a_kind_of_partnership(store: Store, records: Records) -> None:
    with store.write("Sport") as session:
        sport = use_partnership_type(session, "Sports college partnership")
        later = use_partnership_type(session, "School sport partnership")
        hub = create_partnership(session, PartnershipFields("Wendle Sport", type_id=sport))
        create_partnership(session, PartnershipFields("Wendle Games", type_id=later))
        add_membership(session, MembershipFields(hub, records.elm))

    with store.read() as session:
        assert [
            row.name for row in list_partnerships(session, as_at=TODAY, where=PartnershipFilter(type_id=sport))
        ] == ["Wendle Sport"]
        assert [row.partnership for row in list_memberships_of(session, records.elm, as_at=TODAY)] == ["Wendle Sport"]
        assert list_memberships_of(session, records.brookfield, as_at=TODAY) == ()
        kinds = {row.name: row.is_historical for row in list_partnership_types(session)}
        assert kinds["Sports college partnership"]
        assert not kinds["School sport partnership"]


@pytest.mark.need("N051")
def test_pairing_says_who_works_with_whom_on_what_and_calls_nobody_weak(store: Store, records: Records) -> None:
    with store.write("Pair") as session:
        pair = pair_institutions(session, PairingFields(records.oakley, records.elm, "Early reading", date(2025, 9, 1)))
        pair_institutions(session, PairingFields(records.brookfield, records.far, "Attendance", date(2027, 1, 4)))

    with store.read() as session:
        rows = list_pairings(session, as_at=TODAY)
        assert [row.words for row in rows] == ["Oakley College works with Elm Lane School: Early reading"]
        assert rows[0].focus == "Early reading"
        assert not any(word in rows[0].words.lower() for word in ("weak", "strong", "fail", "support"))
        assert list_pairings(session, as_at=TODAY, institution_id=records.far) == ()

    with store.write("End") as session:
        end_relationship(session, pair, date(2026, 7, 20), "The work was done.")
    with store.read() as session:
        assert list_pairings(session, as_at=TODAY) == ()
        assert list_pairings(session, as_at=TODAY, include_former=True)[0].end_reason == "The work was done."
    with pytest.raises(WrongUse, match="what the support is about"), store.write("Wrong") as session:
        pair_institutions(session, PairingFields(records.oakley, records.far, " "))
    with pytest.raises(WrongUse, match="not a school"), store.write("Wrong") as session:
        pair_institutions(session, PairingFields(records.council, records.far, "Money"))


@pytest.mark.need("N053")
def test_a_cluster_is_a_grouping_of_its_own_and_no_legal_group(store: Store, records: Records) -> None:
    with store.write("Cluster") as session:
        cluster = make_organisation(session, "South Cluster", OrganisationKind.CLUSTER)
        trust = make_organisation(session, "Fenward Trust", OrganisationKind.TRUST)
        empty = make_organisation(session, "North Cluster", OrganisationKind.CLUSTER)
        for school in (records.elm, records.brookfield):
            add_membership(session, MembershipFields(cluster, school))
        add_relationship(session, RelationshipFields(records.elm, trust, RelationshipType.MEMBER_OF))

    with store.read() as session:
        (found,) = list_groupings(session, as_at=TODAY)
        assert (found.id, found.is_legal) == (cluster, False)
        assert [name for _number, name in found.members] == ["Brookfield Primary School", "Elm Lane School"]
        mine = list_groupings(session, as_at=TODAY, kinds=tuple(OrganisationKind), institution_id=records.elm)
        assert [(row.name, row.is_legal) for row in mine] == [("Fenward Trust", True), ("South Cluster", False)]
        assert empty not in [row.id for row in mine]
        assert list_groupings(session, as_at=TODAY, institution_id=records.far) == ()


@pytest.mark.need("N056")
def test_a_consortium_has_a_lead_and_those_who_deliver(store: Store, records: Records) -> None:
    with store.write("Consortium") as session:
        kind = use_partnership_type(session, "14-19 consortium")
        group = create_partnership(session, PartnershipFields("South 14-19 Consortium", type_id=kind))
        add_membership(session, MembershipFields(group, records.oakley, MemberRole.LEAD))
        add_membership(session, MembershipFields(group, records.oakley, MemberRole.DELIVERER))
        add_membership(session, MembershipFields(group, records.elm, MemberRole.DELIVERER))
        add_membership(session, MembershipFields(group, records.far))

    with store.read() as session:
        lead = list_members(session, group, as_at=TODAY, roles=[MemberRole.LEAD])
        deliver = list_members(session, group, as_at=TODAY, roles=[MemberRole.DELIVERER])
        assert [row.member for row in lead] == ["Oakley College"]
        assert [row.member for row in deliver] == ["Elm Lane School", "Oakley College"]
        assert list_partnerships(session, as_at=TODAY)[0].members == 3
    with pytest.raises(WrongUse, match="already"), store.write("Again") as session:
        add_membership(session, MembershipFields(group, records.oakley, MemberRole.LEAD))


@pytest.mark.need("N057")
def test_the_list_of_kinds_has_the_eight_and_the_later_ones_and_can_be_edited(store: Store) -> None:
    eight = {
        *("Federation", "Education improvement partnership", "Trust schools", "Leading-edge partnership"),
        *("Learning community", "14-19 consortium", "Creative partnership", "Safer school partnership"),
    }
    later = {"Teaching school hub", "Area-based education partnership", "Multi-academy trust (MAT)"}
    with store.read() as session:
        offered = list_partnership_types(session)
        assert eight | later <= {row.name for row in offered}
        assert all(row.id is None for row in offered)
        current = {row.name for row in list_partnership_types(session, historical=False)}
        assert "Creative partnership" not in current
        assert later <= current

    with store.write("Kinds") as session:
        own = use_partnership_type(session, "Reading league")
        assert use_partnership_type(session, "  reading LEAGUE ") == own
        taken = use_partnership_type(session, "Federation")
        rename_partnership_type(session, own, "Reading circle")
        mark_type_historical(session, taken)
        create_partnership(session, PartnershipFields("Ring", type_id=own))
    with store.read() as session:
        kept = {row.name: row for row in list_partnership_types(session, presets=False)}
        assert set(kept) == {"Reading circle", "Federation"}
        assert (kept["Reading circle"].is_preset, kept["Reading circle"].partnerships) == (False, 1)
        assert kept["Federation"].is_historical
    with pytest.raises(WrongUse, match="is of the kind"), store.write("Out") as session:
        remove_partnership_type(session, own)
    with store.write("Out") as session:
        remove_partnership_type(session, taken)
        assert add_preset_types(session) == len(offered)
    assert store.undo() == "Out"
    with store.read() as session:
        assert {row.name for row in list_partnership_types(session, presets=False)} == {"Reading circle", "Federation"}


@pytest.mark.need("N058")
def test_overlap_finds_schools_in_three_partnerships_and_not_those_that_left_one(
    store: Store, records: Records
) -> None:
    with store.write("Three") as session:
        groups = [create_partnership(session, PartnershipFields(f"Group {number}")) for number in range(3)]
        secret = create_partnership(session, PartnershipFields("Secret", visibility=Visibility.CONFIDENTIAL))
        for group in groups:
            add_membership(session, MembershipFields(group, records.elm))
            last = add_membership(session, MembershipFields(group, records.brookfield))
        end_membership(session, last, date(2026, 9, 1), "No time.")
        add_membership(session, MembershipFields(secret, records.brookfield))

    with store.read() as session:
        everything = list_overlap(session, as_at=TODAY)
        assert [(row.name, len(row.partnerships)) for row in everything] == [
            ("Brookfield Primary School", 3),
            ("Elm Lane School", 3),
        ]
        assert [row.institution_id for row in list_overlap(session, as_at=TODAY, audience=PUBLIC)] == [records.elm]
        before = list_overlap(session, as_at=date(2026, 8, 31), at_least=4)
        assert [row.institution_id for row in before] == [records.brookfield]
    with store.write("End") as session:
        end_partnership(session, groups[0], date(2026, 10, 1), "Its money ended.")
    with store.read() as session:
        assert list_overlap(session, as_at=TODAY) == ()
