"""Kills a process that saves or backs up, at random moments, and checks that nothing it called saved is lost.

    python tests/durability/kill_store.py --kills 200 [--plain] [--what saves|backups|boasts] [--seed N]

Each save changes three tables and the search index: a conversation with a note, its party, and the organisation. The
number of a save is told only after `store.write` has ended. After each SIGKILL the book is opened as the program
opens it, and:

- every save that was told is there (else it is *lost*);
- each save is whole: its conversation, its party, the organisation's count, three entries in the journal (else *torn*);
- `store.check()` finds nothing: pages, foreign keys, the chain of the journal (else *unsound*);
- the search finds each save by its own word, and nothing more (else *unfound*).

A kill says nothing of a power cut; that is what TRUNCATE and EXTRA are for (tests/models/test_book_file.py).
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from sqlalchemy import func, select

from models import book_making
from models.backup import back_up
from models.encryption import derive_key
from models.entities import (
    Change,
    ChangeEntry,
    Channel,
    Conversation,
    ConversationParty,
    Direction,
    Organisation,
    OrganisationKind,
)
from models.search import search
from models.search_index import find_keys
from models.store import Store

PASSPHRASE = "four plain words here"
LONGEST = 0.4
"""Seconds from the opening of the book to the kill at the latest."""
LONGEST_BACKUP = 3.0
"""The same for copies of a whole book, each of which takes as long as dozens of saves."""
OPENED = "opened"
FRESH_AFTER = 20
"""Kills that one book has to bear, so that checking it stays quick."""


@dataclass
class Tally:
    """What was seen over all kills."""

    what: str
    encrypted: bool
    kills: int = 0
    acknowledged: int = 0
    hot_journals: int = 0
    """Kills in the middle of a commit: the next opening had something to take back."""
    unfinished: int = 0
    """Backups left without their name."""
    lost: int = 0
    torn: int = 0
    unsound: int = 0
    unfound: int = 0
    problems: list[str] = field(default_factory=list)


def word_of(number: int) -> str:
    """Return the word that only the note of this save has."""
    return f"mark{number:07d}x"


def save(store: Store, number: int) -> None:
    """Make one change of three tables."""
    with store.write(f"Save {number}") as session:
        talk = Conversation(
            channel=Channel.CALL,
            direction=Direction.IN,
            happened_on=date(2026, 11, 22),
            note=f"They rang about {word_of(number)}. " + "The lights, the hall and the gate. " * (number % 40),
        )
        session.add(talk)
        session.flush()
        session.add(ConversationParty(conversation_id=talk.id, organisation_id=1))
        session.get_one(Organisation, 1).note = str(number)


def new_book(place: Path, passphrase: str | None) -> None:
    """Make a book with the organisation that the saves are about."""
    store = Store.create(place, passphrase)
    with store.write("Add Elm Lane") as session:
        organisation = Organisation(kind=OrganisationKind.INSTITUTION, note="0")
        organisation.rename("Elm Lane")
        session.add(organisation)
    store.close()


def keep_saving(place: Path, passphrase: str | None, tell: Callable[[str], None]) -> None:
    """Save without end, telling each save once it is done."""
    store = Store.open(place, passphrase)
    tell(OPENED)
    with store.read() as session:
        number = int(session.get_one(Organisation, 1).note)
    while True:
        number += 1
        save(store, number)
        tell(str(number))


def keep_boasting(place: Path, passphrase: str | None, tell: Callable[[str], None]) -> None:
    """Tell each save before it is done, which a proof worth its name must catch."""
    store = Store.open(place, passphrase)
    tell(OPENED)
    with store.read() as session:
        number = int(session.get_one(Organisation, 1).note)
    while True:
        number += 1
        tell(str(number))
        save(store, number)


def keep_backing_up(place: Path, passphrase: str | None, tell: Callable[[str], None]) -> None:
    """Back up without end, telling each copy once it is done."""
    store = Store.open(place, passphrase)
    tell(OPENED)
    while True:
        tell(back_up(store, place.parent / "copies", datetime(2026, 11, 22)).name)  # noqa: DTZ001 -- only a name


def kill_in_the_middle(work: Callable[[Callable[[str], None]], None], pause: float) -> list[str]:
    """Start the work in a process of its own, kill it a while after it has the book open, and return what it told."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(lambda words: void(os.write(writing, f"{words}\n".encode())))
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as told:
        began = told.readline()
        time.sleep(pause)
        os.kill(child, signal.SIGKILL)
        _child, status = os.waitpid(child, 0)
        lines = told.read().splitlines()
    if began != f"{OPENED}\n":
        raise RuntimeError("the process never opened its book, so nothing was proved")
    if not os.WIFSIGNALED(status):
        raise RuntimeError("the process ended by itself, so nothing was proved")
    return lines


