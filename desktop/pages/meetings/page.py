"""The page of meetings: the list, or one meeting in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.commands import Command
from desktop.overrides import do_and_tell
from desktop.pages.meetings.list_view import MeetingList
from desktop.pages.meetings.record import MeetingRecord
from desktop.pages.meetings.tabs import TABLES
from desktop.shell.page import Page
from desktop.widgets.later_view import LaterView
from models.errors import WrongUse
from models.vocabulary import AttendanceStatus, MeetingState

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from desktop.context import Context
    from desktop.pages.meetings.series_view import SeriesView
    from desktop.tables.export import AnyExport
    from desktop.widgets.line_edit import FilterBox


@dataclass(frozen=True)
class _Place:
    """What is in view: a meeting, or the list; and whether the list is a step back from it."""

    meeting_id: int | None
    from_list: bool
    series_id: int | None = None
    """The regular meetings in view; 0 for all of them."""


class MeetingsPage(Page):
    """Meetings of every body, and all of one of them."""

    sheets: ClassVar[tuple[str, ...]] = ("actions",)
    kinds: ClassVar[tuple[str, ...]] = (
        "meeting",
        "agenda_item",
        "attendance",
        "decision",
        "forum_question",
        "commitment",
        "organisation",
        "person",
        "meeting_series",
        "series_item",
        *TABLES,
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("page_meetings")
        self._from_list = False
        self.list = MeetingList(context)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self._record = LaterView(self.stack, self._make_record)
        self._series = LaterView(self.stack, self._make_series)
        self.list.series_wanted.connect(self.show_series)
        self.list.opened.connect(self._on_opened)
        self.list.refreshed.connect(self._on_list_shown)
        self.stack.currentChanged.connect(self._on_list_shown)

    @property
    def _on_list(self) -> bool:
        return self.stack.currentWidget() is self.list

    @property
    def on_record(self) -> bool:
        """Tell whether one meeting is in view."""
        return self._record.is_shown

    @property
    def record(self) -> MeetingRecord:
        """Return the view of one meeting."""
        return self._record.view

    def _make_record(self) -> MeetingRecord:
        view = MeetingRecord(self.context)
        view.left.connect(self.show_list)
        return view

    def _keep(self) -> None:
        """Save what is still being typed."""
        if self._record.made is not None:
            self._record.made.keep()

    @property
    def series(self) -> SeriesView:
        """Return the view of regular meetings."""
        return self._series.view

    def _make_series(self) -> SeriesView:
        from desktop.pages.meetings.series_view import SeriesView

        view = SeriesView(self.context)
        view.left.connect(self.show_list)
        view.turned.connect(self.show_series)
        return view

    @property
    def on_series(self) -> bool:
        """Tell whether regular meetings are in view."""
        return self._series.is_shown

    def show_series(self, series_id: int = 0) -> None:
        """Show regular meetings: one, or all of them."""
        self._stale = False
        self._keep()
        self.series.show_series(series_id)
        self._series.show()
        self.series.focus_first()

    def refresh(self) -> None:
        """Ask the book again and show the answer."""
        if self.on_series:
            self._list_stale = True
            self.series.refresh()
            return
        if self.on_record and self.record.refresh():
            self._list_stale = True
            return
        self._list_stale = False
        self.list.kit.refresh()
        self.list.read_bodies()
        self.list.refresh()
        if self.on_record:
            self.show_list()

    _list_stale = True

    def show_record(self, kind: str, record_id: int) -> None:
        """Bring a meeting, or regular meetings, into view."""
        if kind == "meeting_series":
            self.show_series(record_id)
        else:
            self._open(record_id, from_list=False)

    def show_part(self, kind: str, number: int) -> None:
        """Bring a part of the meeting in view, or of the regular meetings, into view."""
        if self.on_series:
            self.series.show_part(kind, number)
        else:
            self.record.show_part(kind, number)

    def record_in_view(self) -> tuple[str, int] | None:
        """Return the meeting in view."""
        number = self.record.meeting_id if self.on_record else None
        return None if number is None else ("meeting", number)

    def chosen_records(self) -> tuple[str, list[int]]:
        """Return what is chosen in the list, or the regular meetings in view."""
        if self.on_series:
            return "meeting_series", [self.series.series_id] if self.series.series_id else []
        return "meeting", [] if self.on_record else self.list.chosen_numbers()

    def show_list(self) -> None:
        """Go back to the list, where it was left."""
        self._keep()
        if self._record.made is not None:
            self._record.made.meeting_id = None
        self.stack.setCurrentWidget(self.list)
        if self._list_stale:
            self._list_stale = False
            self.list.refresh()
        self.list.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> object:
        """Return what is in view."""
        if self.on_series:
            return _Place(None, from_list=True, series_id=self.series.series_id)
        return _Place(self.record.meeting_id if self.on_record else None, self._from_list)

    def return_to(self, place: object) -> None:
        """Show it again."""
        if not isinstance(place, _Place) or (place.meeting_id is None and place.series_id is None):
            self.show_list()
            return
        try:
            if place.meeting_id is None:
                self.show_series(place.series_id or 0)
                return
            self._open(place.meeting_id, from_list=place.from_list)
        except WrongUse:
            self.show_list()

    def go_back(self) -> bool:
        """Go back to the list where the meeting was opened from it."""
        if self.on_series or (self.on_record and self._from_list):
            self.show_list()
            return True
        return False

    def filter_box(self) -> FilterBox | None:
        """Return the box that Ctrl+F goes to."""
        return self.list.filters.box if self._on_list else None

    def show_filter(self) -> None:
        """Bring it into view."""
        self.list.filters.head.fold.open()

    def has_list(self) -> bool:
        """Tell whether a list with anything in it is in view."""
        return self._on_list and self.list.shown > 0

    def export_list(self) -> AnyExport | None:
        """Return the list as a spreadsheet gets it."""
        return self.list.export() if self._on_list else None

    def commands(self) -> Mapping[Command, Callable[[], object]]:
        """Return what the commands for the meeting in view mean."""
        if self.on_series:
            return {}
        if not self.on_record:
            return self.list.kit.commands()
        if self.context.store.read_only:
            return {}
        found: dict[Command, Callable[[], object]] = {
            Command.EDIT_RECORD: self._on_edit,
            Command.DELETE_RECORD: self.record.archive,
        }
        shown = self.record.attendance.shown
        if shown is not None and not shown.locked:
            found[Command.PASTE_ROWS] = self._on_paste
        return found

    def _on_paste(self) -> None:
        """Put the people who were copied in a spreadsheet on the list of the meeting in view."""
        from desktop.lists.paste_dialog import paste

        shown, meeting_id = self.record.attendance.shown, self.record.meeting_id
        if shown is not None and meeting_id is not None:
            held = shown.row.state is MeetingState.HELD
            status = AttendanceStatus.PRESENT if held else AttendanceStatus.EXPECTED
            paste(self.context, self.window(), meeting_id=meeting_id, status=status)

    def set_low(self, low: bool) -> None:
        """Leave the room to the list in a low window."""
        self.list.set_low(low)

    def panes(self) -> list[QWidget]:
        """Return the parts F6 walks through."""
        if self.on_series:
            return [self.series]
        if not self.on_record:
            return [self.list.filters.head, self.list.middle]
        record = self.record
        if record.tabs.currentIndex():
            return [record.tabs.tabBar(), record.later[record.tabs.currentIndex() - 1]]
        return [record.tabs.tabBar(), *record.cards]

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what is still being typed."""
        do_and_tell(self._keep)
        super().hideEvent(event)

    def _open(self, meeting_id: int, *, from_list: bool) -> None:
        self._stale = False
        self._from_list = from_list
        self._keep()
        self.record.show_meeting(meeting_id)
        self._record.show()
        self.record.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_opened(self, meeting_id: int) -> None:
        self._open(meeting_id, from_list=True)

    def _on_edit(self) -> None:
        self.record.details.title.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_list_shown(self) -> None:
        self.commands_changed.emit()
