"""How lists, Home and the figures of papers grow; run by hand: python tests/benchmarks/bench_engagement.py.

The same questions are asked of a book with 10,000 conversations and of one with ten times as much of everything. A page
of a list must cost at most 0.7 ms a statement more than the same statements through the bare driver, and a figure over
the whole book at most 20 times as much for ten times the rows (sorting is n log n, and the larger book falls out of the
processor's caches; anything quadratic would be 100). Each figure is the best of seven.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, insert
from sqlalchemy.orm import Session

sys.path.insert(0, str(Path(__file__).parents[2]))

from models import book_file
from models.base import Base, Visibility
from models.entities import (
    Affiliation,
    Area,
    AreaKind,
    Attendance,
    AttendanceStatus,
    Channel,
    Commitment,
    CommitmentState,
    Conversation,
    ConversationParty,
    Direction,
    Event,
    Meeting,
    MeetingState,
    Organisation,
    OrganisationKind,
    Person,
    Promotion,
    PromotionState,
    ReplyState,
)
from models.queries.commitments import count_commitments, list_commitments
from models.queries.conversations import ConversationFilter, list_conversations
from models.queries.engagement import find_monthly_contacts, find_totals, list_engagement
from models.queries.engagement_lines import list_commitment_lines, list_unanswered_for
from models.queries.event_lines import list_event_lines
from models.queries.events import list_events
from models.queries.home import find_numbers, list_coming_up, list_needs_doing
from models.queries.keeping import list_keeping_rates
from models.queries.meetings import list_meetings
from models.queries.organisation_filter import Near
from models.queries.promotions import suggest_recipients
from models.queries.unanswered import list_unanswered
from models.queries.ward_engagement import list_ward_engagement
from models.search_index import search_ddl
from models.vocabulary import CommitmentGroup

TODAY = date(2026, 11, 22)
FIRST = date(2020, 9, 1)
SMALL, LARGE = 10_000, 100_000
PER_STATEMENT = 0.7
LINEAR = 20.0
NEAR = Near(300_000, 300_000, 3_000)
NOTE = "We spoke about the hall, the minutes and the letter about the summer fair. "
"""Short, so that both books fit in the cache: the growth of the questions is measured, not that of the disk."""

PAGES: dict[str, Callable[[Session], object]] = {
    "conversations, first page": lambda session: list_conversations(session, limit=50),
    "conversations, deep page": lambda session: list_conversations(session, after=(date(2021, 3, 1), 9), limit=50),
    "conversations of one organisation": lambda session: list_conversations(
        session, ConversationFilter(organisation_id=7), limit=50
    ),
    "meetings, first page": lambda session: list_meetings(session, limit=50),
    "events, first page": lambda session: list_events(session, limit=50),
    "commitments, late": lambda session: list_commitments(session, CommitmentGroup.LATE, TODAY, limit=50),
    "commitments, later": lambda session: list_commitments(session, CommitmentGroup.LATER, TODAY, limit=50),
    "needs doing": lambda session: list_needs_doing(session, TODAY),
    "coming up": lambda session: list_coming_up(session, TODAY, neighbour_metres=1500),
    "unanswered, first page": lambda session: list_unanswered(session, TODAY, limit=50),
}
WHOLE: dict[str, Callable[[Session], object]] = {
    "Home's four numbers": lambda session: find_numbers(session, TODAY, NEAR),
    "commitments, counts": lambda session: count_commitments(session, TODAY),
    "conversations with a word": lambda session: list_conversations(
        session, ConversationFilter(words="nowhere"), limit=50
    ),
    "unanswered, all": lambda session: list_unanswered_for(session, TODAY, Visibility.PARTNERS),
    "engagement by organisation": lambda session: list_engagement(session, FIRST, TODAY, TODAY),
    "engagement, totals": lambda session: find_totals(session, FIRST, TODAY, TODAY),
    "engagement by month": lambda session: find_monthly_contacts(session, FIRST, TODAY, TODAY),
    "commitment lines": lambda session: list_commitment_lines(session, FIRST, TODAY, TODAY, Visibility.INTERNAL),
    "keeping rates": lambda session: list_keeping_rates(session, FIRST, TODAY, TODAY),
    "events and take-up": lambda session: list_event_lines(session, FIRST, TODAY, TODAY, Visibility.INTERNAL),
    "councillors by ward": lambda session: list_ward_engagement(session, FIRST, TODAY, TODAY),
    "recipients of an event": lambda session: suggest_recipients(session, 1, 5_000, TODAY),
}


def make_book(path: Path, count: int) -> Engine:
    """Make a book with so many conversations and the rest in proportion."""
    engine = book_file.make_engine(path, None, create=True)
    source = random.Random(count)
    with engine.connect() as connection, connection.begin():
        Base.metadata.create_all(connection)
        for entity, rows in tables(source, count):
            connection.execute(insert(entity), [{"uid": str(uuid.uuid4()), **row} for row in rows])
        for statement in search_ddl("sqlite"):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("ANALYZE")
    return engine


def tables(source: random.Random, count: int) -> Iterator[tuple[type[Base], Iterator[dict[str, Any]]]]:
    """Yield each table with its rows."""
    bodies, people = count // 20, count // 10
    wards = max(3, count // 2000)
    numbers = range(1, bodies + 1)
    yield (
        Area,
        ({"id": n, "name": f"Ward {n}", "name_key": f"ward {n}", "kind": AreaKind.WARD} for n in range(1, wards + 1)),
    )
    yield Organisation, (organisation(source, n) for n in numbers)
    yield Person, ({"id": n, "display_name": f"P {n}", "name_key": f"{n}"} for n in range(1, people + 1))
    yield Affiliation, (affiliation(source, n, bodies, wards) for n in range(1, people + 1))
    yield Conversation, (conversation(source, n) for n in range(1, count + 1))
    yield (
        ConversationParty,
        (
            {"conversation_id": n, "person_id": source.randint(1, people), "organisation_id": source.randint(1, bodies)}
            for n in range(1, count + 1)
        ),
    )
    yield Meeting, (meeting(source, n, bodies) for n in range(1, count // 10 + 1))
    yield Attendance, attendances(source, count, bodies, people)
    yield Commitment, (commitment(source, bodies, people) for _ in range(count // 4))
    yield Event, (event_row(source, n, bodies) for n in range(1, count // 20 + 1))
    yield Promotion, promotions(source, count, bodies)


def day(source: random.Random, ahead: int = 0) -> date:
    """Return a day of the last six years, or with `ahead` one up to so many days in the future."""
    return TODAY + timedelta(days=source.randint(-2200, ahead))


def organisation(source: random.Random, number: int) -> dict[str, Any]:
    """Return an organisation."""
    return {
        "id": number,
        "name": f"School {number}",
        "name_key": f"school {number:06}",
        "kind": OrganisationKind.INSTITUTION,
        "easting": source.randint(290_000, 310_000),
        "northing": source.randint(290_000, 310_000),
    }


def affiliation(source: random.Random, number: int, bodies: int, wards: int) -> dict[str, Any]:
    """Return a role; every fiftieth is a councillor's."""
    councillor = number % 50 == 0
    return {
        "person_id": number,
        "organisation_id": source.randint(1, bodies),
        "role": "Councillor" if councillor else "Teacher",
        "area_id": source.randint(1, wards) if councillor else None,
    }


