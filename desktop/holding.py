"""Holds the open book against a second window: its lock is shown to be alive, and its loss is noticed at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from models import book_lock
from models.book_lock import BookLock, Holder

BEAT_MS = 30_000


class Holding(QObject):
    """The lock of the one book that is open for writing."""

    lost = Signal(object)
    """Somebody else has taken the book over: the `Holder`, or None where nobody is named."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = ""
        self._lock: BookLock | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self.beat)

    def take(self, place: str, *, over: bool = False) -> Holder | None:
        """Hold a book in place of the one before; return who holds it already, None when it is ours.

        With `over` it is taken from whoever holds it. A server keeps its own order, and where no file can be made
        beside the book there is nothing to hold.
        """
        if "://" in place or (place == self._place and self._lock is not None and self._lock.is_held()):
            return None
        found = book_lock.take_over(Path(place)) if over else book_lock.take(Path(place))
        if isinstance(found, Holder):
            return found
        self.release()
        self._place, self._lock = place, found
        self._timer.start()
        return None

    def keep_only(self, place: str) -> None:
        """Let a lock go that is not this book's."""
        if place != self._place:
            self.release()

    def release(self) -> None:
        """Let the book go."""
        self._timer.stop()
        if self._lock is not None:
            self._lock.release()
        self._place, self._lock = "", None

    def beat(self) -> None:
        """Show that we are here, and notice when we no longer hold the book."""
        if self._lock is None or self._lock.beat():
            return
        holder = book_lock.holder_of_file(book_lock.lock_path(Path(self._place)))
        if holder is None and not self.take(self._place):
            # The file was swept away by something else; nobody holds the book but we.
            return
        self._timer.stop()
        self._place, self._lock = "", None
        self.lost.emit(holder)
