"""The file in view: being read, told of, or row by row with the button that brings it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from desktop.pages.imports.rejects import RejectsSaving
from desktop.pages.imports.rows_pane import RowsPane
from desktop.pages.imports.told_pane import ToldPane
from desktop.pages.imports.words import bring_in_words, foot_words, recognised_words
from desktop.theme import XL, L, M, S
from desktop.tokens import Tone
from desktop.widgets.announce import announce
from desktop.widgets.buttons import Button, button
from desktop.widgets.cards import AlertStrip
from desktop.widgets.labels import PlainLabel, TitleLabel
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

    reading_wanted = Signal()
    """How the file was read is to be shown."""

    def __init__(self, context: Context, intake: Intake, more: Button) -> None:
        """`more` is the button that asks for more files."""
        super().__init__()
        self._context, self._intake = context, intake
        self.file: IncomingFile | None = None
        self._said = ""
        self._shown: object = None
        self.rows = RowsPane(context, intake)
        self.told = ToldPane(context)
        self.work = _Working()
        self.stack = QStackedWidget()
        self._told_area = scrolling(self.told)
        for pane in (self.work, self._told_area, self._make_rows(more)):
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
        self.told.left_out.connect(self._on_left_out)
        self.told.gone.connect(self._on_left_out)
        intake.moved.connect(self._on_moved)
        intake.reported.connect(self._on_reported)

    def _make_rows(self, more: Button) -> QWidget:
        theme, page = self._context.theme, QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.name, self.seen = TitleLabel("", "h2"), TitleLabel("", "muted")
        head = QVBoxLayout()
        head.setContentsMargins(L, M, L, 0)
        head.setSpacing(S)
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        self.how = button(_("Ho&w it was read"), self.reading_wanted.emit, kind="link", name="how_it_was_read")
        self.leave = button(_("&Leave this file out"), self._on_left_out, kind="link", name="leave_file")
        row.addWidget(more)
        row.addWidget(self.how)
        row.addWidget(self.leave)
        self.notice = AlertStrip(theme)
        head.addLayout(row)
        head.addWidget(self.seen)
        head.addWidget(self.notice)
        column.addLayout(head)
        column.addWidget(self.rows, 1)
        column.addWidget(self._make_foot())
        return page

    def _make_foot(self) -> QWidget:
        self._foot = QFrame()
        self._foot.setProperty("look", "bar")
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._foot)
        self._sides.setContentsMargins(XL, S, XL, S)
        self._sides.setSpacing(S)
        self.foot = PlainLabel("", "small")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Progress"))
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.rejects = RejectsSaving(self._context, self)
        self.save = button(_("Save re&jected rows…"), self._on_save, name="save_rejected")
        self.go = button("", self._on_go, kind="filled", name="bring_in")
        self._sides.addWidget(self.foot, 1)
        self._sides.addWidget(self.bar)
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        buttons.addWidget(self.go)
        self._sides.addLayout(buttons)
        return self._foot

    # --- showing --------------------------------------------------------------------------------------------------

    def show_file(self, file: IncomingFile) -> None:
        """Show a file as it is now."""
        if file is not self.file:
            self.file, self._said = file, ""
        if file.preview is not None:
            self._late.stop()
            self._show_rows(file)
        elif file.job is not None:
            if not self._late.isActive() and self.stack.currentWidget() is not self.work:
                self._late.start()
        else:
            self._late.stop()
            self.told.show_file(file)
            self.stack.setCurrentWidget(self._told_area)
            self._say(file.trouble or self.told.title.text())

    def _show_work(self) -> None:
        if self.file is not None and self.file.job is not None and self.file.preview is None:
            self.work.begin(_("Reading {file}…").format(file=self.file.name))
            self.stack.setCurrentWidget(self.work)

    def _show_rows(self, file: IncomingFile) -> None:
        preview = file.preview
        if preview is None:
            return
        self.name.set_text(file.name)
        self.seen.set_text(recognised_words(preview.recognised))
        if file.notice:
            self.notice.tell(_("Look once more"), file.notice, Tone.SOON)
        else:
            self.notice.hide()
        came = self.stack.currentIndex() != 2
        if came or self._shown is not preview:
            self._shown = preview
            self.rows.show_file(file)
        else:
            self.rows.show_decisions()
        self.stack.setCurrentIndex(2)
        self._show_foot(file)
        self._say(file.notice or " ".join((recognised_words(preview.recognised), bring_in_words(preview))))
        if came and self.isVisible():
            self.rows.table.setFocus()

    def _show_foot(self, file: IncomingFile) -> None:
        preview = file.preview
        if preview is None:
            return
        writing = file.job is not None and not file.waiting
        comparing = bool(file.waiting)
        self.foot.setText(_("Looking at what that changes…") if comparing else foot_words(preview))
        self.bar.setVisible(writing)
        self.bar.setRange(0, 0)
        self.go.setText(bring_in_words(preview))
        self.go.setAccessibleDescription(self.foot.text())
        can_write = not self._context.store.read_only
        self.go.setEnabled(bool(preview.taken) and file.job is None and not comparing and can_write)
        self.go.setToolTip("" if can_write else _("Off: this book is open for reading only"))
        self.save.setVisible(any(line.cells for line in preview.not_taken))
        self._fold()

    def _fold(self) -> None:
        """Put the words above the buttons where they do not fit beside them."""
        wanted = self.go.sizeHint().width() + self.save.sizeHint().width() + 14 * self.fontMetrics().height()
        ways = QBoxLayout.Direction
        self._sides.setDirection(ways.LeftToRight if self.width() >= wanted + 2 * XL else ways.TopToBottom)

    def _say(self, words: str) -> None:
        if words != self._said:
            self._said = words
            announce(self, words)

    def forget(self) -> None:
        """Show no file any more."""
        self.file = None
        self._said = ""
        self._late.stop()

    def set_window_ems(self, ems: float) -> None:
        """Show one pane or two."""
        self.rows.panes.set_window_ems(ems)
        self._fold()

    def set_low(self, low: bool) -> None:
        """Leave the room to the rows where the window is low for its text; Ctrl+F still brings the filter."""
        self.rows.box.setVisible(not low or bool(self.rows.box.text()))
        self.seen.setVisible(not low)
        self.foot.setVisible(not low)

    # --- listening ------------------------------------------------------------------------------------------------

    def _on_moved(self, file: IncomingFile) -> None:
        if file is self.file:
            self.show_file(file)

    def _on_reported(self, file: IncomingFile, done: int, total: int) -> None:
        if file is not self.file or not total:
            return
        self.work.show_progress(done, total)
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _on_stop(self) -> None:
        if self.file is not None:
            self.work.begin(_("Stopping…"))
            self._intake.stop(self.file)

    def _on_kind(self, key: str) -> None:
        if self.file is not None:
            self._intake.read_as(self.file, key)

    def _on_left_out(self) -> None:
        if self.file is not None:
            self._intake.leave_out(self.file)

    def _on_go(self) -> None:
        if self.file is not None:
            self._intake.bring_in(self.file)

    def _on_save(self) -> None:
        preview = self.file.preview if self.file is not None else None
        if preview is not None:
            rows = [(line.number, line.cells, " ".join(line.reasons)) for line in preview.not_taken if line.cells]
            self.rejects.ask(preview.file, preview.headings, rows)


class _Working(QWidget):
    """A file is being read: how far it is, and a way to stop."""

    def __init__(self) -> None:
        super().__init__()
        self.words = PlainLabel("", "h3")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Progress"))
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
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

    def show_progress(self, done: int, total: int) -> None:
        """Say how far it is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.far.setText(_("Compared {done} of {total} rows").format(done=f"{done:,}", total=f"{total:,}"))
