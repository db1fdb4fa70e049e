"""A new book made of an archive, from the window: which archive, where the book goes, its passphrase, then the work.

What reads archives is imported when one is asked for: this is made at every start.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from desktop import places
from desktop.shell.opening import NewPassphraseDialog
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.passing import open_once
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.jobs import Jobs, Progress
    from desktop.main_window import MainWindow
    from desktop.opening import Opening


class FromArchive(QObject):
    """Asks step by step; a book appears only once it is whole."""

    def __init__(self, window: MainWindow, jobs: Jobs, opening: Opening) -> None:
        super().__init__(opening)
        self._window, self._jobs, self._opening = window, jobs, opening
        self._archive, self._place = Path(), Path()

    def ask(self) -> None:
        """Let the user find the archive: a zip, or in an unpacked one the file that describes it."""
        from models.exchange.archive.shape import DESCRIPTOR

        dialog = FileDialog(self._window, _("Make a book from an archive"), str(places.books_folder()))
        dialog.setObjectName("find_archive")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Archives (*.zip {file})").format(file=DESCRIPTOR)])
        dialog.fileSelected.connect(self.ask_where)
        open_once(dialog)

    def ask_where(self, archive: str) -> None:
        """Let the user say where the new book goes."""
        from models.exchange.archive.shape import DESCRIPTOR

        found = Path(archive)
        self._archive = found.parent if found.name == DESCRIPTOR else found
        dialog = FileDialog(self._window, _("Where the new record book goes"), str(places.books_folder()))
        dialog.setObjectName("place_of_book")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(places.SUFFIX.removeprefix("."))
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.connect(self.ask_passphrase)
        open_once(dialog)

    def ask_passphrase(self, place: str) -> None:
        """Lock the new book: an archive has no passphrase, and a book made of it needs one of its own."""
        self._place = Path(place)
        dialog = NewPassphraseDialog(self._window)
        dialog.given.connect(self.make)
        dialog.open()

    def make(self, passphrase: str) -> None:
        """Make the book on the worker, then open it."""
        self._jobs.submit(
            _("Making a book of {archive}").format(archive=self._archive.name),
            partial(make_book, self._archive, self._place, passphrase),
            partial(self._on_made, passphrase),
            on_cancelled=self._on_cancelled,
            owner=self,
        )

    def _on_made(self, passphrase: str, rows: int) -> None:
        self._opening.open(str(self._place), passphrase)
        words = ngettext("The book is made of {count} row.", "The book is made of {count} rows.", rows)
        self._window.undo_bar.tell(words.format(count=f"{rows:,}"))

    def _on_cancelled(self) -> None:
        self._window.undo_bar.tell(_("This was stopped. No book was made."))


def make_book(archive: Path, place: Path, passphrase: str, progress: Progress) -> int:
    """Make a book of an archive and return how many rows it has; runs on the worker, and leaves nothing half-made."""
    from models.archive.rebuilding import rebuild
    from models.store import Store, discard

    store = Store.create(place, passphrase)
    try:
        made = rebuild(store, archive, step=progress.step)
    except BaseException:
        store.close()
        discard(place)
        raise
    store.close()
    return made.whole
