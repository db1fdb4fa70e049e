"""A list of records in two lines each, with a word at the right that says what matters."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from itertools import chain

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.icons import paint_icon
from desktop.tables.columns import LINE_ROLE, ROW_ROLE, RecordLine
from desktop.tables.keys import is_enter
from desktop.tables.painting import paint_ground, paint_line, paint_pill, paint_text, pill_width, placed
from desktop.tables.pointing import Pointing
from desktop.theme import XS, L, M, S, Text, Theme

Index = QModelIndex | QPersistentModelIndex


class RecordDelegate(QStyledItemDelegate):
    """Paints a `RecordLine`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.air = S
        """Room above and below the two lines."""

    def indent(self) -> int:
        """Return how much room is left free before the words, for what a child of this class draws there."""
        return 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of two lines and the air around them."""
        line, small = QFontMetrics(self._theme.font()), QFontMetrics(self._theme.font(Text.SMALL))
        return QSize(0, line.height() + small.height() + 2 * self.air + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw title, detail and the word at the right."""
        record = index.data(LINE_ROLE)
        if not isinstance(record, RecordLine):
            return
        theme = self._theme
        painter.save()
        chosen = paint_ground(painter, option, theme)
        rect = placed(option).rect
        paint_line(painter, rect, theme, L)
        ink = theme.colour("selected_text" if chosen else "text")
        quiet = theme.colour("selected_text" if chosen else "muted")
        inner = rect.adjusted(L + self.indent(), self.air, -L, -self.air)
        title_font, small = theme.font(Text.H3), theme.font(Text.SMALL)
        title_height = QFontMetrics(title_font).height()
        if record.icon:
            side = round(title_height * 1.1)
            paint_icon(painter, QRect(inner.left(), inner.top(), side, side), record.icon, quiet)
            inner.setLeft(inner.left() + side + M)
        top = QRect(inner.left(), inner.top(), inner.width(), title_height)
        low = QRect(inner.left(), top.bottom() + 3, inner.width(), inner.bottom() - top.bottom() - 2)
        paint_text(painter, top, record.title, title_font, ink)
        if record.aside:
            low.setRight(self._aside(painter, record, low, quiet) - S)
        paint_text(painter, low, record.detail, small, quiet)
        painter.restore()

    def _aside(self, painter: QPainter, record: RecordLine, low: QRect, quiet: QColor) -> int:
        """Draw the word at the right; return where it starts."""
        if record.tone is not None:
            return paint_pill(painter, low.right() + 1, low.center().y(), record.aside, record.tone, self._theme)
        width = pill_width(record.aside, self._theme) - 2 * S
        box = QRect(low.right() - width, low.top(), width + 1, low.height())
        paint_text(painter, box, record.aside, self._theme.font(Text.SMALL), quiet, Qt.AlignmentFlag.AlignRight)
        return box.left()


