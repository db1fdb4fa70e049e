"""A new commitment, from anywhere (Ctrl+T): it is kept as an aspiration until it can be held to."""

from __future__ import annotations

from dataclasses import fields as fields_of
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QWidget

from desktop.dialogs.drafted import DraftedDialog, Start
from desktop.forms.commitment_form import CommitmentForm
from desktop.forms.parties import held
from models.actions.commitments import CommitmentFields, make_commitment, missing_parts
from models.errors import AppError
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.forms.chooser import RecordField


class NewCommitmentDialog(DraftedDialog):
    """Asks for the parts of a promise and says which are still missing."""

    def __init__(self, context: Context, parent: QWidget | None = None, start: CommitmentFields | None = None) -> None:
        """`start` gives what is known already, for instance the meeting it was made at."""
        super().__init__(_("New commitment"), parent, width_ems=40)
        self._context, self._made_of = context, start
        self.form = CommitmentForm(context)
        self.form.show_fields(start or CommitmentFields("", context.today()))
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.add_cancel(_("Cancel"))
        self.save = self.add_button(_("Save"), main=True)
        self.saved.connect(self._on_save)
        self.form.text.textChanged.connect(self._name)
        self.form.text.setFocus()

    def promise_of(self, kind: str, number: int, name: str, *, to: bool = False) -> None:
        """Begin with who promises, or with to whom, as when the dialog is opened from their page."""
        field: RecordField = self.form.to if to else self.form.owner
        field.set_choice(held(kind, number, name))

    def draft_start(self) -> Start:
        """Return what it was made of that the fields do not show: meeting, conversation and the like by number."""
        if self._made_of is None:
            return {}
        known = {field.name: getattr(self._made_of, field.name) for field in fields_of(CommitmentFields)}
        return {name: value for name, value in known.items() if name.endswith("_id") and isinstance(value, int)}

    @classmethod
    def reopen(cls, context: Context, start: Start) -> NewCommitmentDialog:
        """Return the form again."""
        names = {field.name for field in fields_of(CommitmentFields)} & start.keys()
        known: dict[str, Any] = {name: int(start[name]) for name in names}
        made_of = replace(CommitmentFields("", context.today()), **known)
        return cls(context, QApplication.activeWindow(), made_of if known else None)

    def draft_words(self) -> str:
        """Return what is promised."""
        text = self.form.text.text().strip()
        return _("a new commitment, “{text}”").format(text=text) if text else _("a new commitment")

    def _name(self) -> None:
        self.note.setText("")

    def _on_save(self) -> None:
        if not self.form.is_sound():
            return
        fields = self.form.fields()
        words = _("New aspiration") if missing_parts(fields) else _("New commitment")
        try:
            with self._context.store.write(words) as session:
                made = make_commitment(session, fields)
        except AppError as error:
            self.note.setText(error.sentence)
            return
        self.accept()
        self._context.open("commitment", made)


def ask_new_commitment(context: Context, start: CommitmentFields | None = None) -> NewCommitmentDialog:
    """Open the dialog over the window in front."""
    dialog = NewCommitmentDialog(context, QApplication.activeWindow(), start)
    dialog.open()
    return dialog
