"""Starts the program: paint first, then open the book, then fill the page."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from desktop.actions import Command
from desktop.errors import Errors, start_log
from desktop.hub import ChangeHub
from desktop.jobs import Jobs
from desktop.main_window import MainWindow
from desktop.settings import LAST_PAGE, Settings
from desktop.theme import Theme
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.opening import Opening
    from desktop.shell.page import PageSpec
    from models.store import Store


def make_application(arguments: Sequence[str]) -> QApplication:
    """Return the QApplication, set up once for good: British dates, text that follows the zoom."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    app = QApplication(list(arguments))
    app.setApplicationName("Liaison Desk")
    app.setApplicationDisplayName("Liaison Desk")
    app.setDesktopFileName("liaison-desk")
    return app


class Program(QObject):
    """Holds what lives as long as the program: window, worker, hub, and the book that is open."""

    def __init__(self, app: QApplication, settings: Settings, *, log_folder: Path) -> None:
        super().__init__(app)
        self.settings = settings
        self._log_folder = log_folder
        self.errors = Errors(log_folder, self)
        self.jobs, self.hub = Jobs(self), ChangeHub(self)
        self.theme = Theme(app, settings)
        self.window = MainWindow(self.theme, settings, self.jobs)
        self.errors.window = self.window
        self.store: Store | None = None
        self._opening: Opening | None = None
        self._named: str | None = None
        self.jobs.failed.connect(self.errors.show)
        self.window.closing.connect(self.close)
        self.window.commands.bind(Command.LOG_FOLDER, self.show_log_folder)

    def start(self, book: str | None) -> None:
        """Show the window now, and open the book as soon as it has been painted."""
        self._named = book
        self.window.show()
        QTimer.singleShot(0, self, self._after_paint)

    def _after_paint(self) -> None:
        """Import the records, which takes longer than painting did, and open the book."""
        from desktop.opening import Opening

        start_log(self._log_folder)
        self._opening = Opening(self.window, self.settings, self.jobs)
        self._opening.opened.connect(self.take_store)
        self.window.commands.bind(Command.NEW_BOOK, self._opening.ask_new)
        self.window.commands.bind(Command.OPEN_BOOK, self._opening.ask_which)
        self.window.banner.pressed.connect(self._opening.welcome)
        self._opening.begin(self._named)

    def take_store(self, store: Store) -> None:
        """Show a book that was opened, and close the one before."""
        from desktop.context import Context

        before, self.store = self.store, store
        store.subscribe(self.hub.announce)
        context = Context(store, self.hub, self.jobs, self.settings, self.theme, self.window.commands)
        self.window.fill(context, page_specs(), first=self.settings.get(LAST_PAGE))
        self.window.rail.set_book(_("Example records") if store.is_example() else Path(store.location).stem)
        self._tell_banner(store)
        if before is not None:
            before.close()

    def show_log_folder(self) -> None:
        """Open the folder of the log in the system's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_folder)))

    def close(self) -> None:
        """Stop work, remember the page, close the book."""
        self.jobs.finish()
        if self.window.stack.current_key:
            self.settings.set(LAST_PAGE, self.window.stack.current_key)
        self.settings.save()
        self.window.stack.empty()
        if self.store is not None:
            self.store.close()
            self.store = None

    def _tell_banner(self, store: Store) -> None:
        if store.is_example():
            self.window.banner.tell(
                _("These are example records of an invented area. Nothing here is real."), _("Leave the example")
            )
        elif store.read_only:
            self.window.banner.tell(_("This record book is open for reading only. Changes cannot be saved."))
        else:
            self.window.banner.tell("")


def page_specs() -> tuple[PageSpec, ...]:
    """Return the `SPEC` of every package in `desktop/pages`; they are imported only when a book is open."""
    from desktop import pages

    found = (import_module(f"desktop.pages.{part.name}") for part in iter_modules(pages.__path__))
    return tuple(package.SPEC for package in found if hasattr(package, "SPEC"))


def run(arguments: Sequence[str]) -> int:
    """Run the window until it is closed."""
    parser = argparse.ArgumentParser("liaison-desk", description=_("Opens the window of Liaison Desk."))
    parser.add_argument("--book", metavar="FILE", help=_("the record book to open"))
    options, rest = parser.parse_known_args(list(arguments)[1:])
    app = make_application([arguments[0] if arguments else "liaison-desk", *rest])
    from desktop import places

    program = Program(app, Settings(), log_folder=places.log_folder())
    program.errors.install()
    program.start(options.book)
    return app.exec()


def main() -> int:
    """Start the program from a shortcut."""
    return run(sys.argv)
