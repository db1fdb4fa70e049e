"""Who ought to be known, whom people stand for, how they are linked, and how institutions changed, in the sample."""

from __future__ import annotations

import tomllib
from typing import Any

from sqlalchemy import select, update

from models.entities import (
    Affiliation,
    Event,
    EventRole,
    Organisation,
    OrganisationKind,
    Person,
    PersonRelationship,
    RoleExpectation,
    StatusChange,
)
from models.sample.book import SampleBook, Values
from models.vocabulary import EventPart, PersonLink
from resources import path


def add_people_places(book: SampleBook) -> None:
    """Add what ought to be known, links of people, changes of status, councillors asked to events."""
    with path("sample", "people_places.toml").open("rb") as file:
        told: dict[str, Any] = tomllib.load(file)
    book.add(RoleExpectation, {str(place): _expected(line) for place, line in enumerate(told["expected"])})
    book.add(PersonRelationship, {f"{one['from']}/{one['to']}": _link(book, one) for one in told["linked"]})
    book.add(StatusChange, {f"{one['organisation']}/{one['on']}": _change(book, one) for one in told["changed"]})
    book.add(
        EventRole,
        {
            f"{one['event']}/{person}": {
                "event_id": book.number(Event, one["event"]),
                "person_id": book.number(Person, person),
                "part": EventPart.INVITED,
                "attended": person in one["came"],
            }
            for one in told["asked"]
            for person in one["people"]
        },
    )
    for person, place, behalf in told["behalf"]:
        _set(book, person, place, on_behalf_of_id=book.number(Organisation, behalf))
    for person, place in told["no_vote"]:
        _set(book, person, place, is_voting=False)


def _expected(line: dict[str, str]) -> Values:
    return {
        "kind": OrganisationKind(line["kind"]),
        "phase": line.get("phase", ""),
        "body_kind": "",
        "role": line["role"],
        "topic": line.get("topic", ""),
        "note": line.get("note", ""),
    }


def _link(book: SampleBook, line: dict[str, str]) -> Values:
    return {
        "from_id": book.number(Person, line["from"]),
        "to_id": book.number(Person, line["to"]),
        "type": PersonLink(line["type"]),
        "starts_on": book.days.optional(line.get("starts", "")),
        "ends_on": book.days.optional(line.get("ends", "")),
        "end_reason": line.get("reason", ""),
        "note": line.get("note", ""),
    }


def _change(book: SampleBook, line: dict[str, str]) -> Values:
    return {
        "organisation_id": book.number(Organisation, line["organisation"]),
        "changed_on": book.days.on(line["on"]),
        "status_before": line["before"],
        "status_after": line["after"],
        "note": line["note"],
        "source": line["source"],
    }


def _set(book: SampleBook, person: str, place: str, **values: object) -> None:
    """Say more of the role that somebody holds somewhere."""
    held = select(Affiliation.id).where(
        Affiliation.person_id == book.number(Person, person),
        Affiliation.organisation_id == book.number(Organisation, place),
        Affiliation.ends_on.is_(None),
    )
    numbers = book.session.scalars(held).all()
    book.session.execute(update(Affiliation).where(Affiliation.id.in_(numbers)).values(**values))
