"""A list of records in its two forms, as lines and as a table; one of them is in view."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget

from desktop.lists.host import Sort
from desktop.settings import Key
from desktop.tables.data_table import DataTable
from desktop.tables.record_list import RecordList
from desktop.tables.window_model import WindowModel

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.tables.columns import RecordLine, TableColumn
    from models.queries.ordered import Order

_LOOKED_THROUGH = 300
"""Rows among which a record is looked for while the order of all is not known yet."""
AS_TABLE: Key[str] = Key("lists/form", "lines", str)


class HasId(Protocol):
    """A row of a query that stands for one record."""

    @property
    def id(self) -> int:
        """Return its number."""


Row = TypeVar("Row", bound=HasId)


class RecordForms(QStackedWidget, Generic[Row]):
    """Shows the rows of a list, and tells which is chosen."""

    chosen = Signal(int)
    opened = Signal(int)
    menu_wanted = Signal(object, object)
    turned = Signal(bool)
    """Whether the list is a table now."""

    def __init__(
        self,
        context: Context,
        title: str,
        kept_as: str,
        *,
        line: Callable[[Row], RecordLine],
        columns: tuple[TableColumn[Row], ...],
    ) -> None:
        """`kept_as` is what its form and its widths are kept under."""
        super().__init__()
        self._form, self._settings = AS_TABLE.of(kept_as), context.settings
        self._columns = columns
        self.is_table = False
        self.view = RecordList(context.theme, title)
        self.view_model: WindowModel[Row] = WindowModel((), _id_of, line=line, parent=self, page_size=30)
        self.view.setModel(self.view_model)
        self.view.setMinimumHeight(context.theme.line_height)
        self.table = DataTable(context.theme, context.settings, f"{kept_as}_list", title)
        self.table_model: WindowModel[Row] = WindowModel(
            columns, _id_of, theme=context.theme, parent=self, page_size=60
        )
        self.table.setModel(self.table_model)
        self.addWidget(self.view)
        self.addWidget(self.table)
        for signal in (self.view.record_chosen, self.table.row_chosen):
            signal.connect(self._on_chosen)
        for signal in (self.view.record_opened, self.table.row_opened):
            signal.connect(self._on_opened)
        for signal in (self.view.menu_wanted, self.table.menu_wanted):
            signal.connect(self.menu_wanted)

    @property
    def model(self) -> WindowModel[Row]:
        """Return the model of the form that is in view."""
        return self.table_model if self.is_table else self.view_model

    def view_in_use(self) -> QAbstractItemView:
        """Return the view that is in view."""
        return self.table if self.is_table else self.view

    def take_kept(self) -> None:
        """Take the form of last time."""
        if self._settings.get(self._form) == "table":
            self.turn(True)

    def turn(self, table: bool) -> None:
        """Show the list in columns or in lines; the choice is kept."""
        self.is_table = table
        self.turned.emit(table)
        self.setCurrentWidget(self.view_in_use())
        self._settings.set(self._form, "table" if table else "lines")

    def show_sorted_by(self, order: Order, sorts: tuple[Sort, ...]) -> None:
        """Show over the table by which column it is sorted; `sorts` begin with the list's own order."""
        keys = [column.key for column in self._columns]
        column, descending = order.column, order.descending
        if not column and sorts:
            column, _title, descending = sorts[0]
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(keys.index(column) if column in keys else -1, way)

    def place_of(self, record_id: int) -> int | None:
        """Return where a record stands among the first."""
        model = self.model
        for number in range(min(model.rowCount(), _LOOKED_THROUGH)):
            row = model.row_at(number)
            if row is not None and row.id == record_id:
                return number
        return None

    def mark(self, place: int | None) -> None:
        """Mark the row at a place, or none; nobody is told of it."""
        view = self.view_in_use()
        view.blockSignals(True)
        index = self.model.index(-1 if place is None else place, 0)
        view.setCurrentIndex(index)
        if index.isValid():
            view.scrollTo(index)
        view.blockSignals(False)

    def current_id(self) -> int | None:
        """Return the number of the record that is marked."""
        view = self.table if self.is_table else self.view
        return _number_of(view.current_row())

    def _on_chosen(self, row: object) -> None:
        number = _number_of(row)
        if number is not None:
            self.chosen.emit(number)

    def _on_opened(self, row: object) -> None:
        number = _number_of(row)
        if number is not None:
            self.opened.emit(number)


def _id_of(row: HasId) -> int:
    return row.id


def _number_of(row: object) -> int | None:
    number = getattr(row, "id", None)
    return number if isinstance(number, int) else None
