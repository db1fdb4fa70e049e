"""The list of whom we had to forget, beside the books and their backups: it outlives a book that is put back.

It holds nothing of anybody: a line for each person, with the uid of their record, the number they are called by now,
the day, and the uids of the rows that somebody said name them. Every book of the folder heeds it, since uids are of one
record in the world. A line that cannot be read is passed over. For books on servers, whose backups are made elsewhere,
it lies on this computer with what is remembered of books.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from models import known_books
from models.errors import AppError
from models.files import write_whole
from models.server_address import is_server

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

NAME = "erased.liaison-list"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """One person to be forgotten wherever their record turns up again."""

    uid: str
    number: int
    erased_on: date
    ticked: tuple[tuple[str, str], ...] = ()
    """Kind and uid of rows that name them in a way of which only somebody could tell."""


def find_folder(location: str) -> Path | None:
    """Return the folder whose list a book heeds; None where nothing is remembered of books on servers."""
    if not is_server(location):
        return Path(location).parent
    own = known_books.own_file()
    return own.parent if own is not None else None


def has_list(location: str) -> bool:
    """Say whether there is a list that a book heeds."""
    folder = find_folder(location)
    return folder is not None and (folder / NAME).is_file()


def read_list(folder: Path) -> dict[str, Forgotten]:
    """Return whom the list of a folder names, by their uid; nobody where there is none."""
    try:
        lines = (folder / NAME).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    return {one.uid: one for line in lines if (one := _read(line)) is not None}


def add_to_list(folder: Path, people: Iterable[Forgotten]) -> None:
    """Write people into the list of a folder who are not in it yet; the list is exchanged as a whole."""
    known = read_list(folder)
    new = [one for one in people if one.uid not in known]
    if not new:
        return
    lines = [_written(one) for one in (*known.values(), *new)]
    write_whole(folder / NAME, ("\n".join(lines) + "\n").encode())


def write_list(engine: Engine, *folders: Path) -> None:
    """Write whom a book knows to have been erased into the lists of folders.

    A folder in which nobody may write goes without: the book itself still knows.
    """
    with engine.connect() as connection:
        catalogue = (
            "pg_tables WHERE tablename" if connection.dialect.name == "postgresql" else "sqlite_master WHERE name"
        )
        there = connection.exec_driver_sql(f"SELECT 1 FROM {catalogue} = 'erasure'").scalar()  # noqa: S608 - our own words
        people = list(forgotten_in(connection)) if there else []
    for folder in folders if people else ():
        with contextlib.suppress(OSError, AppError):
            add_to_list(folder, people)


def forgotten_in(connection: Connection) -> Iterator[Forgotten]:
    """Yield whom a book knows to have been erased."""
    from sqlalchemy import Date, column, select, table

    erasure = table("erasure", column("person_uid"), column("number"), column("erased_on", Date), column("ticked"))
    for row in connection.execute(select(erasure).order_by(erasure.c.number)):
        yield Forgotten(row.person_uid, row.number, row.erased_on, _ticked(row.ticked))


def _ticked(text: str) -> tuple[tuple[str, str], ...]:
    """Return the rows that a book keeps as JSON; none where somebody wrote something else there."""
    try:
        return tuple((str(kind), str(uid)) for kind, uid in json.loads(text))
    except (ValueError, TypeError):
        return ()


def carry_list(source: Path, target: Path) -> None:
    """Have another folder heed the list of one: that of a book heeds that of its backup."""
    add_to_list(target, read_list(source).values())


def _written(one: Forgotten) -> str:
    return json.dumps({"uid": one.uid, "number": one.number, "on": one.erased_on.isoformat(), "ticked": one.ticked})


def _read(line: str) -> Forgotten | None:
    try:
        told = json.loads(line)
        ticked = tuple((str(kind), str(uid)) for kind, uid in told["ticked"])
        return Forgotten(str(told["uid"]), int(told["number"]), date.fromisoformat(told["on"]), ticked)
    except (ValueError, KeyError, TypeError):
        return None
