"""The details of a person: fields that save themselves, and their addresses and numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.autosave import AutosaveForm
from desktop.forms.contact_points import ContactPoints
from desktop.forms.parties import held, party_field
from desktop.forms.person_words import CHANNELS, READERS, bases, translated, with_value
from desktop.theme import M
from desktop.widgets.suggestions import Choice as Found
from models.actions.people import PersonFields, edit_person
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.pages.people.loading import Known


class DetailsTab(QWidget):
    """Everything that is kept of a person themselves."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._known: Known | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, M)
        column.setSpacing(M)
        self.form = AutosaveForm(self._save)
        self.points = ContactPoints(context)
        self._build()
        column.addWidget(self.form)
        column.addWidget(self.points)
        column.addStretch(1)

    def _build(self) -> None:
        form, context = self.form, self._context
        form.row(
            (form.line("title", _("Title"), hint=_("For example: Cllr, Dr")), 2),
            (form.line("given_name", _("First &name")), 4),
            (form.line("family_name", _("Famil&y name"), self._check_name), 4),
            (form.line("post_nominals", _("After the name"), hint=_("For example: MBE")), 2),
            (form.line("known_as", _("Known as")), 6),
            (form.choice("preferred_channel", _("Likes to be reached by"), translated(CHANNELS)), 6),
            (form.line("interests", _("Interests"), hint=_("For example: music, allotments")), 12),
        )
        form.heading(_("Why we keep this record"), _("Data protection law asks for both."))
        form.row(
            (form.choice("lawful_basis", _("Basis for &keeping the record"), bases()), 6),
            (form.line("data_source", _("Where this is from"), hint=_("For example: their letter")), 6),
            (form.choice("visibility", _("Who may read it"), translated(READERS)), 6),
            (form.day("verified_on", _("Last checked"), context.today), 6),
        )
        form.heading(_("How we met"))
        self._introduced = party_field(context, _("Introduced by"), ("person",))
        form.row(
            (form.day("first_met_on", _("First met on"), context.today), 6),
            (form.record("introduced_by", _("Introduced by"), self._introduced), 6),
            (form.notes("note", _("Note&s")), 12),
        )

    def _check_name(self, text: str) -> str:
        given = self._known.detail.given_name if self._known is not None else ""
        return "" if text or given else _("Enter a family name or a first name")

    def show_known(self, known: Known) -> None:
        """Show the details of a person; what is being typed stays when it is the same one."""
        if self._known is not None and known.id != self._known.id:
            self.form.forget()
        self._known = known
        fields = fields_of(known)
        for key, options in (("preferred_channel", translated(CHANNELS)), ("lawful_basis", bases())):
            chooser = self.form.field(key).editor
            chooser.set_options(with_value(options, getattr(fields, key)))  # type: ignore[attr-defined]
        values: dict[str, object] = {name: getattr(fields, name) for name in PersonFields.__slots__}
        values["introduced_by"] = held("person", known.detail.introduced_by_id, known.detail.introduced_by_name)
        self.form.load(values)
        self.points.show_points(known.detail.contact_points, known.name, person_id=known.id)

    def focus_name(self) -> None:
        """Begin to edit."""
        self.form.field("given_name").editor.setFocus()

    def _save(self, key: str, value: object) -> None:
        known = self._known
        if known is None:
            return
        if key == "introduced_by":
            key, value = "introduced_by_id", value.id if isinstance(value, Found) else None
        changed = replace(fields_of(known), **{key: value})  # type: ignore[arg-type]
        with self._context.store.write(_("Change to {name}").format(name=known.name)) as session:
            edit_person(session, known.id, changed)


def fields_of(known: Known) -> PersonFields:
    """Return what a form holds of a person."""
    detail, row = known.detail, known.detail.row
    return PersonFields(
        family_name=detail.family_name,
        given_name=detail.given_name,
        title=detail.title,
        post_nominals=detail.post_nominals,
        known_as=detail.known_as,
        preferred_channel=row.preferred_channel,
        interests=detail.interests,
        lawful_basis=row.lawful_basis,
        data_source=detail.data_source,
        first_met_on=detail.first_met_on,
        first_met_event_id=detail.first_met_event_id,
        introduced_by_id=detail.introduced_by_id,
        note=detail.note,
        source=detail.source,
        verified_on=detail.verified_on,
        visibility=row.visibility,
        version=detail.version,
    )
