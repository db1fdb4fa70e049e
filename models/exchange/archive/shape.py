"""What a table of the archive is made of, said without any database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

FORMAT = 1
"""The number of this format, written into every archive."""

README, DESCRIPTOR, MANIFEST = "README.txt", "datapackage.json", "manifest-sha256.txt"
DATA, ATTACHMENTS = "data", "attachments"
FIXED = frozenset({README, DESCRIPTOR, MANIFEST})
"""The files that every archive has beside its tables and attachments."""


class FieldType(StrEnum):
    """What a column holds, by the names of Table Schema (Frictionless)."""

    TEXT = "string"
    WHOLE = "integer"
    NUMBER = "number"
    YES_NO = "boolean"
    DAY = "date"
    MOMENT = "datetime"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table."""

    name: str
    type: FieldType
    description: str = ""
    nullable: bool = False
    unique: bool = False
    options: tuple[str, ...] = ()
    """The values of a fixed list; none where anything may stand."""
    points_to: tuple[str, str] | None = None
    """The table and column of which it names a row."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the archive; its rows stand in rising order of `key`, so that none can be there twice."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    key: str
    heading: str = ""
    """What it belongs to, by which the README groups it."""
    folder: str = DATA
    file: str = ""
    """The name of its file; that of the table unless it says otherwise."""

    @property
    def path(self) -> str:
        """Return where its file is in the archive."""
        return f"{self.folder}/{self.file or f'{self.name}.csv'}"


@dataclass(frozen=True, slots=True)
class Head:
    """What an archive says of itself."""

    schema_version: int
    """Of the book it was made of."""
    rows: dict[str, int]
    """How many rows each table has."""
