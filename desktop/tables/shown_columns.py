"""The columns of a table as the user wants them: which, in what order, how wide; kept, and fitted to the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from desktop.settings import TABLE_COLUMNS, Settings
from desktop.tables.base_model import BaseModel
from desktop.tables.column_places import STRETCH_FLOOR, ColumnPlace, left_out, read_places
from desktop.theme import Text, Theme
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.tables.columns import TableColumn


class ShownColumns(QObject):
    """Keeps them under `view`; widths are in lines of text, so that they follow its size."""

    def __init__(self, table: QTableView, theme: Theme, settings: Settings, view: str) -> None:
        super().__init__(table)
        self._table, self._theme, self._settings, self._view = table, theme, settings, view
        self._placed, self._ems, self._shown = False, dict[str, float](), set[str]()
        self._fitting = False
        header = table.horizontalHeader()
        header.sectionResized.connect(self._on_width)
        header.sectionMoved.connect(self._keep)

    def all(self) -> tuple[TableColumn[object], ...]:
        """Return the columns of the model."""
        model = self._table.model()
        return model.columns if isinstance(model, BaseModel) else ()

    def wanted(self) -> list[TableColumn[object]]:
        """Return those that the user chose to see, in their order, whether there is room for them now or not."""
        columns, header = self.all(), self._table.horizontalHeader()
        order = [columns[header.logicalIndex(place)] for place in range(header.count())]
        return [column for column in order if column.key in self._shown]

    def in_view(self) -> list[int]:
        """Return the numbers of those that are seen, in their order."""
        header = self._table.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        return [number for number in order if not self._table.isColumnHidden(number)]

    def menu(self) -> QMenu:
        """Return a menu that switches them on and off."""
        menu = QMenu(_("Columns"), self._table)
        for number, column in enumerate(self.all()):
            shown = column.key in self._shown
            squeezed = shown and self._table.isColumnHidden(number)
            words = _("{title} (no room now)").format(title=column.heading) if squeezed else column.heading
            action = QAction(words, menu)
            action.setCheckable(True)
            action.setChecked(shown)
            action.setEnabled(number > 0)
            action.setData(number)
            menu.addAction(action)
        menu.triggered.connect(self._on_switched)
        return menu

    def place(self) -> None:
        """Put them where they were left."""
        self._placed = False
        columns, header = self.all(), self._table.horizontalHeader()
        places = read_places(self._settings.get(TABLE_COLUMNS.of(self._view)), columns)
        numbers = {column.key: number for number, column in enumerate(columns)}
        for place, column in enumerate(places):
            header.moveSection(header.visualIndex(numbers[column.key]), place)
        self._ems = {place.key: place.ems for place in places}
        self._shown = {place.key for place in places if place.shown}
        self.fit()

    def fit(self) -> None:
        """Give each its width at this size of text, leaving out what there is no room for."""
        if self._fitting:
            # A scroll bar came or went while widths were given; they are the program's, not the user's.
            return
        self._placed, self._fitting = False, True
        table, columns = self._table, self.all()
        header, room = table.horizontalHeader(), table.viewport().width()
        wide = [(column, self._width_of(column)) for column in columns if column.key in self._shown]
        gone = left_out(wide, room) if table.isVisible() else frozenset()
        fits = sum(width for column, width in wide if column.key not in gone) <= room
        for number, column in enumerate(columns):
            mode = QHeaderView.ResizeMode.Stretch if column.stretch and fits else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(number, mode)
            table.setColumnHidden(number, column.key not in self._shown or column.key in gone)
            if mode is QHeaderView.ResizeMode.Interactive:
                table.setColumnWidth(number, self._width_of(column))
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
            and self._table.horizontalHeader().sectionResizeMode(number) == QHeaderView.ResizeMode.Interactive
        ):
            self._ems[self.all()[number].key] = width / self._theme.line_height
            self._keep()

    def _keep(self) -> None:
        if not self._placed:
            return
        columns, header = self.all(), self._table.horizontalHeader()
        order = [columns[header.logicalIndex(place)].key for place in range(header.count())]
        kept = tuple(ColumnPlace(key, self._ems[key], key in self._shown).stored() for key in order)
        self._settings.set(TABLE_COLUMNS.of(self._view), kept)

    def _on_switched(self, action: QAction) -> None:
        key = self.all()[int(action.data())].key
        (self._shown.add if action.isChecked() else self._shown.discard)(key)
        self.fit()
        self._keep()
