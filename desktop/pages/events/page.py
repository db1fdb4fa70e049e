"""The page of events: the month with the chosen day beside it, a list, and one event when it is opened."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions import Command
from desktop.dialogs.new_event import NewEventDialog
from desktop.dialogs.tell_neighbours import TellNeighboursDialog
from desktop.pages.events.day_panel import DayPanel
from desktop.pages.events.detail import EventPanel
from desktop.pages.events.list_view import EventList
from desktop.pages.events.month import MonthView
from desktop.pages.events.month_model import MonthModel, first_shown, months_away, weeks_of
from desktop.pages.events.words import month_name
from desktop.shell.page import Page
from desktop.theme import XL, L, M, S
from desktop.widgets.announce import announce
from desktop.widgets.buttons import Button, button, icon_button
from desktop.widgets.cards import Card
from desktop.widgets.labels import PlainLabel
from desktop.widgets.scrolling import scrolling
from models.errors import WrongUse
from models.queries.diary import DiaryKind, list_diary
from models.queries.events import find_event
from models.queries.promotions import NeighboursTold, count_neighbours_told
from models.settings import NEAR_METRES, get_setting
from resources.i18n import _

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from desktop.context import Context
    from desktop.widgets.line_edit import FilterBox

MONTH, LIST = "month", "list"
_SIDE_BY_SIDE_FROM = 56
"""Width of the window in lines of text from which the day stands beside the month."""


class EventsPage(Page):
    """What is on in the area, month by month or as a list, and who has been told."""

    kinds: ClassVar[tuple[str, ...]] = ("event", "meeting", "promotion", "organisation", "setting")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("page_events")
        self._told: dict[int, NeighboursTold] = {}
        self.model = MonthModel(context.today(), self)
        self.grid = MonthView(context.theme)
        self.grid.setModel(self.model)
        self.day_panel = DayPanel(context)
        self.list = EventList(context)
        self.panel = EventPanel(context)
        self.title = PlainLabel("", "h1", wrap=False)
        self.views = QStackedWidget()
        self.views.addWidget(self._make_month())
        self.views.addWidget(self.list)
        self.overview = QWidget()
        column = QVBoxLayout(self.overview)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(M)
        column.addLayout(self._make_head())
        column.addWidget(self.views, 1)
        self.whole = QStackedWidget()
        self.whole.addWidget(self.overview)
        self.panel_area = scrolling(self.panel)
        self.whole.addWidget(self.panel_area)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.whole)
        self._connect()

    def _make_head(self) -> QHBoxLayout:
        theme, row = self.context.theme, QHBoxLayout()
        row.setSpacing(S)
        self.before = icon_button(theme, "caret-left", _("Month before (Page Up)"), self._on_before)
        self.after = icon_button(theme, "caret-right", _("Month after (Page Down)"), self._on_after)
        self.to_today = button(_("Today"), self._on_today, kind="quiet", name="to_today")
        self.new = button(_("&New event"), self._on_new, kind="filled", theme=theme, icon="plus", name="new_event")
        self.new.setToolTip(_("Add an event (Ctrl+Shift+E)"))
        self.new.setVisible(not self.context.store.read_only)
        for made in (self.before, self.after, self.title, self.to_today):
            row.addWidget(made)
        row.addStretch(1)
        row.addLayout(self._make_switch())
        row.addWidget(self.new)
        return row

    def _make_switch(self) -> QHBoxLayout:
        """Return the two ways to show events, side by side at any width."""
        row = QHBoxLayout()
        row.setSpacing(S)
        self.ways = {MONTH: Button(_("Month"), "chip"), LIST: Button(_("List"), "chip")}
        group = QButtonGroup(self)
        for key, made in self.ways.items():
            made.setCheckable(True)
            made.setObjectName(f"show_{key}")
            group.addButton(made)
            row.addWidget(made)
        self.ways[MONTH].setChecked(True)
        return row

    def _make_month(self) -> QWidget:
        inside = _MonthPane()
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
        self.month_area = scrolling(inside)
        return self.month_area

    def _connect(self) -> None:
        self.grid.day_chosen.connect(self._on_day)
        self.grid.month_wanted.connect(self.show_day)
        self.grid.day_opened.connect(self._on_day_opened)
        self.day_panel.tell_wanted.connect(self._on_tell)
        self.day_panel.new_wanted.connect(self._on_new_on_day)
        self.list.opened.connect(self._on_list_opened)
        self.ways[MONTH].toggled.connect(self._on_view)
        self.panel.left.connect(self.show_overview)

    # --- what the window asks of a page ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask the book again and show the answer."""
        if self.whole.currentIndex() == 1 and self.panel.event_id is not None:
            try:
                self.panel.show_event(self.panel.event_id)
            except WrongUse:
                self.show_overview()
        self._show_month(self.model.year, self.model.month, self.grid.day() or self.context.today())
        self.list.refresh()

    def show_record(self, kind: str, record_id: int) -> None:
        """Open an event."""
        self.panel.show_event(record_id)
        self.whole.setCurrentIndex(1)
        self.panel_area.verticalScrollBar().setValue(0)
        self.panel.focus_first()

    def record_in_view(self) -> tuple[str, int] | None:
        """Return the event that is open."""
        number = self.panel.event_id if self.whole.currentIndex() == 1 else None
        return ("event", number) if number is not None else None

    def take_wish(self, wish: object) -> None:
        """Show a day of the month, or the list."""
        if isinstance(wish, date):
            self.show_overview()
            self.ways[MONTH].setChecked(True)
            self.show_day(wish)
        elif wish == LIST:
            self.show_overview()
            self.ways[LIST].setChecked(True)

    def place(self) -> object:
        """Return the event in view, or the day."""
        return self.panel.event_id if self.whole.currentIndex() == 1 else self.grid.day()

    def return_to(self, place: object) -> None:
        """Show again what was in view."""
        if isinstance(place, int):
            self.show_record("event", place)
        elif isinstance(place, date):
            self.show_overview()
            self.show_day(place)

    def go_back(self) -> bool:
        """Leave the event for the month or the list."""
        if self.whole.currentIndex() == 1:
            self.show_overview()
            return True
        return False

    def filter_box(self) -> FilterBox | None:
        """Go to the list for Ctrl+F: a month has no filter."""
        self.show_overview()
        self.ways[LIST].setChecked(True)
        return self.list.box

    def panes(self) -> list[QWidget]:
        """Return the parts in view."""
        if self.whole.currentIndex() == 1:
            return [self.panel]
        return [self.grid, self.day_panel] if self.views.currentIndex() == 0 else [self.list]

    def set_window_ems(self, ems: float) -> None:
        """Put the day below the month where the window is narrow for its text."""
        wide = ems >= _SIDE_BY_SIDE_FROM
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(direction)
        self.to_today.setVisible(ems >= 40)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the commands for the record in view their meaning."""
        super().showEvent(event)
        if not self.context.store.read_only:
            self.context.actions.bind(Command.EDIT_RECORD, self._on_edit)
            self.context.actions.bind(Command.DELETE_RECORD, self._on_delete)

    # --- the month ------------------------------------------------------------------------------------------------

    def show_overview(self) -> None:
        """Leave the event."""
        self.panel.save()
        self.whole.setCurrentIndex(0)
        shown = self.grid if self.views.currentIndex() == 0 else self.list.table
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_day(self, day: date) -> None:
        """Show the month of a day and make the day current."""
        self._show_month(day.year, day.month, day)
        announce(self.grid, month_name(day.year, day.month))

    def _show_month(self, year: int, month: int, day: date) -> None:
        first = first_shown(year, month)
        last = date.fromordinal(first.toordinal() + weeks_of(year, month) * 7 - 1)
        today = self.context.today()
        with self.context.store.read() as session:
            items = list_diary(session, first, last)
            events = [item.record_id for item in items if item.kind is DiaryKind.EVENT]
            metres = get_setting(session, NEAR_METRES)
            self._told = count_neighbours_told(session, events, metres, today) if events else {}
        self.model.show(year, month, items, today)
        self.title.setText(month_name(year, month))
        self.grid.setAccessibleName(_("{month}, days").format(month=month_name(year, month)))
        self.grid.choose(day)
        self._on_day(day)

    def _on_day(self, day: object) -> None:
        if isinstance(day, date):
            self.day_panel.show_day(day, self.model.items_on(day), self._told)

    def _on_day_opened(self, _day: object) -> None:
        self.day_panel.focus_first()

    def _on_before(self) -> None:
        self.show_day(months_away(self._month_day(), -1))

    def _on_after(self) -> None:
        self.show_day(months_away(self._month_day(), 1))

    def _month_day(self) -> date:
        """Return the current day, or the first of the month when that is of another month."""
        day, first = self.grid.day(), date(self.model.year, self.model.month, 1)
        return day if day is not None and (day.year, day.month) == (first.year, first.month) else first

    def _on_today(self) -> None:
        self.show_day(self.context.today())
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what can be done -----------------------------------------------------------------------------------------

    def _on_view(self, month: bool) -> None:
        self.views.setCurrentIndex(0 if month else 1)
        for made in (self.before, self.after, self.to_today):
            made.setVisible(month)
        self.title.setText(month_name(self.model.year, self.model.month) if month else _("Events"))

    def _on_list_opened(self, event_id: int) -> None:
        self.context.open("event", event_id)

    def _on_new(self) -> None:
        NewEventDialog(self.context, self.window()).open()

    def _on_new_on_day(self) -> None:
        NewEventDialog(self.context, self.window(), day=self.grid.day()).open()

    def _on_tell(self, event_id: int) -> None:
        with self.context.store.read() as session:
            event = find_event(session, event_id)
        TellNeighboursDialog(self.context, event, self.window()).open()

    def _on_edit(self) -> None:
        if self.isVisible() and self.whole.currentIndex() == 1:
            self.panel.focus_title()

    def _on_delete(self) -> None:
        if self.isVisible() and self.whole.currentIndex() == 1:
            self.panel.archive()


class _MonthPane(QWidget):
    """Lets a narrow page be narrow: the pills are shortened."""

    def minimumSizeHint(self) -> QSize:
        """Ask for no width."""
        return QSize(0, super().minimumSizeHint().height())
