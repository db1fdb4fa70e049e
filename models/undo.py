"""Taking changes back and making them again, row by row, from the journal's images."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Date, DateTime, Numeric, Table, Time, select
from sqlalchemy.exc import IntegrityError

from models.base import Base
from models.entities import Change, ChangeEntry, ChangeKind, map_all
from models.errors import NothingToUndo, StaleRecord
from resources.i18n import _

_change: Table = Base.metadata.tables[Change.__tablename__]
_entry: Table = Base.metadata.tables[ChangeEntry.__tablename__]
_BOOKKEEPING = frozenset({"version", "updated_at", "updated_by"})
_TURNED = {"insert": "delete", "delete": "insert", "update": "update"}


@dataclass(frozen=True, slots=True)
class Step:
    """A change that can be taken back or made again, and the user's words for it."""

    id: int
    label: str


def last_step(connection: Connection, actors: Collection[str] | None = None) -> Step | None:
    """Return the newest change that stands, of one person where their names are given; None when there is none."""
    settled: set[int] = set()
    for row in _newest(connection, actors):
        if row.kind is ChangeKind.DO:
            if row.id not in settled:
                return Step(row.id, row.label)
        elif row.target_id not in settled:
            settled.add(row.target_id)
            if row.kind is ChangeKind.REDO:
                return Step(row.target_id, row.label)
    return None


def standing_step(connection: Connection, change_id: int) -> Step | None:
    """Return a change as a step while it stands: it was done, and not taken back or made again since."""
    row = connection.execute(select(_change.c.kind, _change.c.label).where(_change.c.id == change_id)).one_or_none()
    if row is None or row.kind is not ChangeKind.DO:
        return None
    newest = (
        select(_change.c.kind)
        .where(_change.c.target_id == change_id, _change.c.id > change_id)
        .order_by(_change.c.id.desc())
        .limit(1)
    )
    if connection.execute(newest).scalar() is ChangeKind.UNDO:
        return None
    return Step(change_id, row.label)


def settled_steps(connection: Connection, change_ids: Collection[int]) -> frozenset[int]:
    """Return those of some changes that were taken back and not made again."""
    if not change_ids:
        return frozenset()
    later = select(_change.c.target_id, _change.c.kind).where(
        _change.c.target_id.in_(list(change_ids)), _change.c.id > min(change_ids)
    )
    last = {row.target_id: row.kind for row in connection.execute(later.order_by(_change.c.id))}
    return frozenset(number for number, kind in last.items() if kind is ChangeKind.UNDO)


def next_step(connection: Connection, actors: Collection[str] | None = None) -> Step | None:
    """Return the change that was taken back last and can be made again, if nothing was done since."""
    settled: set[int] = set()
    for row in _newest(connection, actors):
        if row.kind is ChangeKind.DO:
            return None
        if row.kind is ChangeKind.REDO:
            settled.add(row.target_id)
        elif row.target_id not in settled:
            return Step(row.target_id, row.label)
    return None


def _newest(connection: Connection, actors: Collection[str] | None) -> Iterator[Any]:
    """Yield changes that are steps, newest first, a few at a time; what only notes a fact is none."""
    query = select(_change.c.id, _change.c.kind, _change.c.target_id, _change.c.label).order_by(_change.c.id.desc())
    query = query.where(_change.c.kind != ChangeKind.NOTED)
    if actors is not None:
        query = query.where(_change.c.actor.in_(sorted(actors)))
    below: int | None = None
    while True:
        rows = connection.execute((query if below is None else query.where(_change.c.id < below)).limit(50)).all()
        yield from rows
        if len(rows) < 50:
            return
        below = rows[-1].id


def take_back(connection: Connection, step: Step) -> None:
    """Turn every row of a change back to what it was before.

    Raises StaleRecord, having changed nothing that is kept, when a row was changed since.
    """
    _replay(connection, step, backwards=True)


def make_again(connection: Connection, step: Step) -> None:
    """Make every row of a change what it was after it."""
    _replay(connection, step, backwards=False)


def _replay(connection: Connection, step: Step, *, backwards: bool) -> None:
    map_all()
    order = _entry.c.id.desc() if backwards else _entry.c.id
    entries = connection.execute(select(_entry).where(_entry.c.change_id == step.id).order_by(order)).all()
    if not entries:
        raise NothingToUndo(_("There is nothing left of “{label}” to work on.").format(label=step.label))
    try:
        for entry in entries:
            then, now = entry.before_image, entry.after_image
            operation = entry.operation
            if backwards:
                then, now, operation = now, then, _TURNED[operation]
            if then is None and now is None:
                raise StaleRecord(
                    _("“{label}” cannot be undone: its details were erased on request.").format(label=step.label)
                )
            _apply(connection, Base.metadata.tables[entry.record_kind], operation, then, now, step)
        _check_minutes(connection, entries, step)
    except IntegrityError:
        raise StaleRecord(
            _(
                "“{label}” cannot be undone: other records were added since that depend on it. Undo "
                "those first, or change the record by hand."
            ).format(label=step.label)
        ) from None


