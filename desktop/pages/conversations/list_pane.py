"""The list of conversations at the left, with its filter and chips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.jobs import reading
from desktop.shell.record_pane import RecordPane
from desktop.tables.columns import TableColumn
from desktop.tables.export import ListColumn
from desktop.tables.window_model import Start
from desktop.tokens import Tone
from desktop.widgets.cards import EmptyState
from desktop.widgets.chips import Chips
from desktop.widgets.line_edit import FilterBox
from desktop.widgets.talk_words import conversation_line
from models.queries.conversations import ConversationFilter, ConversationRow, count_conversations, list_conversations
from models.queries.ordered import NATURAL, Order, order_conversations, rows_of_conversations
from models.vocabulary import Direction, ReplyState
from models.words import label
from reports.document import Kind
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Job, Progress
    from desktop.lists.facets import Rule
    from desktop.lists.host import Sort
    from desktop.lists.numbered import Numbers
    from desktop.tables.columns import RecordLine
    from models.store import Store

COLUMNS: tuple[ListColumn[ConversationRow], ...] = (
    ListColumn(m("Day"), lambda row: row.happened_on, Kind.DATE),
    ListColumn(m("How"), lambda row: label(row.channel)),
    ListColumn(m("From us or to us"), lambda row: label(row.direction)),
    ListColumn(m("With"), lambda row: "; ".join(one.name for one in row.parties)),
    ListColumn(m("Subject"), lambda row: row.subject or None),
    ListColumn(m("Who of us"), lambda row: row.our_person or None),
    ListColumn(m("Reply"), lambda row: label(row.reply_state)),
    ListColumn(m("Reply expected by"), lambda row: row.reply_expected_by, Kind.DATE),
    ListColumn(m("Replied on"), lambda row: row.replied_on, Kind.DATE),
)
"""What a sheet of conversations shows."""

_Column = TableColumn[ConversationRow]


def _reply_tone(row: ConversationRow) -> Tone | None:
    tones = {ReplyState.AWAITING: Tone.SOON, ReplyState.RECEIVED: Tone.GOOD}
    return tones.get(row.reply_state)


def _reply(row: ConversationRow) -> str:
    return "" if row.reply_state is ReplyState.NONE_NEEDED else label(row.reply_state)


TABLE_COLUMNS: tuple[_Column, ...] = (
    _Column("day", m("Day"), lambda row: row.happened_on, ems=8, kind=Kind.DATE),
    _Column("channel", m("How"), lambda row: label(row.channel), ems=7, rank=3),
    _Column("direction", m("From us or to us"), lambda row: label(row.direction), ems=8, rank=6, shown=False),
    _Column("with", m("With"), lambda row: row.who, ems=16, sortable=False),
    _Column("subject", m("Subject"), lambda row: row.subject or row.preview, ems=20, stretch=True),
    _Column("ours", m("Who of us"), lambda row: row.our_person, ems=9, rank=4),
    _Column("reply", m("Reply"), _reply, tone=_reply_tone, ems=8, rank=1),
    _Column("expected", m("Reply by"), lambda row: row.reply_expected_by, ems=8, rank=2, kind=Kind.DATE),
    _Column("replied", m("Replied on"), lambda row: row.replied_on, ems=8, rank=5, shown=False, kind=Kind.DATE),
)
SORTS: tuple[Sort, ...] = (
    ("day", m("Day"), True),
    ("channel", m("How"), False),
    ("direction", m("From us or to us"), False),
    ("subject", m("Subject"), False),
    ("ours", m("Who of us"), False),
    ("reply", m("Reply"), False),
    ("expected", m("Reply by"), False),
    ("replied", m("Replied on"), True),
)
_FACETS = {"with": "organisation", "expected": "reply expected", "replied": "reply"}

CHIPS = ("unanswered", "overdue", "from_us", "from_them")
_BOTH = frozenset({"from_us", "from_them"})


Rules: TypeAlias = "list[Rule]"


def _no_rules() -> Rules:
    return []


class ListPane(RecordPane[ConversationRow, ConversationFilter]):
    """Asks for conversations page by page as one scrolls; what has some words is looked for by the worker."""

    filters_changed = Signal()

    kind = "conversation"
    columns = COLUMNS
    table_columns = TABLE_COLUMNS
    sorts = SORTS

    def __init__(self, context: Context) -> None:
        self._was: frozenset[str] = frozenset()
        self._looking: Job | None = None
        super().__init__(
            context,
            _("Conversations"),
            ConversationFilter(),
            box=FilterBox(context.theme, _("Filter conversations")),
            chips=_make_chips(),
            choices=QWidget(),
        )
        self.setObjectName("conversation_list")

    @property
    def list(self) -> Any:
        """Return the view that shows the list now."""
        return self.view_in_use()

    @property
    def shown(self) -> int:
        """Return how many are known of."""
        return self.shown_model.rowCount()

    def wanted(self) -> ConversationFilter:
        """Return what the filter box and the chips ask for."""
        on = self.chips.on()
        ways = {"from_us": Direction.OUT, "from_them": Direction.IN}
        return ConversationFilter(
            words=self.box.text().strip(),
            direction=next((way for key, way in ways.items() if key in on), None),
            unanswered="unanswered" in on,
            overdue_at=self.context.today() if "overdue" in on else None,
            narrowing=self.kit.narrowing(),
        )

    def own_rules(self) -> Rules:
        """Return what box and chips ask for, as rules; words are looked for in what was said and who said it."""
        on = self.chips.on()
        rules = _no_rules()
        for word in self.box.text().split():
            places = ("note", "subject", "organisation", "person")
            rules.append({"any": [{"field": place, "is": "contains", "value": word} for place in places]})
        ways = {"from_us": Direction.OUT, "from_them": Direction.IN}
        rules += [{"field": "direction", "is": "is", "value": way.value} for key, way in ways.items() if key in on]
        if "unanswered" in on:
            rules.append({"field": "reply", "is": "is", "value": ReplyState.AWAITING.value})
        if "overdue" in on:
            rules.append({"field": "late reply", "is": "is", "value": True})
        return rules

    def refresh(self) -> None:
        """Ask the book again, also for the saved filters."""
        self.kit.refresh()
        self.ask()

    def ask(self) -> None:
        """Ask the book, and tell by `listed` when the list shows what it answers."""
        self.show_rows(again=True)

    def show_rows(self, *, again: bool = False) -> None:
        """Ask the book; those that have some words are looked for on the worker.

        Words that many notes have take longer than a key may wait. They are shown before they are counted: finding the
        newest takes far less.
        """
        wanted = self.wanted()
        if self._looking is not None:
            self._looking.progress.cancel()
            self._looking = None
        if not wanted.words or self.kit.order != NATURAL:
            super().show_rows(again=again)
            return
        self._begin()
        find = partial(_first_of, self.context.store, wanted, self.shown_model.page_size)
        show = partial(self._on_found, self._asked, wanted)
        self._looking = self.context.jobs.submit(_("Looking for conversations"), find, show, owner=self)

    def _on_found(self, asked: int, wanted: ConversationFilter, rows: tuple[ConversationRow, ...]) -> None:
        """Show the first that have the words, unless something else was asked for meanwhile."""
        if asked == self._asked:
            self._looking = None
            kept = self.current_id()
            self.shown_model.refresh(_Fetch(self.context, wanted, rows), None)
            self._show_found(wanted, kept)
            self._counting.start()

    def fetch(self, wanted: ConversationFilter) -> _Fetch:
        """Return what reads a page of the list."""
        return _Fetch(self.context, wanted)

    def finding(self, wanted: ConversationFilter, order: Order) -> Finding:
        """Return what finds the order of the whole list."""
        return Finding(wanted, order)

    def rows_of(self, session: Any, numbers: Sequence[int]) -> Sequence[ConversationRow]:
        """Return the rows of some conversations."""
        return rows_of_conversations(session, numbers, self.asked_for)

    def facet_of(self, column: str) -> str:
        """Return the name in rules of what a column of the table shows."""
        return _FACETS.get(column, column)

    def count(self, wanted: ConversationFilter) -> int:
        """Return how many conversations a filter leaves."""
        with self.context.store.read() as session:
            return count_conversations(session, wanted)

    def make_empty(self) -> EmptyState:
        """Return what stands in the place of an empty list."""
        empty = EmptyState(self.context.theme, "funnel", _("No conversations match"), "")
        empty.add_button(_("Clear the filter"), self.clear_filter)
        return empty

    def say_nothing(self, wanted: ConversationFilter) -> None:
        """Say why the list is empty."""
        words = wanted.words
        title = _("No conversations match “{words}”").format(words=words) if words else _("No conversations match")
        self.empty.tell(title, _("Check the spelling or clear the filter."))

    def spoken_count(self, count: int) -> str:
        """Return what is read out when typing has changed the list."""
        return _("{n} conversations").format(n=f"{count:,}")

    def clear_filter(self) -> None:
        """Show every conversation again."""
        self.quiet = True
        self.chips.set_on(frozenset())
        self.box.clear()
        self.kit.clear()
        self.quiet = False
        self.filters_changed.emit()

    def show_only(self, key: str) -> None:
        """Switch one chip on and everything else off, as when another page asks for it."""
        self.quiet = True
        self.box.clear()
        self.kit.clear()
        self.quiet = False
        self.chips.set_on(frozenset({key}) if key in CHIPS else frozenset())

    def narrowed(self) -> tuple[str, ...]:
        """Return in words what narrows the list now."""
        words = self.box.text().strip()
        return (*((f"“{words}”",) if words else ()), *self.chips.on_words(), *self.kit.words())

    def is_filtered(self) -> bool:
        """Tell whether not all are shown."""
        return bool(self.narrowed())

    def line(self, row: ConversationRow) -> RecordLine:
        """Return a row as the two lines of the list."""
        return conversation_line(row, self.context.today())

    def on_filtered(self) -> None:
        """Never ask for those from us and from them at once: the later press counts."""
        on = self.chips.on()
        if on >= _BOTH:
            self.chips.set_on(on - (self._was & _BOTH))
            return
        self._was = on
        if not self.quiet:
            self.filters_changed.emit()


def _make_chips() -> Chips:
    chips = Chips(_("Which conversations"))
    chips.add("unanswered", _("Unanswered"), _("Those that wait for a reply"))
    chips.add("overdue", _("Overdue reply"), _("Those whose reply should have come by now"))
    chips.add("from_us", _("From us"), _("Those we started"))
    chips.add("from_them", _("From them"), _("Those they started"))
    return chips


@dataclass(frozen=True)
class Finding:
    """Finds the order of the whole list on the worker."""

    wanted: ConversationFilter
    order: Order

    def __call__(self, store: Store, progress: Progress) -> Numbers:
        """Return the numbers in order."""
        with reading(store, progress) as session:
            return order_conversations(session, self.wanted, self.order)


def _first_of(store: Store, wanted: ConversationFilter, limit: int, progress: Progress) -> tuple[ConversationRow, ...]:
    with reading(store, progress) as session:
        return list_conversations(session, wanted, limit=limit).rows


class _Fetch:
    """Fetches a page of the list; what was found of the first one already is not looked for again."""

    def __init__(
        self, context: Context, wanted: ConversationFilter, first: Sequence[ConversationRow] | None = None
    ) -> None:
        self._context, self._wanted, self._first = context, wanted, first

    def __call__(self, start: Start[ConversationRow], limit: int) -> Sequence[ConversationRow]:
        last = start.after
        if self._first is not None and start.offset == 0:
            first, self._first = self._first, None
            return first
        after = (last.happened_on, last.id) if last is not None else None
        skip = start.offset if last is None else 0
        with self._context.store.read() as session:
            return list_conversations(session, self._wanted, after=after, limit=limit + skip).rows[skip:]
