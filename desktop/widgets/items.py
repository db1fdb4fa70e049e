"""A short list inside a card: as high as its lines, long texts broken, one stop for Tab."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.icons import paint_icon
from desktop.plain import straight
from desktop.tables.columns import ROW_ROLE, RecordLine
from desktop.tables.keys import is_enter
from desktop.tables.painting import paint_ground, paint_line, paint_pill, paint_text, pill_width, placed
from desktop.tables.rows_model import RowsModel
from desktop.theme import M, S, Text, Theme
from desktop.tokens import Tone

Index = QModelIndex | QPersistentModelIndex
_WRAP = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignTop.value
_ENDLESS = 100_000


@dataclass(frozen=True)
class Item:
    """A line of the list: `lead` before the text ("1"), `detail` below it, `aside` as a pill at the right.

    `record` is what the line stands for, given back when it is opened.
    """

    key: Hashable
    text: str
    detail: str = ""
    lead: str = ""
    aside: str = ""
    tone: Tone = Tone.PLAIN
    record: object = None

    @property
    def spoken(self) -> str:
        """Return the line as a screen reader says it."""
        return ", ".join(part for part in (self.lead, self.text, self.detail, self.aside) if part)


def _line(item: Item) -> RecordLine:
    return RecordLine(item.spoken)


def _key(item: Item) -> Hashable:
    return item.key


class ItemDelegate(QStyledItemDelegate):
    """Paints an item; a pencil at its end says that it can be opened."""

    def __init__(self, theme: Theme, view: ItemsView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def _lead_width(self) -> int:
        leads = [item.lead for item in self._view.items()]
        font = self._theme.font(strong=True)
        return max((QFontMetrics(font).horizontalAdvance(lead) + S for lead in leads if lead), default=0)

    def _side(self) -> int:
        return round(self._theme.line_height * 1.05)

    def _text_width(self, item: Item, width: int) -> int:
        end = (self._side() + M if self._view.pencil else 0) + S
        pill = pill_width(item.aside, self._theme) + M if item.aside else 0
        return max(width - self._lead_width() - end - pill - S, 60)

    @staticmethod
    def _height_of(text: str, font: QFont, width: int) -> int:
        return QFontMetrics(font).boundingRect(QRect(0, 0, width, _ENDLESS), _WRAP, text).height() if text else 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of the broken text at the width there is."""
        item = index.data(ROW_ROLE)
        if not isinstance(item, Item):
            return QSize()
        width = self._text_width(item, self._view.viewport().width())
        height = self._height_of(item.text, self._theme.font(), width)
        height += self._height_of(item.detail, self._theme.font(Text.SMALL), width)
        return QSize(0, max(height, self._theme.line_height) + 2 * S + 2)

    def pencil_of(self, rect: QRect) -> QRect:
        """Return where the pencil of a row is drawn."""
        side = self._side()
        return QRect(rect.right() - side - S, rect.center().y() - side // 2, side, side)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw lead, text, detail, pill and pencil."""
        item = index.data(ROW_ROLE)
        if not isinstance(item, Item):
            return
        theme, rect = self._theme, QRect(placed(option).rect)
        painter.save()
        chosen = paint_ground(painter, option, theme)
        if index.row() < index.model().rowCount() - 1:
            paint_line(painter, rect, theme, 0)
        ink = theme.colour("selected_text" if chosen else "text")
        quiet = theme.colour("selected_text" if chosen else "muted")
        left, top = rect.left() + S, rect.top() + S
        line = theme.line_height
        if item.lead:
            paint_text(painter, QRect(left, top, self._lead_width(), line), item.lead, theme.font(strong=True), quiet)
        left += self._lead_width()
        right = rect.right() - S
        if self._view.pencil:
            paint_icon(painter, self.pencil_of(rect), "pencil-simple", quiet)
            right = self.pencil_of(rect).left() - M
        if item.aside:
            paint_pill(painter, right, rect.center().y(), item.aside, item.tone, theme)
        width = self._text_width(item, rect.width())
        for text, font, colour in (
            (item.text, theme.font(), ink),
            (item.detail, theme.font(Text.SMALL), quiet),
        ):
            height = self._height_of(text, font, width)
            painter.setFont(font)
            painter.setPen(colour)
            painter.drawText(QRect(left, top, width, height + 2), _WRAP, straight(text))
            top += height
        painter.restore()


class ItemsView(QListView):
    """Shows items; Enter, a double click or the pencil opens one, Delete asks to take it away."""

    opened = Signal(object)
    """The record of the item to open."""
    remove_wanted = Signal(object)
    menu_wanted = Signal(object, object)
    """A record and a global position: the context menu was asked for, by mouse or by key."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None, *, pencil: bool = True) -> None:
        super().__init__(parent)
        self.pencil = pencil
        self._theme = theme
        self.setAccessibleName(name)
        self.setObjectName(f"items_{name.lower().replace(' ', '_')}")
        self._items: RowsModel[Item] = RowsModel((), _key, line=_line, parent=self)
        self._delegate = ItemDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setModel(self._items)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.activated.connect(self._on_activated)
        theme.changed.connect(self._fit)
        self.hide()

    def items(self) -> list[Item]:
        """Return what is shown."""
        return list(self._items.rows)

    def show_items(self, items: Iterable[Item]) -> None:
        """Show these items; the chosen one stays chosen. With none the list takes no room."""
        self._items.set_rows(items)
        self.setVisible(bool(self._items.rows))
        self._fit()

    def current(self) -> object:
        """Return the record of the chosen item, or None."""
        item = self.currentIndex().data(ROW_ROLE) if self.currentIndex().isValid() else None
        return item.record if isinstance(item, Item) else None

    def sizeHint(self) -> QSize:
        """Ask for the height of all lines."""
        return QSize(20 * self._theme.line_height, self._wanted())

    def minimumSizeHint(self) -> QSize:
        """Be as high as the lines, however narrow."""
        return QSize(0, self._wanted())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines again when the width changes."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter or F2, take away with Delete."""
        valid = self.currentIndex().isValid()
        if valid and (is_enter(event) or event.key() == Qt.Key.Key_F2):
            self._on_activated(self.currentIndex())
        elif valid and event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit(self.current())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what has its pencil pressed."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        if self.pencil and index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            pencil = self._delegate.pencil_of(self.visualRect(index)).adjusted(-S, -S, S, S)
            if pencil.contains(place):
                self._on_activated(index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Tell who wants to show the menu; the Menu key means the chosen item."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if index.isValid():
            self.setCurrentIndex(index)
            place: QPoint = (
                event.globalPos() if by_mouse else self.viewport().mapToGlobal(self.visualRect(index).center())
            )
            self.menu_wanted.emit(self.current(), place)

    def _on_activated(self, index: QModelIndex) -> None:
        item = index.data(ROW_ROLE)
        if isinstance(item, Item):
            self.opened.emit(item.record)

    def _wanted(self) -> int:
        option = QStyleOptionViewItem()
        hint: Callable[[QStyleOptionViewItem, QModelIndex], QSize] = self._delegate.sizeHint
        heights = (hint(option, self._items.index(number, 0)).height() for number in range(self._items.rowCount()))
        return sum(heights) + 2

    def _fit(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.setFixedHeight(max(1, self._wanted()))
        self.updateGeometry()
