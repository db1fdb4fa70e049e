"""The needs about roles, authorities, sectors, and what rests on one person."""

from __future__ import annotations

from datetime import date

import pytest

from models import settings
from models.actions.affiliations import end_affiliation
from models.actions.organisations import RelationshipFields, add_relationship
from models.actions.posts import PostFields, create_post
from models.actions.role_expectations import RoleExpectationFields, add_role_expectation
from models.actions.status_changes import StatusChangeFields, record_status_change, set_sector
from models.entities import OrganisationKind, RelationshipType
from models.errors import WrongUse
from models.queries.acquaintance import list_first_met
from models.queries.authority_seats import list_seats_on_authorities
from models.queries.government import list_authorities
from models.queries.handover import find_handover
from models.queries.key_people import list_sole_contacts, list_sole_relationships
from models.queries.organisation_links import find_status_on, list_lineage, list_status_changes
from models.queries.people import list_affiliations
from models.queries.role_gaps import list_gaps
from models.queries.role_search import find_role_holders
from models.queries.sectors import is_cross_sector, list_board_sectors, list_sectors
from models.roles import ROLE_SETS, ROLES, same_role, standard_role
from models.store import Store
from models.vocabulary import (
    GovernmentTier,
    RepresentedSector,
    Sector,
    Visibility,
)
from tests.needs.town import TODAY, Town

BODY, PTA, COUNCIL = OrganisationKind.BODY, OrganisationKind.PTA, OrganisationKind.COUNCIL
COUNTY, CHARITY = OrganisationKind.LOCAL_AUTHORITY, OrganisationKind.CHARITY


@pytest.mark.need("N059")
@pytest.mark.need("N103")
def test_roles_of_the_field_are_offered_and_known_by_their_other_names(store: Store) -> None:
    offered = set(ROLES)
    assert {
        "Lead member for children's services",
        "Director of children's services",
        "Portfolio holder",
        "School improvement officer",
        "Head of institution",
        "Executive head",
        "Trust chief executive",
        "Teaching school hub director",
        "Councillor",
    } <= offered
    assert len(ROLES) == len(offered) == sum(len(roles) for _where, roles in ROLE_SETS)
    assert standard_role("DCS") == "Director of children's services"
    assert same_role("MAT CEO", "Trust chief executive")
    assert not same_role("Chief executive", "Trust chief executive")
    with store.write("Fill") as session:
        town = Town(session)
        county, trust = town.place("The county", COUNTY), town.place("Trust", OrganisationKind.TRUST)
        town.role(town.person("Des Brook"), county, "Director of children's services")
        town.role(town.person("Dee Lock"), trust, "MAT CEO")
        add_role_expectation(session, RoleExpectationFields("DCS", OrganisationKind.LOCAL_AUTHORITY))
        add_role_expectation(session, RoleExpectationFields("Lead member", OrganisationKind.LOCAL_AUTHORITY))
        add_role_expectation(session, RoleExpectationFields("Trust chief executive", OrganisationKind.TRUST))
    with store.read() as session:
        assert [row.name for row in find_role_holders(session, "DCS", as_at=TODAY).rows] == ["Des Brook"]
        assert [row.missing.role for row in list_gaps(session, as_at=TODAY)] == ["Lead member"]


@pytest.mark.need("N064")
def test_a_school_changes_its_status_and_its_history_says_so(store: Store) -> None:
    with store.write("Fill") as session:
        town = Town(session)
        old, new = town.place("Eastfield Primary"), town.place("Oakfold Academy")
        add_relationship(session, RelationshipFields(new, old, RelationshipType.SUCCESSOR, date(2022, 9, 1)))
        record_status_change(
            session, StatusChangeFields(old, date(2015, 9, 1), "Foundation school", "Community school", source="Letter")
        )
        record_status_change(session, StatusChangeFields(old, date(2022, 9, 1), "Closed", note="Became an academy"))
    with store.read() as session:
        changes = list_status_changes(session, organisation_id=old)
        days = [find_status_on(session, old, date(year, 1, 1)) for year in (2014, 2016, 2023)]
        lineage = [(row.name, row.is_before) for row in list_lineage(session, new)]
        assert list_status_changes(session, organisation_id=new) == ()
    assert [(row.status_before, row.status_after) for row in changes] == [
        ("Foundation school", "Closed"),
        ("Community school", "Foundation school"),
    ]
    assert days == ["Community school", "Foundation school", "Closed"]
    assert lineage == [("Eastfield Primary", True)]
    with pytest.raises(WrongUse, match="not a school"), store.write("Wrong") as session:
        record_status_change(session, StatusChangeFields(Town(session).place("Shop", CHARITY), TODAY, "Closed"))


