"""A book that is open in another window: by whom, where and since when, and what can be done."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel, TitleLabel
from reports.formatting import clock, short_date
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


def who_words(holder: Holder | None) -> str:
    """Return in a sentence who has a book open, on which computer, since when, as far as it is known."""
    if holder is None or not holder.computer:
        return _("Another window has it open.")
    user = holder.user or _("Somebody")
    where = _("on this computer") if holder.is_here else _("on {computer}").format(computer=holder.computer)
    if holder.since is None:
        return _("{user} has it open {where}.").format(user=user, where=where)
    at = holder.since.replace(tzinfo=UTC).astimezone()
    today = datetime.now().astimezone().date()
    when = clock(at) if at.date() == today else f"{short_date(at)}, {clock(at)}"
    return _("{user} has it open {where} since {when}.").format(user=user, where=where, when=when)
