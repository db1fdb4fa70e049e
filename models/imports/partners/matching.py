"""Which record here a partner's record is where no lasting name tells: by what it says and what it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.entities import (
    Affiliation,
    Commitment,
    ContactPoint,
    Event,
    Meeting,
    Organisation,
    OrganisationKind,
    PartnershipMembership,
)
from models.exchange.incoming import IncomingPerson, Place, Postal, Way
from models.exchange.partner_file import SharedRecord
from models.imports.contacts.people import PeopleFinder, own_contacts
from models.imports.contacts.places import asked_of, find_places
from models.imports.partners.kinds import SHARED
from models.imports.preview import Candidate
from models.queries.records import table_of
from models.text import sort_key
from models.vocabulary import ContactPointKind

Found = tuple[int | None, tuple[Candidate, ...]]


class Matching:
    """What of the book the records of a file may be; asked for all of them at once."""

    def __init__(self, session: Session, records: Sequence[SharedRecord]) -> None:
        self._session = session
        self._own = _numbers_by_uid(session, records)
        organisations = [one for one in records if one.kind == "organisation"]
        asked = [
            asked_of(Place(_text(one, "name")), Postal((), _text(one, "town"), "", _text(one, "postcode")))
            for one in organisations
        ]
        self._places = find_places(session, [one for one in asked if one.place])
        ways = _ways(records)
        people = [_person(at, one, ways.get(one.uid, ())) for at, one in enumerate(records) if one.kind == "person"]
        self._people = PeopleFinder(session, people, ())
        self._asked = {(one.given_name, one.family_name): one for one in people}

    def by_uid(self, table: str, uid: str) -> int | None:
        """Return our record of a lasting name."""
        return self._own.get((table, uid))

    def by_content(self, kind: str, values: Mapping[str, Any]) -> Found:
        """Return our record that says the same, or those that it may be."""
        if kind == "organisation":
            found = self._places.get(asked_of(Place(str(values.get("name") or ""))).key)
            return (found.id, found.candidates) if found is not None else (None, ())
        if kind == "person":
            person = self._asked.get((str(values.get("given_name") or ""), str(values.get("family_name") or "")))
            known = self._people.find(person, own_contacts(person), None) if person is not None else None
            return (known.id, known.candidates) if known is not None else (None, ())
        question = self._question(kind, values)
        return (self._session.scalars(question.limit(1)).first() if question is not None else None), ()

    def _question(self, kind: str, values: Mapping[str, Any]) -> Any:
        """Return the question for the one record with the same owner and the same words; None where it has no owner."""
        ways: Mapping[str, tuple[type[Any], tuple[str, ...]]] = {
            "affiliation": (Affiliation, ("person_id", "organisation_id", "role")),
            "membership": (PartnershipMembership, ("partnership_id", "member_id")),
            "meeting": (Meeting, ("organisation_id", "starts_at")),
            "event": (Event, ("title", "starts_at")),
            "commitment": (Commitment, ("text", "made_on")),
        }
        if kind == "partnership":
            same = Organisation.name_key == sort_key(str(values.get("name") or ""))
            return select(Organisation.id).where(same, Organisation.kind == OrganisationKind.PARTNERSHIP)
        if kind == "contact_point":
            owner = next((name for name in ("person_id", "organisation_id") if values.get(name) is not None), "")
            ways = {**ways, "contact_point": (ContactPoint, (owner, "kind", "value"))} if owner else ways
        entity, names = ways.get(kind, (None, ()))
        # What points to a record that is only coming cannot be there.
        if entity is None or any(not _is_plain(values.get(name)) for name in names):
            return None
        return select(entity.id).where(*(getattr(entity, name) == values[name] for name in names))


def _is_plain(value: object) -> bool:
    """Say whether a value can be asked for: neither missing nor a pointer to what is only coming."""
    return value is not None and not hasattr(value, "uid")


def _numbers_by_uid(session: Session, records: Sequence[SharedRecord]) -> dict[tuple[str, str], int]:
    by_table: dict[str, list[str]] = defaultdict(list)
    for one in records:
        by_table[SHARED[one.kind].table].append(one.uid)
    found: dict[tuple[str, str], int] = {}
    for name, uids in by_table.items():
        table = table_of(name)
        for some in in_chunks(uids):
            question = select(table.c.uid, table.c.id).where(table.c.uid.in_(some))
            if "archived_at" in table.c:
                question = question.where(table.c.archived_at.is_(None))
            found |= {(name, uid): number for uid, number in session.execute(question)}
    return found


def _ways(records: Sequence[SharedRecord]) -> Mapping[str, tuple[Way, ...]]:
    """Return how people of the file are reached, by their lasting names."""
    found: dict[str, tuple[Way, ...]] = {}
    for point in records:
        owner = _text(point, "person_id")
        if point.kind == "contact_point" and owner and _text(point, "kind") in ("email", "phone"):
            way = Way(ContactPointKind(_text(point, "kind")), _text(point, "value"))
            found[owner] = (*found.get(owner, ()), way)
    return found


def _person(number: int, one: SharedRecord, ways: tuple[Way, ...]) -> IncomingPerson:
    """Return a person of the file as one of any other file, with their own addresses."""
    given, family = _text(one, "given_name"), _text(one, "family_name")
    return IncomingPerson(number, f"{given} {family}", given_name=given, family_name=family, ways=ways)


def _text(one: SharedRecord, name: str) -> str:
    value = one.values.get(name)
    return value if isinstance(value, str) else ""
