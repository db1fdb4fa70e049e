"""How much was changed in a period, by whom and in which kinds of record, out of the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.entities import Change, ChangeEntry, ChangeKind


@dataclass(frozen=True, slots=True)
class KindChanges:
    """How many rows of a kind of record were added, changed and removed."""

    kind: str
    """The table."""
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class ActorChanges:
    """How many steps one person made, how many of them took back or made again an earlier one, and the rows."""

    actor: str
    steps: int
    taken_back: int
    rows: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class ChangeCounts:
    """What was changed in a period, whoever may read it."""

    steps: int
    by_kind: tuple[KindChanges, ...]
    by_actor: tuple[ActorChanges, ...]
    """Who made most first."""


def within(first_day: date, last_day: date) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of a change to records made from a first to a last day (UTC), both counted."""
    return (
        Change.at >= datetime.combine(first_day, time()),
        Change.at < datetime.combine(last_day + timedelta(days=1), time()),
        Change.kind != ChangeKind.NOTED,
    )


def find_change_counts(session: Session, first_day: date, last_day: date) -> ChangeCounts:
    """Return how much was changed in a period. Three statements."""
    there = within(first_day, last_day)
    steps = session.execute(
        select(
            Change.actor,
            func.count(),
            func.count().filter(Change.kind.in_((ChangeKind.UNDO, ChangeKind.REDO))),
            func.max(Change.at),
        )
        .where(*there)
        .group_by(Change.actor)
    ).all()
    touched = session.execute(
        select(Change.actor, func.count(ChangeEntry.id))
        .join(ChangeEntry, ChangeEntry.change_id == Change.id)
        .where(*there)
        .group_by(Change.actor)
    )
    of_each = {row[0]: row[1] for row in touched}
    kinds = session.execute(
        select(
            ChangeEntry.record_kind,
            func.count().filter(ChangeEntry.operation == "insert"),
            func.count().filter(ChangeEntry.operation == "update"),
            func.count().filter(ChangeEntry.operation == "delete"),
        )
        .join(Change, Change.id == ChangeEntry.change_id)
        .where(*there)
        .group_by(ChangeEntry.record_kind)
        .order_by(ChangeEntry.record_kind)
    )
    actors = [ActorChanges(row[0], row[1], row[2], of_each.get(row[0], 0), row[3]) for row in steps]
    return ChangeCounts(
        sum(row.steps for row in actors),
        tuple(KindChanges(*row) for row in kinds),
        tuple(sorted(actors, key=lambda row: (-row.steps, row.actor))),
    )


def count_rows_of(session: Session, change_ids: Sequence[int]) -> dict[int, int]:
    """Return how many rows each of some changes touched."""
    found: dict[int, int] = {}
    for some in in_chunks(change_ids):
        rows = session.execute(
            select(ChangeEntry.change_id, func.count())
            .where(ChangeEntry.change_id.in_(some))
            .group_by(ChangeEntry.change_id)
        )
        found.update((number, count) for number, count in rows)
    return found
