"""The page of events: the month with the chosen day beside it, a list, and one event when it is opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions import Command
from desktop.dialogs.new_event import NewEventDialog
from desktop.dialogs.tell_neighbours import TellNeighboursDialog
from desktop.pages.events.detail import EventPanel
from desktop.pages.events.list_view import EventList
from desktop.pages.events.month_pane import MonthPane
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

MONTH, LIST = "month", "list"


class EventsPage(Page):
    """What is on in the area, month by month or as a list, and who has been told."""

    kinds: ClassVar[tuple[str, ...]] = ("event", "meeting", "promotion", "organisation", "setting")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("page_events")
        self.month, self.list, self.panel = MonthPane(context), EventList(context), EventPanel(context)
        self.title = PlainLabel("", "h1", wrap=False)
        self.views = QStackedWidget()
        self.views.addWidget(self.month)
        self.views.addWidget(self.list)
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

    def _make_head(self) -> QHBoxLayout:
        theme, row = self.context.theme, QHBoxLayout()
        row.setSpacing(S)
        self.before = icon_button(theme, "caret-left", _("Month before (Page Up)"), self.month.show_before)
        self.after = icon_button(theme, "caret-right", _("Month after (Page Down)"), self.month.show_after)
        self.to_today = button(_("Today"), self.month.show_today, kind="quiet", name="to_today")
        self.new = button(_("&New event"), self._on_new, kind="filled", theme=theme, icon="plus", name="new_event")
        self.new.setToolTip(_("Add an event (Ctrl+Shift+E)"))
        self.new.setVisible(not self.context.store.read_only)
        for made in (self.before, self.after, self.title, self.to_today):
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(self.list.fold.toggle)
        self.ways = {MONTH: Button(_("Month"), "chip"), LIST: Button(_("List"), "chip")}
        group = QButtonGroup(self)
        for key, made in self.ways.items():
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.setObjectName(f"show_{key}")
            group.addButton(made)
            row.addWidget(made)
        self.ways[MONTH].setChecked(True)
        row.addWidget(self.new)
        return row

    def _connect(self) -> None:
        self.month.month_shown.connect(self._on_month)
        self.month.tell_wanted.connect(self._on_tell)
        self.month.new_wanted.connect(self._on_new_on_day)
        self.list.opened.connect(self._on_list_opened)
        self.list.shown_changed.connect(self._on_changed_view)
        self.ways[MONTH].toggled.connect(self._on_view)
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

    def refresh(self) -> None:
        """Ask the book again and show the answer."""
        if self.on_event and self.panel.event_id is not None:
            try:
                self.panel.show_event(self.panel.event_id)
            except WrongUse:
                self.show_overview()
        self.month.refresh()
        self.list.kit.refresh()
        self.list.refresh()

    def show_record(self, kind: str, record_id: int) -> None:
        """Open an event."""
        self.panel.show_event(record_id)
        self.whole.setCurrentIndex(1)
        self.panel_area.verticalScrollBar().setValue(0)
        self.panel.focus_first()

    def record_in_view(self) -> tuple[str, int] | None:
        """Return the event that is open."""
        number = self.panel.event_id if self.on_event else None
        return ("event", number) if number is not None else None

    def take_wish(self, wish: object) -> None:
        """Show a day of the month, or the list."""
        if isinstance(wish, date):
            self.show_overview()
            self.ways[MONTH].setChecked(True)
            self.month.show_day(wish)
        elif wish == LIST:
            self.show_overview()
            self.ways[LIST].setChecked(True)

    def place(self) -> object:
        """Return the event in view, or the day."""
        return self.panel.event_id if self.on_event else self.month.grid.day()

    def return_to(self, place: object) -> None:
        """Show again what was in view."""
        if isinstance(place, int):
            self.show_record("event", place)
        elif isinstance(place, date):
            self.show_overview()
            self.month.show_day(place)

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
        return [self.list] if self.on_list else [self.month.grid, self.month.day_panel]

    def set_window_ems(self, ems: float) -> None:
        """Show less in a narrow window."""
        self.month.set_window_ems(ems)
        self._wide = ems >= 40
        self._on_view(self.ways[MONTH].isChecked())

    def set_low(self, low: bool) -> None:
        """Leave the room to the list in a low window."""
        self._low = low
        self._column.setContentsMargins(XL, XS if low else L, XL, XS if low else L)
        self._column.setSpacing(S if low else M)
        self.list.fold.set_low(low)
        self._on_view(self.ways[MONTH].isChecked())

    # --- what can be done -----------------------------------------------------------------------------------------

    def show_overview(self) -> None:
        """Leave the event."""
        self.panel.save()
        self.whole.setCurrentIndex(0)
        shown = self.list.table if self.on_list else self.month.grid
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_month(self, name: str) -> None:
        if not self.ways[LIST].isChecked():
            self.title.setText(name)

    def _on_view(self, month: bool) -> None:
        self.views.setCurrentIndex(0 if month else 1)
        self.before.setVisible(month)
        self.after.setVisible(month)
        self.to_today.setVisible(month and self._wide)
        self.list.fold.toggle.setVisible(self._low and not month)
        self.title.setText(self.month.name() if month else _("Events"))
        self.commands_changed.emit()

    def _on_changed_view(self) -> None:
        self.commands_changed.emit()

    def _on_list_opened(self, event_id: int) -> None:
        self.context.open("event", event_id)

    def _on_new(self) -> None:
        NewEventDialog(self.context, self.window()).open()

    def _on_new_on_day(self) -> None:
        NewEventDialog(self.context, self.window(), day=self.month.grid.day()).open()

    def _on_tell(self, event_id: int) -> None:
        with self.context.store.read() as session:
            event = find_event(session, event_id)
        TellNeighboursDialog(self.context, event, self.window()).open()
