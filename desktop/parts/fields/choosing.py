"""Fields whose values are chosen: from a short list of words, or among the records of the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.forms.chooser import RecordField
from desktop.forms.fields import Choice, Field
from desktop.forms.parties import held, party_search
from desktop.forms.parties_field import PartiesField
from desktop.parts.spec import FieldSpec, Values
from desktop.tables.columns import RecordLine
from desktop.widgets.suggestions import Choice as Found
from desktop.widgets.suggestions import Search
from models.kinds import KINDS
from models.queries.forms import list_choices
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

from desktop.parts.fields.base import FormField, Names


class WordsField(FormField):
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
        """Return the records that the values name."""
        value = values.get(self.spec.name)
        return [(self.spec.kinds[0], value)] if self.spec.kinds and isinstance(value, int) else []

    def show(self, values: Values, names: Names) -> None:
        """Show the values of a record."""
        value = values.get(self.spec.name)
        if value is not None and value not in self._choice.values():
            # It was chosen where more was offered: it stays until something else is chosen.
            words = next((names[ref] for ref in self.refs(values) if ref in names), str(value))
            self._options.append((words, value))
            self._choice.set_options(self._options)
        if value is not None or self.spec.blank:
            self._choice.set_value(value)

    def values(self) -> dict[str, object]:
        """Return what is held."""
        return {self.spec.name: self._choice.value()}


class OneRecord(FormField):
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
        """Return the records that the values name."""
        return [(kind, values[name]) for kind, name in self._columns() if values.get(name) is not None]

    def show(self, values: Values, names: Names) -> None:
        """Show the values of a record."""
        found = next(iter(self.refs(values)), None)
        self._line.set_choice(held(*found, names.get(found)) if found is not None else None)
        self._shown = self._line.choice(), {name: values.get(name) for _kind, name in self._columns()}

    def values(self) -> dict[str, object]:
        """Return what is held."""
        choice = self._line.choice()
        if self._shown is not None and choice == self._shown[0]:
            # Somebody may stand for an organisation: both stay while nobody else is chosen.
            return dict(self._shown[1])
        return {
            name: choice.id if choice is not None and choice.kind == kind else None for kind, name in self._columns()
        }


class SeveralRecords(FormField):
    """Several records of one kind."""

    def __init__(self, spec: FieldSpec, context: Context) -> None:
        needed = _(spec.needed) if spec.needed else ""
        self._line = PartiesField(context, _(spec.label), search=record_search(context, spec.kinds), needed=needed)
        super().__init__(spec, self._line)

    def judged(self) -> Field:
        """Return the field that says what is wrong."""
        return self._line.field

    def refs(self, values: Values) -> list[tuple[str, int]]:
        """Return the records that the values name."""
        return [(self.spec.kinds[0], number) for number in values.get(self.spec.name) or ()]

    def show(self, values: Values, names: Names) -> None:
        """Show the values of a record."""
        kept = [held(kind, number, names.get((kind, number))) for kind, number in self.refs(values)]
        self._line.set_choices([choice for choice in kept if choice is not None])

    def values(self) -> dict[str, object]:
        """Return what is held."""
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
