"""What every list of records can do besides showing them: the same commands, menus and keys on every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from desktop.commands import Command
from desktop.lists.chosen import ChosenLines
from desktop.lists.filters import ListFilters
from desktop.widgets.passing import pop_up
from models.queries.ordered import NATURAL, Order
from resources.i18n import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.context import Context
    from desktop.lists.facets import Rule
    from desktop.lists.host import Host
    from models.queries.narrowing import Narrowing

_TAKEN_OUT = {
    **dict.fromkeys(
        ("organisation", "person"), (Command.LETTERS_AND_LABELS, Command.EMAIL_SEVERAL, Command.SAVE_CONTACTS)
    ),
    **dict.fromkeys(("meeting", "event"), (Command.SAVE_CALENDAR,)),
}
"""What leaves by the chosen lines of a kind, besides the list itself."""


class ListKit(QObject):
    """The filters of a list, its order, what is done with its chosen lines, and the commands and menus for them."""

    changed = Signal()
    """The filters or the order are others now: ask the book again."""

    def __init__(
        self, context: Context, kind: str, host: Host, parent: QWidget, mark: Rule | None = None, page: str = ""
    ) -> None:
        """`mark` is a rule that its saved filters begin with, `page` whose they are where two lists are of a kind."""
        super().__init__(parent)
        self._context, self.kind, self._host = context, kind, host
        self.filters = ListFilters(context, kind, host, mark, page)
        self.bar = self.filters.bar
        self.chosen = ChosenLines(context, kind, host, self.bar)
        self.order = NATURAL
        self.filters.changed.connect(self.changed)

    # --- filters --------------------------------------------------------------------------------------------------

    def narrowing(self) -> Narrowing | None:
        """Return what the filters by column and the saved ones ask for together."""
        return self.filters.narrowing()

    def words(self) -> tuple[str, ...]:
        """Return in words what filters are on."""
        return self.filters.words()

    def refresh(self) -> None:
        """Read the saved filters again, and make the question anew: days pass, tags come and go."""
        self.filters.refresh()

    def show(self) -> None:
        """Bring the line of filters up to date with what narrows the list."""
        self.filters.show()

    def clear(self) -> None:
        """Switch every filter of the kind off, without telling."""
        self.filters.clear()

    def show_saved(self, uid: str) -> None:
        """Show what a saved filter finds, and let nothing else narrow the list."""
        self.filters.show_saved(uid)

    # --- the order ------------------------------------------------------------------------------------------------

    def sort_by(self, column: str, descending: bool) -> None:
        """Sort by a column, or in the list's own order where it has no name."""
        wanted = Order(column, descending)
        if wanted != self.order:
            self.order = wanted
            self.changed.emit()

    def sort_menu(self) -> QMenu:
        """Return a menu of the orders there are."""
        menu = QMenu(_("Sort"), self.bar)
        own = menu.addAction(_("The usual order"), partial(self.sort_by, "", False))
        own.setCheckable(True)
        own.setChecked(self.order == NATURAL)
        menu.addSeparator()
        for column, title, downwards in self._host.sorts:
            for descending in (downwards, not downwards):
                words = (_("{column}, downwards") if descending else _("{column}, upwards")).format(column=_(title))
                action = menu.addAction(words, partial(self.sort_by, column, descending))
                action.setCheckable(True)
                action.setChecked(self.order == Order(column, descending))
        return menu

    def _on_sort(self) -> None:
        place = self.bar.by.mapToGlobal(QPoint(0, self.bar.by.height()))
        pop_up(self.sort_menu(), place if self.bar.by.isVisible() else QCursor.pos())

    # --- commands and menus ---------------------------------------------------------------------------------------

    def commands(self) -> Mapping[Command, Callable[[], object]]:
        """Return what the commands of lists mean here."""
        found: dict[Command, Callable[[], object]] = {
            Command.COPY_ROWS: self.chosen.copy,
            Command.CHOOSE_ALL: self.chosen.choose_all,
            Command.FILTER_BY: self.filters.filter_by,
            Command.CLEAR_FILTERS: self._host.clear_filter,
            Command.SAVED_FILTERS: self.filters.saved.manage,
        }
        if self._host.sorts:
            found[Command.SORT_LIST] = self._on_sort
        if not self._context.store.read_only:
            found |= {Command.SAVE_FILTER: self.filters.save, Command.CHANGE_MANY: self.chosen.change_many}
        return found

    def add_to_menu(self, menu: QMenu) -> QMenu:
        """Add to the menu of a line what can be done with all chosen ones: the same as in the menu bar."""
        actions = self._context.actions
        menu.addSeparator()
        for command in (Command.COPY_ROWS, Command.PASTE_ROWS, Command.CHOOSE_ALL, Command.CHANGE_MANY):
            if actions[command].isEnabled():
                menu.addAction(actions[command])
        for command in _TAKEN_OUT.get(self.kind, ()):
            # The menu of one record may have it already.
            if actions[command].isEnabled() and actions[command] not in menu.actions():
                menu.addAction(actions[command])
        menu.addSeparator()
        narrowing = (Command.FILTER_BY, Command.CLEAR_FILTERS, Command.SORT_LIST)
        for command in (*narrowing, Command.EXPORT, Command.EDIT_SHEET):
            if actions[command].isEnabled():
                menu.addAction(actions[command])
        return menu

    def head_menu(self, menu: QMenu, field: str) -> QMenu:
        """Add to the menu of a heading the filter by its column."""
        first = menu.actions()[0] if menu.actions() else None
        action = menu.addAction(_("Filter by this column…"), partial(self.filters.filter_by, field))
        if first is not None:
            menu.insertAction(first, action)
            menu.insertSeparator(first)
        return menu
