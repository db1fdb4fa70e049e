"""A new event, from anywhere (Ctrl+Shift+E)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from desktop.dialogs.drafted import DraftedDialog, Start
from desktop.forms.event_form import EventForm, empty_event
from desktop.forms.parties import held
from models.actions.events import create_event
from models.errors import AppError
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class NewEventDialog(DraftedDialog):
    """Asks what, when, where and by whom; the event is shown once it is saved."""

    def __init__(self, context: Context, parent: QWidget | None = None, *, day: date | None = None) -> None:
        """`day` is the day that was in view, if any."""
        super().__init__(_("New event"), parent or QApplication.activeWindow(), width_ems=54)
        self.setObjectName("new_event")
        self._context = context
        self.form = EventForm(context)
        self.form.show_fields(empty_event(context.today()))
        if day is not None:
            self.form.day.set_date(day)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.add_cancel(_("Cancel"))
        self.save = self.add_button(_("Save"), main=True)
        self.saved.connect(self._on_save)
        self.form.title.textChanged.connect(self._on_typed)
        self.form.title.setFocus()

    def held_by(self, organisation_id: int, name: str) -> None:
        """Begin with the host, as when the dialog is opened from an organisation."""
        self.form.host.set_choice(held("organisation", organisation_id, name))

    def draft_start(self) -> Start:
        """Return nothing: the fields say all."""
        return {}

    @classmethod
    def reopen(cls, context: Context, start: Start) -> NewEventDialog:
        """Return the form again."""
        return cls(context)

    def draft_words(self) -> str:
        """Return which event it is."""
        title = self.form.title.text().strip()
        return _("a new event, “{title}”").format(title=title) if title else _("a new event")

    def _on_typed(self) -> None:
        self.note.setText("")

    def _on_save(self) -> None:
        if not self.form.is_sound():
            return
        try:
            with self._context.store.write(_("New event")) as session:
                made = create_event(session, self.form.fields())
        except AppError as error:
            self.note.setText(error.sentence)
            return
        self.accept()
        self._context.open("event", made)
