"""The rows of each page of a damaged book by itself, however much of what leads to the page is gone.

A page of a table's rows can be read when it takes the place of the table's root. So a working copy is made whose first
page, which says what tables there are, is a new one with the same key: it knows one table with nameless columns, and
page after page is made its root. SQLCipher itself then opens the page and says whether it is the one that was written:
no other library for its ciphers is needed.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from models import book_file
from models.encryption import BookKey

PAGE = 4096
_MISSING = b"\xfd"
"""Stands for a column that a row does not have."""

Row = tuple[int, tuple[Any, ...]]
"""The number of a row and its values, as many as it was written with."""


class PageScan:
    """Reads rows page by page; the working copy is encrypted with the same key, and whoever made it removes it."""

    def __init__(
        self, damaged: Path, working: Path, key: BookKey | None, *, width: int, most: int | None = None
    ) -> None:
        """Make the working copy, of `most` pages at most. `width` is how many columns the widest table has."""
        self._working, self._key, self._width = working, key, width
        whole = damaged.stat().st_size // PAGE
        self.pages = whole if most is None else min(whole, most)
        """How many pages are looked at; half a page at the end is none."""
        self._make()
        with damaged.open("rb") as source, working.open("rb+") as target:
            source.seek(PAGE)
            target.seek(PAGE)
            for _page in range(self.pages - 1):
                target.write(source.read(PAGE))
        self.unreadable = self._find_unreadable()
        """The pages whose seal is broken; without a key nothing tells."""
        self._connection: Any = None

    def _make(self) -> None:
        """Make a file of as many pages whose first page knows one table of nameless columns."""
        with closing(book_file.connect(self._working, self._key, create=True)) as made:
            made.execute("PRAGMA synchronous=OFF")
            columns = ", ".join(f"c{number} DEFAULT x'{_MISSING.hex()}'" for number in range(self._width + 1))
            made.execute(f"CREATE TABLE scan ({columns})")
            made.execute("CREATE TABLE filling (pages BLOB)")
            made.execute("INSERT INTO filling VALUES (zeroblob(?))", (self.pages * PAGE,))

    def _find_unreadable(self) -> frozenset[int]:
        if self._key is None:
            return frozenset()
        with closing(book_file.connect(self._working, self._key, read_only=True)) as copy:
            told = [str(row[0]) for row in copy.execute("PRAGMA cipher_integrity_check")]
        return frozenset(int(words.rpartition(" ")[2]) for words in told)

    def rows(self, page: int) -> tuple[list[Row], bool]:
        """Return the rows of a page and of the pages below it, and whether all of them could be read."""
        from sqlcipher3 import dbapi2

        rows: list[Row] = []
        if page in self.unreadable:
            return rows, False
        try:
            connection = self._pointed_at(page)
            for number, *values in connection.execute("SELECT rowid, * FROM scan"):
                rows.append((number, self._cut(values)))
        except (dbapi2.Error, UnicodeDecodeError):
            # What goes wrong once leaves the connection unable to go on.
            self.close()
            return rows, False
        return rows, True

    def _pointed_at(self, page: int) -> Any:
        if self._connection is None:
            self._connection = book_file.connect(self._working, self._key)
            for pragma in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE"):
                self._connection.execute(f"PRAGMA {pragma}").fetchall()
        self._connection.execute("PRAGMA writable_schema=ON")
        self._connection.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = 'scan'", (page,))
        self._connection.execute("PRAGMA writable_schema=RESET")
        return self._connection

    @staticmethod
    def _cut(values: list[Any]) -> tuple[Any, ...]:
        """Leave out the columns that the row was never written with."""
        while values and values[-1] == _MISSING:
            values.pop()
        return tuple(values)

    def close(self) -> None:
        """Let go of the working copy."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
