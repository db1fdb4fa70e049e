"""Events as a list: what is coming, what has been, and a filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QAbstractItemView, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.lists.facets import holding
from desktop.lists.kit import ListKit
from desktop.lists.numbered import Numbered
from desktop.pages.events.words import STAGE_TONES, sentence_case, time_words
from desktop.tables.columns import TableColumn
from desktop.tables.data_table import DataTable
from desktop.tables.export import Batches, ListColumn, ListExport
from desktop.tables.window_model import Fetch, Start, WindowModel
from desktop.theme import S
from desktop.tokens import Tone
from desktop.widgets.cards import EmptyState
from desktop.widgets.chips import Chips
from desktop.widgets.filter_fold import FilterFold
from desktop.widgets.line_edit import FilterBox
from desktop.widgets.passing import pop_up
from desktop.widgets.scrolling import scrolling
from models.errors import WrongUse
from models.queries.events import (
    EventFilter,
    EventRow,
    count_events,
    count_upcoming_events,
    list_events,
    list_upcoming_events,
)
from models.queries.ordered import NATURAL, order_events, rows_of_events
from models.words import label
from reports.document import Kind
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.lists.facets import Rule
    from desktop.lists.host import Sort

UPCOMING, PAST, ALL = "upcoming", "past", "all"


class EventList(QWidget):
    """The list of events with its filter; the choice of part and words survives leaving the page."""

    opened = Signal(int)
    shown_changed = Signal()
    """Another number of events is shown, maybe none."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        theme = context.theme
        self.kit = ListKit(context, "event", self, self)
        self.box = FilterBox(theme, _("Filter events"), hint=_("Filter by title, kind, place or host"))
        self.chips = Chips(_("Which events"), exclusive=True)
        for key, words in ((UPCOMING, _("Upcoming")), (PAST, _("Past")), (ALL, _("All"))):
            self.chips.add(key, words)
        self.chips.set_on(frozenset({UPCOMING}))
        self._part, self.shown = UPCOMING, 0
        self.model: WindowModel[EventRow] = WindowModel(COLUMNS, _key, theme=theme, parent=self)
        self.table = DataTable(theme, context.settings, "events", _("Events"))
        self.table.setModel(self.model)
        self.nothing = EmptyState(theme, "funnel", "", "")
        self.nothing.add_button(_("Clear the filter"), self._on_clear)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(scrolling(self.nothing))
        self.fold = FilterFold(theme, self.box, self.chips, self.kit.bar)
        self.fold.leads_to(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.fold)
        column.addWidget(self.stack, 1)
        self.box.filtered.connect(self._on_filtered)
        self.chips.changed.connect(self._on_part)
        self.table.row_opened.connect(self._on_opened)
        self.table.menu_wanted.connect(self._on_menu)
        self.table.sort_changed.connect(self.kit.sort_by)
        self.table.head_menu_wanted.connect(self._on_head_menu)
        self.kit.changed.connect(self._on_filtered)

    def refresh(self) -> None:
        """Ask the book again; the list keeps its place."""
        self._show(again=True)

    def own_rules(self) -> list[Rule]:
        """Return what is set above the list, as rules."""
        if self._part != ALL:
            raise WrongUse(_("Upcoming and past change with the days. Choose All first, then save the filter."))
        return holding(self.box.text(), "title", "kind", "place", "organisation")

    def clear_filter(self) -> None:
        """Let everything through."""
        self._on_clear()

    def view_in_use(self) -> QAbstractItemView:
        """Return the table."""
        return self.table

    def choose_all(self) -> None:
        """Choose every event of the list."""
        self.table.selectAll()
        self.table.setFocus()

    def chosen_numbers(self) -> list[int]:
        """Return the numbers of the events that are chosen."""
        return self._ordered().among(self.table.selectionModel().selection())

    def rows_of(self, session: Any, numbers: Sequence[int]) -> Sequence[EventRow]:
        """Return the rows of some events."""
        return rows_of_events(session, numbers, EventFilter())

    @property
    def columns(self) -> tuple[ListColumn[EventRow], ...]:
        """Return the columns that are shown, which are those copied."""
        return self.table.sheet_columns()

    sorts: tuple[Sort, ...] = (
        ("day", m("Day"), True),
        ("title", m("Event"), False),
        ("host", m("Host"), False),
        ("place", m("Place"), False),
        ("kind", m("Kind"), False),
        ("stage", m("Stage"), False),
    )

    def _ordered(self) -> Numbered[EventRow]:
        chosen, past = self._filters()
        wanted = past if self._part == PAST else chosen
        coming = self._context.today() if self._part == UPCOMING else None
        with self._context.store.read() as session:
            numbers = order_events(session, wanted, self.kit.order, coming=coming)
        return Numbered(numbers, partial(_rows_of, self._context, wanted))

    def _on_menu(self, row: object, place: QPoint) -> None:
        if isinstance(row, EventRow):
            menu = QMenu(self)
            menu.addAction(_("Open"), partial(self.opened.emit, row.id))
            pop_up(self.kit.add_to_menu(menu), place)

    def _on_head_menu(self, column: str, menu: QMenu) -> None:
        self.kit.head_menu(menu, _FACETS.get(column, column))

    def narrowed(self) -> tuple[str, ...]:
        """Return in words what narrows the list now."""
        words = self.box.text().strip()
        part = self.chips.on_words() if self._part != ALL else ()
        return (*((f"“{words}”",) if words else ()), *part, *self.kit.words())

    def export(self) -> ListExport[EventRow]:
        """Return the list as a spreadsheet gets it, with the columns that are shown."""
        columns: tuple[ListColumn[EventRow], ...] = self.table.sheet_columns()
        return ListExport(_("Events"), columns, Batches(self._fetch()), self.shown, self.narrowed())

    def _filters(self) -> tuple[EventFilter, EventFilter]:
        """Return what the words ask for at all, and among what has been."""
        words, yesterday = self.box.text().strip(), self._context.today() - timedelta(days=1)
        narrowing = self.kit.narrowing()
        every = EventFilter(words=words, narrowing=narrowing)
        return every, replace(every, last_day=yesterday)

    def _fetch(self) -> Fetch[EventRow]:
        if self.kit.order != NATURAL:
            return self._ordered()
        chosen, past = self._filters()
        return _Fetch(self._context, self._part, past if self._part == PAST else chosen)

    def _show(self, *, again: bool = False) -> None:
        today, (chosen, past) = self._context.today(), self._filters()
        with self._context.store.read() as session:
            counts = {
                UPCOMING: count_upcoming_events(session, today, chosen),
                PAST: count_events(session, past),
                ALL: count_events(session, chosen),
            }
        for key, count in counts.items():
            self.chips.set_count(key, count)
        self.shown = counts[self._part]
        (self.model.refresh if again else self.model.show)(self._fetch(), self.shown)
        self.stack.setCurrentIndex(0 if self.shown else 1)
        self.fold.show_on(bool(chosen.words) + len(self.kit.words()))
        self.kit.show()
        self.shown_changed.emit()
        words = chosen.words
        self.nothing.tell(
            _("No events match “{words}”").format(words=words) if words else _("No events here"),
            _("Check the spelling, or clear the filter.") if words else _("Look at the others, or add an event."),
        )

    def _on_filtered(self) -> None:
        self._show()

    def _on_part(self, on: frozenset[str]) -> None:
        if not on:
            self.chips.set_on(frozenset({self._part}))
            return
        self._part = next(iter(on))
        self._show()

    def _on_clear(self) -> None:
        self.box.clear()
        self.kit.clear()
        self.chips.set_on(frozenset({ALL}))

    def _on_opened(self, row: object) -> None:
        if isinstance(row, EventRow):
            self.opened.emit(row.id)


