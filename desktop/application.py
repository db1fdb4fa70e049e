"""Starts the program: paint first, then show what can be read without SQLAlchemy, then open the book, fill the page."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
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
from desktop.settings import LAST_BOOK, LAST_PAGE, Settings
from desktop.theme import Theme
from desktop.widgets.scrolling import keep_in_view
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.calling import Bell
    from desktop.context import Context
    from desktop.guarding import Guarding
    from desktop.holding import Holding
    from desktop.locking import Locking
    from desktop.opening import Opening
    from desktop.shell.attending import Attending
    from desktop.shell.page import Page, PageSpec
    from desktop.shell.waiting_keys import WaitingKeys
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


FIRST_PAGE = "home"
"""The page that has a first sight. The others ask too much of the book to be asked a second time in plain SQL."""

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
        self.store: Store | None = None
        self._opening: Opening | None = None
        self._attending: Attending | None = None
        self._named: str | None = None
        self._sight: tuple[str, Context] | None = None
        self._leaving_example = False
        self.locking: Locking | None = None
        self._holding: Holding | None = None
        self._guarding: Guarding | None = None
        self._bell: Bell | None = None
        self._keys: WaitingKeys | None = None
        self.jobs.failed.connect(self._let_keys_go)
        self.jobs.failed.connect(self.errors.show)
        self.window.closing.connect(self.close)
        self.window.banner.pressed.connect(self._on_banner_pressed)
        self.window.commands.bind(Command.LOG_FOLDER, self.show_log_folder)

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
            page = self._show_first_sight()
        finally:
            if page is None:
                self._load()
            else:
                FirstPaint(page, patience=FIRST_SIGHT_PATIENCE).done.connect(self._load)

    def _show_first_sight(self) -> Page | None:
        """Show the first page from the file of the book, if it is to come first and a look is enough for it."""
        if self.settings.get(LAST_PAGE) != FIRST_PAGE:
            return None
        from desktop.context import Context, local_today
        from desktop.places import book_to_open
        from models.first_sight import look

        place = book_to_open(self._named, self.settings.get(LAST_BOOK))
        sight = look(place, local_today()) if place else None
        spec = next((spec for spec in page_specs() if spec.key == FIRST_PAGE), None)
        if sight is None or spec is None:
            return None
        context = Context(None, self.hub, self.jobs, self.settings, self.theme, self.window.commands)
        self._sight = place, context
        self.name_book(place, is_example=sight.is_example, read_only=sight.read_only)
        self.window.show_sight(context, spec, sight)
        return self.window.stack.current_page()

    def _load(self) -> None:
        """Import the records, which takes longer than everything before."""
        share_one_heap()
        self.jobs.submit(_("Opening the record book"), _load_records, self._on_loaded, owner=self, can_stop=False)
        start_log(self.log_folder())

    def _on_loaded(self, _nothing: None) -> None:
        """Open the book."""
        from desktop.guarding import Guarding
        from desktop.holding import Holding
        from desktop.opening import Opening
        from desktop.shell.recent import RecentBooks

        self._holding = Holding(self)
        self._guarding = Guarding(self, self._holding)
        self._opening = Opening(self.window, self.settings, self.jobs, self._holding)
        self._opening.opened.connect(self.take_store)
        self._opening.refused.connect(self._forget_first_sight)
        self._opening.refused.connect(self._let_keys_go)
        self._opening.shown_elsewhere.connect(self._on_shown_elsewhere)
        self.window.commands.bind(Command.NEW_BOOK, self._opening.ask_new)
        self.window.commands.bind(Command.OPEN_BOOK, self._opening.ask_which)
        RecentBooks(self.window, self.theme, self.settings, self._opening.open)
        self._opening.begin(self._named)
        if self.store is None:
            # Whatever is asked now is asked in a dialog of its own.
            self._let_keys_go()
        if self._leaving_example:
            self._opening.welcome()
        _collect_garbage_again()

    def take_store(self, store: Store) -> None:
        """Show a book that was opened, and close the one before."""
        from desktop.shell.attending import Attending

        self._let_go()
        before, self.store = self.store, store
        store.subscribe(self.hub.announce)
        context = self._context_of(store)
        self.window.fill(context, page_specs(), first=self.settings.get(LAST_PAGE))
        self.name_book(store.location, is_example=store.is_example(), read_only=store.read_only)
        self._attending = Attending(context, self.window)
        self._attending.restore_wanted.connect(self.restore, Qt.ConnectionType.QueuedConnection)
        if self._holding is not None:
            self._holding.keep_only("" if store.read_only else store.location)
        self._locking_of().begin(store)
        if before is not None:
            before.close()
        if self._keys is not None:
            self._keys.deliver()
            self._keys = None
        QTimer.singleShot(BELL_AFTER_MS, self, self._hang_bell)

    def _context_of(self, store: Store) -> Context:
        """Return the context of the first sight if this is the book it showed, otherwise a new one."""
        from desktop.context import Context

        sight, self._sight = self._sight, None
        if sight is not None and sight[0] == store.location:
            sight[1].book = store
            return sight[1]
        return Context(store, self.hub, self.jobs, self.settings, self.theme, self.window.commands)

    def _forget_first_sight(self) -> None:
        """Take away what was shown of a book that does not open after all."""
        if self._sight is not None:
            self._sight[1].wishes.deleteLater()
            self._sight = None
            self.window.forget()

    def _on_banner_pressed(self) -> None:
        """Lead away from the example records, as soon as another book can be opened."""
        if self._opening is None:
            self._leaving_example = True
        else:
            self._opening.welcome()

    def restore(self, copy: str, passphrase: str | None) -> None:
        """Put a backup in the place of the open book, and open it again."""
        from desktop.restoring import Restoring

        if self.store is not None and self._opening is not None:
            Restoring(self, self._opening).restore(copy, passphrase)

    def close_book(self) -> None:
        """Close the open book and let go of all that showed it; what is being typed is kept as drafts."""
        self.jobs.finish()
        if self._attending is not None:
            # Forms that were opened at once are known by then too.
            self._attending.watch_forms()
        self._let_go()
        self.window.forget()
        if self.store is not None:
            self.store.close()
            self.store = None

    def go_on_writing(self) -> None:
        """Go on with what was being typed when the book was locked."""
        if self._attending is not None:
            self._attending.go_on_writing()

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

            self.locking = Locking(self)
        return self.locking

    def _let_go(self) -> None:
        """Stop what attends to the open book."""
        if self._attending is not None:
            self._attending.let_go()
            self._attending = None

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

    def close(self) -> None:
        """Stop work, remember the page, close the book."""
        self.jobs.finish()
        if self._bell is not None:
            self._bell.take_down()
        if self._attending is not None:
            self._attending.back_up_on_close()
        self._let_go()
        if self.window.stack.current_key:
            self.settings.set(LAST_PAGE, self.window.stack.current_key)
        self.settings.save()
        self.window.stack.empty()
        if self.store is not None:
            self.store.close()
            self.store = None
        if self._holding is not None:
            self._holding.release()

    def name_book(self, place: str, *, is_example: bool, read_only: bool) -> None:
        """Say in the rail and in the banner which book is shown, and what is special about it."""
        self.window.rail.set_book(_("Example records") if is_example else Path(place).stem)
        if is_example:
            self.window.banner.tell(
                _("These are example records of an invented area. Nothing here is real."), _("Leave the example")
            )
        elif read_only and self._guarding is not None:
            self.window.banner.tell(self._guarding.why_read_only(self._opening.holder if self._opening else None))
        elif read_only:
            self.window.banner.tell(_("This record book is open for reading only. Changes cannot be saved."))
        else:
            self.window.banner.tell("")


def page_specs() -> tuple[PageSpec, ...]:
    """Return the `SPEC` of every page; they are imported only when a book is open."""
    from desktop.pages import PAGES

    return PAGES


def _collect_garbage_again() -> None:
    """Switch the collector on that the start had switched off; it need not look at what the start has left."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


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
