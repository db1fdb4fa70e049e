"""The needs of partnerships: what they are in law and in the field, how they are run, how they grow."""

from __future__ import annotations

from datetime import date

import pytest

from models.actions.areas import AreaFields, create_area
from models.actions.body_profiles import BodyProfileFields, set_body_profile
from models.actions.meetings import MeetingFields, create_meeting, set_minutes_state
from models.actions.organisations import end_relationship
from models.actions.pairings import link_partnerships
from models.actions.partnership_members import MembershipFields, add_membership
from models.actions.partnership_people import (
    AuthoritySeatFields,
    StaffFields,
    add_authority_seat,
    employ,
    fill_authority_seat,
)
from models.actions.partnership_stages import StageFields, edit_stage, enter_stage
from models.actions.partnerships import (
    LegalFormFields,
    PartnershipFields,
    add_legal_form,
    create_partnership,
    edit_partnership,
)
from models.entities import (
    AreaKind,
    MeetingState,
    MinutesState,
    OrganisationKind,
)
from models.errors import WrongUse
from models.queries.pairings import list_partnership_links
from models.queries.partnership_detail import find_partnership
from models.queries.partnership_directory import find_partnership_directory
from models.queries.partnership_governance import check_governance, list_governance
from models.queries.partnership_history import list_stages
from models.queries.partnership_people import list_authority_presence, list_partnership_staff
from models.queries.partnerships import PartnershipFilter, list_partnerships
from models.store import Store
from models.vocabulary import (
    AuthorityRelation,
    GovernancePart,
    LegalForm,
    PartnershipStatus,
    ServiceModel,
    Stage,
    Visibility,
)
from tests.models.people_and_places import TODAY, make_organisation, make_person, make_role, moment
from tests.needs.partnership_records import PUBLIC, Records, records

__all__ = ["records"]


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
