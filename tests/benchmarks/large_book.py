"""A whole large book made quickly, for benchmarks: it opens like any other, but its journal is empty.

At full size 52,000 organisations, 100,000 people, 200,000 conversations and 20,000 meetings with notes of some 100 to
300 words, 100,000 commitments, 50,000 events and a register of 52,000: about a gigabyte, in a minute and a half.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert

from models import book_file, journal
from models.base import Base
from models.entities import (
    Affiliation,
    Area,
    AreaKind,
    Attendance,
    AttendanceStatus,
    Channel,
    Commitment,
    CommitmentState,
    ContactPlan,
    ContactPoint,
    ContactPointKind,
    Conversation,
    ConversationParty,
    Direction,
    Event,
    EventRole,
    InstitutionProfile,
    Meeting,
    MeetingState,
    Organisation,
    OrganisationKind,
    PartnershipMembership,
    PartnershipProfile,
    Person,
    Promotion,
    PromotionState,
    RegisterInstitution,
    ReplyState,
    Setting,
)
from models.search_index import search_ddl
from models.settings import OUR_ORGANISATION
from models.store import Store
from models.text import sort_key
from models.vocabulary import EventPart, Tier

ORGANISATIONS, PEOPLE, CONVERSATIONS = 52_000, 100_000, 200_000
MEETINGS, COMMITMENTS, EVENTS = 20_000, 100_000, 50_000
PARTNERSHIPS, MEMBERS = 1000, 12
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
_POOL = 5000
"""Sentences that notes are put together from: most of their words are common, some are in few notes."""


def make_large_book(path: Path, seed: int = 7, scale: float = 1.0) -> Engine:
    """Make the book at `path`, in plain form, and return its engine; `scale` 0.1 makes a tenth of everything."""
    Store.create(path).close()
    engine = book_file.make_engine(path, None)
    with engine.execution_options(liaison_write=True).connect() as connection, connection.begin():
        triggers = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
        for name in triggers:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for entity, rows in _Making(random.Random(seed), scale).tables():
            named = "uid" in entity.__table__.c
            connection.execute(insert(entity), [{"uid": str(uuid.uuid4()), **row} if named else row for row in rows])
        for statement in (*journal.trigger_ddl("sqlite"), *search_ddl("sqlite")):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("ANALYZE")
    return engine


def _name(source: random.Random) -> str:
    return f"{source.choice(_PLACES)}{source.choice(_PLACES).lower()} {source.choice(_PLACES)} {source.choice(_ENDS)}"


def _sentence(source: random.Random) -> str:
    rare = [source.choice(_PLACES).lower() + source.choice(_PLACES).lower() for _ in range(2)]
    words = [*source.choices(_WORDS, k=source.randint(10, 18)), *rare]
    source.shuffle(words)
    return " ".join(words).capitalize() + "."


Rows = Iterable[dict[str, Any]]


class _Making:
    """The rows of every table, in an order in which parents come first."""

    def __init__(self, source: random.Random, scale: float) -> None:
        self.source = source
        self.organisations, self.people, self.conversations, self.meetings, self.commitments, self.events = (
            round(number * scale) for number in (ORGANISATIONS, PEOPLE, CONVERSATIONS, MEETINGS, COMMITMENTS, EVENTS)
        )
        self.areas = max(3, round(2000 * scale))
        self.ties = round(PARTNERSHIPS * scale)
        self.sentences = [_sentence(source) for _ in range(_POOL)]

    def tables(self) -> Iterator[tuple[type[Base], Rows]]:
        """Yield each table with its rows."""
        yield Area, map(_area, range(1, self.areas + 1))
        yield Organisation, map(self.organisation, range(1, self.organisations + 1))
        yield InstitutionProfile, map(_profile, range(1, self.organisations + 1))
        yield RegisterInstitution, map(self.institution, range(1, self.organisations + 1))
        yield Person, map(self.person, range(1, self.people + 1))
        yield Affiliation, map(self.affiliation, range(1, self.people + 1))
        yield ContactPoint, map(_point, range(1, self.people + 1, 2))
        yield Conversation, map(self.conversation, range(1, self.conversations + 1))
        yield ConversationParty, map(self.party, range(1, self.conversations + 1))
        yield Meeting, map(self.meeting, range(1, self.meetings + 1))
        yield Attendance, self.attendances()
        yield Commitment, map(self.commitment, range(1, self.commitments + 1))
        yield Event, map(self.event, range(1, self.events + 1))
        yield Promotion, self.promotions()
        yield Setting, [{"key": OUR_ORGANISATION.name, "value": "1"}]
        yield ContactPlan, [{"tier": Tier.CLOSE, "ideal_days": 90, "worst_days": 365, "term_time_only": False}]
        yield EventRole, map(self.event_role, range(1, self.events + 1))
        yield Organisation, map(_partnership, self.partnerships())
        yield PartnershipProfile, ({"organisation_id": number} for number in self.partnerships())
        yield PartnershipMembership, self.memberships()

    def partnerships(self) -> range:
        """Return the numbers of the partnerships: those after all institutions."""
        return range(self.organisations + 1, self.organisations + self.ties + 1)

    def day(self, ahead: int = 0) -> date:
        """Return a day of the last five and a half years, or up to so many days in the future."""
        return TODAY + timedelta(days=self.source.randint(-2000, ahead))

    def some_organisation(self) -> int:
        """Return the number of one of the organisations."""
        return self.source.randint(1, self.organisations)

    def some_person(self) -> int:
        """Return the number of one of the people."""
        return self.source.randint(1, self.people)

    def note(self) -> str:
        """Return some 100 to 300 words."""
        return " ".join(self.source.choices(self.sentences, k=self.source.randint(6, 18)))

    def organisation(self, number: int) -> dict[str, Any]:
        """Return an institution."""
        name, source = _name(self.source), self.source
        return {
            "id": number,
            "name": name,
            "name_key": sort_key(name),
            "kind": OrganisationKind.INSTITUTION,
            "tier": Tier.CLOSE if number % 10 == 0 else Tier.NONE,
            "ward_id": source.randint(1, self.areas),
            "town": source.choice(_PLACES),
            "postcode": f"AB{number % 90 + 1} {number % 9}CD",
            "easting": source.randint(100_000, 650_000),
            "northing": source.randint(50_000, 600_000),
        }

    def institution(self, number: int) -> dict[str, Any]:
        """Return an establishment of the register."""
        name = _name(self.source)
        return {
            "urn": str(100_000 + number),
            "name": name,
            "name_key": sort_key(name),
            "status": "Open" if number % 2 else "Closed",
            "town": self.source.choice(_PLACES),
            "postcode": f"AB{number % 90 + 1} {number % 9}CD",
            "la_name": f"Authority {number % 150}",
            "ward_name": f"Ward {number % 2000}",
            "easting": self.source.randint(100_000, 650_000),
            "northing": self.source.randint(50_000, 600_000),
        }

    def person(self, number: int) -> dict[str, Any]:
        """Return a person."""
        source = self.source
        given, family = source.choice(_GIVEN), source.choice(_PLACES) + source.choice(_PLACES).lower()
        return {
            "id": number,
            "display_name": f"{given} {family}",
            "name_key": sort_key(f"{family} {given}"),
            "given_name": given,
            "family_name": family,
        }

    def affiliation(self, number: int) -> dict[str, Any]:
        """Return the role of a person; one in five hundred is a councillor."""
        return {
            "person_id": number,
            "organisation_id": self.some_organisation(),
            "role": "Councillor" if number % 500 == 0 else ("Head", "Governor", "Receptionist")[number % 3],
            "area_id": self.source.randint(1, self.areas) if number % 500 == 0 else None,
            "starts_on": date(2015, 9, 1) + timedelta(days=self.source.randint(0, 3000)),
        }

    def conversation(self, number: int) -> dict[str, Any]:
        """Return a conversation; one in 97 waits for a reply, and half of the replies are late."""
        awaiting, happened_on = number % 97 == 0, self.day()
        return {
            "id": number,
            "channel": Channel.CALL,
            "direction": Direction.OUT if awaiting or number % 3 else Direction.IN,
            "happened_on": happened_on,
            "subject": " ".join(self.source.choices(_WORDS, k=4)).capitalize(),
            "note": self.note(),
            "reply_state": ReplyState.AWAITING if awaiting else ReplyState.NONE_NEEDED,
            "reply_expected_by": TODAY + timedelta(days=number % 29 - 14) if awaiting else None,
        }

    def party(self, number: int) -> dict[str, Any]:
        """Return who a conversation was with: a person, an organisation or both."""
        return {
            "conversation_id": number,
            "person_id": self.some_person() if number % 2 else None,
            "organisation_id": None if number % 4 == 1 else self.some_organisation(),
        }

    def meeting(self, number: int) -> dict[str, Any]:
        """Return a meeting, planned where its day is to come."""
        starts_on = self.day(60)
        return {
            "id": number,
            "title": f"Meeting {number} about " + " ".join(self.source.choices(_WORDS, k=3)),
            "organisation_id": self.some_organisation(),
            "starts_at": datetime.combine(starts_on, time(18)),
            "state": MeetingState.HELD if starts_on < TODAY else MeetingState.PLANNED,
            "notes": self.note(),
        }

    def attendances(self) -> Rows:
        """Yield five people for each meeting, most of them for an organisation."""
        for number in range(1, self.meetings + 1):
            for person_id in self.source.sample(range(1, self.people + 1), 5):
                yield {
                    "meeting_id": number,
                    "person_id": person_id,
                    "organisation_id": self.some_organisation() if person_id % 4 else None,
                    "status": AttendanceStatus.PRESENT if person_id % 5 else AttendanceStatus.APOLOGIES,
                }

    def commitment(self, number: int) -> dict[str, Any]:
        """Return a commitment; those of the future and two in a hundred of the others are open."""
        due_on = self.day(60)
        is_open = due_on >= TODAY or number % 50 == 0
        return {
            "text": " ".join(self.source.choices(_WORDS, k=8)).capitalize(),
            "observable_result": "The letter has been received",
            "owner_person_id": self.some_person(),
            "owner_organisation_id": self.some_organisation(),
            "to_organisation_id": self.some_organisation(),
            "made_on": due_on - timedelta(days=30),
            "due_on": due_on,
            "state": CommitmentState.OPEN if is_open else CommitmentState.KEPT,
            "closed_on": None if is_open else due_on,
        }

    def event(self, number: int) -> dict[str, Any]:
        """Return an event."""
        return {
            "id": number,
            "title": f"Event {number} with " + " ".join(self.source.choices(_WORDS, k=2)),
            "organisation_id": self.some_organisation(),
            "starts_at": datetime.combine(self.day(60), time(14)),
            "easting": self.source.randint(100_000, 650_000),
            "northing": self.source.randint(50_000, 600_000),
        }

    def promotions(self) -> Rows:
        """Yield two organisations that were asked to tell of each event."""
        for number in range(1, self.events + 1):
            for organisation_id in self.source.sample(range(1, self.organisations + 1), 2):
                yield {"event_id": number, "organisation_id": organisation_id, "state": PromotionState.DISPLAYED}

    def event_role(self, number: int) -> dict[str, Any]:
        """Return who came to an event; one in five hundred came for us."""
        ours = number % 500 == 0
        return {
            "event_id": number,
            "person_id": self.some_person() if number % 2 else None,
            "organisation_id": 1 if ours else None if number % 4 == 1 else self.some_organisation(),
            "part": EventPart.INVITED,
            "attended": number % 3 > 0,
        }

    def memberships(self) -> Rows:
        """Yield a dozen members for each partnership; one in six of them has left."""
        for number in self.partnerships():
            for place, member_id in enumerate(self.source.sample(range(1, self.organisations + 1), MEMBERS)):
                left = TODAY - timedelta(days=100) if place % 6 == 0 else None
                yield {"partnership_id": number, "member_id": member_id, "starts_on": self.day(), "ends_on": left}


def _partnership(number: int) -> dict[str, Any]:
    name = f"Partnership {number}"
    return {"id": number, "name": name, "name_key": sort_key(name), "kind": OrganisationKind.PARTNERSHIP}


def _area(number: int) -> dict[str, Any]:
    name = f"Ward {number}"
    return {"id": number, "name": name, "name_key": sort_key(name), "kind": AreaKind.WARD}


def _profile(number: int) -> dict[str, Any]:
    return {
        "organisation_id": number,
        "urn": str(100_000 + number),
        "establishment_type": "Community school",
        "phase": ("Primary", "Secondary", "16 plus")[number % 3],
        "la_name": f"Authority {number % 150}",
        "status": "Open",
    }


def _point(number: int) -> dict[str, Any]:
    value = f"person{number}@school{number % 999}.example"
    return {"person_id": number, "kind": ContactPointKind.EMAIL, "value": value, "is_primary": True}
