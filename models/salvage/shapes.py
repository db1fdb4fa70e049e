"""What the tables of a book look like from inside, so that rows without a name find the table they are of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from models.salvage.scanning import Row

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_OWN = "sqlite_"
"""The beginning of names that SQLite keeps for itself."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column as its table declares it."""

    name: str
    kind: str
    required: bool
    is_number: bool
    """Whether it is the number of the row, which is not written a second time among its values."""

    def fits(self, value: Any) -> bool:
        """Tell whether a value may stand in this column."""
        if value is None:
            return self.is_number or not self.required
        if "BLOB" in self.kind:
            return isinstance(value, bytes)
        if "DATE" in self.kind or "TIME" in self.kind:
            return isinstance(value, str) and ("TIME" in self.kind or bool(_DAY.match(value)))
        if "INT" in self.kind or "BOOL" in self.kind:
            return isinstance(value, int)
        if "CHAR" in self.kind or "TEXT" in self.kind:
            return isinstance(value, str)
        return isinstance(value, int | float)


@dataclass(frozen=True, slots=True)
class Shape:
    """A table: its name and its columns in the order in which rows are written."""

    name: str
    columns: tuple[Column, ...]

    def fits(self, rows: list[Row]) -> bool:
        """Tell whether all of these rows may be rows of this table."""
        return all(
            len(values) == len(self.columns)
            and all(column.fits(value) for column, value in zip(self.columns, values, strict=True))
            for _number, values in rows
        )

    def whole(self, row: Row) -> dict[str, Any]:
        """Return a row by the names of its columns."""
        number, values = row
        named = zip(self.columns, values, strict=False)
        return {column.name: number if column.is_number else value for column, value in named}


def shapes_of(connection: Connection) -> dict[str, Shape]:
    """Return the tables of a book, by name."""
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    ).scalars()
    return {name: Shape(name, _columns(connection, name)) for name in names if not name.startswith(_OWN)}


def _columns(connection: Connection, table: str) -> tuple[Column, ...]:
    found = connection.exec_driver_sql(f'PRAGMA table_info("{table}")').all()
    keys = [row for row in found if row.pk]
    return tuple(
        Column(
            row.name,
            row.type.upper(),
            bool(row.notnull),
            row.pk == 1 and len(keys) == 1 and row.type.upper() == "INTEGER",
        )
        for row in found
    )
