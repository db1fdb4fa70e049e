"""Starts the program: paint first, then show what can be read without SQLAlchemy, then open the book, fill the page."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop.commands import Command
from desktop.errors import Errors, start_log
from desktop.first_paint import FirstPaint
from desktop.hub import ChangeHub
from desktop.jobs import Jobs, Progress
from desktop.main_window import MainWindow
from desktop.memory import import_plainly, share_one_heap
from desktop.open_book import OpenBook
from desktop.settings import Settings
from desktop.theme import Theme
from desktop.tidying import Tidying
from desktop.widgets.scrolling import keep_in_view
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.calling import Bell
    from desktop.guarding import Guarding
    from desktop.holding import Holding
    from desktop.locking import Locking
    from desktop.opening import Opening
    from desktop.rekeying import Rekeying
    from desktop.shell.waiting_keys import WaitingKeys
    from desktop.start_check import StartCheck
    from models.store import Store


def make_application(arguments: Sequence[str]) -> QApplication:
    """Return the QApplication, set up once for good: British dates, text that follows the zoom."""
    import_plainly()
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    # The style is named here because asking for it later would make Python know all of QStyle, for a third of a frame.
    app = QApplication([*arguments, "-style", "fusion"])
    app.setApplicationName("Liaison Desk")
    app.setApplicationDisplayName("Liaison Desk")
    app.setDesktopFileName("liaison-desk")
    app.focusChanged.connect(keep_in_view)
    # Python lets a worker that reckons go on for 5 ms before the window has its turn, at every question it asks.
    sys.setswitchinterval(0.001)
    return app


BELL_AFTER_MS = 1500
"""How long after a book was opened a second start can find it: the first page and what follows it come before."""

FIRST_SIGHT_PATIENCE = 250
"""Milliseconds until the book is opened although its first sight was not painted, as in a window hidden at once."""


def _load_records(_progress: Progress) -> None:
    """Import what an open book needs: nothing of Qt, so that the worker may do it while the window answers."""
    import models.queries.home
    import models.store  # noqa: F401


class Program(QObject):
    """Holds what lives as long as the program: window, worker, hub, and the book that is open."""

    def __init__(self, app: QApplication, settings: Settings, *, log_folder: Path | None = None) -> None:
        """Keep the log in `log_folder`, or where this system keeps logs."""
        super().__init__(app)
        self.settings = settings
        self._log_folder = log_folder
        self.errors = Errors(self.log_folder, self)
        self.jobs, self.hub = Jobs(self), ChangeHub(self)
        self.theme = Theme(app, settings)
        self.window = MainWindow(self.theme, settings, self.jobs)
        self.errors.window = self.window
        self.book = OpenBook(self.window, settings, self.jobs, self.hub, self)
        self._opening: Opening | None = None
        self._named: str | None = None
        self._leaving_example = False
        self.locking: Locking | None = None
        self._holding: Holding | None = None
        self._guarding: Guarding | None = None
        self._rekeying: Rekeying | None = None
        self._bell: Bell | None = None
        self._keys: WaitingKeys | None = None
        self._start_check: StartCheck | None = None
        self._tidying = Tidying(self)
        self.jobs.failed.connect(self._let_keys_go)
        self.jobs.failed.connect(self.errors.show)
        self.window.closing.connect(self.close)
        self.book.restore_wanted.connect(self.restore, Qt.ConnectionType.QueuedConnection)
        self.window.banner.pressed.connect(self._on_banner_pressed)
        self.window.commands.bind(Command.LOG_FOLDER, self.show_log_folder)
        self.window.commands.bind(Command.REPORT_PROBLEM, self.report_problem)

    def start(self, book: str | None) -> None:
        """Show the window now, and open the book as soon as it has been painted."""
        self._named = book
        FirstPaint(self.window).done.connect(self._after_paint)
        self.window.show()

    def _after_paint(self) -> None:
        """Show what can be read of the book at once, and import the records only when that has been painted."""
        from desktop.shell.waiting_keys import WaitingKeys

        self._keys = WaitingKeys(self.window)
        page = None
        try:
            page = self.book.show_sight(self._named)
        finally:
            if page is None:
                self._load()
            else:
                FirstPaint(page, patience=FIRST_SIGHT_PATIENCE).done.connect(self._load)

    def _load(self) -> None:
        """Import the records, which takes longer than everything before."""
        share_one_heap()
        self.jobs.submit(_("Opening the record book"), _load_records, self._on_loaded, owner=self, can_stop=False)
        start_log(self.log_folder())

    def _on_loaded(self, _nothing: None) -> None:
        """Open the book."""
        from desktop.from_archive import FromArchive
        from desktop.guarding import Guarding
        from desktop.holding import Holding
        from desktop.opening import Opening
        from desktop.rekeying import Rekeying
        from desktop.shell.dropping import Dropping
        from desktop.shell.recent import RecentBooks

        self._holding = Holding(self)
        self._guarding = Guarding(self.book, self._holding)
        self._opening = Opening(self.window, self.settings, self.jobs, self._holding)
        self._opening.opened.connect(self.take_store)
        self._rekeying = Rekeying(self.book, self._opening, self.errors)
        self._opening.refused.connect(self.book.forget_sight)
        self._opening.refused.connect(self._let_keys_go)
        self._opening.shown_elsewhere.connect(self._on_shown_elsewhere)
        self.window.commands.bind(Command.NEW_BOOK, self._opening.ask_new)
        self.window.commands.bind(Command.OPEN_BOOK, self._opening.ask_which)
        self.window.commands.bind(Command.OPEN_SERVER, self._opening.ask_server)
        from_archive = FromArchive(self.window, self.jobs, self._opening)
        self.window.commands.bind(Command.FROM_ARCHIVE, from_archive.ask)
        # Queued: whoever asks for another book stands in a page that goes with this one.
        self.book.book_wanted.connect(self._opening.open, Qt.ConnectionType.QueuedConnection)
        self.book.archive_wanted.connect(from_archive.ask_where, Qt.ConnectionType.QueuedConnection)
        Dropping(self.window)
        RecentBooks(self.window, self.theme, self.settings, self._opening.open)
        self._opening.begin(self._named)
        if self.store is None:
            # Whatever is asked now is asked in a dialog of its own.
            self._let_keys_go()
        if self._leaving_example:
            self._opening.welcome()
        self._tidying.begin()

    @property
    def store(self) -> Store | None:
        """Return the book that is open, if any."""
        return self.book.store

    def take_store(self, store: Store) -> None:
        """Show a book that was opened; hold it, lock it when nobody uses it, and let a second start find it."""
        self.book.show(store, why_read_only=self._guarding.why_read_only() if self._guarding is not None else "")
        if self._holding is not None:
            self._holding.keep_only("" if store.read_only else store.location)
            store.guard = partial(self._holding.check, store.location)
        self._locking_of().begin(store)
        self._check_of().begin(store)
        if self._rekeying is not None:
            self._rekeying.begin(store)
        if self._keys is not None:
            self._keys.deliver()
            self._keys = None
        QTimer.singleShot(BELL_AFTER_MS, self, self._hang_bell)

    def _on_banner_pressed(self) -> None:
        """Lead away from the example records, as soon as another book can be opened."""
        if self._opening is None:
            self._leaving_example = True
        else:
            self._opening.welcome()

    def restore(self, copy: str, passphrase: str | None) -> None:
        """Put a backup in the place of the open book, and open it again."""
        from desktop.restoring import Restoring

        if self._opening is not None:
            Restoring(self.book, self._opening, self.errors).restore(copy, passphrase)

    def _let_keys_go(self) -> None:
        """Forget what was pressed before a book could be opened: it was meant for no other."""
        if self._keys is not None:
            self._keys.let_go()
            self._keys = None

    def _hang_bell(self) -> None:
        """Let a second start on this computer find the window that writes to the book, once all else is done."""
        if self.store is None or self.store.read_only:
            return
        from desktop.calling import Bell

        if self._bell is None:
            self._bell = Bell(self)
            self._bell.rung.connect(self.come_to_front)
        self._bell.hang(self.store.location)

    def come_to_front(self) -> None:
        """Show the window above all others, as when the program was started a second time."""
        if self.window.isMinimized():
            self.window.showNormal()
        self.window.raise_()
        self.window.activateWindow()
        # Where the system gives no window the keyboard unasked, it is pointed at instead.
        QApplication.alert(self.window)

    def _on_shown_elsewhere(self) -> None:
        """Leave it to the other window; with a book of its own open this one stays."""
        if self.store is None:
            # The next start is to find what the window that stays will leave, not what this one saw of it.
            self.window.close()
        else:
            self.window.undo_bar.tell(_("That record book is open in its own window, which is in front now."))

    def _locking_of(self) -> Locking:
        """Return what locks books; it is made with the first."""
        if self.locking is None:
            from desktop.locking import Locking

            self.locking = Locking(self.book)
            self.locking.unlocked.connect(self.take_store)
            if self._rekeying is not None:
                self.locking.forgotten.connect(self._rekeying.recover)
        return self.locking

    def _check_of(self) -> StartCheck:
        """Return what checks books as they are opened; it is made with the first."""
        if self._start_check is None:
            from desktop.start_check import StartCheck

            self._start_check = StartCheck(self.book)
            self._start_check.damaged.connect(self._on_damaged)
        return self._start_check

    def _on_damaged(self, place: str, troubles: list[str]) -> None:
        """Offer the ways out; it is open for reading meanwhile, and closed before another takes its place."""
        if self._opening is not None:
            self._opening.rescue(place, None, troubles, self.book.close)

    def log_folder(self) -> Path:
        """Return the folder of the log."""
        if self._log_folder is None:
            from desktop import places

            self._log_folder = places.log_folder()
        return self._log_folder

    def show_log_folder(self) -> None:
        """Open the folder of the log in the system's file manager."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.log_folder())))

    def report_problem(self) -> None:
        """Show what can be told of a problem, and offer to save it."""
        from desktop.dialogs.report_problem import ReportProblemDialog

        self.settings.save()
        ReportProblemDialog(self.jobs, self.log_folder(), self.settings.place, self.store, self.window).open()

    def close(self) -> None:
        """Stop work and close the book."""
        self.jobs.finish()
        if self._bell is not None:
            self._bell.take_down()
        self.book.leave()
        if self._holding is not None:
            self._holding.release()


def _options(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return the book that is named and what Qt is to read; a start without options does without a parser."""
    if not arguments:
        return None, []
    import argparse

    parser = argparse.ArgumentParser("liaison-desk", description=_("Opens the window of Liaison Desk."))
    parser.add_argument("--book", metavar="FILE", help=_("the record book to open"))
    options, rest = parser.parse_known_args(list(arguments))
    return options.book, rest


def run(arguments: Sequence[str]) -> int:
    """Run the window until it is closed."""
    book, rest = _options(arguments[1:])
    app = make_application([arguments[0] if arguments else "liaison-desk", *rest])
    program = Program(app, Settings())
    program.errors.install()
    program.start(book)
    return app.exec()


def main() -> int:
    """Start the program from a shortcut."""
    return run(sys.argv)
