"""The file in view: being read, told of, or seen with what it would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.pages.imports.seen_view import SeenView
from desktop.pages.imports.told_pane import ToldPane
from desktop.pages.imports.words import bring_in_words, recognised_words
from desktop.pages.imports.working import Working
from desktop.widgets.announce import announce
from desktop.widgets.buttons import Button
from desktop.widgets.scrolling import scrolling
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.pages.imports.files import IncomingFile
    from desktop.pages.imports.intake import Intake

_WORDS_AFTER_MS = 300
"""How long a file may take before anything is said of it: most are there by then."""


class FileView(QWidget):
    """Shows whatever there is to show of one file."""

    def __init__(self, context: Context, intake: Intake, more: Button) -> None:
        """`more` is the button that asks for more files."""
        super().__init__()
        self._intake = intake
        self.file: IncomingFile | None = None
        self._said = ""
        self.work, self.told, self.seen = Working(), ToldPane(context), SeenView(context, intake, more)
        self._told_area = scrolling(self.told)
        self.stack = QStackedWidget()
        for pane in (self.work, self._told_area, self.seen):
            self.stack.addWidget(pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_WORDS_AFTER_MS)
        self._late.timeout.connect(self._show_work)
        self.work.stop.clicked.connect(self._on_stop)
        self.told.kind_chosen.connect(self._on_kind)
        self.told.answered.connect(self._on_answered)
        self.told.all_left_out.connect(intake.leave_out_unreadable)
        for signal in (self.told.left_out, self.told.gone, self.seen.left_out):
            signal.connect(self._on_left_out)
        intake.listed.connect(self._count_unreadable)
        intake.moved.connect(self._on_moved)
        intake.reported.connect(self._on_reported)

    # --- showing --------------------------------------------------------------------------------------------------

    def show_file(self, file: IncomingFile) -> None:
        """Show a file as it is now."""
        if file is not self.file:
            self.file, self._said = file, ""
        if file.preview is not None:
            self._late.stop()
            came = self.stack.currentWidget() is not self.seen
            self.seen.show_file(file, came=came)
            self.stack.setCurrentWidget(self.seen)
            if came and self.isVisible():
                self.seen.first_editor().setFocus()
            self._say(file.notice or f"{recognised_words(file.preview.recognised)} {bring_in_words(file.preview)}")
        elif file.job is not None:
            if not self._late.isActive() and self.stack.currentWidget() is not self.work:
                self._late.start()
        else:
            self._late.stop()
            came = self.stack.currentWidget() is not self._told_area
            self.told.show_file(file)
            self.stack.setCurrentWidget(self._told_area)
            if came and self.isVisible():
                self.told.first_editor().setFocus()
            self._say(file.trouble or self.told.title.text())

    def _show_work(self) -> None:
        if self.file is not None and self.file.job is not None and self.file.preview is None:
            self.work.begin(_("Reading {file}…").format(file=self.file.name))
            self.stack.setCurrentWidget(self.work)

    def _say(self, words: str) -> None:
        if words != self._said:
            self._said = words
            announce(self, words)

    def forget(self) -> None:
        """Show no file any more."""
        self.file = None
        self._said = ""
        self._late.stop()

    # --- listening ------------------------------------------------------------------------------------------------

    def _count_unreadable(self) -> None:
        self.told.show_unreadable(len(self._intake.unreadable()))

    def _on_moved(self, file: IncomingFile) -> None:
        self._count_unreadable()
        if file is self.file:
            self.show_file(file)

    def _on_reported(self, file: IncomingFile, done: int, total: int) -> None:
        if file is self.file and total:
            self.work.show_progress(file.key, done, total)
            self.seen.foot.show_progress(done, total)

    def _on_stop(self) -> None:
        if self.file is not None:
            self.work.begin(_("Stopping…"))
            self._intake.stop(self.file)

    def _on_kind(self, key: str) -> None:
        if self.file is not None:
            self._intake.read_as(self.file, key)

    def _on_answered(self, said: dict[str, object]) -> None:
        if self.file is not None:
            self._intake.correct(self.file, said)

    def _on_left_out(self) -> None:
        if self.file is not None:
            self._intake.leave_out(self.file)