def void(_value: object) -> None:
    """Make nothing of a value."""


def look_at_saves(place: Path, passphrase: str | None, told: list[str], tally: Tally) -> None:
    """Open the book after a kill and count what is wrong."""
    store = Store.open(place, passphrase)
    problems = store.check()
    with store.read() as session:
        notes = {row.id: row.note for row in session.execute(select(Conversation.id, Conversation.note))}
        parties = session.scalars(select(ConversationParty.conversation_id)).all()
        count = int(session.get_one(Organisation, 1).note)
        entries = session.execute(
            select(func.count())
            .select_from(ChangeEntry)
            .where(ChangeEntry.change_id > 1)
            .group_by(ChangeEntry.change_id)
        ).scalars()
        changes = session.scalar(select(func.count()).select_from(Change)) or 0
        kept = {int(note.partition("mark")[2][:7]): number for number, note in notes.items()}
        lost = [number for number in told if int(number) not in kept]
        torn = [
            sorted(kept) != list(range(1, count + 1)),
            sorted(parties) != sorted(notes),
            any(entry != 3 for entry in entries),
            changes != count + 1,
        ]
        asked = sorted({1, count // 2, *range(max(1, count - 5), count + 1)} & set(kept))
        found = {number: [hit.id for hit in search(session, word_of(number))] for number in asked}
        unfound = [number for number, ids in found.items() if ids != [kept[number]]]
        indexed = len(find_keys(session, "rang about", low=0, high=1 << 62, limit=1_000_000))
    store.close()
    tally.lost += len(lost)
    tally.torn += any(torn)
    tally.unsound += bool(problems)
    tally.unfound += bool(unfound) or indexed != count
    tally.problems += [*problems, *(f"save {number} was lost" for number in lost)]


def look_at_backups(place: Path, passphrase: str | None, told: list[str], tally: Tally) -> None:
    """Open every copy that has its name and count what is wrong."""
    copies = place.parent / "copies"
    finished = sorted(copies.glob("*.liaison"))
    tally.lost += len(set(told) - {copy.name for copy in finished})
    for copy in finished:
        store = Store.open(copy, passphrase)
        problems = store.check()
        with store.read() as session:
            whole = session.get_one(Organisation, 1).note == "200"
        store.close()
        tally.unsound += bool(problems)
        tally.torn += not whole
        tally.problems += problems
    for file in copies.iterdir():
        tally.unfinished += file.name.endswith(".partial")
        file.unlink()


WORK = {"saves": keep_saving, "backups": keep_backing_up, "boasts": keep_boasting}


def prove(what: str, kills: int, *, encrypted: bool, seed: int = 1) -> Tally:
    """Kill so many times and return what was seen."""
    passphrase = PASSPHRASE if encrypted else None
    chance, tally = random.Random(seed), Tally(what, encrypted)
    # The same passphrase and salt give the same key: worked out once, so that more of the time goes into saving.
    book_making.derive_key = functools.cache(derive_key)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(kills):
            place = Path(folder) / f"{0 if what == 'backups' else number // FRESH_AFTER}" / "book.liaison"
            if not place.exists():
                (place.parent / "copies").mkdir(parents=True)
                new_book(place, passphrase)
                if what == "backups":
                    fill(place, passphrase)
            work = WORK[what]
            pause = chance.uniform(0.01, LONGEST_BACKUP if what == "backups" else LONGEST)
            told = kill_in_the_middle(lambda tell, work=work, place=place: work(place, passphrase, tell), pause)
            journal = place.with_name(place.name + "-journal")
            tally.kills += 1
            tally.acknowledged += len(told)
            tally.hot_journals += journal.exists() and journal.stat().st_size > 0
            look = look_at_backups if what == "backups" else look_at_saves
            look(place, passphrase, told, tally)
    return tally


def fill(place: Path, passphrase: str | None) -> None:
    """Give a book enough to copy."""
    store = Store.open(place, passphrase)
    for number in range(1, 201):
        save(store, number)
    store.close()


def main() -> int:
    """Prove it and print the figures; 1 when anything was lost, torn or unsound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--what", choices=list(WORK), default="saves")
    parser.add_argument("--plain", action="store_true", help="a book without a passphrase")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    tally = prove(asked.what, asked.kills, encrypted=not asked.plain, seed=asked.seed)
    sys.stdout.write(json.dumps(asdict(tally)) + "\n")
    return int(bool(tally.lost or tally.torn or tally.unsound or tally.unfound))


if __name__ == "__main__":
    sys.exit(main())
