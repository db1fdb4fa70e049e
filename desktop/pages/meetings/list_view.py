"""The list of meetings: coming ones first, then those of the past, newest first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.commands import Command
from desktop.jobs import reading
from desktop.lists.kit import ListKit
from desktop.lists.numbered import Numbered
from desktop.pages.meetings.filters import PAST, UPCOMING, MeetingFilters, side_of
from desktop.pages.meetings.lines import meeting_line
from desktop.pages.meetings.sheet import COLUMNS, Counted, CountedBatches
from desktop.tables.columns import RecordLine
from desktop.tables.export import ListExport
from desktop.tables.groups import GroupedList, GroupsModel, Heading, Part
from desktop.widgets.buttons import button
from desktop.widgets.cards import EmptyState
from desktop.widgets.passing import pop_up
from desktop.widgets.scrolling import scrolling
from models.queries.meeting_facts import BodyRow, MeetingCounts, find_meeting_counts, list_bodies_that_meet
from models.queries.meetings import (
    MeetingFilter,
    MeetingRow,
    count_meetings,
    list_past_meetings,
    list_upcoming_meetings,
)
from models.queries.ordered import order_meetings, rows_of_meetings
from resources.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.lists.facets import Rule
    from desktop.lists.host import Sort
    from models.store import Store


class MeetingList(QWidget):
    """The filters and the list; without any meeting, how to begin."""

    opened = Signal(int)
    refreshed = Signal()
    series_wanted = Signal()

    columns = COLUMNS
    sorts: tuple[Sort, ...] = ()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._counts: dict[int, MeetingCounts] = {}
        self._parts, self.shown = list[Part[MeetingRow]](), 0
        self.kit = ListKit(context, "meeting", self, self)
        self.filters = MeetingFilters(context.theme, self.kit)
        self.model: GroupsModel[MeetingRow] = GroupsModel(_key, self._line, parent=self)
        self.list = GroupedList(context.theme, _("Meetings"))
        self.list.setModel(self.model)
        self.nothing = EmptyState(context.theme, "funnel", "", "")
        self.nothing.add_button(_("Clear the filter"), self.filters.clear)
        self.empty = self._make_empty()
        self._add_buttons()
        self.middle = QStackedWidget()
        for part in (self.list, scrolling(self.nothing), scrolling(self.empty)):
            self.middle.addWidget(part)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("look", "surface")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.middle, 1)
        self.filters.head.fold.leads_to(self.list)
        self.filters.changed.connect(self.refresh)
        self.list.record_opened.connect(self._on_opened)
        self.list.clicked.connect(self._on_clicked)
        self.list.menu_wanted.connect(self._on_menu)
        self.kit.changed.connect(self.refresh)

    def _make_empty(self) -> EmptyState:
        empty = EmptyState(
            self._context.theme,
            "notebook",
            _("No meetings yet"),
            _("Keep agendas, who was there, what was decided and what was promised. Everything is found again later."),
        )
        if not self._context.store.read_only:
            new = self._context.actions[Command.NEW_MEETING]
            empty.add_button(_("Add a meeting"), new.trigger, kind="filled")
        return empty

    def _add_buttons(self) -> None:
        header, context = self.filters.head.header, self._context
        header.add_button(button(_("Regular meetings"), self.series_wanted.emit, kind="quiet", name="regular_meetings"))
        new = context.actions[Command.NEW_MEETING].trigger
        made = header.add_button(button(_("New meeting"), new, theme=context.theme, icon="plus", name="new_meeting"))
        made.setVisible(not context.store.read_only)

    # --- as a list that a kit works for ---------------------------------------------------------------------------

    def own_rules(self) -> list[Rule]:
        """Return what is set above the list, as rules."""
        return self.filters.rules()

    def narrowed(self) -> tuple[str, ...]:
        """Return in words what narrows the list now."""
        return self.filters.narrowed()

    def clear_filter(self) -> None:
        """Let everything through."""
        self.filters.clear()

    def view_in_use(self) -> QAbstractItemView:
        """Return the list."""
        return self.list

    def choose_all(self) -> None:
        """Choose every meeting of the list."""
        self.list.selectAll()
        self.list.setFocus()

    def chosen_numbers(self) -> list[int]:
        """Return the numbers of the meetings that are chosen."""
        today, wanted = self._context.today(), self.filters.wanted()
        sides = [side_of(wanted, today, side) for side in self.filters.sides()]
        with self._context.store.read() as session:
            numbers = order_meetings(session, sides, today)
        return Numbered[object](numbers, _no_rows).among(self.list.selectionModel().selection())

    def rows_of(self, session: Any, numbers: Sequence[int]) -> Sequence[Counted]:
        """Return meetings with their part of the list and their counts."""
        rows, today = rows_of_meetings(session, numbers), self._context.today()
        counts = find_meeting_counts(session, [row.id for row in rows])
        parts = {True: _("Past"), False: _("Upcoming")}
        return [Counted(parts[row.starts_at.date() < today], row, counts.get(row.id)) for row in rows]

    def _on_menu(self, row: object, place: QPoint) -> None:
        if isinstance(row, MeetingRow):
            menu = QMenu(self)
            menu.addAction(_("Open"), partial(self.opened.emit, row.id))
            pop_up(self.kit.add_to_menu(menu), place)

    # --- what is shown --------------------------------------------------------------------------------------------

    def export(self) -> ListExport[Counted]:
        """Return the list as a spreadsheet gets it."""
        return ListExport(
            _("Meetings"), COLUMNS, CountedBatches(self._context, self._parts), self.shown, self.narrowed()
        )

    def set_low(self, low: bool) -> None:
        """Leave the room to the list in a low window."""
        self.filters.head.set_low(low)
        self.list.set_low(low)

    def read_bodies(self) -> None:
        """Have the worker find the bodies to choose from; the list does not wait for them."""
        read = partial(_bodies_of, self._context.store)
        self._context.jobs.submit(_("Looking for bodies that meet"), read, self._on_bodies, owner=self, quiet=True)

    def _on_bodies(self, bodies: Sequence[BodyRow]) -> None:
        self.filters.show_bodies((body.name, body.id) for body in bodies)

    def refresh(self) -> None:
        """Ask the book again and show the answer."""
        wanted, today = self.filters.wanted(), self._context.today()
        self._counts = {}
        with self._context.store.read() as session:
            counts = {side: count_meetings(session, side_of(wanted, today, side)) for side in (UPCOMING, PAST)}
        self.filters.show_counts(counts)
        titles = {UPCOMING: _("Upcoming"), PAST: _("Past")}
        self._parts = [
            Part(Heading(side, titles[side], counts[side]), _Fetch(self._context, wanted, self._counts, side))
            for side in self.filters.sides()
        ]
        self.shown = sum(part.heading.count for part in self._parts)
        current = self.list.current_row()
        key = current.id if isinstance(current, MeetingRow) else None
        self.list.keeping_place(partial(self.model.show_parts, self._parts), key)
        self._show_nothing(wanted)
        if not self.list.currentIndex().isValid():
            self.list.show_first()
        self.refreshed.emit()

    def _show_nothing(self, wanted: MeetingFilter) -> None:
        """Say why the list is empty, if it is."""
        self.middle.setCurrentIndex(0 if self.shown else 1 if self.filters.is_narrow() else 2)
        words = wanted.words
        self.nothing.tell(
            _("No meetings match “{words}”").format(words=words) if words else _("No meetings here"),
            _("Check the spelling, or clear the filter.") if words else _("Clear the filter to see the others."),
        )

    def _line(self, row: MeetingRow) -> RecordLine:
        return meeting_line(row, self._counts.get(row.id), self._context.today())

    def _on_opened(self, row: object) -> None:
        if isinstance(row, MeetingRow):
            self.opened.emit(row.id)

    def _on_clicked(self) -> None:
        self._on_opened(self.list.current_row())


def _no_rows(_numbers: Sequence[int]) -> Sequence[object]:
    return ()


def _bodies_of(store: Store, progress: Progress) -> tuple[BodyRow, ...]:
    with reading(store, progress) as session:
        return list_bodies_that_meet(session)


class _Fetch:
    """Fetches meetings of one side of today, and the counts that stand beside them."""

    def __init__(self, context: Context, wanted: MeetingFilter, counts: dict[int, MeetingCounts], side: str) -> None:
        self._context, self._wanted, self._counts = context, wanted, counts
        self._ask = list_past_meetings if side == PAST else list_upcoming_meetings

    def __call__(self, skip: int, after: MeetingRow | None, limit: int) -> Sequence[MeetingRow]:
        key = (after.starts_at, after.id) if after is not None else None
        with self._context.store.read() as session:
            rows = self._ask(session, self._context.today(), self._wanted, after=key, limit=limit, skip=skip).rows
            self._counts.update(find_meeting_counts(session, [row.id for row in rows]))
        return rows


def _key(row: MeetingRow) -> int:
    return row.id
