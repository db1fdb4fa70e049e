"""That this computer remembers the passphrase of the open book, and the way to have it forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.remembering import Remembering, weaker_words
from desktop.theme import S
from desktop.widgets.buttons import button
from desktop.widgets.labels import PlainLabel
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class RememberedBook(QWidget):
    """Nothing where the passphrase is not remembered: the tick for it stands where the passphrase is asked for."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._remembering = context, Remembering(context.settings)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(PlainLabel(_("This computer remembers the passphrase of this book.")))
        column.addWidget(PlainLabel(weaker_words(), "small"))
        self.forget = button(_("Forget the passphrase here"), self._on_forget, name="forget_passphrase")
        column.addWidget(self.forget)
        if not self._remembering.is_on(context.store.location):
            self.hide()

    def _on_forget(self) -> None:
        trouble = self._remembering.forget(self._context.store.location)
        self.hide()
        done = _("This computer asks for the passphrase again when the book is opened.")
        self._context.say(f"{done} {trouble}".rstrip())
