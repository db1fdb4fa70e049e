"""Where the history of each book ended when this user last wrote to it, so that an older file in its place is noticed.

A file from which the end of the history was cut, or that was exchanged for an older copy, is whole in itself: only what
is remembered elsewhere tells. Kept beside what is remembered of locked books: a mark of the place, the uid of the
book, and the number and hash of its newest change. A backup that the program itself puts back is not held against it.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, func, select
from sqlalchemy.exc import DBAPIError

from models import known_books
from models.base import Base
from models.entities import BookInfo, Change
from models.errors import AppError
from models.journal_check import Checked
from models.remembered import Line, mark_of, put_first, read_lines
from resources.i18n import _

NAME = "known-heads.json"
_change: Table = Base.metadata.tables[Change.__tablename__]


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a book's history."""

    book: str
    change: int
    hash: str


def note_head(engine: Engine, location: str) -> None:
    """Remember where the history of a book ends now; one that is gone or cannot be reached by now goes without."""
    newest = select(_change.c.id, _change.c.hash).order_by(_change.c.id.desc()).limit(1)
    with contextlib.suppress(AppError, DBAPIError), engine.connect() as connection:
        row = connection.execute(newest).one_or_none()
        if row is not None:
            _exchange(location, Head(_uid(connection), row.id, row.hash))


def forget_head(location: str) -> None:
    """Expect nothing of the book at a place, as when a backup was put there on purpose."""
    _exchange(location, None)


def judged(checked: Checked, connection: Connection, location: str) -> Checked:
    """Return what a walk along a history found, with what is remembered of its end before it."""
    return replace(checked, problems=(*_judge(connection, location), *checked.problems))


def _judge(connection: Connection, location: str) -> list[str]:
    """Return a sentence where the history ends before the end that is remembered, or went another way since."""
    known = _known(location)
    if known is None or known.book != _uid(connection):
        return []
    there = connection.scalar(select(_change.c.hash).where(_change.c.id == known.change))
    if there == known.hash:
        return []
    if there is not None:
        words = _("Change {number} is not the one that was made here: the history was written anew.")
        return [words.format(number=known.change)]
    newest = connection.scalar(select(func.max(_change.c.id))) or 0
    words = _(
        "This book is older than the one you had here: it ends with change {number}, and yours had {known}. If nobody "
        "put a copy in its place, look at your newest backup."
    )
    return [words.format(number=newest, known=known.change)]


def _exchange(location: str, head: Head | None) -> None:
    """Put what is known of a place at the head of the list; where nothing can be kept, nothing is."""
    file = _file()
    if file is not None:
        line: Line | None = None if head is None else {"book": head.book, "change": head.change, "hash": head.hash}
        put_first(file, mark_of(location), line)


def _known(location: str) -> Head | None:
    """Return what is remembered of a place; a line that somebody spoilt is as good as none."""
    file, here = _file(), mark_of(location)
    line = next((one for one in read_lines(file) if one.get("place") == here), None) if file is not None else None
    try:
        return None if line is None else Head(str(line["book"]), int(line["change"]), str(line["hash"]))
    except (KeyError, ValueError, TypeError):
        return None


def _file() -> Path | None:
    own = known_books.own_file()
    return own.with_name(NAME) if own is not None else None


def _uid(connection: Connection) -> str:
    return connection.scalar(select(BookInfo.uid)) or ""
