"""Any one record with all it says and everything that points to it, today or as it stood at the end of a day."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Table, and_, select
from sqlalchemy.orm import Session

from models.entities import Change, ChangeEntry
from models.errors import WrongUse
from models.kinds import KINDS, Kind
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.merging import pointing_at
from models.queries.records import Ref, find_names, may_read_record, table_of
from models.undo import values_of
from models.vocabulary import Visibility
from resources.i18n import _

_QUIET = frozenset({"id", "uid", "version", "name_key", "created_at", "created_by", "updated_at", "updated_by"})
MOST = 50
"""So many rows of a kind that point to a record are named; more are counted."""


@dataclass(frozen=True, slots=True)
class SheetField:
    """One thing a record says; of another record it names, the number and what that is called."""

    name: str
    value: object
    refers_to: Ref | None = None
    called: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """Rows of a kind that point to a record: how many an audience may read, and the first of them."""

    kind: str
    words: str
    count: int
    rows: tuple[tuple[int, str, date | None], ...]
    """Number, what it is called, its day."""


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """A record with everything."""

    kind: str
    id: int
    word: str
    name: str
    fields: tuple[SheetField, ...]
    related: tuple[Related, ...]


def find_record_sheet(
    session: Session, kind: str, number: int, *, as_at: date | None = None, audience: Visibility = EVERYONE_OF_OURS
) -> RecordSheet:
    """Return a record with everything; with `as_at` as the journal had it at the end of that day (UTC).

    Raises WrongUse for a kind nobody knows, and where there is no such record, or none that the audience may read, or
    none yet on that day.
    """
    known = KINDS.get(kind)
    if known is None:
        raise WrongUse(
            _("There are no records of the kind “{kind}”. Enter one like organisation:12.").format(kind=kind)
        )
    if not may_read_record(session, kind, number, audience):
        raise _none(known, number)
    table = table_of(kind)
    row = _now(session, table, number) if as_at is None else _then(session, table, number, as_at)
    if row is None:
        raise WrongUse(
            _("The {noun} number {number} was not yet recorded on that day.").format(noun=known.word, number=number)
        )
    name = find_names(session, [(kind, number)], audience=audience)[kind, number].name
    fields = _fields(session, table, row, audience)
    return RecordSheet(kind, number, known.word, name, fields, _related(session, kind, number, as_at, audience))


def _none(kind: Kind, number: int) -> WrongUse:
    words = _("There is no {noun} number {number}. It may have been removed; choose another.")
    return WrongUse(words.format(noun=kind.word, number=number))


def _now(session: Session, table: Table, number: int) -> dict[str, Any] | None:
    found = session.execute(select(table).where(table.c.id == number)).one_or_none()
    return None if found is None else dict(found._mapping)


def _then(session: Session, table: Table, number: int, as_at: date) -> dict[str, Any] | None:
    """Return a row as its newest entry in the journal up to a day says; None where it was not there."""
    newest = (
        select(ChangeEntry.after_image)
        .join(Change, Change.id == ChangeEntry.change_id)
        .where(ChangeEntry.record_kind == table.name, ChangeEntry.record_id == number, Change.at < _end_of(as_at))
        .order_by(ChangeEntry.id.desc())
        .limit(1)
    )
    image = session.execute(newest).scalar()
    return None if image is None else values_of(table, json.dumps(json.loads(image)))


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time())


def _fields(session: Session, table: Table, row: dict[str, Any], audience: Visibility) -> tuple[SheetField, ...]:
    targets = {
        name: (next(iter(table.c[name].foreign_keys)).column.table.name, int(value))
        for name, value in row.items()
        if value is not None and table.c[name].foreign_keys
    }
    called = find_names(session, [target for target in targets.values() if target[0] in KINDS], audience=audience)
    fields = []
    for name, value in row.items():
        target = targets.get(name)
        if name in _QUIET or value in (None, ""):
            continue
        if target is None:
            fields.append(SheetField(name, value))
        elif target in called:
            fields.append(SheetField(name, value, target, called[target].name))
    return tuple(fields)


def _related(session: Session, kind: str, number: int, as_at: date | None, audience: Visibility) -> tuple[Related, ...]:
    ids: dict[str, set[int]] = {}
    for table, column in pointing_at(kind):
        if table.name not in KINDS:
            continue
        condition = table.c[column] == number
        if column == "record_id":
            condition = and_(condition, table.c.record_kind == kind)
        if "archived_at" in table.c:
            condition = and_(condition, table.c.archived_at.is_(None))
        if as_at is not None:
            condition = and_(condition, table.c.created_at < _end_of(as_at))
        ids.setdefault(table.name, set()).update(session.execute(select(table.c.id).where(condition)).scalars())
    found = []
    for name, numbers in ids.items():
        if not numbers:
            continue
        names = find_names(session, [(name, one) for one in sorted(numbers)], audience=audience)
        rows = sorted(
            ((one.id, one.name, one.on) for one in names.values()),
            key=lambda line: (line[2] is None, -(line[2] or date.min).toordinal(), line[0]),
        )
        if rows:
            found.append(Related(name, KINDS[name].words, len(rows), tuple(rows[:MOST])))
    return tuple(sorted(found, key=lambda one: one.kind))
