"""What a book is locked with, from the window: a new passphrase, none any more, the recovery sheet and its code.

The book is closed, locked anew on the worker and opened again, as when a backup is restored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop import places
from desktop.commands import Command
from desktop.context import local_today
from desktop.dialogs.passphrase.change import Asked, ChangePassphraseDialog, Wish
from desktop.settings import BACKUP_FOLDER, SHEET_ASKED
from models.errors import AppError
from models.recovery_code import code_of
from models.rekey import check_key, key_from, key_from_code, rekey_book
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.dialogs.passphrase.recover import RecoverDialog
    from desktop.errors import Errors
    from desktop.jobs import Progress
    from desktop.open_book import OpenBook
    from desktop.opening import Opening
    from models.encryption import BookKey
    from models.rekey import Rekeyed
    from models.store import Store

ASK_AGAIN_AFTER = timedelta(days=365)
ASK_AFTER_MS = 4000
"""How long after a book was opened one is asked: the first page comes before."""

SHOW_AFTER_MS = 500


class Rekeying(QObject):
    """Lives as long as the program."""

    def __init__(
        self, book: OpenBook, opening: Opening, errors: Errors, today: Callable[[], date] = local_today
    ) -> None:
        super().__init__(book)
        self._book, self._opening, self._errors, self._today = book, opening, errors, today
        opening.recovery_wanted.connect(self.recover)
        opening.made.connect(self.show_sheet)

    def begin(self, store: Store) -> None:
        """Offer it for a book that was opened, and ask after its sheet where that was long ago."""
        action = self._book.window.commands[Command.PASSPHRASE]
        self._book.window.commands.bind(Command.PASSPHRASE, self.ask)
        action.setEnabled(not store.on_server and not store.read_only)
        if store.encrypted and not store.read_only:
            QTimer.singleShot(ASK_AFTER_MS, self, self.ask_after_sheet)

    def ask(self) -> None:
        """Ask what is to become of the passphrase."""
        self._ask(None)

    def _ask(self, wish: Wish | None) -> None:
        store = self._book.store
        if store is not None:
            dialog = ChangePassphraseDialog(locked=store.encrypted, wish=wish, parent=self._book.window)
            dialog.asked.connect(partial(self._on_asked, dialog))
            dialog.open()

    def _on_asked(self, dialog: ChangePassphraseDialog, asked: Asked) -> None:
        store = self._book.store
        if store is None:
            return
        place = Path(store.location)
        try:
            old = key_from(place, asked.old)
            check_key(place, old)
        except AppError as trouble:
            dialog.tell_wrong(trouble.sentence)
            return
        dialog.accept()
        if asked.wish is Wish.SHEET and old is not None:
            self._show_code(place, old)
            return
        self._book.close()
        self._submit(place, old, asked.new, asked.old)

    def recover(self, place: str) -> None:
        """Ask for the recovery code of a book that is not open."""
        from desktop.dialogs.passphrase.recover import RecoverDialog

        dialog = RecoverDialog(Path(place), self._book.window)
        dialog.given.connect(partial(self._on_code, dialog, place))
        dialog.open()

    def _on_code(self, dialog: RecoverDialog, place: str, code: str, new: str) -> None:
        from desktop.holder_words import who_words

        try:
            key = key_from_code(Path(place), code)
        except AppError as trouble:
            dialog.tell_wrong(trouble.sentence)
            return
        holder = self._opening.holding.take(place)
        if holder is not None:
            dialog.tell_wrong(who_words(holder))
            return
        dialog.accept()
        self._submit(Path(place), key, new, None)

    def _submit(self, place: Path, old: BookKey | None, new: str | None, reopen_with: str | None) -> None:
        """Lock a book anew on the worker; where that fails, open it again with the passphrase it has, if one knows."""
        backups = Path(self._book.settings.get(BACKUP_FOLDER) or places.backup_folder())
        self._book.jobs.submit(
            _("Writing the book anew. This cannot be stopped half-way"),
            partial(_rekey, place, old, new, backups),
            partial(self._on_done, new),
            partial(self._on_trouble, str(place), reopen_with),
            owner=self,
            can_stop=False,
        )

    def _on_done(self, new: str | None, done: Rekeyed) -> None:
        trouble = self._opening.remembering.renew(str(done.book), new)
        self._opening.open(str(done.book), new)
        words = _("The book has its new passphrase. The copy from before is kept as {copy}.")
        if done.key is None:
            words = _("The book has no passphrase now. The copy from before is kept as {copy}.")
        self._book.window.undo_bar.tell(f"{words.format(copy=done.backup.name)} {trouble}".rstrip())
        if done.key is not None:
            self._show_code(done.book, done.key)

    def _on_trouble(self, place: str, passphrase: str | None, trouble: BaseException) -> None:
        self._opening.open(place, passphrase)
        if isinstance(trouble, AppError):
            self._book.window.undo_bar.tell(trouble.sentence)
        else:
            self._errors.show(trouble)

    def show_sheet(self, store: Store, passphrase: str) -> None:
        """Offer the recovery sheet of a book that was just made."""
        key = key_from(Path(store.location), passphrase)
        if key is not None:
            # The dialog before has just closed: the window has the keyboard again when the next one takes it.
            QTimer.singleShot(SHOW_AFTER_MS, self._book.window, partial(self._show_code, Path(store.location), key))

    def _show_code(self, place: Path, key: BookKey) -> None:
        from desktop.dialogs.passphrase.sheet import RecoverySheetDialog

        self._note_asked(place)
        RecoverySheetDialog(place, code_of(key), self._today(), self._book.window).open()

    def ask_after_sheet(self) -> None:
        """Ask whether the sheet is still there, a year after it was made or asked after."""
        from desktop.dialogs.passphrase.sheet import StillThereDialog

        store = self._book.store
        if store is None or not store.encrypted or QApplication.activeModalWidget() is not None:
            return
        place = Path(store.location)
        kept = self._book.settings.get(SHEET_ASKED.of(_mark(place)))
        try:
            last = date.fromisoformat(kept)
        except ValueError:
            # Known here only now: the year begins.
            self._note_asked(place)
            return
        if self._today() - last >= ASK_AGAIN_AFTER:
            dialog = StillThereDialog(place, self._book.window)
            dialog.accepted.connect(partial(self._note_asked, place))
            dialog.new_wanted.connect(partial(self._ask, Wish.SHEET))
            dialog.open()

    def _note_asked(self, place: Path) -> None:
        self._book.settings.set(SHEET_ASKED.of(_mark(place)), self._today().isoformat())


def _mark(place: Path) -> str:
    """Return what a book is known by in the settings, in which a path would stand as sections."""
    return hashlib.sha256(str(place.absolute()).encode()).hexdigest()[:16]


def _rekey(place: Path, old: BookKey | None, new: str | None, backups: Path, _progress: Progress) -> Rekeyed:
    """Lock a book anew; runs on the worker. Its window holds it, so nobody else does."""
    return rekey_book(place, old, new, backups=backups, now=datetime.now())  # noqa: DTZ005 - the user's clock
