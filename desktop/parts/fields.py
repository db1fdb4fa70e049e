"""The fields of a part's form: each a labelled editor that takes its values from a record and gives them back."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING
from dataclasses import fields as fields_of
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.forms.chooser import RecordField
from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field, NotesField
from desktop.forms.number_field import NumberField, NumberKind
from desktop.forms.parties import held, party_search
from desktop.forms.parties_field import PartiesField
from desktop.forms.time_field import TimeField
from desktop.forms.when_field import when_field
from desktop.parts.spec import FieldSpec, Owner, Session, Values
from desktop.tables.columns import RecordLine
from desktop.widgets.line_edit import LineEdit
from desktop.widgets.suggestions import Choice as Found
from desktop.widgets.suggestions import Search
from models.kinds import KINDS
from models.queries.forms import list_choices
from models.vocabulary import Precision
from models.words import labels
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

Names = Mapping[tuple[str, int], str]
"""What the records are called that a form's values point to."""


class FormField:
    """A field of a form; `refs` names the records whose names it will want before it can show its values."""

    def __init__(self, spec: FieldSpec, field: QWidget) -> None:
        self.spec, self.field = spec, field

    def refs(self, values: Values) -> list[tuple[str, int]]:
        """Return the records that the values name."""
        return []

    def show(self, values: Values, names: Names) -> None:
        """Show the values of a record."""
        raise NotImplementedError

    def values(self) -> dict[str, object]:
        """Return what is held, by the names of the form's dataclass."""
        raise NotImplementedError

    def judged(self) -> Field | None:
        """Return the field whose message says what is wrong, or None where nothing can be."""
        return self.field if isinstance(self.field, Field) else None


class _Text(FormField):
    def __init__(self, spec: FieldSpec) -> None:
        label = _(spec.label)
        words = label.replace("&", "")
        self._editor = NotesField(words, lines=spec.lines) if spec.lines > 1 else LineEdit(words)
        self._told = Field(label, self._editor, hint=_(spec.hint) if spec.hint else "")
        self._told.set_check(self._problem)
        if spec.echo is not None:
            self._editor.textChanged.connect(self._on_typed)
        super().__init__(spec, self._told)

    def _problem(self) -> str:
        text = self._text()
        if not text:
            return _(self.spec.needed) if self.spec.needed else ""
        return self.spec.check(text) if self.spec.check is not None else ""

    def _on_typed(self) -> None:
        """Show what was understood so far, or the hint."""
        echo = self.spec.echo
        hint = _(self.spec.hint) if self.spec.hint else ""
        self._told.set_hint((echo(self._text()) if echo is not None else "") or hint)

    def _text(self) -> str:
        return self._editor.text().strip()

    def show(self, values: Values, names: Names) -> None:
        text = str(values.get(self.spec.name) or "")
        if isinstance(self._editor, NotesField):
            self._editor.set_text(text)
        else:
            self._editor.setText(text)

    def values(self) -> dict[str, object]:
        return {self.spec.name: self._text()}


class _Day(FormField):
    def __init__(self, spec: FieldSpec, today: Callable[[], date]) -> None:
        field, self._line = date_field(_(spec.label), today, required=bool(spec.needed), past=spec.past)
        super().__init__(spec, field)

    def show(self, values: Values, names: Names) -> None:
        day = values.get(self.spec.name)
        self._line.set_date(day if isinstance(day, date) else None)

    def values(self) -> dict[str, object]:
        return {self.spec.name: self._line.day()}


class _When(FormField):
    """A day with its exactness in the field beside it: `starts_on` and `starts_precision`."""

    def __init__(self, spec: FieldSpec, today: Callable[[], date]) -> None:
        field, self._line = when_field(
            _(spec.label),
            today,
            needed=_(spec.needed) if spec.needed else "",
            past=spec.past,
            last_day=spec.last_day,
        )
        self._exactness = precision_of(spec.name)
        super().__init__(spec, field)

    def show(self, values: Values, names: Names) -> None:
        self._line.set_when(values.get(self.spec.name), values.get(self._exactness) or Precision.DAY)

    def values(self) -> dict[str, object]:
        found = self._line.when()
        day, exactness = found if found is not None else (None, Precision.DAY)
        return {self.spec.name: day, self._exactness: exactness}


