"""Asks for the password of a file before it is asked where the file goes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.forms.fields import Choice, Field
from desktop.forms.file_password import file_password_words
from desktop.forms.new_passphrase import NewPassphrase
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel
from resources.i18n import _
from resources.i18n import marked as m

_FORMS = {"pdf": m("PDF"), "xlsx": m("Excel workbook"), "docx": m("Word document")}


class FilePasswordDialog(Dialog):
    """Chooses a form, where there are several, and the password twice."""

    given = Signal(str, str)
    """The form, "pdf", "xlsx" or "docx", and the password."""

    def __init__(self, forms: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(_("Save with a password"), parent, width_ems=34)
        self.setObjectName("file_password_dialog")
        self.body.addWidget(PlainLabel(file_password_words()))
        self.form = Choice([(_(_FORMS[form]), form) for form in forms])
        self.form.setObjectName("protected_form")
        form = Field(_("&Kind of file"), self.form)
        form.setVisible(len(forms) > 1)
        self.passphrase = NewPassphrase(_("&Password"))
        for part in (form, *self.passphrase.fields):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.add_cancel()
        self.add_button(_("Choose a file name…"), main=True)
        self.saved.connect(self._on_saved)
        self.passphrase.first.setFocus()

    def _on_saved(self) -> None:
        if self.passphrase.is_good():
            # Closed first: it gives the focus back, and the window for the file's name takes it from there.
            self.accept()
            self.given.emit(str(self.form.value()), self.passphrase.text())