def conversation(source: random.Random, number: int) -> dict[str, Any]:
    """Return a conversation; every tenth wants a reply, and half of those had one."""
    happened_on = day(source)
    wants, waits = number % 10 == 0, number % 20 == 0
    state = ReplyState.AWAITING if waits else ReplyState.RECEIVED if wants else ReplyState.NONE_NEEDED
    return {
        "id": number,
        "channel": source.choice(list(Channel)),
        "direction": Direction.OUT if wants else source.choice(list(Direction)),
        "happened_on": happened_on,
        "subject": f"Subject {number}",
        "note": NOTE,
        "reply_state": state,
        "reply_expected_by": happened_on + timedelta(14) if wants else None,
        "replied_on": happened_on + timedelta(9) if wants and not waits else None,
        "chases_id": number // 2 // 20 * 20 if number % 40 == 7 and number > 50 else None,
    }


def meeting(source: random.Random, number: int, bodies: int) -> dict[str, Any]:
    """Return a meeting."""
    starts_on = day(source, 90)
    return {
        "id": number,
        "title": f"Meeting {number}",
        "organisation_id": source.randint(1, bodies),
        "starts_at": datetime.combine(starts_on, clock(18)),
        "state": MeetingState.HELD if starts_on < TODAY else MeetingState.PLANNED,
    }


