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
    if asked.passphrase_file == "-":
        words = sys.stdin.readline()
    else:
        try:
            words = Path(asked.passphrase_file).read_text(encoding="utf-8").partition("\n")[0]
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is not text"
            raise WrongUse(f"The passphrase file {asked.passphrase_file} cannot be read: {reason}.") from None
    words = words.rstrip("\r\n")
    if not words:
        raise WrongUse(f"The passphrase file {asked.passphrase_file} is empty. Put the passphrase on its first line.")
    return words


@contextmanager
def open_book(asked: argparse.Namespace) -> Iterator[Store]:
    """Open the book of a command and close it afterwards."""
    from models.store import Store

    passphrase = passphrase_of(asked)
    if passphrase is None and _is_locked(book_of(asked)) and sys.stdin.isatty():
        from getpass import getpass

        passphrase = getpass("Passphrase: ")
    store = Store.open(book_of(asked), passphrase)
    try:
        yield store
    finally:
        store.close()


def _is_locked(book: str) -> bool:
    from models.book_file import look_at
    from models.store import is_server

    return not is_server(book) and look_at(Path(book)).encrypted
