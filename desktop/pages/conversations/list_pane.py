"""The list of conversations at the left, with its filter and chips."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.pages.conversations.fetching import Fetch, Finding, first_of
from desktop.pages.conversations.table import COLUMNS, FACETS, SORTS, TABLE_COLUMNS
from desktop.shell.record_pane import RecordPane
from desktop.widgets.cards import EmptyState
from desktop.widgets.chips import Chips
from desktop.widgets.line_edit import FilterBox
from desktop.widgets.talk_words import conversation_line
from models.queries.conversations import ConversationFilter, ConversationRow, count_conversations
from models.queries.ordered import NATURAL, Order, rows_of_conversations
from models.vocabulary import Direction, ReplyState
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Job
    from desktop.lists.facets import Rule
    from desktop.tables.columns import RecordLine

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
        find = partial(first_of, self.context.store, wanted, self.shown_model.page_size)
        show = partial(self._on_found, self.order.asked, wanted)
        self._looking = self.context.jobs.submit(_("Looking for conversations"), find, show, owner=self)

    def _on_found(self, asked: int, wanted: ConversationFilter, rows: tuple[ConversationRow, ...]) -> None:
        """Show the first that have the words, unless something else was asked for meanwhile."""
        if asked == self.order.asked:
            self._looking = None
            kept = self.current_id()
            self.shown_model.refresh(Fetch(self.context, wanted, rows), None)
            self._show_found(wanted, kept)
            self.order.find_soon()

    def fetch(self, wanted: ConversationFilter) -> Fetch:
        """Return what reads a page of the list."""
        return Fetch(self.context, wanted)

    def finding(self, wanted: ConversationFilter, order: Order) -> Finding:
        """Return what finds the order of the whole list."""
        return Finding(wanted, order)

    def rows_of(self, session: Any, numbers: Sequence[int]) -> Sequence[ConversationRow]:
        """Return the rows of some conversations."""
        return rows_of_conversations(session, numbers, self.asked_for)

    def facet_of(self, column: str) -> str:
        """Return the name in rules of what a column of the table shows."""
        return FACETS.get(column, column)

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
