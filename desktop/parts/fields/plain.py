"""Fields of one value that is typed or ticked: words, days, times, numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from desktop.forms.date_field import date_field
from desktop.forms.fields import Field, NotesField
from desktop.forms.number_field import NumberField, NumberKind
from desktop.forms.time_field import TimeField
from desktop.forms.when_field import when_field
from desktop.parts.spec import FieldSpec, Values
from desktop.widgets.line_edit import LineEdit
from models.vocabulary import Precision
from resources.i18n import _

if TYPE_CHECKING:
    pass

from desktop.parts.fields.base import FormField, Names
from desktop.parts.fields.values import precision_of


class TextField(FormField):
    """Words in one line, or in several."""

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
        """Show the values of a record."""
        text = str(values.get(self.spec.name) or "")
        if isinstance(self._editor, NotesField):
            self._editor.set_text(text)
        else:
            self._editor.setText(text)

    def values(self) -> dict[str, object]:
        """Return what is held."""
        return {self.spec.name: self._text()}


class DayField(FormField):
    """A day."""

    def __init__(self, spec: FieldSpec, today: Callable[[], date]) -> None:
        field, self._line = date_field(_(spec.label), today, required=bool(spec.needed), past=spec.past)
        super().__init__(spec, field)

    def show(self, values: Values, names: Names) -> None:
        """Show the values of a record."""
        day = values.get(self.spec.name)
        self._line.set_date(day if isinstance(day, date) else None)

    def values(self) -> dict[str, object]:
        """Return what is held."""
        return {self.spec.name: self._line.day()}


class WhenField(FormField):
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
        """Show the values of a record."""
        self._line.set_when(values.get(self.spec.name), values.get(self._exactness) or Precision.DAY)

    def values(self) -> dict[str, object]:
        """Return what is held."""
        found = self._line.when()
        day, exactness = found if found is not None else (None, Precision.DAY)
        return {self.spec.name: day, self._exactness: exactness}


class MomentField(FormField):
    """A day and a time of day for one `datetime`."""

    def __init__(self, spec: FieldSpec, today: Callable[[], date]) -> None:
        from desktop.forms.spread import Spread

        day, self._day = date_field(_(spec.label), today, required=bool(spec.needed), past=spec.past)
        self._time = TimeField(_("Time"), required=bool(spec.needed))
        self._fields = (day, Field(_("Time"), self._time, check=self._time.check))
        super().__init__(spec, Spread([(day, 8), (self._fields[1], 4)]))

    def judged(self) -> Field:
        """Return the field that says what is wrong."""
        return self._fields[1] if self._time.check() else self._fields[0]

    def show(self, values: Values, names: Names) -> None:
        """Show the values of a record."""
        moment = values.get(self.spec.name)
        self._day.set_date(moment.date() if isinstance(moment, datetime) else None)
        self._time.set_time(moment.time() if isinstance(moment, datetime) else None)

    def values(self) -> dict[str, object]:
        """Return what is held."""
        day = self._day.day()
        return {self.spec.name: None if day is None else datetime.combine(day, self._time.moment() or time.min)}


class ClockField(FormField):
    """A time of day."""

    def __init__(self, spec: FieldSpec) -> None:
        self._line = TimeField(_(spec.label).replace("&", ""), required=bool(spec.needed))
        super().__init__(spec, Field(_(spec.label), self._line, check=self._line.check))

    def show(self, values: Values, names: Names) -> None:
        """Show the values of a record."""
        moment = values.get(self.spec.name)
        self._line.set_time(moment if isinstance(moment, time) else None)

    def values(self) -> dict[str, object]:
        """Return what is held."""
        return {self.spec.name: self._line.moment()}


class AmountField(FormField):
    """A count, an amount of money or a measured value."""

    def __init__(self, spec: FieldSpec, kind: NumberKind) -> None:
        self._line = NumberField(_(spec.label).replace("&", ""), kind)
        field = Field(_(spec.label), self._line, hint=_(spec.hint) if spec.hint else "", check=self._check)
        super().__init__(spec, field)

    def _check(self) -> str:
        empty = not self._line.text().strip()
        return self._line.check() or (_(self.spec.needed) if empty and self.spec.needed else "")

    def show(self, values: Values, names: Names) -> None:
        """Show the values of a record."""
        self._line.set_number(values.get(self.spec.name))

    def values(self) -> dict[str, object]:
        """Return what is held."""
        return {self.spec.name: self._line.number()}


class TickField(FormField):
    """Yes or no, as a box to tick."""

    def __init__(self, spec: FieldSpec) -> None:
        self._box = QCheckBox(_(spec.label))
        self._box.setObjectName(f"tick_{spec.name}")
        super().__init__(spec, self._box)

    def judged(self) -> Field | None:
        """Return None: nothing can be wrong."""
        return None

    def show(self, values: Values, names: Names) -> None:
        """Show the values of a record."""
        self._box.setChecked(bool(values.get(self.spec.name)))

    def values(self) -> dict[str, object]:
        """Return what is held."""
        return {self.spec.name: self._box.isChecked()}
