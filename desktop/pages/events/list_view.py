"""Events as a list: what is coming, what has been, and a filter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.pages.events.words import STAGE_TONES, sentence_case, time_words
from desktop.tables.columns import TableColumn
from desktop.tables.data_table import DataTable
from desktop.tables.export import Batches, ListColumn, ListExport
from desktop.tables.window_model import Start, WindowModel
from desktop.theme import S
from desktop.tokens import Tone
from desktop.widgets.cards import EmptyState
from desktop.widgets.chips import Chips
from desktop.widgets.filter_fold import FilterFold
from desktop.widgets.line_edit import FilterBox
from desktop.widgets.scrolling import scrolling
from models.queries.events import (
    EventFilter,
    EventRow,
    count_events,
    count_upcoming_events,
    list_events,
    list_upcoming_events,
)
from models.words import label
from reports.document import Kind
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

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
        self.box = FilterBox(theme, _("Filter events"), hint=_("Filter by title, kind, place or host"))
        self.chips = Chips(_("Which events"), exclusive=True)
        for key, words in ((UPCOMING, _("Upcoming")), (PAST, _("Past")), (ALL, _("All"))):
            self.chips.add(key, words)
        self.chips.set_on(frozenset({UPCOMING}))
        self._part, self.shown = UPCOMING, 0
        self.model: WindowModel[EventRow] = WindowModel(COLUMNS, _key, theme=theme, parent=self)
        self.table = DataTable(theme, context.settings, "events", _("Events"))
        self.table.setModel(self.model)
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.nothing = EmptyState(theme, "funnel", "", "")
        self.nothing.add_button(_("Clear the filter"), self._on_clear)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(scrolling(self.nothing))
        self.fold = FilterFold(theme, self.box, self.chips)
        self.fold.leads_to(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.fold)
        column.addWidget(self.stack, 1)
        self.box.filtered.connect(self._on_filtered)
        self.chips.changed.connect(self._on_part)
        self.table.row_opened.connect(self._on_opened)

    def refresh(self) -> None:
        """Ask the book again; the list keeps its place."""
        self._show(again=True)

    def narrowed(self) -> tuple[str, ...]:
        """Return in words what narrows the list now."""
        words = self.box.text().strip()
        return (*((f"“{words}”",) if words else ()), *(self.chips.on_words() if self._part != ALL else ()))

    def export(self) -> ListExport[EventRow]:
        """Return the list as a spreadsheet gets it, with the columns that are shown."""
        columns: tuple[ListColumn[EventRow], ...] = self.table.sheet_columns()
        return ListExport(_("Events"), columns, Batches(self._fetch()), self.shown, self.narrowed())

    def _filters(self) -> tuple[EventFilter, EventFilter]:
        """Return what the words ask for at all, and among what has been."""
        words, yesterday = self.box.text().strip(), self._context.today() - timedelta(days=1)
        return EventFilter(words=words), EventFilter(words=words, last_day=yesterday)

    def _fetch(self) -> _Fetch:
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
        self.fold.show_on(bool(chosen.words))
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
    TableColumn("day", _("Day"), _day, ems=7.5, sortable=False, kind=Kind.DATE),
    TableColumn("time", _("Time"), _time, ems=10.5, sortable=False),
    TableColumn("title", _("Event"), _title, ems=17, stretch=True, sortable=False),
    TableColumn("host", _("Host"), _host, ems=13, sortable=False, rank=3),
    TableColumn("place", _("Place"), _where, ems=13, shown=False, sortable=False, rank=4),
    TableColumn("kind", _("Kind"), _kind, ems=7, shown=False, sortable=False, rank=5),
    TableColumn("stage", _("Stage"), _stage, tone=_stage_tone, ems=6.5, sortable=False, rank=1),
    TableColumn("told", _("Told"), _told, align_right=True, ems=3, sortable=False, kind=Kind.INTEGER, rank=2),
)
