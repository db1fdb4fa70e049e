"""The password of a file that is sent to somebody: what must be known of it, and where a dialog may ask for one."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.forms.new_passphrase import NewPassphrase
from desktop.theme import M
from desktop.widgets.labels import PlainLabel
from resources.i18n import _


def file_password_words() -> str:
    """Return what whoever protects a file must know."""
    return _(
        "The file opens only with the password that you choose here: at least four words or 12 letters. Tell it to "
        "whoever gets the file by another way, by telephone or face to face, and never in the same email. It is kept "
        "nowhere, so nobody can open the file without it."
    )


class FilePassword(QWidget):
    """A tick in a dialog that makes files, and the password in two fields where it is set."""

    def __init__(self, label: str) -> None:
        """`label` says what the tick does, with its letter."""
        super().__init__()
        self.wanted = QCheckBox(label)
        self.wanted.setObjectName("protect_file")
        self.words = PlainLabel(file_password_words(), "small")
        self.passphrase = NewPassphrase(_("Password"), _("The same again"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        for part in (self.wanted, self.words, *self.passphrase.fields):
            column.addWidget(part)
        self.wanted.toggled.connect(self._show_fields)
        self._show_fields(False)

    def is_good(self) -> bool:
        """Say whether none is wanted or what was typed will do; a field that is wrong says so and takes the focus."""
        return not self.text_wanted() or self.passphrase.is_good()

    def text(self) -> str:
        """Return the password, "" where none is wanted."""
        return self.passphrase.text() if self.text_wanted() else ""

    def text_wanted(self) -> bool:
        """Say whether the files are to have one; not where the dialog does not offer it just now."""
        return self.wanted.isChecked() and not self.isHidden()

    def _show_fields(self, shown: bool) -> None:
        for part in (self.words, *self.passphrase.fields):
            part.setVisible(shown)
        if shown and self.isVisible():
            self.passphrase.first.setFocus()
