"""Whether each record is as the history last had it: what was altered past the history is seen in the record itself."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Table, select, text

from models.chunks import CHUNK
from models.journal import image_of, journalled_tables
from models.undo import values_of
from resources.i18n import ngettext


def altered_records(connection: Connection) -> list[str]:
    """Return a sentence for each table with records that are not as the newest entry about them says.

    Those whose entry an erasure emptied cannot be compared. Most are compared by the database, letter by letter; an
    entry that another database wrote, or an older version with fewer columns, by what it means.
    """
    problems = []
    for table in journalled_tables():
        numbers = sorted({*_altered(connection, table), *_gone(connection, table)})
        if numbers:
            words = ngettext(
                "{record} is not as the history last had it: one of both was altered by something other than this "
                "program.",
                "{n} records are not as the history last had them: they or the history were altered by something other "
                "than this program. The first is {record}.",
                len(numbers),
            )
            problems.append(words.format(n=f"{len(numbers):,}", record=f"{table.name}:{numbers[0]}"))
    return problems


def _altered(connection: Connection, table: Table) -> Iterator[int]:
    """Yield the rows that their newest entry does not tell of, or tells of otherwise."""
    differ = "IS DISTINCT FROM" if connection.dialect.name == "postgresql" else "IS NOT"
    doubtful = text(
        f'SELECT r.id, e.operation, e.after_image FROM "{table.name}" r LEFT JOIN change_entry e ON e.id = '  # noqa: S608 - our own names
        "(SELECT max(id) FROM change_entry WHERE record_kind = :kind AND record_id = r.id) "
        f"WHERE e.id IS NULL OR e.operation = 'delete' OR e.after_image {differ} {image_of(table, 'r', connection)}"
    )
    images = {}
    for number, operation, image in connection.execute(doubtful, {"kind": table.name}):
        if operation is None or operation == "delete":
            yield number
        elif image is not None:
            images[number] = image
        if len(images) == CHUNK:
            yield from _differing(connection, table, images)
            images = {}
    yield from _differing(connection, table, images)


def _differing(connection: Connection, table: Table, images: dict[int, str]) -> Iterator[int]:
    """Yield the rows that mean something other than what their entry tells, some thousands in one statement."""
    for row in connection.execute(select(table).where(table.c.id.in_(images))) if images else ():
        try:
            told = values_of(table, images[row.id])
        except (ValueError, TypeError, ArithmeticError):
            # Somebody altered the entry, which its digest tells.
            continue
        if any(row._mapping[name] != value for name, value in told.items()):
            yield row.id


def _gone(connection: Connection, table: Table) -> Iterator[int]:
    """Yield the rows that the history has and the table has not."""
    gone = text(
        f"SELECT e.record_id FROM change_entry e WHERE e.record_kind = :kind AND e.operation <> 'delete' AND e.id = "  # noqa: S608 - our own names
        "(SELECT max(id) FROM change_entry WHERE record_kind = e.record_kind AND record_id = e.record_id) "
        f'AND NOT EXISTS (SELECT 1 FROM "{table.name}" r WHERE r.id = e.record_id)'
    )
    yield from connection.scalars(gone, {"kind": table.name})
