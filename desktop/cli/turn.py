"""The turn of a command to write to a book: taken with its first change, kept until the command ends.

A window holds its book as long as it is open. A command comes and goes, and most only read: it takes the same lock,
but no earlier than it needs it, and waits a little for another command to end.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models import book_lock
from models.book_lock import BookLock, Holder
from models.errors import BookLocked

PATIENCE_S, _PAUSE_S = 3.0, 0.05


class Turn:
    """Asked before each change of a book; refuses where somebody else has it open for writing."""

    def __init__(self, book: Path) -> None:
        self._book = book
        self._lock: BookLock | None = None
        self._is_taken = False

    def check(self) -> None:
        """Take the turn if it was not taken yet. Raises BookLocked, naming who has it or who took it meanwhile.

        Where no file can be made beside the book there is nothing to take.
        """
        if self._is_taken and (self._lock is None or self._lock.is_held()):
            return
        found = book_lock.take(self._book)
        until = time.monotonic() + PATIENCE_S
        while isinstance(found, Holder) and found.is_here and not self._is_taken and time.monotonic() < until:
            time.sleep(_PAUSE_S)
            found = book_lock.take(self._book)
        if isinstance(found, Holder):
            from desktop.holder_words import who_words

            raise BookLocked(f"{self._book.name} was not changed. {who_words(found)} Close it there, then try again.")
        self._lock, self._is_taken = found, True

    def release(self) -> None:
        """Let others write again."""
        if self._lock is not None:
            self._lock.release()


@contextmanager
def turn_of(book: Path) -> Iterator[Turn]:
    """Give the turn of a book, and give it back at the end."""
    turn = Turn(book)
    try:
        yield turn
    finally:
        turn.release()
