"""Opening a book from the window: which one, its passphrase, and what to say when it cannot be opened.

The records are imported here and only when a book is opened, after the window has been painted.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox

from desktop import own_name, places
from desktop.commands import Command
from desktop.context import local_today
from desktop.example_book import make_example_job
from desktop.holding import Holding
from desktop.jobs import Jobs, Progress
from desktop.main_window import MainWindow
from desktop.new_book import NewBook
from desktop.settings import BACKUP_FOLDER, LAST_BOOK, Settings
from desktop.shell.opening import PassphraseDialog
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.passing import open_once
from models.errors import AppError, BookOlder, WrongPassphrase
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.dialogs.first_run import Beginning
    from models.book_lock import Holder
    from models.store import Store


def _open_older(place: str, passphrase: str | None, _progress: Progress) -> Store:
    from models.store import Store

    return Store.open(place, passphrase)


class Opening(QObject):
    """Leads to an open book, or to none when the user turns away."""

    opened = Signal(object)
    """The `Store` that is now open."""

    refused = Signal()
    """A book was not opened, at least not yet."""

    shown_elsewhere = Signal()
    """Its window on this computer has come to the front."""

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
        self._new = NewBook(window)
        self._new.made.connect(self._on_new)
        self._new.refused.connect(self._tell)

    def begin(self, named: str | None) -> None:
        """Open the book named on the command line, else the last one, else the user's own, else ask."""
        own_name.begin()
        place = places.book_to_open(named, self._settings.get(LAST_BOOK))
        if place:
            self.open(place)
        else:
            self.welcome()

    def welcome(self) -> None:
        """Offer the ways to begin."""
        from desktop.dialogs.first_run import FirstRunDialog

        dialog = FirstRunDialog(self._window.theme, self._jobs, self._window)
        dialog.answered.connect(self._on_answered)
        dialog.open_wanted.connect(self.ask_which)
        dialog.sample_wanted.connect(self.open_sample)
        dialog.open()

    def _on_answered(self, asked: Beginning) -> None:
        """Make the book of the first run, then bring in what was asked for."""
        from desktop.beginning import bring_register, say_who_we_are
        from models.store import Store

        place = places.new_book()
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            store = Store.create(place, asked.passphrase)
            say_who_we_are(store, asked)
        except AppError as trouble:
            self._tell(trouble)
            return
        self._settings.set(BACKUP_FOLDER, str(asked.backups))
        self._on_new(store)
        if asked.register is not None:
            work = partial(bring_register, store, asked, self._today())
            title = _("Importing {file}").format(file=asked.register.name)
            self._jobs.submit(title, work, partial(self._on_register, asked), owner=self)
        elif asked.way == "bring_in":
            self._window.commands[Command.IMPORT_REGISTER].trigger()

    def _on_register(self, asked: Beginning, number: int) -> None:
        words = _("The register is here, with {n} schools.").format(n=f"{number:,}")
        self._window.undo_bar.tell(words)
        if asked.way == "bring_in":
            self._window.commands[Command.FIND_IN_REGISTER].trigger()

    def open(self, place: str, passphrase: str | None = None, *, read_only: bool = False, over: bool = False) -> None:
        """Open a book; ask for its passphrase when it has one, and say in a sentence what prevents it.

        A book that another window writes to can be opened with `read_only`, or taken `over` from it.
        """
        from models.store import Store

        self._read_only = read_only
        holder = self.holding.take(place, over=over) if not read_only and Path(place).is_file() else None
        if holder is not None:
            self._close_asking()
            self._call(place, passphrase, holder)
            return
        try:
            store = Store.open(place, passphrase, read_only=read_only, upgrade=False)
        except BookOlder:
            self._close_asking()
            self._bring_up_to_date(place, passphrase)
            return
        except WrongPassphrase as trouble:
            self.refused.emit()
            self._let_closed_go(place)
            self._place = place
            self._ask_passphrase(place, trouble, tried=passphrase is not None)
            return
        except AppError as trouble:
            self.refused.emit()
            self._let_closed_go(place)
            self._close_asking()
            self._tell(trouble)
            return
        self._close_asking()
        self._take(store)

    def _bring_up_to_date(self, place: str, passphrase: str | None) -> None:
        """Open an older book on the worker: it is copied and rebuilt, which takes a while and cannot be left half."""
        self.refused.emit()
        title = _("Bringing {book} up to date. A copy of it as it was is kept beside it").format(book=Path(place).name)
        work = partial(_open_older, place, passphrase)
        self._jobs.submit(title, work, self._take, partial(self._on_not_upgraded, place), owner=self, can_stop=False)

    def _on_not_upgraded(self, place: str, trouble: BaseException) -> None:
        self._let_closed_go(place)
        if isinstance(trouble, AppError):
            self._tell(trouble)
        else:
            self._jobs.failed.emit(trouble)

    def _let_closed_go(self, place: str) -> None:
        """Do not hold a book that did not open, unless it is the one that is open already."""
        context = self._window.context
        if context is None or context.book is None or context.book.location != place:
            self.holding.drop(place)

    def _call(self, place: str, passphrase: str | None, holder: Holder) -> None:
        """Call the window that has a book open on this computer; ask what to do when none comes to the front."""
        if not holder.is_here or holder.process == os.getpid():
            self._on_called(place, passphrase, holder, False)
            return
        from desktop.calling import Call

        Call(place, self).answered.connect(partial(self._on_called, place, passphrase, holder))

    def _on_called(self, place: str, passphrase: str | None, holder: Holder, comes: bool) -> None:
        self.refused.emit()
        if comes:
            self.shown_elsewhere.emit()
        else:
            self._ask_elsewhere(place, passphrase, holder)

    def _ask_elsewhere(self, place: str, passphrase: str | None, holder: Holder) -> None:
        from desktop.dialogs.elsewhere import ElsewhereDialog

        self.holding.elsewhere = holder
        dialog = ElsewhereDialog(place, holder, self._window)
        dialog.read_wanted.connect(partial(self.open, place, passphrase, read_only=True))
        dialog.take_wanted.connect(partial(self.open, place, passphrase, over=True))
        dialog.open()

    def ask_which(self) -> None:
        """Let the user find a book."""
        dialog = FileDialog(self._window, _("Open a record book"), str(places.books_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Record books (*{suffix})").format(suffix=places.SUFFIX), _("All files (*)")])
        dialog.fileSelected.connect(self._on_file_found)
        open_once(dialog)

    def ask_new(self) -> None:
        """Let the user say where a new book goes, then ask for its passphrase."""
        self._new.ask()

    def open_sample(self) -> None:
        """Open the example records, made the first time."""
        if places.sample_book().exists():
            self._on_sample_made(None)
            return
        work = partial(make_example_job, places.sample_book(), self._today())
        title = _("Writing the example records")
        self._jobs.submit(title, work, self._on_sample_made, on_cancelled=self.welcome, owner=self)

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

    def _on_new(self, store: Store) -> None:
        self.holding.take(store.location)
        self._read_only = False
        self._take(store)

    def _take(self, store: Store) -> None:
        if not self._read_only:
            self.holding.elsewhere = None
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
