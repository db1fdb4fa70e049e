"""The needs of partnerships: what they live on, what each brings and gets, what was agreed, what is provided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.actions.agreements import (
    AgreementFields,
    DelegationFields,
    create_agreement,
    create_delegation,
    edit_agreement,
    end_agreement,
    end_delegation,
)
from models.actions.contributions import BenefitFields, ContributionFields, create_benefit, create_contribution
from models.actions.partnership_members import MembershipFields, add_membership
from models.actions.partnership_money import (
    FundingLineFields,
    OpportunityFields,
    archive_funding_line,
    create_funding_line,
    create_funding_opportunity,
    set_opportunity_state,
)
from models.actions.partnerships import PartnershipFields, create_partnership
from models.actions.services import ServiceFields, create_service, end_service
from models.entities import OrganisationKind
from models.errors import WrongUse
from models.queries.agreements import list_agreements, list_delegations
from models.queries.contribution_ledger import (
    find_contribution_ledger,
    list_benefits,
    list_contributions,
    total_saving,
)
from models.queries.partnership_money import (
    list_funding_lines,
    list_funding_opportunities,
    list_funding_years,
    list_subscriptions,
)
from models.queries.services import find_extended_services, list_agency_services, list_services
from models.store import Store
from models.vocabulary import (
    AgreementKind,
    ContributionKind,
    FundingKind,
    OpportunityState,
    ServiceKind,
    TimeOfDay,
    Visibility,
)
from tests.models.people_and_places import TODAY, make_organisation
from tests.needs.partnership_records import PUBLIC, Records, records

__all__ = ["records"]

FIRST, LAST = date(2026, 9, 1), date(2027, 8, 31)


@pytest.fixture
def ring(store: Store, records: Records) -> int:
    """A partnership of Elm Lane, Brookfield and Oakley; Far End is no member."""
    with store.write("Ring") as session:
        ring = create_partnership(session, PartnershipFields("Ring"))
        for school in (records.elm, records.brookfield, records.oakley):
            add_membership(session, MembershipFields(ring, school, subscription_pence=40_000))
        return ring


@pytest.mark.need("N052")
def test_extended_services_of_a_cluster_by_kind_and_session(store: Store, records: Records) -> None:
    with store.write("Services") as session:
        cluster = make_organisation(session, "South Cluster", OrganisationKind.CLUSTER)
        add_membership(session, MembershipFields(cluster, records.elm))
        for fields in (
            ServiceFields(records.elm, ServiceKind.CHILDCARE, "Breakfast club", records.elm, TimeOfDay.BEFORE_SCHOOL),
            ServiceFields(records.oakley, ServiceKind.STUDY_SUPPORT, "Homework", cluster, TimeOfDay.AFTER_SCHOOL),
            ServiceFields(records.far, ServiceKind.CHILDCARE, "Far club", records.far, TimeOfDay.AFTER_SCHOOL),
            ServiceFields(records.elm, ServiceKind.OTHER, "Lettings", records.elm, TimeOfDay.EVENING),
        ):
            create_service(session, fields)
        old = create_service(
            session,
            ServiceFields(records.elm, ServiceKind.HEALTH, "Nurse", records.elm, TimeOfDay.BEFORE_SCHOOL),
        )
        end_service(session, old, date(2026, 9, 1), "The post was cut.")

    with store.read() as session:
        found = find_extended_services(session, cluster, as_at=TODAY)
        assert [row.name for row in found.of(ServiceKind.CHILDCARE, TimeOfDay.BEFORE_SCHOOL)] == ["Breakfast club"]
        assert [row.name for row in found.of(ServiceKind.STUDY_SUPPORT)] == ["Homework"]
        assert {row.name for row in found.services} == {"Breakfast club", "Homework"}
        assert (ServiceKind.CHILDCARE, TimeOfDay.AFTER_SCHOOL) in found.gaps
        assert (ServiceKind.CHILDCARE, TimeOfDay.BEFORE_SCHOOL) not in found.gaps
        before = find_extended_services(session, cluster, as_at=date(2026, 8, 1))
        assert [row.name for row in before.of(ServiceKind.HEALTH)] == ["Nurse"]


@pytest.mark.need("N063", "N120")
def test_funding_lines_say_from_whom_how_much_for_what_and_when(store: Store, records: Records, ring: int) -> None:
    with store.write("Money") as session:
        line = create_funding_line(
            session,
            FundingLineFields(
                *(ring, FundingKind.AUTHORITY, 2026, 1_200_000),
                source_id=records.council,
                purpose="Partnership leadership",
                is_restricted=True,
            ),
        )
        create_funding_line(
            session, FundingLineFields(ring, FundingKind.COMMUNITY, 2026, in_kind_pence=50_000, purpose="Hall")
        )
        create_funding_line(
            session, FundingLineFields(ring, FundingKind.GOVERNMENT, 2025, 900_000, visibility=Visibility.PUBLIC)
        )

    with store.read() as session:
        (council, hall) = list_funding_lines(session, partnership_id=ring, year_begins=2026)
        assert (council.source, council.amount_pence, council.purpose) == (
            *("Northfield City Council", 1_200_000, "Partnership leadership"),
        )
        assert council.is_restricted
        assert not hall.is_restricted
        assert hall.in_kind_pence == 50_000
        community = list_funding_lines(session, kinds=[FundingKind.COMMUNITY])
        assert [row.id for row in community] == [hall.id]
        assert [row.year_begins for row in list_funding_lines(session, audience=PUBLIC)] == [2025]
        assert list_funding_lines(session, partnership_id=ring, year_begins=2024) == ()
    with store.write("Away") as session:
        archive_funding_line(session, line)
    with store.read() as session:
        assert line not in [row.id for row in list_funding_lines(session)]
    refused = (
        (FundingLineFields(ring, FundingKind.GRANT, 2026, -1), "not below zero"),
        (FundingLineFields(ring, FundingKind.GRANT, 2026), "Enter an amount"),
        (FundingLineFields(ring, FundingKind.IN_KIND, 2026, 5), "no money"),
        (FundingLineFields(ring, FundingKind.GRANT, 2026, 5, is_restricted=True), "restricted money is for"),
        (FundingLineFields(records.elm, FundingKind.GRANT, 2026, 5), "not a partnership"),
    )
    for fields, words in refused:
        with pytest.raises(WrongUse, match=words), store.write("Wrong") as session:
            create_funding_line(session, fields)


@pytest.mark.need("N096")
def test_income_help_in_kind_and_subscriptions_of_each_year(store: Store, records: Records, ring: int) -> None:
    with store.write("Money") as session:
        for fields in (
            FundingLineFields(ring, FundingKind.SUBSCRIPTION, 2026, 40_000, source_id=records.elm),
            FundingLineFields(ring, FundingKind.SUBSCRIPTION, 2026, 10_000, source_id=records.oakley),
            FundingLineFields(ring, FundingKind.SUBSCRIPTION, 2025, 40_000, source_id=records.brookfield),
            FundingLineFields(ring, FundingKind.GRANT, 2026, 500_000, purpose="Reading", is_restricted=True),
            FundingLineFields(ring, FundingKind.IN_KIND, 2026, in_kind_pence=75_000, source_id=records.oakley),
        ):
            create_funding_line(session, fields)

    with store.read() as session:
        now, before = list_funding_years(session, ring)
        assert (now.year_begins, now.amount_pence, now.restricted_pence) == (2026, 550_000, 500_000)
        assert now.in_kind_pence == 75_000
        assert [(total.kind, total.lines) for total in now.totals] == [
            (FundingKind.SUBSCRIPTION, 2),
            (FundingKind.GRANT, 1),
            (FundingKind.IN_KIND, 1),
        ]
        assert (before.amount_pence, before.in_kind_pence) == (40_000, 0)
        owed = {row.member: row.owed_pence for row in list_subscriptions(session, ring, as_at=TODAY)}
        assert owed == {"Brookfield Primary School": 40_000, "Elm Lane School": 0, "Oakley College": 30_000}
        # The lines are internal, so the public is shown no year at all.
        assert list_funding_years(session, ring, audience=PUBLIC) == ()


@pytest.mark.need("N065")
def test_a_delegation_says_what_went_from_whom_to_whom_since_when(store: Store, records: Records, ring: int) -> None:
    with store.write("Delegate") as session:
        delegation = create_delegation(
            session,
            DelegationFields(
                *("In-year admissions", records.council, ring, date(2024, 9, 1)), review_on=date(2026, 9, 1)
            ),
        )
        create_delegation(session, DelegationFields("Training", records.council, ring, date(2027, 1, 1)))

    with store.read() as session:
        (row,) = list_delegations(session, as_at=TODAY)
        assert (row.responsibility, row.from_name, row.to_name) == (
            *("In-year admissions", "Northfield City Council", "Ring"),
        )
        assert row.is_due
        assert row.starts_on == date(2024, 9, 1)
        assert list_delegations(session, as_at=date(2025, 1, 1), due_only=True) == ()
        assert list_delegations(session, as_at=TODAY, organisation_id=records.elm) == ()
    with pytest.raises(WrongUse, match="to itself"), store.write("Wrong") as session:
        create_delegation(session, DelegationFields("All", ring, ring))
    with store.write("Back") as session:
        end_delegation(session, delegation, date(2026, 10, 1), "The council took it back.")
    with store.read() as session:
        assert list_delegations(session, as_at=TODAY) == ()


@pytest.mark.need("N068")
def test_what_was_agreed_on_working_together_is_in_the_register(store: Store, records: Records, ring: int) -> None:
    fields = AgreementFields(
        AgreementKind.MEMORANDUM,
        "How we work together",
        (records.elm, records.oakley),
        partnership_id=ring,
        starts_on=date(2025, 9, 1),
        review_on=date(2027, 9, 1),
        visibility=Visibility.PARTNERS,
    )
    with store.write("Agree") as session:
        agreement = create_agreement(session, fields)

    with store.read() as session:
        (row,) = list_agreements(session, as_at=TODAY, organisation_id=records.elm)
        assert [name for _number, name in row.parties] == ["Elm Lane School", "Oakley College"]
        assert (row.kind, row.next_on, row.partnership) == (AgreementKind.MEMORANDUM, date(2027, 9, 1), "Ring")
        assert list_agreements(session, as_at=TODAY, organisation_id=records.far) == ()
        assert list_agreements(session, as_at=TODAY, due_by=date(2027, 1, 1)) == ()
        assert list_agreements(session, as_at=TODAY, audience=PUBLIC) == ()
    with store.write("More") as session:
        edit_agreement(session, agreement, replace(fields, party_ids=(records.elm, records.far)))
    with store.read() as session:
        (row,) = list_agreements(session, as_at=TODAY)
        assert [number for number, _name in row.parties] == [records.elm, records.far]
    assert store.undo() == "More"
    with store.read() as session:
        (row,) = list_agreements(session, as_at=TODAY)
        assert [number for number, _name in row.parties] == [records.elm, records.oakley]
    with pytest.raises(WrongUse, match="two parties"), store.write("Wrong") as session:
        create_agreement(session, replace(fields, party_ids=(records.elm, records.elm)))


@pytest.mark.need("N083")
def test_contracts_are_made_by_those_that_may_and_come_up_for_renewal(store: Store, records: Records) -> None:
    with store.write("Contracts") as session:
        trading = create_partnership(session, PartnershipFields("Trading", makes_contracts=True))
        informal = create_partnership(session, PartnershipFields("Informal"))
        fields = AgreementFields(
            AgreementKind.CONTRACT,
            "Payroll",
            (trading, records.oakley),
            starts_on=date(2024, 4, 1),
            renewal_on=date(2027, 3, 31),
        )
        contract = create_agreement(session, fields)
        create_agreement(session, replace(fields, title="Training", renewal_on=date(2028, 3, 31)))
        create_agreement(session, replace(fields, kind=AgreementKind.PROTOCOL, title="Protocol"))

    with store.read() as session:
        due = list_agreements(session, as_at=TODAY, kinds=[AgreementKind.CONTRACT], due_by=date(2027, 8, 31))
        assert [row.title for row in due] == ["Payroll"]
        every = list_agreements(session, as_at=TODAY, kinds=[AgreementKind.CONTRACT])
        assert [row.title for row in every] == ["Payroll", "Training"]
    with pytest.raises(WrongUse, match="does not make contracts"), store.write("Wrong") as session:
        create_agreement(session, replace(fields, party_ids=(informal, records.oakley)))
    with store.write("End") as session:
        end_agreement(session, contract, date(2026, 4, 1), "The provider closed.")
    with store.read() as session:
        assert [row.title for row in list_agreements(session, as_at=TODAY, kinds=[AgreementKind.CONTRACT])] == [
            "Training"
        ]
        whole = list_agreements(session, as_at=TODAY, kinds=[AgreementKind.CONTRACT], current_only=False)
        assert [row.end_reason for row in whole if not row.is_current] == ["The provider closed."]


@pytest.mark.need("N076")
def test_what_was_bought_together_and_saved(store: Store, records: Records, ring: int) -> None:
    with store.write("Savings") as session:
        for school, pence in ((records.elm, 62_000), (records.brookfield, 35_000)):
            create_benefit(
                session,
                BenefitFields(ring, school, date(2026, 10, 1), "Photocopier lease together", saving_pence=pence),
            )
        create_benefit(session, BenefitFields(ring, records.oakley, date(2026, 10, 2), "New ideas"))
        create_benefit(
            session, BenefitFields(ring, records.oakley, date(2024, 10, 2), "Energy contract", saving_pence=9)
        )

    with store.read() as session:
        assert total_saving(session, FIRST, LAST) == 97_000
        saved = list_benefits(session, FIRST, LAST, savings_only=True)
        assert {row.organisation_id for row in saved} == {records.elm, records.brookfield}
        assert total_saving(session, FIRST, LAST, audience=PUBLIC) == 0


@pytest.mark.need("N078")
def test_traded_services_offered_and_bought(store: Store, records: Records, ring: int) -> None:
    with store.write("Traded") as session:
        payroll = ServiceFields(ring, ServiceKind.TRADED_BUSINESS, "Payroll", is_traded=True)
        create_service(session, payroll)
        create_service(
            session,
            ServiceFields(records.council, ServiceKind.TRADED_BUSINESS, "Insurance", records.elm, is_traded=True),
        )
        create_service(session, ServiceFields(ring, ServiceKind.OTHER, "Newsletter"))

    with store.read() as session:
        offered = list_services(session, as_at=TODAY, provider_id=ring, traded=True)
        assert [row.name for row in offered] == ["Payroll"]
        bought = list_services(session, as_at=TODAY, at_id=records.elm, traded=True)
        assert [(row.name, row.provider) for row in bought] == [("Insurance", "Northfield City Council")]
        assert list_services(session, as_at=TODAY, at_id=records.far, traded=True) == ()
    with pytest.raises(WrongUse, match="Mark it as traded"), store.write("Wrong") as session:
        create_service(session, replace(payroll, is_traded=False))


@pytest.mark.need("N130")
def test_a_chance_of_money_has_amount_giver_and_day_of_decision(store: Store, ring: int) -> None:
    with store.write("Chance") as session:
        combined = make_organisation(session, "Wendle Vale", OrganisationKind.COMBINED_AUTHORITY)
        deal = create_funding_opportunity(
            session,
            OpportunityFields(
                *("Devolution deal", None, combined, 420_000_000_000),
                closes_on=date(2026, 12, 1),
                decision_on=date(2027, 3, 31),
            ),
        )
        lost = create_funding_opportunity(session, OpportunityFields("Small grant", ring))
        set_opportunity_state(session, lost, OpportunityState.LOST)

    with store.read() as session:
        (row,) = list_funding_opportunities(session)
        assert (row.id, row.amount_pence, row.source, row.decision_on) == (
            *(deal, 420_000_000_000, "Wendle Vale", date(2027, 3, 31)),
        )
        assert list_funding_opportunities(session, decided_by=date(2027, 1, 1)) == ()
        assert [row.id for row in list_funding_opportunities(session, states=[OpportunityState.LOST])] == [lost]
    with pytest.raises(WrongUse, match="decided before it closes"), store.write("Wrong") as session:
        create_funding_opportunity(
            session, OpportunityFields("Odd", closes_on=date(2027, 1, 2), decision_on=date(2027, 1, 1))
        )


@pytest.mark.need("N131")
def test_welfare_advice_in_a_school_by_an_agency_from_outside(store: Store, records: Records) -> None:
    with store.write("Advice") as session:
        advice = make_organisation(session, "Citizens' Advice", OrganisationKind.CHARITY)
        friends = make_organisation(session, "Friends of Elm Lane", OrganisationKind.PTA)
        for provider, name in ((advice, "Welfare advice"), (friends, "Uniform shop"), (records.elm, "Own counselling")):
            create_service(
                session, ServiceFields(provider, ServiceKind.ADVICE, name, records.elm, TimeOfDay.SCHOOL_DAY)
            )

    with store.read() as session:
        (row,) = list_agency_services(session, as_at=TODAY)
        assert (row.name, row.provider, row.at) == ("Welfare advice", "Citizens' Advice", "Elm Lane School")
        assert list_agency_services(session, as_at=TODAY, institution_id=records.far) == ()
        assert list_agency_services(session, as_at=TODAY, audience=PUBLIC) == ()


@pytest.mark.need("N135", "N136")
def test_the_ledger_has_four_kinds_of_contribution_and_what_each_partner_got(
    store: Store, records: Records, ring: int
) -> None:
    with store.write("Ledger") as session:
        for partner, kind, more in (
            (records.elm, ContributionKind.SKILLS, {"hours": 12}),
            (records.elm, ContributionKind.EXPERIENCE, {}),
            (records.elm, ContributionKind.RESOURCES, {}),
            (records.oakley, ContributionKind.FUNDS, {"amount_pence": 25_000}),
        ):
            create_contribution(
                session, ContributionFields(ring, partner, kind, date(2026, 10, 5), f"Brought {kind.value}", **more)
            )
        create_contribution(
            session,
            ContributionFields(ring, records.elm, ContributionKind.SKILLS, date(2025, 10, 5), "Last year"),
        )
        create_benefit(session, BenefitFields(ring, records.oakley, date(2026, 11, 1), "Two mentors trained", "Notes"))
        create_benefit(session, BenefitFields(ring, records.brookfield, date(2026, 11, 1), "A place on the course"))

    with store.read() as session:
        ledger = {row.organisation: row for row in find_contribution_ledger(session, ring, FIRST, LAST)}
        assert list(ledger) == ["Brookfield Primary School", "Elm Lane School", "Oakley College"]
        elm, oakley = ledger["Elm Lane School"], ledger["Oakley College"]
        assert elm.brought == {
            ContributionKind.SKILLS: 1,
            ContributionKind.EXPERIENCE: 1,
            ContributionKind.RESOURCES: 1,
            ContributionKind.FUNDS: 0,
        }
        assert (elm.hours, elm.benefits, elm.only_gives) == (12, 0, True)
        assert (oakley.amount_pence, oakley.benefits, oakley.only_gives) == (25_000, 1, False)
        assert ledger["Brookfield Primary School"].only_gets
        assert "Last year" not in [row.text for row in list_contributions(session, ring, FIRST, LAST)]
        assert list_contributions(session, ring, FIRST, LAST, audience=PUBLIC) == ()
        bare = find_contribution_ledger(session, ring, FIRST, LAST, audience=PUBLIC)
        assert [(row.contributions, row.benefits) for row in bare] == [(0, 0)] * 3
    with pytest.raises(WrongUse, match="has no part in"), store.write("Wrong") as session:
        create_benefit(session, BenefitFields(ring, records.far, TODAY, "Nothing"))
    with pytest.raises(WrongUse, match="how much money"), store.write("Wrong") as session:
        create_contribution(session, ContributionFields(ring, records.elm, ContributionKind.FUNDS, TODAY, "Money"))
