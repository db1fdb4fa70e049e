"""The readable history: who changed what, when and in which words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import Base
from models.entities import Change, ChangeEntry, ChangeKind, map_all
from models.errors import WrongUse
from models.journal_check import find_head
from models.kinds import KINDS
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.paging import Page, cut
from models.queries.records import readable_refs
from models.vocabulary import Visibility
from resources.i18n import _

QUIET = frozenset({"version", "updated_at", "updated_by", "created_at", "created_by", "uid", "name_key"})
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


def find_history_head(session: Session) -> str:
    """Return the hash of the newest step, which stands for all before it."""
    return find_head(session.connection())


def list_history(
    session: Session,
    *,
    record: tuple[str, int] | None = None,
    before_id: int | None = None,
    limit: int = 50,
    row_limit: int = 100,
    first_day: date | None = None,
    as_at: date | None = None,
    steps_only: bool = False,
    audience: Visibility = EVERYONE_OF_OURS,
) -> Page[HistoryRow]:
    """Return changes, newest first, of the whole book or of one record (its table and number), between two days (UTC).

    Of a change with more than `row_limit` rows only the first are given; for one record only its own rows. An audience
    is told of rows of records only that it may read, and the user's words only where it may read all the rows given;
    pages may be shorter for it. With `steps_only` the notes of what went out of the house are left away.
    """
    query = select(Change).order_by(Change.id.desc()).limit(limit + 1)
    if steps_only:
        query = query.where(Change.kind != ChangeKind.NOTED)
    if as_at is not None:
        query = query.where(Change.at < datetime.combine(as_at + timedelta(days=1), time()))
    if first_day is not None:
        query = query.where(Change.at >= datetime.combine(first_day, time()))
    if before_id is not None:
        query = query.where(Change.id < before_id)
    if record is not None:
        map_all()
        if record[0] not in Base.metadata.tables:
            raise WrongUse(
                _("There are no records of the kind “{value}”. Enter one like organisation:12.").format(value=record[0])
            )
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
    page = cut(rows, limit, lambda row: (row.id,))
    if audience is EVERYONE_OF_OURS:
        return page
    return Page(tuple(_for_audience(session, page.rows, audience)), page.next_key)


def _for_audience(session: Session, rows: Sequence[HistoryRow], audience: Visibility) -> Iterator[HistoryRow]:
    """Yield what an audience may know of changes: the rows of records it may read, and what those do not name."""
    refs = {(changed.kind, changed.id) for row in rows for changed in row.rows}
    allowed = readable_refs(session, [ref for ref in refs if ref[0] in KINDS], audience)
    for row in rows:
        kept = tuple(changed for changed in row.rows if (changed.kind, changed.id) in allowed)
        if kept == row.rows and kept:
            yield row
        elif kept:
            yield replace(row, label="", reason="", rows=kept)


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
    names = [name for name in (after or before) if name not in QUIET]
    return tuple((name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name))
