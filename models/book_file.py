"""A record book as a file: what it looks like from outside, and connections to it that fail closed.

SQLAlchemy is imported only where an engine is made: the first sight of a book does without it.
"""

from __future__ import annotations

import contextlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from models.encryption import SALT_BYTES, BookKey
from models.errors import BookDamaged, BookLocked, BookNotFound, NoEncryption, PassphraseInDoubt
from resources.i18n import _

if TYPE_CHECKING:
    from sqlalchemy import Engine

APPLICATION_ID = 0x4C444231
"""Marks a SQLite file as a record book of ours (`PRAGMA application_id`): the letters LDB1."""

SCHEMA_VERSION = 2
"""The schema this program knows: the number of the steps of models/migrations."""

SUFFIX = ".liaison"
PLAIN_HEADER = b"SQLite format 3\x00"
"""How a book without a passphrase begins; one with a passphrase begins with its salt, which is as long."""
_PAGE = 4096
_BUSY_MILLISECONDS = 5000
_FOREIGN_STARTS = (b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0", b"\x1f\x8b\x08\x00")
"""Beginnings of archives, pictures and old Office files; long enough that no salt begins so by chance."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What can be told of a file without its key."""

    encrypted: bool
    salt: bytes
    writable: bool


def look_at(path: Path) -> Outside:
    """Look at a file before opening it as a record book.

    Raises BookNotFound, BookDamaged or BookLocked with the sentence for the user; never changes the file.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        raise BookNotFound(
            _("There is no record book at {path}. Check the name, or make a new book there.").format(path=path)
        ) from None
    except OSError as error:
        raise BookLocked(
            _("{path} cannot be reached now: {strerror}. Try again when it can.").format(
                path=path, strerror=error.strerror
            )
        ) from None
    if not stat.S_ISREG(status.st_mode):
        raise BookNotFound(
            _("{path} is a folder, not a record book. Choose a file ending in {suffix}.").format(
                path=path, suffix=SUFFIX
            )
        )
    if status.st_size == 0:
        raise BookDamaged(
            _("{path} is empty (0 bytes), so it is not a whole record book. Restore your newest backup.").format(
                path=path
            )
        )
    try:
        with path.open("rb") as file:
            start = file.read(SALT_BYTES)
    except OSError as error:
        raise BookLocked(
            _("{path} cannot be read: {strerror}. Ask for access to the file.").format(
                path=path, strerror=error.strerror
            )
        ) from None
    plain = start == PLAIN_HEADER
    words = all(byte in b"\t\r\n" or 32 <= byte < 127 for byte in start)
    # A power cut while the book grew may leave a part of a page at its end, which the journal takes back on opening.
    broken_off = bool(status.st_size % _PAGE) and not is_filled(journal_of(path))
    if not plain and broken_off and not words and not start.startswith(_FOREIGN_STARTS):
        raise BookDamaged(
            _("{path} breaks off in the middle, or is no record book at all. Restore your newest backup.").format(
                path=path
            )
        )
    if not plain and (words or start.startswith(_FOREIGN_STARTS)):
        raise BookNotFound(
            _("{path} is not a record book. Choose a file ending in {suffix} that this program made.").format(
                path=path, suffix=SUFFIX
            )
        )
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return Outside(encrypted=not plain, salt=start, writable=writable)


def journal_of(book: Path) -> Path:
    """Return where SQLite keeps what a change in progress has to be taken back with."""
    return book.with_name(book.name + "-journal")


def is_filled(path: Path) -> bool:
    """Say whether there is such a file with something in it."""
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def connect(
    path: Path,
    key: BookKey | None,
    *,
    create: bool = False,
    read_only: bool = False,
    patience: int | None = None,
) -> Any:
    """Return a DB-API connection to a book file, keyed where it has a key; transactions are begun by hand.

    It waits `patience` milliseconds, or as long as is usual, for another program that is writing. Raises
    PassphraseInDoubt or BookDamaged when the file does not open with the key; `models.diagnosis` may tell more.
    """
    from sqlcipher3 import dbapi2

    mode = "rwc" if create else "ro" if read_only else "rw"
    wait = _BUSY_MILLISECONDS if patience is None else patience
    connection = dbapi2.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=wait / 1000,
    )
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        if not connection.execute("PRAGMA cipher_version").fetchone():
            raise NoEncryption(
                _(
                    "This copy of the program cannot encrypt, so it opens and makes no record book. Nothing was "
                    "written. Install the program again."
                )
            )
        if key is not None:
            connection.execute(f'PRAGMA key = "{key.pragma_value}"')
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except dbapi2.OperationalError as error:
            if "locked" in str(error):
                raise BookLocked(
                    _("{path} is busy: another program is writing to it. Try again in a moment.").format(path=path)
                ) from None
            raise _unreadable(path, key) from None
        except dbapi2.DatabaseError:
            raise _unreadable(path, key) from None
        _set_manners(connection, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


def _unreadable(path: Path, key: BookKey | None) -> BookNotFound:
    if key is None:
        return BookDamaged(
            _("{path} cannot be read as a record book. It may be damaged: restore your newest backup.").format(
                path=path
            )
        )
    return PassphraseInDoubt(
        _(
            "The passphrase does not open {name}. Type it again. If you are sure of it, the file may "
            "be damaged: restore your newest backup."
        ).format(name=path.name)
    )


def _set_manners(connection: Any, *, read_only: bool) -> None:
    """Set what every connection must have (safety.md: durability, hostile files)."""
    if not read_only:
        connection.execute("PRAGMA journal_mode=TRUNCATE")
    for pragma in (
        "synchronous=EXTRA",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "secure_delete=ON",
        "temp_store=MEMORY",
        "cache_size=-8000",
    ):
        connection.execute(f"PRAGMA {pragma}")
    # What words the notes have: a view of their index, for this connection only, that holds nothing itself.
    connection.execute("CREATE VIRTUAL TABLE temp.search_words USING fts5vocab(main, search_index, instance)")


def make_engine(path: Path, key: BookKey | None, *, create: bool = False, read_only: bool = False) -> Engine:
    """Return an engine whose connections are all keyed; only writing transactions take the write lock at once."""
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import QueuePool
    from sqlcipher3 import dbapi2

    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: connect(path, key, create=create, read_only=read_only),
        poolclass=QueuePool,
        pool_size=2,
        # Each question kept ready stands in 60 kB, and up to half as many again are kept: 500 grew to 46 MB.
        query_cache_size=300,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        writing = connection.get_execution_options().get("liaison_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


_EVERY_TABLE = 0x10012
"""Has SQLite look at all tables, not only at those this connection asked, and at a part of the rows of each."""


def tidy(engine: Engine) -> None:
    """Let SQLite note how its tables have grown, for quick answers; a book that is held just now goes without."""
    from sqlalchemy.exc import DBAPIError
    from sqlcipher3 import dbapi2

    with contextlib.suppress(dbapi2.Error, DBAPIError, BookNotFound, BookLocked):
        connection = engine.raw_connection()
        try:
            cursor = connection.cursor()
            patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
            cursor.execute("PRAGMA busy_timeout=0")
            try:
                cursor.execute(f"PRAGMA optimize={_EVERY_TABLE}")
            finally:
                cursor.execute(f"PRAGMA busy_timeout={patience}")
        finally:
            connection.close()