_OF_MEETING = {
    "agenda_item": ("meeting", "meeting_id"),
    "attendance": ("meeting", "meeting_id"),
    "decision": ("meeting", "meeting_id"),
    "minute_entry": ("agenda_item", "agenda_item_id"),
    "item_declaration": ("agenda_item", "agenda_item_id"),
    "dissent": ("decision", "decision_id"),
}
"""What the minutes of a meeting are made of: the table each row is a part of, and the column that says of which row."""
_FINAL = ("approved", "signed")


def _check_minutes(connection: Connection, entries: Sequence[Any], step: Step) -> None:
    """Refuse what would change minutes that somebody else approved since; the approval itself may be taken back."""
    touched: set[int] = set()
    own: set[int] = set()
    for entry in entries:
        if entry.record_kind == "meeting":
            own.add(entry.record_id)
        elif entry.record_kind in _OF_MEETING:
            image = json.loads(entry.before_image or entry.after_image)
            touched |= _meeting_of(connection, entry.record_kind, image)
    meeting = Base.metadata.tables["meeting"]
    final = select(meeting.c.title).where(meeting.c.id.in_(touched - own), meeting.c.minutes_state.in_(_FINAL))
    title = connection.execute(final).scalar() if touched - own else None
    if title is not None:
        raise StaleRecord(
            _(
                "“{label}” cannot be undone: the minutes of {title} were approved since. Make a dated correction."
            ).format(label=step.label, title=title)
        )


def _meeting_of(connection: Connection, kind: str, image: dict[str, Any]) -> set[int]:
    """Return the number of the meeting a row is a part of; nothing where what it was part of is gone."""
    while kind != "meeting":
        kind, column = _OF_MEETING[kind]
        number = image[column]
        table = Base.metadata.tables[kind]
        row = connection.execute(select(table).where(table.c.id == number)).one_or_none()
        if row is None:
            return set()
        image = dict(row._mapping)
    return {int(image["id"])}


def _apply(connection: Connection, table: Table, operation: str, then: str | None, now: str | None, step: Step) -> None:
    """Bring one row from the image `then` to the image `now`."""
    expected = values_of(table, then) if then is not None else None
    wanted = values_of(table, now) if now is not None else None
    key = (expected or wanted or {})["id"]
    row = connection.execute(select(table).where(table.c.id == key)).one_or_none()
    present = dict(row._mapping) if row is not None else None
    if operation == "insert":
        if present is not None or wanted is None:
            raise _stale(step)
        connection.execute(table.insert(), {**wanted, "version": wanted["version"] + 1})
        return
    if present is None or expected is None:
        raise _stale(step)
    if operation == "delete":
        if _differs(present, expected, set(expected)):
            raise _stale(step)
        connection.execute(table.delete().where(table.c.id == key))
        return
    assert wanted is not None
    changed = {name for name in wanted if wanted[name] != expected[name]}
    if _differs(present, expected, changed):
        raise _stale(step)
    fields = {name: wanted[name] for name in changed | _BOOKKEEPING}
    fields["version"] = present["version"] + 1
    connection.execute(table.update().where(table.c.id == key).values(**fields))


def _differs(present: dict[str, Any], expected: dict[str, Any], names: set[str]) -> bool:
    return any(present[name] != expected[name] for name in names - _BOOKKEEPING)


def _stale(step: Step) -> StaleRecord:
    return StaleRecord(
        _("“{label}” cannot be undone: the record was changed since. Change it by hand; nothing was altered.").format(
            label=step.label
        )
    )


def values_of(table: Table, image: str) -> dict[str, Any]:
    """Return the values of a row from its JSON image, as Python values of the columns' types.

    Columns that a later schema added are left out; columns that are gone are dropped.
    """
    raw = json.loads(image)
    return {column.name: _value(column, raw[column.name]) for column in table.columns if column.name in raw}


def _value(column: Column[Any], raw: Any) -> Any:
    if raw is None:
        return None
    kind = column.type
    if isinstance(kind, Boolean):
        return bool(raw)
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(raw)
    if isinstance(kind, Date):
        return date.fromisoformat(raw)
    if isinstance(kind, Time):
        return time.fromisoformat(raw)
    if isinstance(kind, Numeric) and kind.asdecimal:
        return Decimal(str(raw))
    processed = getattr(kind, "enum_class", None)
    return processed(raw) if processed is not None else raw
