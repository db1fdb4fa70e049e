"""What may leave for everybody: offices on the list, offers and events that are public, and no private person."""

from __future__ import annotations

import re
from datetime import date

import pytest

from models.entities import (
    Affiliation,
    Area,
    ContactPoint,
    ContactPointKind,
    Event,
    Offer,
    Organisation,
    OrganisationKind,
    Person,
    Service,
)
from models.exports.formats import OPEN_DATA
from models.exports.making import Wanted, make_export
from models.public_offices import Office, public_office
from models.queries.community_offers import list_community_offers
from models.queries.open_events import list_open_events
from models.queries.open_organisations import find_open_organisations
from models.queries.public_offices import find_public_offices
from models.settings import OUR_ORGANISATION, set_setting
from models.vocabulary import EventStage, OfferKind, ServiceKind, TimeOfDay, Visibility
from tests.models.people_and_places import TODAY, make_area, make_organisation, make_person, make_role, moment

PRIVATE = ("Marsh", "Ada", "Ms Brook", "Quigley", "Underwood", "900555", "secretary.home@post.example", "Mill Row")
"""Whole words of people who hold no public office, and what is theirs: an id may hold "ada" within its digits."""


@pytest.fixture
def town(store):
    """The area, with a club reached at its secretary's home, a board of ours, a board elsewhere, and a committee."""
    with store.write("Make the town") as session:
        at = make_area(session)
        set_setting(session, OUR_ORGANISATION, at.own)
        session.get_one(Organisation, at.committee).parent_id = at.council
        numbers = {"area": at}
        for key, place in (("ours", at.own), ("theirs", at.brookfield)):
            board = make_organisation(session, f"Board of {key}", OrganisationKind.BODY)
            made = session.get_one(Organisation, board)
            made.parent_id, made.body_kind = place, "governing board"
            numbers[key] = board
        for given, family, place, role in (
            ("Una", "Underwood", at.committee, "Member"),
            ("Priya", "Ours", numbers["ours"], "Governor"),
            ("Gwen", "Theirs", numbers["theirs"], "Governor"),
            ("Cora", "Clerkly", numbers["ours"], "Governance professional (clerk)"),
        ):
            make_role(session, make_person(session, "", given, family), place, role, date(2025, 9, 1))
        make_role(session, at.nair, at.committee, "Chair", date(2025, 5, 20))
        club = make_organisation(session, "Chess Club", OrganisationKind.COMMUNITY_GROUP)
        secretary = make_person(session, "", "Sue", "Quigley")
        make_role(session, secretary, club, "Chair", date(2020, 1, 1))
        found = session.get_one(Organisation, club)
        found.street, found.town, found.postcode = "3 Mill Row", "Northfield", "CB1 2AB"
        session.add_all(
            ContactPoint(kind=kind, value=value, **{owner: number})
            for owner, number in (("person_id", secretary), ("organisation_id", club))
            for kind, value in (
                (ContactPointKind.PHONE, "07700 900555" if owner == "person_id" else "+44 7700 900555"),
                (ContactPointKind.EMAIL, "Secretary.Home@post.example"),
                (ContactPointKind.POST, "3 Mill Row, Northfield, CB1 2AB"),
            )
        )
        session.add(ContactPoint(organisation_id=club, kind=ContactPointKind.EMAIL, value="club@chess.example"))
        offer = Offer(organisation_id=club, person_id=secretary, kind=OfferKind.SKILL, subject="Chess coaching")
        offer.offered_on, offer.visibility, offer.note = date(2026, 1, 1), Visibility.PUBLIC, "Ask Sue Quigley"
        kept = Offer(organisation_id=club, kind=OfferKind.SKILL, subject="Hidden coaching", offered_on=date(2026, 1, 1))
        session.add_all([offer, kept])
        session.add(
            Service(
                provider_id=at.brookfield,
                kind=ServiceKind.CHILDCARE,
                name="Breakfast club",
                time_of_day=TimeOfDay.BEFORE_SCHOOL,
                visibility=Visibility.PUBLIC,
                note="Run by Ms Brook",
            )
        )
        for title, stage, level in (
            ("Open day", EventStage.PLANNED, Visibility.PUBLIC),
            ("Called off", EventStage.CANCELLED, Visibility.PUBLIC),
            ("Only thought of", EventStage.IDEA, Visibility.PUBLIC),
            ("Heads' dinner", EventStage.PLANNED, Visibility.INTERNAL),
        ):
            event = Event(title=title, starts_at=moment(2026, 12, 4, 18), stage=stage, visibility=level)
            event.organisation_id, event.note = at.brookfield, "Ask Ms Brook"
            session.add(event)
        numbers |= {"club": club, "secretary": secretary}
    return numbers


