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

from desktop import forgetting, own_name, places
from desktop.asking_passphrase import PassphraseAsking
from desktop.commands import Command
from desktop.context import local_today
from desktop.example_book import make_example_job
from desktop.holding import Holding
from desktop.jobs import Jobs, Progress
from desktop.main_window import MainWindow
from desktop.new_book import NewBook
from desktop.remembering import Remembering
from desktop.settings import BACKUP_FOLDER, LAST_BOOK, SERVER_BOOK, Settings, backup_folders
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.passing import open_once
from models import known_books
from models.errors import AppError, BookDamaged, BookLocked, BookOlder, WrongPassphrase, WrongUse
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

    made = Signal(object, str)
    """The `Store` of a new book, open now, and the passphrase that it was given."""

    recovery_wanted = Signal(str)
    """Nobody knows the passphrase of a book any more: where it lies."""

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
        self.window, self.settings, self.jobs, self._today = window, settings, jobs, today
        self._asking = PassphraseAsking(self, window, can_recover=True)
        self._asking.given.connect(self._on_passphrase)
        self._asking.forgotten.connect(self.recovery_wanted)
        self._asking.backup_wanted.connect(self._on_backup_wanted)
        self.remembering = Remembering(settings)
        self._remembered: str | None = None
        """What was taken from the key store for the book that is being opened."""
        self._place, self._read_only = "", False
        self.holding = holding
        self._new = NewBook(window)
        self._new.made.connect(self._on_new)
        self._new.refused.connect(self.tell)

    def begin(self, named: str | None) -> None:
        """Open the book named on the command line, else the last one, else the user's own, else ask."""
        own_name.begin()
        known_books.begin(places.known_books())
        place = places.book_to_open(named, self.settings.get(LAST_BOOK))
        if place:
            self.open(place)
        else:
            self.welcome()

    def welcome(self) -> None:
        """Offer the ways to begin."""
        from desktop.dialogs.first_run import FirstRunDialog

        dialog = FirstRunDialog(self.window.theme, self.jobs, self.window)
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
            self.tell(trouble)
            return
        self.settings.set(BACKUP_FOLDER, str(asked.backups))
        self._on_new(store, asked.passphrase)
        if asked.register is not None:
            work = partial(bring_register, store, asked, self._today())
            title = _("Importing {file}").format(file=asked.register.name)
            self.jobs.submit(title, work, partial(self._on_register, asked), owner=self)
        elif asked.way == "bring_in":
            self.window.commands[Command.IMPORT_REGISTER].trigger()

    def _on_register(self, asked: Beginning, number: int) -> None:
        words = _("The register is here, with {n} schools.").format(n=f"{number:,}")
        self.window.undo_bar.tell(words)
        if asked.way == "bring_in":
            self.window.commands[Command.FIND_IN_REGISTER].trigger()

    def open(self, place: str, passphrase: str | None = None, *, read_only: bool = False, over: bool = False) -> None:
        """Open a book; ask for its passphrase when it has one, and say in a sentence what prevents it.

        A book that another window writes to can be opened with `read_only`, or taken `over` from it.
        """
        from models.store import Store

        self._read_only = read_only
        if passphrase is None:
            passphrase = self._remembered = self.remembering.passphrase_of(place)
        holder = self.holding.take(place, over=over) if not read_only and os.path.isfile(place) else None
        if holder is not None:
            self._asking.close()
            self._call(place, passphrase, holder)
            return
        try:
            folders = backup_folders(self.settings)
            store = Store.open(place, passphrase, read_only=read_only, upgrade=False, backups=folders)
        except BookOlder:
            self._note_remembering(place, passphrase)
            self._asking.close()
            self._bring_up_to_date(place, passphrase)
            return
        except AppError as found:
            self.refused.emit()
            self._let_closed_go(place)
            self._explain(place, passphrase, found)
            return
        self._note_remembering(place, passphrase)
        self._asking.close()
        self._take(store)

    def _note_remembering(self, place: str, passphrase: str | None) -> None:
        """Have the passphrase that was just given remembered, where that is ticked."""
        if passphrase is None or not self._asking.wants_remembering():
            return
        if trouble := self.remembering.remember(place, passphrase):
            self.window.undo_bar.tell(trouble)

    def _explain(self, place: str, passphrase: str | None, trouble: AppError) -> None:
        """Ask for the passphrase again, or show the ways out of what prevents the book from opening."""
        if isinstance(trouble, WrongUse) and passphrase is not None and passphrase == self._remembered:
            # The book has no passphrase any more: it was taken away elsewhere.
            self._remembered = None
            self.remembering.forget(place)
            self.open(place, read_only=self._read_only)
            return
        if isinstance(trouble, WrongPassphrase):
            self._place = place
            if passphrase is not None and passphrase == self._remembered:
                self._remembered, trouble = None, self.remembering.forget_wrong(place)
            self._asking.ask(place, trouble, tried=passphrase is not None)
            return
        self._asking.close()
        if isinstance(trouble, BookDamaged):
            self.rescue(place, passphrase, [trouble.sentence])
        else:
            self.tell(trouble, place)

    def rescue(
        self,
        place: str,
        passphrase: str | None,
        troubles: list[str],
        leave: Callable[[], object] = lambda: None,
    ) -> None:
        """Offer what can be done about a damaged book; `leave` closes it where it is open."""
        from desktop.rescuing import Rescuing

        Rescuing(self, place, passphrase, leave).begin(troubles)

    def _bring_up_to_date(self, place: str, passphrase: str | None) -> None:
        """Open an older book on the worker: it is copied and rebuilt, which takes a while and cannot be left half."""
        self.refused.emit()
        title = _("Bringing {book} up to date. A copy of it as it was is kept beside it").format(book=Path(place).name)
        work = partial(_open_older, place, passphrase)
        self.jobs.submit(title, work, self._take, partial(self._on_not_upgraded, place), owner=self, can_stop=False)

    def _on_not_upgraded(self, place: str, trouble: BaseException) -> None:
        self._let_closed_go(place)
        if isinstance(trouble, AppError):
            self.tell(trouble, place)
        else:
            self.jobs.failed.emit(trouble)

    def _let_closed_go(self, place: str) -> None:
        """Do not hold a book that did not open, unless it is the one that is open already."""
        context = self.window.context
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
        dialog = ElsewhereDialog(place, holder, self.window)
        dialog.read_wanted.connect(partial(self.open, place, passphrase, read_only=True))
        dialog.take_wanted.connect(partial(self.open, place, passphrase, over=True))
        dialog.open()

    def ask_which(self) -> None:
        """Let the user find a book."""
        dialog = FileDialog(self.window, _("Open a record book"), str(places.books_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Record books (*{suffix})").format(suffix=places.SUFFIX), _("All files (*)")])
        dialog.fileSelected.connect(self._on_file_found)
        open_once(dialog)

    def ask_server(self) -> None:
        """Let the user say which book on which server."""
        from desktop.dialogs.server import ServerDialog

        words = _("Several people can write to such a book at the same time.")
        last = self.settings.get(SERVER_BOOK)
        dialog = ServerDialog(_("Open a book from a server"), words, _("Open book"), self.window, last=last)
        dialog.given.connect(self._on_server)
        dialog.open()

    def _on_server(self, address: str, password: str) -> None:
        self.open(address, password or None)

    def _try_again(self, place: str, _checked: bool = False) -> None:
        self.open(place)

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
        self.jobs.submit(title, work, self._on_sample_made, on_cancelled=self.welcome, owner=self)

    def _on_sample_made(self, _nothing: object) -> None:
        self.open(str(places.sample_book()))

    def _on_backup_wanted(self, place: str, passphrase: str) -> None:
        words = _("It is not certain that the file is damaged: the passphrase may be another one.")
        self.rescue(place, passphrase, [words])

    def _on_passphrase(self, passphrase: str) -> None:
        self.open(self._place, passphrase, read_only=self._read_only)

    def _on_file_found(self, place: str) -> None:
        self.open(place)

    def _on_new(self, store: Store, passphrase: str) -> None:
        self.holding.take(store.location)
        self._read_only = False
        self._take(store)
        self.made.emit(store, passphrase)

    def _take(self, store: Store) -> None:
        if not forgetting.has_come_back(store):
            self._give(store)
            return
        self.refused.emit()
        work, refused = partial(forgetting.forget, store), partial(self._on_not_forgotten, store)
        done = partial(self._on_forgotten, store)
        self.jobs.submit(forgetting.title(), work, done, refused, owner=self, can_stop=False)

    def _on_forgotten(self, store: Store, words: str) -> None:
        self._give(store)
        self.window.undo_bar.tell(words)

    def _on_not_forgotten(self, store: Store, trouble: BaseException) -> None:
        """Do not show a book that holds somebody who was erased."""
        store.close()
        self._on_not_upgraded(store.location, trouble)

    def _give(self, store: Store) -> None:
        if not self._read_only:
            self.holding.elsewhere = None
        if not store.encrypted:
            # Its passphrase was taken away elsewhere.
            self.remembering.forget(store.location)
        if store.on_server:
            self.settings.set(SERVER_BOOK, store.location)
        elif not store.is_example():
            self.settings.remember_book(store.location)
        self.opened.emit(store)

    def tell(self, trouble: AppError, place: str = "") -> None:
        """Say what prevents it and offer the ways on, so that nobody is left before an empty window.

        What cannot be read now, because a share is gone or somebody else writes, can be tried again.
        """
        box = QMessageBox(self.window)
        box.setObjectName("opening_trouble")
        box.setWindowTitle("Liaison Desk")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(trouble.sentence)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        close = box.addButton(_("Close"), QMessageBox.ButtonRole.RejectRole)
        if place and isinstance(trouble, BookLocked):
            again = box.addButton(_("&Try again"), QMessageBox.ButtonRole.ActionRole)
            again.clicked.connect(partial(self._try_again, place))
        other = box.addButton(_("Open another book…"), QMessageBox.ButtonRole.ActionRole)
        other.clicked.connect(self.ask_which)
        box.setDefaultButton(other)
        box.setEscapeButton(close)
        box.open()