class RecordList(QListView):
    """Shows a model made with `line=...`; the chosen record is told by `record_chosen`."""

    record_chosen = Signal(object)
    """The row that is now current, or None."""
    record_opened = Signal(object)
    """The row on which Enter was pressed or that was double-clicked."""
    menu_wanted = Signal(object, object)
    """A row and a global position: the context menu was asked for, by mouse or by key."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setObjectName("record_list")
        self.setItemDelegate(RecordDelegate(theme, self))
        self.setUniformItemSizes(True)
        # A list of tens of thousands is laid out bit by bit, so that its first lines are painted at once.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(300)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.activated.connect(self._on_activated)
        self._pointing: Pointing | None = None
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def set_low(self, low: bool) -> None:
        """Set the lines closer in a window that is low for its text."""
        delegate = self.itemDelegate()
        air = XS if low else S
        if isinstance(delegate, RecordDelegate) and delegate.air != air:
            delegate.air = air
            self.scheduleDelayedItemsLayout()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model and follow its current row."""
        super().setModel(model)
        selection = self.selectionModel()
        if selection is not None:
            selection.currentRowChanged.connect(self._on_current_changed)
            self._pointing = Pointing(self)
            self._pointing.pointed.connect(self.on_pointed)

    def setCurrentIndex(self, index: Index) -> None:
        """Stand on a line, which alone is selected then: Qt would leave the others selected while Ctrl is held."""
        with self._by_program():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def clearSelection(self) -> None:
        """Select nothing; the current record stays current."""
        with self._by_program():
            super().clearSelection()

    def selectAll(self) -> None:
        """Select every line."""
        with self._by_program():
            super().selectAll()

    def _by_program(self) -> AbstractContextManager[None]:
        """Return a span in which what is selected is nobody's pointing."""
        return self._pointing.not_meant() if self._pointing is not None else nullcontext()

    def on_pointed(self, index: QModelIndex) -> None:
        """Stand on the line that a screen reader picked; the last one that was selected stays so."""
        flags = QItemSelectionModel.SelectionFlag
        alone = not self.selectionModel().hasSelection()
        self.selectionModel().setCurrentIndex(index, flags.Select if alone else flags.NoUpdate)

    def current_row(self) -> object:
        """Return the row that is current, or None."""
        return self.currentIndex().data(ROW_ROLE) if self.currentIndex().isValid() else None

    def chosen_rows(self) -> list[object]:
        """Return the rows that are selected, in the order shown."""
        return [index.data(ROW_ROLE) for index in sorted(self.selectedIndexes(), key=QModelIndex.row)]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Tell who wants to show the menu; the Menu key means the current row."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index, place = self.indexAt(event.pos()), event.globalPos()
        else:
            index = self.currentIndex()
            place = self.viewport().mapToGlobal(self.visualRect(index).center())
        if index.isValid():
            self.menu_wanted.emit(index.data(ROW_ROLE), place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter on every system; Space takes a line into the choice or out of it."""
        if is_enter(event) and self.currentIndex().isValid():
            self._on_activated(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            flags = QItemSelectionModel.SelectionFlag.Toggle
            self.selectionModel().select(self.currentIndex(), flags)
            return
        super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return the line a key leads to, reckoned by numbers, past lines on which nobody can stand.

        Qt looks for it by place. Of lines that are not laid out yet it knows none, and then goes on looking for half a
        minute: so long a window stood still at Page Down in a list of 95,000.
        """
        model, moves = self.model(), QAbstractItemView.CursorAction
        last = model.rowCount() - 1
        if last < 0:
            return QModelIndex()
        now = self.currentIndex().row()
        page = max(1, self.viewport().height() // max(1, self.sizeHintForRow(0)) - 1)
        step = {
            moves.MoveUp: -1, moves.MovePrevious: -1, moves.MoveDown: 1, moves.MoveNext: 1,
            moves.MovePageUp: -page, moves.MovePageDown: page, moves.MoveHome: -last - 1, moves.MoveEnd: last + 1,
        }.get(action, 0)  # fmt: skip
        wanted = min(max(now + step, 0), last) if now >= 0 else 0
        onwards, backwards = range(wanted, last + 1), range(wanted, -1, -1)
        for row in chain(onwards, backwards) if step >= 0 or now < 0 else chain(backwards, onwards):
            index = model.index(row, 0)
            if model.flags(index) & Qt.ItemFlag.ItemIsEnabled:
                self._lay_out(index)
                return index
        return self.currentIndex()

    def _lay_out(self, index: QModelIndex) -> None:
        """Lay all lines out at once where this one has no place yet, so that it can be scrolled to."""
        if self.visualRect(index).isEmpty():
            self.setLayoutMode(QListView.LayoutMode.SinglePass)
            self.doItemsLayout()
            self.setLayoutMode(QListView.LayoutMode.Batched)

    def _on_activated(self, index: QModelIndex) -> None:
        self.record_opened.emit(index.data(ROW_ROLE))

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.record_chosen.emit(current.data(ROW_ROLE) if current.isValid() else None)
