"""The week as seven tall days: what is on in each, with its time, in whole sentences where there is room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from desktop.pages.events.month import DayDelegate, MonthView
from desktop.pages.events.month_model import DAYS, Index, MonthModel
from desktop.pages.events.words import short_title, tone_of
from desktop.tables.painting import paint_text, placed
from desktop.theme import Text, Theme
from models.queries.diary import DiaryItem
from reports.chart_axis import wrapped
from reports.formatting import clock, long_date, short_date
from resources.i18n import _

_ROOT = QModelIndex()
_WEEK = timedelta(days=DAYS)
_MOST_LINES = 4


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_name(monday: date) -> str:
    """Return a week as a heading has it: "23 to 29 November 2026"."""
    sunday = monday + timedelta(days=DAYS - 1)
    if monday.year != sunday.year:
        first = long_date(monday)
    elif monday.month != sunday.month:
        first = long_date(monday).rsplit(" ", 1)[0]
    else:
        first = str(monday.day)
    return _("{first} to {last}").format(first=first, last=long_date(sunday))


class WeekModel(MonthModel):
    """The seven days of one week, with what is on."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(today, parent)
        self._monday = monday_of(today)

    @property
    def first_day(self) -> date:
        """Return the Monday."""
        return self._monday

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return that there is one week."""
        return 0 if parent.isValid() else 1

    def show_week(self, monday: date, items: Iterable[DiaryItem], today: date) -> None:
        """Show a week and what is on in it."""
        found: dict[date, list[DiaryItem]] = {}
        for item in items:
            for day in item.days():
                found.setdefault(day, []).append(item)
        moved = monday != self._monday
        if moved:
            self.beginResetModel()
        self._monday, self._items, self.today = monday, found, today
        self.year, self.month = monday.year, monday.month
        if moved:
            self.endResetModel()
        else:
            self.dataChanged.emit(self.index(0, 0), self.index(0, DAYS - 1))


class WeekDelegate(DayDelegate):
    """Paints a day of a week: its number, and what is on, each with its time over as much of its title as fits."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the day."""
        model = index.model()
        if not isinstance(model, WeekModel):
            return
        rect, day = QRect(placed(option).rect), model.day_at(index)
        painter.save()
        chosen = self._paint_ground(painter, option, "surface", below=False)
        number = self._paint_number(painter, rect, day, model.today, chosen=chosen, inside=True)
        self._paint_blocks(painter, rect, number.bottom() + 4, day, model.items_on(day))
        painter.restore()

    def _paint_blocks(self, painter: QPainter, rect: QRect, top: int, day: date, items: list[DiaryItem]) -> None:
        theme, small = self._theme, self._theme.font(Text.SMALL)
        metrics = QFontMetrics(small)
        line, left, wide = metrics.height(), rect.left() + 10, rect.width() - 20
        for place, item in enumerate(items):
            waiting = len(items) - place
            words = _lines(short_title(item), wide, metrics)
            time = _time_of(item, day)
            high = (len(words) + bool(time)) * line + 6
            # The last line says how many more there are.
            if high > rect.bottom() - 4 - top - (line if waiting > 1 else 0):
                more = _("{count} more").format(count=waiting) if place else _("{count} on").format(count=waiting)
                paint_text(painter, QRect(left, top, wide + 6, line), more, small, theme.colour("text"))
                return
            ink, wash = theme.tokens.tone(tone_of(item))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(wash))
            painter.drawRoundedRect(QRectF(rect.left() + 5, top, rect.width() - 11, high), 4, 4)
            y = top + 3
            if time:
                strong = theme.font(Text.SMALL, strong=True)
                paint_text(painter, QRect(left, y, wide, line), time, strong, QColor(ink))
                y += line
            for one in words:
                paint_text(painter, QRect(left, y, wide, line), one, small, QColor(ink))
                y += line
            top += high + 3


def _lines(words: str, wide: int, metrics: QFontMetrics) -> list[str]:
    """Break a title at its spaces into lines; painting puts dots where the last is too long."""

    def measure(text: str, _size: float) -> float:
        return metrics.horizontalAdvance(text)

    lines = wrapped(words[:400], max(wide, 1), 1.0, measure)
    return lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], " ".join(lines[_MOST_LINES - 1 :])]


def _time_of(item: DiaryItem, day: date) -> str:
    """Return when something begins on a day, or until when it goes on; nothing for what only falls due."""
    if item.starts_at is None:
        return ""
    if item.first_day == day:
        return clock(item.starts_at)
    return _("until {day}").format(day=short_date(item.last_day))


class WeekView(MonthView):
    """A week, one Tab stop; arrows walk the days, Page Up and Page Down the weeks, Enter goes to the day."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setObjectName("week_grid")
        self.setItemDelegate(WeekDelegate(theme, self))

    def minimumSizeHint(self) -> QSize:
        """Ask for room for some words in each day."""
        line = self._theme.line_height
        return QSize(line * 14, line * 12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by weeks where a month walks by months."""
        day = self.day()
        if day is not None and event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._go(day - _WEEK if event.key() == Qt.Key.Key_PageUp else day + _WEEK)
            return
        super().keyPressEvent(event)

    def _go(self, day: date) -> None:
        model = self.model()
        if isinstance(model, MonthModel) and model.index_of(day).isValid():
            self.choose(day)
        else:
            self.month_wanted.emit(day)