def attendances(source: random.Random, count: int, bodies: int, people: int) -> Iterator[dict[str, Any]]:
    """Yield five people for each meeting."""
    for number in range(1, count // 10 + 1):
        for person_id in source.sample(range(1, people + 1), 5):
            yield {
                "meeting_id": number,
                "person_id": person_id,
                "organisation_id": source.randint(1, bodies),
                "status": source.choice(list(AttendanceStatus)),
            }


def commitment(source: random.Random, bodies: int, people: int) -> dict[str, Any]:
    """Return a commitment; most have been kept."""
    made_on = day(source)
    due_on = made_on + timedelta(days=source.randint(5, 200))
    is_open = due_on >= TODAY or source.random() < 0.02
    return {
        "text": "Send the room plan",
        "observable_result": "Plan received",
        "owner_person_id": source.randint(1, people),
        "owner_organisation_id": source.randint(1, bodies),
        "made_on": made_on,
        "due_on": due_on,
        "state": CommitmentState.OPEN if is_open else CommitmentState.KEPT,
        "closed_on": None if is_open else due_on,
    }


def event_row(source: random.Random, number: int, bodies: int) -> dict[str, Any]:
    """Return an event; the first is coming and in the middle of the area."""
    starts_on = TODAY + timedelta(3) if number == 1 else day(source, 60)
    return {
        "id": number,
        "title": f"Event {number}",
        "organisation_id": source.randint(1, bodies),
        "starts_at": datetime.combine(starts_on, clock(14)),
        "easting": 300_000 if number == 1 else None,
        "northing": 300_000 if number == 1 else None,
    }


def promotions(source: random.Random, count: int, bodies: int) -> Iterator[dict[str, Any]]:
    """Yield four organisations for each event."""
    for number in range(1, count // 20 + 1):
        for organisation_id in source.sample(range(1, bodies + 1), 4):
            yield {
                "event_id": number,
                "organisation_id": organisation_id,
                "state": source.choice(list(PromotionState)),
                "asked_on": FIRST,
            }


def measure(engine: Engine, question: Callable[[Session], object]) -> tuple[float, float, int]:
    """Return the milliseconds of a question, of its statements through the bare driver, and how many those are."""
    asked: list[tuple[str, Any]] = []

    def remember(_connection: object, _cursor: object, statement: str, parameters: Any, *_more: object) -> None:
        asked.append((statement, parameters))

    with Session(engine) as session:
        question(session)
        event.listen(engine, "before_cursor_execute", remember)
        question(session)
        event.remove(engine, "before_cursor_execute", remember)
        ours = best(lambda: question(session))
        driver = session.connection().connection.driver_connection
        assert driver is not None

        def bare() -> None:
            for statement, parameters in asked:
                driver.execute(statement, parameters).fetchall()

        return ours, best(bare), len(asked)


def best(work: Callable[[], object]) -> float:
    """Return the milliseconds of the fastest of seven runs."""
    times = []
    for _ in range(7):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def say(line: str) -> None:
    """Write a line of the result."""
    sys.stdout.write(line + "\n")


def main() -> int:
    """Measure everything, print it, and return 1 when a budget is broken."""
    broken = []
    with tempfile.TemporaryDirectory() as folder:
        small, large = (make_book(Path(folder, f"{count}.liaison"), count) for count in (SMALL, LARGE))
        say(f"{'page':36}{'10k ms':>9}{'100k ms':>9}{'bare ms':>9}{'over a statement':>18}")
        for name, question in PAGES.items():
            before, (ours, bare, statements) = measure(small, question)[0], measure(large, question)
            over = (ours - bare) / max(1, statements)
            say(f"{name:36}{before:9.2f}{ours:9.2f}{bare:9.2f}{over:18.2f}")
            if over > PER_STATEMENT:
                broken.append(name)
        say(f"\n{'over the whole book':36}{'10k ms':>9}{'100k ms':>9}{'bare ms':>9}{'ratio':>18}")
        for name, question in WHOLE.items():
            before, (ours, bare, _statements) = measure(small, question)[0], measure(large, question)
            say(f"{name:36}{before:9.2f}{ours:9.2f}{bare:9.2f}{ours / before:18.1f}")
            if ours / before > LINEAR:
                broken.append(name)
        small.dispose()
        large.dispose()
    say("\nBroken: " + ", ".join(broken) if broken else "\nAll within budget.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
