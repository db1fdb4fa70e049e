"""The dialogs before a book is open: the first start, and the passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.forms.fields import Field
from desktop.forms.new_passphrase import NewPassphrase, passphrase_words, secret_line
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel, TitleLabel
from resources.i18n import _


class PassphraseDialog(Dialog):
    """Asks for the passphrase of a locked book; stays open while it is wrong."""

    given = Signal(str)

    def __init__(self, book: Path, parent: QWidget | None = None) -> None:
        super().__init__(_("Open a locked record book"), parent, width_ems=30)
        self.setObjectName("passphrase_dialog")
        self.body.addWidget(PlainLabel(_("{book} is locked with a passphrase.").format(book=book.name)))
        # Two books may have the same name; what is said of the passphrase names the book alone.
        self.folder = TitleLabel(_("In {folder}").format(folder=book.parent), "small")
        self.body.addWidget(self.folder)
        self.line = secret_line(_("Passphrase"))
        self.field = Field(_("&Passphrase"), self.line)
        self.body.addWidget(self.field)
        self.body.addStretch(1)
        self.add_cancel()
        self.add_button(_("Open book"), main=True)
        self.saved.connect(self._on_saved)
        self.line.setFocus()

    def tell_wrong(self, sentence: str) -> None:
        """Say that it was not the one, and let the user try again."""
        self.field.show_problem(sentence)
        self.line.selectAll()
        self.line.setFocus()

    def _on_saved(self) -> None:
        if self.line.text():
            self.given.emit(self.line.text())
        else:
            self.field.show_problem(_("Enter the passphrase of this book"))


class NewPassphraseDialog(Dialog):
    """Asks twice for the passphrase of a new book."""

    given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Lock your new record book"), parent, width_ems=32)
        self.setObjectName("new_passphrase_dialog")
        self.body.addWidget(PlainLabel(passphrase_words()))
        self.passphrase = NewPassphrase()
        for field in self.passphrase.fields:
            self.body.addWidget(field)
        self.body.addStretch(1)
        self.add_cancel()
        self.add_button(_("Make the book"), main=True)
        self.saved.connect(self._on_saved)
        self.passphrase.first.setFocus()

    def _on_saved(self) -> None:
        if self.passphrase.is_good():
            # Closed first: it gives the focus back to where it was, and the book that opens puts it where it belongs.
            self.accept()
            self.given.emit(self.passphrase.text())
