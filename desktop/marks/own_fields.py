"""Fields of one's own on a record: each saved as it is left, with the editor of its kind."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from desktop.forms.autosave import AutosaveForm
from desktop.parts.spec import Owner, Session
from desktop.widgets.buttons import button
from desktop.widgets.cards import Card, SectionHeader
from desktop.widgets.labels import PlainLabel
from models.actions.custom_fields import set_custom_value, understand_custom_value
from models.errors import WrongUse
from models.kinds import KINDS
from models.queries.custom_fields import CustomFieldRow, CustomValueRow, list_custom_values
from models.vocabulary import FieldKind
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.forms.fields import Field


class OwnFieldsCard(Card):
    """A form made of the fields that there are for this kind of record."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("own_fields_card")
        self.context = context
        self._owner: Owner | None = None
        self._fields: tuple[CustomFieldRow, ...] = ()
        self.form: AutosaveForm | None = None
        self._head = SectionHeader(_("Fields of your own"), "h3")
        self._nothing = PlainLabel("", "muted")
        self._settings = button(_("Make a field in Settings"), self._on_settings, kind="link", name="to_own_fields")
        for part in (self._head, self._nothing, self._settings):
            self.body.addWidget(part)

    def load(self, session: Session, owner: Owner) -> None:
        """Ask what the fields say of a record and show it."""
        if self.form is not None and owner != self._owner:
            self.form.flush()
            self.form.forget()
        self._owner = owner
        values = list_custom_values(session, owner.kind, owner.id)
        fields = tuple(one.field for one in values)
        if fields != self._fields:
            self._make(fields)
        words = _("You have no fields of your own for {kind} yet. Make one for what no other field asks.")
        self._nothing.setText(words.format(kind=KINDS[owner.kind].words))
        self._nothing.setVisible(not fields)
        self._settings.setVisible(not fields and not self.context.store.read_only)
        if self.form is not None:
            self.form.load({_key(one.field): _shown(one) for one in values})
            self.form.setEnabled(not self.context.store.read_only)

    def flush(self) -> None:
        """Keep what is being typed."""
        if self.form is not None:
            self.form.flush()

    def _make(self, fields: tuple[CustomFieldRow, ...]) -> None:
        self._fields = fields
        if self.form is not None:
            self.body.removeWidget(self.form)
            self.form.setParent(None)
            self.form.deleteLater()
        self.form = AutosaveForm(self._save) if fields else None
        if self.form is None:
            return
        self.form.column.setContentsMargins(0, 0, 0, 0)
        made = [self._field(self.form, one) for one in fields]
        for at in range(0, len(made), 2):
            self.form.row(*((field, 6) for field in made[at : at + 2]))
        self.body.addWidget(self.form)

    def _field(self, form: AutosaveForm, one: CustomFieldRow) -> Field:
        key, label = _key(one), one.label.replace("&", "&&")
        if one.kind is FieldKind.CHOICE:
            options: list[tuple[str, object]] = [(_("Not said"), None), *((word, word) for word in one.options)]
            return form.choice(key, label, options)
        if one.kind is FieldKind.YES_NO:
            return form.choice(key, label, [(_("Not said"), None), (_("Yes"), True), (_("No"), False)])
        if one.kind is FieldKind.DATE:
            return form.day(key, label, self.context.today)
        if one.kind is FieldKind.NUMBER:
            return form.line(key, label, partial(self._number_problem, one.label))
        return form.line(key, label)

    def _number_problem(self, label: str, text: str) -> str:
        try:
            understand_custom_value(FieldKind.NUMBER, label, text, self.context.today())
        except WrongUse as error:
            return error.sentence
        return ""

    def _save(self, key: str, value: object) -> None:
        owner, number = self._owner, int(key.removeprefix("own_"))
        one = next(field for field in self._fields if field.id == number)
        if owner is None:
            return
        content: str | Decimal | date | bool | None
        if isinstance(value, str):
            content = understand_custom_value(one.kind, one.label, value, self.context.today())
        else:
            content = value if isinstance(value, date | bool) else None
        with self.context.store.write(_("{field}: {name}").format(field=one.label, name=owner.name)) as session:
            set_custom_value(session, number, owner.id, content)

    def _on_settings(self) -> None:
        self.context.show_page("settings", "custom_field")


def _key(field: CustomFieldRow) -> str:
    return f"own_{field.id}"


def _shown(one: CustomValueRow) -> object:
    """Return a value as its editor shows it."""
    if isinstance(one.value, Decimal):
        return f"{one.value.normalize():f}"
    if one.field.kind in (FieldKind.TEXT, FieldKind.NUMBER):
        return one.value or ""
    return one.value if one.value != "" else None
