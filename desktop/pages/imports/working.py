"""A file is being read: how far it is, and a way to stop."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.theme import XL, M
from desktop.widgets.buttons import button
from desktop.widgets.labels import PlainLabel
from models.imports.reference.kinds import REFERENCE
from resources.i18n import _


def progress_bar() -> QProgressBar:
    """Return a bar that says nothing in figures; how far it is stands in words."""
    bar = QProgressBar()
    bar.setAccessibleName(_("Progress"))
    bar.setTextVisible(False)
    bar.setRange(0, 0)
    return bar


def show_on(bar: QProgressBar, done: int, total: int) -> None:
    """Show how far a work is; of a large file there are more bytes than a bar can count."""
    while total > 1_000_000_000:
        done, total = done // 1000, total // 1000
    bar.setRange(0, total)
    bar.setValue(done)


class Working(QWidget):
    """Says what is done to a file that is not to be seen yet."""

    def __init__(self) -> None:
        super().__init__()
        self.words = PlainLabel("", "h3")
        self.bar = progress_bar()
        self.far = PlainLabel("", "muted")
        self.stop = button(_("Sto&p"), name="stop_reading")
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(M)
        row = QHBoxLayout()
        row.addWidget(self.stop)
        row.addStretch(1)
        for part in (self.words, self.bar, self.far):
            column.addWidget(part)
        column.addLayout(row)
        column.addStretch(1)

    def begin(self, words: str) -> None:
        """Say what is being done; how far is not known yet."""
        self.words.setText(words)
        self.far.setText("")
        self.bar.setRange(0, 0)

    def show_progress(self, key: str, done: int, total: int) -> None:
        """Say how far the work on a file of some kind is: of reference data bytes are counted, of others rows."""
        show_on(self.bar, done, total)
        if key in REFERENCE:
            self.far.setText(_("{percent} % read").format(percent=100 * done // max(total, 1)))
        else:
            self.far.setText(_("Compared {done} of {total} rows").format(done=f"{done:,}", total=f"{total:,}"))
