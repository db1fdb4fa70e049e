"""The page of events: all of them, by the month, the week or in a list, or one event in their place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.commands import Command
from desktop.dialogs.new_event import NewEventDialog
from desktop.dialogs.tell_neighbours import TellNeighboursDialog
from desktop.pages.events.detail import EventPanel
from desktop.pages.events.head import LIST
from desktop.pages.events.overview import EventsOverview
from desktop.pages.events.parts import TABLES
from desktop.shell.page import Page
from desktop.widgets.scrolling import scrolling
from models.errors import WrongUse
from models.queries.events import find_event

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.tables.export import AnyExport
    from desktop.widgets.line_edit import FilterBox


class EventsPage(Page):
    """What is on in the area, month by month or as a list, and who has been told."""

    kinds: ClassVar[tuple[str, ...]] = ("event", "meeting", "promotion", "organisation", "setting", *TABLES)
    sheets: ClassVar[tuple[str, ...]] = ("events", "promotions")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("page_events")
        self.overview = EventsOverview(context)
        self._panel: EventPanel | None = None
        self.list = self.overview.list
        self.whole = QStackedWidget()
        self.whole.addWidget(self.overview)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.whole)
        self.overview.changed.connect(self.commands_changed)
        self.overview.new_wanted.connect(self._on_new)
        self.overview.tell_wanted.connect(self._on_tell)
        self.list.opened.connect(self._on_list_opened)
        self.whole.currentChanged.connect(self._on_turned)

    @property
    def panel(self) -> EventPanel:
        """Return the view of one event, made when it is first wanted."""
        if self._panel is None:
            self._panel = EventPanel(self.context)
            self.panel_area = scrolling(self._panel)
            self.whole.addWidget(self.panel_area)
            self._panel.left.connect(self.show_overview)
        return self._panel

    @property
    def on_event(self) -> bool:
        """Tell whether one event is in view."""
        return self._panel is not None and self.whole.currentWidget() is self.panel_area

    @property
    def on_list(self) -> bool:
        """Tell whether the list is in view."""
        return not self.on_event and self.overview.on_list

    def show_overview(self) -> None:
        """Leave the event."""
        if self._panel is not None:
            self._panel.save()
        self.whole.setCurrentWidget(self.overview)
        self.overview.focus()

    # --- what the window asks of a page ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask the book again and show the answer."""
        if self.on_event and self.panel.event_id is not None:
            try:
                self.panel.show_event(self.panel.event_id)
            except WrongUse:
                self.show_overview()
        self.overview.refresh()

    def show_record(self, kind: str, record_id: int) -> None:
        """Open an event."""
        self.panel.show_event(record_id)
        self.whole.setCurrentWidget(self.panel_area)
        self.panel_area.verticalScrollBar().setValue(0)
        self.panel.focus_first()

    def show_part(self, kind: str, number: int) -> None:
        """Bring one part of the event in view into view."""
        self.panel.tabs.show_part(kind, number)

    def record_in_view(self) -> tuple[str, int] | None:
        """Return the event that is open."""
        number = self.panel.event_id if self.on_event else None
        return ("event", number) if number is not None else None

    def chosen_records(self) -> tuple[str, list[int]]:
        """Return what is chosen in the list."""
        return "event", self.list.chosen_numbers() if self.on_list else []

    def take_wish(self, wish: object) -> None:
        """Show a day of the month, or the list."""
        if isinstance(wish, date):
            self.show_overview()
            self.overview.show_day(wish)
        elif wish == LIST:
            self.show_overview()
            self.overview.show_list()

    def place(self) -> object:
        """Return the event in view, or the day."""
        return self.panel.event_id if self.on_event else self.overview.calendar.grid.day()

    def return_to(self, place: object) -> None:
        """Show again what was in view."""
        if isinstance(place, int):
            self.show_record("event", place)
        elif isinstance(place, date):
            self.show_overview()
            self.overview.calendar.show_day(place)

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
        return [self.panel] if self.on_event else self.overview.panes()

    def set_window_ems(self, ems: float) -> None:
        """Show less in a narrow window."""
        self.overview.set_window_ems(ems)

    def set_low(self, low: bool) -> None:
        """Leave the room to the list in a low window."""
        self.overview.set_low(low)

    # --- what can be done -----------------------------------------------------------------------------------------

    def _on_turned(self) -> None:
        self.commands_changed.emit()

    def _on_list_opened(self, event_id: int) -> None:
        self.context.open("event", event_id)

    def _on_new(self, day: object) -> None:
        NewEventDialog(self.context, self.window(), day=day if isinstance(day, date) else None).open()

    def _on_tell(self, event_id: int) -> None:
        with self.context.store.read() as session:
            event = find_event(session, event_id)
        TellNeighboursDialog(self.context, event, self.window()).open()
