"""Opening the book that a command works on."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import places
from models.errors import BookNotFound, WrongUse

if TYPE_CHECKING:
    from models.store import Store


def book_of(asked: argparse.Namespace) -> str:
    """Return where the book is that a command is for."""
    return asked.book or str(places.default_book())


def file_at(name: str) -> Path:
    """Return the place of a file that must be there, where no new book is to be made. Raises BookNotFound."""
    place = Path(name)
    if not place.exists():
        raise BookNotFound(f"There is no file at {place}. Check the name.")
    return place


def passphrase_of(asked: argparse.Namespace) -> str | None:
    """Return the first line of the passphrase file, or None when none was named. Raises WrongUse."""
    return first_line(asked.passphrase_file) if asked.passphrase_file else None


def first_line(place: str) -> str:
    """Return the first line of a file with a passphrase, or of what is piped in for "-". Raises WrongUse."""
    try:
        if place == "-":
            line = sys.stdin.buffer.readline()
        else:
            with Path(place).open("rb") as file:
                line = file.readline(10_000)
        words = line.decode("utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise WrongUse(f"The passphrase file {place} cannot be read: {reason}.") from None
    if not words:
        raise WrongUse(f"The passphrase file {place} is empty. Put the passphrase on its first line.")
    return words


def read_stdin() -> str:
    """Return what is piped in, as UTF-8 or as the older Windows programs write it."""
    content = sys.stdin.buffer.read()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def passphrase_for(book: str, asked: argparse.Namespace) -> str | None:
    """Return the passphrase that was given, or at a terminal ask for it where the book has one."""
    given = passphrase_of(asked)
    if given is None and _is_locked(book) and sys.stdin.isatty():
        from getpass import getpass

        return getpass("Passphrase: ")
    return given


@contextmanager
def open_book(asked: argparse.Namespace) -> Iterator[Store]:
    """Open the book of a command and close it afterwards."""
    from desktop import own_name
    from models import known_books
    from models.store import Store

    own_name.begin(asked.who)
    known_books.begin(places.known_books())
    place, passphrase = book_of(asked), passphrase_for(book_of(asked), asked)
    store = Store.open(place, passphrase, backups=[places.backup_folder()])
    store.keeper = partial(_keep, store)
    with _turn(store):
        try:
            tell_forgotten(store, quiet=asked.quiet)
            yield store
        finally:
            store.close()


@contextmanager
def _turn(store: Store) -> Iterator[None]:
    """Have a command change a file only where nobody else has it open for writing; a server keeps its own order."""
    if store.on_server:
        yield
        return
    from desktop.cli.turn import turn_of

    with turn_of(Path(store.location)) as turn:
        store.guard = turn.check
        yield


def _keep(store: Store, why: str) -> Path | None:
    """Keep a checked copy where copies go, before a command changes much; return where it lies."""
    from datetime import datetime

    from models.backup_keeping import keep_before

    return keep_before(store, places.backup_folder(), datetime.now(), why)  # noqa: DTZ005 - the name bears the user's clock


def tell_forgotten(store: Store, *, quiet: bool) -> None:
    """Erase again whoever was erased and came back with a copy, and say so."""
    from models.erased_list import has_list

    if not has_list(store.location):
        return
    from desktop.cli.output import write_text
    from models.actions.erasing.again import forget_again, told_again

    done = forget_again(store)
    if done and not quiet:
        write_text(sys.stderr, f"{told_again(done)}\n")


def _is_locked(book: str) -> bool:
    from models.book_file import look_at
    from models.store import is_server

    return not is_server(book) and look_at(Path(book)).encrypted
