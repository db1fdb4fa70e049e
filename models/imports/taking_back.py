"""Taking a batch out again, record by record: what nobody touched since goes, what somebody did stays and is named.

Undo takes a whole step back or nothing. A batch of two thousand people, three of whom were edited since, is better
taken back without the three. What belongs to a record (its roles, its addresses) goes or stays with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.orm import Session

from models import journal
from models.base import Base
from models.chunks import in_chunks
from models.entities import ChangeEntry, ImportBatch, ImportLine, map_all
from models.errors import WrongUse
from models.imports.batches import BATCH, find_batch
from models.imports.outcomes import Left, keep_outcomes
from models.imports.preview import Step, no_step
from models.kinds import KINDS
from models.queries.records import Ref, find_names
from models.store import mark_unjournalled
from models.undo import values_of
from resources.i18n import _

_BOOKKEEPING = frozenset({"version", "created_at", "created_by", "updated_at", "updated_by"})
"""Columns that say nothing of the record itself."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What became of a batch that was taken back: the three buckets."""

    taken: tuple[Ref, ...]
    kept: tuple[Left, ...]
    """Edited or used since."""
    could_not: tuple[Left, ...]
    """Needed by one that is kept."""
    words: str = ""
    """What went of reference data, which has no records to name."""


@dataclass(slots=True)
class _Row:
    """A row that the batch made or changed: as it was before it, and as it left it."""

    table: Table
    id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    order: int

    @property
    def ref(self) -> Ref:
        return self.table.name, self.id

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def changed(self) -> set[str]:
        """The columns that the batch gave another value."""
        if self.before is None or self.after is None:
            return set()
        return {name for name in self.after if self.after[name] != self.before.get(name)} - _BOOKKEEPING


@dataclass(slots=True)
class _Unit:
    """A record of the batch with the rows that belong to it."""

    ref: Ref
    rows: list[_Row] = field(default_factory=list)
    edited: bool = False
    used: bool = False
    needed: bool = False

    @property
    def stays(self) -> bool:
        return self.edited or self.used or self.needed


def take_back_batch(session: Session, batch_id: int, *, step: Step = no_step) -> TakenBack:
    """Take a batch out of the records as far as nobody touched them since, and say what became of each.

    Raises WrongUse for a batch that is out already, for reference data, and where the journal of it was erased.
    """
    batch = find_batch(session, batch_id)
    if batch.is_taken_back:
        raise WrongUse(_("This import was taken back already."))
    if batch.change_id is None:
        raise WrongUse(_("Reference data is replaced as a whole: import the earlier file again."))
    map_all()
    connection = session.connection()
    rows = _rows_of(connection, batch.change_id)
    units = _units(session, batch_id, rows)
    _mark_edited(connection, units)
    _mark_used(connection, units)
    _remove(connection, [row for unit in units if not unit.stays for row in unit.rows], step)
    session.expire_all()
    kept = session.get_one(ImportBatch, batch_id)
    kept.taken_back_by = journal.current(connection)
    session.flush()
    mark_unjournalled(session, BATCH)
    told = _told(session, units)
    keep_outcomes(session, batch_id, told.taken, {"kept": told.kept, "could_not": told.could_not})
    return told


def label_of_taking_back(file_name: str) -> str:
    """Return the words of the step for Undo."""
    return _("Take back the import of {file}").format(file=file_name[:60])


def _rows_of(connection: Connection, change_id: int) -> list[_Row]:
    """Return every row that a change touched, once: as it was before the first entry and after the last."""
    question = (
        select(ChangeEntry.record_kind, ChangeEntry.record_id, ChangeEntry.before_image, ChangeEntry.after_image)
        .where(ChangeEntry.change_id == change_id)
        .order_by(ChangeEntry.id)
    )
    found: dict[Ref, _Row] = {}
    for order, (kind, number, before, after) in enumerate(connection.execute(question)):
        if before is None and after is None:
            raise WrongUse(_("This import cannot be taken back: some of it was erased on request."))
        table = Base.metadata.tables[kind]
        row = found.get((kind, number))
        if row is None:
            image = values_of(table, before) if before is not None else None
            row = found[kind, number] = _Row(table, number, image, None, order)
        row.after = values_of(table, after) if after is not None else None
    return [row for row in found.values() if row.before is not None or row.after is not None]


def _units(session: Session, batch_id: int, rows: Sequence[_Row]) -> list[_Unit]:
    """Return the records of the batch, each with the rows that are parts of it."""
    question = select(ImportLine.record_kind, ImportLine.record_id).where(
        ImportLine.batch_id == batch_id, ImportLine.record_id.is_not(None)
    )
    roots = {(kind, number) for kind, number in session.execute(question) if number is not None}
    own = {row.ref for row in rows}
    units: dict[Ref, _Unit] = {}
    for row in rows:
        ref = _root_of(row, roots, own)
        units.setdefault(ref, _Unit(ref)).rows.append(row)
    return list(units.values())


def _root_of(row: _Row, roots: set[Ref], own: set[Ref]) -> Ref:
    """Return the record that a row belongs to: itself, the person before the organisation, or what it stands on."""
    if row.ref in roots:
        return row.ref
    image = row.after or row.before or {}
    for owner in _owners(row.table, image):
        if owner in roots or owner in own:
            return owner
    return row.ref


