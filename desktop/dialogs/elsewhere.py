"""A book that is open in another window: by whom, where and since when, and what can be done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.holder_words import who_words
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel, TitleLabel
from resources.i18n import _

if TYPE_CHECKING:
    from models.book_lock import Holder


class ElsewhereDialog(Dialog):
    """Offers to read, and to take the book over where its window is known to be gone."""

    read_wanted = Signal()
    take_wanted = Signal()

    def __init__(self, place: str, holder: Holder, parent: QWidget | None = None) -> None:
        super().__init__(_("This record book is open elsewhere"), parent, width_ems=36)
        self.setObjectName("elsewhere_dialog")
        self.body.addWidget(TitleLabel(Path(place).name, "strong"))
        self.body.addWidget(PlainLabel(who_words(holder)))
        self.body.addWidget(
            PlainLabel(
                _(
                    "Two windows that write to one book would undo each other’s work. You can open it for reading now: "
                    "search, look and print. Or close it there first, and open it here again."
                )
            )
        )
        self.body.addWidget(
            PlainLabel(
                _("If that computer was switched off or its program stopped, you can go on writing here."), "muted"
            )
        )
        self.body.addStretch(1)
        self.add_cancel(_("Close"))
        self.take = self.add_button(_("It is not open there: &write here"))
        self.take.clicked.connect(self._on_take)
        self.add_button(_("Open for reading"), main=True)
        self.saved.connect(self._on_read)

    def _on_read(self) -> None:
        self.accept()
        self.read_wanted.emit()

    def _on_take(self) -> None:
        self.accept()
        self.take_wanted.emit()
