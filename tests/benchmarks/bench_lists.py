"""Long lists in the window: sorted by each column, opened at their end, and what they take of memory; run by hand.

`python -m tests.benchmarks.bench_lists [FOLDER]` makes the book of full size (one already in FOLDER is used again) and
measures the list of 200,000 conversations and that of 52,000 organisations. Sorting is held against the bare driver
running the same SQL and fetching the numbers row by row; the last page against the first. A filter by a column is timed
from its question to the first page. Memory is what the program stands in with each list shown as a table and scrolled
to its end, in a process of its own, against the same with the example book. Ends with 1 when a limit is broken.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from sqlalchemy import event
from sqlalchemy.orm import Session

from desktop.pages.conversations.table import SORTS as CONVERSATION_SORTS
from desktop.pages.organisations.table import SORTS as ORGANISATION_SORTS
from models.queries.conversations import ConversationFilter, list_conversations
from models.queries.ordered import (
    Order,
    order_conversations,
    order_organisations,
    rows_of_conversations,
    rows_of_organisations,
)
from models.queries.organisations import OrganisationFilter
from models.queries.saved_searches import narrowing_by
from models.store import Store
from tests.benchmarks.large_book import TODAY, make_large_book

MOST_SORT, MOST_DEPTH, MOST_MB = 1.5, 1.2, 25.0
ROUNDS, PAGE = 5, 30
T = TypeVar("T")


def best(act: Callable[[], T], rounds: int = ROUNDS) -> tuple[float, T]:
    """Return the least CPU milliseconds of several rounds, and the answer."""
    times, answer = [], act()
    for _ in range(rounds):
        begun = time.process_time()
        answer = act()
        times.append((time.process_time() - begun) * 1000)
    return min(times), answer


def asked_by(session: Session, act: Callable[[], object]) -> tuple[str, Sequence[Any]]:
    """Return the last statement that something asks, as the driver gets it."""
    heard: list[tuple[str, Any]] = []

    def hear(_connection: object, _cursor: object, statement: str, values: Any, *_more: object) -> None:
        heard.append((statement, values))

    engine = session.connection().engine
    event.listen(engine, "before_cursor_execute", hear)
    act()
    event.remove(engine, "before_cursor_execute", hear)
    return heard[-1]


def bare(session: Session, statement: str, values: Sequence[Any]) -> Callable[[], object]:
    """Return what runs the sort by itself: the numbers one by one, without the text they are put together in."""
    inside = statement[statement.index("(SELECT") + 1 : statement.rindex(") AS ordered")]
    cursor = session.connection().connection.cursor()

    def run() -> object:
        cursor.execute(inside, tuple(values)[: inside.count("?")] if isinstance(values, tuple) else values)
        return cursor.fetchall()

    return run


def measure_sorts(session: Session) -> bool:
    """Measure every order of both lists, and the first and the last page of each."""
    kept = True
    talk, places = ConversationFilter(), OrganisationFilter()
    lists: tuple[tuple[str, Any, Any, Any], ...] = (
        (
            "conversations",
            CONVERSATION_SORTS,
            lambda order: order_conversations(session, talk, order),
            lambda numbers: rows_of_conversations(session, numbers, talk),
        ),
        (
            "organisations",
            ORGANISATION_SORTS,
            lambda order: order_organisations(session, places, order, today=TODAY),
            lambda numbers: rows_of_organisations(session, numbers, places, today=TODAY),
        ),
    )
    sys.stdout.write("| list, by | rows | sorted, ms | bare SQL | ratio | first page | last page | ratio |\n")
    sys.stdout.write("|---|--:|--:|--:|--:|--:|--:|--:|\n")
    for name, sorts, order_by, rows_of in lists:
        for column, _title, descending in sorts:
            order = Order(column, descending)
            taken, numbers = best(lambda by=order_by, order=order: by(order), 3)
            statement, values = asked_by(session, lambda by=order_by, order=order: by(order))
            raw, _rows = best(bare(session, statement, values), 3)
            first, _rows = best(lambda rows=rows_of, some=numbers[:PAGE]: rows(some), 15)
            last, _rows = best(lambda rows=rows_of, some=numbers[-PAGE:]: rows(some), 15)
            fits = taken <= MOST_SORT * raw and last <= MOST_DEPTH * first
            kept &= fits
            sys.stdout.write(
                f"| {name}, {column} | {len(numbers):,} | {taken:.0f} | {raw:.0f} | {taken / raw:.2f} | {first:.1f} "
                f"| {last:.1f} | {last / first:.2f} |{'' if fits else ' MISSED'}\n"
            )
            sys.stdout.flush()
    return kept


def measure_filters(session: Session) -> None:
    """Measure the first page of conversations narrowed by a column, as it is walked in its order."""
    for rules in (
        '{"field": "channel", "is": "is", "value": "call"}',
        '{"field": "organisation", "is": "contains", "value": "willow"}',
        '{"field": "day", "is": "in", "value": "this term"}',
    ):
        wanted = replace(ConversationFilter(), narrowing=narrowing_by(session, "conversation", rules, TODAY))
        taken, page = best(lambda wanted=wanted: list_conversations(session, wanted, limit=PAGE))
        sys.stdout.write(f"first page of conversations by {rules}: {taken:.1f} ms, {len(page.rows)} rows\n")


SHOWN = """
import resource, sys
from pathlib import Path
from PySide6.QtTest import QTest
from tests.benchmarks.bench_keys import open_window
window, context = open_window(Path(sys.argv[1]), Path(sys.argv[2]))
for key in ("organisations", "people", "conversations"):
    context.show_page(key)
    QTest.qWait(900)
    page = window.stack.current_page()
    pane = getattr(page, "pane", None) or page.list
    pane.show_table(True)
    QTest.qWait(900)
    while context.jobs.is_busy:
        QTest.qWait(50)
    for place in range(0, 101, 5):
        bar = pane.table.verticalScrollBar()
        bar.setValue(bar.maximum() * place // 100)
        QTest.qWait(15)
line = next(line for line in open("/proc/self/status") if line.startswith("VmRSS"))
print(int(line.split()[1]) / 1024)
context.jobs.finish()
window.close()
context.store.close()
"""


def resident(path: Path, folder: Path) -> float:
    """Return the MB that the program stands in with the long lists shown and scrolled through."""
    (folder / "settings.ini").unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", SHOWN, str(path), str(folder)], capture_output=True, text=True, check=True
    )
    return float(done.stdout.strip().splitlines()[-1])


def measure_memory(path: Path, folder: Path) -> bool:
    """Compare the memory of the full book with that of the example."""
    from models.sample import fill_example

    sample = folder / "example.liaison"
    if not sample.exists():
        store = Store.create(sample, is_example=True)
        with store.write("Example") as session:
            fill_example(session, TODAY)
        store.close()
    small, large = (min(resident(book, folder) for _ in range(2)) for book in (sample, path))
    sys.stdout.write(
        f"resident with three long lists scrolled through: {large:.0f} MB, the example book {small:.0f} MB, "
        f"{large - small:+.0f} MB (limit +{MOST_MB:.0f})\n"
    )
    return large - small <= MOST_MB


def main(folder: Path) -> int:
    """Measure, print, and return 1 when a limit is broken."""
    path = folder / "full.liaison"
    if not path.exists():
        make_large_book(path).dispose()
    store = Store.open(path, read_only=True)
    with store.read() as session:
        kept = measure_sorts(session)
        measure_filters(session)
    store.close()
    kept &= measure_memory(path, folder)
    return 0 if kept else 1


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(temporary)))
