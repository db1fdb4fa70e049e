"""The check of an open book's file behind the window: whoever saves meanwhile waits, and damage stops all saving."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.settings import backup_folders
from models.room import little_room
from models.start_check import AT_ONCE, check_file
from models.sweeping import sweep
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.open_book import OpenBook
    from models.store import Store


class StartCheck(QObject):
    """Checks each book once as it was found; one that is locked and opened again is not checked again."""

    damaged = Signal(str, list)
    """A book that is open is damaged: where it lies, and what is wrong in sentences."""

    _done = Signal(object, object)

    def __init__(self, book: OpenBook) -> None:
        super().__init__(book)
        self._book = book
        self._folders: list[Path] = []
        self._seen: tuple[str, int, int] | None = None
        self._done.connect(self._on_done)

    def begin(self, store: Store) -> None:
        """Begin to check a book that was opened, on a thread of its own: other work goes on."""
        if store.on_server:
            return
        try:
            status = Path(store.location).stat()
        except OSError:
            # A stick was taken out in this very moment, which is said elsewhere.
            return
        seen = (store.location, status.st_size, status.st_mtime_ns)
        if seen == self._seen:
            return
        self._seen = seen
        self._folders = backup_folders(self._book.settings)
        if status.st_size > AT_ONCE:
            words = _("This large book is being checked. You can look at it now; saving waits until that is done.")
            self._book.window.status.say(words)
        threading.Thread(target=self._work, args=(store,), daemon=True).start()

    def _work(self, store: Store) -> None:
        found = check_file(store)
        sweep([Path(store.location).parent, *self._folders])
        # The program may have ended meanwhile.
        with contextlib.suppress(RuntimeError):
            self._done.emit(store, found)

    def _on_done(self, store: Store, found: list[str]) -> None:
        window = self._book.window
        if self._book.store is not store:
            return
        if found:
            window.offering.explain(read_only=True)
            window.banner.tell(_("This book is damaged. You can read it; nothing more is written to it."))
            self.damaged.emit(store.location, found)
            return
        words = little_room(store.location)
        if words:
            window.undo_bar.tell(words)
