"""The import centre: the files on their way in, how each was read, and what was brought in before."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.commands import Command
from desktop.overrides import do_and_tell
from desktop.pages.imports.files_tab import FilesTab
from desktop.pages.imports.intake import Intake
from desktop.pages.imports.room import Room
from desktop.shell.dropping import files_of
from desktop.shell.page import Page
from desktop.shell.wishes import FilesWish
from desktop.theme import M
from desktop.widgets.announce import announce
from desktop.widgets.scrolling import scrolling
from desktop.widgets.tabs import Tabs
from models.kinds import KINDS
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.pages.imports.earlier import EarlierPane
    from desktop.pages.imports.files import IncomingFile
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
        self.files = FilesTab(context, self.intake)
        self._ems = 100.0
        self._reading_room, self._earlier_room = Room(), Room()
        self.tabs = Tabs(context.theme, "import_tabs")
        self.tabs.addTab(self.files, _("File"))
        self.tabs.addTab(self._reading_room, _("How it was read"))
        self.tabs.addTab(self._earlier_room, _("Earlier imports"))
        self.tabs.setTabEnabled(READING, False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, 0)
        column.addWidget(self.tabs)
        self.files.shown.connect(self._on_shown)
        self.files.reading_wanted.connect(self._on_reading_wanted)
        self.files.narrowed.connect(self.commands_changed)
        self.intake.moved.connect(self._on_moved)
        self.intake.taken.connect(self._on_taken)
        self.tabs.currentChanged.connect(self._on_tab)

    # Two views that are made when they are first wanted, so that the page itself comes at once.

    @cached_property
    def reading(self) -> ReadingPane:
        """Return what shows how the file in view was read."""
        from desktop.pages.imports.reading_pane import ReadingPane

        made = ReadingPane(self.context)
        self._reading_room.take(scrolling(made))
        made.kind_chosen.connect(self._on_kind)
        made.corrected.connect(self._on_corrected)
        return made

    @cached_property
    def earlier(self) -> EarlierPane:
        """Return what shows what was brought in before."""
        from desktop.pages.imports.earlier import EarlierPane

        made = EarlierPane(self.context)
        self._earlier_room.take(made)
        made.split.set_window_ems(self._ems)
        made.refresh()
        return made

    # --- what the window asks of a page ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask the book again for what was brought in."""
        if self._earlier_room.is_taken:
            self.earlier.refresh()

    def take_wish(self, wish: object) -> None:
        """Take files that were dropped, or show a tab."""
        if isinstance(wish, FilesWish):
            self.files.bring(wish.paths, wish.record)
        elif wish == "earlier":
            self.tabs.setCurrentIndex(EARLIER)
            self.earlier.list.setFocus()
        elif wish == "file":
            self.tabs.setCurrentIndex(FILE)
            self.files.first_editor().setFocus()

    def show_record(self, kind: str, record_id: int) -> None:
        """Bring an import into view."""
        self.bring_up_to_date()
        self.tabs.setCurrentIndex(EARLIER)
        self.earlier.show_one(record_id)

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
        return self.files.go_back()

    def filter_box(self) -> FilterBox | None:
        """Return the filter of the rows."""
        shown = self.tabs.currentIndex() == FILE and self.files.has_rows
        return self.files.view.seen.rows.box if shown else None

    def show_filter(self) -> None:
        """Bring it into view."""
        self.files.view.seen.rows.panes.show_list()
        self.files.view.seen.rows.box.show()

    def panes(self) -> list[QWidget]:
        """Return the parts of the tab in view."""
        if self.tabs.currentIndex() == EARLIER:
            return [self.tabs.tabBar(), *self.earlier.split.shown_panes()]
        if self.tabs.currentIndex() == FILE:
            return [self.tabs.tabBar(), *self.files.panes()]
        return [self.tabs.tabBar(), self.tabs.currentWidget()]

    def set_window_ems(self, ems: float) -> None:
        """Show one pane or two."""
        self._ems = ems
        self.files.set_window_ems(ems)
        if self._earlier_room.is_taken:
            self.earlier.split.set_window_ems(ems)

    def set_low(self, low: bool) -> None:
        """Leave the room to the rows where the window is low for its text."""
        self.files.set_low(low)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer."""
        if files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Bring in what was dropped."""
        event.acceptProposedAction()
        do_and_tell(partial(self.files.bring, files_of(event.mimeData())))

    # --- listening ------------------------------------------------------------------------------------------------

    def _on_shown(self) -> None:
        file = self.files.file
        if file is None:
            if self.tabs.currentIndex() == READING:
                self.tabs.setCurrentIndex(FILE)
            self.tabs.setTabEnabled(READING, False)
        else:
            self.tabs.setCurrentIndex(FILE)
            self._on_moved(file)
        self.commands_changed.emit()

    def _on_moved(self, file: IncomingFile) -> None:
        if file is not self.files.file:
            return
        read = file.preview is not None
        if read:
            if self._reading_room.is_taken:
                self.reading.show_file(file)
        elif file.job is not None and self.tabs.currentIndex() == READING:
            # It is read as another kind, as was said here: what comes of it stands here again.
            return
        elif self.tabs.currentIndex() == READING:
            # What was said of the file made it unreadable: why stands on the first tab.
            self.tabs.setCurrentIndex(FILE)
        self.tabs.setTabEnabled(READING, read)
        self.commands_changed.emit()

    def _on_reading_wanted(self) -> None:
        self.tabs.setCurrentIndex(READING)
        self.reading.first_editor().setFocus()

    def _on_kind(self, key: str) -> None:
        if self.files.file is not None:
            self.intake.read_as(self.files.file, key)

    def _on_corrected(self, said: dict[str, object]) -> None:
        if self.files.file is not None:
            self.intake.correct(self.files.file, said)

    def _on_taken(self, file: IncomingFile, done: TakenIn) -> None:
        if done.batch_id is None:
            self.context.say(_("Nothing was brought in from {file}.").format(file=file.name[:60]))
            return
        self.earlier.refresh()
        self.tabs.setCurrentIndex(EARLIER)
        self.earlier.show_one(done.batch_id)
        self.earlier.first_editor().setFocus()
        numbers = done.preview.numbers
        count = len(done.preview.taken) if numbers is None else numbers.added + numbers.changed
        announce(self, ngettext("{n} record was brought in.", "{n} records were brought in.", count).format(
            n=f"{count:,}"
        ))  # fmt: skip
        self._say_what_next(file.key)

    def _say_what_next(self, key: str) -> None:
        """Lead to the files that still wait, or from the register to the schools in it."""
        left = len(self.intake.files)
        if left:
            words = ngettext("{n} more file waits.", "{n} more files wait.", left).format(n=f"{left:,}")
            self.context.offer(words, _("Go to the next"), partial(self.tabs.setCurrentIndex, FILE))
        elif key == "gias":
            find = self.context.actions[Command.FIND_IN_REGISTER]
            self.context.offer(_("The register is here."), _("Add schools from it…"), find.trigger)

    def _on_tab(self, place: int) -> None:
        if place == EARLIER:
            # Made by being named.
            self.earlier.split.set_window_ems(self._ems)
        elif place == READING and self.files.file is not None:
            self.reading.show_file(self.files.file)
        self.commands_changed.emit()
