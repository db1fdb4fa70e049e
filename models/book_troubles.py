"""Troubles of a database in words: a book that is busy, full, gone or damaged; a server that cannot be reached."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from models.errors import AppError, BookDamaged, BookLocked, NoRoom, StaleRecord
from models.room import megabytes, room_left
from models.server_address import is_server, shown
from models.server_troubles import server_trouble
from resources.i18n import _


@contextmanager
def translated(location: str) -> Iterator[None]:
    """Turn the database's known troubles into sentences; anything else is a bug and passes as it is."""
    location = shown(location)
    try:
        yield
    except StaleDataError:
        raise StaleRecord(_("Someone else changed this record while you were editing it. Look at it again.")) from None
    except DBAPIError as error:
        known = next(filter(None, (_known_trouble(one, location) for one in _behind(error))), None)
        if known is None:
            raise
        raise known from None


def _behind(error: BaseException | None) -> Iterator[DBAPIError]:
    """Yield a trouble of the database and those that led to it.

    A disk that fills up within a long change has SQLite take back all of it, and what SQLAlchemy tells is then only
    that there is nothing left to take back.
    """
    while error is not None:
        if isinstance(error, DBAPIError):
            yield error
        error = error.__cause__ or error.__context__


def _room_left(location: str) -> str:
    """Return in words how much room the disk of a book has; nothing where that cannot be told."""
    free = None if is_server(location) else room_left(Path(location).parent)
    return "" if free is None else _(" ({room} left)").format(room=megabytes(free))


def _known_trouble(error: DBAPIError, location: str) -> AppError | None:
    if is_server(location):
        return server_trouble(error, location)
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
        return BookDamaged(
            _("{location} is damaged. Nothing more was written. Restore your newest backup.").format(location=location)
        )
    return None
