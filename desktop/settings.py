"""What this computer remembers for this user: every key declared once, with its type."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QByteArray, QSettings

from desktop import places

T = TypeVar("T")


class Key(NamedTuple, Generic[T]):
    """The name of a setting in the file, what it is when never set, and how its stored text becomes a value."""

    name: str
    default: T
    read: Callable[[Any], T]

    def of(self, view: str) -> Key[T]:
        """Return the same setting kept for one view, for instance the columns of one table."""
        return Key(f"{self.name}/{view}", self.default, self.read)


def _text_list(value: object) -> tuple[str, ...]:
    """Read a list that INI keeps as one text when it has a single part."""
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(str(part) for part in value) if isinstance(value, (list, tuple)) else ()


def _yes(value: object) -> bool:
    """Read a choice of yes or no, which INI keeps as a word."""
    return value is True or value == "true"


def _bytes(value: object) -> bytes:
    return bytes(value.data()) if isinstance(value, QByteArray) else bytes(value) if isinstance(value, bytes) else b""


APPEARANCE: Key[str] = Key("view/appearance", "system", str)
ZOOM: Key[int] = Key("view/zoom", 100, int)
GEOMETRY: Key[bytes] = Key("window/geometry", b"", _bytes)
SPLITTER: Key[bytes] = Key("splitters", b"", _bytes)
TABLE_COLUMNS: Key[tuple[str, ...]] = Key("columns", (), _text_list)
RECENT_BOOKS: Key[tuple[str, ...]] = Key("books/recent", (), _text_list)
LAST_BOOK: Key[str] = Key("books/last", "", str)
BACKUP_FOLDER: Key[str] = Key("backups/folder", "", str)
"""Where backups go; nothing for the usual place."""
SECOND_BACKUPS: Key[str] = Key("backups/second_folder", "", str)
"""A folder off this computer, a stick or a share, that gets a copy of each backup; nothing for none."""
SECOND_MADE: Key[str] = Key("backups/second_made", "", str)
"""When a copy was last made there, in ISO form: a stick that is out cannot be asked."""
SECOND_ASKED: Key[str] = Key("backups/second_asked", "", str)
"""When the user was last reminded of it."""
ARCHIVE_TOO: Key[bool] = Key("backups/archive", False, _yes)
"""Whether an archive of everything, which anybody can read, is written with each backup."""
LOCK_MINUTES: Key[int] = Key("lock/minutes", 5, int)
"""Minutes without a touch after which a book with a passphrase is locked; 0 for never."""
REMEMBERED_BOOKS: Key[tuple[str, ...]] = Key("books/remembered", (), _text_list)
"""Books whose passphrase the key store of the system keeps: where they lie."""
SERVER_BOOK: Key[str] = Key("books/server", "", str)
"""The book on a server that was opened last: its address, without a password."""
SHEET_ASKED: Key[str] = Key("recovery/asked", "", str)
"""The day one was last asked after the recovery sheet of a book."""
LAST_PAGE: Key[str] = Key("window/page", "home", str)


class Settings:
    """Typed reading and writing of the INI file."""

    def __init__(self, path: Path | None = None) -> None:
        """Keep them in `path`, or where the system keeps a program's settings."""
        if path is None:
            self._file = QSettings(
                QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Liaison Desk", "Liaison Desk"
            )
        else:
            self._file = QSettings(str(path), QSettings.Format.IniFormat)

    def get(self, key: Key[T]) -> T:
        """Return the value, or its default when it was never set or cannot be read."""
        stored = self._file.value(key.name)
        if stored is None:
            return key.default
        try:
            return key.read(stored)
        except (TypeError, ValueError):
            return key.default

    def set(self, key: Key[T], value: T) -> None:
        """Keep a value."""
        kept: object = value
        if isinstance(value, bytes):
            kept = QByteArray(value)
        elif isinstance(value, tuple):
            kept = list(value)
        self._file.setValue(key.name, kept)

    def remember_book(self, place: str, most: int = 8) -> None:
        """Put a book at the head of the recent ones and make it the one opened next time."""
        others = [book for book in self.get(RECENT_BOOKS) if book != place]
        self.set(RECENT_BOOKS, tuple([place, *others][:most]))
        self.set(LAST_BOOK, place)

    def forget_books(self, places: frozenset[str]) -> None:
        """Leave books out of the recent ones."""
        self.set(RECENT_BOOKS, tuple(book for book in self.get(RECENT_BOOKS) if book not in places))

    @property
    def place(self) -> Path:
        """Return the file they are kept in."""
        return Path(self._file.fileName())

    def save(self) -> None:
        """Write to the disk now."""
        self._file.sync()


def backup_folders(settings: Settings) -> list[Path]:
    """Return where copies may be: the folder that was chosen, the second one, and the usual place."""
    chosen = [settings.get(key) for key in (BACKUP_FOLDER, SECOND_BACKUPS)]
    return list(dict.fromkeys([*(Path(place) for place in chosen if place), places.backup_folder()]))
