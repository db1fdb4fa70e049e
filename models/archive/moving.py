"""A whole book moved from a file to a server or back, through an archive, and proved to be the same.

The archive of a book is the same bytes wherever the book is kept. So one is made of the old book, the new book is made
of it, and another is made of the new one: their hashes must be equal. The old book is only read, and stays.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from models import journal
from models.archive.exporting import Step, export_into, no_step
from models.archive.rebuilding import rebuild
from models.errors import AppError, BookDamaged
from models.server_address import is_server
from models.store import Store, discard
from resources.i18n import _

_PARTS = 3
"""Writing the archive, making the book of it, and writing another to compare."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A book that was moved."""

    place: str
    """Where it is now, as it may be shown."""
    rows: dict[str, int]
    attachments: int
    sha256: str
    """The hash of the archive of either."""

    @property
    def whole(self) -> int:
        """How many rows there are in all."""
        return sum(self.rows.values())


def move(store: Store, place: str, passphrase: str | None = None, *, step: Step = no_step) -> Moved:
    """Make the same book at another place, a new file or an empty database, and prove that it is the same.

    `passphrase` is that of the new file, or the password of the server. What cannot be finished leaves no new file;
    a database keeps an empty book then, which another move fills. Raises WouldOverwrite or BookNotFound where there is
    something already, and BookDamaged should the two differ.
    """
    # Files without a name: nobody else can open them, and a program that is killed leaves nothing of them behind.
    with tempfile.TemporaryFile() as first, tempfile.TemporaryFile() as second:
        written = export_into(store, first, step=_part(step, 0))
        there = _new_book(place, passphrase)
        try:
            rebuild(there, first, step=_part(step, 1))
            export_into(there, second, step=_part(step, 2))
            sha256 = _hash_of(first)
            if _hash_of(second) != sha256:
                words = _(
                    "The book at {place} differs from the one it was made of. Use the old one, and tell us of this."
                )
                raise BookDamaged(words.format(place=there.location))
        except BaseException:
            there.close()
            if not there.on_server:
                discard(Path(place))
            raise
    there.close()
    step(1, 1, "")
    return Moved(there.location, written.rows, written.attachments, sha256)


def _new_book(place: str, passphrase: str | None) -> Store:
    """Make a new book, or on a server take the empty one that a move before left; what is filled is refused later."""
    try:
        return Store.create(place, passphrase)
    except AppError:
        if not is_server(place):
            raise
        there = Store.open(place, passphrase)
        if not _is_empty(there):
            there.close()
            raise
        return there


def _is_empty(store: Store) -> bool:
    with store.read() as session:
        return journal.newest(session.connection()) == 0


def _part(step: Step, number: int) -> Callable[[int, int, str], None]:
    """Return what hears of one part of the work and tells of the whole."""

    def told(done: int, total: int, words: str) -> None:
        whole = max(total, 1)
        # The end is told once, when everything is proved.
        step(min(number * whole + done, _PARTS * whole - 1), _PARTS * whole, words)

    return told


def _hash_of(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(1 << 20):
        digest.update(piece)
    return digest.hexdigest()
