"""Why we stop waiting for a reply, or which other way round we try."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.dialogs.drafted import DraftedDialog, Start
from desktop.forms.fields import Field, NotesField, first_problem
from desktop.widgets.labels import PlainLabel
from models.actions.conversations import give_up
from models.errors import AppError
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class StopWaitingDialog(DraftedDialog):
    """Asks for the reason, which reports show as a fact."""

    def __init__(self, context: Context, conversation_id: int, words: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Stop waiting for a reply"), parent, width_ems=30)
        self.setObjectName("stop_waiting")
        self._context, self._id, self._about = context, conversation_id, words
        self.body.addWidget(PlainLabel(words, "strong"))
        self.reason = NotesField(_("Reason"), lines=3)
        self.field = Field(
            _("&Why, or which other way you try"),
            self.reason,
            hint=_("For example: the clerk will raise it at the heads’ meeting"),
            check=self._check,
        )
        self.body.addWidget(self.field)
        self.body.addStretch(1)
        self.add_cancel(_("Cancel"))
        self.add_button(_("Stop waiting"), main=True)
        self.saved.connect(self._on_save)
        self.reason.setFocus()

    def draft_start(self) -> Start:
        """Return which conversation it is."""
        return {"id": self._id, "words": self._about}

    @classmethod
    def reopen(cls, context: Context, start: Start) -> StopWaitingDialog:
        """Return the form again."""
        return cls(context, int(start["id"]), str(start["words"]))

    def _check(self) -> str:
        return "" if self.reason.text().strip() else _("Enter why you stop waiting")

    def _on_save(self) -> None:
        if first_problem([self.field]) is not None:
            return
        try:
            with self._context.store.write(_("Stop waiting for a reply")) as session:
                give_up(session, self._id, self.reason.text())
        except AppError as error:
            self.note.setText(error.sentence)
            return
        self.accept()


def ask_stop_waiting(context: Context, conversation_id: int, words: str) -> StopWaitingDialog:
    """Open the dialog over the window in front."""
    dialog = StopWaitingDialog(context, conversation_id, words)
    dialog.open()
    return dialog
