"""One question for the passphrase of a book, which stays open until it is right or somebody turns away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.shell.opening import PassphraseDialog
from models.errors import PassphraseInDoubt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from models.errors import AppError


class PassphraseAsking(QObject):
    """Asks over a window, one book at a time."""

    given = Signal(str)

    forgotten = Signal(str)
    """Nobody knows the passphrase of the book at a place any more."""

    backup_wanted = Signal(str, str)
    """The book at a place may be damaged; the passphrase that a backup should open with."""

    def __init__(self, owner: QObject, window: QWidget, *, can_recover: bool = False) -> None:
        """`can_recover` offers what helps with a book of one's own: its recovery code, being remembered."""
        super().__init__(owner)
        self._window, self._can_recover = window, can_recover
        self._dialog: PassphraseDialog | None = None

    def ask(self, place: str, trouble: AppError, *, tried: bool) -> None:
        """Ask, or say that the one that was `tried` is not the one."""
        if self._dialog is None:
            self._dialog = dialog = PassphraseDialog(place, self._window, can_recover=self._can_recover)
            dialog.given.connect(self.given)
            dialog.forgotten.connect(partial(self.forgotten.emit, place))
            dialog.backup_wanted.connect(partial(self.backup_wanted.emit, place))
            dialog.finished.connect(self._on_closed)
            dialog.open()
        if tried:
            in_doubt = self._can_recover and isinstance(trouble, PassphraseInDoubt)
            self._dialog.tell_wrong(trouble.sentence, in_doubt=in_doubt)

    def wants_remembering(self) -> bool:
        """Say whether the one being given is to be remembered on this computer."""
        return self._dialog is not None and self._dialog.remember.isChecked()

    def close(self) -> None:
        """Stop asking: it was right, or is not what is wrong."""
        if self._dialog is not None:
            self._dialog.accept()

    def _on_closed(self) -> None:
        self._dialog = None
