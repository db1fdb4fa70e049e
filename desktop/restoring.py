"""Going back to a backup: the book is closed, exchanged on the worker, and opened again."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from models.backup import restore
from models.errors import AppError
from models.room import check_room_for
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.errors import Errors
    from desktop.jobs import Progress
    from desktop.open_book import OpenBook
    from desktop.opening import Opening


class Restoring(QObject):
    """One exchange; after a trouble the present book is still there, and its own passphrase is asked for again."""

    def __init__(self, book: OpenBook, opening: Opening, errors: Errors) -> None:
        super().__init__(book)
        self._book, self._opening, self._errors = book, opening, errors

    def restore(self, copy: str, passphrase: str | None) -> None:
        """Put a copy in the place of the open book."""
        if self._book.store is None:
            return
        place = self._book.store.location
        self._book.close()
        self._book.jobs.submit(
            _("Going back to the backup"),
            partial(_restore, copy, place, passphrase),
            partial(self._on_done, place, passphrase),
            partial(self._on_trouble, place, passphrase),
            owner=self,
            can_stop=False,
        )

    def _on_done(self, place: str, passphrase: str | None, words: str) -> None:
        self._opening.open(place, passphrase)
        self._book.window.undo_bar.tell(words)
        self.deleteLater()

    def _on_trouble(self, place: str, passphrase: str | None, trouble: BaseException) -> None:
        if isinstance(trouble, AppError):
            self._on_done(place, passphrase, trouble.sentence)
            return
        self._on_done(place, passphrase, _("The backup was not restored. Your book is as it was."))
        self._errors.show(trouble)


def _restore(copy: str, place: str, passphrase: str | None, _progress: Progress) -> str:
    """Put a backup in the place of a book; return what to say. Runs on the worker."""
    check_room_for(place)
    done = restore(Path(copy), Path(place), passphrase, datetime.now())  # noqa: DTZ005 - the user's clock
    if done.set_aside is None:
        return _("Backup restored.")
    return _("Backup restored. The book as it was is kept as {name}.").format(name=done.set_aside.name)
