"""Taking somebody out of the history: images are emptied and words exchanged, and the chain still holds.

An entry is sealed by its digest, which stays when its images go. The words of a change are in its own hash: with other
words it has another, which the erasure keeps among its own rows, and which the history therefore seals (`reword`).
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Table, bindparam, select, update
from sqlalchemy.orm import Session

from models.base import Base
from models.entities import Change, ChangeEntry
from models.journal import link

_change: Table = Base.metadata.tables[Change.__tablename__]
_entry: Table = Base.metadata.tables[ChangeEntry.__tablename__]


def blank(connection: Connection, entries: Iterable[int]) -> int:
    """Take the images out of sealed entries, whose digests keep the chain whole; return how many there were."""
    numbers = [{"entry": number} for number in entries]
    if numbers:
        emptied = update(_entry).where(_entry.c.id == bindparam("entry"), _entry.c.digest.is_not(None))
        connection.execute(emptied.values(before_image=None, after_image=None), numbers)
    return len(numbers)


def stretches(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return numbers as stretches from the first to the last of those that follow each other.

    >>> stretches({5, 1, 2, 3})
    [(1, 3), (5, 5)]
    """
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def blank_change(connection: Connection, number: int, *, but: str) -> None:
    """Take the images out of all that one change did, but for the rows of a table."""
    of_it = select(_entry.c.id).where(_entry.c.change_id == number, _entry.c.record_kind != but)
    blank(connection, connection.scalars(of_it).all())


def reword(connection: Connection, number: int, label: str, reason: str) -> str:
    """Give a change other words and return the hash that it has with them, which an erasure keeps (`verify`)."""
    row = dict(connection.execute(select(_change).where(_change.c.id == number)).one()._mapping)
    digests = connection.scalars(select(_entry.c.digest).where(_entry.c.change_id == number).order_by(_entry.c.id))
    words = {"label": label, "reason": reason}
    resealed = link({**row, **words}, [digest or "" for digest in digests])
    connection.execute(update(_change).where(_change.c.id == number).values(**words))
    return resealed


def mark_forgetting(session: Session, table: str) -> None:
    """Have the history keep nothing of what this change overwrites and removes, but for the rows of one table."""
    session.info["forgets"] = table
