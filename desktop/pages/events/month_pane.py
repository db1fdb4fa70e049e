"""The month or the week with the chosen day beside it, or below it in a narrow window."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.pages.events.day_panel import DayPanel
from desktop.pages.events.month import MonthView
from desktop.pages.events.month_model import DAYS, MonthModel, first_shown, months_away, weeks_of
from desktop.pages.events.week import WeekModel, WeekView, monday_of, week_name
from desktop.pages.events.words import month_name
from desktop.theme import L
from desktop.widgets.announce import announce
from desktop.widgets.cards import Card
from desktop.widgets.scrolling import scrolling
from models.queries.diary import DiaryItem, DiaryKind, list_diary
from models.queries.promotions import NeighboursTold, count_neighbours_told
from models.settings import NEAR_METRES, get_setting
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

_SIDE_BY_SIDE_FROM = 56
"""Width of the window in lines of text from which the day stands beside the month."""


class MonthPane(QWidget):
    """Shows a month at a time; the arrow keys and Page Up and Page Down walk through the days."""

    month_shown = Signal(str)
    """The name of the month that is now shown."""
    tell_wanted = Signal(int)
    new_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._told: dict[int, NeighboursTold] = {}
        self.model, self.grid = self._make_grid()
        self.grid.setModel(self.model)
        self.day_panel = DayPanel(context)
        inside = _Narrow()
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(L)
        grid_card, self.day_card = Card(margin=1), Card(margin=0)
        grid_card.body.setContentsMargins(1, 1, 1, 1)
        grid_card.body.addWidget(self.grid)
        self.day_card.body.setContentsMargins(1, 1, 1, 1)
        self.day_card.body.addWidget(scrolling(self.day_panel))
        self._beside.addWidget(grid_card, 3)
        self._beside.addWidget(self.day_card, 1)
        self.area = scrolling(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)
        self.grid.day_chosen.connect(self._on_day)
        self.grid.month_wanted.connect(self.show_day)
        self.grid.day_opened.connect(self._on_day_opened)
        self.day_panel.tell_wanted.connect(self.tell_wanted)
        self.day_panel.new_wanted.connect(self.new_wanted)

    def _make_grid(self) -> tuple[MonthModel, MonthView]:
        """Return the days and what shows them."""
        return MonthModel(self._context.today(), self), MonthView(self._context.theme)

    def set_window_ems(self, ems: float) -> None:
        """Put the day below the month where the window is narrow for its text."""
        wide = ems >= _SIDE_BY_SIDE_FROM
        self._beside.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def name(self) -> str:
        """Return the name of the month in view."""
        return month_name(self.model.year, self.model.month)

    def refresh(self) -> None:
        """Ask the book again about the month in view."""
        self._show(self.model.year, self.model.month, self.grid.day() or self._context.today())

    def show_day(self, day: date) -> None:
        """Show the month of a day and make the day current."""
        self._show(day.year, day.month, day)
        announce(self.grid, self.name())

    def show_before(self) -> None:
        """Go a month back."""
        self.show_day(months_away(self._month_day(), -1))

    def show_after(self) -> None:
        """Go a month on."""
        self.show_day(months_away(self._month_day(), 1))

    def show_today(self) -> None:
        """Come back to today."""
        self.show_day(self._context.today())
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, year: int, month: int, day: date) -> None:
        first = first_shown(year, month)
        last = date.fromordinal(first.toordinal() + weeks_of(year, month) * 7 - 1)
        self.model.show(year, month, self._items(first, last), self._context.today())
        self._shown(day)

    def _items(self, first: date, last: date) -> tuple[DiaryItem, ...]:
        """Return what is on between two days, and note which neighbours know of it."""
        with self._context.store.read() as session:
            items = list_diary(session, first, last)
            events = [item.record_id for item in items if item.kind is DiaryKind.EVENT]
            metres = get_setting(session, NEAR_METRES)
            today = self._context.today()
            self._told = count_neighbours_told(session, events, metres, today) if events else {}
        return items

    def _shown(self, day: date) -> None:
        """Say what is shown now and make a day of it current."""
        self.grid.setAccessibleName(_("{month}, days").format(month=self.name()))
        self.month_shown.emit(self.name())
        self.grid.choose(day)
        self._on_day(day)

    def _month_day(self) -> date:
        """Return the current day, or the first of the month when that is of another month."""
        day, first = self.grid.day(), date(self.model.year, self.model.month, 1)
        return day if day is not None and (day.year, day.month) == (first.year, first.month) else first

    def _on_day(self, day: object) -> None:
        if isinstance(day, date):
            self.day_panel.show_day(day, self.model.items_on(day), self._told)

    def _on_day_opened(self, _day: object) -> None:
        self.day_panel.focus_first()


class WeekPane(MonthPane):
    """Shows a week at a time, each day with its times."""

    model: WeekModel

    def _make_grid(self) -> tuple[MonthModel, MonthView]:
        return WeekModel(self._context.today(), self), WeekView(self._context.theme)

    def name(self) -> str:
        """Return the days of the week in view."""
        return week_name(self.model.first_day)

    def refresh(self) -> None:
        """Ask the book again about the week in view."""
        day = self.grid.day() or self._context.today()
        self._show(day.year, day.month, day)

    def show_before(self) -> None:
        """Go a week back."""
        self.show_day((self.grid.day() or self.model.first_day) - timedelta(days=DAYS))

    def show_after(self) -> None:
        """Go a week on."""
        self.show_day((self.grid.day() or self.model.first_day) + timedelta(days=DAYS))

    def _show(self, _year: int, _month: int, day: date) -> None:
        monday = monday_of(day)
        items = self._items(monday, monday + timedelta(days=DAYS - 1))
        self.model.show_week(monday, items, self._context.today())
        self._shown(day)


class _Narrow(QWidget):
    """Lets a narrow page be narrow: the pills are shortened."""

    def minimumSizeHint(self) -> QSize:
        """Ask for no width."""
        return QSize(0, super().minimumSizeHint().height())
