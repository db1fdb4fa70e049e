"""Opening the book that a command works on."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import places
from models.errors import WrongUse

if TYPE_CHECKING:
    from models.store import Store


def book_of(asked: argparse.Namespace) -> str:
    """Return where the book is that a command is for."""
    return asked.book or str(places.default_book())


def passphrase_of(asked: argparse.Namespace) -> str | None:
    """Return the first line of the passphrase file, or None when none was named. Raises WrongUse."""
    if not asked.passphrase_file:
        return None
    try:
        if asked.passphrase_file == "-":
            line = sys.stdin.buffer.readline()
        else:
            with Path(asked.passphrase_file).open("rb") as file:
                line = file.readline(10_000)
        words = line.decode("utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise WrongUse(f"The passphrase file {asked.passphrase_file} cannot be read: {reason}.") from None
    if not words:
        raise WrongUse(f"The passphrase file {asked.passphrase_file} is empty. Put the passphrase on its first line.")
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
    from models.store import Store

    own_name.begin(asked.who)
    store = Store.open(book_of(asked), passphrase_for(book_of(asked), asked))
    try:
        yield store
    finally:
        store.close()


def _is_locked(book: str) -> bool:
    from models.book_file import look_at
    from models.store import is_server

    return not is_server(book) and look_at(Path(book)).encrypted
