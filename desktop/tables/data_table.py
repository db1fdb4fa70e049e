"""A table fit for the keyboard: Tab leaves it, columns can be chosen, rows copied into a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from desktop.settings import Settings
from desktop.tables.cells import CellDelegate
from desktop.tables.columns import ROW_ROLE
from desktop.tables.keys import is_enter
from desktop.tables.pointing import Pointing
from desktop.tables.rows_model import RowsModel
from desktop.tables.shown_columns import ShownColumns
from desktop.theme import Theme
from desktop.widgets.passing import pop_up

if TYPE_CHECKING:
    from desktop.tables.export import ListColumn


class DataTable(QTableView):
    """Shows a `RowsModel` or a `WindowModel`; widths, order and choice of columns are kept under `view`."""

    sort_changed = Signal(str, bool)
    """The key of a column and whether descending; a `RowsModel` has sorted itself already."""
    row_chosen = Signal(object)
    row_opened = Signal(object)
    menu_wanted = Signal(object, object)
    head_menu_wanted = Signal(str, object)
    """The menu of a heading was asked for: the key of its column, and the menu to add to before it is shown."""

    def __init__(self, theme: Theme, settings: Settings, view: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setObjectName(f"table_{view}")
        self.setTabKeyNavigation(False)
        self.setItemDelegate(CellDelegate(theme, self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu)
        header.sectionClicked.connect(self._on_heading_clicked)
        self._columns = ShownColumns(self, theme, settings, view)
        self.activated.connect(self._on_activated)
        theme.changed.connect(self._on_theme)
        self._size_rows()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model, and its columns as they were left."""
        super().setModel(model)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        Pointing(self).pointed.connect(self._on_pointed)
        self._columns.place()

    def current_row(self) -> object:
        """Return the row that is current, or None."""
        return self.currentIndex().data(ROW_ROLE) if self.currentIndex().isValid() else None

    def chosen_rows(self) -> list[object]:
        """Return the selected rows, in the order shown."""
        return [index.data(ROW_ROLE) for index in sorted(self.selectionModel().selectedRows(), key=QModelIndex.row)]

    def columns_menu(self) -> QMenu:
        """Return a menu that switches columns on and off, for the heading and for the View menu."""
        return self._columns.menu()

    def popup_columns(self) -> None:
        """Show the menu of columns under the headings, as when a key asks for it."""
        header = self.horizontalHeader()
        pop_up(self.columns_menu(), header.mapToGlobal(header.rect().bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy whole rows, choose more with Space, and open with Enter on every system."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
            return
        if is_enter(event) and self.currentIndex().isValid():
            self._on_activated(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_Space and not event.modifiers() and self.currentIndex().isValid():
            flags = QItemSelectionModel.SelectionFlag.Toggle | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().select(self.currentIndex(), flags)
            return
        super().keyPressEvent(event)

    def sheet_columns(self) -> tuple[ListColumn[Any], ...]:
        """Return the columns the user chose to see, in their order, as a spreadsheet gets them."""
        from desktop.tables.export import ListColumn
        from reports.document import Kind

        return tuple(
            ListColumn(column.title, column.cell, column.kind or Kind.TEXT) for column in self._columns.wanted()
        )

    def copy_rows(self) -> int:
        """Put the chosen rows with their headings on the clipboard, as a spreadsheet takes them; return how many."""
        model, shown = self.model(), self._columns.in_view()
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        lines = ["\t".join(str(model.headerData(c, Qt.Orientation.Horizontal)) for c in shown)]
        lines += ["\t".join(_cell_text(model.index(row, c).data()) for c in shown) for row in numbers]
        if numbers:
            QGuiApplication.clipboard().setText("\n".join(lines))
        return len(numbers)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Tell who wants to show the menu; the Menu key means the current row."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if index.isValid():
            place = event.globalPos() if by_mouse else self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_wanted.emit(index.data(ROW_ROLE), place)

    def _size_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(round(self._theme.line_height * 1.9))
        self.horizontalHeader().setMinimumSectionSize(self._theme.line_height * 2)

    def _on_theme(self) -> None:
        self._size_rows()
        self._columns.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many columns as there is room for."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self._columns.all():
            self._columns.fit()

    def _on_heading_clicked(self, number: int) -> None:
        column = self._columns.all()[number]
        if not column.sortable:
            return
        descending = self.horizontalHeader().sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        model = self.model()
        if isinstance(model, RowsModel):
            model.sort_by(column.key, descending=descending)
        self.sort_changed.emit(column.key, descending)

    def _on_header_menu(self, place: QPoint) -> None:
        number = self.horizontalHeader().logicalIndexAt(place)
        menu = self.columns_menu()
        if number >= 0:
            self.head_menu_wanted.emit(self._columns.all()[number].key, menu)
        pop_up(menu, self.horizontalHeader().mapToGlobal(place))

    def _on_activated(self, index: QModelIndex) -> None:
        self.row_opened.emit(index.data(ROW_ROLE))

    def _on_pointed(self, index: QModelIndex) -> None:
        """Stand on the row that a screen reader picked; the last one that was selected stays so."""
        flags = QItemSelectionModel.SelectionFlag
        alone = not self.selectionModel().hasSelection()
        self.selectionModel().setCurrentIndex(index, flags.Select | flags.Rows if alone else flags.NoUpdate)

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.row_chosen.emit(current.data(ROW_ROLE) if current.isValid() else None)


def _cell_text(value: object) -> str:
    """Return a cell's text in one line, without the tabs that would make two cells of it."""
    return " ".join(str(value or "").split())
