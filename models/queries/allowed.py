"""The condition that an audience may read a row of a table, with all that it belongs to and names."""

from __future__ import annotations

from functools import cache
from typing import cast

from sqlalchemy import ColumnElement, Table

from models.base import Row
from models.queries.records import readable_row
from models.vocabulary import Visibility


@cache
def allowed(entity: type[Row], audience: Visibility) -> ColumnElement[bool]:
    """Return the condition that an audience may read an entity's row, by the one rule of queries/records.py.

    The row's own visibility counts, that of what it is a part of, and that of each organisation, meeting, event and
    commitment it names; so names that are joined need no condition of their own. Each is put together once: making one
    takes longer than asking the question.
    """
    table = cast(Table, entity.__table__)
    return readable_row(table, table.name, audience)
