"""The needs of partnerships: what they are, who belongs, how they are run (text 001 and text 004)."""

from __future__ import annotations

from datetime import date

import pytest

from models.actions.areas import AreaFields, create_area
from models.actions.body_profiles import BodyProfileFields, set_body_profile
from models.actions.conversations import ConversationFields, log_conversation
from models.actions.events import EventFields, ask_organisations, create_event, set_promotion_state
from models.actions.meetings import MeetingFields, create_meeting, set_minutes_state
from models.actions.offers import OfferFields, add_offer
from models.actions.organisations import RelationshipFields, add_relationship, end_relationship
from models.actions.pairings import PairingFields, link_partnerships, pair_institutions
from models.actions.partnership_members import MembershipFields, add_membership, end_membership
from models.actions.partnership_people import (
    AuthoritySeatFields,
    StaffFields,
    add_authority_seat,
    employ,
    fill_authority_seat,
)
from models.actions.partnership_stages import StageFields, edit_stage, enter_stage
from models.actions.partnership_types import (
    add_preset_types,
    mark_type_historical,
    remove_partnership_type,
    rename_partnership_type,
    use_partnership_type,
)
from models.actions.partnerships import (
    LegalFormFields,
    PartnershipFields,
    add_legal_form,
    create_partnership,
    edit_partnership,
    end_partnership,
)
from models.entities import (
    AreaKind,
    Channel,
    Direction,
    EventStage,
    MeetingState,
    MinutesState,
    OrganisationKind,
    PromotionState,
    RelationshipType,
)
from models.errors import WrongUse
from models.queries.community_partners import list_community_partners
from models.queries.isolation import count_islands, list_islands
from models.queries.pairings import list_pairings, list_partnership_links
from models.queries.parties import Party
from models.queries.partnership_detail import find_partnership
from models.queries.partnership_directory import find_partnership_directory
from models.queries.partnership_governance import check_governance, list_governance
from models.queries.partnership_history import list_stages
from models.queries.partnership_members import list_groupings, list_members, list_memberships_of, list_overlap
from models.queries.partnership_network import find_network
from models.queries.partnership_people import list_authority_presence, list_partnership_staff
from models.queries.partnership_risk import list_partnership_risks
from models.queries.partnership_types import list_partnership_types
from models.queries.partnerships import PartnershipFilter, list_partnerships
from models.store import Store
from models.vocabulary import (
    AuthorityRelation,
    GovernancePart,
    LegalForm,
    MemberRole,
    OfferKind,
    PartnershipStatus,
    ServiceModel,
    Stage,
    Visibility,
)
from tests.models.people_and_places import TODAY, make_organisation, make_person, make_role, moment
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
        assert [row.name for row in list_partnerships(session, as_at=TODAY, where=PartnershipFilter(type_id=sport))] == [
            "Wendle Sport"
        ]
        assert [row.partnership for row in list_memberships_of(session, records.elm, as_at=TODAY)] == ["Wendle Sport"]
        assert list_memberships_of(session, records.brookfield, as_at=TODAY) == ()
        kinds = {row.name: row.is_historical for row in list_partnership_types(session)}
        assert kinds["Sports college partnership"] and not kinds["School sport partnership"]


@pytest.mark.need("N051")
def test_pairing_says_who_works_with_whom_on_what_and_calls_nobody_weak(store: Store, records: Records) -> None:
    with store.write("Pair") as session:
        pair = pair_institutions(
            session, PairingFields(records.oakley, records.elm, "Early reading", date(2025, 9, 1))
        )
        pair_institutions(session, PairingFields(records.brookfield, records.far, "Attendance", date(2027, 1, 4)))

    with store.read() as session:
        rows = list_pairings(session, as_at=TODAY)
        assert [row.words for row in rows] == ["Oakley College works with Elm Lane School on early reading"]
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
        assert "Creative partnership" not in current and later <= current

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
        assert parts[records.elm] == parts[records.oakley] == 1 and parts[records.far] == 2
        outside = find_network(session, as_at=TODAY, audience=PUBLIC)
        assert [node.id for node in outside.isolated] == [records.far]
        assert outside.nodes[0].id == records.far and hidden not in {node.id for node in outside.nodes}
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
        assert counted[records.far] == (0, 0, 0) and rows[records.far].is_island

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