class _Fetch:
    """Fetches a page of events."""

    def __init__(self, context: Context, part: str, wanted: EventFilter) -> None:
        self._context, self._part, self._wanted = context, part, wanted

    def __call__(self, start: Start[EventRow], limit: int) -> Sequence[EventRow]:
        after = (start.after.starts_at, start.after.id) if start.after is not None else None
        # Where the row before is not known, as after a jump, what comes before is read over once.
        skip = start.offset if after is None else 0
        with self._context.store.read() as session:
            if self._part == UPCOMING:
                today = self._context.today()
                page = list_upcoming_events(session, today, self._wanted, after=after, limit=skip + limit)
            else:
                page = list_events(session, self._wanted, after=after, limit=skip + limit)
        return page.rows[skip:]


def _rows_of(context: Context, wanted: EventFilter, numbers: Sequence[int]) -> Sequence[EventRow]:
    with context.store.read() as session:
        return rows_of_events(session, numbers, wanted)


_FACETS = {"host": "organisation"}


def _key(row: EventRow) -> int:
    return row.id


def _day(row: EventRow) -> object:
    return row.starts_at


def _time(row: EventRow) -> str:
    return time_words(row.starts_at, row.ends_at)


def _title(row: EventRow) -> str:
    return row.title


def _kind(row: EventRow) -> str:
    return sentence_case(row.kind)


def _host(row: EventRow) -> str | None:
    return row.host


def _where(row: EventRow) -> str:
    return row.place


def _stage(row: EventRow) -> str:
    return label(row.stage)


def _stage_tone(row: EventRow) -> Tone:
    return STAGE_TONES[row.stage]


def _told(row: EventRow) -> int:
    return row.told


COLUMNS: tuple[TableColumn[EventRow], ...] = (
    TableColumn("day", m("Day"), _day, ems=7.5, kind=Kind.DATE),
    TableColumn("time", m("Time"), _time, ems=10.5, sortable=False),
    TableColumn("title", m("Event"), _title, ems=17, stretch=True),
    TableColumn("host", m("Host"), _host, ems=13, rank=3),
    TableColumn("place", m("Place"), _where, ems=13, shown=False, rank=4),
    TableColumn("kind", m("Kind"), _kind, ems=7, shown=False, rank=5),
    TableColumn("stage", m("Stage"), _stage, tone=_stage_tone, ems=6.5, rank=1),
    TableColumn("told", m("Told"), _told, align_right=True, ems=3, sortable=False, kind=Kind.INTEGER, rank=2),
)
