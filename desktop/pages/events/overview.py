"""All events: a month, a week or a list of them, and the way between these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.pages.events.head import LIST, MONTH, WEEK, EventsHead
from desktop.pages.events.list_view import EventList
from desktop.pages.events.month_pane import MonthPane, WeekPane
from desktop.theme import XL, XS, L, M, S
from resources.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from desktop.context import Context


class EventsOverview(QWidget):
    """Month and week show the same day; the list keeps its own place."""

    changed = Signal()
    """Another way of looking is chosen, or the list has another number of events."""
    tell_wanted = Signal(int)
    new_wanted = Signal(object)
    """An event is to be added, on this day, or None."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._today, self._list_stale = context.today, False
        self.month, self.week, self.list = MonthPane(context), WeekPane(context), EventList(context)
        self.views = QStackedWidget()
        for view in (self.month, self.week, self.list):
            self.views.addWidget(view)
        self.head = EventsHead(context.theme, self.list.fold.toggle, can_add=not context.store.read_only)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(XL, L, XL, L)
        self._column.setSpacing(M)
        self._column.addWidget(self.head)
        self._column.addWidget(self.views, 1)
        for calendar in (self.month, self.week):
            calendar.month_shown.connect(self._on_month)
            calendar.tell_wanted.connect(self.tell_wanted)
            calendar.new_wanted.connect(self._on_new_on_day)
        self.head.before_wanted.connect(self._on_before)
        self.head.after_wanted.connect(self._on_after)
        self.head.today_wanted.connect(self._on_today)
        self.head.new_wanted.connect(self._on_new)
        self.head.way_chosen.connect(self._on_way)
        self.list.shown_changed.connect(self.changed)

    @property
    def on_list(self) -> bool:
        """Tell whether the list is in view."""
        return self.head.way() == LIST

    @property
    def calendar(self) -> MonthPane:
        """Return the month or the week, whichever was looked at last."""
        return self.week if self.head.way() == WEEK else self.month

    def refresh(self) -> None:
        """Ask the book again and show the answer."""
        self.calendar.refresh()
        self.list.kit.refresh()
        self._list_stale = True
        self._refresh_list()

    def _refresh_list(self) -> None:
        """Ask for the list again if it is in view: it counts every event there is, which a month need not wait for."""
        if self._list_stale and self.on_list:
            self._list_stale = False
            self.list.refresh()

    def show_day(self, day: date) -> None:
        """Show a day in the month or the week."""
        if self.on_list:
            self.head.choose(MONTH)
        self.calendar.show_day(day)

    def show_list(self) -> None:
        """Show the list."""
        self.head.choose(LIST)

    def focus(self) -> None:
        """Give the focus to what is in view."""
        shown = self.list.table if self.on_list else self.calendar.grid
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> list[QWidget]:
        """Return the parts in view."""
        return [self.list] if self.on_list else [self.calendar.grid, self.calendar.day_panel]

    def set_window_ems(self, ems: float) -> None:
        """Show less in a narrow window."""
        for part in (self.month, self.week, self.head):
            part.set_window_ems(ems)
        self._show()

    def set_low(self, low: bool) -> None:
        """Leave the room to the list in a low window."""
        self._column.setContentsMargins(XL, XS if low else L, XL, XS if low else L)
        self._column.setSpacing(S if low else M)
        self.list.fold.set_low(low)
        self.head.set_low(low)
        self._show()

    def _show(self) -> None:
        self._refresh_list()
        self.views.setCurrentWidget(self.list if self.on_list else self.calendar)
        self.head.tell(_("Events") if self.on_list else self.calendar.name())
        self.changed.emit()

    def _on_way(self) -> None:
        """Show the way that was chosen; month and week show the same day."""
        if not self.on_list:
            other = self.month if self.calendar is self.week else self.week
            self.calendar.show_day(other.grid.day() or self.calendar.grid.day() or self._today())
        self._show()

    def _on_month(self, _name: str) -> None:
        if not self.on_list:
            self.head.title.setText(self.calendar.name())

    def _on_before(self) -> None:
        self.calendar.show_before()

    def _on_after(self) -> None:
        self.calendar.show_after()

    def _on_today(self) -> None:
        self.calendar.show_today()

    def _on_new(self) -> None:
        self.new_wanted.emit(None)

    def _on_new_on_day(self) -> None:
        self.new_wanted.emit(self.calendar.grid.day())
