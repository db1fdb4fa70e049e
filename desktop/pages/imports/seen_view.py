"""A file that was read: what it is, what is asked of it, what it would do, and the button that brings it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.pages.imports.foot import Foot
from desktop.pages.imports.questions_view import QuestionsView
from desktop.pages.imports.rows_pane import RowsPane
from desktop.pages.imports.summary_pane import SummaryPane
from desktop.pages.imports.words import recognised_words
from desktop.theme import L, M, S
from desktop.tokens import Tone
from desktop.widgets.buttons import Button, button
from desktop.widgets.cards import AlertStrip
from desktop.widgets.labels import TitleLabel
from desktop.widgets.scrolling import scrolling
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.pages.imports.files import IncomingFile
    from desktop.pages.imports.intake import Intake


class SeenView(QWidget):
    """Shows what a file would do, row by row or in numbers."""

    reading_wanted = Signal()
    """How the file was read is to be shown."""
    left_out = Signal()
    """The file is not wanted any more."""

    def __init__(self, context: Context, intake: Intake, more: Button) -> None:
        """`more` is the button that asks for more files."""
        super().__init__()
        self._intake = intake
        self._file: IncomingFile | None = None
        self._shown: object = None
        self._low = False
        self.name, self.seen = TitleLabel("", "h2"), TitleLabel("", "muted")
        self.how = button("", self.reading_wanted.emit, kind="link", name="how_it_was_read")
        self.leave = button(_("&Leave this file out"), self.left_out.emit, kind="link", name="leave_file")
        self.notice = AlertStrip(context.theme)
        self.questions = QuestionsView(context)
        self.rows, self.summary, self.foot = RowsPane(context, intake), SummaryPane(context, intake), Foot(context)
        self.body = QStackedWidget()
        self._summary_area = scrolling(self.summary)
        self.body.addWidget(self.rows)
        self.body.addWidget(self._summary_area)
        self._lay_out(more)
        self.questions.answered.connect(self._on_answered)
        self.summary.answered.connect(self._on_answered)
        self.foot.wanted.connect(self._on_wanted)

    def _lay_out(self, more: Button) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(L, M, L, S)
        head.setSpacing(S)
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        for link in (more, self.how, self.leave):
            row.addWidget(link)
        head.addLayout(row)
        for part in (self.seen, self.notice, self.questions):
            head.addWidget(part)
        column.addLayout(head)
        column.addWidget(self.body, 1)
        column.addWidget(self.foot)

    def show_file(self, file: IncomingFile, *, came: bool) -> None:
        """Show a file as it is now; `came` says that something else was in view before."""
        preview = file.preview
        if preview is None:
            return
        self._file = file
        self.name.set_text(file.name)
        self.seen.set_text(recognised_words(preview.recognised))
        if file.notice:
            self.notice.tell(_("Look once more"), file.notice, Tone.SOON)
        else:
            self.notice.hide()
        if not came and self._shown is preview:
            (self.rows if self.is_row_by_row else self.summary).show_decisions()
        else:
            self._shown = preview
            self._show_preview(file)
        self.foot.show_file(file)

    def _show_preview(self, file: IncomingFile) -> None:
        in_numbers = file.preview is not None and file.preview.numbers is not None
        self.body.setCurrentWidget(self._summary_area if in_numbers else self.rows)
        if in_numbers:
            self.summary.show_file(file)
        else:
            self.rows.show_file(file)
        self.questions.show_file(file)
        self._show_questions()

    def _show_questions(self) -> None:
        """Ask here where there is room; else the other tab asks, and its link says so."""
        asking = self.questions.is_asking and self.is_row_by_row
        self.questions.setVisible(asking and not self._low)
        there = asking and self._low
        self.how.setText(_("Answer a &question") if there else _("Ho&w it was read"))

    @property
    def is_row_by_row(self) -> bool:
        """Say whether rows are in view, which can be filtered and decided."""
        return self.body.currentWidget() is self.rows

    def first_editor(self) -> QWidget:
        """Return what the keyboard stands on first."""
        return self.rows.table if self.is_row_by_row else self.summary.first_editor()

    def panes(self) -> list[QWidget]:
        """Return the parts in view."""
        shown = self.rows.panes.shown_panes() if self.is_row_by_row else [self._summary_area]
        return [*shown, self.foot.go]

    def set_window_ems(self, ems: float) -> None:
        """Show one pane or two."""
        self.rows.panes.set_window_ems(ems)
        self.foot.fold()

    def set_low(self, low: bool) -> None:
        """Leave the room to the rows where the window is low for its text; Ctrl+F still brings the filter."""
        self._low = low
        self.rows.box.setVisible(not low or bool(self.rows.box.text()))
        self.seen.setVisible(not low)
        self.foot.words.setVisible(not low)
        self._show_questions()

    def _on_answered(self, said: dict[str, object]) -> None:
        if self._file is not None:
            self._intake.correct(self._file, said)

    def _on_wanted(self) -> None:
        if self._file is not None:
            self._intake.bring_in(self._file)
