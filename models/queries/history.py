"""The readable history: who changed what, when and in which words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import Base
from models.entities import Change, ChangeEntry, ChangeKind
from models.errors import WrongUse
from models.queries.paging import Page, cut

_QUIET = frozenset({"version", "updated_at", "updated_by", "created_at", "created_by", "uid", "name_key"})
"""Columns of bookkeeping, which say nothing to a reader."""


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One row of a change, with each field that differs: its name, before, after."""

    kind: str
    id: int
    operation: str
    fields: tuple[tuple[str, object, object], ...]


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One step of a user; times are UTC."""

    id: int
    at: datetime
    actor: str
    label: str
    reason: str
    kind: ChangeKind
    rows: tuple[ChangedRow, ...]


def list_history(
    session: Session,
    *,
    record: tuple[str, int] | None = None,
    before_id: int | None = None,
    limit: int = 50,
    row_limit: int = 100,
) -> Page[HistoryRow]:
    """Return changes, newest first, of the whole book or of one record (its table and number).

    Of a change with more than `row_limit` rows only the first are given; for one record only its own rows.
    """
    query = select(Change).order_by(Change.id.desc()).limit(limit + 1)
    if before_id is not None:
        query = query.where(Change.id < before_id)
    if record is not None:
        if record[0] not in Base.metadata.tables:
            raise WrongUse(f"There are no records of the kind “{record[0]}”. Enter one like organisation:12.")
        touched = select(ChangeEntry.change_id).where(
            ChangeEntry.record_kind == record[0], ChangeEntry.record_id == record[1]
        )
        query = query.where(Change.id.in_(touched))
    changes = session.scalars(query).all()
    rows_of = _rows_by_change(session, [change.id for change in changes], record, row_limit)
    rows = [
        HistoryRow(
            change.id,
            change.at,
            change.actor,
            change.label,
            change.reason,
            change.kind,
            tuple(rows_of.get(change.id, ())),
        )
        for change in changes
    ]
    return cut(rows, limit, lambda row: (row.id,))


def _rows_by_change(
    session: Session, change_ids: list[int], record: tuple[str, int] | None, limit: int
) -> dict[int, list[ChangedRow]]:
    place = func.row_number().over(partition_by=ChangeEntry.change_id, order_by=ChangeEntry.id)
    wanted = select(ChangeEntry.id, place.label("place")).where(ChangeEntry.change_id.in_(change_ids))
    if record is not None:
        wanted = wanted.where(ChangeEntry.record_kind == record[0], ChangeEntry.record_id == record[1])
    first = wanted.subquery()
    query = (
        select(ChangeEntry)
        .join(first, first.c.id == ChangeEntry.id)
        .where(first.c.place <= limit)
        .order_by(ChangeEntry.id)
    )
    found: dict[int, list[ChangedRow]] = {}
    for entry in session.scalars(query):
        row = ChangedRow(entry.record_kind, entry.record_id, entry.operation, _differences(entry))
        found.setdefault(entry.change_id, []).append(row)
    return found


def _differences(entry: ChangeEntry) -> tuple[tuple[str, object, object], ...]:
    before = json.loads(entry.before_image) if entry.before_image else {}
    after = json.loads(entry.after_image) if entry.after_image else {}
    names = [name for name in (after or before) if name not in _QUIET]
    return tuple((name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name))
