"""Press random keys in the real program for a while: nothing may fail, and nothing may pile up.

    python tests/soak/soak.py [--seconds 1200] [--seed 1] [--book FILE] [--screen] [--no-tour]

Starts the program on a copy of the sample book (or of FILE), opens every page, every tab and what every command opens
once, and then presses keys and clicks chosen by a seeded dice: letters, arrows, Tab, Enter, Escape, the program's own
shortcuts, words into the search, clicks on what can be pressed. It fails, with the last keys pressed, on an exception
nobody caught, on a complaint of Qt, on a window that does not answer for ten seconds, on threads that are left over,
and when the memory at the end is more than a tenth above that after the first quarter of the time. What is compared is
a program that has shown all it has: pages are made when first asked for and then kept, so everything before grows.
README.md tells what long runs have found. `--screen` shows the window on the screen there is; otherwise it is drawn in
memory. With `--no-tour` keys are pressed at once: what the tour opens is the same for every seed.

The keys are pressed inside the process, so that a modal dialog, a menu or a list of choices gets them as a hand's
would, and in the program's own event loop, so that what is to go goes. Nothing outside the temporary folder is touched:
file dialogs are closed at once, and what would open in another program is not opened.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

if "--screen" not in sys.argv:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("LC_ALL", "C.UTF-8")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QPoint,
    Qt,
    QTimer,
    QtMsgType,
    QUrl,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QFileDialog,
    QMenu,
    QTabWidget,
    QWidget,
)

from desktop.application import Program, make_application
from desktop.commands import Command
from desktop.settings import Settings

SCHEMES = ("file", "mailto", "http", "https")
"""Addresses that another program would open."""
WORDS = (
    "brook",
    "nair",
    "late",
    "report",
    "elm lane",
    "send plan by fri",
    "27 nov",
    "£12.50",
    "=1+1",
    "<b>x</b>",
    "zoë",
)
STALLED_WORK, STALLED = 10, 90
"""Seconds at work, and by the clock of a computer with much else to do, after which a window does not answer."""
PATIENCE, SETTLED_MS = 30, 500
"""Seconds in which the worker has filled a page, and milliseconds in which what was asked for begins to come."""
SPARE_THREADS = 2
"""Threads that work for a moment: the worker, and that of the drafts."""
NONE, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key
WALKS = (Key.Key_Tab, Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right, Key.Key_PageDown, Key.Key_PageUp)
WALKS += (Key.Key_Home, Key.Key_End, Key.Key_F6)
PRESSES = (Key.Key_Return, Key.Key_Space, Key.Key_F2, Key.Key_Menu, Key.Key_Delete, Key.Key_Backspace)
# Not Q, which closes; not O, I, S, P and E, which lead to file dialogs more often than to the program.
SHORTCUTS = tuple(getattr(Key, f"Key_{letter}") for letter in "KFLMTNZYACV123456789")
SHORTCUTS += (Key.Key_Slash, Key.Key_Plus, Key.Key_Minus, Key.Key_0, Key.Key_Return)
NOT_PRESSED = ("quit", "leave the example", "send", "email", "print", "save as", "excel", "open the file", "lock")
"""Words of buttons that leave the program, or the book, for something else."""


NOT_TOURED = frozenset({Command.QUIT, Command.LOCK, Command.LOG_FOLDER, Command.PASTE_ROWS, Command.DELETE_RECORD})
"""Commands that leave the program or the book, or change it without asking."""


SYSTEMS = (QFileDialog, QPrintDialog)
"""Dialogs that lead out of the program, and open others in which a key would wait for a hand."""


class Holding(NamedTuple):
    """What the process holds: megabytes, threads, widgets."""

    memory: float
    threads: int
    widgets: int


def holding() -> Holding:
    """Return what the process holds now."""
    return Holding(resident(), len(os.listdir("/proc/self/task")), len(QApplication.allWidgets()))


class Deaf(QObject):
    """Takes what would be opened by another program."""

    @Slot(QUrl)
    def hear(self, _url: QUrl) -> None:
        """Open nothing."""


class Soak:
    """The program, the dice, and what went wrong."""

    def __init__(self, folder: Path, book: Path, seed: int) -> None:
        self.dice = random.Random(seed)
        self.last: deque[str] = deque(maxlen=60)
        self.done: Counter[str] = Counter()
        self.troubles: list[str] = []
        self._begun: float | None = None
        self._quarter: Holding | None = None
        self.app = make_application(["liaison-desk"])
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
        self.program = Program(self.app, Settings(folder / "settings.ini"), log_folder=folder / "log")
        sys.excepthook = self._on_exception
        self._deaf = Deaf()
        for scheme in SCHEMES:
            QDesktopServices.setUrlHandler(scheme, self._deaf, "hear")
        self.program.jobs.failed.disconnect(self.program.errors.show)
        self.program.jobs.failed.connect(self._on_job_failed)
        self.program.start(str(book))
        self._wait_for_book()
        qInstallMessageHandler(self._on_message)

    def run(self, seconds: float, *, tour: bool = True) -> tuple[Holding, Holding]:
        """Show everything, press keys for so long; return what was held after a quarter of the time and at the end."""
        self._tour, self._seconds = self.tour() if tour else iter(()), seconds
        self._turn()
        self.app.exec()
        gc.collect()
        return self._quarter or holding(), holding()

    def _turn(self) -> None:
        """Do one thing, and the next when the event loop is free again."""
        wall, work = time.monotonic(), time.thread_time()
        try:
            if not self._on_tour():
                self.step()
        except Exception as error:  # noqa: BLE001 - judged like one that nobody caught
            self._on_exception(type(error), error, error.__traceback__)
        wall, work = time.monotonic() - wall, time.thread_time() - work
        if work > STALLED_WORK or wall > STALLED:
            self.troubles.append(f"the window did not answer for {wall:.0f} s, {work:.1f} s of them at work")
        passed = 0.0 if self._begun is None else time.monotonic() - self._begun
        if self._quarter is None and passed > self._seconds / 4:
            gc.collect()
            self._quarter = holding()
        if passed < self._seconds and not self.troubles:
            QTimer.singleShot(0, self.app, self._turn)
        else:
            # Asked to quit, a window with something unsaved in front could stay.
            self.app.exit()

    def _on_tour(self) -> bool:
        """Take the next step of the tour; tell whether there was one. The time counts from its end."""
        if self._begun is not None:
            return False
        shown = next(self._tour, None)
        if shown is None:
            self._begun = time.monotonic()
        else:
            self.note(f"tour {shown}")
        return True

    def tour(self) -> Iterator[str]:
        """Open every page, and on it the first record, every tab and what every command opens; yield after each."""
        window, left = self.program.window, [command for command in Command if command not in NOT_TOURED]
        for key in sorted(window.stack.keys()):
            window.stack.show_page(key)
            yield key
            yield from self._wait()
            page = window.stack.current_page()
            for view in page.findChildren(QAbstractItemView) if page is not None else ():
                if view.isVisible() and view.model() is not None and view.model().rowCount():
                    view.setCurrentIndex(view.model().index(0, 0))
                    yield key
                    yield from self._wait()
                    break
            for tabs in page.findChildren(QTabWidget) if page is not None else ():
                for place in range(tabs.count() if tabs.isVisible() else 0):
                    tabs.setCurrentIndex(place)
                    yield key
            for command in [one for one in left if window.commands[one].isEnabled()]:
                left.remove(command)
                window.commands[command].trigger()
                yield f"{key} {command.name}"
                yield from self._close_all()
                window.stack.show_page(key)

    def _wait(self) -> Iterator[str]:
        """Wait until what was asked for has been painted and filled: a record comes a moment after it was chosen."""
        end = time.monotonic() + PATIENCE
        QTest.qWait(SETTLED_MS)
        while self.program.jobs.is_busy and time.monotonic() < end:
            QTest.qWait(50)
        yield "wait"

    def _close_all(self) -> Iterator[str]:
        """Close what stands before the window."""
        for _turn in range(20):
            front = self.app.activePopupWidget() or self.app.activeModalWidget()
            if front is None:
                return
            front.reject() if isinstance(front, QDialog) else front.close()
            yield "close"

    def step(self) -> None:
        """Do one thing."""
        target = self.target()
        if target is None:
            return
        throw = self.dice.random()
        if isinstance(target, SYSTEMS):
            target.reject()
            self.note("close a dialog of the system's")
        elif throw < 0.40:
            self.press(target, self.dice.choice(WALKS), SHIFT if self.dice.random() < 0.2 else NONE)
        elif throw < 0.55:
            self.press(target, self.dice.choice(PRESSES), NONE)
        elif throw < 0.67:
            self.press(target, Key.Key_Escape, NONE)
        elif throw < 0.80:
            self.press(target, self.dice.choice(SHORTCUTS), CTRL | (SHIFT if self.dice.random() < 0.15 else NONE))
        elif throw < 0.90:
            words = self.dice.choice(WORDS)
            self.note(f"type {words!r}")
            for letter in words:
                self.type(letter)
        elif throw < 0.93:
            self.press(target, self.dice.choice((Key.Key_Left, Key.Key_G, Key.Key_C, Key.Key_O, Key.Key_B)), ALT)
        else:
            self.click()
        self.app.processEvents()

    def press(self, target: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        """Press a key where the focus is."""
        place = target.window()
        named = f"{type(target).__name__} {target.objectName()} of {type(place).__name__} {place.windowTitle()}"
        self.note(f"{modifier.name or ''}+{key.name} on {named}")
        QTest.keyClick(target, key, modifier)

    def type(self, letter: str) -> None:
        """Type a letter where the focus is by now; QTest stops the process at letters beyond ASCII."""
        target = self.target()
        if target is not None and not isinstance(target, SYSTEMS):
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, 0, NONE, letter))

    def click(self) -> None:
        """Click one of the buttons in front."""
        front = self.front()
        if front is None or isinstance(front, (QMenu, *SYSTEMS)):
            return
        buttons = [one for one in front.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
        buttons = [one for one in buttons if not any(word in words_of(one) for word in NOT_PRESSED)]
        if buttons:
            chosen = self.dice.choice(buttons)
            self.note(f"click {words_of(chosen)} {chosen.objectName()}")
            QTest.mouseClick(chosen, Qt.MouseButton.LeftButton, NONE, QPoint(chosen.width() // 2, chosen.height() // 2))

    def front(self) -> QWidget | None:
        """Return what stands in front: a menu, a dialog or the window."""
        return (
            self.app.activePopupWidget()
            or self.app.activeModalWidget()
            or self.app.activeWindow()
            or (self.program.window if self.program.window.isVisible() else None)
        )

    def target(self) -> QWidget | None:
        """Return what has the keyboard."""
        popup = self.app.activePopupWidget()
        if popup is not None:
            return popup
        front = self.front()
        if isinstance(front, SYSTEMS):
            return front
        if front is not None and self.app.activeWindow() is None:
            # Drawn in memory there is no window manager that gives the keyboard back when a dialog goes.
            front.activateWindow()
        focus = self.app.focusWidget()
        return focus if focus is not None and focus.isVisible() else front

    def note(self, words: str) -> None:
        """Remember what was done."""
        self.last.append(words)
        self.done[words.split()[0]] += 1

    def close(self) -> None:
        """Leave the program as a user does."""
        qInstallMessageHandler(None)
        while (front := self.app.activePopupWidget() or self.app.activeModalWidget()) is not None:
            front.close()
            # One with something typed in it asks first, and the next turn would ask again, for ever.
            front.hide()
            self.app.processEvents()
        self.program.window.close()
        self.program.jobs.finish()
        # What is to go goes when the program's own event loop ends; here that has ended before.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _wait_for_book(self) -> None:
        for _turn in range(1200):
            QTest.qWait(50)
            if self.program.store is not None:
                QTest.qWait(500)
                return
        raise SystemExit("the book did not open within a minute")

    def _on_exception(self, kind: type[BaseException], error: BaseException, _where: object) -> None:
        import traceback

        from models.errors import AppError

        if isinstance(error, AppError):
            # What the user is told in a sentence.
            self.note(f"was told {error.sentence!r}")
            self.program.errors.show(error)
            return
        self.troubles.append("".join(traceback.format_exception(kind, error, error.__traceback__)))

    def _on_job_failed(self, error: BaseException) -> None:
        self._on_exception(type(error), error, None)

    def _on_message(self, kind: QtMsgType, _context: object, message: str) -> None:
        if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg) and "plugin does not support" not in message:
            self.troubles.append(f"Qt: {message}")


def told(held: Holding) -> str:
    """Return what is held in words."""
    return f"{held.memory:.0f} MB, {held.threads} threads, {held.widgets:,} widgets"


def words_of(button: QAbstractButton) -> str:
    """Return what a button says, in small letters."""
    return (button.text() or button.accessibleName()).replace("&", "").lower()


def resident() -> float:
    """Return the memory that this process holds, in megabytes."""
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def main() -> int:
    """Soak, and say how it went; 1 when something was wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=1200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--book", type=Path)
    parser.add_argument("--screen", action="store_true")
    parser.add_argument("--no-tour", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {f"XDG_{one}_HOME": str(folder / one.lower()) for one in ("DATA", "CONFIG", "CACHE", "STATE")}
        os.environ["HOME"] = str(folder)
        os.chdir(folder)
        book = folder / "soak.liaison"
        if options.book is not None:
            shutil.copy(options.book, book)
        else:
            make_sample(book)
        soak = Soak(folder, book, options.seed)
        first, last = soak.run(options.seconds, tour=not options.no_tour)
        grown = last.memory / first.memory - 1
        if grown > 0.10:
            soak.troubles.append(f"memory grew from {first.memory:.0f} to {last.memory:.0f} MB")
        if last.threads > first.threads + SPARE_THREADS:
            soak.troubles.append(f"{last.threads - first.threads} threads are left over")
        tell = sys.stdout.write
        tell(f"{sum(soak.done.values()):,} things done in {options.seconds:.0f} s with seed {options.seed}; ")
        tell(f"most often {dict(soak.done.most_common(4))}\n")
        tell(f"after a quarter {told(first)}, at the end {told(last)}: memory {grown:+.1%}\n")
        seen = {"done": sum(soak.done.values()), "seconds": round(options.seconds), "troubles": len(soak.troubles)}
        if soak.troubles:
            tell("\n  ".join(["Last done:", *soak.last]))
            tell("\n".join(["\nTroubles:", *soak.troubles, ""]))
        tell(json.dumps(seen) + "\n")
        if soak.troubles:
            sys.stdout.flush()
            os._exit(1)
        soak.close()
    return 0


def make_sample(book: Path) -> None:
    """Write the sample school's records into a new book."""
    from datetime import date

    from models.sample import fill_example
    from models.store import Store

    store = Store.create(book, is_example=True)
    with store.write("Example") as session:
        fill_example(session, date.today())  # noqa: DTZ011 - the day the program will take for today
    store.close()


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    # Qt keeps what opens addresses in our place until Python has ended, and breaks off when it then lets it go.
    os._exit(code)
