"""Any record by its kind and number: whether an audience may read it, what it is called, what it is a part of.

Tags, notes, files, search and history ask here; the rule itself stands in queries/sight.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from models.base import Base
from models.entities import map_table
from models.errors import WrongUse
from models.kinds import KINDS, Kind, carrier
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.sight import sees_record
from models.vocabulary import Visibility
from resources.i18n import _

Ref = tuple[str, int]
"""A record: its table and its number."""

_LONGEST_NAME = 120
_LINKED = {"attachment": ("attachment_link", "attachment_id"), "reference": ("reference_link", "reference_id")}
"""What is put on records by a table of links, with that table and its column."""


@dataclass(frozen=True, slots=True)
class RecordName:
    """A record as lists of mixed records show it."""

    kind: str
    id: int
    word: str
    """What one of its kind is called."""
    name: str
    on: date | None
    archived: bool


def table_of(kind: str) -> Table:
    """Return the table of a kind of record, mapping its room when it was not needed until now."""
    map_table(kind)
    return Base.metadata.tables[kind]


def find_readable(session: Session, kind: str, ids: Iterable[int], audience: Visibility) -> frozenset[int]:
    """Return those numbers of a kind that are there and that an audience may read; put away or not."""
    wanted = list(dict.fromkeys(ids))
    if kind not in KINDS or not wanted:
        return frozenset()
    table = table_of(kind)
    if kind in _LINKED and audience is not EVERYONE_OF_OURS:
        return _readable_linked(session, kind, wanted, audience)
    if not KINDS[kind].on_record or audience is EVERYONE_OF_OURS:
        question = select(table.c.id).where(table.c.id.in_(wanted), sees_record(table, audience))
        return frozenset(session.execute(question).scalars())
    question = select(table.c.id, table.c.record_kind, table.c.record_id)
    rows = session.execute(question.where(table.c.id.in_(wanted), sees_record(table, audience))).all()
    allowed = readable_refs(session, [(row.record_kind, row.record_id) for row in rows], audience)
    return frozenset(row.id for row in rows if not row.record_kind or (row.record_kind, row.record_id) in allowed)


def _readable_linked(session: Session, kind: str, ids: list[int], audience: Visibility) -> frozenset[int]:
    """Return those files or references that may be read themselves and, where they are on records, on one of these."""
    table, (link_name, here) = table_of(kind), _LINKED[kind]
    link = table_of(link_name)
    own = select(table.c.id).where(table.c.id.in_(ids), sees_record(table, audience))
    links = session.execute(
        select(link.c[here], link.c.record_kind, link.c.record_id).where(link.c[here].in_(ids))
    ).all()
    refs = readable_refs(session, {(row.record_kind, row.record_id) for row in links}, audience)
    on_some = {row[0] for row in links}
    on_readable = {row[0] for row in links if (row.record_kind, row.record_id) in refs}
    return frozenset(session.execute(own).scalars()) - (on_some - on_readable)


def readable_refs(session: Session, refs: Iterable[Ref], audience: Visibility) -> frozenset[Ref]:
    """Return those records that are there and that an audience may read: one statement a kind."""
    by_kind: dict[str, list[int]] = {}
    for kind, number in refs:
        by_kind.setdefault(kind, []).append(number)
    return frozenset(
        (kind, number) for kind, ids in by_kind.items() for number in find_readable(session, kind, ids, audience)
    )


def may_read_record(session: Session, kind: str, number: int, audience: Visibility = EVERYONE_OF_OURS) -> bool:
    """Say whether there is such a record and an audience may read it."""
    return number in find_readable(session, kind, [number], audience)


def check_carrier(session: Session, kind: str, number: int) -> Kind:
    """Return the kind of a record on which tags, notes and files may stand. Raises WrongUse, in words, if it is not."""
    found = carrier(kind)
    if not may_read_record(session, found.table, number):
        raise WrongUse(
            _("There is no {noun} number {number}. It may have been removed; choose another.").format(
                noun=found.word, number=number
            )
        )
    return found


def find_names(
    session: Session, refs: Collection[Ref], *, audience: Visibility = EVERYONE_OF_OURS
) -> Mapping[Ref, RecordName]:
    """Return what records are called, those only that an audience may read: one statement a kind, or two for parts.

    A part without a name of its own is called after the record it belongs to.
    """
    names: dict[Ref, RecordName] = {}
    by_kind: dict[str, list[int]] = {}
    for kind, number in readable_refs(session, refs, audience):
        by_kind.setdefault(kind, []).append(number)
    for kind, ids in by_kind.items():
        names |= _names_of(session, KINDS[kind], ids, audience)
    return names


def _names_of(session: Session, kind: Kind, ids: list[int], audience: Visibility) -> dict[Ref, RecordName]:
    table = table_of(kind.table)
    wanted = {"id", kind.name, kind.day, *kind.part_of, "archived_at"}
    question = select(*(column for column in table.columns if column.name in wanted)).where(table.c.id.in_(ids))
    rows = session.execute(question).mappings().all()
    owners = {row["id"]: _owner(kind, row) for row in rows if not (kind.name and row[kind.name])}
    owned = find_names(session, [owner for owner in owners.values() if owner], audience=audience) if owners else {}
    found = {}
    for row in rows:
        owner = owners.get(row["id"])
        own = " ".join(str(row[kind.name]).split())[:_LONGEST_NAME] if kind.name and row[kind.name] else ""
        called = owned[owner].name if owner is not None and owner in owned else kind.word[:1].upper() + kind.word[1:]
        name = own or called
        day = row[kind.day] if kind.day else None
        found[kind.table, row["id"]] = RecordName(
            kind.table,
            row["id"],
            kind.word,
            name,
            day.date() if isinstance(day, datetime) else day,
            row.get("archived_at") is not None,
        )
    return found


def _owner(kind: Kind, row: Mapping[Any, Any]) -> Ref | None:
    """Return the record that a row is a part of."""
    for column in kind.part_of:
        if row[column] is not None:
            key = next(iter(table_of(kind.table).c[column].foreign_keys))
            return key.column.table.name, int(row[column])
    return None