@pytest.mark.parametrize("audience", list(Visibility))
@pytest.mark.parametrize("form", OPEN_DATA)
def test_no_private_person_leaves_for_any_audience(store, town, audience, form):
    with store.read() as session:
        made = make_export(session, Wanted(form, audience), TODAY)
        again = make_export(session, Wanted(form, audience), TODAY)
    told = made.data.decode()
    assert made.count
    assert not [word for word in PRIVATE if re.search(rf"\b{re.escape(word)}\b", told, re.IGNORECASE)]
    assert made.data == again.data


def test_who_is_named_depends_on_the_office_and_on_whose_board_it_is(store, town):
    with store.read() as session:
        everybody = find_public_offices(session, today=TODAY)
        office = find_public_offices(session, today=TODAY, audience=Visibility.INTERNAL)
    assert [one.name for one in everybody.people] == ["Cllr Priya Nair", "Priya Ours"]
    assert [one.name for one in office.people] == ["Cllr Priya Nair", "Priya Ours", "Gwen Theirs"]
    named = {one.uid: one.name for one in everybody.organisations}
    held = {(named[one.organisation], one.role) for one in everybody.holdings}
    assert held == {
        ("Northfield City Council", "Councillor"),
        ("South Area Committee", "Chair"),
        ("Board of ours", "Governor"),
    }


def test_nobody_is_named_who_is_marked_confidential(store, town):
    with store.write("Mark") as session:
        session.get_one(Person, town["area"].nair).visibility = Visibility.CONFIDENTIAL
    with store.read() as session:
        assert "Nair" not in str(find_public_offices(session, today=TODAY, audience=Visibility.INTERNAL))
        assert "Nair" in str(find_public_offices(session, today=TODAY, audience=Visibility.CONFIDENTIAL))


def test_a_term_keeps_its_days_its_ward_and_its_party(store, town):
    with store.write("End the term") as session:
        term = session.query(Affiliation).filter_by(person_id=town["area"].nair, role="Councillor").one()
        term.ends_on, term.party = date(2026, 5, 11), "Labour"
        session.get_one(Area, town["area"].ward).gss_code = "E05000001"
    with store.read() as session:
        found = find_public_offices(session, today=TODAY)
    (term,) = [one for one in found.holdings if one.role == "Councillor"]
    assert (term.since.text, term.until.text, term.party) == ("2024-05-02", "2026-05-10", "Labour")
    assert [(one.uid, one.gss_code) for one in found.areas] == [(term.area, "E05000001")]


def test_a_governor_is_named_for_a_year_after_leaving(store, town):
    with store.write("Leave") as session:
        term = session.query(Affiliation).filter_by(organisation_id=town["ours"], role="Governor").one()
        term.ends_on = date(2026, 1, 1)
    with store.read() as session:
        assert "Priya Ours" in str(find_public_offices(session, today=TODAY))
        assert "Priya Ours" not in str(find_public_offices(session, today=date(2027, 1, 2)))


