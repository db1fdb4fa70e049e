"""Making one record of two that are the same, and two again: every row is accounted for.

What points to the record that goes is made to point to the one that stays. Where that would say the same thing twice
(both were at the meeting, both carry the tag) the second row goes, and what points to it goes over to the first. The
record that stays keeps what it says and takes over what it leaves empty. A snapshot holds every row that was touched as
it was before and the version it has after, so that un-merging restores rows nobody changed since to the letter, and of
the others moves only what the merge had moved.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Table, and_, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.base import Base, utc_now
from models.entities import DistinctPair, MergeRecord
from models.errors import StaleRecord, WrongUse
from models.kinds import KINDS
from models.queries.merging import (
    check_mergeable,
    chosen_values,
    find_twin,
    is_own,
    links_to_itself,
    pointing_at,
    taken_over,
)
from models.undo import values_of
from models.validation import get_record
from resources.i18n import _


@dataclass(slots=True)
class Snapshot:
    """What a merge did, step by step, in plain values: taken back from the last step to the first."""

    steps: list[tuple[str, dict[str, Any], dict[str, Any] | None]] = field(default_factory=list)
    """Table, the row before, and the columns that got other values with the new version; None where the row went."""

    def to_json(self) -> str:
        """Write the snapshot as text."""
        return json.dumps(self.steps, default=str, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Snapshot:
        """Read a snapshot back; values stay as JSON has them until they are put into a table."""
        return cls([(table, before, after) for table, before, after in json.loads(text)])


@dataclass(frozen=True, slots=True)
class Unmerged:
    """What un-merging could not put back as it was, in words; empty when all is as before."""

    kept_as_they_are: tuple[str, ...]


def merge(session: Session, kind: str, keep_id: int, gone_id: int, today: date, *, chosen: Collection[str] = ()) -> int:
    """Make one record of two: `gone_id` goes into `keep_id`. Returns the number to un-merge by.

    `chosen` are fields in which both say something and what the record that goes says is to stay.
    Raises WrongUse for the same record twice, for kinds that cannot be merged and for two different institutions.
    """
    check_mergeable(session, kind, keep_id, gone_id)
    table = Base.metadata.tables[kind]
    gone = session.execute(select(table.c[KINDS[kind].name]).where(table.c.id == gone_id)).scalar_one()
    session.flush()
    session.expire_all()
    work = _Merging(session, today, frozenset(chosen))
    work.forget_pairs(kind, gone_id)
    work.fold(table, keep_id, gone_id, work.chosen)
    session.expire_all()
    record = MergeRecord(
        record_kind=kind, record_id=keep_id, gone_id=gone_id, gone_name=str(gone), merged_on=today,
        snapshot=work.snapshot.to_json(),
    )  # fmt: skip
    session.add(record)
    session.flush()
    return record.id


def unmerge(session: Session, merge_id: int) -> Unmerged:
    """Make two records of one again. Rows that were changed since keep their changes and are named in the answer.

    Raises WrongUse when the record that stayed has itself gone into another since: un-merge that one first.
    """
    record = get_record(session, MergeRecord, merge_id, _("merge"))
    table = Base.metadata.tables[record.record_kind]
    if session.execute(select(table.c.id).where(table.c.id == record.record_id)).first() is None:
        raise WrongUse(_("The record it went into is gone itself. Separate that one first."))
    snapshot = Snapshot.from_json(record.snapshot)
    session.delete(record)
    session.flush()
    session.expire_all()
    left: list[str] = []
    try:
        for name, before, after in reversed(snapshot.steps):
            touched = Base.metadata.tables[name]
            if after is None:
                session.execute(touched.insert().values(**values_of(touched, json.dumps(before))))
            else:
                left += _put_back(session, touched, before, after)
    except IntegrityError:
        raise StaleRecord(
            _("These records cannot be separated again: others that depend on them were added or removed since.")
        ) from None
    session.expire_all()
    return Unmerged(tuple(left))


class _Merging:
    """One merge under way."""

    def __init__(self, session: Session, today: date, chosen: frozenset[str]) -> None:
        self.session, self.today, self.chosen = session, today, chosen
        self.snapshot = Snapshot()

    def fold(self, table: Table, keep_id: int, gone_id: int, chosen: Collection[str] = ()) -> None:
        """Let one row of a table go into another, with all that points to it; `chosen` as in `merge`."""
        for other, column in pointing_at(table.name):
            condition = other.c[column] == gone_id
            if column == "record_id":
                condition = and_(condition, other.c.record_kind == table.name)
            for row in self._rows(other, condition):
                self._turn(other, row, column, keep_id)
        gone = self._row(table, gone_id)
        self._remove(table, gone)
        kept = self._row(table, keep_id)
        taken = taken_over(table, kept, gone) | chosen_values(table, kept, gone, chosen)
        if taken:
            self._change(table, kept, taken)

    def forget_pairs(self, kind: str, gone_id: int) -> None:
        """Let go of what was said of the record that goes and others not being the same."""
        table = Base.metadata.tables[DistinctPair.__tablename__]
        of_it = or_(table.c.first_id == gone_id, table.c.second_id == gone_id)
        for row in self._rows(table, and_(table.c.record_kind == kind, of_it)):
            self._remove(table, row)

    def _turn(self, table: Table, row: dict[str, Any], column: str, keep_id: int) -> None:
        """Make a row point to the record that stays, or let it go where another says the same already."""
        after = {**row, column: keep_id}
        if links_to_itself(table, after):
            self._remove(table, row)
            return
        if row["id"] == keep_id and table.c[column].nullable and is_own(table, column):
            self._change(table, row, {column: None})
            return
        twin = find_twin(self.session, table, after)
        if twin is not None:
            self.fold(table, twin, row["id"])
            return
        self._change(table, row, {column: keep_id})

    def _remove(self, table: Table, row: dict[str, Any]) -> None:
        self.snapshot.steps.append((table.name, row, None))
        self.session.execute(table.delete().where(table.c.id == row["id"]))

    def _change(self, table: Table, row: dict[str, Any], values: dict[str, Any]) -> None:
        after = {**values, "version": row["version"] + 1, "updated_at": utc_now()}
        self.snapshot.steps.append((table.name, row, {**values, "version": after["version"]}))
        self.session.execute(table.update().where(table.c.id == row["id"]).values(**after))

    def _row(self, table: Table, number: int) -> dict[str, Any]:
        return self._rows(table, table.c.id == number)[0]

    def _rows(self, table: Table, condition: Any) -> list[dict[str, Any]]:
        return [dict(row._mapping) for row in self.session.execute(select(table).where(condition).order_by(table.c.id))]


def _put_back(session: Session, table: Table, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Restore one row that the merge changed; return what to say where it is not as it was."""
    now = session.execute(select(table).where(table.c.id == before["id"])).one_or_none()
    word = KINDS[table.name].word if table.name in KINDS else table.name
    if now is None:
        return [_("The {kind} number {number} was removed since.").format(kind=word, number=before["id"])]
    old = values_of(table, json.dumps(before))
    if now.version == after["version"]:
        session.execute(table.update().where(table.c.id == before["id"]).values(**old))
        return []
    merged = values_of(table, json.dumps(after))
    moved = {name: old[name] for name, value in merged.items() if name != "version" and now._mapping[name] == value}
    session.execute(table.update().where(table.c.id == before["id"]).values(**moved, version=now.version + 1))
    return [_("The {kind} number {number} was changed since and keeps its change.").format(kind=word, number=now.id)]
