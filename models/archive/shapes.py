"""The tables of a book as the archive has them: columns, what they hold, where they point, and what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Mapper

from models.archive.sources import heading_of, on_one_line, sentence_of
from models.base import Base
from models.entities import map_all
from models.exchange.archive.shape import ATTACHMENTS, Field, FieldType, Table
from models.kinds import KINDS
from models.words import WORDS

CONTENTS = "attachment_content"
"""The table of attached files: their bytes are files of the archive, and its own file is an index of them."""
BOOK = "book_info"
_LEFT_OUT = frozenset({"journal_open"})
"""Empty except while a change is being made."""

_TYPES: tuple[tuple[type, FieldType], ...] = (
    (sa.Boolean, FieldType.YES_NO),
    (sa.DateTime, FieldType.MOMENT),
    (sa.Date, FieldType.DAY),
    (sa.Time, FieldType.TIME),
    (sa.Integer, FieldType.WHOLE),
    (sa.Numeric, FieldType.NUMBER),
)

_USUAL = {
    "id": "The number of the row in this table.",
    "uid": "A name of the row that no other row anywhere has.",
    "version": "Counts the changes of the row.",
    "created_at": "When the row was made (UTC).",
    "created_by": "Who made it.",
    "updated_at": "When it was changed last (UTC).",
    "updated_by": "Who changed it last.",
    "archived_at": "When it was put away (UTC); nothing while it is in use.",
    "source": "Where it is known from.",
    "verified_on": "When it was last checked.",
    "visibility": "Who may read it.",
    "starts_on": "The first day on which it holds; nothing when unknown.",
    "starts_precision": "How exactly the first day is known.",
    "ends_on": "The first day on which it holds no longer; nothing while it does, or when unknown.",
    "ends_precision": "How exactly the last day is known.",
    "end_reason": "Why it ended.",
    "record_id": "The number of the row in that table.",
    "name_key": "The name in plain small letters, to sort and find by.",
}
"""What columns mean that many tables have."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A table of the database, and the same as the archive has it."""

    table: sa.Table
    told: Table


@cache
def shapes() -> tuple[Shape, ...]:
    """Return all tables of a book, grouped by what they are about, as the entities have them today."""
    map_all()
    entities = {mapper.local_table: mapper for mapper in Base.registry.mappers}
    found = [
        Shape(table, _contents(entities[table]) if table.name == CONTENTS else _told(table, entities[table]))
        for table in Base.metadata.sorted_tables
        if table.name not in _LEFT_OUT
    ]
    known = {name: at for at, name in enumerate(KINDS)}
    places = {one.told.name: known.get(one.told.name, len(known)) for one in found}
    first = {one.told.heading: places[one.told.name] for one in sorted(found, key=lambda one: -places[one.told.name])}
    return tuple(sorted(found, key=lambda one: (first[one.told.heading], one.told.heading, places[one.told.name])))


def _told(table: sa.Table, mapper: Mapper[object]) -> Table:
    attributes = {mapper.get_property_by_column(column).key: column for column in table.columns}
    fields = tuple(_field(mapper.class_, attribute, column) for attribute, column in attributes.items())
    (key,) = table.primary_key.columns
    return Table(table.name, _title(table.name), _about(mapper), fields, key.name, heading_of(mapper.class_))


def _about(mapper: Mapper[object]) -> str:
    return on_one_line(mapper.class_.__doc__)


def _title(name: str) -> str:
    words = KINDS[name].plural if name in KINDS else name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _contents(mapper: Mapper[object]) -> Table:
    """Return the index of attached files, in the place of a table whose rows are bytes."""
    fields = (
        Field("sha256", FieldType.TEXT, "The SHA-256 hash of the bytes; attachment.sha256 names it.", unique=True),
        Field("file", FieldType.TEXT, "Where the bytes are in this archive."),
        Field("size", FieldType.WHOLE, "How many bytes there are."),
        Field("name", FieldType.TEXT, "What the file is called in the book; attachment.csv has all its names."),
    )
    about = f"{_about(mapper)} Here each is a file of its own, and this is the list of them."
    heading = heading_of(mapper.class_)
    return Table(CONTENTS, "Attached files", about, fields, "sha256", heading, ATTACHMENTS, "index.csv")


def _field(entity: type, attribute: str, column: sa.Column[object]) -> Field:
    key = next(iter(column.foreign_keys), None)
    points_to = (key.column.table.name, key.column.name) if key else None
    options = _options(column)
    words = sentence_of(entity, attribute) or _USUAL.get(attribute, "")
    if not words and points_to:
        words = f"The row of {points_to[0]} that is meant."
    words = words or f"{attribute.replace('_', ' ').capitalize()}."
    if options:
        words = f"{words} {_said(column)}"
    kind = next((told for kind, told in _TYPES if isinstance(column.type, kind)), FieldType.TEXT)
    return Field(column.name, kind, words, bool(column.nullable), bool(column.unique), options, points_to)


def _options(column: sa.Column[object]) -> tuple[str, ...]:
    return tuple(column.type.enums) if isinstance(column.type, sa.Enum) else ()


def _said(column: sa.Column[object]) -> str:
    """Return the values of a fixed list with what the screen calls them."""
    assert isinstance(column.type, sa.Enum)
    kind = column.type.enum_class
    assert kind is not None
    assert issubclass(kind, StrEnum)
    words = {member.value: text for member, text in WORDS[kind].items()}
    return "; ".join(f"{value}: {words[value]}" for value in column.type.enums) + "."
