"""A new passphrase for a book, a first one for a plain book, or none any more: one way for all three.

The book is copied under the new key into a file beside it. The copy is checked against the book row by row, brought to
the disk, and put in the book's place in one step, so that whatever cuts this off leaves a book that opens with the old
passphrase or with the new one. SQLCipher's own `PRAGMA rekey` writes over the book itself, and can neither lock a plain
book nor unlock one.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from models import book_file, book_lock, known_books
from models.backup import PARTIAL, back_up
from models.book_check import check_book
from models.book_lock import Holder
from models.encryption import BookKey, derive_key, new_key
from models.errors import BookDamaged, BookLocked, NoRoom, WrongPassphrase, WrongUse
from models.files import sync_folder, take_away
from models.recovery_code import key_of
from resources.i18n import _

MARGIN_BYTES = 50_000_000
"""Room that is left on the disk besides the backup and the copy."""

_COPYING = "locking anew"
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
"""An index of words has nothing of its own: the tables it is kept in are among these; quick_check looks at it."""

_SHAPE = "SELECT type, name, tbl_name, sql FROM {schema}.sqlite_master ORDER BY type, name"


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """A book with its new key, and the copy of it under the old one."""

    book: Path
    key: BookKey | None
    """None where the book has no passphrase any more."""
    backup: Path
    was_locked: bool


def key_from(book: Path, passphrase: str | None) -> BookKey | None:
    """Return what a file opens with, None for a plain one. Raises as looking at a book does, or WrongPassphrase."""
    outside = book_file.look_at(book)
    if outside.encrypted and not passphrase:
        raise WrongPassphrase(
            _("{path} is locked with a passphrase. Give the passphrase to open it.").format(path=book)
        )
    return derive_key(passphrase, outside.salt) if outside.encrypted and passphrase else None


def check_key(book: Path, key: BookKey | None) -> None:
    """Raise WrongPassphrase or BookDamaged where a book does not open with a key."""
    book_file.connect(book, key, read_only=True).close()


def key_from_code(book: Path, code: str) -> BookKey:
    """Return what a file opens with by its recovery code. Raises WrongUse naming a mistyped group, WrongPassphrase."""
    outside = book_file.look_at(book)
    if not outside.encrypted:
        raise WrongUse(
            _("{path} has no passphrase, so its records are not protected. Open it without one.").format(path=book)
        )
    key = key_of(code, outside.salt)
    try:
        check_key(book, key)
    except WrongPassphrase:
        raise WrongPassphrase(
            _(
                "The code is typed as a sheet has it, but does not open {name}. It may be the sheet of another book, "
                "or of an earlier passphrase."
            ).format(name=book.name)
        ) from None
    return key


@contextmanager
def alone(book: Path) -> Iterator[None]:
    """Hold a book against every window. Raises BookLocked, naming who has it open."""
    book_file.look_at(book)
    held = book_lock.take(book)
    if isinstance(held, Holder):
        raise BookLocked(
            _("{name} is open in a window of {user} on {computer}. Close it there first, then try again.").format(
                name=book.name, user=held.user or _("somebody"), computer=held.computer or _("another computer")
            )
        )
    try:
        yield
    finally:
        if held is not None:
            held.release()


def rekey_book(book: Path, old: BookKey | None, passphrase: str | None, *, backups: Path, now: datetime) -> Rekeyed:
    """Lock a book with another passphrase, or with none; a checked copy under the old key is made in `backups` first.

    Nobody else may be using the book: whoever calls holds its lock. Raises WrongPassphrase where the old key does not
    open it, NoRoom, BookLocked or BookDamaged; the book is then as it was.
    """
    if old is None and passphrase is None:
        raise WrongUse(_("{name} has no passphrase that could be taken away.").format(name=book.name))
    if not book_file.look_at(book).writable:
        raise BookLocked(
            _("{location} cannot be written to. Nothing was changed. Move it to a folder of your own.").format(
                location=book
            )
        )
    _check_room(book, backups)
    sweep(book)
    new = new_key(passphrase) if passphrase is not None else None
    with _held_still(book, old) as guard:
        backup = _set_aside(book, old, backups, now)
        partial = book.with_name(f".{book.name}.{_COPYING}.{secrets.token_hex(4)}{PARTIAL}")
        try:
            _copy(book, old, partial, new)
            _check(partial, new)
            shutil.copymode(book, partial)
            with partial.open("rb+") as file:
                os.fsync(file.fileno())
            if os.name == "nt":
                # Windows exchanges no file that is open. Whoever else has it open makes the exchange fail there.
                guard.close()
            os.replace(partial, book)
            sync_folder(book.parent)
            known_books.remember(book, new)
        except OSError as error:
            raise BookLocked(
                _("{book} could not be replaced: {strerror}. The present book was kept.").format(
                    book=book, strerror=error.strerror
                )
            ) from None
        finally:
            for leftover in (partial, book_file.journal_of(partial)):
                take_away(leftover)
    return Rekeyed(book, new, backup, old is not None)


def sweep(book: Path) -> None:
    """Remove what a change of the passphrase left that was cut off: whoever holds the book knows that none runs."""
    for leftover in book.parent.glob(f".{_plainly(book.name)}.{_COPYING}.*"):
        with contextlib.suppress(OSError):
            leftover.unlink()


def _plainly(name: str) -> str:
    """Return a name in which no letter stands for others."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def _check_room(book: Path, backups: Path) -> None:
    """Refuse where the backup and the copy would not fit."""
    backups.mkdir(parents=True, exist_ok=True)
    wanted = 2 * book.stat().st_size + MARGIN_BYTES
    for folder in (book.absolute().parent, backups):
        free = shutil.disk_usage(folder).free
        if free < wanted:
            raise NoRoom(
                _(
                    "There is not enough room in {folder}: {free} MB are free and {wanted} MB are needed. Nothing was "
                    "changed. Make room and try again."
                ).format(folder=folder, free=f"{free // 1_000_000:,}", wanted=f"{-(-wanted // 1_000_000):,}")
            )


