"""Reaching a book where it is kept, a file with or without a passphrase or a server, and making a new one there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine, create_engine

from models import book_file, known_books, migrations
from models.book_troubles import translated
from models.encryption import BookKey, derive_key, new_key
from models.errors import AppError, BookNotFound, PassphraseInDoubt, WouldOverwrite, WrongPassphrase, WrongUse
from models.files import take_away
from models.free_pages import renew_free_pages
from models.server_address import is_server, server_url, shown
from resources.i18n import _


class Reached(NamedTuple):
    """What a book is opened with."""

    engine: Engine
    location: str
    key: BookKey | None
    read_only: bool


def reach_book(location: str | Path, passphrase: str | None = None, *, read_only: bool = False) -> Reached:
    """Return what a book is opened with; a file that cannot be written is only read.

    Raises BookNotFound or BookDamaged where there is no book, WrongPassphrase or WrongUse where one has to be given or
    there is none to give.
    """
    if is_server(location):
        # From here on the address has no password: it is shown, kept and written into logs.
        return Reached(_server_engine(str(location), passphrase), shown(location), None, read_only)
    path = Path(location)
    outside = book_file.look_at(path)
    key = None
    if outside.encrypted:
        if not passphrase:
            raise WrongPassphrase(
                _("{path} is locked with a passphrase. Give the passphrase to open it.").format(path=path)
            )
        key = derive_key(passphrase, outside.salt)
    elif not passphrase:
        known_books.refuse_unlocked(path)
    else:
        raise WrongUse(
            _("{path} has no passphrase, so its records are not protected. Open it without one.").format(path=path)
        )
    read_only = read_only or not outside.writable
    if key is not None and not read_only and book_file.is_filled(book_file.journal_of(path)):
        renew_free_pages(path, key)
    return Reached(book_file.make_engine(path, key, read_only=read_only), str(path), key, read_only)


def explained(
    trouble: PassphraseInDoubt, reached: Reached, passphrase: str | None, backups: Iterable[Path]
) -> AppError:
    """Return why a locked book really does not open; folders of backups help to tell a wrong passphrase from damage."""
    from models.diagnosis import judge

    assert passphrase is not None
    assert reached.key is not None
    return judge(trouble, Path(reached.location), passphrase, reached.key, backups)


def make_book(location: str | Path, passphrase: str | None = None, *, is_example: bool = False) -> None:
    """Make a new, empty book. What cannot be finished is taken away again; raises WouldOverwrite, BookNotFound."""
    engine = _server_engine(str(location), passphrase) if is_server(location) else _new_file(Path(location), passphrase)
    try:
        with translated(str(location)):
            migrations.create(engine, is_example=is_example)
    except BaseException:
        engine.dispose()
        if not is_server(location):
            discard(Path(location))
        raise
    engine.dispose()
    if not is_server(location):
        known_books.remember(Path(location), None)
    if not is_server(location) and passphrase and not book_file.look_at(Path(location)).encrypted:
        raise RuntimeError("the new book was written in plain form although it has a passphrase")


def discard(path: Path) -> None:
    """Remove a book that was just made and is not wanted after all, with its journal."""
    for file in (path, book_file.journal_of(path)):
        take_away(file)


def _new_file(path: Path, passphrase: str | None) -> Engine:
    if path.exists():
        raise WouldOverwrite(
            _("There is a file at {path} already. Choose another name for the new book.").format(path=path)
        )
    if not path.parent.is_dir():
        raise BookNotFound(
            _("There is no folder {parent}. Make it first, or choose another.").format(parent=path.parent)
        )
    return book_file.make_engine(path, new_key(passphrase) if passphrase else None, create=True)


def _server_engine(location: str, password: str | None) -> Engine:
    """Return an engine for a PostgreSQL book. Raises WrongUse when the driver is not installed."""
    address = server_url(location, password)
    try:
        return create_engine(address, hide_parameters=True, pool_pre_ping=True)
    except ModuleNotFoundError:
        raise WrongUse(
            _("Books on a server need one more part. Install it with: pip install 'liaison-desk[server]'")
        ) from None
