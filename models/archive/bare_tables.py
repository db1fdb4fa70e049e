"""The tables of a book while it is filled from an archive: nothing is journalled, indexed or held by foreign keys.

With models/journal.py and models/search*.py the one place that knows two dialects: only each database itself can say
which triggers and keys it has.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Table, func, select, text

from models.base import Base
from models.entities import ChangeEntry
from models.migrations import make_triggers

_KEYS = """
SELECT conrelid::regclass::text AS held, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS words
FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2"""
_TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"


@contextmanager
def bare_tables(connection: Connection) -> Iterator[None]:
    """Take triggers and foreign keys away within this transaction; put them back and fill the search at the end.

    On a file the keys are off already, as `migrations.writing` opens it. What is written must point to rows that are
    there: PostgreSQL looks when its keys come back.
    """
    server = connection.dialect.name == "postgresql"
    keys = connection.execute(text(_KEYS)).all() if server else []
    for key in keys:
        connection.exec_driver_sql(f"ALTER TABLE {key.held} DROP CONSTRAINT {key.name}")
    if server:
        _switch_triggers(connection, "DISABLE")
    else:
        for name in connection.execute(text(_TRIGGERS)).scalars().all():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    yield
    for key in keys:
        connection.exec_driver_sql(f"ALTER TABLE {key.held} ADD CONSTRAINT {key.name} {key.words}")
    if server:
        _switch_triggers(connection, "ENABLE")
    make_triggers(connection)


def _switch_triggers(connection: Connection, how: str) -> None:
    for name in Base.metadata.tables:
        connection.exec_driver_sql(f'ALTER TABLE "{name}" {how} TRIGGER USER')


def count_on(connection: Connection) -> None:
    """Have the next row of each table get a number that none had before, not even one that is gone.

    A row that was removed may come back by Undo, under its own number.
    """
    entry = Base.metadata.tables[ChangeEntry.__tablename__]
    known = select(entry.c.record_kind, func.max(entry.c.record_id)).group_by(entry.c.record_kind)
    journalled: dict[str, int] = {row[0]: row[1] for row in connection.execute(known)}
    for table in Base.metadata.tables.values():
        if "id" in table.c:
            last = max(connection.scalar(select(func.max(table.c.id))) or 0, journalled.get(table.name, 0))
            if last:
                _set_last_number(connection, table, last)


def _set_last_number(connection: Connection, table: Table, last: int) -> None:
    given = {"name": table.name, "last": last}
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT setval(pg_get_serial_sequence(quote_ident(:name), 'id'), :last)"), given)
    elif table.dialect_options["sqlite"]["autoincrement"]:
        connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), given)
        connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), given)
