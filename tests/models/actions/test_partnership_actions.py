"""Actions on partnerships: what they refuse, what they keep together, and that undo takes everything back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from models.actions import agreements, contributions, partnership_money, services
from models.actions.deleted import bring_back_records
from models.actions.organisations import (
    OrganisationFields,
    RelationshipFields,
    add_relationship,
    archive_organisation,
    edit_organisation,
)
from models.actions.pairings import PairingFields, link_partnerships, pair_institutions
from models.actions.partnership_members import (
    MembershipFields,
    add_membership,
    edit_membership,
    end_membership,
    remove_membership,
    take_over_member_links,
)
from models.actions.partnership_people import AuthoritySeatFields, StaffFields, add_authority_seat, employ
from models.actions.partnership_stages import StageFields, edit_stage, enter_stage, remove_stage
from models.actions.partnership_types import rename_partnership_type, use_partnership_type
from models.actions.partnerships import (
    LegalFormFields,
    PartnershipFields,
    add_legal_form,
    create_partnership,
    edit_legal_form,
    edit_partnership,
    end_legal_form,
    end_partnership,
    remove_legal_form,
)
from models.entities import (
    Agreement,
    AgreementParty,
    Benefit,
    Contribution,
    Delegation,
    FundingLine,
    FundingOpportunity,
    OrganisationKind,
    OrganisationRelationship,
    PartnershipForm,
    PartnershipMembership,
    PartnershipProfile,
    PartnershipStage,
    PartnershipType,
    Post,
    RelationshipType,
    Service,
)
from models.errors import StaleRecord, WrongUse
from models.queries.pairings import list_pairings
from models.queries.partnership_history import list_legal_forms, list_stages
from models.queries.partnership_members import list_members, list_memberships_of
from models.queries.partnerships import PartnershipFilter, find_partnership_rows, list_partnerships
from models.store import Store
from models.vocabulary import (
    AgreementKind,
    ContributionKind,
    FundingKind,
    LegalForm,
    MemberRole,
    PartnershipStatus,
    ServiceKind,
    Stage,
)
from tests.models.people_and_places import TODAY, make_area, make_organisation

EVERY_TABLE = (
    *(PartnershipType, PartnershipProfile, PartnershipForm, PartnershipStage, PartnershipMembership, FundingLine),
    *(FundingOpportunity, Contribution, Benefit, Agreement, AgreementParty, Delegation, Service, Post),
    OrganisationRelationship,
)


def _counts(store: Store) -> list[int]:
    with store.read() as session:
        return [session.execute(select(func.count()).select_from(kind)).scalar_one() for kind in EVERY_TABLE]


def _ring(store: Store) -> tuple[int, int]:
    """Make a partnership and a school, and return their numbers."""
    with store.write("Ring") as session:
        return create_partnership(session, PartnershipFields("Ring")), make_organisation(session, "School")


def test_undo_takes_back_every_kind_of_record_and_redo_brings_it_again(store: Store) -> None:
    with store.write("Area") as session:
        area = make_area(session)
    before = _counts(store)
    with store.write("A whole partnership") as session:
        kind = use_partnership_type(session, "Cluster")
        ring = create_partnership(
            session, PartnershipFields("Ring", type_id=kind, employs_staff=True, makes_contracts=True)
        )
        other = create_partnership(session, PartnershipFields("Other"))
        add_legal_form(session, LegalFormFields(ring, LegalForm.CHARITY))
        enter_stage(session, StageFields(ring, Stage.PILOT, date(2024, 9, 1)))
        add_membership(session, MembershipFields(ring, area.own))
        partnership_money.create_funding_line(
            session, partnership_money.FundingLineFields(ring, FundingKind.GRANT, 2026, 100)
        )
        partnership_money.create_funding_opportunity(session, partnership_money.OpportunityFields("Fund", ring))
        contributions.create_contribution(
            session,
            contributions.ContributionFields(ring, area.own, ContributionKind.SKILLS, TODAY, "Maths"),
        )
        contributions.create_benefit(session, contributions.BenefitFields(ring, area.own, TODAY, "Friends"))
        agreements.create_agreement(
            session, agreements.AgreementFields(AgreementKind.CONTRACT, "Payroll", (ring, area.own))
        )
        agreements.create_delegation(session, agreements.DelegationFields("All", area.council, ring))
        services.create_service(session, services.ServiceFields(ring, ServiceKind.OTHER, "News", area.own))
        pair_institutions(session, PairingFields(area.own, area.oakley, "Reading"))
        link_partnerships(session, ring, other)
        add_authority_seat(session, AuthoritySeatFields(ring, area.council, person_id=area.nair))
        employ(session, StaffFields(ring, area.joe, "Manager"))
    after = _counts(store)
    assert all(now > then for then, now in zip(before, after, strict=True))

    assert store.undo() == "A whole partnership"
    assert _counts(store) == before
    assert store.redo() == "A whole partnership"
    assert _counts(store) == after
    assert store.check() == []


def test_a_form_older_than_the_record_is_refused(store: Store) -> None:
    ring, school = _ring(store)
    with store.write("Member") as session:
        membership = add_membership(session, MembershipFields(ring, school))
    with store.write("Edit") as session:
        edit_partnership(session, ring, PartnershipFields("Ring of schools", purpose="Friends", version=1))
        edit_membership(session, membership, MembershipFields(ring, school, MemberRole.LEAD, version=1))
    with pytest.raises(StaleRecord), store.write("Late") as session:
        edit_partnership(session, ring, PartnershipFields("Ring", version=1))
    with pytest.raises(StaleRecord), store.write("Late") as session:
        edit_membership(session, membership, MembershipFields(ring, school, version=1))
    with store.read() as session:
        (row,) = list_members(session, ring, as_at=TODAY)
        assert (row.partnership, row.role, row.version) == ("Ring of schools", MemberRole.LEAD, 2)


def test_a_form_that_points_nowhere_is_refused_and_nothing_is_kept(store: Store) -> None:
    before = _counts(store)
    wrong = (
        PartnershipFields("Lost", type_id=99),
        PartnershipFields("Lost", area_id=99),
        PartnershipFields("Lost", authority_id=99),
        PartnershipFields("Lost", inaugural_event_id=99),
        PartnershipFields("  "),
    )
    for fields in wrong:
        with pytest.raises(WrongUse), store.write("Lost") as session:
            create_partnership(session, fields)
    with store.read() as session:
        assert list_partnerships(session, as_at=TODAY) == ()
    assert _counts(store) == before


def test_ending_a_partnership_ends_what_stands_with_the_reason(store: Store) -> None:
    ring, school = _ring(store)
    with store.write("Parts") as session:
        add_membership(session, MembershipFields(ring, school, starts_on=date(2020, 9, 1)))
        enter_stage(session, StageFields(ring, Stage.PILOT, date(2020, 9, 1)))
        add_legal_form(session, LegalFormFields(ring, LegalForm.CHARITY))
    with store.write("End") as session:
        end_partnership(session, ring, date(2026, 9, 1), "Its money ended.")
    with store.read() as session:
        (row,) = list_partnerships(session, as_at=TODAY)
        assert (row.status, row.members, row.stage) == (PartnershipStatus.ENDED, 0, None)
        assert list_partnerships(session, as_at=TODAY, where=PartnershipFilter(live_only=True)) == ()
        before = list_partnerships(session, as_at=date(2026, 8, 31), where=PartnershipFilter(live_only=True))
        assert [(one.members, one.stage) for one in before] == [(1, Stage.PILOT)]
        (left,) = list_members(session, ring, as_at=TODAY, include_former=True)
        assert left.end_reason == list_stages(session, ring, as_at=TODAY)[0].end_reason == "Its money ended."
        assert not list_legal_forms(session, ring, as_at=TODAY)[0].is_current
    assert store.undo() == "End"
    with store.read() as session:
        assert list_partnerships(session, as_at=TODAY, where=PartnershipFilter(live_only=True))[0].members == 1


def test_memberships_of_one_role_never_overlap_but_may_follow(store: Store) -> None:
    ring, school = _ring(store)
    first = MembershipFields(ring, school, starts_on=date(2020, 9, 1))
    with store.write("First") as session:
        membership = add_membership(session, first)
    for starts, ends in ((None, None), (date(2019, 1, 1), date(2020, 9, 2)), (date(2025, 1, 1), None)):
        with pytest.raises(WrongUse, match="already"), store.write("Again") as session:
            add_membership(session, replace(first, starts_on=starts, ends_on=ends))
    with store.write("Follow") as session:
        end_membership(session, membership, date(2023, 9, 1), "A year off.")
        again = add_membership(session, replace(first, starts_on=date(2023, 9, 1)))
    with pytest.raises(WrongUse, match="end before it began"), store.write("Odd") as session:
        end_membership(session, again, date(2020, 1, 1), "Odd")
    with pytest.raises(WrongUse, match="why the membership ended"), store.write("Odd") as session:
        end_membership(session, again, date(2026, 1, 1), " ")
    with store.read() as session:
        for day in (date(2023, 8, 31), date(2023, 9, 1)):
            assert len(list_members(session, ring, as_at=day)) == 1
    with store.write("Out") as session:
        remove_membership(session, again)
    with store.read() as session:
        assert list_members(session, ring, as_at=TODAY) == ()


def test_links_of_an_older_book_count_and_become_memberships(store: Store) -> None:
    ring, school = _ring(store)
    with store.write("Link") as session:
        add_relationship(
            session, RelationshipFields(school, ring, RelationshipType.MEMBER_OF, date(2019, 9, 1), note="First")
        )
    with store.read() as session:
        (row,) = list_members(session, ring, as_at=TODAY)
        assert (row.id, row.member, row.note) == (None, "School", "First")
        assert list_partnerships(session, as_at=TODAY)[0].members == 1
        assert list_members(session, ring, as_at=date(2019, 1, 1)) == ()
    with store.write("Take over") as session:
        assert take_over_member_links(session, ring) == 1
    with store.read() as session:
        (row,) = list_members(session, ring, as_at=TODAY)
        assert (row.starts_on, row.note) == (date(2019, 9, 1), "First")
        assert row.id is not None
    with store.write("End") as session:
        end_membership(session, row.id, date(2026, 9, 1), "Moved away")
    with store.read() as session:
        assert list_memberships_of(session, school, as_at=TODAY) == ()
    with store.write("Again") as session:
        assert take_over_member_links(session, ring) == 0


def test_a_member_that_closed_or_was_put_away_is_one_no_longer(store: Store) -> None:
    ring, school = _ring(store)
    with store.write("Members") as session:
        other = make_organisation(session, "Other school")
        for number in (school, other):
            add_membership(session, MembershipFields(ring, number))
        pair_institutions(session, PairingFields(school, other, "Reading"))
    with store.write("Close") as session:
        edit_organisation(
            session, school, OrganisationFields("School", OrganisationKind.INSTITUTION, closed_on=date(2026, 9, 1))
        )
        archive_organisation(session, other)
    with store.read() as session:
        assert list_members(session, ring, as_at=TODAY) == ()
        assert list_partnerships(session, as_at=TODAY)[0].members == 0
        assert [row.member for row in list_members(session, ring, as_at=date(2026, 8, 31))] == ["School"]
        assert [row.is_current for row in list_members(session, ring, as_at=TODAY, include_former=True)] == [False]
        assert list_pairings(session, as_at=TODAY) == ()


def test_removing_a_stage_lets_the_one_before_stand_again(store: Store) -> None:
    ring, _school = _ring(store)
    with store.write("Stages") as session:
        pilot = enter_stage(session, StageFields(ring, Stage.PILOT, date(2020, 9, 1)))
        wrong = enter_stage(session, StageFields(ring, Stage.ALLIANCE, date(2024, 9, 1)))
        remove_stage(session, wrong)
        edit_stage(session, pilot, StageFields(ring, Stage.PROJECT, date(2020, 1, 1)))
    with store.read() as session:
        (row,) = list_stages(session, ring, as_at=TODAY)
        assert (row.stage, row.starts_on, row.is_current) == (Stage.PROJECT, date(2020, 1, 1), True)


def test_a_partnership_of_two_stages_at_once_is_listed_once_at_the_later(store: Store) -> None:
    ring, _school = _ring(store)
    with store.write("What another program left") as session:
        for stage, began in (
            (Stage.ALLIANCE, date(2024, 9, 1)),
            (Stage.PILOT, date(2020, 9, 1)),
            (Stage.PROJECT, None),
        ):
            session.add(PartnershipStage(partnership_id=ring, stage=stage, starts_on=began))
    with store.read() as session:
        assert [(row.id, row.stage) for row in list_partnerships(session, as_at=TODAY)] == [(ring, Stage.ALLIANCE)]
        assert find_partnership_rows(session, [ring], as_at=date(2022, 1, 1))[ring].stage is Stage.PILOT
        assert list_partnerships(session, as_at=TODAY, where=PartnershipFilter(stage=Stage.PILOT)) == ()


def test_legal_forms_end_change_and_go(store: Store) -> None:
    ring, _school = _ring(store)
    with store.write("Forms") as session:
        loose = add_legal_form(session, LegalFormFields(ring, LegalForm.UNINCORPORATED))
        end_legal_form(session, loose, date(2020, 9, 1), "Incorporated")
        company = add_legal_form(session, LegalFormFields(ring, LegalForm.LIMITED_BY_GUARANTEE, date(2020, 9, 1)))
        edit_legal_form(session, company, LegalFormFields(ring, LegalForm.SCHOOLS_COMPANY, date(2020, 9, 1)))
    with pytest.raises(WrongUse, match="cannot be unincorporated"), store.write("Odd") as session:
        edit_legal_form(session, company, LegalFormFields(ring, LegalForm.SCHOOLS_COMPANY, date(2019, 9, 1)))
    with store.write("Out") as session:
        remove_legal_form(session, company)
    with store.read() as session:
        assert [(row.form, row.is_current) for row in list_legal_forms(session, ring, as_at=TODAY)] == [
            (LegalForm.UNINCORPORATED, False)
        ]


def test_two_kinds_of_one_name_are_refused(store: Store) -> None:
    with store.write("Kinds") as session:
        own = use_partnership_type(session, "Ring")
        use_partnership_type(session, "Circle")
    with pytest.raises(WrongUse, match="already"), store.write("Same") as session:
        rename_partnership_type(session, own, "CIRCLE")


def test_amounts_and_hours_beyond_all_reason_are_refused(store: Store) -> None:
    ring, school = _ring(store)
    with store.write("Member") as session:
        add_membership(session, MembershipFields(ring, school))
    given = contributions.ContributionFields(ring, school, ContributionKind.FUNDS, TODAY, "Money", amount_pence=10**20)
    for fields in (given, replace(given, amount_pence=1, hours=10**12), replace(given, amount_pence=-1)):
        with pytest.raises(WrongUse), store.write("Much") as session:
            contributions.create_contribution(session, fields)
    line = partnership_money.FundingLineFields(ring, FundingKind.GRANT, 2026, 10**20)
    for wrong in (line, replace(line, amount_pence=1, year_begins=26)):
        with pytest.raises(WrongUse), store.write("Much") as session:
            partnership_money.create_funding_line(session, wrong)


def test_what_is_put_away_counts_no_longer_and_comes_back(store: Store) -> None:
    ring, school = _ring(store)
    with store.write("Begin") as session:
        add_membership(session, MembershipFields(ring, school))
        place = make_organisation(session, "Hall", OrganisationKind.COMMUNITY_GROUP)
        numbers = {
            services.archive_service: services.create_service(
                session, services.ServiceFields(place, ServiceKind.OTHER, "Hall", school)
            ),
            agreements.archive_agreement: agreements.create_agreement(
                session, agreements.AgreementFields(AgreementKind.PROTOCOL, "Moves", (school, place))
            ),
            agreements.archive_delegation: agreements.create_delegation(
                session, agreements.DelegationFields("Lets", school, place)
            ),
            contributions.archive_benefit: contributions.create_benefit(
                session, contributions.BenefitFields(ring, school, TODAY, "Friends")
            ),
        }
    kinds = (Service, Agreement, Delegation, Benefit)
    with store.write("Away") as session:
        for away, number in numbers.items():
            away(session, number)
    with store.read() as session:
        for kind, number in zip(kinds, numbers.values(), strict=True):
            assert session.get_one(kind, number).archived_at is not None
    with store.write("Back") as session:
        bring_back_records(
            session, [(kind.__tablename__, numbers[away]) for kind, away in zip(kinds, numbers, strict=True)]
        )
    with store.read() as session:
        for kind, number in zip(kinds, numbers.values(), strict=True):
            assert session.get_one(kind, number).archived_at is None
