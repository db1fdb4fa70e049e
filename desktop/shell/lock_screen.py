"""What covers a locked window: which book it is, and the line for its passphrase. Nothing else is shown."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.forms.fields import Field
from desktop.theme import XL, M, Theme
from desktop.widgets.announce import announce
from desktop.widgets.buttons import button
from desktop.widgets.cards import Card
from desktop.widgets.labels import PlainLabel, TitleLabel
from desktop.widgets.line_edit import LineEdit
from desktop.widgets.picture import Picture
from desktop.widgets.scrolling import scrolling
from resources.i18n import _

_WIDTH_EMS = 28


class LockScreen(QWidget):
    """Takes the place of everything in the window until the passphrase opens the book again."""

    given = Signal(str)
    """A passphrase to try."""

    forgotten = Signal()
    """Nobody knows the passphrase any more."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lock_screen")
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._card = Card(gap=M)
        head = QHBoxLayout()
        head.addWidget(Picture(theme, "lock", "muted", 2))
        head.addWidget(PlainLabel(_("Locked"), "h1"), 1)
        self.book = TitleLabel("", "strong")
        self.words = PlainLabel("", "muted")
        self.line = LineEdit(_("Passphrase"))
        self.line.setObjectName("unlock_passphrase")
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.field = Field(_("&Passphrase"), self.line)
        self.unlock = button(_("Unlock"), self._on_unlock, kind="filled", name="unlock_button")
        self.forgot = button(_("I forg&ot the passphrase…"), self.forgotten.emit, kind="link", name="forgot_unlock")
        self._card.body.addLayout(head)
        for part in (self.book, self.words, self.field, self.unlock, self.forgot):
            self._card.body.addWidget(part)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(XL, XL, XL, XL)
        column.addStretch(1)
        column.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inside))
        self.line.returnPressed.connect(self._on_unlock)
        theme.changed.connect(self._fit)
        self._fit()

    def tell(self, book: str, words: str) -> None:
        """Name the file of the book and nothing else of it, and say why it is locked."""
        self.book.set_text(Path(book).name)
        self.words.setText(words)
        self.field.show_problem("")
        self.line.clear()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{_('Locked')}. {words}")

    def forget(self) -> None:
        """Keep nothing of what was typed."""
        self.line.clear()

    def tell_wrong(self, sentence: str) -> None:
        """Say that it was not the one, and let the user try again."""
        self.field.show_problem(sentence)
        self.line.clear()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_unlock(self) -> None:
        text = self.line.text()
        if text:
            self.given.emit(text)
        else:
            self.field.show_problem(_("Enter the passphrase of this book"))

    def _fit(self) -> None:
        self._card.setFixedWidth(self._theme.line_height * _WIDTH_EMS)
