"""From a key to the list it leaves, painted, in a book of full size; run by hand.

`python -m tests.benchmarks.bench_keys [FOLDER]` makes the book (40 s; one already in FOLDER is used again), opens the
program's window on it and types real keys, 120 ms apart, into the filters of organisations, people and conversations
and into the search box (Ctrl+K). The clock runs from the key until the window has painted what the key found. All
words are typed three times and the best of each key counts, since the machine may be shared. Painting alone is the same
window painting the box and the list again with nothing asked. Limits: names 16 ms at the middle and
33 ms at 95 of 100, what was said 50 ms from the third letter on. Ends with 1 when a limit is broken.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median, quantiles

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from desktop.application import make_application
from desktop.context import Context
from desktop.hub import ChangeHub
from desktop.jobs import Jobs
from desktop.main_window import MainWindow
from desktop.open_book import page_specs
from desktop.pages.conversations.list_pane import ListPane
from desktop.pages.organisations.list_pane import OrganisationList
from desktop.pages.people.list_pane import PeopleList
from desktop.settings import Settings
from desktop.shell.attending import Attending
from desktop.shell.top_bar import TopBar
from desktop.theme import Theme
from desktop.widgets.line_edit import LineEdit
from models.store import Store
from tests.benchmarks.large_book import TODAY, make_large_book

APART_MS, ROUNDS = 120, 3
UNCHANGED_S, LOST_S = 0.02, 5.0
"""How long after its answer a window that has nothing new to paint is waited for, and when a key counts as lost."""
MIDDLE_MS, MOST_MS, SAID_MS, SAID_FROM, SEARCHED_FROM = 16.0, 33.0, 50.0, 3, 2
NAMES = ("willow coll", "s", "yo", "oakash pr", "green hall", "wes", "zz")
PEOPLE = ("priya wes", "s", "yo", "ashby", "faisal", "mia k", "zz")
SAID = ("the", "abbeyash", "priya hall", "school", "hall letter", "poster", "zzz")


class Watch(QObject):
    """Tells when the window has painted after an answer."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.answered = self.painted = False
        self.answered_at = 0.0
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the event on which a window paints whatever has changed in it."""
        if event.type() == QEvent.Type.UpdateRequest and self.answered:
            self.painted = True
        return super().eventFilter(watched, event)

    def answer(self) -> None:
        """Note that the list holds what the key found."""
        self.answered, self.answered_at = True, time.perf_counter()

    def time(self, act: Callable[[], object]) -> float:
        """Do something and return the milliseconds until what it changed has been painted, if it changed anything."""
        self.answered = self.painted = False
        begun = time.perf_counter()
        act()
        while not self.painted:
            QApplication.processEvents()
            now = time.perf_counter()
            if self.answered and not self.painted and now - self.answered_at > UNCHANGED_S:
                return (self.answered_at - begun) * 1000
            if now - begun > LOST_S:
                raise RuntimeError("the window did not answer a key")
        return (time.perf_counter() - begun) * 1000


def type_words(watch: Watch, box: LineEdit, words: Sequence[str], first: int = 1) -> list[float]:
    """Type words key by key, clearing the box after each; return the milliseconds of each key from a letter on."""
    box.setFocus()
    best: dict[tuple[str, int], float] = {}
    for _ in range(ROUNDS):
        for word in words:
            for number, letter in enumerate(word, 1):
                if letter == " " or number < first:
                    QTest.keyClick(box, letter)
                else:
                    taken = watch.time(partial(QTest.keyClick, box, letter))
                    best[word, number] = min(taken, best.get((word, number), taken))
                QTest.qWait(APART_MS)
            box.clear()
            QTest.qWait(APART_MS * 3)
    return list(best.values())


def paint_alone(watch: Watch, box: LineEdit, view: QAbstractItemView) -> float:
    """Return the milliseconds of painting the box and the list again, at the middle."""

    def again() -> None:
        box.update()
        view.viewport().update()
        watch.answer()

    times = []
    for _ in range(40):
        times.append(watch.time(again))
        QTest.qWait(10)
    return median(times)


def open_window(path: Path, folder: Path) -> tuple[MainWindow, Context]:
    """Open the program's window on the book."""
    application = make_application(sys.argv[:1])
    settings = Settings(folder / "settings.ini")
    theme = Theme(application, settings)
    store = Store.open(path, read_only=True)
    jobs = Jobs(theme)
    window = MainWindow(theme, settings, jobs)
    context = Context(store, ChangeHub(theme), jobs, settings, theme, window.commands, today=lambda: TODAY)
    window.resize(1366, 728)
    window.fill(context, page_specs(), first="home")
    Attending(context, window)
    window.show()
    QTest.qWait(500)
    return window, context