def _owners(table: Table, image: Mapping[str, Any]) -> Iterator[Ref]:
    """Yield the records that a row is a part of, the likeliest to be meant first."""
    names = KINDS[table.name].part_of if table.name in KINDS else ()
    for name in sorted(names, key=lambda name: name != "person_id"):
        if image.get(name) is not None:
            for key in table.c[name].foreign_keys:
                yield key.column.table.name, image[name]
    if image.get("record_kind") and image.get("record_id") is not None:
        yield image["record_kind"], image["record_id"]


def _mark_edited(connection: Connection, units: Iterable[_Unit]) -> None:
    """Mark the records of which a row is not as the batch left it."""
    rows = [(unit, row) for unit in units for row in unit.rows]
    now = _present(connection, [row for _unit, row in rows])
    for unit, row in rows:
        present = now.get(row.ref)
        names = (set(row.after or ()) - _BOOKKEEPING) if row.is_new else row.changed
        if row.after is None:
            unit.edited |= present is not None
        elif present is None or any(present[name] != row.after[name] for name in names):
            unit.edited = True


def _present(connection: Connection, rows: Iterable[_Row]) -> dict[Ref, Mapping[str, Any]]:
    by_table: dict[Table, list[int]] = defaultdict(list)
    for row in rows:
        by_table[row.table].append(row.id)
    found: dict[Ref, Mapping[str, Any]] = {}
    for table, numbers in by_table.items():
        for some in in_chunks(numbers):
            question = select(table).where(table.c.id.in_(some))
            found |= {(table.name, row.id): dict(row._mapping) for row in connection.execute(question)}
    return found


def _mark_used(connection: Connection, units: Sequence[_Unit]) -> None:
    """Mark the records that something outside of the batch points to, then those that a record that stays needs."""
    unit_of = {row.ref: unit for unit in units for row in unit.rows}
    new = {row.ref for unit in units for row in unit.rows if row.is_new}
    needs: dict[int, list[_Unit]] = defaultdict(list)
    for target, user in _users(connection, new):
        unit, other = unit_of[target], unit_of.get(user)
        if other is None:
            unit.used = True
        elif other is not unit:
            needs[id(other)].append(unit)
    waiting = [unit for unit in units if unit.stays]
    while waiting:
        for unit in needs[id(waiting.pop())]:
            if not unit.stays:
                unit.needed = True
                waiting.append(unit)


def _users(connection: Connection, targets: set[Ref]) -> Iterator[tuple[Ref, Ref]]:
    """Yield each row that points to one of some records, with the record: one question a column and 500 records."""
    by_table: dict[str, list[int]] = defaultdict(list)
    for kind, number in targets:
        by_table[kind].append(number)
    for table in journal.journalled_tables():
        for key in table.foreign_keys:
            kind = key.column.table.name
            for row in _pointing(connection, table, key.parent.name, by_table.get(kind, ())):
                yield (kind, row[1]), (table.name, row[0])
        if "record_kind" in table.c and "record_id" in table.c:
            for kind, numbers in by_table.items():
                for row in _pointing(connection, table, "record_id", numbers, kind):
                    yield (kind, row[1]), (table.name, row[0])


def _pointing(
    connection: Connection, table: Table, column: str, numbers: Sequence[int], kind: str = ""
) -> Iterator[tuple[int, int]]:
    for some in in_chunks(numbers):
        question = select(table.c.id, table.c[column]).where(table.c[column].in_(some))
        if kind:
            question = question.where(table.c.record_kind == kind)
        yield from ((row[0], row[1]) for row in connection.execute(question))


def _remove(connection: Connection, rows: Sequence[_Row], step: Step) -> None:
    """Turn back what the batch changed, and take out what it made, the last first."""
    changed = [row for row in rows if not row.is_new]
    new = sorted((row for row in rows if row.is_new), key=lambda row: row.order, reverse=True)
    # First what points elsewhere is turned back, so that nothing points to what goes.
    for done, row in enumerate((*changed, *new)):
        step(done, len(rows))
        own = row.table.c.id == row.id
        if row.before is None:
            connection.execute(row.table.delete().where(own))
        elif row.after is None:
            connection.execute(row.table.insert(), row.before)
        elif row.changed:
            values = {name: row.before[name] for name in row.changed}
            connection.execute(row.table.update().where(own).values(**values, version=row.table.c.version + 1))


def _told(session: Session, units: Sequence[_Unit]) -> TakenBack:
    names = find_names(session, [unit.ref for unit in units if unit.stays])

    def left(unit: _Unit, words: str) -> Left:
        found = names.get(unit.ref)
        return Left(*unit.ref, found.name if found is not None else "", words)

    edited, used, needed = _("edited since"), _("used since"), _("needed by a record that stays")
    kept = [left(unit, edited if unit.edited else used) for unit in units if unit.edited or unit.used]
    could_not = [left(unit, needed) for unit in units if unit.needed and not (unit.edited or unit.used)]
    taken = tuple(unit.ref for unit in units if not unit.stays)
    return TakenBack(taken, tuple(kept), tuple(could_not))
