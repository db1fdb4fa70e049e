"""Verified copies of a book, and putting one back. A copy is only given its name once it opens and checks."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from models import book_file, known_books, known_heads
from models.encryption import derive_key
from models.erased_list import carry_list, write_list
from models.errors import AppError, BookDamaged, BookLocked, BookNotFound, WrongPassphrase, WrongUse
from models.files import sync_folder, take_away
from models.sweeping import sweep
from resources.i18n import _

if TYPE_CHECKING:
    from sqlalchemy import Engine

PARTIAL = ".partial"


@dataclass(frozen=True, slots=True)
class Restored:
    """Where a restored book is, and where the file that it replaced was put aside, if there was one."""

    book: Path
    set_aside: Path | None


class Open(Protocol):
    """What a copy is made of: a store, which itself makes one before it rebuilds an older book."""

    location: str

    @property
    def on_server(self) -> bool:
        """Say whether the book is a PostgreSQL database."""

    @property
    def engine(self) -> Engine:
        """What the book is read with."""

    def connect_copy(self, path: Path) -> Any:
        """Return a connection to a new file with the same key."""

    def note_copy(self, path: Path) -> None:
        """Have a finished copy known as locked with this book's key."""


def back_up(store: Open, folder: Path, now: datetime, words: str = "") -> Path:
    """Copy a book into a folder under its name, `words` and the time, and return the path of the copy.

    The copy has the same passphrase. It is opened and checked before it gets its name, so that every file ending in
    ".liaison" there is whole. Raises BookNotFound, BookLocked or AppError with a sentence.
    """
    if store.on_server:
        raise WrongUse(_("A book on a server is backed up on the server. Ask who runs it."))
    if not folder.is_dir():
        raise BookNotFound(_("There is no folder {folder}. Make it first, or choose another.").format(folder=folder))
    sweep([folder, Path(store.location).parent])
    name = " ".join(filter(None, (Path(store.location).stem, words, f"{now:%Y-%m-%d %H%M%S}")))
    final = _free(folder / f"{name}{book_file.SUFFIX}")
    partial = folder / f".{name}.{secrets.token_hex(4)}{PARTIAL}"
    try:
        _copy_and_check(store, partial)
        os.replace(partial, final)
        sync_folder(folder)
        store.note_copy(final)
        write_list(store.engine, Path(store.location).parent, folder)
    except OSError as error:
        raise BookLocked(
            _("The backup could not be written to {folder}: {strerror}. Choose another.").format(
                folder=folder, strerror=error.strerror
            )
        ) from None
    finally:
        for leftover in (partial, book_file.journal_of(partial)):
            take_away(leftover)
    return final


def _free(path: Path) -> Path:
    number = 2
    free = path
    while free.exists():
        free = path.with_stem(f"{path.stem} ({number})")
        number += 1
    return free


