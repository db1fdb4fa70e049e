"""Run by hand: what saving, undoing, importing and opening cost, each beside the least it could cost here.

    python tests/benchmarks/bench_store.py [saves|undo|import|open]

Prints lines for RESULTS.md. Every book is locked with a passphrase and kept as the program keeps it.
"""

from __future__ import annotations

import csv
import lzma
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from sqlalchemy import update

from models.actions.conversations import ConversationFields, Party, log_conversation
from models.actions.register import import_register
from models.book_file import connect
from models.encryption import derive_key, new_key
from models.entities import Channel, Direction, Organisation, OrganisationKind
from models.exchange.gias import read_gias
from models.store import Store
from tests.benchmarks.bench_gias_read import PACKED, peak

PASSPHRASE = "four plain words here"
NOTE = "They asked about the lights by the gate, and whether the hall is free in the first week of March. " * 8
SAVES, ROWS, OPENINGS = 300, 1000, 9


def say(what: str, measured: str, ratio: float, floor: str, goal: str) -> None:
    """Print one line of the table of results."""
    sys.stdout.write(f"| {what} | {measured} | {ratio:.2f} x {floor} | {goal} |\n")
    sys.stdout.flush()


def times_of(work: Callable[[int], object], count: int) -> list[float]:
    """Return how many milliseconds each of some runs took."""
    taken = []
    for number in range(count):
        start = time.perf_counter()
        work(number)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def p50_p95(taken: list[float]) -> tuple[float, float]:
    """Return the middle and the time that one in twenty passes."""
    return statistics.median(taken), sorted(taken)[int(len(taken) * 0.95)]


def new_book(folder: Path, organisations: int = 1) -> Store:
    """Make a locked book with some organisations."""
    store = Store.create(folder / "book.liaison", PASSPHRASE)
    with store.write("Add organisations") as session:
        for number in range(organisations):
            organisation = Organisation(kind=OrganisationKind.INSTITUTION, note=NOTE)
            organisation.rename(f"School {number}")
            session.add(organisation)
    return store


def log(store: Store, number: int) -> None:
    """Save one conversation with its note and its party, as the window and the command line do."""
    fields = ConversationFields(
        channel=Channel.CALL,
        direction=Direction.IN,
        happened_on=date(2026, 11, 22),
        parties=(Party(organisation_id=1),),
        note=f"{number} {NOTE}",
    )
    with store.write("Log a conversation") as session:
        log_conversation(session, fields)


def raw_saves(folder: Path) -> list[float]:
    """Save the same note by the bare driver into one table, with the same key and the same care for power cuts."""
    connection = connect(folder / "raw.db", new_key(PASSPHRASE), create=True)
    connection.execute("CREATE TABLE conversation (id INTEGER PRIMARY KEY, happened_on TEXT, note TEXT)")

    def one(number: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO conversation VALUES (?, '2026-11-22', ?)", (number, NOTE))
        connection.execute("COMMIT")

    taken = times_of(one, SAVES)
    connection.close()
    return taken


def measure_saves(folder: Path) -> None:
    """Measure the save of one record with a note, and the journal's part in it."""
    store = new_book(folder)
    with_journal = p50_p95(times_of(lambda number: log(store, number), SAVES))
    raw = p50_p95(raw_saves(folder))
    with store.engine.begin() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name LIKE 'journal!_%' ESCAPE '!'")
        triggers = [name for (name,) in names if name != "journal_open"]
        for name in triggers:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
    without = p50_p95(times_of(lambda number: log(store, number), SAVES))
    store.close()
    figures = f"p50 {with_journal[0]:.1f} ms, p95 {with_journal[1]:.1f} ms"
    say(
        "save one record with a note",
        figures,
        with_journal[0] / raw[0],
        f"bare driver ({raw[0]:.1f} ms)",
        "p50 <= 5 ms",
    )
    more = with_journal[0] - without[0]
    say("journal in a save", f"p50 +{more:.1f} ms", with_journal[0] / without[0], "the same unjournalled", "-")


def measure_undo(folder: Path) -> None:
    """Measure taking back a change of a thousand rows."""
    store = new_book(folder, ROWS)
    start = time.process_time()
    with store.write("Move all to Leeds") as session:
        session.execute(update(Organisation).values(town="Leeds", version=Organisation.version + 1))
    wrote = time.process_time() - start
    start = time.process_time()
    store.undo()
    undone = time.process_time() - start
    store.close()
    say(f"undo of {ROWS:,} rows", f"{undone * 1000:.0f} ms CPU", undone / wrote, "the change itself", "-")


def measure_opening(folder: Path) -> None:
    """Measure opening a locked book, beside the same book without a passphrase."""
    new_book(folder).close()
    Store.create(folder / "plain.liaison").close()
    locked = statistics.median(times_of(lambda _: Store.open(folder / "book.liaison", PASSPHRASE).close(), OPENINGS))
    plain = statistics.median(times_of(lambda _: Store.open(folder / "plain.liaison").close(), OPENINGS))
    key = statistics.median(times_of(lambda number: derive_key(PASSPHRASE, bytes([number]) * 16), OPENINGS))
    figures = f"{locked:.0f} ms, of it {key:.0f} ms Argon2id (without a passphrase {plain:.0f} ms)"
    say("open with a passphrase", figures, locked / key, "the key alone", "<= 1 s; SQLCipher's part <= 250 ms")


def measure_import(folder: Path) -> None:
    """Measure the import of the whole register, in a process of its own."""
    store, path = new_book(folder), Path(sys.argv[2])
    forget = Path("/proc/self/clear_refs")
    if forget.exists():
        # What Argon2id took to open the book is given back by now and must not hide what the import takes.
        forget.write_text("5", encoding="ascii")
    base, start = peak(), time.process_time()
    with store.write("Import the register") as session:
        done = import_register(session, read_gias(path))
    taken, most = time.process_time() - start, peak() - base
    store.close()
    start = time.process_time()
    with path.open(encoding="latin-1", newline="") as text:
        for _ in csv.reader(text):
            pass
    bare = time.process_time() - start
    figures = f"{taken:.2f} s CPU, {most:.0f} MB above base"
    say(f"import {done.found:,} rows of GIAS", figures, taken / bare, f"csv.reader ({bare:.2f} s)", "<= 6 s, <= 150 MB")


def main() -> None:
    """Measure what was asked for, or all, each in a fresh process."""
    alone = {"saves": measure_saves, "undo": measure_undo, "open": measure_opening, "import": measure_import}
    with tempfile.TemporaryDirectory() as folder:
        if len(sys.argv) > 1 and (sys.argv[1] != "import" or len(sys.argv) > 2):
            alone[sys.argv[1]](Path(folder))
            return
        path = Path(folder) / "edubasealldata.csv"
        if PACKED.exists():
            with lzma.open(PACKED) as packed, path.open("wb") as plain:
                shutil.copyfileobj(packed, plain)
        for name in alone if len(sys.argv) == 1 else ["import"]:
            if name != "import" or path.exists():
                subprocess.run([sys.executable, __file__, name, str(path)], check=True)


if __name__ == "__main__":
    main()
