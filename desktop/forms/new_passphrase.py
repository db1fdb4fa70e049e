"""Two fields for a new passphrase: long enough, and twice the same."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from desktop.forms.fields import Field, first_problem
from desktop.widgets.line_edit import LineEdit
from models.encryption import is_too_short
from resources.i18n import _


def secret_line(name: str) -> LineEdit:
    """Return a line that does not show what is typed."""
    line = LineEdit(name)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line


class NewPassphrase:
    """The passphrase and the same again; `fields` are put where they are to stand."""

    def __init__(self, label: str = "", again: str = "") -> None:
        """Call the first `label`, where another passphrase is asked for too; the second is called `again`."""
        label, again = label or _("&Passphrase"), again or _("The same &again")
        self.first, self.second = secret_line(label.replace("&", "")), secret_line(_("The same again"))
        self.fields = [
            Field(label, self.first, check=self._check_first),
            Field(again, self.second, check=self._check_second),
        ]

    def is_good(self) -> bool:
        """Say whether it can be taken; a field that is wrong says so and takes the focus."""
        return first_problem(self.fields) is None

    def text(self) -> str:
        """Return the passphrase."""
        return self.first.text()

    def _check_first(self) -> str:
        return _("Enter at least 12 letters, or four words") if is_too_short(self.first.text()) else ""

    def _check_second(self) -> str:
        return "" if self.second.text() == self.first.text() else _("Enter the same words in both fields")


def passphrase_words() -> str:
    """Return what whoever chooses a passphrase must know."""
    return _(
        "Choose a passphrase of at least four words or 12 letters. Without it nobody can read the book, and nobody "
        "can get it back for you: write it down and keep it in a safe place."
    )
