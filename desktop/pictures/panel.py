"""A picture and the same as a table, with a switch between them; it fits on a page, in a tab or in a card."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.pictures.view import PictureView
from desktop.tables.columns import TableColumn
from desktop.tables.data_table import DataTable
from desktop.tables.export import ListColumn, ListExport
from desktop.tables.rows_model import RowsModel
from desktop.theme import M, S
from desktop.widgets.cards import EmptyState
from desktop.widgets.chips import Chips
from desktop.widgets.labels import PlainLabel
from desktop.widgets.scrolling import scrolling
from reports.document import Cell, Column, Kind
from reports.formatting import RIGHT_ALIGNED, percent
from reports.pictures.picture import Picture
from resources.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.context import Context
    from desktop.tables.export import AnyExport

PICTURE, TABLE = "picture", "table"


@dataclass(frozen=True)
class _Row:
    number: int
    cells: tuple[Cell, ...]


class PicturePanel(QWidget):
    """Shows a picture; where there is nothing to draw, its words say so."""

    record_opened = Signal(str, int)

    def __init__(self, context: Context, *, icon: str = "chart-bar") -> None:
        super().__init__()
        self._context = context
        self.picture: Picture | None = None
        self.switch = Chips(_("How to look at it"), exclusive=True)
        self.switch.add(PICTURE, _("Picture")).setChecked(True)
        self.switch.add(TABLE, _("Table"))
        self.switch.changed.connect(self._on_switched)
        self.note = PlainLabel("", "muted")
        self.view = PictureView(context.theme)
        self.view.record_opened.connect(self.record_opened)
        self.nothing = EmptyState(context.theme, icon, _("Nothing to draw yet"), "")
        self.table: DataTable | None = None
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self._no_picture = scrolling(self.nothing)
        self.stack.addWidget(self._no_picture)
        self.head = QHBoxLayout()
        self.head.setSpacing(M)
        self.head.addWidget(self.switch, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(self.head)
        column.addWidget(self.note)
        column.addWidget(self.stack, 1)
        self.note.hide()
        self.switch.setEnabled(False)

    def show_picture(self, picture: Picture) -> None:
        """Show a picture, or its table where that is what one looks at."""
        self.picture = picture
        self.note.setText(picture.note)
        self.note.setVisible(bool(picture.note))
        self.switch.setEnabled(not picture.is_empty)
        self._drop_table()
        if picture.is_empty:
            self.nothing.tell(_("Nothing to draw yet"), picture.table.empty)
        else:
            self.view.show_picture(picture)
        self._bring()

    @property
    def on_table(self) -> bool:
        """Tell whether the table is what one looks at."""
        return TABLE in self.switch.on()

    def shown(self) -> QWidget:
        """Return what is in view: the picture, the table or the words."""
        return self.stack.currentWidget()

    def export(self) -> AnyExport | None:
        """Return the table for a spreadsheet."""
        if self.picture is None or self.picture.is_empty:
            return None
        table = self.picture.table
        rows = _rows(self.picture)
        return ListExport(self.picture.title, _sheet_columns(table.columns), partial(_all_at_once, rows), len(rows))

    def _bring(self) -> None:
        if self.picture is None:
            return
        if self.picture.is_empty:
            self.stack.setCurrentWidget(self._no_picture)
        elif self.on_table:
            self.stack.setCurrentWidget(self._made_table(self.picture))
        else:
            self.stack.setCurrentWidget(self.view)

    def _on_switched(self, _on: object) -> None:
        self._bring()

    def _made_table(self, picture: Picture) -> DataTable:
        """Return the table, made when it is first looked at."""
        if self.table is None:
            context, key = self._context, picture.block.key
            self.table = DataTable(context.theme, context.settings, f"picture_{key}", picture.table.title)
            model = RowsModel(_columns(picture.table.columns), _number, parent=self.table)
            model.set_rows(_rows(picture))
            self.table.setModel(model)
            # The order is the picture's own until a heading is pressed.
            self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.table.row_opened.connect(self._on_row_opened)
            self.stack.addWidget(self.table)
        return self.table

    def _drop_table(self) -> None:
        if self.table is not None:
            self.stack.removeWidget(self.table)
            self.table.deleteLater()
            self.table = None

    def _on_row_opened(self, row: object) -> None:
        if isinstance(row, _Row) and self.picture is not None:
            record = self.picture.record_of(row.number)
            if record is not None:
                self.record_opened.emit(record.kind, record.id)


def _rows(picture: Picture) -> list[_Row]:
    return [_Row(number, cells) for number, cells in enumerate(picture.table.rows)]


def _all_at_once(rows: list[_Row]) -> Iterator[Sequence[_Row]]:
    yield rows


def _number(row: _Row) -> int:
    return row.number


def _cell(place: int, row: _Row) -> Cell:
    return row.cells[place]


def _value(place: int, column: Column, row: _Row) -> object:
    """Return what stands in a cell of the window's table: percentages in words, everything else as it is."""
    cell = row.cells[place]
    if cell is None:
        return column.unknown or None
    if column.kind is Kind.PERCENT and isinstance(cell, (int, float)):
        return percent(cell)
    return cell


def _columns(columns: Sequence[Column]) -> list[TableColumn[_Row]]:
    widest = max(columns, key=lambda column: column.weight * (column.kind is Kind.TEXT))
    return [
        TableColumn(
            f"c{place}",
            column.title,
            partial(_value, place, column),
            sort_key=partial(_cell, place),
            align_right=column.kind in RIGHT_ALIGNED,
            ems=13 if column.row_header else 4 if column.kind in RIGHT_ALIGNED else 9,
            stretch=column is widest,
            kind=column.kind,
            tip=partial(_tip, place) if column.kind is Kind.TEXT else None,
        )
        for place, column in enumerate(columns)
    ]


def _tip(place: int, row: _Row) -> str:
    return str(row.cells[place] or "")


def _sheet_columns(columns: Sequence[Column]) -> tuple[ListColumn[_Row], ...]:
    return tuple(ListColumn(column.title, partial(_cell, place), column.kind) for place, column in enumerate(columns))
