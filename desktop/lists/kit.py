"""What every list of records can do besides showing them: the same commands, menus and keys on every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QWidget

from desktop.commands import Command
from desktop.lists.bar import FilterBar
from desktop.lists.copying import copied, to_clipboard
from desktop.lists.facets import On, Rule, all_of
from desktop.lists.words import counted
from models.errors import WrongUse
from models.queries.ordered import NATURAL, Order
from models.queries.saved_searches import SavedSearchRow, count_found, list_saved_searches, narrowing_by
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.tables.export import ListColumn
    from models.changes import Changes
    from models.queries.narrowing import Narrowing
    from models.store import Store

COPIED_AT_ONCE = 300
"""So many rows are copied while one waits; more are gathered by the worker."""

_RESTS_ON = ("saved_search", "tag", "tag_link", "record_group", "group_member")

Sort = tuple[str, str, bool]
"""A column's key, its title, and whether its first order is downwards, as for days."""


class Host(Protocol):
    """The list that a kit works for."""

    @property
    def columns(self) -> Any:
        """Return the columns of a sheet of it, and so of what is copied."""

    @property
    def sorts(self) -> tuple[Sort, ...]:
        """Return the columns it can be sorted by."""

    def own_rules(self) -> list[Rule]:
        """Return what its own box, chips and choices ask for. Raises WrongUse where that cannot be kept."""

    def narrowed(self) -> tuple[str, ...]:
        """Return in words all that narrows it."""

    def clear_filter(self) -> None:
        """Let everything through."""

    def chosen_numbers(self) -> list[int]:
        """Return the numbers of the records that are chosen, in the order shown."""

    def rows_of(self, session: Any, numbers: Sequence[int]) -> Sequence[Any]:
        """Return rows by their numbers."""

    def choose_all(self) -> None:
        """Choose every record of the list, also those that were never scrolled to."""

    def view_in_use(self) -> QAbstractItemView:
        """Return the view that shows the list now."""