@pytest.mark.need("N077", "N079")
def test_the_model_comes_from_the_three_services(store: Store) -> None:
    with store.write("Models") as session:
        made = {
            create_partnership(
                session,
                PartnershipFields(
                    f"P{number}",
                    has_statutory_improvement=bool(number & 4),
                    has_traded_improvement=bool(number & 2),
                    has_traded_business=bool(number & 1),
                ),
            ): number
            for number in range(8)
        }
        make_organisation(session, "Only a name", OrganisationKind.PARTNERSHIP)

    with store.read() as session:
        models = {made.get(row.id): row.model for row in list_partnerships(session, as_at=TODAY)}
        assert [models[number] for number in range(8)] == [
            *(ServiceModel.MODEL_4, ServiceModel.MODEL_3, ServiceModel.MODEL_3, ServiceModel.MODEL_3),
            *(ServiceModel.MODEL_2, ServiceModel.MODEL_1, ServiceModel.MODEL_2, ServiceModel.MODEL_1),
        ]
        assert models[None] is None
        four = list_partnerships(session, as_at=TODAY, where=PartnershipFilter(model=ServiceModel.MODEL_4))
        assert [row.name for row in four] == ["P0"]


@pytest.mark.need("N080", "N105")
def test_a_public_limited_company_can_be_a_charity_too(store: Store) -> None:
    with store.write("Forms") as session:
        both = create_partnership(
            session,
            PartnershipFields(
                "Both", company_number="01234567", founded_on=date(2013, 9, 1), incorporated_on=date(2015, 4, 1)
            ),
        )
        add_legal_form(session, LegalFormFields(both, LegalForm.UNINCORPORATED, ends_on=date(2015, 4, 1)))
        add_legal_form(session, LegalFormFields(both, LegalForm.PUBLIC_LIMITED_COMPANY, date(2015, 4, 1)))
        add_legal_form(session, LegalFormFields(both, LegalForm.CHARITY, date(2016, 1, 1)))
        one = create_partnership(session, PartnershipFields("Company only"))
        add_legal_form(session, LegalFormFields(one, LegalForm.PUBLIC_LIMITED_COMPANY))

    with store.read() as session:
        status = find_partnership(session, both, as_at=TODAY).status
        assert {row.form for row in status.forms if row.is_current} == {
            LegalForm.PUBLIC_LIMITED_COMPANY,
            LegalForm.CHARITY,
        }
        assert (status.company_number, status.incorporated_on) == ("01234567", date(2015, 4, 1))
        assert status.lacks == ("It is a charity, and its charity number is not known.",)
        asked = PartnershipFilter(legal_forms=(LegalForm.PUBLIC_LIMITED_COMPANY, LegalForm.CHARITY))
        assert [row.id for row in list_partnerships(session, as_at=TODAY, where=asked)] == [both]
        assert list_partnerships(session, as_at=date(2015, 6, 1), where=asked) == ()
        then = find_partnership(session, both, as_at=date(2014, 1, 1)).status
        assert [row.form for row in then.forms if row.is_current] == [LegalForm.UNINCORPORATED]
    with pytest.raises(WrongUse, match="cannot be unincorporated"), store.write("Wrong") as session:
        add_legal_form(session, LegalFormFields(both, LegalForm.UNINCORPORATED, date(2020, 1, 1)))
    with pytest.raises(WrongUse, match="already"), store.write("Wrong") as session:
        add_legal_form(session, LegalFormFields(both, LegalForm.CHARITY, date(2020, 1, 1)))
    with pytest.raises(WrongUse, match="incorporated before"), store.write("Wrong") as session:
        create_partnership(
            session, PartnershipFields("Odd", founded_on=date(2020, 1, 1), incorporated_on=date(2019, 1, 1))
        )