@pytest.mark.need("N066")
def test_seats_on_bodies_of_the_authority_have_holder_term_and_whom_they_are_for(store: Store) -> None:
    with store.write("Fill") as session:
        town = Town(session)
        county, mlp = town.place("The county", COUNTY), town.place("MLP", OrganisationKind.PARTNERSHIP)
        forum = town.place("Schools Forum", BODY, parent_id=county)
        seat = create_post(
            session, PostFields(forum, "Member", "Primary heads", seats=2, term_months=36, starts_on=date(2020, 9, 1))
        )
        ada = town.person("Ada Nwosu")
        town.role(ada, forum, "Member", date(2024, 9, 1), post_id=seat, on_behalf_of_id=mlp)
        town.role(town.person("Kim Officer"), forum, "Adviser")
    with store.read() as session:
        rows = list_seats_on_authorities(session, as_at=TODAY)
        later = list_seats_on_authorities(session, as_at=date(2020, 1, 1))
        ours = list_seats_on_authorities(session, as_at=TODAY, on_behalf_of_id=mlp)
    assert [(row.seat, row.holder, row.on_behalf_of, row.term_ends_on, row.is_vacant) for row in rows] == [
        ("Primary heads", "Ada Nwosu", "MLP", date(2027, 8, 31), False),
        ("Primary heads", "", "", None, True),
    ]
    assert [row.holder for row in ours] == ["Ada Nwosu"]
    assert later == ()


@pytest.mark.need("N081")
def test_what_one_of_ours_alone_holds_is_known_and_can_be_handed_over(store: Store) -> None:
    with store.write("Fill") as session:
        town = Town(session)
        own = town.place("Our school")
        settings.set_setting(session, settings.OUR_ORGANISATION, own)
        elm, brook = town.place("Elm"), town.place("Brook")
        sam = town.person("Sam Okoro", visibility=Visibility.INTERNAL)
        ann, ben = town.person("Ann Bell", "ann@elm.example"), town.person("Ben Cole")
        town.role(sam, own, "Liaison manager")
        for day in (1, 2):
            town.talk(date(2026, 10, day), (ann, elm))
        town.talk(date(2026, 10, 3), (ben, brook))
        town.talk(date(2026, 10, 4), (ben, brook), ours="Grace Hollis")
    with store.read() as session:
        sole = list_sole_relationships(session, today=TODAY)
        known = list_sole_contacts(session, today=TODAY)
        public = list_sole_relationships(session, today=TODAY, audience=Visibility.PUBLIC)
        sheet = find_handover(session, sam, today=TODAY)
        assert list_sole_relationships(session, today=TODAY, our_person="Grace Hollis") == ()
    assert [(row.name, row.our_person, row.conversations) for row in sole] == [("Elm", "Sam Okoro", 2)]
    assert [row.name for row in known] == ["Ann Bell"]
    assert public == ()
    assert [row.role for row in sheet.roles] == ["Liaison manager"]
    assert [(row.name, row.value) for row in sheet.how_to_reach] == [("Ann Bell", "ann@elm.example")]


@pytest.mark.need("N115")
def test_the_regional_director_is_a_contact_and_an_institution_has_its_region(store: Store) -> None:
    with store.write("Fill") as session:
        town = Town(session)
        office = town.place("Regions Group, East", OrganisationKind.GOVERNMENT, body_kind="regional office")
        town.role(town.person("Jas Wilde"), office, "Regional Schools Commissioner")
        town.role(town.person("Pat Post"), office, "Caseworker")
        town.place("Elm", region="East of England", type_group="Academies")
    with store.read() as session:
        found = find_role_holders(session, "DfE regional director", as_at=TODAY).rows
        tiers = list_authorities(session, as_at=TODAY)
        assert [row.region for row in list_sectors(session)] == ["East of England"]
    assert [row.name for row in found] == ["Jas Wilde"]
    assert [(row.tier, [one.role for one in row.leaders], row.known) for row in tiers] == [
        (GovernmentTier.REGIONAL, ["DfE regional director"], 2)
    ]