class ListKit(QObject):
    """Filters by column, saved filters, sorting, choosing many, copying and changing many."""

    changed = Signal()
    """The filters or the order are others now: ask the book again."""
    chosen_changed = Signal()

    def __init__(
        self, context: Context, kind: str, host: Host, parent: QWidget, mark: Rule | None = None, page: str = ""
    ) -> None:
        """`mark` is a rule its saved filters begin with, `page` where they belong if another list is of the kind."""
        super().__init__(parent)
        self._mark, self._page = mark, page
        self._context, self.kind, self._host = context, kind, host
        self.bar = FilterBar(context.theme)
        self.order = NATURAL
        self.on: list[On] = []
        self._saved: dict[str, SavedSearchRow] = {}
        self._saved_on: list[str] = []
        self._narrowing: Narrowing | None = None
        self._asked = 0
        self.bar.by_wanted.connect(self.filter_by)
        self.bar.save_wanted.connect(self.save_filter)
        self.bar.taken_off.connect(self._on_taken_off)
        self.bar.switched.connect(self._on_switched)
        self.bar.saved_menu_wanted.connect(self._on_saved_menu)
        self.bar.manage_wanted.connect(self.saved_filters)
        context.hub.changed.connect(self._on_changes)

    # --- filters --------------------------------------------------------------------------------------------------

    def narrowing(self) -> Narrowing | None:
        """Return what the filters by column and the saved ones ask for together."""
        return self._narrowing

    def words(self) -> tuple[str, ...]:
        """Return in words what filters are on."""
        return (*(one.words for one in self.on), *(self._saved[uid].name for uid in self._saved_on))

    def refresh(self) -> None:
        """Read the saved filters again, and make the question anew: days pass, tags come and go."""
        with self._context.store.read() as session:
            rows = list_saved_searches(session, self.kind, self._page)
        known = {row.uid: row for row in rows}
        same = known == self._saved
        self._saved = known
        self._saved_on = [uid for uid in self._saved_on if uid in known]
        if not same:
            self.bar.show_saved(rows, frozenset(self._saved_on))
        self._make()
        self._count()

    def _on_changes(self, changes: Changes) -> None:
        """Follow saved filters, tags and groups, which are changed elsewhere."""
        if self._context.book is not None and changes.touches(*_RESTS_ON):
            before = self._narrowing
            self.refresh()
            if before is not None or self._narrowing is not None:
                self.changed.emit()

    def show(self) -> None:
        """Bring the line of filters up to date with what narrows the list."""
        # Words alone are saved by the menu: a link that comes at the first letter would move the list under the eye.
        more = any(not part.startswith("“") for part in self._host.narrowed())
        self.bar.show_on(self.on, can_save=more and not self._context.store.read_only)

    def add(self, filter_: On) -> None:
        """Switch a filter by a column on, in place of another by the same column."""
        self.on = [one for one in self.on if one.field != filter_.field] + [filter_]
        self._tell()

    def clear(self) -> None:
        """Switch every filter of the kit off, without telling."""
        self.on, self._saved_on = [], []
        for uid in self._saved:
            chip = self.bar.chip_of(uid)
            if chip is not None and chip.isChecked():
                chip.blockSignals(True)
                chip.setChecked(False)
                chip.blockSignals(False)
        self._make()
        self.show()

    def show_saved(self, uid: str) -> None:
        """Show what a saved filter finds, and let nothing else narrow the list."""
        self._host.clear_filter()
        self.refresh()
        chip = self.bar.chip_of(uid)
        if chip is not None and not chip.isChecked():
            chip.click()

    def filter_by(self, field: str = "") -> None:
        """Ask for a filter by a column."""
        from desktop.lists.filter_dialog import FilterDialog

        dialog = FilterDialog(self._context, self.kind, field, self.bar.window())
        dialog.made.connect(self.add)
        dialog.open()

    def save_filter(self) -> None:
        """Ask for a name to keep under what narrows the list."""
        from desktop.lists.saved import SaveFilterDialog

        rules = [*self._host.own_rules(), *self._rules()]
        if not rules:
            raise WrongUse(_("Nothing narrows the list now. Filter it first, then save the filter."))
        if self._mark is not None:
            rules.insert(0, self._mark)
        words = self._host.narrowed()
        SaveFilterDialog(self._context, self.kind, all_of(rules), words, self.bar.window(), self._page).open()

    def saved_filters(self) -> None:
        """Show the saved filters to rename and remove them."""
        from desktop.lists.saved import SavedFiltersDialog

        SavedFiltersDialog(self._context, self.kind, self.bar.window(), self._page).open()

    def _rules(self) -> list[Rule]:
        return [*(one.rule for one in self.on), *({"search": uid} for uid in self._saved_on)]

    def _make(self) -> None:
        rules = all_of(self._rules())
        self._narrowing = None
        if not rules:
            return
        try:
            with self._context.store.read() as session:
                self._narrowing = narrowing_by(session, self.kind, rules, self._context.today())
        except WrongUse as trouble:
            # What a filter rests on has gone: a tag, another filter. It is switched off and said.
            self.on, self._saved_on = [], []
            self._context.say(trouble.sentence)

    def _tell(self) -> None:
        self._make()
        self.show()
        self.changed.emit()

    def _on_taken_off(self, text: str) -> None:
        self.on = [one for one in self.on if one.text != text]
        self._tell()

    def _on_switched(self, uid: str, checked: bool) -> None:
        self._saved_on = [one for one in self._saved_on if one != uid] + ([uid] if checked else [])
        self._tell()

    def _on_saved_menu(self, uid: str, place: QPoint) -> None:
        from desktop.lists.saved import RenameFilterDialog, remove_filter

        row = self._saved.get(uid)
        if row is None or self._context.store.read_only:
            return
        menu = QMenu(self.bar)
        menu.addAction(_("Rename…"), lambda: RenameFilterDialog(self._context, row, self.bar.window()).open())
        menu.addAction(_("Remove"), partial(remove_filter, self._context, row))
        menu.popup(place)

    def _count(self) -> None:
        """Count on the worker what each saved filter finds."""
        if self._saved:
            self._asked += 1
            work = partial(_counts, self._context.store, tuple(self._saved.values()), self._context.today())
            self._context.jobs.submit(
                _("Counting saved filters"), work, partial(self._on_counted, self._asked), owner=self.bar
            )

    def _on_counted(self, asked: int, counts: Mapping[str, int]) -> None:
        if asked == self._asked:
            for uid, count in counts.items():
                self.bar.set_count(uid, count)

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

    # --- what is chosen -------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Copy the chosen rows with their headings; many are gathered by the worker."""
        focused = QApplication.focusWidget()
        view = self._host.view_in_use()
        if isinstance(focused, QAbstractItemView) and focused is not view:
            other = getattr(focused, "copy_rows", None)
            if other is not None:
                other()
            return
        numbers = self._host.chosen_numbers()
        work = partial(_copied, self._context.store, self._host.rows_of, numbers, tuple(self._host.columns))
        if len(numbers) <= COPIED_AT_ONCE:
            self._on_copied(len(numbers), work(None))
        else:
            self._context.jobs.submit(
                _("Copying {those}").format(those=counted(self.kind, len(numbers))),
                work,
                partial(self._on_copied, len(numbers)),
                owner=self.bar,
            )

    def _on_copied(self, count: int, both: tuple[str, str]) -> None:
        if count:
            to_clipboard(*both)
            words = ngettext("Copied {count} row.", "Copied {count} rows.", count)
            self._context.say(words.format(count=f"{count:,}"))
        else:
            self._context.say(_("Choose some lines first."))

    def choose_all(self) -> None:
        """Choose every line of the list, or of the table that has the focus."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractItemView) and focused is not self._host.view_in_use():
            focused.selectAll()
        else:
            self._host.choose_all()

    def change_many(self) -> None:
        """Ask what to do with all chosen records."""
        from desktop.lists.change_dialog import ChangeDialog

        numbers = self._host.chosen_numbers()
        if not numbers:
            raise WrongUse(_("Choose some lines first: Space or Shift with the arrows chooses more, Ctrl+A all."))
        ChangeDialog(self._context, self.kind, numbers, self.bar.window()).open()

    # --- commands and menus ---------------------------------------------------------------------------------------

    def commands(self) -> Mapping[Command, Callable[[], object]]:
        """Return what the commands of lists mean here."""
        found: dict[Command, Callable[[], object]] = {
            Command.COPY_ROWS: self.copy,
            Command.CHOOSE_ALL: self.choose_all,
            Command.FILTER_BY: self.filter_by,
            Command.CLEAR_FILTERS: self._host.clear_filter,
            Command.SAVED_FILTERS: self.saved_filters,
        }
        if self._host.sorts:
            found[Command.SORT_LIST] = self._on_sort
        if not self._context.store.read_only:
            found |= {Command.SAVE_FILTER: self.save_filter, Command.CHANGE_MANY: self.change_many}
        return found

    def add_to_menu(self, menu: QMenu) -> QMenu:
        """Add to the menu of a line what can be done with all chosen ones: the same as in the menu bar."""
        actions = self._context.actions
        menu.addSeparator()
        for command in (Command.COPY_ROWS, Command.PASTE_ROWS, Command.CHOOSE_ALL, Command.CHANGE_MANY):
            if actions[command].isEnabled():
                menu.addAction(actions[command])
        menu.addSeparator()
        for command in (Command.FILTER_BY, Command.CLEAR_FILTERS, Command.SORT_LIST, Command.EXPORT):
            if actions[command].isEnabled():
                menu.addAction(actions[command])
        return menu

    def head_menu(self, menu: QMenu, field: str) -> QMenu:
        """Add to the menu of a heading the filter by its column."""
        first = menu.actions()[0] if menu.actions() else None
        action = menu.addAction(_("Filter by this column…"), partial(self.filter_by, field))
        if first is not None:
            menu.insertAction(first, action)
            menu.insertSeparator(first)
        return menu

    def _on_sort(self) -> None:
        place = self.bar.by.mapToGlobal(QPoint(0, self.bar.by.height()))
        self.sort_menu().popup(place if self.bar.by.isVisible() else QCursor.pos())


def space_chooses(view: QAbstractItemView) -> None:
    """Let Space take the current line into the choice or out of it, leaving the others."""
    from PySide6.QtCore import QItemSelectionModel

    index, selection = view.currentIndex(), view.selectionModel()
    if index.isValid():
        flags = QItemSelectionModel.SelectionFlag.Toggle | QItemSelectionModel.SelectionFlag.Rows
        selection.select(index, flags)


def menu_place(view: QAbstractItemView) -> QPoint:
    """Return where the menu of the current line is shown when a key asks for it."""
    return view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).center())


def _copied(
    store: Store,
    rows_of: Callable[[Any, Sequence[int]], Sequence[Any]],
    numbers: Sequence[int],
    columns: Sequence[ListColumn[Any]],
    _progress: Progress | None,
) -> tuple[str, str]:
    with store.read() as session:
        return copied(columns, rows_of(session, numbers))


def _counts(store: Store, rows: Sequence[SavedSearchRow], today: Any, progress: Progress) -> Mapping[str, int]:
    found = {}
    for row in rows:
        progress.check()
        try:
            with store.read() as session:
                found[row.uid] = count_found(session, row.id, today)
        except WrongUse:
            # It rests on something that has gone; the chip says so when it is pressed.
            continue
    return found