def report(name: str, times: Sequence[float], alone: float, middle: float, most: float) -> bool:
    """Print a line; tell whether its limits are kept."""
    at_middle, at_most = median(times), quantiles(times, n=20)[-1]
    kept = at_middle <= middle and at_most <= most
    sys.stdout.write(
        f"| {name} | {len(times)} | {at_middle:.1f} | {at_most:.1f} | {alone:.1f} | {at_middle / alone:.1f} "
        f"| {middle:.0f}, {most:.0f} |{'' if kept else ' MISSED'}\n"
    )
    sys.stdout.flush()
    return kept


def main(folder: Path) -> int:
    """Measure, print, and return 1 when a limit is broken."""
    path = folder / "full.liaison"
    if not path.exists():
        make_large_book(path).dispose()
    window, context = open_window(path, folder)
    watch, kept = Watch(window), True
    sys.stdout.write("| box | keys | middle, ms | 95 of 100 | painting alone | ratio | limits |\n")
    sys.stdout.write("|---|--:|--:|--:|--:|--:|--:|\n")
    for key, kind, words in (("organisations", OrganisationList, NAMES), ("people", PeopleList, PEOPLE)):
        context.show_page(key)
        QTest.qWait(800)
        pane = window.findChild(kind)
        assert isinstance(pane, OrganisationList | PeopleList)
        pane.model.modelReset.connect(watch.answer)
        alone = paint_alone(watch, pane.box, pane.view)
        times = type_words(watch, pane.box, words)
        kept &= report(f"{key}, filter", times, alone, MIDDLE_MS, MOST_MS)
    context.show_page("conversations")
    QTest.qWait(800)
    talk = window.findChild(ListPane)
    assert talk is not None
    talk.model.modelReset.connect(watch.answer)
    alone = paint_alone(watch, talk.box, talk.list)
    said = type_words(watch, talk.box, SAID, SAID_FROM)
    kept &= report("conversations, filter, from the third letter", said, alone, SAID_MS, SAID_MS)
    kept &= measure_search(window, watch)
    context.jobs.finish()
    window.close()
    context.store.close()
    return 0 if kept else 1


def measure_search(window: MainWindow, watch: Watch) -> bool:
    """Measure the search box: names at every key, and what was said once typing rests."""
    bar = window.findChild(TopBar)
    assert bar is not None
    box, find, add = bar.search, bar.search._search, bar.search.add_choices
    assert find is not None
    begun, notes = [0.0], []

    def find_and_tell(words: str) -> object:
        found = find(words)
        watch.answer()
        begun[0] = time.perf_counter()
        return found

    def add_and_tell(words: str, more: object) -> None:
        add(words, more)
        notes.append((time.perf_counter() - begun[0]) * 1000)

    box.set_search(find_and_tell)
    box.add_choices = add_and_tell
    box.setFocus()
    QTest.keyClicks(box, "oa")
    QTest.qWait(APART_MS * 3)
    view = window.findChild(QWidget, "suggestions").findChild(QAbstractItemView)
    assert isinstance(view, QAbstractItemView)
    alone = paint_alone(watch, box, view)
    box.clear()
    times = type_words(watch, box, (*NAMES, *PEOPLE, *SAID), SEARCHED_FROM)
    kept = report("search everything (Ctrl+K), names", times, alone, MIDDLE_MS, MOST_MS)
    return (
        report("search everything, what was said, after typing rests", notes, alone, SAID_MS + 60, SAID_MS + 60)
        and kept
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(temporary)))
