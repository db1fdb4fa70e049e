"""Every question of the lists and records against the same SQL through the bare driver; run by hand.

`python -m tests.benchmarks.bench_queries [FOLDER]` makes a book of full size and one of a tenth (40 s; books already in
FOLDER are used again) and prints for each question the best of 15 runs in processor time, both sides in turns. The
limit is the bare driver and 0.7 ms for each statement; where the bare driver takes 5 ms or more 1.3 times as long as
it, 1.8 times for more than 10,000 rows. The last column is the full book against the tenth, the limit of which is 30:
the larger falls out of the caches, but anything quadratic would be 100. Ends with 1 when a limit is broken.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from models import book_file
from tests.benchmarks.large_book import make_large_book
from tests.benchmarks.questions import Question, pages, records, wholes

RUNS = 15
PER_STATEMENT_MS, SLOW_MS, SLOW_RATIO, MANY_ROWS, MANY_RATIO = 0.7, 5.0, 1.3, 10_000, 1.8
GROWTH, GROWTH_FROM_MS = 30.0, 1.0
"""What takes less than a millisecond on the full book is not slow, however it grew."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One question on one book, in milliseconds."""

    ours: float
    bare: float
    statements: int
    rows: int

    @property
    def limit(self) -> float:
        """Return what the question may take."""
        if self.bare < SLOW_MS:
            return self.bare + PER_STATEMENT_MS * self.statements
        return self.bare * (MANY_RATIO if self.rows > MANY_ROWS else SLOW_RATIO)


def measure(engine: Engine, question: Question) -> Measured:
    """Measure a question, and its statements through the driver of the same connection."""
    asked: list[tuple[str, Any]] = []

    def remember(_connection: object, _cursor: object, statement: str, parameters: Any, *_more: object) -> None:
        asked.append((statement, parameters))

    with engine.connect() as connection:
        session = Session(bind=connection, autoflush=False)
        question(session)
        event.listen(engine, "before_cursor_execute", remember)
        question(session)
        event.remove(engine, "before_cursor_execute", remember)
        driver = connection.connection.driver_connection
        assert driver is not None

        def bare() -> int:
            return sum(len(driver.execute(statement, parameters).fetchall()) for statement, parameters in asked)

        rows = bare()
        ours, floor = [], []
        for _ in range(RUNS):
            ours.append(taken(lambda: question(session)))
            floor.append(taken(bare))
    return Measured(min(ours), min(floor), len(asked), rows)


def taken(work: Callable[[], object]) -> float:
    """Return the milliseconds of processor time a piece of work takes, whoever else works on the machine."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def say(line: str) -> None:
    """Write a line of the result."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def open_book(path: Path, scale: float) -> Engine:
    """Return the engine of a book, which is made where there is none."""
    if not path.exists():
        make_large_book(path, scale=scale).dispose()
    return book_file.make_engine(path, None, read_only=True)


def main(folder: Path) -> int:
    """Measure everything, print it, and return 1 when a limit is broken."""
    full, tenth = open_book(folder / "full.liaison", 1.0), open_book(folder / "tenth.liaison", 0.1)
    broken = []
    for title, questions in (("page of a list", pages()), ("one record", records()), ("whole book", wholes())):
        say(f"\n| {title} | ms | bare | statements, rows | ratio | limit, ms | of a tenth |")
        say("|---|--:|--:|--:|--:|--:|--:|")
        for name, question in questions.items():
            small, large = measure(tenth, question), measure(full, question)
            growth = large.ours / small.ours
            missed = large.ours > large.limit or (growth > GROWTH and large.ours > GROWTH_FROM_MS)
            say(
                f"| {name} | {large.ours:.2f} | {large.bare:.2f} | {large.statements}, {large.rows:,} "
                f"| {large.ours / large.bare:.2f} | {large.limit:.2f} | {growth:.1f} |{' MISSED' if missed else ''}"
            )
            if missed:
                broken.append(name)
    say("\nMissed: " + "; ".join(broken) if broken else "\nAll within their limits.")
    return 1 if broken else 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(temporary)))
