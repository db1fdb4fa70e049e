"""Questions on a large book against the same rows through the bare driver; run by hand.

`python -m tests.benchmarks.bench_queries [BOOK]` makes 52,000 organisations, 100,000 people and 200,000 conversations
(some 25 s; a book named there is kept and used again) and prints medians of 15 runs in milliseconds.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from models import book_file
from models.queries.contacts import best_contacts, organisation_health
from models.queries.organisation_detail import find_organisation
from models.queries.organisations import (
    OrganisationFilter,
    OrganisationSort,
    count_not_contacted_since,
    list_organisations,
    nearest,
)
from models.queries.party_choices import find_parties_like
from models.queries.people import PersonFilter, list_people
from models.queries.timelines import list_timeline
from models.search import search, search_register
from tests.benchmarks.large_book import TODAY, make_large_book

RUNS = 15
TERM = TODAY.replace(month=9, day=1)

RAW_PAGE = """
SELECT o.id, o.name, o.name_key, o.kind, o.body_kind, p.establishment_type, p.phase, p.status, o.ward_id, a.name,
       p.urn, o.town, o.postcode, o.easting, o.northing, o.parent_id, q.name, o.closed_on, o.archived_at,
       (SELECT max(c.happened_on) FROM conversation_party k JOIN conversation c ON c.id = k.conversation_id
        WHERE k.organisation_id = o.id AND c.archived_at IS NULL)
FROM organisation o LEFT JOIN institution_profile p ON p.organisation_id = o.id
LEFT JOIN area a ON a.id = o.ward_id LEFT JOIN organisation q ON q.id = o.parent_id
WHERE o.archived_at IS NULL ORDER BY o.name_key, o.id LIMIT 51"""
RAW_RECORD = """
SELECT o.*, p.* FROM organisation o LEFT JOIN institution_profile p ON p.organisation_id = o.id WHERE o.id = 777"""
RAW_SEARCH = """
SELECT c.id, c.subject, c.note, c.happened_on FROM search_index i JOIN conversation c ON c.id = (i.rowid & 268435455)
WHERE search_index MATCH 'hall' AND i.rowid >= 4294967296 ORDER BY i.rowid DESC LIMIT 50"""


def median(question: Callable[[], object]) -> float:
    """Return the median time of a question in milliseconds, the first run not counted."""
    question()
    times = []
    for _run in range(RUNS):
        start = time.perf_counter()
        question()
        times.append((time.perf_counter() - start) * 1000)
    return sorted(times)[RUNS // 2]


def raw(connection: Connection, statement: str) -> Callable[[], list[Any]]:
    """Return the statement as the driver alone runs it."""
    driver = connection.connection.dbapi_connection
    assert driver is not None

    def run() -> list[Any]:
        cursor = driver.cursor()
        cursor.execute(statement)
        found: list[Any] = cursor.fetchall()
        return found

    return run


def questions(session: Session, connection: Connection) -> dict[str, Callable[[], object]]:
    """Return what is measured, by name."""

    def page(sort: OrganisationSort = OrganisationSort.NAME, **fields: Any) -> Callable[[], object]:
        wanted = OrganisationFilter(**fields)
        return lambda: list_organisations(session, wanted, today=TODAY, limit=50, sort=sort)

    found: dict[str, Callable[[], object]] = {
        "raw list page": raw(connection, RAW_PAGE),
        "list page": page(),
        "list page, not contacted this term": page(not_contacted_since=TERM),
        "list page, unanswered": page(unanswered=True),
        "list page, stalest first": page(OrganisationSort.LAST_CONTACT),
        "count not contacted this term": lambda: count_not_contacted_since(session, TERM, today=TODAY),
        "nearest in 5 km": lambda: nearest(session, 300_000, 300_000, 5000, 50, today=TODAY),
        "raw record": raw(connection, RAW_RECORD),
        "record": lambda: find_organisation(session, 777, today=TODAY),
        "who to contact": lambda: best_contacts(session, 777, as_at=TODAY),
        "health": lambda: organisation_health(session, 777, today=TODAY),
        "timeline": lambda: list_timeline(session, organisation_id=777, limit=50),
        "people page": lambda: list_people(session, today=TODAY, limit=50),
        "raw search": raw(connection, RAW_SEARCH),
    }
    for words in ("s", "school", "willow", "college west"):
        found[f"list page named “{words}”"] = page(words=words)
    for words in ("a", "ab", "bri", "abbey", "priya", "priya wes"):
        found[f"choosing “{words}”"] = partial(find_parties_like, session, words, today=TODAY)
        found[f"people named “{words}”"] = partial(
            list_people, session, PersonFilter(words=words), today=TODAY, limit=50
        )
    for words in ("hall", "visit hall", "a", "ab", "school", "willow"):
        found[f"search “{words}”"] = partial(search, session, words)
    for words in ("a", "school", "wood sch", "ab1"):
        found[f"register “{words}”"] = partial(search_register, session, words, 20)
    return found


def main(path: Path) -> None:
    """Measure and print."""
    if not path.exists():
        make_large_book(path).dispose()
    engine = book_file.make_engine(path, None, read_only=True)
    with engine.connect() as connection:
        session = Session(bind=connection, autoflush=False)
        for name, question in questions(session, connection).items():
            sys.stdout.write(f"{name:40} {median(question):8.2f} ms\n")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "large.book")