@pytest.mark.need("N082")
def test_a_partnership_that_employs_has_staff_from_a_day_to_a_day(store: Store, records: Records) -> None:
    with store.write("Staff") as session:
        employer = create_partnership(session, PartnershipFields("Employer", employs_staff=True))
        hosted = create_partnership(session, PartnershipFields("Hosted"))
        anna, ben = make_person(session, "Ms", "Anna", "Reed"), make_person(session, "Mr", "Ben", "Ogden")
        employ(session, StaffFields(employer, anna, "Partnership manager", date(2024, 9, 1)))
        employ(
            session,
            StaffFields(
                employer, ben, "Administrator", date(2022, 9, 1), ends_on=date(2025, 9, 1), end_reason="Retired"
            ),
        )
        make_role(session, records.nair, employer, "Trustee")

    with store.read() as session:
        now = list_partnership_staff(session, employer, as_at=TODAY)
        assert [(row.name, row.role) for row in now] == [("Ms Anna Reed", "Partnership manager")]
        both = list_partnership_staff(session, employer, as_at=TODAY, include_former=True)
        assert [(row.name, row.end_reason) for row in both if not row.is_current] == [("Mr Ben Ogden", "Retired")]
        assert len(list_partnership_staff(session, employer, as_at=date(2025, 1, 1))) == 2
        assert list_partnership_staff(session, employer, as_at=TODAY, audience=PUBLIC) == ()
    with pytest.raises(WrongUse, match="not set down as employing staff"), store.write("Wrong") as session:
        employ(session, StaffFields(hosted, anna, "Clerk"))


@pytest.mark.need("N101")
def test_what_governance_lacks_is_said_part_by_part(store: Store, records: Records) -> None:
    with store.write("Governance") as session:
        bare = create_partnership(session, PartnershipFields("Bare"))
        whole = create_partnership(session, PartnershipFields("Whole", accounts_on=date(2026, 3, 31)))
        for school in (records.elm, records.oakley):
            add_membership(session, MembershipFields(whole, school))
        make_role(session, records.head, whole, "Chair", date(2025, 9, 1))
        set_body_profile(session, whole, BodyProfileFields(terms_of_reference="Meets termly."))
        meeting = create_meeting(
            session,
            MeetingFields("Board", moment(2026, 7, 1, 9), organisation_id=whole, state=MeetingState.HELD),
        )
        create_meeting(session, MeetingFields("Planned", moment(2026, 11, 30, 9), organisation_id=bare))

    with store.read() as session:
        checks = list_governance(session, as_at=TODAY)
        assert [check.name for check in checks] == ["Bare", "Whole"]
        assert checks[0].missing == tuple(GovernancePart)
        assert checks[1].missing == (GovernancePart.MINUTES,)
        words = {line.part: line.words for line in checks[1].lines}
        assert words[GovernancePart.MINUTES] == "The last meeting has no minutes"
        assert words[GovernancePart.CHAIR] == "Ms Ada Brook"
    with store.write("Minutes") as session:
        set_minutes_state(session, meeting, MinutesState.DRAFT)
    with store.read() as session:
        assert check_governance(session, whole, as_at=TODAY).is_complete
        later = check_governance(session, whole, as_at=date(2028, 6, 1))
        assert later.missing == (GovernancePart.MINUTES, GovernancePart.ACCOUNTS)
        assert not check_governance(session, bare, as_at=TODAY).is_complete


@pytest.mark.need("N102")
def test_the_authoritys_seat_shows_who_sits_there_since_when_and_whether_they_vote(
    store: Store, records: Records
) -> None:
    with store.write("Seats") as session:
        one, two = (create_partnership(session, PartnershipFields(name)) for name in ("One", "Two"))
        none = create_partnership(session, PartnershipFields("None"))
        officer = make_person(session, "Ms", "Hilary", "Kemp")
        add_authority_seat(
            session,
            AuthoritySeatFields(one, records.council, voting=False, since=date(2024, 9, 1), person_id=officer),
        )
        vacant = add_authority_seat(session, AuthoritySeatFields(two, records.council, since=date(2025, 9, 1)))

    with store.read() as session:
        held, empty = list_authority_presence(session, as_at=TODAY)
        assert (held.partnership, held.holder, held.authority) == ("One", "Ms Hilary Kemp", "Northfield City Council")
        assert (held.votes, held.since) == (False, date(2024, 9, 1))
        assert (empty.partnership, empty.is_vacant, empty.votes) == ("Two", True, True)
        assert list_authority_presence(session, as_at=TODAY, partnership_id=none) == ()
        assert list_authority_presence(session, as_at=date(2024, 1, 1)) == ()
        (outside, _two) = list_authority_presence(session, as_at=TODAY, audience=PUBLIC)
        assert (outside.partnership, outside.holder, outside.holder_id) == ("One", "", None)
    with store.write("Fill") as session:
        fill_authority_seat(session, vacant, records.nair, records.council, since=date(2026, 1, 1))
    with store.read() as session:
        assert not any(row.is_vacant for row in list_authority_presence(session, as_at=TODAY))
    with pytest.raises(WrongUse, match="not a local authority"), store.write("Wrong") as session:
        add_authority_seat(session, AuthoritySeatFields(one, records.elm))


