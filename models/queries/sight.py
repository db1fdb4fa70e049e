"""What an audience sees: the one rule by which every question leaves out what is above its reader.

A record may be read when its own visibility allows it and so do the records it is a part of and the organisations,
meetings, events and commitments it names; those it merely names count with the body whose they are. A promise is hidden
as well by the item, decision, conversation or priority it came from, and a conversation by each organisation it was
with. So names that are joined need no condition of their own. People hide no record, but for what is a part of a
person: they are named by the rules of queries/audience.py, and blanked where they may not be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, cast

from sqlalchemy import Column, ColumnElement, FromClause, Table, and_, exists, inspect, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.base import Base
from models.chunks import in_chunks
from models.entities import Affiliation, Person, map_table
from models.kinds import KINDS
from models.queries.audience import EVERYONE_OF_OURS, nameable_to, readable_by
from models.vocabulary import Visibility

_HIDING = frozenset({"organisation", "meeting", "event", "commitment"})
"""Kinds whose records hide what merely names them; what is a part of a record is hidden by one of any kind."""
_PROMISES = frozenset({"priority", "commitment", "action", "evidence"})
_HIDING_PROMISES = _HIDING | {"agenda_item", "decision", "conversation", "priority"}
_NEVER_TOLD = frozenset({"carried_at_id"})
"""Columns kept for reckoning only: what they point to is told to nobody and hides nothing."""
_WHOSE = frozenset({"organisation_id", "meeting_id"})
"""The columns that tell whose a named record is."""
_ALSO_NAMED = {"conversation": ("conversation_party", "conversation_id", "organisation_id", "organisation")}
"""Records that are named through rows of another table: that table, its columns to the one and the other, the other."""

_Column = InstrumentedAttribute[int | None] | InstrumentedAttribute[int] | ColumnElement[Any]


def sees_record(entity: type[Any] | FromClause, audience: Visibility) -> ColumnElement[bool]:
    """Return the condition that an audience may read a row of an entity or table, or of an alias of one.

    Nothing is asked for the office itself, which reads everything. For rows that stand on any record (notes, tags) it
    says nothing of that record: ask `find_readable` of queries/records.py.
    """
    if audience is EVERYONE_OF_OURS:
        return true()
    table = entity if isinstance(entity, FromClause) else cast(FromClause, inspect(entity).selectable)
    map_table(_kind_of(table))
    return _of_table(table, audience) if isinstance(table, Table) else _readable(table, audience)


def sees(column: _Column, entity: type[Any], audience: Visibility) -> ColumnElement[bool]:
    """Return the condition that what a column points to is nothing, or may be read with whose it is."""
    if audience is EVERYONE_OF_OURS:
        return true()
    table = cast(Table, entity.__table__)
    map_table(table.name)
    return _target(cast(ColumnElement[Any], column), table, audience, is_whole=False)


@cache
def _of_table(table: Table, audience: Visibility) -> ColumnElement[bool]:
    """Return the condition on a table itself, put together once: making one takes longer than asking the question."""
    return _readable(table, audience)


def _readable(table: FromClause, audience: Visibility, *, is_whole: bool = True) -> ColumnElement[bool]:
    """Return the condition that a row may be read: with all it names, or else only with what it is of."""
    kind = _kind_of(table)
    conditions: list[ColumnElement[bool]] = []
    if "visibility" in table.c:
        conditions.append(table.c.visibility.in_(readable_by(audience)))
    for name, target, is_part in _named_by(kind):
        if is_whole or is_part or name in _WHOSE:
            is_deep = is_whole and (is_part or "visibility" not in target.c or target.name == "commitment")
            conditions.append(_target(table.c[name], target, audience, is_whole=is_deep))
    if is_whole and kind in _ALSO_NAMED:
        conditions.append(_names_none_above(table, kind, audience))
    return and_(true(), *conditions)


def _target(column: ColumnElement[Any], table: Table, audience: Visibility, *, is_whole: bool) -> ColumnElement[bool]:
    """Return the condition that the record a column points to is missing or may be read."""
    target = table.alias()
    return or_(column.is_(None), exists().where(target.c.id == column, _readable(target, audience, is_whole=is_whole)))


def _names_none_above(table: FromClause, kind: str, audience: Visibility) -> ColumnElement[bool]:
    through_name, here, there, other_name = _ALSO_NAMED[kind]
    through, other = (Base.metadata.tables[name].alias() for name in (through_name, other_name))
    above = other.c.visibility.not_in(readable_by(audience))
    return ~exists().where(through.c[here] == table.c.id, through.c[there] == other.c.id, above)


def _kind_of(table: FromClause) -> str:
    """Return the name of a table, or of the table that an alias stands for."""
    return str(cast(Table, getattr(table, "element", table)).name)


@cache
def _named_by(kind: str) -> tuple[tuple[str, Table, bool], ...]:
    """Return the columns by which rows of a kind name other records, with their tables and whether it is a part."""
    hiding = _HIDING_PROMISES if kind in _PROMISES else _HIDING
    told = [column for column in Base.metadata.tables[kind].columns if column.name not in _NEVER_TOLD]
    return tuple(
        (column.name, target, column.name in KINDS[kind].part_of)
        for column in told
        for target in _pointed_to(column)
        if target.name in hiding or (target.name in KINDS and column.name in KINDS[kind].part_of)
    )


def _pointed_to(column: Column[Any]) -> Iterator[Table]:
    for key in column.foreign_keys:
        yield key.column.table


def unnamed_people(session: Session, person_ids: Iterable[int | None], audience: Visibility) -> frozenset[int]:
    """Return those of some people whose names an audience does not get; councillors hold a public office."""
    if audience is EVERYONE_OF_OURS:
        return frozenset()
    wanted = sorted({number for number in person_ids if number is not None})
    councillor = exists().where(Affiliation.person_id == Person.id, Affiliation.area_id.is_not(None))
    named: set[int] = set()
    for some in in_chunks(wanted):
        named.update(
            session.scalars(
                select(Person.id).where(
                    Person.id.in_(some),
                    or_(
                        Person.visibility.in_(readable_by(audience)),
                        and_(Person.visibility.in_(nameable_to(audience)), councillor),
                    ),
                )
            )
        )
    return frozenset(wanted) - named
