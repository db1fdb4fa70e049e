"""The left of a page: a list of records with its title and filters, read a page at a time."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.tables.export import Batches, ListColumn, ListExport
from desktop.tables.record_list import RecordList
from desktop.tables.window_model import Fetch, WindowModel
from desktop.widgets.announce import announce
from desktop.widgets.cards import EmptyState
from desktop.widgets.chips import Chips
from desktop.widgets.filter_fold import ListHead
from desktop.widgets.line_edit import FilterBox

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.tables.columns import RecordLine

_LOOKED_THROUGH = 300
"""Rows among which the record in view is looked for after a change."""


class HasId(Protocol):
    """A row of a query that stands for one record."""

    @property
    def id(self) -> int:
        """Return its number."""


Row = TypeVar("Row", bound=HasId)
Wanted = TypeVar("Wanted", bound=Hashable)


class RecordPane(QWidget, Generic[Row, Wanted]):
    """Filter box, chips, choices and the list; its children say what is asked for and how a row reads."""

    chosen = Signal(int)
    opened = Signal(int)
    menu_wanted = Signal(object, object)

    columns: tuple[ListColumn[Row], ...] = ()
    """What a sheet of this list shows."""

    def __init__(
        self, context: Context, title: str, plain: Wanted, *, box: FilterBox, chips: Chips, choices: QWidget
    ) -> None:
        """`plain` is what is asked for when nothing narrows the list."""
        super().__init__()
        self.context, self.title, self.plain, self.quiet = context, title, plain, False
        self.box, self.chips = box, chips
        self.head = ListHead(context.theme, title, box, chips, choices)
        self.view = RecordList(context.theme, title)
        self.model: WindowModel[Row] = WindowModel((), _id_of, line=self.line, parent=self, page_size=30)
        self.view.setModel(self.model)
        self.view.setMinimumHeight(context.theme.line_height)
        self.empty = self.make_empty()
        self.empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.view, 1)
        column.addWidget(self.empty, 1)
        self.head.fold.leads_to(self.view)
        self.box.filtered.connect(self.on_filtered)
        self.chips.changed.connect(self.on_filtered)
        self.view.record_chosen.connect(self._on_chosen)
        self.view.record_opened.connect(self._on_opened)
        self.view.menu_wanted.connect(self.menu_wanted)
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(60)
        self._counting.timeout.connect(self._on_counting)

    # --- what its children say ------------------------------------------------------------------------------------

    def wanted(self) -> Wanted:
        """Return the filter that is set now."""
        raise NotImplementedError

    def narrowed(self) -> tuple[str, ...]:
        """Return in words what narrows the list now."""
        raise NotImplementedError

    def fetch(self, wanted: Wanted) -> Fetch[Row]:
        """Return what reads a page of the list."""
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

    def has_rows(self) -> bool:
        """Tell whether there is anything in the list."""
        return self.model.rowCount() > 0

    def export(self) -> ListExport[Row]:
        """Return the list as a spreadsheet gets it."""
        wanted = self.wanted()
        return ListExport(self.title, self.columns, Batches(self.fetch(wanted)), self.count(wanted), self.narrowed())

    def show_rows(self, *, again: bool = False) -> None:
        """Ask the book and show what it answers; `again` keeps the place in the list."""
        wanted = self.wanted()
        fetch, kept = self.fetch(wanted), self.current_id()
        if wanted == self.plain:
            (self.model.refresh if again else self.model.show)(fetch, self.count(wanted))
        else:
            self.model.show(fetch, None)
        found = self.has_rows()
        self.view.setVisible(found)
        self.empty.setVisible(not found)
        if not found:
            self.say_nothing(wanted)
        elif kept is not None and self.current_id() != kept:
            self.select(kept)
        self.head.fold.show_on(len(self.narrowed()))
        self._counting.start()

    def select(self, record_id: int) -> None:
        """Mark a record if it is among those in view; the list does not tell of it."""
        self.view.blockSignals(True)
        for number in range(min(self.model.rowCount(), _LOOKED_THROUGH)):
            row = self.model.row_at(number)
            if row is not None and row.id == record_id:
                index = self.model.index(number, 0)
                self.view.setCurrentIndex(index)
                self.view.scrollTo(index)
                break
        else:
            self.view.setCurrentIndex(self.model.index(-1, 0))
        self.view.blockSignals(False)

    def first_id(self) -> int | None:
        """Return the number of the first record shown."""
        row = self.model.row_at(0)
        return None if row is None else row.id

    def current_id(self) -> int | None:
        """Return the number of the record that is marked."""
        number = getattr(self.view.current_row(), "id", None)
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

    def _on_counting(self) -> None:
        self.show_count(self.count(self.wanted()))

    def _on_chosen(self, row: object) -> None:
        number = getattr(row, "id", None)
        if isinstance(number, int):
            self.chosen.emit(number)

    def _on_opened(self, row: object) -> None:
        number = getattr(row, "id", None)
        if isinstance(number, int):
            self.opened.emit(number)


def _id_of(row: HasId) -> int:
    return row.id
