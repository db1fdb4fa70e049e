"""What stands below the file in view: what stays out, the rows not taken, and the button that brings it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout

from desktop.pages.imports.rejects import RejectsSaving
from desktop.pages.imports.words import bring_in_words, foot_words
from desktop.pages.imports.working import progress_bar, show_on
from desktop.theme import XL, S
from desktop.widgets.buttons import button
from desktop.widgets.labels import PlainLabel
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.pages.imports.files import IncomingFile


class Foot(QFrame):
    """Says in words what the button would do, and how far it is once it was pressed."""

    wanted = Signal()
    """The file is to be brought in."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._file: IncomingFile | None = None
        self.setProperty("look", "bar")
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.setContentsMargins(XL, S, XL, S)
        self._sides.setSpacing(S)
        self.words = PlainLabel("", "small")
        self.bar = progress_bar()
        self.bar.hide()
        self.rejects = RejectsSaving(context, self)
        self.save = button(_("Save re&jected rows…"), self._on_save, name="save_rejected")
        self.go = button("", self.wanted.emit, kind="filled", name="bring_in")
        self._sides.addWidget(self.words, 1)
        self._sides.addWidget(self.bar)
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        buttons.addWidget(self.go)
        self._sides.addLayout(buttons)

    def show_file(self, file: IncomingFile) -> None:
        """Say what is to be said of a file as it is now."""
        self._file, preview = file, file.preview
        if preview is None:
            return
        comparing = bool(file.waiting) or file.before is not None
        self.words.setText(_("Looking at what that changes…") if comparing else foot_words(preview))
        self.bar.setVisible(file.job is not None and not comparing)
        self.bar.setRange(0, 0)
        self.go.setText(bring_in_words(preview))
        self.go.setAccessibleDescription(self.words.text())
        can_write = not self._context.store.read_only
        self.go.setEnabled(preview.is_anything and file.job is None and not comparing and can_write)
        self.go.setToolTip("" if can_write else _("Off: this book is open for reading only"))
        self.save.setVisible(any(line.cells for line in preview.not_taken))
        self.fold()

    def show_progress(self, done: int, total: int) -> None:
        """Say how far the writing is."""
        show_on(self.bar, done, total)

    def fold(self) -> None:
        """Put the words above the buttons where they do not fit beside them."""
        wanted = self.go.sizeHint().width() + self.save.sizeHint().width() + 14 * self.fontMetrics().height()
        ways = QBoxLayout.Direction
        self._sides.setDirection(ways.LeftToRight if self.width() >= wanted + 2 * XL else ways.TopToBottom)

    def _on_save(self) -> None:
        preview = self._file.preview if self._file is not None else None
        if preview is not None:
            rows = [(line.number, line.cells, " ".join(line.reasons)) for line in preview.not_taken if line.cells]
            self.rejects.ask(preview.file, preview.headings, rows)
