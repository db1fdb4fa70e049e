"""Types anything into everything that searches, and counts what ends in an error.

    python tests/safety/fuzz_search.py --times 20000 [--server]

The book is a new one of nasty texts; with `--server` one on a PostgreSQL server that is started for it. Each
time some text is put together of nasty strings, of words that mean something to the databases, and of any characters at
all; then one search after the other gets it: search everything, the register, who is meant, and each list's filter.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Organisation
from models.errors import AppError, WrongUse
from models.queries import (
    commitments,
    conversations,
    events,
    forms,
    meetings,
    organisations,
    partnerships,
    party_choices,
    people,
    recipients,
    references,
    report_runs,
    role_search,
)
from models.queries.commitment_filter import CommitmentFilter
from models.queries.conversations import ConversationFilter
from models.queries.events import EventFilter
from models.queries.meeting_filter import MeetingFilter
from models.queries.organisation_filter import OrganisationFilter
from models.queries.people import PersonFilter
from models.queries.references import ReferenceFilter
from models.queries.report_runs import RunFilter
from models.queries.search_tests import FieldType, SearchField, test_of
from models.search import search, search_register
from models.store import Store
from models.text import asked_words
from tests.postgres_server import find_programs, running_server
from tests.safety.nasty import NASTY, nasty_book

TODAY = date(2026, 11, 22)
MEANING = (
    *('"', "'", "*", "^", "(", ")", ":", "-", "+", "AND", "OR", "NOT", "NEAR(", "{title}", "title:", "%", "_", "\\"),
    *(
        "&",
        "|",
        "!",
        "<->",
        ":*",
        "::text",
        "--",
        "/*",
        ";",
        "\0",
        "\ud800",
        "\udfff",
        "=",
        "O'Neil",
        "Jean-Luc",
        "100%",
    ),
)
"""What FTS5, tsquery, LIKE or SQL might take for their own."""

_NOTE = SearchField("Note", FieldType.TEXT, lambda test, _asking: test(Organisation.note))

SEARCHES: dict[str, Callable[[Session, str], object]] = {
    "everything": search,
    "the register": search_register,
    "who is meant": lambda session, words: party_choices.find_parties_like(session, words, today=TODAY),
    "whom a paper is for": recipients.find_recipient,
    "choices of a field": lambda session, words: forms.list_choices(session, "organisation", words=words, limit=9),
    "who holds a role": lambda session, words: role_search.find_role_holders(session, words, as_at=TODAY),
    "organisations": lambda session, words: organisations.list_organisations(
        session, OrganisationFilter(words=words), today=TODAY, limit=9
    ),
    "people": lambda session, words: people.list_people(session, PersonFilter(words=words), today=TODAY, limit=9),
    "conversations": lambda session, words: conversations.list_conversations(
        session, ConversationFilter(words=words), limit=9
    ),
    "meetings": lambda session, words: meetings.list_meetings(session, MeetingFilter(words=words), limit=9),
    "commitments": lambda session, words: commitments.list_commitment_groups(
        session, TODAY, CommitmentFilter(words=words), limit=9
    ),
    "events": lambda session, words: events.list_events(session, EventFilter(words=words), limit=9),
    "partnerships": lambda session, words: partnerships.list_partnerships(
        session, as_at=TODAY, where=partnerships.PartnershipFilter(text=words)
    ),
    "references": lambda session, words: references.list_references(session, ReferenceFilter(words=words)),
    "a saved filter": lambda session, words: session.scalars(
        select(Organisation.id).where(test_of(_NOTE, "contains", words)(Organisation.note))
    ).all(),
    "papers made": lambda session, words: report_runs.list_runs(session, RunFilter(words=words)),
}


def some_words(source: random.Random) -> str:
    """Return something to type."""
    parts = []
    for _part in range(source.randint(1, 4)):
        match source.randrange(4):
            case 0:
                parts.append(source.choice(NASTY)[:400])
            case 1:
                parts.append(source.choice(MEANING))
            case 2:
                parts.append("".join(chr(source.randrange(0x110000)) for _mark in range(source.randint(1, 6))))
            case _:
                parts.append("".join(source.choice("ab cz'\"*%_-(") for _mark in range(source.randint(1, 8))))
    return source.choice(("", " ")).join(parts)


def fuzz(store: Store, times: int, seed: int) -> dict[str, object]:
    """Search so many times, and return how often, and what failed with which words."""
    source, names = random.Random(seed), list(SEARCHES)
    failed: list[str] = []
    done: Counter[str] = Counter()
    found = 0
    for time in range(times):
        name, words = names[time % len(names)], some_words(source)
        done[name] += 1
        try:
            with store.read() as session:
                answer = SEARCHES[name](session, words)
            found += bool(getattr(answer, "rows", answer))
        except WrongUse as trouble:
            # To be asked for words is the right answer where none were given.
            if asked_words(words.replace(",", " ")):
                failed.append(f"{name} refuses {words!a}: {trouble.sentence}")
        except AppError as trouble:
            failed.append(f"{name} refuses {words!a}: {trouble.sentence}")
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            failed.append(f"{name} fails on {words!a}: {type(error).__name__} {error}"[:400])
    return {"searched": sum(done.values()), "kinds": len(done), "found_something": found, "failed": failed}


@contextlib.contextmanager
def _file() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield str(Path(folder) / "nasty.liaison")


@contextlib.contextmanager
def _server() -> Iterator[str]:
    programs = find_programs()
    if programs is None:
        sys.exit("PostgreSQL's server is not installed here.")
    with running_server(programs) as server:
        yield server.url(server.new_database())


def main() -> None:
    """Make the book, search it, and print what was seen as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--server", action="store_true", help="on a PostgreSQL server of its own")
    asked = parser.parse_args()
    with _server() if asked.server else _file() as location:
        store = Store.create(location)
        with store.write("Fill every table") as session:
            nasty_book(session, asked.seed)
        seen = fuzz(store, asked.times, asked.seed)
        store.close()
    sys.stdout.write(json.dumps(seen) + "\n")
    sys.exit(bool(seen["failed"]))


if __name__ == "__main__":
    main()
