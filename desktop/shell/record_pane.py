"""The left of a page: a list of records with its title and filters, read a page at a time; as lines or as a table."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from desktop.commands import Command
from desktop.lists.host import Sort
from desktop.lists.kit import ListKit
from desktop.lists.numbered import Numbered
from desktop.shell.record_forms import HasId, RecordForms
from desktop.shell.record_order import Find, WholeOrder
from desktop.tables.export import Batches, ListColumn, ListExport
from desktop.tables.window_model import Fetch, WindowModel
from desktop.widgets.announce import announce
from desktop.widgets.cards import EmptyState
from desktop.widgets.chips import Chips
from desktop.widgets.filter_fold import ListHead
from desktop.widgets.line_edit import FilterBox
from models.queries.ordered import NATURAL

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.lists.facets import Rule
    from desktop.tables.columns import RecordLine, TableColumn
    from models.queries.ordered import Order

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
        self.forms: RecordForms[Row] = RecordForms(
            context, title, self.name or self.kind, line=self.line, columns=self.table_columns
        )
        self.view, self.model = self.forms.view, self.forms.view_model
        self.table, self.table_model = self.forms.table, self.forms.table_model
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
        self.order: WholeOrder[Row] = WholeOrder(context, title, self._find, self.rows_of, self)
        self._connect()

    def _connect(self) -> None:
        self.head.fold.leads_to(self.view)
        self.head.fold.leads_to(self.table)
        self.box.filtered.connect(self.on_filtered)
        self.chips.changed.connect(self.on_filtered)
        self.kit.changed.connect(self.on_filtered)
        self.forms.chosen.connect(self.chosen)
        self.forms.opened.connect(self.opened)
        self.forms.menu_wanted.connect(self.menu_wanted)
        self.forms.turned.connect(self.form_changed)
        self.table.sort_changed.connect(self._on_heading)
        self.table.head_menu_wanted.connect(self._on_head_menu)
        self.order.found.connect(self._on_order)
        self.forms.take_kept()

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
        return self.forms.model

    @property
    def is_table(self) -> bool:
        """Tell whether the list is in columns."""
        return self.forms.is_table

    def view_in_use(self) -> QAbstractItemView:
        """Return the view that is in view."""
        return self.forms.view_in_use()

    def show_table(self, table: bool) -> None:
        """Show the list in columns or in lines; the choice is kept."""
        if table == self.is_table:
            return
        kept = self.current_id()
        self.forms.turn(table)
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
        known = self.order.numbered
        if known is not None:
            return ListExport(self.title, columns, Batches(known), len(known), self.narrowed())
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
            self.order.find_soon()
        else:
            self.order.find()

    def _begin(self) -> None:
        """Let go of what was asked for before, and note what is asked for now."""
        self.asked_for = self.wanted()
        self.forms.show_sorted_by(self.kit.order, self.sorts)
        self.order.forget()

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

    def _find(self) -> Find:
        return self.finding(self.wanted(), self.kit.order)

    def _on_order(self, numbered: Numbered[Row]) -> None:
        kept = self.current_id()
        if self.kit.order == NATURAL:
            self.shown_model.complete(numbered, len(numbered))
        else:
            self.shown_model.show(numbered, len(numbered))
            self._show_found(self.asked_for, kept)
        self.show_count(len(numbered))

    def ordered(self) -> Numbered[Row]:
        """Return the order of the whole list, finding it now where it is not known yet."""
        return self.order.now()

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
        known = self.order.numbered
        self.forms.mark(known.place_of(record_id) if known is not None else self.forms.place_of(record_id))

    def first_id(self) -> int | None:
        """Return the number of the first record shown."""
        row = self.shown_model.row_at(0)
        return None if row is None else row.id

    def current_id(self) -> int | None:
        """Return the number of the record that is marked."""
        return self.forms.current_id()

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
