"""The places, organisations, people and roles of the sample book."""

from __future__ import annotations

from models import settings
from models.entities import (
    Affiliation,
    Area,
    AreaKind,
    CalendarPeriod,
    ContactPoint,
    ContactPointKind,
    Event,
    InstitutionProfile,
    Organisation,
    OrganisationArea,
    OrganisationKind,
    OrganisationRelationship,
    Person,
    Post,
    RelationshipType,
    Setting,
)
from models.sample.book import Line, SampleBook, Values, checked_on, number_or_none, read_lines
from models.settings import SettingKey
from models.text import sort_key
from models.vocabulary import Precision, Visibility

OUR_SCHOOL = "elm"
_WARDS = ("southgate", "millbrook", "eastfield")


def add_places(book: SampleBook) -> None:
    """Add the wards and the school calendar."""
    book.add(
        Area,
        {
            line["key"]: {
                "name": line["name"],
                "name_key": sort_key(line["name"]),
                "kind": AreaKind(line["kind"]),
                "gss_code": line["gss"],
                "parent_id": line["parent"],
                "visibility": Visibility.PUBLIC,
            }
            for line in read_lines("areas.csv")
        },
        own=("parent_id",),
    )
    book.add(
        CalendarPeriod,
        {
            f"{kind}-{first}": {"kind": kind, "name": name, "first_day": first, "last_day": last}
            for kind, name, first, last in book.days.periods
        },
    )


def add_organisations(book: SampleBook) -> None:
    """Add the organisations, what the register says of them, how they are linked and how to reach them."""
    lines = read_lines("organisations.csv")
    book.add(
        Organisation,
        {line["key"]: _organisation(book, line, position) for position, line in enumerate(lines)},
        own=("parent_id",),
    )
    committee = book.number(Organisation, "sac")
    wards: dict[str, Values] = {
        key: {"organisation_id": committee, "area_id": book.number(Area, key)} for key in _WARDS
    }
    book.add(OrganisationArea, wards)
    book.add(InstitutionProfile, {line["key"]: _profile(book, line) for line in read_lines("institutions.csv")})
    book.add(
        OrganisationRelationship,
        {f"{position}": _relationship(book, line) for position, line in enumerate(read_lines("relationships.csv"))},
    )
    points: dict[str, Values] = {}
    for position, line in enumerate(lines):
        owner = {"organisation_id": book.number(Organisation, line["key"]), "person_id": None}
        web = f"https://www.{line['domain']}/" if line["domain"] else ""
        found = (("phone", line["phone"], "Office"), ("email", line["email"], "Office"), ("web", web, ""))
        points |= _points(book, line["key"], owner, found, position)
    book.add(ContactPoint, points)


def add_people(book: SampleBook) -> None:
    """Add the people, how to reach them, the posts there are, and who holds or held them."""
    lines = read_lines("people.csv")
    people = {line["key"]: _person(book, line, position) for position, line in enumerate(lines)}
    book.add(Person, people, own=("introduced_by_id",))
    points: dict[str, Values] = {}
    for position, line in enumerate(lines):
        owner = {"organisation_id": None, "person_id": book.number(Person, line["key"])}
        found = (("email", line["email"], "Work"), ("phone", line["phone"], "Direct"), ("mobile", line["mobile"], ""))
        points |= _points(book, f"person/{line['key']}", owner, found, position)
    book.add(ContactPoint, points)
    book.add(Post, {line["key"]: _post(book, line) for line in read_lines("posts.csv")})
    roles = read_lines("roles.csv")
    book.add(
        Affiliation,
        {
            f"{line['person']}/{line['organisation']}/{line['role']}/{line['starts']}": _role(book, line, position)
            for position, line in enumerate(roles)
        },
    )


def add_past_contacts(book: SampleBook) -> None:
    """Add the addresses and numbers that no longer reach anybody, so that old letters still match."""
    book.add(
        ContactPoint,
        {
            f"past/{line['value']}": {
                "organisation_id": book.maybe(Organisation, line["organisation"]),
                "person_id": book.maybe(Person, line["person"]),
                "kind": ContactPointKind(line["kind"]),
                "value": line["value"],
                "label": line["label"],
                "is_primary": False,
                "starts_on": book.days.on(line["starts"]),
                "ends_on": book.days.on(line["ends"]),
                "end_reason": line["reason"],
            }
            for line in read_lines("contacts_past.csv")
        },
    )


def add_settings(book: SampleBook) -> None:
    """Say whose book it is."""
    told: list[tuple[SettingKey[str], str]] = [
        (settings.OUR_PERSON, "Sam Okoro"),
        (settings.OUR_JOB_TITLE, "Office and liaison manager"),
        (settings.OUR_EMAIL, "sam.okoro@elm-lane.example"),
        (settings.OUR_PHONE, "01632 960300"),
    ]
    rows: dict[str, Values] = {key.name: {"key": key.name, "value": key.to_text(value)} for key, value in told}
    ours = settings.OUR_ORGANISATION
    rows[ours.name] = {"key": ours.name, "value": ours.to_text(book.number(Organisation, OUR_SCHOOL))}
    book.add(Setting, rows)


