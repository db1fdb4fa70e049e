"""The needs about wards, councillors and what passes between them, the institutions and us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from models import settings
from models.actions.affiliations import end_affiliation
from models.actions.people import archive_person
from models.entities import AreaKind, Channel, Direction, OrganisationKind, ReplyState
from models.queries.appointments import list_appointments
from models.queries.area_tree import find_area_path, find_areas_within, list_area_tree, list_organisations_in
from models.queries.councillor_contact import list_institutions_without_councillor, list_ward_table
from models.queries.councillor_terms import list_councillor_terms
from models.queries.party_balance import check_balance, check_event_balance, check_meeting_balance
from models.store import Store
from models.vocabulary import Visibility
from tests.needs.town import TODAY, Town


@dataclass
class City:
    """The numbers of a small city."""

    own: int
    council: int
    committee: int
    district: int
    south: int
    east: int
    elm: int
    board: int
    brook: int
    nair: int
    hart: int
    cobb: int


@pytest.fixture
def city(store: Store) -> City:
    with store.write("Fill") as session:
        town = Town(session)
        region = town.ward("East of England", kind=AreaKind.REGION)
        county = town.ward("Wendleshire", region, AreaKind.LOCAL_AUTHORITY)
        district = town.ward("Millbrook", county, AreaKind.DISTRICT)
        south, east = town.ward("Southgate", district), town.ward("Eastfield", district)
        council = town.place("City Council", OrganisationKind.COUNCIL)
        elm, brook = town.place("Elm", ward_id=south), town.place("Brook", ward_id=east)
        own = town.place("Our school", ward_id=south)
        settings.set_setting(session, settings.OUR_ORGANISATION, own)
        return City(
            own,
            council,
            town.place("South Area Committee", OrganisationKind.BODY, parent_id=council),
            district,
            south,
            east,
            elm,
            town.place("Elm board", OrganisationKind.BODY, parent_id=elm),
            brook,
            town.councillor("Priya Nair", council, south, "Labour"),
            town.councillor("Edwin Hart", council, south, "Liberal Democrat"),
            town.councillor("Harry Cobb", council, east, "Labour"),
        )


@pytest.mark.need("N021")
def test_an_invitation_is_held_against_the_seats_of_the_parties(store: Store, city: City) -> None:
    with store.write("Ask") as session:
        town = Town(session)
        one_sided = town.event(city.elm, date(2026, 6, 1), asked=(city.nair, city.cobb))
        fair = town.event(city.elm, date(2026, 6, 2), came=(city.nair,), asked=(city.hart,))
        officer = town.person("Kate Officer")
        met = town.meeting(city.committee, date(2026, 6, 3), ((city.hart, None), (officer, None)), (city.nair,))
    with store.read() as session:
        wrong = check_event_balance(session, one_sided, as_at=TODAY)
        right = check_event_balance(session, fair, as_at=TODAY)
        meeting = check_meeting_balance(session, met, as_at=TODAY)
        nobody = check_balance(session, [officer], as_at=TODAY)
        east = check_balance(session, [city.cobb], as_at=TODAY, area_ids=[city.east])
    assert [(row.party, row.seats, row.invited) for row in wrong.parties] == [
        ("Labour", 2, 2),
        ("Liberal Democrat", 1, 0),
    ]
    assert (wrong.is_balanced, wrong.left_out) == (False, ("Liberal Democrat",))
    assert right.is_balanced
    assert meeting.is_balanced
    assert (nobody.is_balanced, nobody.invited) == (False, 0)
    assert (east.is_balanced, [row.party for row in east.parties]) == (True, ["Labour"])


@pytest.mark.need("N021")
def test_a_party_is_of_the_term_not_of_the_person(store: Store, city: City) -> None:
    with store.read() as session:
        term = list_councillor_terms(session, as_at=TODAY, person_id=city.nair)[0]
    with store.write("Change sides") as session:
        end_affiliation(session, term.affiliation_id, date(2026, 9, 1), "Left the group")
        town = Town(session)
        town.role(city.nair, city.council, "Councillor", date(2026, 9, 1), area_id=city.south, party="Independent")
    with store.read() as session:
        then = check_balance(session, [city.nair], as_at=date(2026, 8, 31))
        now = check_balance(session, [city.nair], as_at=TODAY)
    assert {row.party: row.invited for row in then.parties} == {"Labour": 1, "Liberal Democrat": 0}
    assert {row.party: row.invited for row in now.parties} == {"Independent": 1, "Labour": 0, "Liberal Democrat": 0}


@pytest.mark.need("N024")
def test_engagement_of_councillors_is_counted_by_ward_and_term(store: Store, city: City) -> None:
    out, email = Direction.OUT, Channel.EMAIL
    with store.write("Fill") as session:
        town = Town(session)
        town.event(city.own, date(2026, 6, 1), came=(city.nair,), asked=(city.hart,))
        town.meeting(city.committee, date(2026, 6, 3), ((city.nair, None),), (city.hart,))
        town.talk(date(2026, 6, 4), (city.nair, None))
        town.talk(date(2026, 6, 5), (city.nair, None), direction=out, channel=email, reply=ReplyState.RECEIVED)
        town.talk(date(2026, 6, 6), (city.hart, None), direction=out, channel=email, reply=ReplyState.AWAITING)
        town.talk(date(2023, 6, 4), (city.nair, None))
        town.talk(date(2026, 6, 7), (city.nair, None), visibility=Visibility.CONFIDENTIAL)
    with store.read() as session:
        rows = {row.name: row for row in list_councillor_terms(session, as_at=TODAY)}
        told = list_councillor_terms(session, as_at=TODAY, person_id=city.nair, audience=Visibility.INTERNAL)[0]
        south = [row.name for row in list_councillor_terms(session, as_at=TODAY, area_ids=[city.south])]
        before = list_councillor_terms(session, as_at=date(2024, 1, 1))
    nair, hart, cobb = rows["Cllr Priya Nair"], rows["Cllr Edwin Hart"], rows["Cllr Harry Cobb"]
    assert (nair.ward, nair.party, nair.invited, nair.attended, nair.visited) == ("Southgate", "Labour", 2, 2, 3)
    assert (nair.asked, nair.replied, nair.last_on) == (1, 1, date(2026, 6, 7))
    assert (told.visited, told.last_on) == (2, date(2026, 6, 5))
    assert (hart.invited, hart.attended, hart.visited, hart.asked, hart.replied) == (2, 0, 0, 1, 0)
    assert (hart.is_silent, hart.last_on, nair.is_silent) == (True, None, False)
    assert (cobb.invited, cobb.is_silent) == (0, True)
    assert south == ["Cllr Edwin Hart", "Cllr Priya Nair"]
    assert before == ()


@pytest.mark.need("N025")
def test_wards_show_councillors_institutions_and_who_was_not_seen(store: Store, city: City) -> None:
    with store.write("Fill") as session:
        town = Town(session)
        ann = town.person("Ann Bell")
        town.role(ann, city.brook, "Headteacher")
        town.event(city.elm, date(2026, 6, 1), came=(city.nair,))
        town.meeting(city.committee, date(2025, 6, 3), ((city.cobb, None), (ann, city.brook)))
        town.talk(date(2026, 6, 4), (city.hart, None))
    with store.read() as session:
        table = list_ward_table(session, as_at=TODAY, months=12, within=city.district)
        longer = list_institutions_without_councillor(session, as_at=TODAY, months=24)
        gaps = list_institutions_without_councillor(session, as_at=TODAY, months=12)
        early = list_institutions_without_councillor(session, as_at=date(2025, 1, 1))
    assert [(row.ward, [one.name for one in row.councillors], row.gaps) for row in table] == [
        ("Eastfield", ["Cllr Harry Cobb"], 1),
        ("Southgate", ["Cllr Edwin Hart", "Cllr Priya Nair"], 0),
    ]
    assert [(one.name, one.last_on, one.last_with) for one in table[1].institutions] == [
        ("Elm", date(2026, 6, 1), "Cllr Priya Nair"),
        ("Our school", date(2026, 6, 4), "Cllr Edwin Hart"),
    ]
    assert [(ward, one.name, one.last_on) for ward, one in gaps] == [("Eastfield", "Brook", date(2025, 6, 3))]
    assert longer == ()
    assert len(early) == 3


@pytest.mark.need("N026")
def test_an_appointment_of_a_councillor_is_not_liaison(store: Store, city: City) -> None:
    with store.write("Appoint") as session:
        town = Town(session)
        seat = town.role(city.nair, city.board, "Governor", category="local authority", on_behalf_of_id=city.council)
        town.role(city.nair, city.committee, "Chair")
        town.role(town.person("Ann Bell"), city.board, "Governor")
    with store.read() as session:
        rows = list_appointments(session, as_at=TODAY)
        table = {row.ward: row for row in list_ward_table(session, as_at=TODAY)}
        term = list_councillor_terms(session, as_at=TODAY, person_id=city.nair)[0]
        then = list_appointments(session, as_at=date(2019, 1, 1))
    assert [(row.affiliation_id, row.institution, row.on_behalf_of) for row in rows] == [(seat, "Elm", "City Council")]
    assert table["Southgate"].gaps == 2
    assert term.is_silent
    assert then == ()
    with store.write("Put away") as session:
        archive_person(session, city.nair)
    with store.read() as session:
        assert list_appointments(session, as_at=TODAY) == ()
    store.undo()
    with store.read() as session:
        assert len(list_appointments(session, as_at=TODAY, on_behalf_of_id=city.council)) == 1


@pytest.mark.need("N100")
def test_places_lie_in_places(store: Store, city: City) -> None:
    with store.write("More") as session:
        town = Town(session)
        fen = town.ward("Fen End", city.south, AreaKind.LOCALITY)
        town.place("Fen School", ward_id=fen)
        town.ward("Elsewhere")
    with store.read() as session:
        tree = [(row.name, row.depth, row.institutions) for row in list_area_tree(session, as_at=TODAY)]
        path = [name for _number, name, _kind in find_area_path(session, fen, as_at=TODAY)]
        inside = find_areas_within(session, [city.south], as_at=TODAY)
        schools = [name for _number, name in list_organisations_in(session, city.south, as_at=TODAY)]
        below = list_area_tree(session, as_at=TODAY, root_id=city.south)
    assert tree == [
        ("East of England", 0, 4),
        ("Wendleshire", 1, 4),
        ("Millbrook", 2, 4),
        ("Eastfield", 3, 1),
        ("Southgate", 3, 3),
        ("Fen End", 4, 1),
        ("Elsewhere", 0, 0),
    ]
    assert path == ["East of England", "Wendleshire", "Millbrook", "Southgate", "Fen End"]
    assert inside == (city.south, fen)
    assert schools == ["Elm", "Fen School", "Our school"]
    assert [row.name for row in below] == ["Southgate", "Fen End"]
