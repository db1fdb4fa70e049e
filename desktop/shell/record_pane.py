"""The left of a page: a list of records with its title and filters, read a page at a time; as lines or as a table."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QVBoxLayout, QWidget

from desktop.commands import Command
from desktop.lists.host import Sort
from desktop.lists.kit import ListKit
from desktop.lists.numbered import Numbered
from desktop.settings import Key
from desktop.shell.record_reading import Find, HasId, find_order, find_order_now, id_of, read_rows
from desktop.tables.data_table import DataTable
from desktop.tables.export import Batches, ListColumn, ListExport
from desktop.tables.record_list import RecordList
from desktop.tables.window_model import Fetch, WindowModel
from desktop.widgets.announce import announce
from desktop.widgets.cards import EmptyState
from desktop.widgets.chips import Chips
from desktop.widgets.filter_fold import ListHead
from desktop.widgets.line_edit import FilterBox
from models.queries.ordered import NATURAL
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Job
    from desktop.lists.facets import Rule
    from desktop.lists.numbered import Numbers
    from desktop.tables.columns import RecordLine, TableColumn
    from models.queries.ordered import Order

_LOOKED_THROUGH = 300
"""Rows among which the record in view is looked for while the order of all is not known yet."""
REST_MS = 150
"""After so long without a key the whole order is found, and with it the count."""
AS_TABLE: Key[str] = Key("lists/form", "lines", str)


Row = TypeVar("Row", bound=HasId)
Wanted = TypeVar("Wanted", bound=Hashable)


class RecordPane(QWidget, Generic[Row, Wanted]):
    """Filter box, chips, choices and the list; its children say what is asked for and how a row reads."""

    chosen = Signal(int)
    opened = Signal(int)
    menu_wanted = Signal(object, object)
    form_changed = Signal(bool)
    """Whether the list is a table now."""
    listed = Signal()
    """The list shows something else than before."""

    kind: str = ""
    name: str = ""
    """What its widths and its form are kept under, where another list is of the same kind."""
    mark: Rule | None = None
    page: str = ""
    """What its saved filters begin with, and the page they belong to, where another list is of the same kind."""
    columns: tuple[ListColumn[Row], ...] = ()
    """What a sheet of this list shows."""
    table_columns: tuple[TableColumn[Row], ...] = ()
    """What it shows as a table."""
    sorts: tuple[Sort, ...] = ()

    def __init__(
        self, context: Context, title: str, plain: Wanted, *, box: FilterBox, chips: Chips, choices: QWidget
    ) -> None:
        """`plain` is what is asked for when nothing narrows the list."""
        super().__init__()
        self.context, self.title, self.plain, self.quiet = context, title, plain, False
        self.box, self.chips = box, chips
        self.kit = ListKit(context, self.kind, self, self, self.mark, self.page)
        self.head = ListHead(context.theme, title, box, chips, choices, self.kit.bar)
        self.view = RecordList(context.theme, title)
        self.model: WindowModel[Row] = WindowModel((), id_of, line=self.line, parent=self, page_size=30)
        self.view.setModel(self.model)
        self.view.setMinimumHeight(context.theme.line_height)
        self.table = DataTable(context.theme, context.settings, f"{self.name or self.kind}_list", title)
        self.table_model: WindowModel[Row] = WindowModel(
            self.table_columns, id_of, theme=context.theme, parent=self, page_size=60
        )
        self.table.setModel(self.table_model)
        self.is_table = False
        self.forms = QStackedWidget()
        self.forms.addWidget(self.view)
        self.forms.addWidget(self.table)
        self.empty = self.make_empty()
        self.empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.forms, 1)
        column.addWidget(self.empty, 1)
        self.asked_for = plain
        """What the list shows; read by the worker too, which must not look at widgets."""
        self._numbered: Numbered[Row] | None = None
        self._ordering: Job | None = None
        self._asked = 0
        self._connect()

    def _connect(self) -> None:
        self.head.fold.leads_to(self.view)
        self.head.fold.leads_to(self.table)
        self.box.filtered.connect(self.on_filtered)
        self.chips.changed.connect(self.on_filtered)
        self.kit.changed.connect(self.on_filtered)
        for signal in (self.view.record_chosen, self.table.row_chosen):
            signal.connect(self._on_chosen)
        for signal in (self.view.record_opened, self.table.row_opened):
            signal.connect(self._on_opened)
        for signal in (self.view.menu_wanted, self.table.menu_wanted):
            signal.connect(self.menu_wanted)
        self.table.sort_changed.connect(self._on_heading)
        self.table.head_menu_wanted.connect(self._on_head_menu)
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(REST_MS)
        self._counting.timeout.connect(self._find_order)
        if self.context.settings.get(AS_TABLE.of(self.name or self.kind)) == "table":
            self.show_table(True)

    # --- what its children say ------------------------------------------------------------------------------------

    def wanted(self) -> Wanted:
        """Return the filter that is set now."""
        raise NotImplementedError

    def narrowed(self) -> tuple[str, ...]:
        """Return in words what narrows the list now."""
        raise NotImplementedError

    def own_rules(self) -> list[Rule]:
        """Return what box, chips and choices ask for, as rules. Raises WrongUse where that cannot be kept."""
        raise NotImplementedError

    def fetch(self, wanted: Wanted) -> Fetch[Row]:
        """Return what reads a page of the list in its own order."""
        raise NotImplementedError

    def finding(self, wanted: Wanted, order: Order) -> Find:
        """Return what finds the numbers of all records in order; it runs on the worker."""
        raise NotImplementedError

    def rows_of(self, session: Any, numbers: Sequence[int]) -> Sequence[Row]:
        """Return the rows of some records, in the order given."""
        raise NotImplementedError

    def count(self, wanted: Wanted) -> int:
        """Return how many records a filter leaves."""
        raise NotImplementedError

    def line(self, row: Row) -> RecordLine:
        """Return a row as the two lines of the list."""
        raise NotImplementedError

    def make_empty(self) -> EmptyState:
        """Return what stands in the place of an empty list."""
        raise NotImplementedError

    def say_nothing(self, wanted: Wanted) -> None:
        """Say on it why the list is empty, and what to do."""
        raise NotImplementedError

    def spoken_count(self, count: int) -> str:
        """Return what is read out when typing has changed the list."""
        raise NotImplementedError

    def clear_filter(self) -> None:
        """Show all again."""
        raise NotImplementedError

    # --- the list -------------------------------------------------------------------------------------------------

    def set_low(self, low: bool) -> None:
        """Leave the room to the list in a low window."""
        self.head.set_low(low)
        self.view.set_low(low)

    @property
    def shown_model(self) -> WindowModel[Row]:
        """Return the model of the form that is in view."""
        return self.table_model if self.is_table else self.model

    def view_in_use(self) -> QAbstractItemView:
        """Return the view that is in view."""
        return self.table if self.is_table else self.view

    def show_table(self, table: bool) -> None:
        """Show the list in columns or in lines; the choice is kept."""
        if table == self.is_table:
            return
        kept = self.current_id()
        self.is_table = table
        self.form_changed.emit(table)
        self.forms.setCurrentWidget(self.view_in_use())
        self.context.settings.set(AS_TABLE.of(self.name or self.kind), "table" if table else "lines")
        if self.context.book is not None and self.isVisible():
            self.show_rows()
            if kept is not None:
                self.select(kept)

    def form_commands(self) -> dict[Command, Callable[[], object]]:
        """Return what the commands of lists mean here, those of the table too."""
        found = dict(self.kit.commands())
        found[Command.AS_TABLE] = self._on_as_table
        self.context.actions[Command.AS_TABLE].setChecked(self.is_table)
        if self.is_table:
            found[Command.COLUMNS] = self.table.popup_columns
        return found

    def _on_as_table(self) -> None:
        self.show_table(not self.is_table)

    def has_rows(self) -> bool:
        """Tell whether there is anything in the list."""
        return self.shown_model.rowCount() > 0

    def export(self) -> ListExport[Row]:
        """Return the list as a spreadsheet gets it: as a table the columns that are shown, in the order shown."""
        wanted = self.wanted()
        columns: tuple[ListColumn[Row], ...] = self.table.sheet_columns() if self.is_table else self.columns
        if self._numbered is not None:
            return ListExport(self.title, columns, Batches(self._numbered), len(self._numbered), self.narrowed())
        return ListExport(self.title, columns, Batches(self.fetch(wanted)), self.count(wanted), self.narrowed())

    def show_rows(self, *, again: bool = False) -> None:
        """Ask the book and show what it answers; `again` keeps the place in the list."""
        wanted, kept = self.wanted(), self.current_id()
        self._begin()
        if self.kit.order == NATURAL:
            fetch, model = self.fetch(wanted), self.shown_model
            if wanted == self.plain:
                (model.refresh if again else model.show)(fetch, self.count(wanted))
            else:
                model.show(fetch, None)
            self._show_found(wanted, kept)
            self._counting.start()
        else:
            self._find_order()

    def _begin(self) -> None:
        """Let go of what was asked for before, and note what is asked for now."""
        self.asked_for = self.wanted()
        self._show_indicator()
        self._asked += 1
        self._numbered = None
        self._counting.stop()
        if self._ordering is not None:
            # The next question would wait for its answer.
            self._ordering.progress.cancel()
            self._ordering = None

    def _show_indicator(self) -> None:
        """Show over the table by which column it is sorted."""
        order, keys = self.kit.order, [column.key for column in self.table_columns]
        column, descending = order.column, order.descending
        if not column and self.sorts:
            column, _title, descending = self.sorts[0]
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(keys.index(column) if column in keys else -1, way)

    def _show_found(self, wanted: Wanted, kept: int | None) -> None:
        found = self.has_rows()
        self.forms.setVisible(found)
        self.empty.setVisible(not found)
        if not found:
            self.head.header.set_count(0)
            self.say_nothing(wanted)
        elif kept is not None and self.current_id() != kept:
            self.select(kept)
        self.head.fold.show_on(len(self.narrowed()))
        self.kit.show()
        self.listed.emit()

    def _find_order(self) -> None:
        """Find on the worker the order of the whole list, and with it how long it is."""
        wanted, order = self.wanted(), self.kit.order
        work = partial(find_order, self.finding(wanted, order), self.context.store)
        done = partial(self._on_order, self._asked, wanted, order)
        title = _("Reading the list: {title}").format(title=self.title)
        self._ordering = self.context.jobs.submit(title, work, done, owner=self)

    def _on_order(self, asked: int, wanted: Wanted, order: Order, numbers: Numbers) -> None:
        if asked != self._asked:
            return
        numbered: Numbered[Row] = Numbered(numbers, partial(read_rows, self.context, self))
        self._numbered, kept = numbered, self.current_id()
        if order == NATURAL:
            self.shown_model.complete(numbered, len(numbered))
        else:
            self.shown_model.show(numbered, len(numbered))
            self._show_found(wanted, kept)
        self.show_count(len(numbered))

    def ordered(self) -> Numbered[Row]:
        """Return the order of the whole list, finding it now where it is not known yet."""
        if self._numbered is None:
            self._counting.stop()
            work = self.finding(self.wanted(), self.kit.order)
            self._on_order(self._asked, self.wanted(), self.kit.order, find_order_now(work, self.context.store))
        assert self._numbered is not None
        return self._numbered

    def choose_all(self) -> None:
        """Choose every record of the list."""
        self.ordered()
        self.view_in_use().selectAll()
        self.view_in_use().setFocus()

    def chosen_numbers(self) -> list[int]:
        """Return the numbers of the records that are chosen."""
        selection = self.view_in_use().selectionModel().selection()
        return self.ordered().among(selection) if selection.count() else []

    def select(self, record_id: int) -> None:
        """Mark a record if it is among those in view; the list does not tell of it."""
        view, model = self.view_in_use(), self.shown_model
        view.blockSignals(True)
        index = model.index(self._place_of(record_id), 0)
        view.setCurrentIndex(index)
        if index.isValid():
            view.scrollTo(index)
        view.blockSignals(False)

    def _place_of(self, record_id: int) -> int:
        """Return where a record stands, or a place outside the list."""
        if self._numbered is not None:
            place = self._numbered.place_of(record_id)
            return -1 if place is None else place
        model = self.shown_model
        for number in range(min(model.rowCount(), _LOOKED_THROUGH)):
            row = model.row_at(number)
            if row is not None and row.id == record_id:
                return number
        return -1

    def first_id(self) -> int | None:
        """Return the number of the first record shown."""
        row = self.shown_model.row_at(0)
        return None if row is None else row.id

    def current_id(self) -> int | None:
        """Return the number of the record that is marked."""
        view = self.table if self.is_table else self.view
        number = getattr(view.current_row(), "id", None)
        return number if isinstance(number, int) else None

    def on_filtered(self) -> None:
        """Show what the filters leave, unless several are being set in one go."""
        if not self.quiet:
            self.show_rows()

    def show_count(self, shown: int) -> None:
        """Say how many there are."""
        self.head.header.set_count(shown)
        if self.box.hasFocus():
            announce(self.box, self.spoken_count(shown))

    def _on_heading(self, column: str, descending: bool) -> None:
        self.kit.sort_by(column, descending)

    def _on_head_menu(self, column: str, menu: Any) -> None:
        self.kit.head_menu(menu, self.facet_of(column))

    def facet_of(self, column: str) -> str:
        """Return the name in rules of what a column of the table shows."""
        return column

    def _on_chosen(self, row: object) -> None:
        number = getattr(row, "id", None)
        if isinstance(number, int):
            self.chosen.emit(number)

    def _on_opened(self, row: object) -> None:
        number = getattr(row, "id", None)
        if isinstance(number, int):
            self.opened.emit(number)
