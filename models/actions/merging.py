"""Making one record of two that are the same, and two again: every row is accounted for.

What points to the record that goes is made to point to the one that stays. Where that would say the same thing twice
(both were at the meeting, both carry the tag) the second row goes, and what points to it goes over to the first. The
record that stays keeps what it says and takes over what it leaves empty. A snapshot holds every row that was touched as
it was before and the version it has after, so that un-merging restores rows nobody changed since to the letter, and of
the others moves only what the merge had moved.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Index, Table, UniqueConstraint, and_, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.base import Base, Row, utc_now
from models.entities import DistinctPair, InstitutionProfile, MergeRecord, map_all
from models.errors import StaleRecord, WrongUse
from models.kinds import KINDS
from models.undo import values_of
from models.validation import get_record
from resources.i18n import _

MERGEABLE = ("organisation", "person", "place", "tag", "event")
"""The kinds that can be entered twice by mistake and made one."""

_BOOKKEEPING = ("id", "uid", "version", "created_at", "created_by", "updated_at", "updated_by", "archived_at")
_SELF_LINKS = {
    "organisation_relationship": ("from_id", "to_id"),
    "person_relationship": ("from_id", "to_id"),
    "partnership_membership": ("partnership_id", "member_id"),
    "peer_review": ("reviewer_id", "reviewed_id"),
    "delegation": ("from_id", "to_id"),
}
"""Tables whose rows link two records: a link of a record with itself says nothing and goes."""


_SAME = {
    "affiliation": ("person_id", "organisation_id", "role", "starts_on"),
    "contact_point": ("organisation_id", "person_id", "kind", "value"),
    "conversation_party": ("conversation_id", "person_id", "organisation_id"),
    "event_role": ("event_id", "person_id", "organisation_id", "part"),
    "organisation_area": ("organisation_id", "area_id", "starts_on"),
    "partnership_membership": ("partnership_id", "member_id", "role", "starts_on"),
}
"""Where no unique key says so: the columns in which two rows that are alike say the same thing twice."""


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


def merge(session: Session, kind: str, keep_id: int, gone_id: int, today: date) -> int:
    """Make one record of two: `gone_id` goes into `keep_id`. Returns the number to un-merge by.

    Raises WrongUse for the same record twice, for kinds that cannot be merged and for two different institutions.
    """
    if kind not in MERGEABLE:
        raise WrongUse(_("Records of this kind cannot be merged. Put away the one that is not needed."))
    if keep_id == gone_id:
        raise WrongUse(_("Choose two different records to merge."))
    map_all()
    table = Base.metadata.tables[kind]
    entity = next(mapper.class_ for mapper in Base.registry.mappers if mapper.local_table is table)
    noun = KINDS[kind].word
    kept, gone = get_record(session, entity, keep_id, noun), get_record(session, entity, gone_id, noun)
    if kind == "organisation":
        _check_institutions(session, keep_id, gone_id)
    name = str(getattr(gone, KINDS[kind].name))
    del kept, gone
    session.flush()
    session.expire_all()
    work = _Merging(session, today)
    work.forget_pairs(kind, gone_id)
    work.fold(table, keep_id, gone_id)
    session.expire_all()
    record = MergeRecord(
        record_kind=kind, record_id=keep_id, gone_id=gone_id, gone_name=name, merged_on=today,
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
        raise WrongUse(_("The record it went into is gone itself. Un-merge that one first."))
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
            _("These records cannot be made two again: others were added or removed since that stand in the way.")
        ) from None
    session.expire_all()
    return Unmerged(tuple(left))


def _check_institutions(session: Session, keep_id: int, gone_id: int) -> None:
    """Refuse to make one of two institutions of the register."""
    column = InstitutionProfile.organisation_id
    urns = set(session.scalars(select(InstitutionProfile.urn).where(column.in_((keep_id, gone_id)))))
    urns.discard(None)
    if len(urns) > 1:
        first, second = sorted(str(urn) for urn in urns)
        raise WrongUse(
            _(
                "These are two institutions of the register (URN {first} and {second}). "
                "Link them as predecessor and successor instead."
            ).format(first=first, second=second)
        )


class _Merging:
    """One merge under way."""

    def __init__(self, session: Session, today: date) -> None:
        self.session, self.today = session, today
        self.snapshot = Snapshot()

    def fold(self, table: Table, keep_id: int, gone_id: int) -> None:
        """Let one row of a table go into another, with all that points to it."""
        for other, column in _pointing_at(table):
            condition = other.c[column] == gone_id
            if column == "record_id":
                condition = and_(condition, other.c.record_kind == table.name)
            for row in self._rows(other, condition):
                self._turn(other, row, column, keep_id)
        gone = self._row(table, gone_id)
        self._remove(table, gone)
        kept = self._row(table, keep_id)
        taken = {
            name: gone[name]
            for name in kept
            if name not in _BOOKKEEPING
            and kept[name] in (None, "")
            and gone[name] not in (None, "")
            and not (_is_own(table, name) and gone[name] == keep_id)
        }
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
        if _links_to_itself(table, after):
            self._remove(table, row)
            return
        if row["id"] == keep_id and table.c[column].nullable and _is_own(table, column):
            self._change(table, row, {column: None})
            return
        twin = self._twin(table, after)
        if twin is not None:
            self.fold(table, twin, row["id"])
            return
        self._change(table, row, {column: keep_id})

    def _remove(self, table: Table, row: dict[str, Any]) -> None:
        self.snapshot.steps.append((table.name, row, None))
        self.session.execute(table.delete().where(table.c.id == row["id"]))

    def _twin(self, table: Table, after: dict[str, Any]) -> int | None:
        """Return the row that already says what a row would say, by one of the table's unique keys."""
        for columns in _unique_keys(table):
            if table.name not in _SAME and any(after[name] is None for name in columns):
                continue
            alike = (table.c[name].is_not_distinct_from(after[name]) for name in columns)
            same = and_(table.c.id != after["id"], *alike)
            found = self.session.execute(select(table.c.id).where(same)).scalar()
            if found is not None:
                return int(found)
        return None

    def _change(self, table: Table, row: dict[str, Any], values: dict[str, Any]) -> None:
        after = {**values, "version": row["version"] + 1, "updated_at": utc_now()}
        self.snapshot.steps.append((table.name, row, {**values, "version": after["version"]}))
        self.session.execute(table.update().where(table.c.id == row["id"]).values(**after))

    def _row(self, table: Table, number: int) -> dict[str, Any]:
        return self._rows(table, table.c.id == number)[0]

    def _rows(self, table: Table, condition: Any) -> list[dict[str, Any]]:
        return [dict(row._mapping) for row in self.session.execute(select(table).where(condition).order_by(table.c.id))]


