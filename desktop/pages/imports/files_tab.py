"""The first tab of the import centre: how files come in, which wait, and the one in view."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.forms.fields import Choice
from desktop.pages.imports.asking import ask_files
from desktop.pages.imports.files import IncomingFile
from desktop.pages.imports.intake import Intake
from desktop.pages.imports.room import Room
from desktop.pages.imports.start_pane import StartPane
from desktop.theme import L, M, S
from desktop.widgets.buttons import button
from desktop.widgets.labels import PlainLabel
from desktop.widgets.scrolling import scrolling
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.pages.imports.file_view import FileView


class FilesTab(QStackedWidget):
    """Asks for files as long as there are none, then shows them one at a time."""

    shown = Signal()
    """Another file is in view, or none any more."""
    reading_wanted = Signal()
    """How the file in view was read is to be shown."""
    narrowed = Signal()
    """Another choice of its rows is in view."""

    def __init__(self, context: Context, intake: Intake) -> None:
        super().__init__()
        self._context, self.intake = context, intake
        self._ems, self._low = 100.0, False
        self.choose = button(
            _("&Choose files…"), self.ask, kind="filled", theme=context.theme, icon="folder-open", name="choose_files"
        )
        self.more = button(_("Add &more files…"), self.ask, kind="link", name="add_files")
        self._room = Room()
        self.addWidget(scrolling(StartPane(context, self.choose)))
        self.addWidget(self._make_queue())
        intake.listed.connect(self._on_listed)

    def _make_queue(self) -> QWidget:
        box, self._head = QWidget(), QWidget()
        self.queue = Choice()
        self.queue.keep_narrow(24)
        label = PlainLabel(_("&Now in view"), wrap=False)
        label.setBuddy(self.queue)
        row = QHBoxLayout(self._head)
        row.setContentsMargins(L, M, L, 0)
        row.setSpacing(S)
        row.addWidget(label)
        row.addWidget(self.queue, 1)
        self.queue.picked.connect(self._on_queue)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._room, 1)
        return box

    @cached_property
    def view(self) -> FileView:
        """Return what shows the file in view; it is made when the first file comes."""
        from desktop.pages.imports.file_view import FileView

        made = FileView(self._context, self.intake, self.more)
        self._room.take(made)
        made.seen.reading_wanted.connect(self.reading_wanted)
        made.seen.rows.narrowed.connect(self.narrowed)
        made.seen.set_window_ems(self._ems)
        made.seen.set_low(self._low)
        return made

    @property
    def file(self) -> IncomingFile | None:
        """Return the file in view, if any came yet."""
        return self.view.file if self._room.is_taken else None

    @property
    def has_rows(self) -> bool:
        """Say whether rows are in view."""
        return self.file is not None and self.file.preview is not None and self.view.seen.is_row_by_row

    def panes(self) -> list[QWidget]:
        """Return the parts in view."""
        if self.file is not None and self.file.preview is not None:
            return self.view.seen.panes()
        return [self]

    def first_editor(self) -> QWidget:
        """Return what the keyboard stands on first."""
        return self.view.seen.first_editor() if self.intake.files else self.choose

    def go_back(self) -> bool:
        """Leave the row in full for the rows where only one of them fits."""
        return self.has_rows and self.view.seen.rows.panes.go_back()

    def set_window_ems(self, ems: float) -> None:
        """Show one pane or two."""
        self._ems = ems
        if self._room.is_taken:
            self.view.seen.set_window_ems(ems)

    def set_low(self, low: bool) -> None:
        """Leave the room to the rows where the window is low for its text."""
        self._low = low
        if self._room.is_taken:
            self.view.seen.set_low(low)

    # --- files ----------------------------------------------------------------------------------------------------

    def ask(self) -> None:
        """Let the user find files."""
        ask_files(self._context, self.window(), self.bring)

    def bring(self, paths: Iterable[Path], record: tuple[str, int] | None = None) -> None:
        """Take files into the queue and show the first of them; `record` is where they were dropped."""
        if self._context.store.read_only:
            self._context.say(_("This book is open for reading only. Nothing can be brought in."))
            return
        added = self.intake.add(paths, record)
        if added:
            self._show(added[0])

    def _show(self, file: IncomingFile) -> None:
        self.view.show_file(file)
        self.queue.set_value(file)
        self.shown.emit()

    def _on_listed(self) -> None:
        files = self.intake.files
        self.setCurrentIndex(1 if files else 0)
        if files and self.file not in files:
            self._show(files[0])
        elif not files:
            if self.file is not None:
                self.view.forget()
            self.shown.emit()
        self._head.setVisible(len(files) > 1)
        self.queue.set_options(
            [
                (_("{n} of {total}: {name}").format(n=number, total=len(files), name=file.name), file)
                for number, file in enumerate(files, 1)
            ]
        )
        self.queue.set_value(self.file)

    def _on_queue(self, file: object) -> None:
        if isinstance(file, IncomingFile):
            self._show(file)