def test_an_offer_is_that_of_an_organisation_and_only_where_it_is_public(store, town):
    with store.read() as session:
        offers = list_community_offers(session, TODAY)
        inside = list_community_offers(session, TODAY, audience=Visibility.INTERNAL)
    assert [(one.organisation.name, one.name, one.when) for one in offers] == [
        ("Brookfield Primary School", "Breakfast club", "Before school"),
        ("Chess Club", "Chess coaching", ""),
    ]
    assert [one.name for one in inside] == ["Breakfast club", "Chess coaching", "Hidden coaching"]


def test_an_offer_that_is_over_or_of_a_closed_organisation_is_left_out(store, town):
    with store.write("Close") as session:
        session.get_one(Organisation, town["club"]).closed_on = TODAY
        session.query(Service).one().ends_on = TODAY
    with store.read() as session:
        assert list_community_offers(session, TODAY) == ()


def test_an_office_is_reached_at_its_own_address_not_at_somebodys_home(store, town):
    with store.read() as session:
        club = find_open_organisations(session, [town["club"]], today=TODAY)[town["club"]]
    assert (club.email, club.phone, bool(club.spot)) == ("club@chess.example", "", False)


def test_only_events_that_are_public_and_agreed_are_told(store, town):
    with store.read() as session:
        events = list_open_events(session, TODAY, today=TODAY)
        elsewhere = list_open_events(session, TODAY, today=TODAY, held_by=(town["club"],))
        before = list_open_events(session, TODAY, date(2026, 12, 3), today=TODAY)
        inside = list_open_events(session, TODAY, today=TODAY, audience=Visibility.INTERNAL)
    assert [(one.title, one.stage) for one in events] == [
        ("Open day", EventStage.PLANNED),
        ("Called off", EventStage.CANCELLED),
    ]
    assert elsewhere == before == ()
    assert [one.title for one in inside] == ["Open day", "Called off", "Heads' dinner"]


def test_an_organisation_above_the_audience_takes_all_of_it_along(store, town):
    with store.write("Mark") as session:
        session.get_one(Organisation, town["area"].brookfield).visibility = Visibility.PARTNERS
    with store.read() as session:
        assert list_open_events(session, TODAY, today=TODAY) == ()
        assert [one.name for one in list_community_offers(session, TODAY)] == ["Chess coaching"]
        names = {one.name for one in find_public_offices(session, today=TODAY).organisations}
    assert "Brookfield Primary School" not in names


@pytest.mark.parametrize(
    ("role", "kind", "inside", "is_board", "office"),
    [
        ("Councillor", OrganisationKind.COUNCIL, None, False, Office.ELECTED),
        ("Leader", OrganisationKind.COUNCIL, None, False, Office.ELECTED),
        ("Director of children's services", OrganisationKind.LOCAL_AUTHORITY, None, False, None),
        ("Schools officer", OrganisationKind.COUNCIL, None, False, None),
        ("Chair", OrganisationKind.BODY, OrganisationKind.COUNCIL, False, Office.ON_COMMITTEE),
        ("Committee manager", OrganisationKind.BODY, OrganisationKind.COUNCIL, False, None),
        ("Parent governor", OrganisationKind.INSTITUTION, None, False, Office.GOVERNING),
        ("Chair", OrganisationKind.INSTITUTION, None, False, None),
        ("Headteacher", OrganisationKind.INSTITUTION, None, False, None),
        ("Clerk", OrganisationKind.BODY, OrganisationKind.INSTITUTION, True, None),
        ("Trustee", OrganisationKind.TRUST, None, False, Office.GOVERNING),
        ("Trustee", OrganisationKind.CHARITY, None, False, None),
        ("Chair", OrganisationKind.BODY, OrganisationKind.CHARITY, True, None),
        ("Councillor", OrganisationKind.STUDENT_SOCIETY, None, False, None),
    ],
)
def test_the_list_of_public_offices(role, kind, inside, is_board, office):
    assert public_office(role, kind, inside, is_board=is_board) is office
