"""Holds the open book against a second window: its lock is shown to be alive, and its loss is noticed at once."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from models import book_lock
from models.book_lock import BookLock, Holder
from models.errors import BookLocked
from resources.i18n import _

BEAT_MS = 30_000


class Holding(QObject):
    """The lock of the one book that is open for writing."""

    lost = Signal(object)
    """Somebody else has taken the book over: the `Holder`, or None where nobody is named."""

    gone = Signal(bool)
    """The file of a book is no longer where it was, or is there again."""

    _doubted = Signal()
    """A change was refused, in whatever thread: see at once who has the book."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._doubted.connect(self.beat, Qt.ConnectionType.QueuedConnection)
        self.elsewhere: Holder | None = None
        """Who writes to the book that can only be read here."""
        self._locks: dict[str, BookLock] = {}
        self._gone: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self.beat)

    def take(self, place: str, *, over: bool = False) -> Holder | None:
        """Hold a book besides the one that is open; return who holds it already, None when it is ours.

        With `over` it is taken from whoever holds it. A server keeps its own order, and where no file can be made
        beside the book there is nothing to hold.
        """
        if "://" in place or (place in self._locks and self._locks[place].is_held()):
            return None
        found = book_lock.take_over(Path(place)) if over else book_lock.take(Path(place))
        if isinstance(found, Holder):
            return found
        if found is not None:
            self._locks[place] = found
            self._timer.start()
        return None

    def drop(self, place: str) -> None:
        """Let a book go that was not opened after all."""
        lock = self._locks.pop(place, None)
        if lock is not None:
            lock.release()

    def keep_only(self, place: str) -> None:
        """Let every book go but the one that is open now."""
        for other in [one for one in self._locks if one != place]:
            self.drop(other)

    def release(self) -> None:
        """Let all go, as when the program ends."""
        self._timer.stop()
        self.keep_only("")

    def beat(self) -> None:
        """Show that we are here, and notice when we no longer hold a book."""
        for place, lock in list(self._locks.items()):
            if not self._is_there(place) or lock.beat():
                continue
            del self._locks[place]
            # Where the file was swept away by something else, nobody holds the book but we.
            holder = self.take(place)
            if holder is not None:
                self.lost.emit(holder)

    def check(self, place: str) -> None:
        """Raise BookLocked where somebody has taken a book over that was held here; asked before each change of it.

        In whatever thread: the window is told as soon as it can listen. A lock that something else swept away is made
        again.
        """
        lock = self._locks.get(place)
        if lock is None or lock.is_held():
            return
        found = book_lock.take(Path(place))
        if isinstance(found, BookLock):
            self._locks[place] = found
        if isinstance(found, Holder):
            from desktop.holder_words import who_words

            self._doubted.emit()
            raise BookLocked(_("{who} So this was not saved here.").format(who=who_words(found)))

    def _is_there(self, place: str) -> bool:
        """Tell whether the file of a book is where it was, and tell everybody when that has changed."""
        # A share that is down answers with an error, which `Path.is_file` would hand on.
        there = os.path.isfile(place)
        if there == (place in self._gone):
            self._gone ^= {place}
            self.gone.emit(not there)
        return there
