"""Two fields for a new passphrase: long enough, and twice the same."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from desktop.forms.fields import Field, first_problem
from desktop.widgets.line_edit import LineEdit
from resources.i18n import _

LEAST_LETTERS, LEAST_WORDS = 12, 4


def secret_line(name: str) -> LineEdit:
    """Return a line that does not show what is typed."""
    line = LineEdit(name)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line


class NewPassphrase:
    """The passphrase and the same again; `fields` are put where they are to stand."""

    def __init__(self) -> None:
        self.first, self.second = secret_line(_("Passphrase")), secret_line(_("The same again"))
        self.fields = [
            Field(_("&Passphrase"), self.first, check=self._check_first),
            Field(_("The same &again"), self.second, check=self._check_second),
        ]

    def is_good(self) -> bool:
        """Say whether it can be taken; a field that is wrong says so and takes the focus."""
        return first_problem(self.fields) is None

    def text(self) -> str:
        """Return the passphrase."""
        return self.first.text()

    def _check_first(self) -> str:
        text = self.first.text()
        if len(text) >= LEAST_LETTERS or len(text.split()) >= LEAST_WORDS:
            return ""
        return _("Enter at least 12 letters, or four words")

    def _check_second(self) -> str:
        return "" if self.second.text() == self.first.text() else _("Enter the same passphrase in both fields")


def passphrase_words() -> str:
    """Return what whoever chooses a passphrase must know."""
    return _(
        "Choose a passphrase of at least four words or 12 letters. Without it nobody can read the book, and nobody "
        "can get it back for you: write it down and keep it in a safe place."
    )
