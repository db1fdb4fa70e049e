"""Writes the unused pages of an encrypted book anew after a save was cut off.

When SQLite takes a save back it leaves alone what the save had begun to write into unused pages, for nothing is lost
with them. A page that the power cut tore is then no page that its key opens: checking the file tells of damage, and a
backup stumbles over it and leaves its connection unable to save (found by tests/durability/cut_power.py).
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from models import book_file
from models.encryption import BookKey
from models.errors import BookLocked, PassphraseInDoubt

_AT_ONCE = 250
"""Pages filled with one row, 1 MB."""


def renew_free_pages(path: Path, key: BookKey) -> None:
    """Take back what a save left when it was cut off, and write all unused pages anew.

    Somebody else who is writing just now is left alone: their save was not cut off. Nothing is made of damage found on
    the way, of a wrong key, or of a full disk: whoever goes on to use the book is told of it there.
    """
    from sqlcipher3 import dbapi2

    # A page that its key does not open makes SQLCipher say that memory ran out.
    with contextlib.suppress(BookLocked, PassphraseInDoubt, dbapi2.Error, MemoryError):
        connection = book_file.connect(path, key, patience=0)
        try:
            _fill_all(connection)
        finally:
            connection.close()


def _fill_all(connection: Any) -> None:
    """Give every unused page to a table for a moment; what is let go of again is written over with zeros."""
    ((page,),) = connection.execute("PRAGMA page_size")
    connection.execute("BEGIN IMMEDIATE")
    if _unused(connection):
        connection.execute("CREATE TABLE unused_pages (filling BLOB)")
        while unused := _unused(connection):
            connection.execute("INSERT INTO unused_pages VALUES (zeroblob(?))", (min(unused, _AT_ONCE) * int(page),))
        connection.execute("DROP TABLE unused_pages")
    connection.execute("COMMIT")


def _unused(connection: Any) -> int:
    ((pages,),) = connection.execute("PRAGMA freelist_count")
    return int(pages)
