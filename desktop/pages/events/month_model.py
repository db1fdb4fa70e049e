"""The days of a month as a model, whole weeks, each with what is on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.pages.events.words import short_title, spoken_day
from desktop.plain import as_tip
from desktop.tables.columns import ROW_ROLE
from models.queries.diary import DiaryItem
from resources.calendar_words import short_weekday_name, weekday_name

DAYS = 7
_ROOT = QModelIndex()
_Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex


def first_shown(year: int, month: int) -> date:
    """Return the Monday on or before the first of a month."""
    first = date(year, month, 1)
    return first - timedelta(days=first.weekday())


def weeks_of(year: int, month: int) -> int:
    """Return how many weeks a month touches."""
    after = date(year + month // 12, month % 12 + 1, 1)
    return ((after - first_shown(year, month)).days + DAYS - 1) // DAYS


class MonthModel(QAbstractTableModel):
    """The days of the weeks a month touches, with what is on."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.brief = False
        """Whether weekdays are shortened, as where the days are narrow; they are read out in full."""
        self.year, self.month = today.year, today.month
        self._items: dict[date, list[DiaryItem]] = {}

    @property
    def first_day(self) -> date:
        """Return the first day shown."""
        return first_shown(self.year, self.month)

    @property
    def last_day(self) -> date:
        """Return the last day shown."""
        return self.first_day + timedelta(days=self.rowCount() * DAYS - 1)

    def show(self, year: int, month: int, items: Iterable[DiaryItem], today: date) -> None:
        """Show a month and what is on in it."""
        found: dict[date, list[DiaryItem]] = {}
        for item in items:
            for day in item.days():
                found.setdefault(day, []).append(item)
        moved = (year, month) != (self.year, self.month)
        if moved:
            self.beginResetModel()
        self.year, self.month, self._items, self.today = year, month, found, today
        if moved:
            self.endResetModel()
        else:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, DAYS - 1))

    def items_on(self, day: date) -> list[DiaryItem]:
        """Return what is on, on one day."""
        return self._items.get(day, [])

    def day_at(self, index: Index) -> date:
        """Return the day of a cell."""
        return self.first_day + timedelta(days=index.row() * DAYS + index.column())

    def index_of(self, day: date) -> QModelIndex:
        """Return the cell of a day, or none when it is not shown."""
        apart = (day - self.first_day).days
        return self.index(*divmod(apart, DAYS)) if 0 <= apart < self.rowCount() * DAYS else QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many weeks there are."""
        return 0 if parent.isValid() else weeks_of(self.year, self.month)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the days of a week."""
        return 0 if parent.isValid() else DAYS

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        """Answer for a day."""
        if not index.isValid():
            return None
        day = self.day_at(index)
        items = self.items_on(day)
        if role == _Role.DisplayRole:
            return str(day.day)
        if role == _Role.AccessibleTextRole:
            return spoken_day(day, items, self.today)
        if role == _Role.ToolTipRole:
            return as_tip("\n".join(short_title(item) for item in items)) or None
        if role == ROW_ROLE:
            return day
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        """Answer for the heading of a weekday."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _Role.AccessibleTextRole:
            return weekday_name(section)
        if role == _Role.DisplayRole:
            return short_weekday_name(section) if self.brief else weekday_name(section)
        return None


def months_away(day: date, months: int) -> date:
    """Return the same day in another month, or its last day when it is shorter."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    after = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (after - timedelta(days=1)).day))
