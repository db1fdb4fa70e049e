"""The list of conversations at the left, with its filter and chips."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.tables.export import Batches, ListColumn, ListExport
from desktop.tables.record_list import RecordList
from desktop.tables.window_model import Start, WindowModel
from desktop.widgets.cards import EmptyState
from desktop.widgets.chips import Chips
from desktop.widgets.filter_fold import ListHead
from desktop.widgets.line_edit import FilterBox
from desktop.widgets.scrolling import scrolling
from desktop.widgets.talk_words import conversation_line
from models.queries.conversations import ConversationFilter, ConversationRow, count_conversations, list_conversations
from models.vocabulary import Direction
from models.words import label
from reports.document import Kind
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Job, Progress
    from desktop.tables.columns import RecordLine
    from models.store import Store

PAGE, COUNT_MS = 30, 200
COLUMNS: tuple[ListColumn[ConversationRow], ...] = (
    ListColumn(_("Day"), lambda row: row.happened_on, Kind.DATE),
    ListColumn(_("How"), lambda row: label(row.channel)),
    ListColumn(_("From us or to us"), lambda row: label(row.direction)),
    ListColumn(_("With"), lambda row: "; ".join(one.name for one in row.parties)),
    ListColumn(_("Subject"), lambda row: row.subject or None),
    ListColumn(_("Who of us"), lambda row: row.our_person or None),
    ListColumn(_("Reply"), lambda row: label(row.reply_state)),
    ListColumn(_("Reply expected by"), lambda row: row.reply_expected_by, Kind.DATE),
    ListColumn(_("Replied on"), lambda row: row.replied_on, Kind.DATE),
)
"""What a sheet of conversations shows."""

CHIPS = ("unanswered", "overdue", "from_us", "from_them")


class ListPane(QWidget):
    """Asks for conversations page by page as one scrolls; what has some words is looked for by the worker."""

    filters_changed = Signal()
    listed = Signal()
    """The list shows what was asked for last."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        theme = context.theme
        self.box = FilterBox(theme, _("Filter conversations"))
        self.chips = Chips(_("Which conversations"))
        self.chips.add("unanswered", _("Unanswered"), _("Those that wait for a reply"))
        self.chips.add("overdue", _("Overdue reply"), _("Those whose reply should have come by now"))
        self.chips.add("from_us", _("From us"), _("Those we started"))
        self.chips.add("from_them", _("From them"), _("Those they started"))
        self.head = ListHead(theme, _("Conversations"), self.box, self.chips)
        self.list = RecordList(theme, _("Conversations"))
        self.head.fold.leads_to(self.list)
        self.model: WindowModel[ConversationRow] = WindowModel((), _key, line=self._line, parent=self, page_size=PAGE)
        self.list.setModel(self.model)
        self.nothing = EmptyState(theme, "funnel", _("No conversations match"), "")
        self.nothing.add_button(_("Clear the filter"), self.clear)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(scrolling(self.nothing))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
        self.shown = 0
        self._looking: Job | None = None
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(COUNT_MS)
        self._counting.timeout.connect(self._count)
        self.box.filtered.connect(self.filters_changed)
        self.chips.changed.connect(self._on_chips)
        self._was: frozenset[str] = frozenset()

    def wanted(self) -> ConversationFilter:
        """Return what the filter box and the chips ask for."""
        on = self.chips.on()
        ways = {"from_us": Direction.OUT, "from_them": Direction.IN}
        return ConversationFilter(
            words=self.box.text().strip(),
            direction=next((way for key, way in ways.items() if key in on), None),
            unanswered="unanswered" in on,
            overdue_at=self._context.today() if "overdue" in on else None,
        )

    def ask(self) -> None:
        """Ask the book, and tell by `listed` when the list shows what it answers.

        Those that have some words are looked for on the worker, since words that many notes have take longer than a
        key may wait. They are shown before they are counted: finding the newest takes far less.
        """
        wanted = self.wanted()
        if self._looking is not None:
            self._looking.progress.cancel()
            self._looking = None
        if wanted.words:
            find = partial(_first_of, self._context.store, wanted)
            show = partial(self._on_found, wanted)
            self._looking = self._context.jobs.submit(_("Looking for conversations"), find, show, owner=self)
            return
        with self._context.store.read() as session:
            count = count_conversations(session, wanted)
        self.model.refresh(_Fetch(self._context, wanted), count)
        self._show(count)

    def _on_found(self, wanted: ConversationFilter, rows: tuple[ConversationRow, ...]) -> None:
        """Show the first that have the words, unless something else was asked for meanwhile."""
        if wanted == self.wanted():
            self._looking = None
            self.model.refresh(_Fetch(self._context, wanted, rows), None)
            self._show(self.model.rowCount())

    def _show(self, count: int) -> None:
        more = self.model.canFetchMore(QModelIndex())
        self.head.header.set_count(None if more else count)
        self.shown = count
        if more:
            self._counting.start()
        self.head.fold.show_on(len(self.narrowed()))
        self.stack.setCurrentIndex(0 if count else 1)
        if not count:
            words = self.box.text().strip()
            title = _("No conversations match “{words}”").format(words=words) if words else _("No conversations match")
            self.nothing.tell(title, _("Check the spelling or clear the filter."))
        self.listed.emit()

    def _count(self) -> None:
        """Count on the worker, so that no key waits for it."""
        wanted = self.wanted()

        def show(count: int) -> None:
            if wanted == self.wanted():
                self.shown = count
                self.head.header.set_count(count)

        self._context.jobs.submit(
            _("Counting conversations"), partial(_count_of, self._context.store, wanted), show, owner=self
        )

    def clear(self) -> None:
        """Show every conversation again."""
        self.chips.set_on(frozenset())
        self.box.clear()

    def show_only(self, key: str) -> None:
        """Switch one chip on and everything else off, as when another page asks for it."""
        self.box.clear()
        self.chips.set_on(frozenset({key}) if key in CHIPS else frozenset())

    def narrowed(self) -> tuple[str, ...]:
        """Return in words what narrows the list now."""
        words = self.box.text().strip()
        return (*((f"“{words}”",) if words else ()), *self.chips.on_words())

    def export(self) -> ListExport[ConversationRow]:
        """Return the list as a spreadsheet gets it."""
        fetch = _Fetch(self._context, self.wanted())
        return ListExport(_("Conversations"), COLUMNS, Batches(fetch), self.shown, self.narrowed())

    def set_low(self, low: bool) -> None:
        """Leave the room to the list in a low window."""
        self.head.set_low(low)
        self.list.set_low(low)

    def is_filtered(self) -> bool:
        """Tell whether not all are shown."""
        return bool(self.box.text().strip() or self.chips.on())

    def _line(self, row: ConversationRow) -> RecordLine:
        return conversation_line(row, self._context.today())

    def _on_chips(self, on: frozenset[str]) -> None:
        """Never ask for those from us and from them at once: the later press counts."""
        if {"from_us", "from_them"} <= on:
            self.chips.set_on(on - (self._was & {"from_us", "from_them"}))
            return
        self._was = on
        self.filters_changed.emit()


def _count_of(store: Store, wanted: ConversationFilter, _progress: Progress) -> int:
    with store.read() as session:
        return count_conversations(session, wanted)


def _first_of(store: Store, wanted: ConversationFilter, _progress: Progress) -> tuple[ConversationRow, ...]:
    with store.read() as session:
        return list_conversations(session, wanted, limit=PAGE).rows


class _Fetch:
    """Fetches a page of the list; what was found of the first one already is not looked for again."""

    def __init__(
        self, context: Context, wanted: ConversationFilter, first: Sequence[ConversationRow] | None = None
    ) -> None:
        self._context, self._wanted, self._first = context, wanted, first

    def __call__(self, start: Start[ConversationRow], limit: int) -> Sequence[ConversationRow]:
        last = start.after
        if self._first is not None and start.offset == 0 and limit == PAGE:
            first, self._first = self._first, None
            return first
        after = (last.happened_on, last.id) if last is not None else None
        skip = start.offset if last is None else 0
        with self._context.store.read() as session:
            return list_conversations(session, self._wanted, after=after, limit=limit + skip).rows[skip:]


def _key(row: ConversationRow) -> int:
    return row.id