@contextmanager
def _held_still(book: Path, key: BookKey | None) -> Iterator[Any]:
    """Keep everybody from writing while the book is copied and exchanged; raises BookLocked where somebody is."""
    from sqlcipher3 import dbapi2

    with closing(book_file.connect(book, key, patience=0)) as guard:
        try:
            guard.execute("BEGIN IMMEDIATE")
        except dbapi2.OperationalError:
            raise BookLocked(
                _("{path} is busy: another program is writing to it. Try again in a moment.").format(path=book)
            ) from None
        yield guard


def _set_aside(book: Path, key: BookKey | None, backups: Path, now: datetime) -> Path:
    """Make a checked copy of the book as it is."""
    from models.store import Store

    store = Store(book_file.make_engine(book, key, read_only=True), str(book), key=key, read_only=True)
    try:
        return back_up(store, backups, now, "before new passphrase")
    finally:
        store.engine.dispose()


def _copy(book: Path, old: BookKey | None, target: Path, new: BookKey | None) -> None:
    """Write the book anew under another key, and hold the copy against it."""
    from sqlcipher3 import dbapi2

    with closing(book_file.connect(book, old)) as connection:
        secret = new.pragma_value if new is not None else ""
        try:
            connection.execute(f'ATTACH DATABASE ? AS fresh KEY "{secret}"', (str(target.absolute()),))
            # It is thrown away unless it becomes whole, and brought to the disk as a whole.
            for pragma in ("journal_mode=OFF", "synchronous=OFF"):
                connection.execute(f"PRAGMA fresh.{pragma}")
            connection.execute("BEGIN")
            connection.execute("SELECT sqlcipher_export('fresh')")
            for name in ("application_id", "user_version"):
                ((number,),) = connection.execute(f"PRAGMA main.{name}")
                connection.execute(f"PRAGMA fresh.{name}={int(number)}")
            connection.execute("COMMIT")
            _compare(connection)
        except dbapi2.DatabaseError as error:
            if "full" in str(error) or "I/O" in str(error):
                raise NoRoom(_("The disk is full, so nothing was changed. Make room and try again.")) from None
            raise BookDamaged(
                _("A part of the file cannot be read ({trouble}). Restore your newest backup.").format(trouble=error)
            ) from None


def _compare(connection: Any) -> None:
    """Hold the attached copy against the book: its tables, indexes and triggers, its mark, and every row."""
    sides = ("main", "fresh")
    shapes = [connection.execute(_SHAPE.format(schema=side)).fetchall() for side in sides]
    marks = [
        [connection.execute(f"PRAGMA {side}.{name}").fetchone() for name in ("application_id", "user_version")]
        for side in sides
    ]
    differing = [] if shapes[0] == shapes[1] and marks[0] == marks[1] else ["sqlite_master"]
    for (name,) in connection.execute(_TABLES).fetchall():
        before, after = (_content(connection, side, name) for side in sides)
        if before != after:
            differing.append(name)
    if differing:
        raise BookDamaged(
            _("The copy is not the same as the book ({tables}), so it was thrown away. Nothing was changed.").format(
                tables=", ".join(differing)
            )
        )


def _content(connection: Any, schema: str, table: str) -> tuple[int, int]:
    """Return how many rows a table has, and a number that changes with any of them whatever their order."""
    count, total = 0, 0
    named = table.replace('"', '""')
    for row in connection.execute(f'SELECT * FROM "{schema}"."{named}"'):  # noqa: S608 - the names of our own tables
        count += 1
        total += int.from_bytes(hashlib.blake2b(repr(row).encode("utf-8", "surrogatepass"), digest_size=16).digest())
    return count, total % (1 << 128)


def _check(copy: Path, key: BookKey | None) -> None:
    """Open the copy as the program will, and check its pages, what its rows point to, and its history."""
    if book_file.look_at(copy).encrypted is (key is None):
        raise RuntimeError("the copy under the new key was written in the wrong form")
    engine = book_file.make_engine(copy, key)
    try:
        with engine.connect() as connection:
            problems = check_book(connection, is_file=True, encrypted=key is not None)
    finally:
        engine.dispose()
    if problems:
        raise BookDamaged(
            _("The book does not check, so its passphrase was left as it is: {problem} Restore a backup first.").format(
                problem=problems[0]
            )
        )