@pytest.mark.need("N104")
def test_a_partnership_has_exactly_five_blocks_and_says_which_are_empty(store: Store, records: Records) -> None:
    with store.write("Blocks") as session:
        whole = create_partnership(
            session,
            PartnershipFields("Whole", purpose="Every child reads.", foundation_story="Four heads over coffee."),
        )
        add_membership(session, MembershipFields(whole, records.elm))
        bare = make_organisation(session, "Known by name", OrganisationKind.PARTNERSHIP)
        secret = create_partnership(session, PartnershipFields("Secret", visibility=Visibility.CONFIDENTIAL))

    with store.read() as session:
        assert find_partnership(session, whole, as_at=TODAY).empty_blocks == ("Status", "Funding")
        nothing = find_partnership(session, bare, as_at=TODAY)
        assert nothing.empty_blocks == ("Foundation", "Aims", "Status", "Funding", "Governance")
        with pytest.raises(WrongUse, match="no partnership"):
            find_partnership(session, secret, as_at=TODAY, audience=PUBLIC)
        with pytest.raises(WrongUse, match="no partnership"):
            find_partnership(session, records.elm, as_at=TODAY)
    with store.write("Profile") as session:
        edit_partnership(session, bare, PartnershipFields("Known by name", purpose="To meet."))
    with store.read() as session:
        assert find_partnership(session, bare, as_at=TODAY).aims.purpose == "To meet."


@pytest.mark.need("N106")
def test_established_and_new_partnerships_are_told_apart(store: Store) -> None:
    with store.write("Ages") as session:
        old = create_partnership(session, PartnershipFields("Old", founded_on=date(2009, 9, 1)))
        new = create_partnership(session, PartnershipFields("New", founded_on=date(2025, 1, 6)))
        create_partnership(session, PartnershipFields("Unknown"))
        enter_stage(session, StageFields(old, Stage.INTEGRATION, date(2020, 9, 1)))

    with store.read() as session:
        rows = {row.name: row for row in list_partnerships(session, as_at=TODAY)}
        assert (rows["Old"].years_old, rows["Old"].is_new, rows["Old"].stage) == (17, False, Stage.INTEGRATION)
        assert (rows["New"].years_old, rows["New"].is_new) == (1, True)
        assert (rows["Unknown"].years_old, rows["Unknown"].is_new) == (None, None)
        since = PartnershipFilter(founded_from=date(2020, 1, 1))
        assert [row.id for row in list_partnerships(session, as_at=TODAY, where=since)] == [new]


@pytest.mark.need("N107")
def test_partnerships_overseen_by_the_authority_and_those_beyond_it(store: Store, records: Records) -> None:
    with store.write("Authority") as session:
        made = {
            relation: create_partnership(
                session,
                PartnershipFields(relation.value, authority_id=records.council, authority_relation=relation),
            )
            for relation in AuthorityRelation
        }
    with store.read() as session:
        for relation, number in made.items():
            asked = PartnershipFilter(authority_relation=relation)
            assert [row.id for row in list_partnerships(session, as_at=TODAY, where=asked)] == [number]
        of_council = PartnershipFilter(authority_id=records.council)
        assert len(list_partnerships(session, as_at=TODAY, where=of_council)) == len(made)
        assert list_partnerships(session, as_at=TODAY, where=PartnershipFilter(authority_id=records.elm)) == ()
    with pytest.raises(WrongUse, match="not a local authority"), store.write("Wrong") as session:
        create_partnership(session, PartnershipFields("Wrong", authority_id=records.elm))


