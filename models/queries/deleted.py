"""What was put away lately and can be brought back, of every kind of record there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Table, and_, func, literal, select, union_all
from sqlalchemy.orm import Session

from models.kinds import KINDS
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.records import RecordName, find_names, table_of
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class DeletedRow:
    """A record that was put away: its table, its number, the word for its kind, its name, when (UTC) and by whom."""

    kind: str
    id: int
    word: str
    name: str
    at: datetime
    by: str


def list_deleted(
    session: Session, *, since: datetime, limit: int = 500, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[DeletedRow, ...]:
    """Return the records of all kinds that were put away since a moment (UTC), the latest first."""
    parts = [
        select(
            literal(table.name).label("kind"),
            table.c.id.label("id"),
            table.c.archived_at.label("at"),
            table.c.updated_by.label("by"),
        ).where(_put_away(table, since))
        for table in _tables()
    ]
    found = union_all(*parts).subquery()
    order = select(found).order_by(found.c.at.desc(), found.c.kind, found.c.id.desc()).limit(limit)
    rows = session.execute(order).all()
    names: Mapping[tuple[str, int], RecordName] = find_names(
        session, [(row.kind, row.id) for row in rows], audience=audience
    )
    return tuple(
        DeletedRow(row.kind, row.id, names[row.kind, row.id].word, names[row.kind, row.id].name, row.at, row.by)
        for row in rows
        if (row.kind, row.id) in names
    )


def count_deleted(session: Session, *, since: datetime) -> int:
    """Return how many records were put away since a moment (UTC)."""
    counts = [select(func.count().label("n")).where(_put_away(table, since)) for table in _tables()]
    found = union_all(*counts).subquery()
    return int(session.scalar(select(func.sum(found.c.n))) or 0)


def _put_away(table: Table, since: datetime) -> ColumnElement[bool]:
    """Return the condition that a row was put away since; whose data is restricted is on a list of its own."""
    lately = table.c.archived_at >= since
    return and_(lately, table.c.processing_restricted_on.is_(None)) if table.name == "person" else lately


def _tables() -> list[Table]:
    """Return the tables whose rows can be put away."""
    tables = (table_of(kind.table) for kind in KINDS.values() if kind.is_record)
    return [table for table in tables if "archived_at" in table.columns]