class _Moment(FormField):
    """A day and a time of day for one `datetime`."""

    def __init__(self, spec: FieldSpec, today: Callable[[], date]) -> None:
        from desktop.forms.spread import Spread

        day, self._day = date_field(_(spec.label), today, required=bool(spec.needed), past=spec.past)
        self._time = TimeField(_("Time"), required=bool(spec.needed))
        self._fields = (day, Field(_("Time"), self._time, check=self._time.check))
        super().__init__(spec, Spread([(day, 8), (self._fields[1], 4)]))

    def judged(self) -> Field:
        return self._fields[1] if self._time.check() else self._fields[0]

    def show(self, values: Values, names: Names) -> None:
        moment = values.get(self.spec.name)
        self._day.set_date(moment.date() if isinstance(moment, datetime) else None)
        self._time.set_time(moment.time() if isinstance(moment, datetime) else None)

    def values(self) -> dict[str, object]:
        day = self._day.day()
        return {self.spec.name: None if day is None else datetime.combine(day, self._time.moment() or time.min)}


class _Clock(FormField):
    def __init__(self, spec: FieldSpec) -> None:
        self._line = TimeField(_(spec.label).replace("&", ""), required=bool(spec.needed))
        super().__init__(spec, Field(_(spec.label), self._line, check=self._line.check))

    def show(self, values: Values, names: Names) -> None:
        moment = values.get(self.spec.name)
        self._line.set_time(moment if isinstance(moment, time) else None)

    def values(self) -> dict[str, object]:
        return {self.spec.name: self._line.moment()}


class _Number(FormField):
    def __init__(self, spec: FieldSpec, kind: NumberKind) -> None:
        self._line = NumberField(_(spec.label).replace("&", ""), kind)
        field = Field(_(spec.label), self._line, hint=_(spec.hint) if spec.hint else "", check=self._check)
        super().__init__(spec, field)

    def _check(self) -> str:
        empty = not self._line.text().strip()
        return self._line.check() or (_(self.spec.needed) if empty and self.spec.needed else "")

    def show(self, values: Values, names: Names) -> None:
        self._line.set_number(values.get(self.spec.name))

    def values(self) -> dict[str, object]:
        return {self.spec.name: self._line.number()}


class _Words(FormField):
    """A short list of words."""

    def __init__(self, spec: FieldSpec, options: list[tuple[str, object]]) -> None:
        self._options = options
        self._choice = Choice(options)
        field = Field(_(spec.label), self._choice, hint=_(spec.hint) if spec.hint else "")
        field.set_check(self._check)
        super().__init__(spec, field)

    def _check(self) -> str:
        return _(self.spec.needed) if self.spec.needed and self._choice.value() is None else ""

    def refs(self, values: Values) -> list[tuple[str, int]]:
        value = values.get(self.spec.name)
        return [(self.spec.kinds[0], value)] if self.spec.kinds and isinstance(value, int) else []

    def show(self, values: Values, names: Names) -> None:
        value = values.get(self.spec.name)
        if value is not None and value not in self._choice.values():
            # It was chosen where more was offered: it stays until something else is chosen.
            words = next((names[ref] for ref in self.refs(values) if ref in names), str(value))
            self._options.append((words, value))
            self._choice.set_options(self._options)
        if value is not None or self.spec.blank:
            self._choice.set_value(value)

    def values(self) -> dict[str, object]:
        return {self.spec.name: self._choice.value()}


class _Tick(FormField):
    def __init__(self, spec: FieldSpec) -> None:
        self._box = QCheckBox(_(spec.label))
        self._box.setObjectName(f"tick_{spec.name}")
        super().__init__(spec, self._box)

    def judged(self) -> Field | None:
        return None

    def show(self, values: Values, names: Names) -> None:
        self._box.setChecked(bool(values.get(self.spec.name)))

    def values(self) -> dict[str, object]:
        return {self.spec.name: self._box.isChecked()}


class _Record(FormField):
    """One record: its number in one field, or in one of two by its kind."""

    def __init__(self, spec: FieldSpec, context: Context) -> None:
        self._shown: tuple[Found | None, dict[str, object]] | None = None
        self._line = RecordField(context.theme, _(spec.label).replace("&", ""), record_search(context, spec.kinds))
        field = Field(_(spec.label), self._line, hint=_(spec.hint) if spec.hint else "", check=self._check)
        super().__init__(spec, field)

    def _check(self) -> str:
        return self._line.check() or (_(self.spec.needed) if self.spec.needed and self._line.choice() is None else "")

    def _columns(self) -> list[tuple[str, str]]:
        names = (self.spec.name, self.spec.also) if self.spec.also else (self.spec.name,)
        return list(zip(self.spec.kinds, names, strict=False))

    def refs(self, values: Values) -> list[tuple[str, int]]:
        return [(kind, values[name]) for kind, name in self._columns() if values.get(name) is not None]

    def show(self, values: Values, names: Names) -> None:
        found = next(iter(self.refs(values)), None)
        self._line.set_choice(held(*found, names.get(found)) if found is not None else None)
        self._shown = self._line.choice(), {name: values.get(name) for _kind, name in self._columns()}

    def values(self) -> dict[str, object]:
        choice = self._line.choice()
        if self._shown is not None and choice == self._shown[0]:
            # Somebody may stand for an organisation: both stay while nobody else is chosen.
            return dict(self._shown[1])
        return {
            name: choice.id if choice is not None and choice.kind == kind else None for kind, name in self._columns()
        }


