"""The page of events: the month with the chosen day beside it, a list, and one event when it is opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions import Command
from desktop.dialogs.new_event import NewEventDialog
from desktop.dialogs.tell_neighbours import TellNeighboursDialog
from desktop.pages.events.detail import EventPanel
from desktop.pages.events.list_view import EventList
from desktop.pages.events.month_pane import MonthPane, WeekPane
from desktop.pages.events.parts import TABLES
from desktop.shell.page import Page
from desktop.theme import XL, XS, L, M, S
from desktop.widgets.buttons import Button, button, icon_button
from desktop.widgets.labels import PlainLabel
from desktop.widgets.scrolling import scrolling
from models.errors import WrongUse
from models.queries.events import find_event
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.tables.export import AnyExport
    from desktop.widgets.line_edit import FilterBox

_ONE_LINE_FROM = 62
"""Width of the window in lines of text from which the head stands in one line."""

MONTH, WEEK, LIST = "month", "week", "list"


class EventsPage(Page):
    """What is on in the area, month by month or as a list, and who has been told."""

    kinds: ClassVar[tuple[str, ...]] = ("event", "meeting", "promotion", "organisation", "setting", *TABLES)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("page_events")
        self.month, self.week = MonthPane(context), WeekPane(context)
        self.list, self.panel = EventList(context), EventPanel(context)
        self.title = PlainLabel("", "h1", wrap=False)
        self.views = QStackedWidget()
        for view in (self.month, self.week, self.list):
            self.views.addWidget(view)
        self.overview = QWidget()
        self._column = QVBoxLayout(self.overview)
        self._column.setContentsMargins(XL, L, XL, L)
        self._column.setSpacing(M)
        self._column.addLayout(self._make_head())
        self._column.addWidget(self.views, 1)
        self.whole = QStackedWidget()
        self.whole.addWidget(self.overview)
        self.panel_area = scrolling(self.panel)
        self.whole.addWidget(self.panel_area)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.whole)
        self._wide, self._low = True, False
        self._connect()

    def _make_head(self) -> QBoxLayout:
        """Return what stands above: what is in view at the left, the ways to look at it at the right."""
        theme, row, right = self.context.theme, QHBoxLayout(), QHBoxLayout()
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for layout in (self._head, row, right):
            layout.setSpacing(S)
        self.before = icon_button(theme, "caret-left", _("Month before (Page Up)"), self._on_before)
        self.after = icon_button(theme, "caret-right", _("Month after (Page Down)"), self._on_after)
        self.to_today = button(_("Today"), self._on_today, kind="quiet", name="to_today")
        self.new = button(_("&New event"), self._on_new, kind="filled", theme=theme, icon="plus", name="new_event")
        self.new.setToolTip(_("Add an event (Ctrl+Shift+E)"))
        self.new.setVisible(not self.context.store.read_only)
        for made in (self.before, self.after, self.title, self.to_today):
            row.addWidget(made)
        row.addStretch(1)
        right.addWidget(self.list.fold.toggle)
        self.ways = {
            MONTH: Button(_("Month"), "chip"),
            WEEK: Button(_("Week"), "chip"),
            LIST: Button(_("List"), "chip"),
        }
        group = QButtonGroup(self)
        for key, made in self.ways.items():
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.setObjectName(f"show_{key}")
            group.addButton(made)
            right.addWidget(made)
        self.ways[MONTH].setChecked(True)
        right.addStretch(0)
        right.addWidget(self.new)
        self._head.addLayout(row, 1)
        self._head.addLayout(right)
        return self._head

    def _connect(self) -> None:
        for calendar in (self.month, self.week):
            calendar.month_shown.connect(self._on_month)
            calendar.tell_wanted.connect(self._on_tell)
            calendar.new_wanted.connect(self._on_new_on_day)
        self.list.opened.connect(self._on_list_opened)
        self.list.shown_changed.connect(self._on_changed_view)
        for way in self.ways.values():
            way.toggled.connect(self._on_way)
        self.whole.currentChanged.connect(self._on_changed_view)
        self.panel.left.connect(self.show_overview)

    # --- what the window asks of a page ---------------------------------------------------------------------------

    @property
    def on_event(self) -> bool:
        """Tell whether one event is in view."""
        return self.whole.currentIndex() == 1

    @property
    def on_list(self) -> bool:
        """Tell whether the list is in view."""
        return not self.on_event and self.ways[LIST].isChecked()

    @property
    def calendar(self) -> MonthPane:
        """Return the month or the week, whichever was looked at last."""
        return self.week if self.ways[WEEK].isChecked() else self.month

    def refresh(self) -> None:
        """Ask the book again and show the answer."""
        if self.on_event and self.panel.event_id is not None:
            try:
                self.panel.show_event(self.panel.event_id)
            except WrongUse:
                self.show_overview()
        self.calendar.refresh()
        self.list.kit.refresh()
        self.list.refresh()

    def show_record(self, kind: str, record_id: int) -> None:
        """Open an event."""
        self.panel.show_event(record_id)
        self.whole.setCurrentIndex(1)
        self.panel_area.verticalScrollBar().setValue(0)
        self.panel.focus_first()

    def show_part(self, kind: str, number: int) -> None:
        """Bring one part of the event in view into view."""
        self.panel.tabs.show_part(kind, number)

    def record_in_view(self) -> tuple[str, int] | None:
        """Return the event that is open."""
        number = self.panel.event_id if self.on_event else None
        return ("event", number) if number is not None else None

    def take_wish(self, wish: object) -> None:
        """Show a day of the month, or the list."""
        if isinstance(wish, date):
            self.show_overview()
            if self.on_list:
                self.ways[MONTH].setChecked(True)
            self.calendar.show_day(wish)
        elif wish == LIST:
            self.show_overview()
            self.ways[LIST].setChecked(True)

    def place(self) -> object:
        """Return the event in view, or the day."""
        return self.panel.event_id if self.on_event else self.calendar.grid.day()

    def return_to(self, place: object) -> None:
        """Show again what was in view."""
        if isinstance(place, int):
            self.show_record("event", place)
        elif isinstance(place, date):
            self.show_overview()
            self.calendar.show_day(place)

    def go_back(self) -> bool:
        """Leave the event for the month or the list."""
        if self.on_event:
            self.show_overview()
            return True
        return False

    def filter_box(self) -> FilterBox | None:
        """Return the box of the list, which Ctrl+F goes to from the month too."""
        return self.list.box

    def show_filter(self) -> None:
        """Bring it into view: a month has no filter."""
        self.take_wish(LIST)
        self.list.fold.open()

    def has_list(self) -> bool:
        """Tell whether a list with anything in it is in view."""
        return self.on_list and self.list.shown > 0

    def export_list(self) -> AnyExport | None:
        """Return the list as a spreadsheet gets it."""
        return self.list.export() if self.on_list else None

    def commands(self) -> Mapping[Command, Callable[[], object]]:
        """Return what the commands for the event in view mean."""
        if self.on_list:
            return {**self.list.kit.commands(), Command.COLUMNS: self.list.table.popup_columns}
        if self.context.store.read_only or not self.on_event:
            return {}
        return {Command.EDIT_RECORD: self.panel.focus_title, Command.DELETE_RECORD: self.panel.archive}

    def panes(self) -> list[QWidget]:
        """Return the parts in view."""
        if self.on_event:
            return [self.panel]
        return [self.list] if self.on_list else [self.calendar.grid, self.calendar.day_panel]

    def set_window_ems(self, ems: float) -> None:
        """Show less in a narrow window."""
        self.month.set_window_ems(ems)
        self.week.set_window_ems(ems)
        # The longest week needs most of a line for itself where the window is narrow for its text.
        side = QBoxLayout.Direction.LeftToRight if ems >= _ONE_LINE_FROM else QBoxLayout.Direction.TopToBottom
        self._head.setDirection(side)
        self._wide = ems >= 40
        self._on_view()

    def set_low(self, low: bool) -> None:
        """Leave the room to the list in a low window."""
        self._low = low
        self._column.setContentsMargins(XL, XS if low else L, XL, XS if low else L)
        self._column.setSpacing(S if low else M)
        self.list.fold.set_low(low)
        self._on_view()

    # --- what can be done -----------------------------------------------------------------------------------------

    def show_overview(self) -> None:
        """Leave the event."""
        self.panel.save()
        self.whole.setCurrentIndex(0)
        shown = self.list.table if self.on_list else self.calendar.grid
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_month(self, _name: str) -> None:
        if not self.ways[LIST].isChecked():
            self.title.setText(self.calendar.name())

    def _on_way(self, checked: bool) -> None:
        """Show the way that was chosen; month and week show the same day."""
        if not checked:
            return
        if not self.ways[LIST].isChecked():
            other = self.month if self.calendar is self.week else self.week
            self.calendar.show_day(other.grid.day() or self.calendar.grid.day() or self.context.today())
        self._on_view()

    def _on_view(self) -> None:
        on_list, week = self.ways[LIST].isChecked(), self.ways[WEEK].isChecked()
        self.views.setCurrentWidget(self.list if on_list else self.calendar)
        for made, words in (
            (self.before, _("Week before (Page Up)") if week else _("Month before (Page Up)")),
            (self.after, _("Week after (Page Down)") if week else _("Month after (Page Down)")),
        ):
            made.setVisible(not on_list)
            made.setToolTip(words)
            made.setAccessibleName(words)
        self.to_today.setVisible(not on_list and self._wide)
        self.list.fold.toggle.setVisible(self._low and on_list)
        self.title.setText(_("Events") if on_list else self.calendar.name())
        self.commands_changed.emit()

    def _on_before(self) -> None:
        self.calendar.show_before()

    def _on_after(self) -> None:
        self.calendar.show_after()

    def _on_today(self) -> None:
        self.calendar.show_today()

    def _on_changed_view(self) -> None:
        self.commands_changed.emit()

    def _on_list_opened(self, event_id: int) -> None:
        self.context.open("event", event_id)

    def _on_new(self) -> None:
        NewEventDialog(self.context, self.window()).open()

    def _on_new_on_day(self) -> None:
        NewEventDialog(self.context, self.window(), day=self.calendar.grid.day()).open()

    def _on_tell(self, event_id: int) -> None:
        with self.context.store.read() as session:
            event = find_event(session, event_id)
        TellNeighboursDialog(self.context, event, self.window()).open()
