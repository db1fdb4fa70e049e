"""A table fit for the keyboard: Tab leaves it, columns can be chosen, rows copied into a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.settings import TABLE_COLUMNS, Settings
from desktop.tables.base_model import BaseModel
from desktop.tables.column_places import STRETCH_FLOOR, ColumnPlace, left_out, read_places
from desktop.tables.columns import ROW_ROLE, TONE_ROLE, TableColumn
from desktop.tables.keys import is_enter
from desktop.tables.painting import paint_ground, paint_line, paint_pill, paint_text, pill_width, placed
from desktop.tables.pointing import Pointing
from desktop.tables.rows_model import RowsModel
from desktop.theme import M, S, Text, Theme
from desktop.tokens import Tone
from desktop.widgets.passing import pop_up
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.tables.export import ListColumn

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class CellDelegate(QStyledItemDelegate):
    """Paints a cell: an icon, text, or a pill when the column gives a tone."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room the whole text would need."""
        metrics = QFontMetrics(self._theme.font())
        text = str(index.data(_Role.DisplayRole) or "")
        wide = pill_width(text, self._theme) if index.data(TONE_ROLE) else metrics.horizontalAdvance(text)
        icon = metrics.height() + S if index.data(_Role.DecorationRole) is not None else 0
        return QSize(wide + icon + 2 * M, round(metrics.height() * 1.9))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell."""
        theme = self._theme
        rect = placed(option).rect
        painter.save()
        chosen = paint_ground(painter, option, theme, bar=index.column() == 0)
        paint_line(painter, rect, theme, 0)
        text, tone = str(index.data(_Role.DisplayRole) or ""), index.data(TONE_ROLE)
        inner = rect.adjusted(M, 0, -M, 0)
        ink = theme.colour("selected_text" if chosen else "text")
        icon = index.data(_Role.DecorationRole)
        if icon is not None:
            side = QFontMetrics(theme.font()).height()
            icon.paint(painter, QRect(inner.left(), inner.center().y() - side // 2, side, side))
            inner.setLeft(inner.left() + side + S)
        # Qt hands a tone back as the bare text it is made of.
        if isinstance(tone, str) and tone and text:
            right = min(inner.right(), inner.left() + pill_width(text, theme))
            paint_pill(painter, right, inner.center().y(), text, Tone(tone), theme)
        else:
            align = index.data(_Role.TextAlignmentRole)
            right_side = bool(align is not None and Qt.AlignmentFlag(align) & Qt.AlignmentFlag.AlignRight)
            side_flag = Qt.AlignmentFlag.AlignRight if right_side else Qt.AlignmentFlag.AlignLeft
            paint_text(painter, inner, text, theme.font(), ink, side_flag)
        painter.restore()


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
        self._theme, self._settings, self._view = theme, settings, view
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
        header.sectionResized.connect(self._on_width)
        header.sectionMoved.connect(self._keep)
        self._placed, self._ems, self._shown = False, dict[str, float](), set[str]()
        self._fitting = False
        self.activated.connect(self._on_activated)
        theme.changed.connect(self._on_theme)
        self._size_rows()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model, and its columns as they were left."""
        super().setModel(model)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        Pointing(self).pointed.connect(self._on_pointed)
        self._place_columns()

    def current_row(self) -> object:
        """Return the row that is current, or None."""
        return self.currentIndex().data(ROW_ROLE) if self.currentIndex().isValid() else None

    def chosen_rows(self) -> list[object]:
        """Return the selected rows, in the order shown."""
        return [index.data(ROW_ROLE) for index in sorted(self.selectionModel().selectedRows(), key=QModelIndex.row)]

    def columns_menu(self) -> QMenu:
        """Return a menu that switches columns on and off, for the heading and for the View menu."""
        menu = QMenu(_("Columns"), self)
        for number, column in enumerate(self._columns()):
            shown = column.key in self._shown
            squeezed = shown and self.isColumnHidden(number)
            words = _("{title} (no room now)").format(title=column.heading) if squeezed else column.heading
            action = QAction(words, menu)
            action.setCheckable(True)
            action.setChecked(shown)
            action.setEnabled(number > 0)
            action.setData(number)
            menu.addAction(action)
        menu.triggered.connect(self._on_column_switched)
        return menu

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

        columns, header = self._columns(), self.horizontalHeader()
        order = [columns[header.logicalIndex(place)] for place in range(header.count())]
        return tuple(
            ListColumn(column.title, column.cell, column.kind or Kind.TEXT)
            for column in order
            if column.key in self._shown
        )

    def copy_rows(self) -> int:
        """Put the chosen rows with their headings on the clipboard, as a spreadsheet takes them; return how many."""
        model, header = self.model(), self.horizontalHeader()
        shown = [header.logicalIndex(place) for place in range(header.count())]
        shown = [number for number in shown if not self.isColumnHidden(number)]
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

    def _columns(self) -> tuple[TableColumn[object], ...]:
        model = self.model()
        return model.columns if isinstance(model, BaseModel) else ()

    def _size_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(round(self._theme.line_height * 1.9))
        self.horizontalHeader().setMinimumSectionSize(self._theme.line_height * 2)

    def _on_theme(self) -> None:
        self._size_rows()
        self._fit_columns()

    def _place_columns(self) -> None:
        """Put the columns where they were left."""
        self._placed = False
        columns, header = self._columns(), self.horizontalHeader()
        places = read_places(self._settings.get(TABLE_COLUMNS.of(self._view)), columns)
        numbers = {column.key: number for number, column in enumerate(columns)}
        for place, column in enumerate(places):
            header.moveSection(header.visualIndex(numbers[column.key]), place)
        self._ems = {place.key: place.ems for place in places}
        self._shown = {place.key for place in places if place.shown}
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Give each column its width at this size of text, leaving out what there is no room for."""
        if self._fitting:
            # A scroll bar came or went while widths were given; they are the program's, not the user's.
            return
        self._placed, self._fitting = False, True
        header, room = self.horizontalHeader(), self.viewport().width()
        wide = [(column, self._width_of(column)) for column in self._columns() if column.key in self._shown]
        gone = left_out(wide, room) if self.isVisible() else frozenset()
        fits = sum(width for column, width in wide if column.key not in gone) <= room
        for number, column in enumerate(self._columns()):
            mode = QHeaderView.ResizeMode.Stretch if column.stretch and fits else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(number, mode)
            self.setColumnHidden(number, column.key not in self._shown or column.key in gone)
            if mode is QHeaderView.ResizeMode.Interactive:
                self.setColumnWidth(number, self._width_of(column))
        self._placed, self._fitting = True, False

    def _width_of(self, column: TableColumn[object]) -> int:
        """Return how wide a column is at this size of text; the one that stretches, at least."""
        line = self._theme.line_height
        ems = min(self._ems[column.key], STRETCH_FLOOR) if column.stretch else self._ems[column.key]
        heading = QFontMetrics(self._theme.font(Text.H3)).horizontalAdvance(column.heading) + round(1.5 * line)
        return max(heading, round(ems * line))

    def _on_width(self, number: int, _before: int, width: int) -> None:
        """Keep the width the user has drawn; a column without any is one that is hidden."""
        if (
            width > 0
            and self._placed
            and self.horizontalHeader().sectionResizeMode(number) == QHeaderView.ResizeMode.Interactive
        ):
            self._ems[self._columns()[number].key] = width / self._theme.line_height
            self._keep()

    def _keep(self) -> None:
        if not self._placed:
            return
        columns, header = self._columns(), self.horizontalHeader()
        order = [columns[header.logicalIndex(place)].key for place in range(header.count())]
        kept = tuple(ColumnPlace(key, self._ems[key], key in self._shown).stored() for key in order)
        self._settings.set(TABLE_COLUMNS.of(self._view), kept)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many columns as there is room for."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self._columns():
            self._fit_columns()

    def _on_heading_clicked(self, number: int) -> None:
        column = self._columns()[number]
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
            self.head_menu_wanted.emit(self._columns()[number].key, menu)
        pop_up(menu, self.horizontalHeader().mapToGlobal(place))

    def _on_column_switched(self, action: QAction) -> None:
        key = self._columns()[int(action.data())].key
        (self._shown.add if action.isChecked() else self._shown.discard)(key)
        self._fit_columns()
        self._keep()

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
