"""The check of a book's file at the start: two of SQLite's own, and what their words mean.

`quick_check` reads every page that anything stands on, and SQLCipher looks at the seal of each page it reads. What
`cipher_integrity_check` complains of besides is a page that nothing stands on: a save that was cut off may leave such
a one, which is no damage and is written anew (free_pages.py). What cannot be mended so does not belong to the book.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from models.errors import AppError
from models.free_pages import renew_free_pages
from models.store import Store
from resources.i18n import _

AT_ONCE = 60_000_000
"""Bytes of a file that are checked within two seconds; the check of a longer one is waited for in another way."""


def check_file(store: Store) -> list[str]:
    """Return a sentence for each damage of an open book's file; nobody writes meanwhile. Servers see to themselves."""
    if store.on_server:
        return []
    with store.standing_by():
        found = _look(store)
        if found and all(words is None for words in found):
            _renew(store)
            found = _look(store)
        if found:
            store.read_only = True
    return [words or _("The file holds pages that are not of this book.") for words in found]


def _look(store: Store) -> list[str | None]:
    """Return what is wrong: a sentence for a page in use, None for one that nothing stands on."""
    from sqlcipher3 import dbapi2

    try:
        with closing(store.connect_alike(Path(store.location))) as connection:
            told = _first(connection, "quick_check")
            if told != "ok":
                return [_("The file is damaged: {trouble}.").format(trouble=told)]
            unsealed = store.encrypted and _first(connection, "cipher_integrity_check")
            return [None] if unsealed else []
    except dbapi2.DatabaseError as error:
        if "locked" in str(error) or "busy" in str(error):
            # Another program is writing just now: it is sound enough for that.
            return []
        return [_("A part of the file cannot be read ({trouble}).").format(trouble=error)]
    except AppError as error:
        return [error.sentence]


def _first(connection: Any, pragma: str) -> str:
    row = connection.execute(f"PRAGMA {pragma}").fetchone()
    return str(row[0]) if row else ""


def _renew(store: Store) -> None:
    key = store.key
    if key is not None and not store.read_only:
        renew_free_pages(Path(store.location), key)
