"""Run by hand: what changing many records at once costs, beside the same without the journal.

    python -m tests.benchmarks.bench_bulk [FOLDER]

Each action is done to some thousand records of a book of a tenth (`large_book.py`, made in FOLDER where it is not yet
there) as the program does it: checked, signed, journalled, sealed and searchable. Beside it stands the same action with
the same inserts and updates through the same driver, on a copy of the book whose tables have no journal. Processor
time, both sides in turns on fresh copies, the best of so many. The goal is half the speed of the same inserts: at most
2 x. Ends with 1 where it is missed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from models import book_file, journal
from models.actions.adoption import adopt
from models.actions.bulk import change_many
from models.actions.conversations import ConversationFields, Party, log_conversation
from models.actions.groups import GroupFields, add_group
from models.actions.tags import TagFields, add_tag
from models.entities import RegisterInstitution
from models.queries.bulk import Bulk, BulkChange
from models.store import Store
from models.vocabulary import Channel, Direction, Tier
from tests.benchmarks.large_book import TODAY, make_large_book

MANY, TALKS, RUNS, GOAL = 5000, 2000, 3, 2.0
Action = Callable[[Session], object]


@dataclass(frozen=True, slots=True)
class Taken:
    """Processor time in milliseconds, and how many rows the journal has of it."""

    ours: float
    bare: float
    rows: int


def actions() -> dict[str, tuple[int, Action]]:
    """Return the actions by name, with how many records each changes."""
    numbers = range(2, MANY + 2)
    changes = {
        "tag": BulkChange(Bulk.TAG, 1),
        "add to a group": BulkChange(Bulk.GROUP, 1),
        "give a ward": BulkChange(Bulk.WARD, 1),
        "give a tier": BulkChange(Bulk.TIER, tier=Tier.CLOSE),
        "give an owner": BulkChange(Bulk.OWNER, 1),
        "tell of an event": BulkChange(Bulk.TELL, 1),
        "put away": BulkChange(Bulk.PUT_AWAY),
    }
    found: dict[str, tuple[int, Action]] = {
        name: (MANY, lambda session, change=change: change_many(session, "organisation", numbers, change, TODAY))
        for name, change in changes.items()
    }
    urns = [f"B{number}" for number in range(MANY)]
    found["adopt from the register"] = (MANY, lambda session: adopt(session, urns, TODAY))
    found["log conversations"] = (TALKS, log_talks)
    return found


def log_talks(session: Session) -> None:
    """Log many conversations one after the other, as an import of letters sent does."""
    for number in range(TALKS):
        party = Party(organisation_id=number + 2)
        log_conversation(
            session, ConversationFields(Channel.LETTER, Direction.OUT, TODAY, (party,), note="A letter. " * 9)
        )


def prepare(path: Path) -> None:
    """Add what the actions need to a book: a tag, a group, and institutions of the register that nobody adopted."""
    store = Store.open(path)
    with store.write("Get ready") as session:
        add_tag(session, TagFields("Choir"))
        add_group(session, GroupFields("Choirs", "organisation"))
        register = cast(Table, RegisterInstitution.__table__)
        like = session.execute(select(register).limit(1)).mappings().one()
        rows = [{**like, "urn": f"B{n}", "name": f"Brook {n}", "name_key": f"brook {n}"} for n in range(MANY)]
        session.execute(
            insert(register), [{name: row[name] for name in row if name not in ("id", "uid")} for row in rows]
        )
    store.close()


def without_journal(path: Path) -> None:
    """Take the triggers of the journal out of a book."""
    engine = book_file.make_engine(path, None)
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        for table in journal.journalled_tables():
            for operation in ("insert", "update", "delete"):
                driver.execute(f"DROP TRIGGER journal_{table.name}_{operation}")
        driver.commit()
    engine.dispose()


def act(path: Path, action: Action) -> tuple[float, int]:
    """Do an action by the store; return its processor time in milliseconds and how many rows were journalled."""
    touched: list[int] = []
    store = Store.open(path)
    store.subscribe(lambda changes: touched.append(len(changes.records)))
    begun = time.process_time()
    with store.write("Change many") as session:
        action(session)
    taken = (time.process_time() - begun) * 1000
    store.engine.dispose()
    return taken, sum(touched)


def measure(book: Path, bare_book: Path, action: Action) -> Taken:
    """Measure an action with and without the journal, each time on a fresh copy."""
    work = book.with_name("work.liaison")
    ours: list[float] = []
    bare: list[float] = []
    rows = 0
    for _ in range(RUNS):
        shutil.copyfile(book, work)
        taken, rows = act(work, action)
        ours.append(taken)
        shutil.copyfile(bare_book, work)
        bare.append(act(work, action)[0])
    work.unlink()
    return Taken(min(ours), min(bare), rows)


def main(folder: Path) -> int:
    """Measure all actions, print a line for each, and return 1 where the goal is missed."""
    book, bare_book = folder / "bulk.liaison", folder / "bulk_bare.liaison"
    if not book.exists():
        make_large_book(book, scale=0.1).dispose()
        prepare(book)
    shutil.copyfile(book, bare_book)
    without_journal(bare_book)
    missed = False
    sys.stdout.write("| action | records, rows | ms | without the journal | ratio |\n|---|--:|--:|--:|--:|\n")
    for name, (many, action) in actions().items():
        one = measure(book, bare_book, action)
        ratio = one.ours / one.bare
        missed = missed or ratio > GOAL
        sys.stdout.write(
            f"| {name} | {many:,}, {one.rows:,} | {one.ours:.0f} | {one.bare:.0f} | {ratio:.2f} "
            f"|{' MISSED' if ratio > GOAL else ''}\n"
        )
        sys.stdout.flush()
    return 1 if missed else 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(temporary)))
