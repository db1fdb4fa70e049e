"""Popolo, Open Referral UK and schema.org: what is written has the names and parts that the formats have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.exchange.councillors.popolo import read_popolo
from models.exchange.councillors.rows import Term
from models.exchange.open_data.entries import (
    CommunityOffer,
    Holding,
    Identifier,
    OfficeHolder,
    OpenArea,
    OpenEvent,
    OpenOrganisation,
    OpenPost,
    PublicOffices,
    Since,
    Spot,
)
from models.exchange.open_data.open_referral import write_open_referral
from models.exchange.open_data.popolo import write_popolo
from models.exchange.open_data.schema_org import write_events
from models.exchange.open_data.writing import web_address
from models.vocabulary import EventStage, Precision
from tests.models.people_and_places import moment

SHARED = Path(__file__).parents[4] / "shared" / "data" / "dev" / "openformats"
SPOT = Spot(("Elm Lane",), "Millbrook", "Wendleshire", "MB4 2EL", 52.513399, 0.521457, "10092008082")
SCHOOL = OpenOrganisation(
    "11111111-1111-4111-8111-111111111111",
    "Elm Lane Primary School",
    "Elm Lane",
    "primary school",
    parent="22222222-2222-4222-8222-222222222222",
    opened_on=date(1999, 9, 1),
    website="www.elm-lane.example",
    email="office@elm-lane.example",
    phone="01632 960130",
    spot=SPOT,
    identifiers=(Identifier("GB-EDU", "URN", "900001"),),
)
COUNCIL = OpenOrganisation("22222222-2222-4222-8222-222222222222", "Millbrook City Council", "", "council")
OFFICES = PublicOffices(
    (SCHOOL, COUNCIL),
    (OfficeHolder("p-1", "Cllr Priya Nair", "Cllr", "Priya", "Nair", ""),),
    (
        Holding(
            "m-1",
            "p-1",
            COUNCIL.uid,
            "Councillor",
            post="s-1",
            area="a-1",
            party="Labour",
            since=Since(date(2024, 5, 1), Precision.MONTH),
            until=Since(date(2026, 5, 10), Precision.DAY),
        ),
    ),
    (OpenPost("s-1", COUNCIL.uid, "", "Councillor", "a-1"),),
    (OpenArea("a-1", "Southgate", "ward", "E05000001"),),
)
OFFER = CommunityOffer(
    "33333333-3333-4333-8333-333333333333",
    SCHOOL,
    "Breakfast club",
    "Childcare",
    SCHOOL,
    when="Before school",
    since=date(2021, 9, 1),
    until=date(2027, 7, 20),
    is_charged=True,
    changed=moment(2026, 11, 1, 9, 30),
)
_POPOLO = {
    "persons": "person",
    "organizations": "organization",
    "posts": "post",
    "memberships": "membership",
}
_NESTED = {
    "schedules": "schedule",
    "service_at_locations": "service_at_location",
    "location": "location",
    "addresses": "address",
    "organization": "organization",
    "organization_identifiers": "organization_identifier",
    "contacts": "contact",
    "phones": "phone",
}
"""The tables of the standard that the parts of a service stand in."""
_LINKS = frozenset({"organization_id", "service_id", "location_id", "contact_id", "service_at_location_id"})
"""What the tables point to each other by, and JSON does not need."""


def test_popolo_says_who_held_what_from_when_to_when():
    whole = json.loads(write_popolo(OFFICES))
    assert whole["memberships"] == [
        {
            "id": "m-1",
            "role": "Councillor",
            "person_id": "p-1",
            "organization_id": COUNCIL.uid,
            "post_id": "s-1",
            "area_id": "a-1",
            "on_behalf_of_id": "party/labour",
            "start_date": "2024-05",
            "end_date": "2026-05-10",
        }
    ]
    assert whole["organizations"][-1] == {"id": "party/labour", "name": "Labour", "classification": "party"}
    assert whole["organizations"][0]["identifiers"] == [{"scheme": "GB-EDU", "identifier": "900001"}]
    assert whole["posts"][0]["label"] == "Councillor, Millbrook City Council"
    assert whole["areas"] == [{"id": "a-1", "name": "Southgate", "classification": "ward", "identifier": "E05000001"}]


def test_popolo_points_to_nothing_that_is_not_there():
    whole = json.loads(write_popolo(OFFICES))
    ids = {one["id"] for several in whole.values() for one in several}
    for several in whole.values():
        for one in several:
            assert {value for name, value in one.items() if name.endswith("_id")} <= ids


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared files are not here")
def test_popolo_has_no_names_of_its_own():
    whole = json.loads(write_popolo(OFFICES))
    for part, name in _POPOLO.items():
        known = set(json.loads((SHARED / f"popolo_example_{name}.json").read_text("utf-8")))
        known |= {"given_name", "family_name", "honorific_prefix", "honorific_suffix", "area_id", "on_behalf_of_id"}
        for one in whole[part]:
            assert set(one) <= known | {"start_date", "end_date"}, part


def parts_of(service: dict[str, Any], table: str = "service") -> Iterator[tuple[str, dict[str, Any]]]:
    """Give a service and all that is nested in it, each with the table of the standard it belongs in."""
    yield table, service
    for name, value in service.items():
        if name in _NESTED:
            for one in value if isinstance(value, list) else [value]:
                yield from parts_of(one, _NESTED[name])


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared files are not here")
@pytest.mark.parametrize("spot", [SPOT, Spot(), Spot(town="Millbrook"), Spot(latitude=52.5, longitude=0.5)])
def test_open_referral_keeps_to_the_schema_of_the_standard(spot):
    package = json.loads((SHARED / "oruk3_datapackage.json").read_text("utf-8"))
    tables = {one["name"]: {f["name"]: f for f in one["schema"]["fields"]} for one in package["resources"]}
    place = replace(SCHOOL, spot=spot)
    (service,) = json.loads(write_open_referral([replace(OFFER, organisation=place, at=place)]))["contents"]
    seen = set()
    for table, part in parts_of(service):
        fields = tables[table]
        seen.add(table)
        assert set(part) <= set(fields) | set(_NESTED), table
        for name, field in fields.items():
            rules = field.get("constraints", {})
            if rules.get("required") and name not in _LINKS:
                assert part.get(name), f"{table}.{name}"
            if name in part and rules.get("enum"):
                assert part[name] in rules["enum"]
            if name in part and field["type"] == "number":
                assert isinstance(part[name], int | float)
            if name in part and field["type"] == "date":
                date.fromisoformat(part[name])
    assert {"service", "organization", "contact", "phone", "schedule", "organization_identifier"} <= seen


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared files are not here")
def test_open_referral_is_a_part_of_the_samples_of_the_standard():
    sample = json.loads((SHARED / "oruk3_service_full.json").read_text("utf-8"))
    (service,) = json.loads(write_open_referral([OFFER]))["contents"]
    assert set(service) <= set(sample)
    assert set(service["organization"]) <= set(sample["organization"])
    listed = json.loads((SHARED / "oruk3_organization_list.json").read_text("utf-8"))
    page = json.loads(write_open_referral([OFFER]))
    assert list(page) == list(listed)


def test_the_same_offers_are_the_same_bytes_and_ids_stay():
    assert write_open_referral([OFFER]) == write_open_referral([OFFER])
    (service,) = json.loads(write_open_referral([OFFER]))["contents"]
    ids = [part["id"] for _table, part in parts_of(service)]
    assert len(ids) == len(set(ids))


def test_an_event_has_its_zone_its_state_and_its_price():
    event = OpenEvent(
        "e-1",
        "Summer fair",
        moment(2027, 6, 12, 11),
        moment(2027, 6, 12, 15),
        EventStage.CANCELLED,
        "fair",
        "School field",
        SPOT,
        "everybody",
        450,
        SCHOOL,
    )
    whole = json.loads(write_events([event]))
    assert whole["@context"] == "https://schema.org/"
    (one,) = whole["@graph"]
    assert (one["@type"], one["@id"], one["name"]) == ("Event", "urn:uuid:e-1", "Summer fair")
    assert (one["startDate"], one["endDate"]) == ("2027-06-12T11:00:00+01:00", "2027-06-12T15:00:00+01:00")
    assert one["eventStatus"] == "https://schema.org/EventCancelled"
    assert one["organizer"]["url"] == "https://www.elm-lane.example"
    assert one["location"]["address"]["postalCode"] == "MB4 2EL"
    assert one["isAccessibleForFree"] is False
    assert one["offers"] == {"@type": "Offer", "price": "4.50", "priceCurrency": "GBP"}


@pytest.mark.parametrize(
    ("website", "address"),
    [
        ("www.elm.example", "https://www.elm.example"),
        ("https://elm.example/a?b=c#d", "https://elm.example/a?b=c#d"),
        ("HTTP://elm.example:8080", "HTTP://elm.example:8080"),
        (" elm.example ", "https://elm.example"),
        ("javascript:alert(1)", ""),
        ("see our page", ""),
        ("mailto:a@elm.example", ""),
        ("elm.example/<b>", ""),
        ("", ""),
    ],
)
def test_only_what_can_be_followed_is_an_address(website, address):
    assert web_address(website) == address
    whole = json.loads(write_popolo(replace(OFFICES, organisations=(replace(SCHOOL, website=website), COUNCIL))))
    assert whole["organizations"][0].get("links", []) == ([{"url": address}] if address else [])


@pytest.mark.parametrize(
    ("website", "email", "url"),
    [
        ("", "office@elm.example", "mailto:office@elm.example"),
        ("see below", "", f"urn:uuid:{OFFER.uid}"),
        ("elm.example", "office@elm.example", "https://elm.example"),
    ],
)
def test_a_service_always_has_an_address_as_the_standard_requires(website, email, url):
    owner = replace(SCHOOL, website=website, email=email)
    (service,) = json.loads(write_open_referral([replace(OFFER, organisation=owner)]))["contents"]
    assert service["url"] == url


@pytest.mark.parametrize(
    ("starts", "ends", "dates"),
    [
        (moment(2027, 6, 1), None, ("2027-06-01", "2027-06-01")),
        (moment(2027, 6, 1), moment(2027, 6, 3, 23, 59), ("2027-06-01", "2027-06-03")),
        (moment(2027, 6, 1), moment(2027, 6, 4), ("2027-06-01", "2027-06-03")),
        (moment(2027, 6, 1, 9), None, ("2027-06-01T09:00:00+01:00", None)),
    ],
)
def test_an_event_of_whole_days_has_no_time_of_day(starts, ends, dates):
    event = OpenEvent("e", "Camp", starts, ends, EventStage.PLANNED, "", "Field", Spot(), "", None, SCHOOL)
    (one,) = json.loads(write_events([event]))["@graph"]
    assert (one["startDate"], one.get("endDate")) == dates
    assert {"name", "startDate", "location"} <= set(one)


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=80)
WORDS = st.text(st.characters(categories=("L", "P", "S")), min_size=1, max_size=30)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_any_words_come_back_as_they_were(name, words):
    owner = replace(SCHOOL, name=name)
    (service,) = json.loads(write_open_referral([replace(OFFER, organisation=owner, description=words)]))["contents"]
    assert (service["organization"]["name"], service["description"]) == (name, words)
    event = OpenEvent("e", name, moment(2027, 6, 1, 9), None, EventStage.PLANNED, words, words, Spot(), "", 0, owner)
    (one,) = json.loads(write_events([event]))["@graph"]
    assert (one["name"], one["location"]["name"], one["organizer"]["name"]) == (name, words, name)


@settings(deadline=None)
@given(council=WORDS, ward=WORDS, family=WORDS, since=st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_the_office_holders_of_our_popolo_are_read_again(tmp_path_factory, council, ward, family, since):
    path = tmp_path_factory.mktemp("popolo") / "ours.json"
    holding = replace(OFFICES.holdings[0], since=Since(since, Precision.DAY), until=None)
    offices = replace(
        OFFICES,
        organisations=(SCHOOL, replace(COUNCIL, name=council)),
        people=(replace(OFFICES.people[0], name=f"Cllr Priya {family}", family=family),),
        holdings=(holding,),
        areas=(replace(OFFICES.areas[0], name=ward),),
    )
    path.write_bytes(write_popolo(offices))
    (row,) = read_popolo(path).rows
    assert (row.council, row.ward, row.first_name, row.last_name, row.party) == (
        council,
        ward,
        "Priya",
        family,
        "Labour",
    )
    assert row.terms == (Term(since, None),)
