"""Opening a book from the window: which one, its passphrase, and what to say when it cannot be opened.

The records are imported here and only when a book is opened, after the window has been painted.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox

from desktop import places
from desktop.errors import Errors
from desktop.main_window import MainWindow
from desktop.settings import LAST_BOOK, Settings
from desktop.shell.opening import NewPassphraseDialog, PassphraseDialog, WelcomeDialog
from desktop.theme import Theme
from models.errors import AppError, WrongPassphrase
from resources.i18n import _

if TYPE_CHECKING:
    from models.store import Store

MakeSample = Callable[[Path], None]


class Opening(QObject):
    """Leads to an open book, or to none when the user turns away."""

    opened = Signal(object)
    """The `Store` that is now open."""

    def __init__(
        self,
        window: MainWindow,
        theme: Theme,
        settings: Settings,
        errors: Errors,
        make_sample: MakeSample | None = None,
    ) -> None:
        """`make_sample` writes the example records into a new file; without it they are not offered."""
        super().__init__(window)
        self._window, self._theme, self._settings, self._errors = window, theme, settings, errors
        self._make_sample = make_sample
        self._asking: PassphraseDialog | None = None
        self._place = ""
        self._new_path = Path()

    def begin(self, named: str | None) -> None:
        """Open the book named on the command line, else the last one, else the user's own, else ask."""
        if named:
            self.open(named)
            return
        last = self._settings.get(LAST_BOOK)
        if last and ("://" in last or Path(last).exists()):
            self.open(last)
        elif places.default_book().exists():
            self.open(str(places.default_book()))
        else:
            self.welcome()

    def welcome(self) -> None:
        """Offer the ways to begin."""
        dialog = WelcomeDialog(self._theme, self._window, has_sample=self._make_sample is not None)
        dialog.new_wanted.connect(self.ask_new)
        dialog.open_wanted.connect(self.ask_which)
        dialog.sample_wanted.connect(self.open_sample)
        dialog.open()

    def open(self, place: str, passphrase: str | None = None) -> None:
        """Open a book; ask for its passphrase when it has one, and say in a sentence what prevents it."""
        from models.store import Store

        try:
            store = Store.open(place, passphrase)
        except WrongPassphrase as trouble:
            self._place = place
            self._ask_passphrase(place, trouble, tried=passphrase is not None)
            return
        except AppError as trouble:
            self._close_asking()
            self._tell(trouble)
            return
        self._close_asking()
        self._take(store)

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
        place = places.sample_book()
        if not place.exists() and self._make_sample is not None:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._make_sample(place)
        self.open(str(place))

    def _ask_passphrase(self, place: str, trouble: WrongPassphrase, *, tried: bool) -> None:
        if self._asking is None:
            self._asking = PassphraseDialog(Path(place).name, self._window)
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
        self.open(self._place, passphrase)

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
        self._take(store)

    def _take(self, store: Store) -> None:
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
