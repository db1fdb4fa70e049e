"""The import centre: the files on their way in, how each was read, and what was brought in before."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.forms.fields import Choice
from desktop.overrides import do_and_tell
from desktop.pages.imports.asking import ask_files
from desktop.pages.imports.files import IncomingFile
from desktop.pages.imports.intake import Intake
from desktop.pages.imports.room import Room
from desktop.pages.imports.start_pane import StartPane
from desktop.shell.dropping import files_of
from desktop.shell.page import Page
from desktop.shell.wishes import FilesWish
from desktop.theme import L, M, S
from desktop.widgets.announce import announce
from desktop.widgets.buttons import button
from desktop.widgets.labels import PlainLabel
from desktop.widgets.scrolling import scrolling
from desktop.widgets.tabs import Tabs
from models.kinds import KINDS
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.pages.imports.earlier import EarlierPane
    from desktop.pages.imports.file_view import FileView
    from desktop.pages.imports.reading_pane import ReadingPane
    from desktop.widgets.line_edit import FilterBox
    from models.imports.centre import TakenIn

FILE, READING, EARLIER = range(3)


class ImportsPage(Page):
    """Everything about files from elsewhere, kept as it was while the user is on other pages."""

    # Any step of Undo may be that of an import, which then is out again.
    kinds: ClassVar[tuple[str, ...]] = ("import_batch", *KINDS)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("page_imports")
        self.setAcceptDrops(True)
        self.intake = Intake(context, self)
        theme = context.theme
        self.choose = button(
            _("&Choose files…"), self.ask_files, kind="filled", theme=theme, icon="folder-open", name="choose_files"
        )
        self.more = button(_("Add &more files…"), self.ask_files, kind="link", name="add_files")
        self.start = StartPane(context, self.choose)
        self._ems, self._low = 100.0, False
        self._rooms = [Room() for _tab in range(3)]
        self.tabs = Tabs(theme, "import_tabs")
        self.files = QStackedWidget()
        self.files.addWidget(scrolling(self.start))
        self.files.addWidget(self._make_queue())
        self.tabs.addTab(self.files, _("File"))
        self.tabs.addTab(self._rooms[READING], _("How it was read"))
        self.tabs.addTab(self._rooms[EARLIER], _("Earlier imports"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, 0)
        column.addWidget(self.tabs)
        self.intake.listed.connect(self._on_listed)
        self.intake.moved.connect(self._on_moved)
        self.intake.taken.connect(self._on_taken)
        self.tabs.currentChanged.connect(self._on_tab)
        self._on_listed()

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
        column.addWidget(self._rooms[FILE], 1)
        return box

    # Three views, each made when it is first wanted, so that the page itself comes at once.

    @cached_property
    def view(self) -> FileView:
        """Return what shows the file in view."""
        from desktop.pages.imports.file_view import FileView

        made = FileView(self.context, self.intake, self.more)
        self._rooms[FILE].take(made)
        made.reading_wanted.connect(partial(self.tabs.setCurrentIndex, READING))
        made.rows.narrowed.connect(self.commands_changed)
        made.set_window_ems(self._ems)
        made.set_low(self._low)
        return made

    @cached_property
    def reading(self) -> ReadingPane:
        """Return what shows how it was read."""
        from desktop.pages.imports.reading_pane import ReadingPane

        made = ReadingPane(self.context)
        self._rooms[READING].take(scrolling(made))
        made.kind_chosen.connect(self._on_kind)
        made.mapped.connect(self._on_mapped)
        return made

    @cached_property
    def earlier(self) -> EarlierPane:
        """Return what shows what was brought in before."""
        from desktop.pages.imports.earlier import EarlierPane

        made = EarlierPane(self.context)
        self._rooms[EARLIER].take(made)
        made.split.set_window_ems(self._ems)
        made.refresh()
        return made

    @property
    def file(self) -> IncomingFile | None:
        """Return the file in view, if any came yet."""
        return self.view.file if self._rooms[FILE].is_taken else None

    # --- what the window asks of a page ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask the book again for what was brought in."""
        if self._rooms[EARLIER].is_taken:
            self.earlier.refresh()

    def take_wish(self, wish: object) -> None:
        """Take files that were dropped, or show a tab."""
        if isinstance(wish, FilesWish):
            self.bring(wish.paths, wish.record)
        elif wish == "earlier":
            self.tabs.setCurrentIndex(EARLIER)
            self.earlier.list.setFocus()
        elif wish == "file":
            self.tabs.setCurrentIndex(FILE)
            (self.view.rows.table if self.intake.files else self.choose).setFocus()

    def show_record(self, kind: str, record_id: int) -> None:
        """Bring an import into view."""
        self.bring_up_to_date()
        self.tabs.setCurrentIndex(EARLIER)
        self.earlier.show_batch(record_id)
        self.earlier.split.show_detail()

    def place(self) -> object:
        """Return the tab in view."""
        return self.tabs.currentIndex()

    def return_to(self, place: object) -> None:
        """Show a tab again."""
        if isinstance(place, int) and self.tabs.isTabEnabled(place):
            self.tabs.setCurrentIndex(place)

    def go_back(self) -> bool:
        """Leave the detail where only one pane fits, then how a file was read."""
        if self.tabs.currentIndex() == EARLIER:
            return self.earlier.split.go_back()
        if self.tabs.currentIndex() == READING:
            self.tabs.setCurrentIndex(FILE)
            return True
        return self.file is not None and self.view.rows.panes.go_back()

    def filter_box(self) -> FilterBox | None:
        """Return the filter of the rows."""
        shown = self.tabs.currentIndex() == FILE and self.file is not None and self.file.preview is not None
        return self.view.rows.box if shown else None

    def show_filter(self) -> None:
        """Bring it into view."""
        self.view.rows.panes.show_list()
        self.view.rows.box.show()

    def panes(self) -> list[QWidget]:
        """Return the parts of the tab in view."""
        if self.tabs.currentIndex() == EARLIER:
            return [self.tabs.tabBar(), *self.earlier.split.shown_panes()]
        if self.filter_box() is not None:
            return [self.tabs.tabBar(), *self.view.rows.panes.shown_panes(), self.view.go]
        return [self.tabs.tabBar(), self.tabs.currentWidget()]

    def set_window_ems(self, ems: float) -> None:
        """Show one pane or two."""
        self._ems = ems
        if self._rooms[FILE].is_taken:
            self.view.set_window_ems(ems)
        if self._rooms[EARLIER].is_taken:
            self.earlier.split.set_window_ems(ems)

    def set_low(self, low: bool) -> None:
        """Leave the room to the rows where the window is low for its text."""
        self._low = low
        if self._rooms[FILE].is_taken:
            self.view.set_low(low)

    # --- files ----------------------------------------------------------------------------------------------------

    def ask_files(self) -> None:
        """Let the user find files."""
        ask_files(self.context, self.window(), self.bring)

    def bring(self, paths: Iterable[Path], record: tuple[str, int] | None = None) -> None:
        """Take files into the queue and show the first of them; `record` is where they were dropped."""
        if self.context.store.read_only:
            self.context.say(_("This book is open for reading only. Nothing can be brought in."))
            return
        added = self.intake.add(paths, record)
        if added:
            self.tabs.setCurrentIndex(FILE)
            self._show(added[0])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer."""
        if files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Bring in what was dropped."""
        event.acceptProposedAction()
        do_and_tell(partial(self.bring, files_of(event.mimeData())))

    def _show(self, file: IncomingFile) -> None:
        self.view.show_file(file)
        self._on_moved(file)
        self.queue.set_value(file)

    # --- listening ------------------------------------------------------------------------------------------------

    def _on_listed(self) -> None:
        files = self.intake.files
        self.files.setCurrentIndex(1 if files else 0)
        if files and self.file not in files:
            self._show(files[0])
        if not files:
            if self.file is not None:
                self.view.forget()
            if self.tabs.currentIndex() == READING:
                self.tabs.setCurrentIndex(FILE)
            self.tabs.setTabEnabled(READING, False)
        self._list_files()
        self.commands_changed.emit()

    def _list_files(self) -> None:
        """Offer the files of the queue where there are several."""
        files = self.intake.files
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

    def _on_moved(self, file: IncomingFile) -> None:
        if file is not self.file:
            return
        read = file.preview is not None
        if read:
            if self._rooms[READING].is_taken:
                self.reading.show_file(file)
        elif file.job is not None and self.tabs.currentIndex() == READING:
            # It is read otherwise, as was said here: what comes of it stands here again.
            return
        elif self.tabs.currentIndex() == READING:
            # What was said of the file made it unreadable: why stands on the first tab.
            self.tabs.setCurrentIndex(FILE)
        self.tabs.setTabEnabled(READING, read)
        self.commands_changed.emit()

    def _on_kind(self, key: str) -> None:
        if self.file is not None:
            self.intake.read_as(self.file, key)

    def _on_mapped(self, mapping: dict[str, object]) -> None:
        if self.file is not None:
            self.intake.map_columns(self.file, mapping)

    def _on_taken(self, file: IncomingFile, done: TakenIn) -> None:
        if done.batch_id is None:
            self.context.say(_("Nothing was brought in from {file}.").format(file=file.name[:60]))
            return
        self.earlier.refresh()
        self.earlier.show_batch(done.batch_id)
        self.earlier.split.show_detail()
        self.tabs.setCurrentIndex(EARLIER)
        self.earlier.panel.table.setFocus()
        count = len(done.preview.taken)
        words = ngettext("{n} record was brought in.", "{n} records were brought in.", count).format(n=f"{count:,}")
        announce(self, words)
        left = len(self.intake.files)
        if left:
            words = ngettext("{n} more file waits.", "{n} more files wait.", left).format(n=f"{left:,}")
            self.context.offer(words, _("Go to the next"), partial(self.tabs.setCurrentIndex, FILE))

    def _on_tab(self, place: int) -> None:
        if place == EARLIER:
            # Made by being named.
            self.earlier.split.set_window_ems(self._ems)
        elif place == READING and self.file is not None:
            self.reading.show_file(self.file)
        self.commands_changed.emit()
