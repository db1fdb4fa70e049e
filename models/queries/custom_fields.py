"""Fields of a school's own, and what they say of records."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import CustomField, CustomValue
from models.kinds import find_kind
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.records import find_readable
from models.vocabulary import FieldKind, Visibility


@dataclass(frozen=True, slots=True)
class CustomFieldRow:
    """A field of one's own, as forms and lists of that kind of record show it."""

    id: int
    about: str
    label: str
    kind: FieldKind
    options: tuple[str, ...]
    number: int
    visibility: Visibility
    version: int


@dataclass(frozen=True, slots=True)
class CustomValueRow:
    """What a field says of a record; None where it says nothing."""

    field: CustomFieldRow
    value: str | Decimal | date | bool | None


def list_custom_fields(
    session: Session, about: str | None = None, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[CustomFieldRow, ...]:
    """Return the fields on a kind of record, or all, in their order."""
    question = select(
        CustomField.id,
        CustomField.about,
        CustomField.label,
        CustomField.kind,
        CustomField.options,
        CustomField.number,
        CustomField.visibility,
        CustomField.version,
    ).where(CustomField.archived_at.is_(None), readable(CustomField, audience))
    if about is not None:
        question = question.where(CustomField.about == find_kind(about).table)
    order = (CustomField.about, CustomField.number, CustomField.id)
    return tuple(
        CustomFieldRow(*row[:4], tuple(row.options.splitlines()), *row[5:])
        for row in session.execute(question.order_by(*order))
    )


def list_custom_values(
    session: Session, kind: str, record_id: int, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[CustomValueRow, ...]:
    """Return every field of a record with what it says, in the order of the fields."""
    return find_custom_values(session, kind, [record_id], audience=audience).get(record_id, ())


def find_custom_values(
    session: Session, kind: str, ids: Collection[int], *, audience: Visibility = EVERYONE_OF_OURS
) -> Mapping[int, tuple[CustomValueRow, ...]]:
    """Return the fields of several records of a kind, those records only that the audience may read."""
    table = find_kind(kind).table
    fields = list_custom_fields(session, table, audience=audience)
    allowed = find_readable(session, table, ids, audience)
    kept: dict[tuple[int, int], str | Decimal | date | bool | None] = {}
    question = select(
        CustomValue.record_id,
        CustomValue.field_id,
        CustomValue.text,
        CustomValue.number,
        CustomValue.day,
        CustomValue.yes,
    ).where(CustomValue.record_kind == table, CustomValue.record_id.in_(sorted(allowed)))
    for row in session.execute(question):
        values = (row.number, row.day, row.yes)
        kept[row.record_id, row.field_id] = next((value for value in values if value is not None), row.text)
    return {
        number: tuple(CustomValueRow(field, kept.get((number, field.id))) for field in fields) for number in allowed
    }
