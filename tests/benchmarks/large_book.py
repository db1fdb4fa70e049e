"""A large book made quickly, for benchmarks: 52,000 organisations, 100,000 people, 200,000 conversations."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert

from models import book_file
from models.base import Base
from models.entities import (
    Affiliation,
    Area,
    AreaKind,
    Channel,
    ContactPoint,
    ContactPointKind,
    Conversation,
    ConversationParty,
    Direction,
    InstitutionProfile,
    Organisation,
    OrganisationKind,
    Person,
    RegisterInstitution,
    ReplyState,
    map_all,
)
from models.search_index import search_ddl
from models.text import sort_key

ORGANISATIONS, PEOPLE, CONVERSATIONS = 52_000, 100_000, 200_000
TODAY = date(2026, 11, 22)
_PLACES_TEXT = (
    "Abbey Ash Beech Birch Bourne Bridge Brook Castle Cedar Cherry Church Clare Cross Dale Down East Elm Fair "
    "Farm Fern Field Ford Forest Garden Grange Green Grove Hall Harbour Hawthorn Hazel Heath High Hill Holly "
    "Ivy Kings Lake Lane Lark Lea Lime Long Manor Maple Marsh Meadow Mill Moor New North Oak Old Orchard Park "
    "Pine Pond Priory Queens Ridge River Rose Rowan Saint Sandy Silver South Spring Stone Temple Thorn Tower "
    "Vale Water Well West White Willow Wood "
)
_PLACES = _PLACES_TEXT.split()
_ENDS = ("Primary School", "Academy", "College", "High School", "Infant School", "Church of England School", "Nursery")
_GIVEN_TEXT = "Aisha Alan Beth Carol Dan Ella Faisal Grace Hana Ivan Jo Kay Leo Mia Noor Oli Priya Quinn Rob Sue Tom"
_GIVEN = _GIVEN_TEXT.split()
_WORDS_TEXT = (
    "the school asked about a visit to hall and whether term dates are right we spoke of reading music sport "
    "bicycles governors minutes letter answer promise fair concert poster notice board parents children "
    "families garden library "
)
_WORDS = _WORDS_TEXT.split()


def make_large_book(path: Path, seed: int = 7) -> Engine:
    """Make the book at `path`, in plain form, with its search index and without a journal, and return its engine."""
    engine = book_file.make_engine(path, None, create=True)
    source = random.Random(seed)
    with engine.connect() as connection, connection.begin():
        map_all()
        Base.metadata.create_all(connection)
        for entity, rows in _tables(source):
            connection.execute(insert(entity), list(rows))
        for statement in search_ddl("sqlite"):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("ANALYZE")
    return engine


def _tables(source: random.Random) -> Iterator[tuple[type[Base], Iterator[dict[str, Any]]]]:
    yield Area, _areas()
    yield Organisation, _organisations(source)
    yield InstitutionProfile, _profiles()
    yield RegisterInstitution, _register(source)
    yield Person, _people(source)
    yield Affiliation, _affiliations(source)
    yield ContactPoint, _points()
    yield Conversation, _conversations(source)
    yield ConversationParty, _parties(source)


def _uid() -> str:
    return str(uuid.uuid4())


def _areas() -> Iterator[dict[str, Any]]:
    for number in range(1, 2001):
        name = f"Ward {number}"
        yield {"id": number, "uid": _uid(), "name": name, "name_key": sort_key(name), "kind": AreaKind.WARD}


def _name(source: random.Random) -> str:
    return f"{source.choice(_PLACES)}{source.choice(_PLACES).lower()} {source.choice(_PLACES)} {source.choice(_ENDS)}"


def _organisations(source: random.Random) -> Iterator[dict[str, Any]]:
    for number in range(1, ORGANISATIONS + 1):
        name = _name(source)
        yield {
            "id": number,
            "uid": _uid(),
            "name": name,
            "name_key": sort_key(name),
            "kind": OrganisationKind.INSTITUTION,
            "ward_id": source.randint(1, 2000),
            "town": source.choice(_PLACES),
            "postcode": f"AB{number % 90 + 1} {number % 9}CD",
            "easting": source.randint(100_000, 650_000),
            "northing": source.randint(50_000, 600_000),
        }


def _profiles() -> Iterator[dict[str, Any]]:
    for number in range(1, ORGANISATIONS + 1):
        yield {
            "uid": _uid(),
            "organisation_id": number,
            "urn": str(100_000 + number),
            "establishment_type": "Community school",
            "phase": ("Primary", "Secondary", "16 plus")[number % 3],
            "la_name": f"Authority {number % 150}",
        }


def _register(source: random.Random) -> Iterator[dict[str, Any]]:
    for number in range(1, ORGANISATIONS + 1):
        name = _name(source)
        yield {
            "urn": str(100_000 + number),
            "name": name,
            "name_key": sort_key(name),
            "status": "Open" if number % 2 else "Closed",
            "town": source.choice(_PLACES),
            "postcode": f"AB{number % 90 + 1} {number % 9}CD",
        }


def _people(source: random.Random) -> Iterator[dict[str, Any]]:
    for number in range(1, PEOPLE + 1):
        given, family = source.choice(_GIVEN), source.choice(_PLACES) + source.choice(_PLACES).lower()
        yield {
            "id": number,
            "uid": _uid(),
            "display_name": f"{given} {family}",
            "name_key": sort_key(f"{family} {given}"),
            "given_name": given,
            "family_name": family,
        }


def _affiliations(source: random.Random) -> Iterator[dict[str, Any]]:
    for number in range(1, PEOPLE + 1):
        yield {
            "uid": _uid(),
            "person_id": number,
            "organisation_id": source.randint(1, ORGANISATIONS),
            "role": ("Head of institution", "Governor", "Receptionist")[number % 3],
            "starts_on": date(2015, 9, 1) + timedelta(days=source.randint(0, 3000)),
        }


def _points() -> Iterator[dict[str, Any]]:
    for number in range(1, PEOPLE + 1, 2):
        value = f"person{number}@school{number % 999}.example"
        yield {"uid": _uid(), "person_id": number, "kind": ContactPointKind.EMAIL, "value": value, "is_primary": True}


def _conversations(source: random.Random) -> Iterator[dict[str, Any]]:
    for number in range(1, CONVERSATIONS + 1):
        awaiting = number % 97 == 0
        yield {
            "id": number,
            "uid": _uid(),
            "channel": Channel.CALL,
            "direction": Direction.OUT,
            "happened_on": TODAY - timedelta(days=source.randint(0, 2000)),
            "subject": " ".join(source.choices(_WORDS, k=4)).capitalize(),
            "note": " ".join(source.choices(_WORDS, k=40)),
            "reply_state": ReplyState.AWAITING if awaiting else ReplyState.NONE_NEEDED,
            "reply_expected_by": TODAY if awaiting else None,
        }


def _parties(source: random.Random) -> Iterator[dict[str, Any]]:
    for number in range(1, CONVERSATIONS + 1):
        yield {
            "uid": _uid(),
            "conversation_id": number,
            "person_id": source.randint(1, PEOPLE) if number % 2 else None,
            "organisation_id": None if number % 4 == 1 else source.randint(1, ORGANISATIONS),
        }