def pointing_at(kind: str) -> tuple[tuple[Table, str], ...]:
    """Return the tables and columns by which rows point to records of a kind."""
    map_all()
    return tuple(_pointing_at(Base.metadata.tables[kind]))


def _pointing_at(table: Table) -> Iterator[tuple[Table, str]]:
    journalled = {mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, Row)}
    for other in sorted((one for one in Base.metadata.tables.values() if one in journalled), key=lambda one: one.name):
        for column in other.columns:
            if any(key.column.table is table for key in column.foreign_keys):
                yield other, column.name
        if "record_kind" in other.c and "record_id" in other.c and other.name != "merge_record":
            yield other, "record_id"


def _is_own(table: Table, column: str) -> bool:
    return any(key.column.table is table for key in table.c[column].foreign_keys)


def _unique_keys(table: Table) -> Iterator[tuple[str, ...]]:
    if table.name in _SAME:
        yield _SAME[table.name]
    for index in table.indexes:
        if isinstance(index, Index) and index.unique:
            yield tuple(column.name for column in index.columns)
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            names = tuple(column.name for column in constraint.columns)
            if names != ("uid",):
                yield names


def _links_to_itself(table: Table, row: dict[str, Any]) -> bool:
    pair = _SELF_LINKS.get(table.name)
    return pair is not None and row[pair[0]] == row[pair[1]]


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
