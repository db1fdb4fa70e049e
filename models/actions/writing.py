"""What every action that writes one record does alike: put a form's values into it, check what it points to.

A form's dataclass names its fields as the entity names its columns; fields that are no columns are the action's own
business. `version` is the version the form was opened with.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import fields as fields_of
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from models.actions.restriction import refuse_restricted
from models.base import Base, Record, Row, utc_now
from models.entities import Person, map_all
from models.validation import check_version, get_record

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Entity = TypeVar("Entity", bound=Row)


def create(session: Session, kind: type[Entity], form: DataclassInstance, **more: object) -> int:
    """Make a record of a form's values, and of `more` that the form does not hold; return its number.

    Raises WrongUse, in words, when the form points to a record that is not there.
    """
    record = kind()
    _fill(session, record, form, more)
    session.add(record)
    session.flush()
    return record.id


def edit(
    session: Session, kind: type[Entity], record_id: int, form: DataclassInstance, noun: str, **more: object
) -> int:
    """Write a form's values over a record; `noun` is what people call one ("barrier"); return its number.

    Raises WrongUse when there is no such record, StaleRecord when somebody changed it since the form was opened.
    """
    record = get_record(session, kind, record_id, noun)
    check_version(record, getattr(form, "version", None), noun)
    _fill(session, record, form, more)
    session.flush()
    return record_id


def add_many(session: Session, kind: type[Row], rows: Sequence[Mapping[str, object]]) -> Sequence[int]:
    """Add many rows of one table in one go, signed and dated as single ones are; return their numbers in their order.

    Because the numbers are asked for, SQLAlchemy puts hundreds of rows into one statement. A statement for each would
    take SQLite twice as long: whenever one with triggers begins, the search index writes down what it gathered.
    """
    if not rows:
        return ()
    table = cast(Table, kind.__table__)
    stamps = {**signed(session), "created_by": session.info.get("actor", ""), "created_at": utc_now()}
    named = [{"uid": str(uuid.uuid4()), **stamps, **row} for row in rows]
    return session.scalars(insert(table).returning(table.c.id, sort_by_parameter_order=True), named).all()


def signed(session: Session) -> dict[str, object]:
    """Return what says in a row who changed it and when."""
    return {"updated_by": session.info.get("actor", ""), "updated_at": utc_now()}


def remove(session: Session, kind: type[Row], record_id: int, noun: str) -> None:
    """Take out a row that is a part of another record; undo brings it back."""
    session.delete(get_record(session, kind, record_id, noun))
    session.flush()


def put_away(session: Session, kind: type[Record], record_id: int, noun: str) -> None:
    """Put a record away: it leaves lists and figures and can be brought back."""
    get_record(session, kind, record_id, noun).archived_at = utc_now()
    session.flush()


def bring_back(session: Session, kind: type[Record], record_id: int, noun: str) -> None:
    """Bring back a record that was put away. Raises WrongUse for a person whose data must not be used now."""
    record = get_record(session, kind, record_id, noun)
    if isinstance(record, Person):
        refuse_restricted(record)
    record.archived_at = None
    session.flush()


def _fill(session: Session, record: Row, form: DataclassInstance, more: dict[str, object]) -> None:
    columns = cast(Table, type(record).__table__).columns
    given: dict[str, Any] = {field.name: getattr(form, field.name) for field in fields_of(form)} | more
    for name, value in given.items():
        if name == "version" or name not in columns:
            continue
        for key in columns[name].foreign_keys:
            if value is not None:
                _check_target(session, key.column.table, int(value))
        setattr(record, name, value.strip() if type(value) is str else value)


def _check_target(session: Session, table: Table, number: int) -> None:
    """Refuse a reference to a record that is not there."""
    map_all()
    kind = next(mapper.class_ for mapper in Base.registry.mappers if mapper.local_table is table)
    get_record(session, kind, number, table.name.replace("record_", "").replace("_", " "))
