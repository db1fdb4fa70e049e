"""The month as a grid: seven days a week, Monday first, what is on in words, walked with the arrows."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import (
    QModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.pages.events.month_model import DAYS, Index, MonthModel, months_away
from desktop.pages.events.words import short_title, tone_of
from desktop.tables.columns import ROW_ROLE
from desktop.tables.keys import is_enter
from desktop.tables.painting import paint_text, placed
from desktop.theme import S, Text, Theme
from models.queries.diary import DiaryItem
from resources.calendar_words import weekday_name
from resources.i18n import _

WEEKS = 6


class DayDelegate(QStyledItemDelegate):
    """Paints a day: its number, today in a disc, and what is on in pills, as many as there is room for."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the day."""
        model = index.model()
        if not isinstance(model, MonthModel):
            return
        rect, day = QRect(placed(option).rect), model.day_at(index)
        inside = day.month == model.month
        painter.save()
        chosen = self._paint_ground(painter, option, "surface" if inside else "window", below=True)
        number = self._paint_number(painter, rect, day, model.today, chosen=chosen, inside=inside)
        self._paint_items(painter, rect, number, model.items_on(day))
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, ground: str, *, below: bool) -> bool:
        """Fill a day and rule it off at the right, and below if need be; tell whether it is chosen."""
        theme, rect, state = self._theme, QRect(placed(option).rect), placed(option).state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, theme.colour("selected" if chosen else ground))
        painter.setPen(theme.colour("line"))
        painter.drawLine(QPointF(rect.right(), rect.top()), QPointF(rect.right(), rect.bottom()))
        if below:
            painter.drawLine(QPointF(rect.left(), rect.bottom()), QPointF(rect.right(), rect.bottom()))
        if chosen:
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(theme.colour("focus"), 2.5 if focused else 1))
            painter.drawRect(QRectF(rect).adjusted(1, 1, -2, -2))
        return chosen

    def _paint_number(
        self, painter: QPainter, rect: QRect, day: date, today: date, *, chosen: bool, inside: bool
    ) -> QRect:
        theme, side = self._theme, round(self._theme.line_height * 1.35)
        box = QRect(rect.left() + S - 2, rect.top() + 4, side, side)
        ink = theme.colour("selected_text" if chosen else "text" if inside else "muted")
        if day == today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(QRectF(box))
            ink = theme.colour("on_accent")
        paint_text(painter, box, str(day.day), theme.font(strong=day == today), ink, Qt.AlignmentFlag.AlignHCenter)
        return box

    def _paint_items(self, painter: QPainter, rect: QRect, number: QRect, items: list[DiaryItem]) -> None:
        if not items:
            return
        theme, font = self._theme, self._theme.font(Text.SMALL)
        height = QFontMetrics(font).height() + 4
        top, step = number.bottom() + 3, height + 2
        room = max(0, (rect.bottom() - 3 - top + 2) // step)
        # The last line says how many more there are; with no line to spare the count stands beside the number.
        shown = items if len(items) <= room else items[: max(0, room - 1)]
        for item in shown:
            box = QRect(rect.left() + 5, top, rect.width() - 11, height)
            ink, wash = theme.tokens.tone(tone_of(item))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(wash))
            painter.drawRoundedRect(QRectF(box), 4, 4)
            paint_text(painter, box.adjusted(6, 0, -4, 0), short_title(item), font, QColor(ink))
            top += step
        left = len(items) - len(shown)
        if not left:
            return
        words = _("{count} more").format(count=left) if shown else _("{count} on").format(count=left)
        if room:
            box = QRect(rect.left() + 5, top, rect.width() - 11, height)
        else:
            box = QRect(number.right() + 2, number.top(), rect.right() - number.right() - 4, number.height())
        paint_text(painter, box.adjusted(6, 0, -4, 0), words, font, theme.colour("text"))


class MonthView(QTableView):
    """A month, one Tab stop; arrows walk the days, Page Up and Page Down the months, Enter goes to the day."""

    day_chosen = Signal(object)
    day_opened = Signal(object)
    month_wanted = Signal(object)
    """A day outside the month that is shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("month_grid")
        self.setItemDelegate(DayDelegate(theme, self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(1)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self._on_opened)
        theme.changed.connect(self.updateGeometry)

    def choose(self, day: date) -> None:
        """Make a day of the month current, without telling."""
        model = self.model()
        if isinstance(model, MonthModel) and model.index_of(day).isValid():
            self.setCurrentIndex(model.index_of(day))

    def day(self) -> date | None:
        """Return the day that is current."""
        day = self.currentIndex().data(ROW_ROLE) if self.currentIndex().isValid() else None
        return day if isinstance(day, date) else None

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which day is current."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.day_chosen.emit(current.data(ROW_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by days, weeks and months."""
        day = self.day()
        step = _STEPS.get(Qt.Key(event.key())) if not event.modifiers() else None
        if day is None:
            super().keyPressEvent(event)
        elif step is not None:
            self._go(day + timedelta(days=step))
        elif event.key() == Qt.Key.Key_Home:
            self._go(day - timedelta(days=day.weekday()))
        elif event.key() == Qt.Key.Key_End:
            self._go(day + timedelta(days=6 - day.weekday()))
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._go(months_away(day, -1 if event.key() == Qt.Key.Key_PageUp else 1))
        elif is_enter(event):
            self.day_opened.emit(day)
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Ask for room for a number and a word in each day."""
        line = self._theme.line_height
        return QSize(line * 14, round(line * (2 + 2.2 * WEEKS)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the weekdays where the longest does not fit."""
        super().resizeEvent(event)
        model = self.model()
        if isinstance(model, MonthModel):
            longest = max(map(QFontMetrics(self._theme.font(Text.H3)).horizontalAdvance, map(weekday_name, range(7))))
            brief = self.viewport().width() // DAYS < longest + self._theme.line_height * 1.2
            if brief != model.brief:
                model.brief = brief
                model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, DAYS - 1)

    def _go(self, day: date) -> None:
        model = self.model()
        if not isinstance(model, MonthModel):
            return
        if (day.year, day.month) == (model.year, model.month):
            self.choose(day)
        else:
            self.month_wanted.emit(day)

    def _on_opened(self, index: QModelIndex) -> None:
        self.day_opened.emit(index.data(ROW_ROLE))


_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -DAYS, Qt.Key.Key_Down: DAYS}
