"""The sample book has people, places, seats and councillors enough to show every list of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from models import settings
from models.base import Base
from models.entities import Affiliation, Event, Organisation, Person, Post, RelationshipType, map_all
from models.queries.acquaintance import list_first_met, list_person_links
from models.queries.appointments import list_appointments
from models.queries.area_tree import list_area_tree
from models.queries.authority_seats import list_seats_on_authorities
from models.queries.bringing_together import list_convening
from models.queries.constitution import list_constitution
from models.queries.contact_points import list_unchecked_points
from models.queries.councillor_contact import list_ward_table
from models.queries.councillor_terms import list_councillor_terms
from models.queries.government import list_authorities
from models.queries.handover import find_handover
from models.queries.key_people import list_sole_contacts, list_sole_relationships
from models.queries.organisation_links import list_lapsed_links, list_lineage, list_status_changes
from models.queries.party_balance import check_event_balance
from models.queries.posts import list_vacancies
from models.queries.recipients import list_reach
from models.queries.role_gaps import list_gaps
from models.queries.role_search import find_role_holders
from models.queries.sectors import list_board_sectors, list_sectors
from models.roles import RoleGroup, office_of, role_group
from models.sample import fill_example
from models.vocabulary import ContactWay, RepresentedSector, Sector

DAYS = (date(2026, 11, 22), date(2027, 8, 10))


@pytest.fixture(scope="module", params=DAYS, ids=str)
def day(request: pytest.FixtureRequest) -> date:
    found: date = request.param
    return found


@pytest.fixture(scope="module")
def session(day: date) -> Iterator[Session]:
    engine = create_engine("sqlite://")
    map_all()
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        fill_example(session, day)
        session.commit()
        yield session


def number(session: Session, name: str) -> int:
    return session.scalars(select(Organisation.id).where(Organisation.name == name)).one()


def test_roles_lie_within_their_seats_and_organisations(session: Session) -> None:
    places = {row.id: row for row in session.scalars(select(Organisation))}
    posts = {row.id: row for row in session.scalars(select(Post))}
    for role in session.scalars(select(Affiliation)):
        place, post = places[role.organisation_id], posts.get(role.post_id or 0)
        assert place.opened_on is None or role.starts_on is None or role.starts_on >= place.opened_on, place.name
        assert place.closed_on is None or (role.ends_on or date.max) <= place.closed_on, place.name
        if post is not None:
            assert post.organisation_id == place.id
            assert post.starts_on is None or role.starts_on is None or role.starts_on >= post.starts_on, place.name
    chairs = [
        (role.organisation_id, office_of(role.role), role.starts_on or date.min, role.ends_on or date.max)
        for role in session.scalars(select(Affiliation))
        if role_group(role.role) is RoleGroup.CHAIR
    ]
    for one in chairs:
        assert sum(two[:2] == one[:2] and two[2] < one[3] and one[2] < two[3] for two in chairs) == 1


def test_seats_are_empty_and_contacts_unknown(session: Session, day: date) -> None:
    empty = {(row.organisation, row.name) for row in list_vacancies(session, as_at=day)}
    assert ("Elm Lane Board of Governors", "Local authority governor") in empty
    assert ("Wendleshire Schools Forum", "Primary headteachers") in empty
    board = list_constitution(session, number(session, "Elm Lane Board of Governors"), as_at=day)
    assert {"parent", "staff", "co-opted", "local authority", "office"} <= {row.category for row in board}
    gaps = {(row.organisation, row.missing.words) for row in list_gaps(session, as_at=day)}
    assert ("Kingsmead Regional College", "Course leader for teacher training") in gaps
    assert not any(name == "Elm Lane Primary School" for name, _words in gaps)
    assert not any(name == "Wendleshire County Council" for name, _words in gaps)


def test_people_are_found_by_role_and_topic(session: Session, day: date) -> None:
    assert [row.name for row in find_role_holders(session, "DCS", as_at=day).rows] == ["Mr Desmond Brook"]
    assert find_role_holders(session, "course leader", as_at=day).rows
    rows = list_convening(session, "teacher training", as_at=day)
    assert any(row.people for row in rows)
    assert any(row.is_gap for row in rows)
    hyde = session.scalars(select(Person.id).where(Person.family_name == "Hyde")).one()
    assert [row.words for row in list_person_links(session, hyde, today=day)] == ["Has as alternate"]
    assert len(list_first_met(session)) > 40
    assert list_unchecked_points(session, today=day, months=3)
    refused = list(list_reach(session, tuple(session.scalars(select(Person.id))), ContactWay.EMAIL, today=day))
    assert sum(row.is_refused for row in refused) == 3


def test_links_ended_for_a_reason_and_institutions_changed(session: Session, day: date) -> None:
    lapsed = list_lapsed_links(session, today=day, types=(RelationshipType.PLACES_STUDENTS,))
    assert [row.to_name for row in lapsed] == ["Canal Lane Primary School"]
    assert all(row.end_reason for row in list_lapsed_links(session, today=day))
    before = list_lineage(session, number(session, "Oakfold Primary Academy"))
    assert [(row.name, row.is_before) for row in before] == [("Eastfield Community Primary School", True)]
    assert len(list_status_changes(session)) == 4
    assert {row.sector for row in list_sectors(session)} == {Sector.STATE_FUNDED, Sector.INDEPENDENT, None}
    sectors = {
        row.sector for row in list_board_sectors(session, number(session, "Lighthouse Board of Trustees"), as_at=day)
    }
    assert sectors == {RepresentedSector.STATE_FUNDED, RepresentedSector.INDEPENDENT, RepresentedSector.CHARITY}


def test_wards_have_councillors_institutions_and_gaps(session: Session, day: date) -> None:
    table = {row.ward: row for row in list_ward_table(session, as_at=day)}
    assert all(len(table[name].councillors) == 3 for name in ("Southgate", "Millbrook", "Eastfield"))
    assert sum(row.gaps for row in table.values()) > 3
    assert any(one.last_with for row in table.values() for one in row.institutions)
    terms = list_councillor_terms(session, as_at=day)
    assert any(not row.is_current for row in terms)
    assert any(row.is_silent for row in terms)
    assert any(row.visited and row.attended for row in terms)
    asked = session.scalars(
        select(Event.id).where(Event.title == "Elm Lane summer fair").order_by(Event.starts_at)
    ).all()
    balances = [check_event_balance(session, event, as_at=day) for event in asked]
    assert any(one.invited and not one.is_balanced for one in balances)
    assert {row.institution or row.organisation for row in list_appointments(session, as_at=day)} >= {
        "St Bede's Primary School",
        "Harlow Street Community Centre",
    }
    tree = list_area_tree(session, as_at=day)
    assert {("Eastern region", 0), ("Wendleshire", 1), ("Fen End", 5)} <= {(row.name, row.depth) for row in tree}


def test_authorities_stand_in_tiers_with_leaders_and_seats(session: Session, day: date) -> None:
    tiers = {row.name: row for row in list_authorities(session, as_at=day)}
    assert [one.role for one in tiers["Wendle Vale Combined Authority"].leaders] == ["Mayor of the combined authority"]
    assert len(tiers["Wendleshire County Council"].leaders) == 2
    assert [one.role for one in tiers["Regional Schools Office"].leaders] == ["DfE regional director"]
    assert "Millbrook Neighbourhood Policing Team" not in tiers
    seats = list_seats_on_authorities(session, as_at=day)
    assert {row.body for row in seats if row.is_vacant} == {"Wendleshire Schools Forum"}
    assert {row.holder for row in seats if not row.is_vacant} >= {"Mrs Maeve Gallagher", "Dr Thandi Mokoena"}


def test_much_rests_on_one_person(session: Session, day: date) -> None:
    sole = list_sole_relationships(session, today=day)
    ours = {row.our_person for row in sole}
    assert "Sam Okoro" in ours
    assert len(ours) > 1
    assert number(session, "Elm Lane Primary School") not in {row.organisation_id for row in sole}
    assert settings.get_setting(session, settings.OUR_PERSON) == "Sam Okoro"
    assert list_sole_contacts(session, today=day, our_person="Sam Okoro")
    sam = session.scalars(select(Person.id).where(Person.display_name == "Sam Okoro")).one()
    sheet = find_handover(session, sam, today=day)
    assert sheet.roles
    assert sheet.sole_relationships
    assert sheet.how_to_reach
