"""Opens a book whose passphrase is forgotten: the code of the recovery sheet, and a new passphrase twice."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.forms.fields import Field
from desktop.forms.new_passphrase import NewPassphrase
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from resources.i18n import _


class RecoverDialog(Dialog):
    """Stays open while the code is mistyped."""

    given = Signal(str, str)
    """The code as it was typed, and the new passphrase."""

    def __init__(self, book: Path, parent: QWidget | None = None) -> None:
        super().__init__(_("Open with the recovery code"), parent, width_ems=36)
        self.setObjectName("recover_dialog")
        self.body.addWidget(
            PlainLabel(
                _(
                    "Type the code from the recovery sheet of {book}, and choose a new passphrase. Without the "
                    "passphrase and without the code nobody can open the book: then only a backup with a passphrase "
                    "that you know is left."
                ).format(book=book.name)
            )
        )
        self.code = LineEdit(_("Recovery code"))
        self.code.setMaxLength(400)
        hint = _("Eight groups. Spaces, dashes and capital letters do not matter.")
        self.code_field = Field(_("&Recovery code"), self.code, hint=hint)
        self.body.addWidget(self.code_field)
        self.passphrase = NewPassphrase(_("&New passphrase"))
        for field in self.passphrase.fields:
            self.body.addWidget(field)
        self.body.addStretch(1)
        self.add_cancel()
        self.add_button(_("Open with the code"), main=True)
        self.saved.connect(self._on_saved)
        self.code.setFocus()

    def tell_wrong(self, sentence: str) -> None:
        """Say which group is mistyped, or what else prevents it."""
        self.code_field.show_problem(sentence)
        self.code.setFocus()

    def _on_saved(self) -> None:
        if not self.code.text().strip():
            self.tell_wrong(_("Enter the code from your recovery sheet"))
        elif self.passphrase.is_good():
            self.code_field.show_problem("")
            self.given.emit(self.code.text(), self.passphrase.text())
