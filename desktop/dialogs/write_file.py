"""Before a file is written: which of several, where there is a choice, and whether it opens only with a password."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.forms.fields import Choice, Field
from desktop.forms.file_password import FilePassword
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel
from resources.i18n import _


class WriteFileDialog(Dialog):
    """Asks both in one place; the name of the file is asked for after it."""

    given = Signal(str, str)
    """The choice, "" where there was none to make, and the password, "" where none is wanted."""

    def __init__(
        self, title: str, words: str, label: str = "", choices: Sequence[tuple[str, str]] = (), *, parent: QWidget
    ) -> None:
        super().__init__(title, parent, width_ems=34)
        self.setObjectName("write_file_dialog")
        self.body.addWidget(PlainLabel(words))
        self.choice = Choice([*choices] or [("", "")])
        field = Field(label, self.choice)
        field.setVisible(len(choices) > 1)
        self.password = FilePassword(_("The file opens only with a pass&word"))
        self.body.addWidget(field)
        self.body.addWidget(self.password)
        self.body.addStretch(1)
        self.add_cancel()
        main = self.add_button(_("Choose a file name…"), main=True)
        self.saved.connect(self._on_saved)
        (self.choice if len(choices) > 1 else main).setFocus()

    def _on_saved(self) -> None:
        if self.password.is_good():
            # Closed first: it gives the focus back, and the window for the file's name takes it from there.
            self.accept()
            self.given.emit(str(self.choice.value()), self.password.text())
