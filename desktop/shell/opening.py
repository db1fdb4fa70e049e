"""The dialogs before a book is open: the first start, and the passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.forms.fields import Field
from desktop.forms.new_passphrase import NewPassphrase, passphrase_words, secret_line
from desktop.key_store import NoKeyStore
from desktop.widgets.announce import announce
from desktop.widgets.buttons import button
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel, TitleLabel
from models.server_address import is_server, shown
from resources.i18n import _


class PassphraseDialog(Dialog):
    """Asks for the passphrase of a locked book; stays open while it is wrong."""

    given = Signal(str)

    forgotten = Signal()
    """Nobody knows it any more: the recovery code is to open the book."""

    backup_wanted = Signal(str)
    """It may be the file that is damaged: a backup is to be looked for that opens with this passphrase."""

    def __init__(self, place: Path | str, parent: QWidget | None = None, *, can_recover: bool = False) -> None:
        title = _("Open a book from a server") if is_server(place) else _("Open a locked record book")
        super().__init__(title, parent, width_ems=30)
        self.setObjectName("passphrase_dialog")
        self._tried = ""
        if is_server(place):
            words, where = _("The server asks for your password. It is kept nowhere."), shown(place)
            name, label, self._missing = _("Password"), _("&Password"), _("Enter your password on the server")
        else:
            book = Path(place)
            words = _("{book} is locked with a passphrase.").format(book=book.name)
            # Two books may have the same name; what is said of the passphrase names the book alone.
            where = _("In {folder}").format(folder=book.parent)
            name, label, self._missing = _("Passphrase"), _("&Passphrase"), _("Enter the passphrase of this book")
        self.body.addWidget(PlainLabel(words))
        self.folder = TitleLabel(where, "small")
        self.body.addWidget(self.folder)
        self.line = secret_line(name)
        self.field = Field(label, self.line)
        self.body.addWidget(self.field)
        self.damaged = button(
            _("The file may be damaged: look for a &backup…"), self._on_damaged, kind="link", name="look_for_backup"
        )
        self.damaged.hide()
        self.body.addWidget(self.damaged, 0, Qt.AlignmentFlag.AlignLeft)
        if can_recover and not is_server(place):
            forgot = button(_("I forg&ot the passphrase…"), self._on_forgotten, kind="link", name="forgot_passphrase")
            self.body.addWidget(forgot, 0, Qt.AlignmentFlag.AlignLeft)
        self.remember = QCheckBox(_("&Remember it on this computer"))
        self.remember.setObjectName("remember_passphrase")
        self.weaker = PlainLabel("", "small")
        for part in (self.remember, self.weaker):
            self.body.addWidget(part)
        self.remember.setVisible(can_recover and not is_server(place))
        self.weaker.hide()
        self.remember.toggled.connect(self._on_remember)
        self.body.addStretch(1)
        self.add_cancel()
        self.add_button(_("Open book"), main=True)
        self.saved.connect(self._on_saved)
        self.line.setFocus()

    def tell_wrong(self, sentence: str, *, in_doubt: bool = False) -> None:
        """Say that it was not the one, and let the user try again; where that is in doubt, offer the other way too."""
        self._tried = self.line.text()
        self.damaged.setVisible(in_doubt)
        self.field.show_problem(sentence)
        self.line.selectAll()
        self.line.setFocus()

    def _on_remember(self, wanted: bool) -> None:
        """Say what it weakens; or, where nothing can be remembered here, that, and take the tick away."""
        from desktop import key_store
        from desktop.remembering import weaker_words

        words = weaker_words() if wanted else ""
        if wanted:
            try:
                key_store.check()
            except NoKeyStore as trouble:
                words = trouble.sentence
                with QSignalBlocker(self.remember):
                    self.remember.setChecked(False)
        self.weaker.setText(words)
        self.weaker.setVisible(bool(words))
        if words:
            announce(self, words)

    def _on_damaged(self) -> None:
        self.accept()
        self.backup_wanted.emit(self._tried)

    def _on_forgotten(self) -> None:
        self.reject()
        self.forgotten.emit()

    def _on_saved(self) -> None:
        if self.line.text():
            self.given.emit(self.line.text())
        else:
            self.field.show_problem(self._missing)


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
