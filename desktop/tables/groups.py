"""Long lists in parts, each under its heading: "Late", "This week", "Later"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from desktop.icons import paint_icon
from desktop.tables.base_model import Index, Row
from desktop.tables.columns import LINE_ROLE, ROW_ROLE, RecordLine
from desktop.tables.painting import paint_line, paint_text, placed
from desktop.tables.record_list import RecordDelegate, RecordList
from desktop.tables.window_model import Start, WindowModel
from desktop.theme import L, M, S, Text, Theme

_Role = Qt.ItemDataRole
_Flag = Qt.ItemFlag
_NEAR = 4
"""How far from its old place a record is looked for after a change."""


@dataclass(frozen=True)
class Heading:
    """The heading of a part of the list, with how many stand below it."""

    key: str
    title: str
    count: int


@dataclass(frozen=True)
class Part(Generic[Row]):
    """A part of the list: its heading, and how its rows are fetched: after a row or after so many, at most a limit."""

    heading: Heading
    fetch: Callable[[int, Row | None, int], Sequence[Row]]


class GroupsModel(WindowModel[Heading | Row], Generic[Row]):
    """Shows parts one after the other; only the pages in view are held. Headings cannot be chosen."""

    def __init__(
        self,
        key: Callable[[Row], object],
        line: Callable[[Row], RecordLine],
        *,
        ticked: Callable[[Row], bool | None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`ticked` says whether a row's box is ticked, or None for a row without one."""
        super().__init__((), lambda row: row, line=self._line_of, parent=parent)
        self._row_key, self._row_line, self._ticked = key, line, ticked
        self._parts: list[Part[Row]] = []

    def show_parts(self, parts: Sequence[Part[Row]]) -> None:
        """Show these parts, leaving out the empty ones; the view keeps its place when the length is the same."""
        self._parts = [part for part in parts if part.heading.count]
        self.refresh(self._fetch_rows, sum(part.heading.count + 1 for part in self._parts))

    def place_of(self, key: object) -> int | None:
        """Return where the row of this key stands among the rows that are held."""
        for number, page in self._pages.items():
            for place, row in enumerate(page):
                if not isinstance(row, Heading) and self._row_key(row) == key:
                    return number * self.page_size + place
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the keys pass over headings, and tell a screen reader of the boxes."""
        row = self.row_at(index.row())
        if row is None or isinstance(row, Heading):
            return _Flag.NoItemFlags
        base = _Flag.ItemIsEnabled | _Flag.ItemIsSelectable | _Flag.ItemNeverHasChildren
        boxed = self._ticked is not None and self._ticked(row) is not None
        return base | _Flag.ItemIsUserCheckable if boxed else base

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        """Answer for a row, also whether it is ticked."""
        if role == _Role.CheckStateRole:
            row = self.row_at(index.row())
            if row is None or isinstance(row, Heading) or self._ticked is None:
                return None
            ticked = self._ticked(row)
            return None if ticked is None else Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        return super().data(index, role)

    def _line_of(self, row: Heading | Row) -> RecordLine:
        return RecordLine(f"{row.title}, {row.count}") if isinstance(row, Heading) else self._row_line(row)

    def _fetch_rows(self, start: Start[Heading | Row], limit: int) -> list[Heading | Row]:
        """Return so many entries from a place on, each part asked once."""
        found: list[Heading | Row] = []
        first, after = 0, start.after
        for part in self._parts:
            last = first + 1 + part.heading.count
            begin, end = max(start.offset, first), min(start.offset + limit, last)
            if begin < end:
                if begin == first:
                    found.append(part.heading)
                skip = max(0, begin - first - 1)
                wanted = end - max(begin, first + 1)
                known = after if skip and after is not None and not isinstance(after, Heading) else None
                if wanted:
                    found.extend(part.fetch(0 if known is not None else skip, known, wanted))
            first = last
        return found


class GroupDelegate(RecordDelegate):
    """Paints headings between records, and boxes before records that can be ticked."""

    _boxed = False

    def _box_side(self) -> int:
        return round(self._theme.line_height * 1.1)

    def box_of(self, rect: QRect) -> QRect:
        """Return where the box of a row is drawn."""
        side = self._box_side()
        return QRect(rect.left() + L, rect.center().y() - side // 2, side, side)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a heading or a record."""
        row = index.data(ROW_ROLE)
        if isinstance(row, Heading):
            self._paint_heading(painter, placed(option).rect, row)
            return
        state = index.data(_Role.CheckStateRole)
        if state is None:
            super().paint(painter, option, index)
            return
        self._boxed = True
        super().paint(painter, option, index)
        self._boxed = False
        self._paint_box(painter, self.box_of(placed(option).rect), Qt.CheckState(state) == Qt.CheckState.Checked)

    def indent(self) -> int:
        """Leave room for the box."""
        return self._box_side() + M if self._boxed else 0

    def _paint_box(self, painter: QPainter, box: QRect, ticked: bool) -> None:
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent" if ticked else "edge"), 1.2))
        painter.setBrush(theme.colour("accent" if ticked else "surface"))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if ticked:
            paint_icon(painter, box.adjusted(2, 2, -2, -2), "check", theme.colour("on_accent"))
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, heading: Heading) -> None:
        theme = self._theme
        painter.save()
        painter.fillRect(rect, theme.colour("window"))
        paint_line(painter, rect, theme, 0)
        font, small = theme.font(Text.H3), theme.font(Text.SMALL)
        low = rect.adjusted(L, 0, -L, 0)
        paint_text(painter, low, heading.title, font, theme.colour("text"))
        count = low.adjusted(QFontMetrics(font).horizontalAdvance(heading.title) + S, 0, 0, 0)
        paint_text(painter, count, f"{heading.count:,}", small, theme.colour("muted"))
        painter.restore()


