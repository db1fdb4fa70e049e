"""Opening a book from the window: which one, its passphrase, and what to say when it cannot be opened.

The records are imported here and only when a book is opened, after the window has been painted.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox

from desktop import places
from desktop.context import local_today
from desktop.holding import Holding
from desktop.jobs import Jobs, Progress
from desktop.main_window import MainWindow
from desktop.settings import LAST_BOOK, Settings
from desktop.shell.opening import NewPassphraseDialog, PassphraseDialog, WelcomeDialog
from models.errors import AppError, WrongPassphrase
from resources.i18n import _

if TYPE_CHECKING:
    from models.book_lock import Holder
    from models.store import Store


def make_example(place: Path, today: date) -> None:
    """Write the example records into a new book without a passphrase, for everything in it is invented."""
    from models.sample import fill_example
    from models.store import Store

    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_suffix(".making")
    unfinished.unlink(missing_ok=True)
    store = Store.create(unfinished, is_example=True)
    try:
        with store.write(_("Add example records")) as session:
            fill_example(session, today)
    finally:
        store.close()
    unfinished.replace(place)


def _make_example_job(place: Path, today: date, _progress: Progress) -> None:
    make_example(place, today)


class Opening(QObject):
    """Leads to an open book, or to none when the user turns away."""

    opened = Signal(object)
    """The `Store` that is now open."""

    refused = Signal()
    """A book was not opened, at least not yet."""

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        jobs: Jobs,
        holding: Holding,
        today: Callable[[], date] = local_today,
    ) -> None:
        """Dialogs belong to the window; the example records are written by the worker."""
        super().__init__(window)
        self._window, self._settings, self._jobs, self._today = window, settings, jobs, today
        self._asking: PassphraseDialog | None = None
        self._place, self._read_only = "", False
        self.holding = holding
        self.holder: Holder | None = None
        """Who has the book open that can only be read here."""
        self._new_path = Path()

    def begin(self, named: str | None) -> None:
        """Open the book named on the command line, else the last one, else the user's own, else ask."""
        place = places.book_to_open(named, self._settings.get(LAST_BOOK))
        if place:
            self.open(place)
        else:
            self.welcome()

    def welcome(self) -> None:
        """Offer the ways to begin."""
        dialog = WelcomeDialog(self._window)
        dialog.new_wanted.connect(self.ask_new)
        dialog.open_wanted.connect(self.ask_which)
        dialog.sample_wanted.connect(self.open_sample)
        dialog.open()

    def open(self, place: str, passphrase: str | None = None, *, read_only: bool = False, over: bool = False) -> None:
        """Open a book; ask for its passphrase when it has one, and say in a sentence what prevents it.

        A book that another window writes to can be opened with `read_only`, or taken `over` from it.
        """
        from models.store import Store

        self._read_only = read_only
        holder = self.holding.take(place, over=over) if not read_only and Path(place).is_file() else None
        if holder is not None:
            self.refused.emit()
            self._close_asking()
            self._ask_elsewhere(place, passphrase, holder)
            return
        try:
            store = Store.open(place, passphrase, read_only=read_only)
        except WrongPassphrase as trouble:
            self.refused.emit()
            self._place = place
            self._ask_passphrase(place, trouble, tried=passphrase is not None)
            return
        except AppError as trouble:
            self.refused.emit()
            self._close_asking()
            self._tell(trouble)
            return
        self._close_asking()
        self._take(store)

    def _ask_elsewhere(self, place: str, passphrase: str | None, holder: Holder) -> None:
        from desktop.dialogs.elsewhere import ElsewhereDialog

        self.holder = holder
        dialog = ElsewhereDialog(place, holder, self._window)
        dialog.read_wanted.connect(partial(self.open, place, passphrase, read_only=True))
        dialog.take_wanted.connect(partial(self.open, place, passphrase, over=True))
        dialog.open()

    def ask_which(self) -> None:
        """Let the user find a book."""
        dialog = QFileDialog(self._window, _("Open a record book"), str(places.books_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Record books (*{suffix})").format(suffix=places.SUFFIX), _("All files (*)")])
        dialog.fileSelected.connect(self._on_file_found)
        dialog.open()

    def ask_new(self) -> None:
        """Let the user say where a new book goes, then ask for its passphrase."""
        place = places.default_book()
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            self._on_new_place(str(place))
            return
        dialog = QFileDialog(self._window, _("Start a new record book"), str(places.books_folder()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(places.SUFFIX.removeprefix("."))
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.connect(self._on_new_place)
        dialog.open()

    def open_sample(self) -> None:
        """Open the example records, made the first time."""
        if places.sample_book().exists():
            self._on_sample_made(None)
            return
        work = partial(_make_example_job, places.sample_book(), self._today())
        self._jobs.submit(_("Writing the example records"), work, self._on_sample_made, owner=self)

    def _on_sample_made(self, _nothing: object) -> None:
        self.open(str(places.sample_book()))

    def _ask_passphrase(self, place: str, trouble: WrongPassphrase, *, tried: bool) -> None:
        if self._asking is None:
            self._asking = PassphraseDialog(Path(place), self._window)
            self._asking.given.connect(self._on_passphrase)
            self._asking.finished.connect(self._on_asking_closed)
            self._asking.open()
        if tried:
            self._asking.tell_wrong(trouble.sentence)

    def _close_asking(self) -> None:
        if self._asking is not None:
            self._asking.accept()

    def _on_asking_closed(self) -> None:
        self._asking = None

    def _on_passphrase(self, passphrase: str) -> None:
        self.open(self._place, passphrase, read_only=self._read_only)

    def _on_file_found(self, place: str) -> None:
        self.open(place)

    def _on_new_place(self, place: str) -> None:
        self._new_path = Path(place)
        dialog = NewPassphraseDialog(self._window)
        dialog.given.connect(self._on_new_passphrase)
        dialog.open()

    def _on_new_passphrase(self, passphrase: str) -> None:
        from models.store import Store

        try:
            store = Store.create(self._new_path, passphrase)
        except AppError as trouble:
            self._tell(trouble)
            return
        self.holding.take(store.location)
        self._read_only = False
        self._take(store)

    def _take(self, store: Store) -> None:
        if not self._read_only:
            self.holder = None
        if "://" not in store.location and not store.is_example():
            self._settings.remember_book(store.location)
        self.opened.emit(store)

    def _tell(self, trouble: AppError) -> None:
        """Say what prevents it and offer the ways on, so that nobody is left before an empty window."""
        box = QMessageBox(self._window)
        box.setObjectName("opening_trouble")
        box.setWindowTitle("Liaison Desk")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(trouble.sentence)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        close = box.addButton(_("Close"), QMessageBox.ButtonRole.RejectRole)
        other = box.addButton(_("Open another book…"), QMessageBox.ButtonRole.ActionRole)
        other.clicked.connect(self.ask_which)
        box.setDefaultButton(other)
        box.setEscapeButton(close)
        box.open()
