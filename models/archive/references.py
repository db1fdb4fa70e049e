"""Whether every row of a book points to rows that are there; asked alike on both databases, in words of the archive."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from models.archive.shapes import Shape
from models.exchange.archive.shape import Field
from models.exchange.archive.tables import trouble_in
from resources.i18n import _


def check_references(connection: Connection, shapes: Iterable[Shape]) -> None:
    """Raise BadImport, naming file, row and field, for the first row that points to none."""
    known = {one.told.name: one for one in shapes}
    for shape in known.values():
        for field in shape.told.fields:
            if field.points_to is not None:
                _check(connection, shape, field, known[field.points_to[0]])


def _check(connection: Connection, shape: Shape, field: Field, target: Shape) -> None:
    own, there = shape.table.alias(), target.table.alias()
    assert field.points_to is not None
    pointer, key = own.c[field.name], there.c[field.points_to[1]]
    lost = select(own.c[shape.told.key], pointer).outerjoin_from(own, there, pointer == key)
    lost = lost.where(pointer.is_not(None), key.is_(None)).order_by(own.c[shape.told.key]).limit(1)
    found = connection.execute(lost).one_or_none()
    if found is not None:
        words = _("“{field}” of the row with the {key} {number} is {pointed}, and “{file}” has no such row")
        raise trouble_in(
            shape.told.path,
            words.format(
                field=field.name, key=shape.told.key, number=found[0], pointed=found[1], file=target.told.path
            ),
        )
