"""The window: menus, rail, top bar, pages, bars. It knows no page and no query; both are given to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from desktop.actions import Actions
from desktop.commands import SPECS, Command
from desktop.jobs import Jobs
from desktop.settings import Settings
from desktop.shell.bars import Banner, DraftBar, JobBar, UndoBar
from desktop.shell.offering import Offering
from desktop.shell.page import PageSpec
from desktop.shell.page_stack import PageStack
from desktop.shell.rail import RAIL_WORDS_FROM, Rail
from desktop.shell.sections import SECTIONS
from desktop.shell.status import StatusLine
from desktop.shell.top_bar import TopBar
from desktop.shell.undoing import Undoing
from desktop.shell.walking import holds, walk_on
from desktop.shell.window_place import keep_place, restore_place
from desktop.theme import Appearance, Theme
from resources.i18n import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from desktop.context import Context
    from models.changes import Changes
    from models.first_sight import FirstSight
    from models.store import Store

LOW_BELOW = 31
"""The height of the window in lines of text below which lists get the room of filters and status line."""

LOOKS = {
    Command.LOOK_SYSTEM: Appearance.SYSTEM,
    Command.LOOK_LIGHT: Appearance.LIGHT,
    Command.LOOK_DARK: Appearance.DARK,
}


class MainWindow(QMainWindow):
    """Paints itself before any book is open; `fill` gives it one."""

    closing = Signal()
    """The window is about to go; the book should be closed."""

    def __init__(self, theme: Theme, settings: Settings, jobs: Jobs) -> None:
        super().__init__()
        self._theme, self._settings = theme, settings
        self.commands = Actions(theme, self)
        self.setWindowTitle("Liaison Desk")
        self.setObjectName("main_window")
        self._context: Context | None = None
        self.rail, self.stack = Rail(theme), PageStack()
        self.top_bar, self.banner = TopBar(theme, self.commands), Banner(theme)
        self.draft_bar = DraftBar(theme)
        self.undo_bar, self.job_bar = UndoBar(theme), JobBar(jobs)
        self.status = StatusLine()
        self.undoing = Undoing(self, self.commands, self.undo_bar, self._find_store)
        self.offering = Offering(self.commands, self.stack)
        self._lay_out()
        self.setStatusBar(self.status)
        self.menuBar().setCornerWidget(self.status.in_corner)
        self.menus = self.commands.fill(self.menuBar())
        self._bind()
        restore_place(self, settings)
        theme.changing.connect(self.stack.undress_hidden)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.rail.set_available(frozenset())
        # Otherwise the ring would stand on the settings, the first that can be pressed, until there is a page.
        self.stack.setFocus()

    @property
    def theme(self) -> Theme:
        """Return the theme, for dialogs before any book is open."""
        return self._theme

    @property
    def context(self) -> Context | None:
        """Return the context of the book that is shown, if any."""
        return self._context

    @property
    def ems(self) -> float:
        """Return the width of the window in lines of text, which decides how much it shows."""
        return self.width() / self._theme.line_height

    def fill(self, context: Context, specs: tuple[PageSpec, ...], *, first: str = "home") -> None:
        """Show an open book: take its pages, listen to its changes, show the first page."""
        if context is not self._context:
            self._take(context)
        self.stack.fill(context, specs)
        keys = self.stack.keys()
        self.rail.set_available(keys)
        for section in SECTIONS:
            self.commands[section.command].setEnabled(section.key in keys)
        for spec in specs:
            if spec.on_open is not None:
                spec.on_open(context)
        if not context.store.read_only:
            self.commands.hide_unbound()
        self.offering.explain(read_only=context.store.read_only)
        self.stack.show_page(first if first in keys else next(iter(sorted(keys)), ""))
        self.stack.go_on()
        self.status.show_saved()
        self.undoing.name()
        self._begin_at_section()

    def show_sight(self, context: Context, spec: PageSpec, sight: FirstSight) -> None:
        """Show what was read of a book that is not open yet."""
        self._take(context)
        self.status.show_opening(True)
        self.stack.show_sight(context, spec, sight)
        self.rail.set_available(self.stack.keys())
        self._begin_at_section()

    def _begin_at_section(self) -> None:
        """Put the focus on the section in view, unless the user has gone elsewhere meanwhile."""
        focus = self.focusWidget()
        if focus in (None, self.stack) or holds(self.rail, focus):
            self.rail.focus_current()

    def forget(self) -> None:
        """Let the first sight go of a book that could not be opened."""
        if self._context is not None:
            self._context.hub.changed.disconnect(self._on_changed)
            self._context = None
            self.commands.begin_book()
        for section in SECTIONS:
            self.commands[section.command].setEnabled(False)
        self.stack.empty()
        self.rail.set_available(frozenset())
        self.stack.setFocus()
        self.rail.set_book("")
        self.banner.tell("")
        self.status.show_opening(False)

    def cover(self, screen: QWidget | None) -> None:
        """Show a screen in place of everything, without a trace of the book that was shown; None gives all back."""
        wanted = screen if screen is not None else self._centre
        if self.centralWidget() is not wanted:
            # Taken out first: the window would delete what it is given another in place of.
            shown = self.takeCentralWidget()
            shown.setParent(self)
            shown.hide()
            self.setCentralWidget(wanted)
            wanted.show()
        if screen is None:
            return
        self.top_bar.search.forget()
        self.undo_bar.forget()
        self.draft_bar.hide()
        for section in SECTIONS:
            self.rail.set_badge(section.key, 0, "")
        self.status.show_backup("")
        self.status.show_counts(())
        self.undoing.name()

    def _take(self, context: Context) -> None:
        """Listen to the changes of a book and to what its pages ask for."""
        if self._context is not None:
            self._context.hub.changed.disconnect(self._on_changed)
        self._context = context
        self.commands.begin_book()
        context.in_view = self.stack.record_in_view
        context.hub.changed.connect(self._on_changed)
        context.wishes.open_requested.connect(self._on_open_requested)
        context.wishes.page_requested.connect(self.stack.show_page)
        context.wishes.said.connect(self._on_said)
        context.wishes.offered.connect(self.undo_bar.offer)
        context.wishes.warned.connect(self.banner.tell)
        context.wishes.badge_counted.connect(self.rail.set_badge)

    def _lay_out(self) -> None:
        self._centre, right = QWidget(), QVBoxLayout()
        row = QHBoxLayout(self._centre)
        for layout in (row, right):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        right.addWidget(self.top_bar)
        right.addWidget(self.banner)
        right.addWidget(self.draft_bar)
        right.addWidget(self.stack, 1)
        right.addWidget(self.job_bar)
        right.addWidget(self.undo_bar)
        self.setCentralWidget(self._centre)
        self.stack.page_changed.connect(self._on_page_changed)
        self.stack.commands_changed.connect(self.offering.offer)
        self.rail.chosen.connect(self.stack.show_page)
        self.rail.settings_wanted.connect(self.commands[Command.SETTINGS].trigger)
        self.rail.help_wanted.connect(self.commands[Command.HELP].trigger)
        self.undo_bar.undo_wanted.connect(self.undoing.undo)

    def _bind(self) -> None:
        bind, theme = self.commands.bind, self._theme
        for section in SECTIONS:
            bind(section.command, partial(self.stack.show_page, section.key))
            self.commands[section.command].setEnabled(False)
        for command, look in LOOKS.items():
            bind(command, partial(theme.set_appearance, look))
        for command, slot in (
            (Command.QUIT, self.close),
            (Command.SEARCH, self.top_bar.focus_search),
            (Command.NEW, self.top_bar.open_new_menu),
            (Command.BACK, self.stack.go_back),
            (Command.NEXT_PANE, self._next_pane),
            (Command.ZOOM_IN, theme.zoom_in),
            (Command.ZOOM_OUT, theme.zoom_out),
            (Command.ZOOM_RESET, theme.zoom_reset),
            (Command.KEYS, self._show_keys),
        ):
            bind(command, slot)
        self.undoing.watch(self.menus_of(Command.UNDO))

    def _find_store(self) -> Store | None:
        """Return the book that is open, if any."""
        return self._context.book if self._context is not None else None

    def undo(self) -> None:
        """Take back the last change of the book."""
        self.undoing.undo()

    def menus_of(self, command: Command) -> QMenu:
        """Return the menu that a command stands in."""
        return self.menus[SPECS[command].menu]

    def _on_changed(self, changes: Changes) -> None:
        self.status.show_saved()
        if changes.can_be_undone:
            self.undoing.after_change()

    def _on_page_changed(self, key: str) -> None:
        self.rail.set_current(key)
        if holds(self.rail, self.focusWidget()):
            self.rail.focus_current()
        self.offering.offer()

    def _on_open_requested(self, kind: str, record_id: int) -> None:
        if not self.stack.open_record(kind, record_id):
            self._on_said(_("That is on no page of its own. It may have been taken off the record it was on."))

    def _on_said(self, sentence: str) -> None:
        self.undo_bar.tell(sentence)

    def _next_pane(self) -> None:
        page = self.stack.current_page()
        walk_on(self.rail, [self.top_bar, *(page.panes() if page is not None else [])], self.focusWidget())

    def _show_keys(self) -> None:
        from desktop.shell.key_sheet import KeySheet

        KeySheet(self).open()

    def _on_theme_changed(self) -> None:
        for command, look in LOOKS.items():
            self.commands[command].setChecked(self._theme.appearance is look)
        self._break()
        # Children learn of the new font only after this signal; what depends on their size is settled then.
        QTimer.singleShot(0, self, self._break)

    def _break(self) -> None:
        """Show as much as the width has room for at this size of text."""
        narrow = self.ems < RAIL_WORDS_FROM
        self.rail.set_narrow(narrow)
        self.top_bar.set_narrow(narrow)
        self.status.set_narrow(self.ems < 40)
        self.stack.set_window_ems(self.ems)
        low = self.height() < LOW_BELOW * self._theme.line_height
        self.status.set_low(low)
        self.stack.set_low(low)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more or fewer panes."""
        super().resizeEvent(event)
        self._break()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the place on the screen, then let the book be closed."""
        keep_place(self, self._settings)
        self.closing.emit()
        super().closeEvent(event)
