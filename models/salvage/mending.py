"""What salvaged rows point to and is lost: they let go of it, or go with it."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

_ROUNDS = 50
"""Rows that go may leave others behind that pointed to them."""


def let_go_of_the_lost(connection: Connection) -> Counter[str]:
    """Have no row point to one that is not there; return how many rows of each table could not stay."""
    gone: Counter[str] = Counter()
    for _round in range(_ROUNDS):
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if not broken:
            return gone
        for table, number, _parent, key in broken:
            if not _let_go(connection, table, number, key):
                connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE rowid = ?', (number,))  # noqa: S608 - ours
                gone[table] += 1
    raise RuntimeError("rows still point to what is lost")


def _let_go(connection: Connection, table: str, number: int, key: int) -> bool:
    """Empty the columns that point to what is lost, where they may be empty."""
    links = connection.exec_driver_sql(f'PRAGMA foreign_key_list("{table}")').all()
    for column in [link[3] for link in links if link[0] == key]:
        try:
            words = f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?'  # noqa: S608 - names of our own
            connection.exec_driver_sql(words, (number,))
        except DBAPIError:
            return False
    return True