class GroupedList(RecordList):
    """Shows a `GroupsModel`; Space or a press on the box ticks."""

    tick_wanted = Signal(object)
    """The list of rows whose boxes were pressed."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._groups = GroupDelegate(theme, self)
        self.setItemDelegate(self._groups)

    def sizeHint(self) -> QSize:
        """Ask for room to read in."""
        line = self.fontMetrics().height()
        return QSize(20 * line, 12 * line)

    def keeping_place(self, show: Callable[[], None], key: object) -> None:
        """Run `show`, then stay at the record of this key, or where it stood when it has gone elsewhere."""
        before, scrolled = self.currentIndex().row(), self.verticalScrollBar().value()
        show()
        model = self.model()
        if not isinstance(model, GroupsModel) or before < 0:
            return
        near = range(max(0, before - _NEAR), min(model.rowCount(), before + _NEAR + 1))
        for number in near:
            model.row_at(number)
        place = model.place_of(key) if key is not None else None
        order = [place] if place is not None else [*range(min(before, model.rowCount() - 1), -1, -1), *near]
        for number in order:
            index = model.index(number, 0)
            if model.flags(index) & _Flag.ItemIsEnabled:
                self.setCurrentIndex(index)
                self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                break
        self.verticalScrollBar().setValue(scrolled)

    def show_first(self) -> None:
        """Make the first record current, past its heading."""
        model = self.model()
        for number in range(min(2, model.rowCount())):
            index = model.index(number, 0)
            if model.flags(index) & _Flag.ItemIsEnabled:
                self.setCurrentIndex(index)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick what is chosen with Space."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            rows = [row for row in self.chosen_rows() if row is not None]
            boxed = self.currentIndex().isValid() and self.currentIndex().data(_Role.CheckStateRole) is not None
            if rows and boxed:
                self.tick_wanted.emit(rows)
                return
        super().keyPressEvent(event)

    def on_pointed(self, index: QModelIndex) -> None:
        """Tick the box of the line that a screen reader picked, as a press on the box does."""
        if index.data(_Role.CheckStateRole) is None:
            super().on_pointed(index)
            return
        self.setCurrentIndex(index)
        self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.tick_wanted.emit([index.data(ROW_ROLE)])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick a row whose box was pressed."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        if not index.isValid() or index.data(_Role.CheckStateRole) is None or index.data(LINE_ROLE) is None:
            return
        if self._groups.box_of(self.visualRect(index)).adjusted(-4, -4, 4, 4).contains(place):
            self.tick_wanted.emit([index.data(ROW_ROLE)])