@pytest.mark.need("N112")
def test_the_directory_is_one_picture_by_local_authority_with_its_gaps(store: Store, records: Records) -> None:
    with store.write("Areas") as session:
        shire = create_area(session, AreaFields("Wendleshire", AreaKind.LOCAL_AUTHORITY))
        create_area(session, AreaFields("Fenland", AreaKind.LOCAL_AUTHORITY))
        ward = create_area(session, AreaFields("Southgate", AreaKind.WARD, parent_id=shire))
        in_ward = create_partnership(session, PartnershipFields("Ward ring", area_id=ward))
        by_name = create_partnership(
            session,
            PartnershipFields(
                "City ring", authority_id=records.council, authority_relation=AuthorityRelation.WORKS_WITH
            ),
        )
        nowhere = create_partnership(session, PartnershipFields("Nowhere"))
        create_partnership(session, PartnershipFields("Asleep", area_id=ward, status=PartnershipStatus.DORMANT))

    with store.read() as session:
        parts = find_partnership_directory(session, as_at=TODAY)
        assert [(part.area, [row.id for row in part.partnerships]) for part in parts] == [
            ("Fenland", []),
            ("Northfield City Council", [by_name]),
            ("Wendleshire", [in_ward]),
            ("", [nowhere]),
        ]
        assert [part.area for part in parts if part.has_none] == ["Fenland"]


@pytest.mark.need("N118")
def test_partnerships_are_linked_whichever_is_named_first(store: Store, records: Records) -> None:
    with store.write("Links") as session:
        one, two, three = (create_partnership(session, PartnershipFields(name)) for name in ("One", "Two", "Three"))
        link = link_partnerships(session, one, two, starts_on=date(2025, 9, 1), note="Shared training days")

    with store.read() as session:
        assert [row.linked for row in list_partnership_links(session, one, as_at=TODAY)] == ["Two"]
        assert [row.linked for row in list_partnership_links(session, two, as_at=TODAY)] == ["One"]
        assert list_partnership_links(session, three, as_at=TODAY) == ()
    with pytest.raises(WrongUse, match="linked already"), store.write("Again") as session:
        link_partnerships(session, two, one)
    with pytest.raises(WrongUse, match="not a partnership"), store.write("Wrong") as session:
        link_partnerships(session, one, records.elm)
    with store.write("End") as session:
        end_relationship(session, link, date(2026, 9, 1), "The money ended.")
    with store.read() as session:
        assert list_partnership_links(session, as_at=TODAY) == ()


@pytest.mark.need("N137")
def test_stages_follow_each_other_and_never_overlap(store: Store) -> None:
    with store.write("Stages") as session:
        group = create_partnership(session, PartnershipFields("Ring"))
        enter_stage(session, StageFields(group, Stage.PILOT, date(2018, 9, 1)))
        enter_stage(session, StageFields(group, Stage.PROJECT, date(2019, 9, 1), why="The pilot worked."))
        alliance = enter_stage(session, StageFields(group, Stage.ALLIANCE, date(2024, 1, 8)))

    with store.read() as session:
        history = list_stages(session, group, as_at=TODAY)
        assert [(row.stage, row.starts_on, row.ends_on) for row in history] == [
            (Stage.PILOT, date(2018, 9, 1), date(2019, 9, 1)),
            (Stage.PROJECT, date(2019, 9, 1), date(2024, 1, 8)),
            (Stage.ALLIANCE, date(2024, 1, 8), None),
        ]
        assert history[1].why == history[0].end_reason == "The pilot worked."
        then = list_partnerships(session, as_at=date(2020, 1, 1), where=PartnershipFilter(stage=Stage.PROJECT))
        assert [row.id for row in then] == [group]
        assert list_partnerships(session, as_at=TODAY, where=PartnershipFilter(stage=Stage.PROJECT)) == ()
    for wrong in (
        StageFields(group, Stage.INTEGRATION, date(2018, 12, 1)),
        StageFields(group, Stage.INTEGRATION, date(2019, 1, 1), ends_on=date(2019, 10, 1)),
    ):
        with pytest.raises(WrongUse, match="in that time"), store.write("Wrong") as session:
            enter_stage(session, wrong)
    with pytest.raises(WrongUse, match="already"), store.write("Wrong") as session:
        enter_stage(session, StageFields(group, Stage.ALLIANCE, date(2025, 1, 1)))
    with pytest.raises(WrongUse, match="in that time"), store.write("Wrong") as session:
        edit_stage(session, alliance, StageFields(group, Stage.ALLIANCE, date(2022, 1, 1)))


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