@pytest.mark.need("N125")
def test_the_sector_follows_the_type_unless_corrected(store: Store) -> None:
    with store.write("Fill") as session:
        town = Town(session)
        elm = town.place("Elm", type_group="Local authority maintained schools")
        house = town.place("Hartwell House", establishment_type="Other independent school")
        oakley = town.place("Oakley", type_group="Academies")
        odd = town.place("Odd", type_group="Other types")
    with store.read() as session:
        told = {row.name: row.sector for row in list_sectors(session)}
        assert is_cross_sector(session, [elm, house])
        assert not is_cross_sector(session, [elm, oakley, odd])
    assert told == {
        "Elm": Sector.STATE_FUNDED,
        "Hartwell House": Sector.INDEPENDENT,
        "Oakley": Sector.STATE_FUNDED,
        "Odd": None,
    }
    with store.write("Correct") as session:
        set_sector(session, odd, Sector.INDEPENDENT)
    with store.read() as session:
        assert [row.name for row in list_sectors(session, sector=Sector.INDEPENDENT)] == ["Hartwell House", "Odd"]
    store.undo()
    with store.read() as session:
        assert not is_cross_sector(session, [elm, odd])


@pytest.mark.need("N127")
def test_trustees_are_known_by_the_sector_they_come_from(store: Store) -> None:
    with store.write("Fill") as session:
        town = Town(session)
        trust = town.place("Schools Together", CHARITY)
        elm = town.place("Elm", type_group="Academies")
        house = town.place("Hartwell", type_group="Independent schools")
        chapel = town.place("Reading Chair", CHARITY)
        board = town.place("Hartwell board", BODY, parent_id=house)
        ann, ben, cal, dee = (town.person(name) for name in ("Ann Bell", "Ben Cole", "Cal Dean", "Dee Eve"))
        town.role(ann, trust, "Trustee", on_behalf_of_id=elm)
        town.role(ben, trust, "Trustee")
        town.role(ben, board, "Governor")
        town.role(cal, trust, "Trustee", on_behalf_of_id=chapel)
        gone = town.role(dee, trust, "Trustee", on_behalf_of_id=elm)
        end_affiliation(session, gone, TODAY)
    with store.read() as session:
        rows = list_board_sectors(session, trust, as_at=TODAY)
    assert [(row.name, row.represents, row.sector) for row in rows] == [
        ("Ann Bell", "Elm", RepresentedSector.STATE_FUNDED),
        ("Ben Cole", "Hartwell board", RepresentedSector.INDEPENDENT),
        ("Cal Dean", "Reading Chair", RepresentedSector.CHARITY),
    ]


@pytest.mark.need("N128")
def test_when_and_where_we_first_met(store: Store) -> None:
    with store.write("Fill") as session:
        town = Town(session)
        fair = town.event(town.place("Elm"), date(2025, 6, 7))
        ann = town.person("Ann Bell", first_met_on=date(2025, 6, 7), first_met_event_id=fair)
        town.person("Ben Cole", introduced_by_id=ann, first_met_on=date(2026, 1, 9))
        town.person("Cal Dean")
    with store.read() as session:
        rows = list_first_met(session)
        there = list_first_met(session, event_id=fair)
        through = list_first_met(session, introduced_by_id=ann)
        hidden = list_first_met(session, audience=Visibility.PUBLIC)
    assert [(row.name, row.event, row.introduced_by) for row in rows] == [
        ("Ben Cole", None, "Ann Bell"),
        ("Ann Bell", "Summer fair", None),
    ]
    assert ([row.name for row in there], [row.name for row in through]) == (["Ann Bell"], ["Ben Cole"])
    assert [row.name for row in hidden] == ["Ben Cole"]


@pytest.mark.need("N129")
def test_combined_authorities_stand_in_their_tier_with_their_leaders(store: Store) -> None:
    with store.write("Fill") as session:
        town = Town(session)
        vale = town.place("Wendle Vale", OrganisationKind.COMBINED_AUTHORITY)
        city = town.place("City Council", COUNCIL)
        town.place("Fen Edge Parish", COUNCIL, body_kind="parish council")
        town.place("Elm")
        mayor = town.person("Kim Marsh")
        held = town.role(mayor, vale, "Metro mayor", party="Labour")
        town.role(town.person("Lee Ash"), city, "Leader of the council")
        end_affiliation(session, town.role(town.person("Old Ash"), city, "Leader of the council"), date(2024, 5, 1))
    with store.read() as session:
        rows = list_authorities(session, as_at=TODAY)
        combined = list_authorities(session, as_at=TODAY, tier=GovernmentTier.COMBINED)
        roles = list_affiliations(session, mayor, today=TODAY)
    assert [(row.name, row.tier.value, [one.name for one in row.leaders]) for row in rows] == [
        ("Wendle Vale", "combined", ["Kim Marsh"]),
        ("City Council", "lower", ["Lee Ash"]),
        ("Fen Edge Parish", "parish", []),
    ]
    assert [row.name for row in combined] == ["Wendle Vale"]
    assert [row.id for row in roles] == [held]
