"""What a merge of two records would do, before it is done: every row that would move, go or be filled in.

The rules of a merge stand here, so that the preview and the merge itself cannot differ: what points where, which rows
say the same thing twice, what is taken over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Index, Table, UniqueConstraint, and_, select
from sqlalchemy.orm import Session

from models.base import Base, Row
from models.entities import InstitutionProfile, MergeRecord, map_all
from models.errors import WrongUse
from models.kinds import KINDS
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.records import find_names, find_readable
from models.vocabulary import Visibility
from resources.i18n import _

MERGEABLE = ("organisation", "person", "place", "tag", "event")
"""The kinds that can be entered twice by mistake and made one."""

BOOKKEEPING = ("id", "uid", "version", "created_at", "created_by", "updated_at", "updated_by", "archived_at")
TOGETHER: dict[str, dict[str, tuple[str, ...]]] = {
    "organisation": {"name": ("name_key",), "postcode": ("street", "locality", "town", "county")},
    "person": {"display_name": ("name_key", "title", "given_name", "family_name", "post_nominals")},
    "place": {"name": ("name_key",)},
    "tag": {"name": ("name_key",)},
}
"""What goes with a field when the value of the record that goes is kept: a name with its key, an address as a whole."""
SELF_LINKS = {
    "organisation_relationship": ("from_id", "to_id"),
    "person_relationship": ("from_id", "to_id"),
    "partnership_membership": ("partnership_id", "member_id"),
    "peer_review": ("reviewer_id", "reviewed_id"),
    "delegation": ("from_id", "to_id"),
}
"""Tables whose rows link two records: a link of a record with itself says nothing and goes."""


SAME = {
    "affiliation": ("person_id", "organisation_id", "role", "starts_on"),
    "contact_point": ("organisation_id", "person_id", "kind", "value"),
    "conversation_party": ("conversation_id", "person_id", "organisation_id"),
    "event_role": ("event_id", "person_id", "organisation_id", "part"),
    "organisation_area": ("organisation_id", "area_id", "starts_on"),
    "partnership_membership": ("partnership_id", "member_id", "role", "starts_on"),
}
"""Where no unique key says so: the columns in which two rows that are alike say the same thing twice."""


@dataclass(frozen=True, slots=True)
class MergedRow:
    """A row that a merge would touch."""

    kind: str
    id: int
    name: str
    """What it is called, or what the record it is a part of is called."""
    goes: bool
    """Whether it would go, because another says the same already; otherwise it moves to the record that stays."""


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would do."""

    kept_name: str
    gone_name: str
    rows: tuple[MergedRow, ...]
    taken: tuple[tuple[str, object], ...]
    """Fields that the record that stays leaves empty and would take over, with their values."""
    differing: tuple[tuple[str, object, object], ...] = ()
    """Fields in which both say something else: the name, what the one that stays says, what the one that goes does."""


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A merge that was made and can be taken apart."""

    id: int
    kind: str
    kept_id: int
    kept_name: str
    gone_id: int
    gone_name: str
    merged_on: date


def preview_merge(session: Session, kind: str, keep_id: int, gone_id: int) -> MergePreview:
    """Return every row that a merge would move or let go. Raises WrongUse where it would be refused."""
    check_mergeable(session, kind, keep_id, gone_id)
    table = Base.metadata.tables[kind]
    kept, gone = (_row(session, table, number) for number in (keep_id, gone_id))
    touched = list(dict.fromkeys(_touched(session, table, keep_id, gone_id)))
    names = find_names(session, [(name, number) for name, number, _goes in touched])
    rows = [
        MergedRow(name, number, names[name, number].name if (name, number) in names else "", goes)
        for name, number, goes in touched
    ]
    column = KINDS[kind].name
    taken = tuple(sorted((name, value) for name, value in taken_over(table, kept, gone).items()))
    differing = tuple(differing_fields(table, kept, gone))
    return MergePreview(str(kept[column]), str(gone[column]), tuple(rows), taken, differing)


def _touched(session: Session, table: Table, keep_id: int, gone_id: int) -> Iterator[tuple[str, int, bool]]:
    """Yield the rows that point to the record that goes: table, number, whether the row goes too.

    What points to a row that goes is touched in its turn.
    """
    for other, column in pointing_at(table.name):
        condition = other.c[column] == gone_id
        if column == "record_id":
            condition = and_(condition, other.c.record_kind == table.name)
        for row in session.execute(select(other).where(condition).order_by(other.c.id)):
            after = {**row._mapping, column: keep_id}
            twin = None if links_to_itself(other, after) else find_twin(session, other, after)
            yield other.name, row.id, twin is not None or links_to_itself(other, after)
            if twin is not None:
                yield from _touched(session, other, twin, row.id)


def list_merges(
    session: Session, kind: str | None = None, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[MergeRow, ...]:
    """Return the merges that can be taken apart, the newest first, of one kind or of all."""
    question = select(MergeRecord).order_by(MergeRecord.merged_on.desc(), MergeRecord.id.desc())
    if kind is not None:
        question = question.where(MergeRecord.record_kind == kind)
    found = session.scalars(question).all()
    allowed = {
        (name, number)
        for name in {record.record_kind for record in found}
        for number in find_readable(session, name, [r.record_id for r in found if r.record_kind == name], audience)
    }
    names = find_names(session, list(allowed), audience=audience)
    return tuple(
        MergeRow(
            record.id, record.record_kind, record.record_id, names[record.record_kind, record.record_id].name,
            record.gone_id, record.gone_name, record.merged_on,
        )
        for record in found
        if (record.record_kind, record.record_id) in names
    )  # fmt: skip


def check_mergeable(session: Session, kind: str, keep_id: int, gone_id: int) -> None:
    """Refuse, in words, the same record twice, kinds that cannot be merged and two different institutions."""
    if kind not in MERGEABLE:
        raise WrongUse(_("Records of this kind cannot be merged. Put away the one that is not needed."))
    if keep_id == gone_id:
        raise WrongUse(_("Choose two different records to merge."))
    map_all()
    table = Base.metadata.tables[kind]
    for number in (keep_id, gone_id):
        if session.execute(select(table.c.id).where(table.c.id == number)).first() is None:
            raise WrongUse(
                _("There is no {noun} number {number}. It may have been removed; choose another.").format(
                    noun=KINDS[kind].word, number=number
                )
            )
    if kind == "organisation":
        _check_institutions(session, keep_id, gone_id)


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


def pointing_at(kind: str) -> tuple[tuple[Table, str], ...]:
    """Return the tables and columns by which rows point to records of a kind, as foreign keys or as marks on any."""
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


def is_own(table: Table, column: str) -> bool:
    """Say whether a column points to rows of its own table."""
    return any(key.column.table is table for key in table.c[column].foreign_keys)


def _unique_keys(table: Table) -> Iterator[tuple[str, ...]]:
    if table.name in SAME:
        yield SAME[table.name]
    for index in table.indexes:
        if isinstance(index, Index) and index.unique:
            yield tuple(column.name for column in index.columns)
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            names = tuple(column.name for column in constraint.columns)
            if names != ("uid",):
                yield names


def links_to_itself(table: Table, row: dict[str, Any]) -> bool:
    """Say whether a row would link a record with itself."""
    pair = SELF_LINKS.get(table.name)
    return pair is not None and row[pair[0]] == row[pair[1]]


def find_twin(session: Session, table: Table, after: dict[str, Any]) -> int | None:
    """Return the number of the row that already says what a row would say, by a unique key of the table or by SAME."""
    for columns in _unique_keys(table):
        if table.name not in SAME and any(after[name] is None for name in columns):
            continue
        alike = (table.c[name].is_not_distinct_from(after[name]) for name in columns)
        found = session.execute(select(table.c.id).where(table.c.id != after["id"], *alike)).scalar()
        if found is not None:
            return int(found)
    return None


def taken_over(table: Table, kept: dict[str, Any], gone: dict[str, Any]) -> dict[str, Any]:
    """Return what the record that stays leaves empty and the other one says."""
    return {
        name: gone[name]
        for name in kept
        if name not in BOOKKEEPING
        and kept[name] in (None, "")
        and gone[name] not in (None, "")
        and not (is_own(table, name) and gone[name] == kept["id"])
    }


def differing_fields(table: Table, kept: dict[str, Any], gone: dict[str, Any]) -> Iterator[tuple[str, object, object]]:
    """Yield the fields in which both records say something and not the same; what hangs on another is with that."""
    differ = [
        name
        for name in kept
        if name not in (*BOOKKEEPING, "name_key")
        and not table.c[name].foreign_keys
        and kept[name] not in (None, "")
        and gone[name] not in (None, "")
        and kept[name] != gone[name]
    ]
    together = TOGETHER.get(table.name, {})
    hanging = {name for field in differ for name in together.get(field, ())}
    yield from ((name, kept[name], gone[name]) for name in differ if name not in hanging)


def chosen_values(table: Table, kept: dict[str, Any], gone: dict[str, Any], chosen: Collection[str]) -> dict[str, Any]:
    """Return what the record that stays is to say as the one that goes does, with what hangs on it.

    Raises WrongUse for a field in which the two do not differ.
    """
    offered = {name for name, _kept, _gone in differing_fields(table, kept, gone)}
    unknown = sorted(set(chosen) - offered)
    if unknown:
        raise WrongUse(
            _("The two do not differ in “{field}”. Look at the preview again and choose anew.").format(field=unknown[0])
        )
    together = TOGETHER.get(table.name, {})
    return {name: gone[name] for field in chosen for name in (field, *together.get(field, ()))}


def _row(session: Session, table: Table, number: int) -> dict[str, Any]:
    return dict(session.execute(select(table).where(table.c.id == number)).one()._mapping)