def _organisation(book: SampleBook, line: Line, position: int) -> Values:
    return {
        "name": line["name"],
        "name_key": sort_key(line["name"]),
        "short_name": line["short"],
        "kind": OrganisationKind(line["kind"]),
        "body_kind": line["body_kind"],
        "parent_id": line["parent"],
        "opened_on": book.days.optional(line["opened"]),
        "closed_on": book.days.optional(line["closed"]),
        "ward_id": book.maybe(Area, line["ward"]),
        "street": line["street"],
        "town": "" if line["key"] == "fenedge" else "Millbrook",
        "locality": "Fen Edge" if line["key"] == "fenedge" else "",
        "county": "Wendleshire",
        "postcode": line["postcode"],
        "easting": number_or_none(line["easting"]),
        "northing": number_or_none(line["northing"]),
        "website": f"https://www.{line['domain']}/" if line["domain"] else "",
        "note": line["note"],
        "visibility": Visibility(line["seen"]),
        "verified_on": checked_on(book.days, position),
        "source": "Sample records",
    }


def _profile(book: SampleBook, line: Line) -> Values:
    maintained = line["type_group"] in ("Local authority maintained schools", "Academies", "Colleges", "Other types")
    return {
        "organisation_id": book.number(Organisation, line["key"]),
        "urn": line["urn"] or None,
        "ukprn": line["ukprn"],
        "la_code": "999" if maintained else "",
        "la_name": "Wendleshire" if maintained else "",
        "establishment_number": line["number"],
        "establishment_type": line["type"],
        "type_group": line["type_group"],
        "phase": line["phase"],
        "status": line["status"],
        "religious_character": line["religious"],
        "diocese": line["diocese"],
        "trust_name": line["trust"],
        "low_age": number_or_none(line["low"]),
        "high_age": number_or_none(line["high"]),
        "pupils": number_or_none(line["pupils"]),
        "pupils_on": book.days.on("j-1") if line["pupils"] else None,
    }


def _relationship(book: SampleBook, line: Line) -> Values:
    return {
        "from_id": book.number(Organisation, line["from"]),
        "to_id": book.number(Organisation, line["to"]),
        "type": RelationshipType(line["type"]),
        "starts_on": book.days.optional(line["starts"]),
        "starts_precision": Precision(line["precision"]) if line["starts"] else Precision.DAY,
        "ends_on": book.days.optional(line["ends"]),
        "ends_precision": Precision(line["precision"]) if line["ends"] else Precision.DAY,
        "end_reason": line["reason"],
        "note": line["note"],
    }


def _points(
    book: SampleBook,
    key: str,
    owner: dict[str, int | None],
    found: tuple[tuple[str, str, str], ...],
    position: int,
) -> dict[str, Values]:
    """Return the contact points that there are, the first of them the one to try first."""
    present = [(kind, value, label) for kind, value, label in found if value]
    return {
        f"{key}/{kind}": {
            **owner,
            "kind": ContactPointKind(kind),
            "value": value,
            "label": label,
            "is_primary": place == 0,
            "verified_on": checked_on(book.days, position + place),
        }
        for place, (kind, value, label) in enumerate(present)
    }


def _person(book: SampleBook, line: Line, position: int) -> Values:
    met = book.days.optional(line["met"])
    return {
        "display_name": " ".join(filter(None, (line["title"], line["given"], line["family"]))),
        "name_key": sort_key(f"{line['family']} {line['given']}"),
        "title": line["title"],
        "given_name": line["given"],
        "family_name": line["family"],
        "preferred_channel": line["preferred"],
        "do_not_contact": line["refuses"],
        "interests": line["interests"],
        "lawful_basis": line["lawful_basis"],
        "data_source": line["data_source"],
        "first_met_on": book.days.on(line["met_event"]) if line["met_event"] else met,
        "first_met_event_id": book.maybe(Event, line["met_event"]),
        "introduced_by_id": line["introduced_by"],
        "note": line["note"],
        "visibility": Visibility(line["seen"]),
        "verified_on": checked_on(book.days, position + 2),
        "source": "Sample records",
    }


def _post(book: SampleBook, line: Line) -> Values:
    return {
        "organisation_id": book.number(Organisation, line["organisation"]),
        "role": line["role"],
        "label": line["label"],
        "seats": int(line["seats"]),
        "category": line["category"],
        "appointing_body": line["appointing_body"],
        "term_months": number_or_none(line["months"]),
        "voting": line["voting"] == "1",
        "starts_on": book.days.on(line["starts"]),
    }


def _role(book: SampleBook, line: Line, position: int) -> Values:
    return {
        "person_id": book.number(Person, line["person"]),
        "organisation_id": book.number(Organisation, line["organisation"]),
        "post_id": book.maybe(Post, line["post"]),
        "role": line["role"],
        "job_title": line["job_title"],
        "category": line["category"],
        "appointing_body": line["appointing_body"],
        "starts_on": book.days.on(line["starts"]),
        "ends_on": book.days.optional(line["ends"]),
        "end_reason": line["end_reason"],
        "term_ends_on": book.days.optional(line["term_ends"]),
        "party": line["party"],
        "area_id": book.maybe(Area, line["area"]),
        "topics": line["topics"].replace(",", ", "),
        "is_best_contact": line["best"] == "1",
        "route_note": line["route"],
        "source": line["source"],
        "verified_on": checked_on(book.days, position + 4),
    }