class _Records(FormField):
    """Several records of one kind."""

    def __init__(self, spec: FieldSpec, context: Context) -> None:
        needed = _(spec.needed) if spec.needed else ""
        self._line = PartiesField(context, _(spec.label), search=record_search(context, spec.kinds), needed=needed)
        super().__init__(spec, self._line)

    def judged(self) -> Field:
        return self._line.field

    def refs(self, values: Values) -> list[tuple[str, int]]:
        return [(self.spec.kinds[0], number) for number in values.get(self.spec.name) or ()]

    def show(self, values: Values, names: Names) -> None:
        kept = [held(kind, number, names.get((kind, number))) for kind, number in self.refs(values)]
        self._line.set_choices([choice for choice in kept if choice is not None])

    def values(self) -> dict[str, object]:
        return {self.spec.name: tuple(choice.id for choice in self._line.choices())}


def record_search(context: Context, kinds: tuple[str, ...]) -> Search:
    """Return a search for records of some kinds by words of their name."""
    if set(kinds) <= {"person", "organisation"}:
        return party_search(context, kinds)

    def search(words: str) -> list[Found]:
        with context.store.read() as session:
            found = [one for kind in kinds for one in list_choices(session, kind, words=words, limit=8)]
        return [Found(one.kind, one.id, RecordLine(one.name, _(KINDS[one.kind].singular))) for one in found[:8]]

    return search


def precision_of(name: str) -> str:
    """Return the field that says how exactly a day is known: "starts_precision" for "starts_on"."""
    return name.removesuffix("_on") + "_precision"


def types_of(form: type[Any] | None) -> dict[str, Any]:
    """Return the types of a form's fields, without the None that says one may be empty."""
    if form is None:
        return {}
    return {name: _bare(hint) for name, hint in get_type_hints(form).items()}


def _bare(hint: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        kept = [one for one in get_args(hint) if one is not type(None)]
        return kept[0] if len(kept) == 1 else hint
    return hint


def starting_values(form: type[Any] | None) -> dict[str, object]:
    """Return the values that a form has by itself."""
    return {} if form is None else {one.name: one.default for one in fields_of(form) if one.default is not MISSING}


def make_field(
    spec: FieldSpec, kind: Any, context: Context, session: Session, owner: Owner, names: frozenset[str]
) -> FormField:
    """Return the field that a type asks for; `names` are all fields of the form."""
    may_be_blank = bool(spec.blank)
    if spec.options_on is not None or spec.options is not None or spec.short_list:
        given = _given(session, spec, owner, context.today())
        first: list[tuple[str, object]] = [(_(spec.blank), None)] if may_be_blank else []
        return _Words(spec, [*first, *given])
    if get_origin(kind) in (tuple, Sequence):
        return _Records(spec, context)
    if spec.kinds:
        return _Record(spec, context)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        first = [(_(spec.blank), None)] if may_be_blank else []
        return _Words(spec, [*first, *((words, value) for value, words in labels(kind).items())])
    if kind is bool and may_be_blank:
        return _Words(spec, [(_(spec.blank), None), (_("Yes"), True), (_("No"), False)])
    return _plain_field(spec, kind, context, names)


def _given(session: Session, spec: FieldSpec, owner: Owner, today: date) -> Iterable[tuple[str, object]]:
    """Return what a short list offers."""
    if spec.options_on is not None:
        return spec.options_on(session, owner, today)
    return spec.options(session, owner) if spec.options is not None else _short_list(session, spec, owner)


def _plain_field(spec: FieldSpec, kind: Any, context: Context, names: frozenset[str]) -> FormField:
    if kind is datetime:
        return _Moment(spec, context.today)
    if kind is date:
        exact = precision_of(spec.name) not in names and not spec.last_day
        return _Day(spec, context.today) if exact else _When(spec, context.today)
    simple: dict[Any, Callable[[], FormField]] = {
        str: lambda: _Text(spec),
        bool: lambda: _Tick(spec),
        time: lambda: _Clock(spec),
        Decimal: lambda: _Number(spec, NumberKind.VALUE),
        int: lambda: _Number(spec, NumberKind.PENCE if spec.name.endswith("_pence") else NumberKind.COUNT),
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
