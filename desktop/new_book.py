"""A new, empty book: where it goes, and the passphrase that locks it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from desktop import places
from desktop.shell.opening import NewPassphraseDialog
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.passing import open_once
from models.errors import AppError
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.main_window import MainWindow


class NewBook(QObject):
    """Asks step by step, then makes it; the first of all is asked only for its passphrase."""

    made = Signal(object, str)
    """The `Store` of the new book, and its passphrase."""

    refused = Signal(object)
    """Why none could be made: an `AppError`."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._place = window, Path()

    def ask(self) -> None:
        """Let the user say where a new book goes, then ask for its passphrase."""
        place = places.default_book()
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            self._ask_passphrase(str(place))
            return
        dialog = FileDialog(self._window, _("Start a new record book"), str(places.books_folder()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(places.SUFFIX.removeprefix("."))
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.connect(self.take_place)
        open_once(dialog)

    def take_place(self, place: str) -> None:
        """Warn of a folder where a book in use is not safe, then ask for the passphrase."""
        from desktop.dialogs.shared_folder import SharedFolderDialog, found_at

        found = found_at(place)
        if found is None:
            self._ask_passphrase(place)
            return
        dialog = SharedFolderDialog(place, found, _("Choose another folder…"), _("Put it there"), self._window)
        dialog.saved.connect(dialog.accept)
        dialog.saved.connect(self.ask)
        dialog.kept.connect(partial(self._ask_passphrase, place))
        dialog.open()

    def _ask_passphrase(self, place: str) -> None:
        self._place = Path(place)
        dialog = NewPassphraseDialog(self._window)
        dialog.given.connect(self._make)
        dialog.open()

    def _make(self, passphrase: str) -> None:
        from models.store import Store

        try:
            store = Store.create(self._place, passphrase)
        except AppError as trouble:
            self.refused.emit(trouble)
        else:
            self.made.emit(store, passphrase)