def _copy_and_check(store: Open, target: Path) -> None:
    from sqlcipher3 import dbapi2

    try:
        try:
            copy = store.connect_copy(target)
        except dbapi2.OperationalError:
            raise BookLocked(
                _("You may not write in the folder {parent}. Choose another folder.").format(parent=target.parent)
            ) from None
        try:
            with store.engine.connect() as connection:
                source: Any = connection.connection.dbapi_connection
                source.backup(copy)
            found = copy.execute("PRAGMA quick_check").fetchone()[0]
            if found != "ok":
                raise BookDamaged(
                    _("The copy did not check ({found}), so it was thrown away. Check the book itself.").format(
                        found=found
                    )
                )
        finally:
            copy.close()
    except dbapi2.Error as error:
        raise AppError(
            _("The backup could not be written ({error}). Nothing was changed. Make room and try again.").format(
                error=error
            )
        ) from None
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def restore(backup: Path, book: Path, passphrase: str | None, now: datetime) -> Restored:
    """Put a backup in the place of a book; the present file is kept aside beside it.

    The backup is opened and checked first, with the passphrase it was made with. It still knows whoever was erased
    since: they are listed beside the book, and whoever opens it forgets them again first. Raises as opening a book
    does.
    """
    outside = book_file.look_at(backup)
    if outside.encrypted and not passphrase:
        raise WrongPassphrase(
            _("{backup} is locked with a passphrase. Give the passphrase to restore it.").format(backup=backup)
        )
    if book.exists() and os.path.samefile(backup, book):
        raise WrongUse(_("{backup} is the book itself. Choose a backup of it.").format(backup=backup))
    partial = book.with_name(f".{book.name}.{secrets.token_hex(4)}{PARTIAL}")
    aside = None
    try:
        _copy_file(backup, partial)
        _check_alone(partial, passphrase, backup)
        if book.exists():
            aside = _free(book.with_stem(f"{book.stem} before restore {now:%Y-%m-%d %H%M%S}"))
            _set_aside(book, aside)
        carry_list(backup.parent, book.parent)
        # Without its book a journal is of no use to anyone, and would spoil the one that comes.
        take_away(book_file.journal_of(book))
        os.replace(partial, book)
        sync_folder(book.parent)
        # The copy has its own key, or none: what was known of the place is no longer so.
        known_books.remember(book, None)
        known_heads.forget_head(str(book))
    except OSError as error:
        raise BookLocked(
            _("{book} could not be replaced: {strerror}. The present book was kept.").format(
                book=book, strerror=error.strerror
            )
        ) from None
    finally:
        take_away(partial)
    return Restored(book, aside)


def _set_aside(book: Path, aside: Path) -> None:
    """Give a book another name, and with it the journal that a crash may have left: either is nothing alone."""
    journal = book_file.journal_of(book)
    if journal.exists() and journal.stat().st_size:
        _copy_file(journal, book_file.journal_of(aside))
    os.replace(book, aside)


def _copy_file(source: Path, target: Path) -> None:
    with source.open("rb") as reading, target.open("xb") as writing:
        while piece := reading.read(1 << 20):
            writing.write(piece)
        writing.flush()
        os.fsync(writing.fileno())


def check_copy(copy: Path, passphrase: str | None) -> None:
    """Open a backup and check every page of it. Raises BookDamaged, BookNotFound or WrongPassphrase."""
    _check_alone(copy, passphrase, copy)


def _check_alone(copy: Path, passphrase: str | None, backup: Path) -> None:
    """Open a copied backup and check every page of it. Raises BookDamaged or WrongPassphrase about the backup."""
    from sqlcipher3 import dbapi2

    outside = book_file.look_at(copy)
    key = derive_key(passphrase, outside.salt) if outside.encrypted and passphrase else None
    try:
        connection = book_file.connect(copy, key, read_only=True)
    except WrongPassphrase:
        raise WrongPassphrase(
            _("The passphrase does not open {backup}. Nothing was changed. Type it again.").format(backup=backup)
        ) from None
    except BookNotFound:
        raise BookDamaged(
            _("{backup} is damaged. Nothing was changed. Choose another backup.").format(backup=backup)
        ) from None
    try:
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
        sound = connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        altered = connection.execute("PRAGMA cipher_integrity_check").fetchall() if key else []
    except dbapi2.DatabaseError:
        # Some damage stops the check itself.
        raise BookDamaged(
            _("{backup} is damaged. Nothing was changed. Choose another backup.").format(backup=backup)
        ) from None
    finally:
        connection.close()
    if mark != book_file.APPLICATION_ID:
        raise BookNotFound(
            _("{backup} is not a record book. Nothing was changed. Choose a file ending in {suffix}.").format(
                backup=backup, suffix=book_file.SUFFIX
            )
        )
    if not sound or altered:
        raise BookDamaged(_("{backup} is damaged. Nothing was changed. Choose another backup.").format(backup=backup))
