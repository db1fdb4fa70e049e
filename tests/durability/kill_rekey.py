"""Kills a process that changes what a book is locked with, at random moments: it opens with the old or the new, whole.

    python tests/durability/kill_rekey.py --kills 100 [--seed N] [--in-place]

By turns a passphrase is changed, a first one is set, and one is taken away. After each SIGKILL the book must open with
the old passphrase or with the new one and not with both, hold every row it held, find its words and pass
`store.check()`; what is called a backup beside it must be whole too. Then the change is made again, which must work and
sweep what the kill left. Prints a JSON line of what was seen; ends with 1 when anything was wrong.

`--in-place` shows that the proof would notice: the book is written over by hand while it is "changed".
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from models import book_file
from models.errors import AppError
from models.rekey import key_from, rekey_book
from models.sample import fill_example
from models.search import search
from models.store import Store

ROOT = Path(__file__).parents[2]
FIRST, SECOND = "four plain words here", "vier andere Wörter hier"
TURNS: tuple[tuple[str | None, str | None], ...] = ((FIRST, SECOND), (None, SECOND), (FIRST, None))
IN_PLACE = "--in-place"
LATER = datetime(2026, 11, 23)  # noqa: DTZ001 - the user's clock, in the name of a copy
CHANGING = """
import os
import sys
from datetime import datetime
from pathlib import Path
import sqlalchemy, models.store, models.journal
from models.rekey import key_from, rekey_book
book, backups, old, new, in_place = sys.argv[1:6]
sys.stdout.write("ready\\n"); sys.stdout.flush()
if in_place:
    with open(book, "rb+") as file:
        for page in range(0, Path(book).stat().st_size, 4096):
            file.seek(page + 100); file.write(b"other"); file.flush()
    sys.exit()
replace = os.replace
def telling(*names):
    if names[1] == Path(book):
        sys.stdout.write("exchange\\n"); sys.stdout.flush()
    replace(*names)
os.replace = telling
rekey_book(Path(book), key_from(Path(book), old or None), new or None, backups=Path(backups), now=datetime.now())
sys.stdout.write("done\\n"); sys.stdout.flush()
"""


def started(book: Path, old: str | None, new: str | None, *, in_place: bool) -> subprocess.Popen[str]:
    """Start a process that changes the passphrase of a book and says when it begins."""
    typed = [str(book), str(book.parent / "backups"), old or "", new or "", IN_PLACE if in_place else ""]
    return subprocess.Popen([sys.executable, "-c", CHANGING, *typed], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def how_long(book: Path, old: str | None, new: str | None) -> float:
    """Return the seconds from being ready to having changed it."""
    with started(book, old, new, in_place=False) as process:
        assert process.stdout is not None
        process.stdout.readline()
        begun = time.monotonic()
        assert [process.stdout.readline() for _line in range(2)] == ["exchange\n", "done\n"]
        return time.monotonic() - begun


def opens(book: Path, passphrase: str | None) -> Store | None:
    """Return the open book, or None where it does not open so."""
    try:
        return Store.open(book, passphrase)
    except AppError:
        return None


def wrong_with(store: Store, rows: dict[str, int]) -> list[str]:
    """Return what is wrong with a book that opened."""
    wrong = store.check()
    if counted(store) != rows:
        wrong.append("rows are missing")
    with store.read() as session:
        if not search(session, "school", limit=5):
            wrong.append("the search finds nothing")
    return wrong


def counted(store: Store) -> dict[str, int]:
    """Return how many rows each table has."""
    with store.read() as session:
        connection = session.connection()
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
            "AND name NOT LIKE 'sqlite%'"
        ).scalars()
        return {name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one() for name in [*names]}


def killed_once(
    first: Path, place: Path, old: str | None, new: str | None, after: float, *, at_exchange: bool, in_place: bool
) -> tuple[Path, bool]:
    """Change a copy of a book in a process that is killed; return the copy, and whether something was left behind."""
    book = place / "book.liaison"
    shutil.copyfile(first, book)
    with started(book, old, new, in_place=in_place) as process:
        assert process.stdout is not None
        for _line in range(2 if at_exchange else 1):
            process.stdout.readline()
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
    return book, any(place.glob(".*.partial*"))


def judge(book: Path, old: str | None, new: str | None, rows: dict[str, int]) -> tuple[str, list[str]]:
    """Return which passphrase opens a book, and what is wrong with it, its backups, and a second try."""
    found = [(name, store) for name, phrase in (("old", old), ("new", new)) if (store := opens(book, phrase))]
    if len(found) != 1:
        return "none", [f"opens with {[name for name, _store in found]}"]
    ((name, store),) = found
    wrong = wrong_with(store, rows)
    store.close()
    for copy in (book.parent / "backups").glob("*.liaison"):
        kept = opens(copy, old)
        wrong += [f"{copy.name} does not open"] if kept is None else wrong_with(kept, rows)
        if kept is not None:
            kept.close()
    if name == "old":
        again = rekey_book(book, key_from(book, old), new, backups=book.parent / "backups", now=LATER)
        book_file.connect(book, again.key).close()
        wrong += [f"{left.name} is left" for left in book.parent.glob(".*.partial*")]
    return name, wrong


def main(kills: int, seed: int, *, in_place: bool = False) -> int:
    """Kill, look, and say what was seen."""
    chance = random.Random(seed)
    seen = {"kills": 0, "old": 0, "new": 0, "none": 0, "left_behind": 0, "broken": 0}
    problems: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first: dict[str | None, Path] = {}
        rows: dict[str, int] = {}
        for phrase in (FIRST, None):
            first[phrase] = folder / f"first {phrase}.liaison"
            store = Store.create(first[phrase], phrase)
            with store.write("Fill") as session:
                fill_example(session, date(2026, 11, 23))
            rows = counted(store)
            store.close()
        longest = []
        for number, (old, new) in enumerate(TURNS):
            trial = folder / f"trial {number}" / "book.liaison"
            trial.parent.mkdir()
            shutil.copyfile(first[old], trial)
            longest.append(how_long(trial, old, new))
        for number in range(kills):
            place = folder / str(number)
            place.mkdir()
            old, new = TURNS[number % len(TURNS)]
            # Every other kill falls right about the exchange, which is a moment of the whole.
            at_exchange = number % 2 == 1 and not in_place
            after = chance.uniform(0, 0.005 if at_exchange else longest[number % len(TURNS)])
            book, left = killed_once(first[old], place, old, new, after, at_exchange=at_exchange, in_place=in_place)
            seen["kills"] += 1
            seen["left_behind"] += left
            which, wrong = judge(book, old, new, rows)
            seen[which] += 1
            if wrong:
                seen["broken"] += 1
                problems.append(f"kill {number}: {wrong[:3]}")
            shutil.rmtree(place)
    sys.stdout.write(json.dumps({**seen, "problems": problems}) + "\n")
    return int(bool(problems))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Kills changes of the passphrase.")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(IN_PLACE, action="store_true")
    asked = parser.parse_args()
    sys.exit(main(asked.kills, asked.seed, in_place=asked.in_place))
