"""Which field a form gets for a type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, get_origin

from desktop.forms.number_field import NumberKind
from desktop.parts.spec import FieldSpec, Owner, Session
from models.kinds import KINDS
from models.queries.forms import list_choices
from models.words import labels
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

from desktop.parts.fields.base import FormField
from desktop.parts.fields.choosing import OneRecord, SeveralRecords, WordsField
from desktop.parts.fields.plain import AmountField, ClockField, DayField, MomentField, TextField, TickField, WhenField
from desktop.parts.fields.values import precision_of


def make_field(
    spec: FieldSpec, kind: Any, context: Context, session: Session, owner: Owner, names: frozenset[str]
) -> FormField:
    """Return the field that a type asks for; `names` are all fields of the form."""
    may_be_blank = bool(spec.blank)
    if spec.options_on is not None or spec.options is not None or spec.short_list:
        given = _given(session, spec, owner, context.today())
        first: list[tuple[str, object]] = [(_(spec.blank), None)] if may_be_blank else []
        return WordsField(spec, [*first, *given])
    if get_origin(kind) in (tuple, Sequence):
        return SeveralRecords(spec, context)
    if spec.kinds:
        return OneRecord(spec, context)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        first = [(_(spec.blank), None)] if may_be_blank else []
        return WordsField(spec, [*first, *((words, value) for value, words in labels(kind).items())])
    if kind is bool and may_be_blank:
        return WordsField(spec, [(_(spec.blank), None), (_("Yes"), True), (_("No"), False)])
    return _plain_field(spec, kind, context, names)


def _given(session: Session, spec: FieldSpec, owner: Owner, today: date) -> Iterable[tuple[str, object]]:
    """Return what a short list offers."""
    if spec.options_on is not None:
        return spec.options_on(session, owner, today)
    return spec.options(session, owner) if spec.options is not None else _short_list(session, spec, owner)


def _plain_field(spec: FieldSpec, kind: Any, context: Context, names: frozenset[str]) -> FormField:
    if kind is datetime:
        return MomentField(spec, context.today)
    if kind is date:
        exact = precision_of(spec.name) not in names and not spec.last_day
        return DayField(spec, context.today) if exact else WhenField(spec, context.today)
    simple: dict[Any, Callable[[], FormField]] = {
        str: lambda: TextField(spec),
        bool: lambda: TickField(spec),
        time: lambda: ClockField(spec),
        Decimal: lambda: AmountField(spec, NumberKind.VALUE),
        int: lambda: AmountField(spec, NumberKind.PENCE if spec.name.endswith("_pence") else NumberKind.COUNT),
    }
    if kind not in simple:
        raise TypeError(f"no field for {spec.name} of the type {kind}")
    return simple[kind]()


def _short_list(session: Session, spec: FieldSpec, owner: Owner) -> list[tuple[str, object]]:
    columns = {
        "organisation": ("partnership_id", "organisation_id"),
        "meeting": ("meeting_id",),
        "event": ("event_id",),
    }
    found: list[tuple[str, object]] = []
    for kind in spec.kinds:
        column = next(
            (one for one in columns.get(owner.kind, (f"{owner.kind}_id",)) if one in KINDS[kind].part_of), None
        )
        part_of = (column, owner.id) if column is not None else None
        found += [(one.name, one.id) for one in list_choices(session, kind, part_of=part_of)]
    return found
