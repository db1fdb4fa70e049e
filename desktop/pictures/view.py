"""A picture to look at and to walk through: each part of it is read out, and Enter opens its record."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
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
    QAccessible,
    QAccessibleEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from desktop.pictures.painting import Scale, paint_plan
from desktop.pictures.spots import SpotsModel
from desktop.tables.keys import is_enter
from desktop.theme import M, Theme
from reports.chart_shapes import Plan, Record, Spot
from reports.pictures.picture import Picture

Index = QModelIndex | QPersistentModelIndex
_Move = QAbstractItemView.CursorAction
WIDEST = 900.0
"""A picture is drawn no wider, in its own units: eyes would have to travel too far."""


class PictureView(QListView):
    """Shows a picture as wide as there is room, one Tab stop.

    Left and Right walk through its parts in their order, Up and Down to the nearest above and below; Enter opens.
    """

    record_opened = Signal(str, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture: Picture | None = None
        self._scale = Scale(theme)
        self._plan = Plan((), 0.0)
        self._planned: tuple[object, float, float] | None = None
        self._pixmap: QPixmap | None = None
        self.setObjectName("picture")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there: one that came and went with the height would change the width, and that the height again.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._model = SpotsModel(self)
        self.setModel(self._model)
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self._on_theme)

    def show_picture(self, picture: Picture) -> None:
        """Show a picture, from its top."""
        self._picture = picture
        self.setAccessibleName(picture.title)
        self.setAccessibleDescription(picture.alt)
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Return the parts that can be walked through."""
        return self._model.spots

    @property
    def plan(self) -> Plan:
        """Return the shapes as they are painted."""
        return self._plan

    def current_record(self) -> Record | None:
        """Return what the part in focus stands for."""
        return self._record_of(self.currentIndex())

    def _record_of(self, index: Index) -> Record | None:
        if not index.isValid() or self._picture is None:
            return None
        spot = self._model.spots[index.row()]
        return spot.record or self._picture.record_of(spot.row)

    def _open(self, index: Index) -> None:
        record = self._record_of(index)
        if record is not None:
            self.record_opened.emit(record.kind, record.id)

    # --- laying out -----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """Plan the picture for the width and size of text there are now."""
        if self._picture is None:
            return
        width = min(WIDEST, max(120.0, (self.viewport().width() - 2 * M) / self._scale.unit))
        wanted = (self._picture, width, self._scale.unit)
        if self._planned != wanted:
            self._planned = wanted
            self._plan = self._picture.plan(width, self._scale.measure) if not self._picture.is_empty else Plan((), 0.0)
            self._pixmap = None
            current = self.currentIndex().row()
            self._model.show(self._plan.spots)
            if 0 <= current < len(self._plan.spots):
                self.setCurrentIndex(self._model.index(current))
        self.updateGeometries()
        self.viewport().update()

    def doItemsLayout(self) -> None:
        """Plan anew instead of laying out lines."""
        self._lay_out()

    def updateGeometries(self) -> None:
        """Scroll as far as the picture goes."""
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, round(self._plan.height * self._scale.unit) + 2 * M - room))
        bar.setPageStep(room)
        bar.setSingleStep(self._theme.line_height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw for the new width."""
        super().resizeEvent(event)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw for what has changed out of view."""
        super().showEvent(event)
        self._lay_out()

    def minimumSizeHint(self) -> QSize:
        """Let a narrow pane be narrow: the picture is drawn for any width."""
        return QSize(8 * self._theme.line_height, 10 * self._theme.line_height)

    def _on_theme(self) -> None:
        self._scale, self._planned = Scale(self._theme), None
        if self.isVisible():
            self._lay_out()

    # --- painting -------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, and a ring around the part in focus."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.colour("surface"))
        if self._pixmap is None:
            self._pixmap = self._paint()
        painter.drawPixmap(QPoint(M, M - self.verticalOffset()), self._pixmap)
        index = self.currentIndex()
        if index.isValid() and (self.hasFocus() or self.selectionModel().isSelected(index)):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("focus"), 2.5 if self.hasFocus() else 1.2))
            painter.drawRoundedRect(self.visualRect(index).adjusted(-1, -1, 1, 1), 4, 4)
        painter.end()

    def _paint(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        size = QSize(self.viewport().width(), round(self._plan.height * self._scale.unit) + 2)
        made = QPixmap(size * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(self._theme.colour("surface"))
        painter = QPainter(made)
        paint_plan(painter, self._plan, self._scale, self._theme)
        painter.end()
        return made

    # --- where things are -----------------------------------------------------------------------------------------

    def horizontalOffset(self) -> int:
        """Return 0: a picture is as wide as its room."""
        return 0

    def verticalOffset(self) -> int:
        """Return how far it is scrolled."""
        return self.verticalScrollBar().value()

    def visualRect(self, index: Index) -> QRect:
        """Return where a part is."""
        if not index.isValid() or index.row() >= len(self._model.spots):
            return QRect()
        rect = self._scale.rect(self._model.spots[index.row()].box, self._plan.height)
        return rect.translated(M, M - self.verticalOffset()).toAlignedRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the part at a point; of several the smallest."""
        unit = self._scale.unit
        where = point - QPoint(M, M - self.verticalOffset())
        at = where.x() / unit, self._plan.height - where.y() / unit
        found = [
            ((box.right - box.left) * (box.top - box.bottom), row)
            for row, spot in enumerate(self._model.spots)
            if (box := spot.box).holds(at)
        ]
        return self._model.index(min(found)[1]) if found else QModelIndex()

    def scrollTo(
        self, index: Index, _hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a part into view, with a little room around it."""
        rect, bar = self.visualRect(index).adjusted(0, -M, 0, M), self.verticalScrollBar()
        if rect.top() < 0 or rect.height() > self.viewport().height():
            bar.setValue(bar.value() + rect.top())
        elif rect.bottom() > self.viewport().height():
            bar.setValue(bar.value() + rect.bottom() - self.viewport().height())

    def scrollContentsBy(self, _right: int, _down: int) -> None:
        """Draw the picture further up or down."""
        self.viewport().update()

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Choose the part at the middle of a rectangle."""
        index = self.indexAt(rect.center())
        self.selectionModel().select(QItemSelection(index, index), command)

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:
        """Return all of it: the ring is drawn with the picture."""
        return QRegion(self.viewport().rect())

    # --- walking --------------------------------------------------------------------------------------------------

    def moveCursor(self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return the part that a key leads to."""
        count, here = len(self._model.spots), self.currentIndex().row()
        if not count:
            return QModelIndex()
        if here < 0 or action is _Move.MoveHome:
            return self._model.index(0)
        if action is _Move.MoveEnd:
            return self._model.index(count - 1)
        if action in (_Move.MoveLeft, _Move.MovePrevious):
            return self._model.index(max(0, here - 1))
        if action in (_Move.MoveRight, _Move.MoveNext):
            return self._model.index(min(count - 1, here + 1))
        return self._model.index(self._beside(here, up=action in (_Move.MoveUp, _Move.MovePageUp)))

    def _beside(self, here: int, *, up: bool) -> int:
        """Return the nearest part above or below, straight ones before slanting ones; the same where there is none."""
        x, y = _middle(self._model.spots[here])
        found = []
        for row, spot in enumerate(self._model.spots):
            right, high = _middle(spot)
            far = high - y if up else y - high
            if far > 1:
                found.append((far + 2 * abs(right - x), row))
        return min(found)[1] if found else here

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Have a screen reader say the part that is current.

        A list of Qt's would count its lines for that; a picture has none, and would be told as its part -1.
        """
        QAbstractItemView.currentChanged(self, current, previous)
        self._tell(QAccessible.Event.Focus, current)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Have it say what is chosen, for the same reason."""
        QAbstractItemView.selectionChanged(self, selected, deselected)
        if selected.indexes():
            self._tell(QAccessible.Event.Selection, selected.indexes()[0])

    def _tell(self, what: QAccessible.Event, index: Index) -> None:
        if index.isValid() and self.hasFocus() and QAccessible.isActive():
            event = QAccessibleEvent(self, what)
            event.setChild(index.row())
            QAccessible.updateAccessibility(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter on every system."""
        if is_enter(event) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)


def _middle(spot: Spot) -> tuple[float, float]:
    box = spot.box
    return (box.left + box.right) / 2, (box.bottom + box.top) / 2
