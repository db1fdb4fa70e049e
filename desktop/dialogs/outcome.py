"""How a commitment ended, where more must be said than that it was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.dialogs.drafted import DraftedDialog, Start
from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field, NotesField, first_problem
from desktop.widgets.labels import PlainLabel
from models.actions.commitments import CLOSING_STATES, close_commitment
from models.errors import AppError
from models.vocabulary import CommitmentState
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context

_NOTE_NEEDED = {
    CommitmentState.KEPT_IN_PART: m("Say which part was kept"),
    CommitmentState.WITHDRAWN: m("Say why it was withdrawn"),
}


class OutcomeDialog(DraftedDialog):
    """Asks what became of a commitment, on which day, and for a note."""

    def __init__(
        self,
        context: Context,
        commitment_id: int,
        text: str,
        state: CommitmentState = CommitmentState.KEPT_IN_PART,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("What became of it?"), parent, width_ems=32)
        self._context, self._id, self._text = context, commitment_id, text
        self.body.addWidget(PlainLabel(text, "strong"))
        self.state = Choice([(label(one), one) for one in CLOSING_STATES])
        self.state.set_value(state)
        day_field, self.day = date_field(_("&Day"), context.today, required=True, past=True)
        self.day.set_date(context.today())
        self.note_text = NotesField(_("Note"), lines=4)
        note = Field(_("&Note"), self.note_text, check=self._check_note)
        self._fields = [Field(_("&Outcome"), self.state), day_field, note]
        for field in self._fields:
            self.body.addWidget(field)
        self.body.addStretch(1)
        self.add_cancel(_("Cancel"))
        self.add_button(_("Save outcome"), main=True)
        self.saved.connect(self._on_save)
        self.note_text.setFocus()

    def outcome(self) -> CommitmentState:
        """Return the outcome that is chosen; Qt gives it back as plain text."""
        return CommitmentState(str(self.state.value()))

    def draft_start(self) -> Start:
        """Return which commitment it is."""
        return {"id": self._id, "text": self._text}

    @classmethod
    def reopen(cls, context: Context, start: Start) -> OutcomeDialog:
        """Return the form again."""
        return cls(context, int(start["id"]), str(start["text"]))

    def draft_words(self) -> str:
        """Return which commitment it is."""
        return _("what became of “{text}”").format(text=self._text)

    def _check_note(self) -> str:
        needed = _NOTE_NEEDED.get(self.outcome())
        return _(needed) if needed and not self.note_text.text().strip() else ""

    def _on_save(self) -> None:
        state, day = self.outcome(), self.day.day()
        if first_problem(self._fields) is not None or day is None:
            return
        try:
            words = _("Commitment {outcome}").format(outcome=label(state).lower())
            with self._context.store.write(words) as session:
                close_commitment(session, self._id, state, day, self.note_text.text())
        except AppError as error:
            self.note.setText(error.sentence)
            return
        self.accept()
