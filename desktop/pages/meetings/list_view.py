"""The list of meetings: coming ones first, then those of the past, newest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions import Command
from desktop.forms.fields import Choice
from desktop.lists.kit import ListKit
from desktop.lists.numbered import Numbered
from desktop.pages.meetings.sheet import COLUMNS, Counted, CountedBatches
from desktop.tables.columns import RecordLine
from desktop.tables.export import ListExport
from desktop.tables.groups import GroupedList, GroupsModel, Heading, Part
from desktop.theme import S
from desktop.tokens import Tone
from desktop.widgets.buttons import button
from desktop.widgets.cards import EmptyState
from desktop.widgets.chips import Chips
from desktop.widgets.filter_fold import ListHead
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import FilterBox
from desktop.widgets.passing import pop_up
from desktop.widgets.promise_words import day_words
from desktop.widgets.scrolling import scrolling
from models.actions.meetings import NOT_YET
from models.errors import WrongUse
from models.queries.meeting_facts import MeetingCounts, find_meeting_counts, list_bodies_that_meet
from models.queries.meetings import (
    MeetingFilter,
    MeetingRow,
    count_meetings,
    list_past_meetings,
    list_upcoming_meetings,
)
from models.queries.ordered import order_meetings, rows_of_meetings
from models.vocabulary import MeetingState, MinutesState
from models.words import label
from reports.formatting import clock
from resources.calendar_words import short_weekday_name
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.context import Context
    from desktop.lists.facets import Rule
    from desktop.lists.host import Sort

UPCOMING, PAST = "upcoming", "past"


class MeetingList(QWidget):
    """Filter, body, upcoming and past, and the list."""

    opened = Signal(int)
    refreshed = Signal()
    series_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._counts: dict[int, MeetingCounts] = {}
        self._parts, self.shown = list[Part[MeetingRow]](), 0
        theme = context.theme
        self.kit = ListKit(context, "meeting", self, self)
        self.new = button(
            _("New meeting"), context.actions[Command.NEW_MEETING].trigger, theme=theme, icon="plus", name="new_meeting"
        )
        self.new.setVisible(not context.store.read_only)
        self.regular = button(_("Regular meetings"), self.series_wanted.emit, kind="quiet", name="regular_meetings")
        self.box = FilterBox(theme, _("Filter meetings"), _("Filter by title, place, body or notes"))
        self.bodies = Choice([(_("Any body"), None)])
        self.bodies.setObjectName("meeting_body")
        self.bodies.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.bodies.setMinimumContentsLength(16)
        self.chips = Chips(_("Upcoming or past"), exclusive=True, everything=_("All"))
        self.chips.add(UPCOMING, _("Upcoming"))
        self.chips.add(PAST, _("Past"))
        self.model: GroupsModel[MeetingRow] = GroupsModel(_key, self._line, parent=self)
        self.list = GroupedList(theme, _("Meetings"))
        self.list.setModel(self.model)
        self.nothing = EmptyState(theme, "funnel", "", "")
        self.nothing.add_button(_("Clear the filter"), self.clear)
        self.empty = EmptyState(
            theme,
            "notebook",
            _("No meetings yet"),
            _("Keep agendas, who was there, what was decided and what was promised. Everything is found again later."),
        )
        if not context.store.read_only:
            self.empty.add_button(_("Add a meeting"), context.actions[Command.NEW_MEETING].trigger, kind="filled")
        self.middle = QStackedWidget()
        for part in (self.list, scrolling(self.nothing), scrolling(self.empty)):
            self.middle.addWidget(part)
        self._lay_out()
        self.box.filtered.connect(self.refresh)
        self.chips.changed.connect(self.refresh)
        self.bodies.picked.connect(self.refresh)
        self.list.record_opened.connect(self._on_opened)
        self.list.clicked.connect(self._on_clicked)
        self.list.menu_wanted.connect(self._on_menu)
        self.kit.changed.connect(self.refresh)

    columns = COLUMNS
    sorts: tuple[Sort, ...] = ()

    def own_rules(self) -> list[Rule]:
        """Return what is set above the list, as rules."""
        if self.chips.on():
            raise WrongUse(_("Upcoming and past change with the days. Choose All first, then save the filter."))
        rules: list[Rule] = []
        for word in self.box.text().split():
            places = ("title", "place", "organisation")
            rules.append({"any": [{"field": place, "is": "contains", "value": word} for place in places]})
        if self.bodies.value() is not None:
            rules.append({"field": "organisation", "is": "is", "value": self.bodies.currentText()})
        return rules

    def clear_filter(self) -> None:
        """Let everything through."""
        self.clear()

    def view_in_use(self) -> QAbstractItemView:
        """Return the list."""
        return self.list

    def choose_all(self) -> None:
        """Choose every meeting of the list."""
        self.list.selectAll()
        self.list.setFocus()

    def chosen_numbers(self) -> list[int]:
        """Return the numbers of the meetings that are chosen."""
        today, on = self._context.today(), self.chips.on()
        sides = [_side(self.wanted(), today, past=name == PAST) for name in (UPCOMING, PAST) if not on or name in on]
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

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("look", "surface")
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        name = PlainLabel(_("&Body"), wrap=False)
        name.setBuddy(self.bodies)
        row.addWidget(self.chips, 1)
        row.addWidget(name)
        row.addWidget(self.bodies)
        self.head = ListHead(self._context.theme, _("Meetings"), self.box, beside, self.kit.bar)
        self.head.header.add_button(self.regular)
        self.head.header.add_button(self.new)
        self.head.fold.leads_to(self.list)
        column.addWidget(self.head)
        column.addWidget(self.middle, 1)

    def wanted(self) -> MeetingFilter:
        """Return the filter that is set."""
        body = self.bodies.value()
        return MeetingFilter(
            words=self.box.text().strip(),
            organisation_id=body if isinstance(body, int) else None,
            narrowing=self.kit.narrowing(),
        )

    def clear(self) -> None:
        """Let everything through."""
        self.box.clear()
        self.bodies.set_value(None)
        self.kit.clear()
        self.chips.set_on(frozenset())

    def narrowed(self) -> tuple[str, ...]:
        """Return in words what narrows the list now."""
        words, body = self.box.text().strip(), self.bodies.value()
        return (
            *((f"“{words}”",) if words else ()),
            *self.chips.on_words(),
            *((self.bodies.currentText(),) if body is not None else ()),
            *self.kit.words(),
        )

    def export(self) -> ListExport[Counted]:
        """Return the list as a spreadsheet gets it."""
        return ListExport(
            _("Meetings"), COLUMNS, CountedBatches(self._context, self._parts), self.shown, self.narrowed()
        )

    def set_low(self, low: bool) -> None:
        """Leave the room to the list in a low window."""
        self.head.set_low(low)
        self.list.set_low(low)

    def refresh(self) -> None:
        """Ask the book again and show the answer."""
        wanted, today = self.wanted(), self._context.today()
        self._counts = {}
        with self._context.store.read() as session:
            bodies = list_bodies_that_meet(session)
            coming = count_meetings(session, _side(wanted, today, past=False))
            past = count_meetings(session, _side(wanted, today, past=True))
        self.bodies.set_options([(_("Any body"), None), *((body.name, body.id) for body in bodies)])
        on = self.chips.on()
        counts = {UPCOMING: coming, PAST: past}
        for name, count in counts.items():
            self.chips.set_count(name, count)
        titles = {UPCOMING: _("Upcoming"), PAST: _("Past")}
        parts = [
            Part(
                Heading(name, titles[name], counts[name]),
                _Fetch(self._context, wanted, self._counts, past=name == PAST),
            )
            for name in (UPCOMING, PAST)
            if not on or name in on
        ]
        shown = sum(part.heading.count for part in parts)
        self.head.header.set_count(shown)
        self.head.fold.show_on(len(self.narrowed()))
        self.kit.show()
        self._parts, self.shown = parts, shown
        current = self.list.current_row()
        key = current.id if isinstance(current, MeetingRow) else None
        self.list.keeping_place(partial(self.model.show_parts, parts), key)
        narrow = bool(on) or wanted != MeetingFilter()
        self.middle.setCurrentIndex(0 if shown else 1 if narrow else 2)
        words = wanted.words
        self.nothing.tell(
            _("No meetings match “{words}”").format(words=words) if words else _("No meetings here"),
            _("Check the spelling, or clear the filter.") if words else _("Clear the filter to see the others."),
        )
        if not self.list.currentIndex().isValid():
            self.list.show_first()
        self.refreshed.emit()

    def _line(self, row: MeetingRow) -> RecordLine:
        today = self._context.today()
        day = row.starts_at.date()
        when = f"{short_weekday_name(day.weekday())} {day_words(day, today)}, {clock(row.starts_at)}"
        parts = [when, row.body or "", row.place, *self._count_words(row)]
        aside, tone = self._aside(row)
        return RecordLine(row.title, " · ".join(part for part in parts if part), aside, tone, icon="notebook")

    def _count_words(self, row: MeetingRow) -> list[str]:
        counts = self._counts.get(row.id)
        if counts is None:
            return []
        words = []
        if counts.present:
            words.append(_("{count} present").format(count=counts.present))
        if counts.decisions:
            words.append(
                ngettext("{count} decision", "{count} decisions", counts.decisions).format(count=counts.decisions)
            )
        if counts.commitments:
            words.append(
                ngettext("{count} commitment", "{count} commitments", counts.commitments).format(
                    count=counts.commitments
                )
            )
        return words

    def _aside(self, row: MeetingRow) -> tuple[str, Tone | None]:
        """Return what matters most: that it is off, how near it is, or how far the minutes are."""
        today = self._context.today()
        if row.state in (MeetingState.CANCELLED, MeetingState.INQUORATE):
            return label(row.state), Tone.LATE
        if row.state is MeetingState.ADJOURNED:
            return label(row.state), Tone.SOON
        days = (row.starts_at.date() - today).days
        if days >= 0 and row.state in NOT_YET:
            near = {0: _("Today"), 1: _("Tomorrow")}.get(days) or _("In {days} days").format(days=days)
            notice = row.state is MeetingState.NOTICE_ISSUED
            words = _("{when}, notice issued").format(when=near) if notice else near
            return words, Tone.SOON if days < 7 else None
        if row.state in NOT_YET:
            return _("Was it held?"), Tone.SOON
        tones = {MinutesState.NONE: Tone.SOON, MinutesState.DRAFT: Tone.INFO}
        words = label(row.minutes_state)
        return (_("Draft minutes") if row.minutes_state is MinutesState.DRAFT else words), tones.get(row.minutes_state)

    def _on_opened(self, row: object) -> None:
        if isinstance(row, MeetingRow):
            self.opened.emit(row.id)

    def _on_clicked(self) -> None:
        self._on_opened(self.list.current_row())


def _side(wanted: MeetingFilter, today: date, *, past: bool) -> MeetingFilter:
    """Return the filter narrowed to one side of today."""
    return replace(wanted, last_day=today - timedelta(1)) if past else replace(wanted, first_day=today)


def _no_rows(_numbers: Sequence[int]) -> Sequence[object]:
    return ()


class _Fetch:
    """Fetches meetings of one side of today, and the counts that stand beside them."""

    def __init__(
        self, context: Context, wanted: MeetingFilter, counts: dict[int, MeetingCounts], *, past: bool
    ) -> None:
        self._context, self._wanted, self._counts, self._past = context, wanted, counts, past

    def __call__(self, skip: int, after: MeetingRow | None, limit: int) -> Sequence[MeetingRow]:
        ask = list_past_meetings if self._past else list_upcoming_meetings
        key = (after.starts_at, after.id) if after is not None else None
        with self._context.store.read() as session:
            rows = ask(session, self._context.today(), self._wanted, after=key, limit=limit, skip=skip).rows
            self._counts.update(find_meeting_counts(session, [row.id for row in rows]))
        return rows


def _key(row: MeetingRow) -> int:
    return row.id
