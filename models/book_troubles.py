"""Troubles of a database in words: a book that is busy, full, gone or damaged; a server that cannot be reached."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from models.errors import AppError, BookLocked, BookNotFound, NoRoom, StaleRecord
from resources.i18n import _

SERVER_SCHEMES = ("postgresql://", "postgresql+psycopg://")


def is_server(location: str | Path) -> bool:
    """Say whether a location is the address of a PostgreSQL database rather than a file."""
    return str(location).startswith(SERVER_SCHEMES)


def shown(location: str | Path) -> str:
    """Return a location fit to be shown: the address of a server without its password."""
    scheme, found, rest = str(location).partition("://")
    if not found or not is_server(location):
        return str(location)
    who, at, where = rest.rpartition("@")
    return f"{scheme}://{who.partition(':')[0]}{at}{where}"


@contextmanager
def translated(location: str) -> Iterator[None]:
    """Turn the database's known troubles into sentences; anything else is a bug and passes as it is."""
    location = shown(location)
    try:
        yield
    except StaleDataError:
        raise StaleRecord(_("Someone else changed this record while you were editing it. Look at it again.")) from None
    except DBAPIError as error:
        known = _known_trouble(error, location)
        if known is None:
            raise
        raise known from None


def _room_left(location: str) -> str:
    """Return in words how much room the disk of a book has; nothing where that cannot be told."""
    try:
        free = shutil.disk_usage(Path(location).parent).free
    except (OSError, ValueError):
        return ""
    return _(" ({n} MB left)").format(n=f"{free // 1_000_000:,}")


def _known_trouble(error: DBAPIError, location: str) -> AppError | None:
    words = str(error.orig).lower()
    if "locked" in words or "busy" in words:
        return BookLocked(
            _("{location} is busy: another program is writing to it. Nothing was changed. Try again.").format(
                location=location
            )
        )
    if "readonly" in words or "read-only" in words:
        return BookLocked(
            _("{location} cannot be written to. Nothing was changed. Move it to a folder of your own.").format(
                location=location
            )
        )
    if "permission denied" in words and is_server(location):
        return BookLocked(
            _("You may read {location} and not change it. Nothing was changed. Ask whoever keeps the server.").format(
                location=location
            )
        )
    if "unable to open database file" in words:
        return BookLocked(
            _("{location} cannot be opened or made here. Ask for access, or choose a folder of your own.").format(
                location=location
            )
        )
    if "disk is full" in words or "disk full" in words or "disk i/o" in words:
        return NoRoom(
            _("The disk is full{room}, so this was not saved. Nothing was lost. Make room and save again.").format(
                room=_room_left(location)
            )
        )
    if "malformed" in words or "not a database" in words:
        return BookNotFound(
            _("{location} is damaged. Nothing more was written. Restore your newest backup.").format(location=location)
        )
    if isinstance(error, OperationalError) and is_server(location):
        return BookNotFound(
            _("The database server cannot be reached. Check the address and the network, then try again.")
        )
    return None
