"""The page of commitments: late, this week, later, aspirations, done; the chosen one beside the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions import Command
from desktop.pages.commitments.filters import DUE_SOON, CommitmentFilters
from desktop.pages.commitments.panel import CommitmentPanel
from desktop.shell.page import Page
from desktop.tables.columns import RecordLine
from desktop.tables.groups import GroupedList, GroupsModel, Heading, Part
from desktop.widgets.announce import announce
from desktop.widgets.cards import EmptyState
from desktop.widgets.panes import Panes
from desktop.widgets.promise_words import detail_words, due_pill, is_open
from desktop.widgets.scrolling import scrolling
from models.actions.commitments import keep_commitment, reopen_commitment
from models.errors import WrongUse
from models.queries.commitments import (
    CommitmentFilter,
    CommitmentRow,
    count_commitments,
    key_of,
    list_commitments,
)
from models.vocabulary import CommitmentGroup, CommitmentState
from models.words import label
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from desktop.context import Context
    from desktop.widgets.line_edit import FilterBox


class CommitmentsPage(Page):
    """Everything promised, by when it is due; a tick says that it was kept."""

    kinds: ClassVar[tuple[str, ...]] = ("commitment", "person", "organisation", "meeting")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("page_commitments")
        theme = context.theme
        self._ticking = False
        self.filters = CommitmentFilters(context)
        self.model: GroupsModel[CommitmentRow] = GroupsModel(
            _key_of_row, self._line, ticked=None if context.store.read_only else _ticked, parent=self
        )
        self.list = GroupedList(theme, _("Commitments"))
        self.list.setModel(self.model)
        self.nothing = EmptyState(theme, "funnel", "", "")
        self.nothing.add_button(_("Clear the filter"), self.filters.clear)
        self.middle = QStackedWidget()
        self.middle.addWidget(self.list)
        self.middle.addWidget(scrolling(self.nothing))
        self.panel = CommitmentPanel(context)
        self.split = Panes(
            theme,
            context.settings,
            "commitments",
            left=self._make_left(),
            detail=scrolling(self.panel),
            left_ems=40,
        )
        self.empty = EmptyState(
            theme,
            "check-square",
            _("No commitments yet"),
            _(
                "A commitment is something that you or another organisation has promised to do. "
                "Add one here, or write it in a meeting and it will appear in this list."
            ),
        )
        self._fill_empty()
        self.whole = QStackedWidget()
        self.whole.addWidget(self.split)
        self.whole.addWidget(scrolling(self.empty))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.whole)
        self._connect()

    def _make_left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.middle, 1)
        return left

    def _fill_empty(self) -> None:
        actions = self.context.actions
        if not self.context.store.read_only:
            self.empty.add_button(_("Add a commitment"), actions[Command.NEW_COMMITMENT].trigger, kind="filled")
            self.empty.add_button(_("Go to meetings"), self._on_meetings)

    def _connect(self) -> None:
        self.filters.changed.connect(self._on_filtered)
        self.list.record_chosen.connect(self._on_chosen)
        self.list.record_opened.connect(self._on_opened)
        self.list.tick_wanted.connect(self._on_ticked)
        self.list.menu_wanted.connect(self._on_menu)

    # --- what the window asks of a page ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask the book again and show the answer."""
        self._show_list()
        current = self.panel.row
        try:
            self.panel.show_commitment(current.id if current is not None else None)
        except WrongUse:
            self.panel.set_row(None)
        if self.panel.row is None and not self.list.currentIndex().isValid():
            self.list.show_first()

    def show_record(self, kind: str, record_id: int) -> None:
        """Bring a commitment into view, whatever the list shows."""
        if self._stale:
            self._stale = False
            self._show_list()
        place = self.model.place_of(record_id)
        if place is not None:
            self.list.setCurrentIndex(self.model.index(place, 0))
        else:
            self.list.clearSelection()
        self.panel.show_commitment(record_id)
        self.whole.setCurrentWidget(self.split)
        self.split.show_detail()

    def take_wish(self, wish: object) -> None:
        """Show one part of the list: a `CommitmentGroup` or its name, what is due soon, or all of it."""
        if wish == DUE_SOON:
            self.filters.show_due_soon()
            self.split.show_list()
        elif wish == "all":
            self.filters.show_only(None)
            self.split.show_list()
        if isinstance(wish, str) and wish in set(CommitmentGroup):
            self.filters.show_only(CommitmentGroup(wish))
            self.split.show_list()

    def place(self) -> object:
        """Return the commitment in view."""
        return self.panel.row.id if self.panel.row is not None else None

    def return_to(self, place: object) -> None:
        """Show a commitment again."""
        if isinstance(place, int):
            self.show_record("commitment", place)

    def go_back(self) -> bool:
        """Leave the detail where only one pane fits."""
        return self.split.go_back()

    def filter_box(self) -> FilterBox | None:
        """Return the box that Ctrl+F goes to."""
        return self.filters.box

    def panes(self) -> list[QWidget]:
        """Return list and detail."""
        return self.split.shown_panes() if self.whole.currentWidget() is self.split else [self.empty]

    def set_window_ems(self, ems: float) -> None:
        """Show as many panes as fit."""
        self.split.set_window_ems(ems)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the commands for the record in view their meaning."""
        super().showEvent(event)
        if not self.context.store.read_only:
            self.context.actions.bind(Command.EDIT_RECORD, self._on_edit)
            self.context.actions.bind(Command.DELETE_RECORD, self._on_delete)

    # --- the list -------------------------------------------------------------------------------------------------

    def _show_list(self) -> None:
        today, wanted = self.context.today(), self.filters.wanted()
        with self.context.store.read() as session:
            counts = count_commitments(session, today, wanted)
            narrow = self.filters.is_narrow()
            total = sum(count_commitments(session, today).values()) if narrow else sum(counts.values())
        self.filters.show_counts(counts)
        parts = [
            Part(Heading(group.value, label(group), counts[group]), _Fetch(self.context, group, wanted))
            for group in self.filters.groups()
        ]
        shown = sum(part.heading.count for part in parts)
        current = self.list.current_row()
        key = current.id if isinstance(current, CommitmentRow) else None
        self.list.keeping_place(_Showing(self.model, parts), None if self._ticking else key)
        self.whole.setCurrentIndex(0 if total or self.panel.row is not None else 1)
        self.middle.setCurrentIndex(0 if shown else 1)
        words = wanted.words
        self.nothing.tell(
            _("No commitments match “{words}”").format(words=words) if words else _("No commitments here"),
            _("Check the spelling, or clear the filter.") if words else _("Clear the filter to see the others."),
        )

    def _line(self, row: CommitmentRow) -> RecordLine:
        today = self.context.today()
        words, tone = due_pill(row, today)
        return RecordLine(row.text, detail_words(row, today), words, tone)

    def _on_filtered(self) -> None:
        self._show_list()
        if not self.list.currentIndex().isValid():
            self.list.show_first()

    def _on_chosen(self, row: object) -> None:
        if isinstance(row, CommitmentRow) and (self.panel.row is None or self.panel.row.id != row.id):
            self.panel.show_commitment(row.id)

    def _on_opened(self, row: object) -> None:
        if isinstance(row, CommitmentRow):
            self.panel.show_commitment(row.id)
            self.split.show_detail()
            self.panel.focus_text()

    def _on_ticked(self, rows: Sequence[object]) -> None:
        """Keep or open again what was ticked; the place in the list stays, for the next tick."""
        self._ticking = True
        try:
            words = tick(self.context, [row for row in rows if isinstance(row, CommitmentRow)])
        finally:
            self._ticking = False
        announce(self.list, words)
        self._on_chosen(self.list.current_row())

    def _on_menu(self, row: object, place: QPoint) -> None:
        if not isinstance(row, CommitmentRow):
            return
        self.panel.show_commitment(row.id)
        menu = self.panel.outcome_menu() or QMenu(self)
        if is_open(row):
            keep = menu.addAction(_("Mark as kept"), self.panel.keep.click)
            menu.insertAction(menu.actions()[0], keep)
        if _ticked(row):
            menu.addAction(_("Open it again"), self.panel.reopen.click)
        menu.addSeparator()
        menu.addAction(self.context.actions[Command.EDIT_RECORD])
        menu.addAction(self.context.actions[Command.DELETE_RECORD])
        menu.popup(place)

    def _on_edit(self) -> None:
        if self.isVisible() and self.panel.row is not None:
            self.split.show_detail()
            self.panel.focus_text()

    def _on_delete(self) -> None:
        if self.isVisible() and self.panel.row is not None:
            self.panel.archive()
            self.panel.set_row(None)
            self._on_chosen(self.list.current_row())

    def _on_meetings(self) -> None:
        self.context.show_page("meetings")


class _Fetch:
    """Fetches the rows of one part of the list."""

    def __init__(self, context: Context, group: CommitmentGroup, wanted: CommitmentFilter) -> None:
        self._context, self._group, self._wanted = context, group, wanted

    def __call__(self, skip: int, after: CommitmentRow | None, limit: int) -> Sequence[CommitmentRow]:
        key = key_of(after, self._group) if after is not None else None
        with self._context.store.read() as session:
            page = list_commitments(
                session, self._group, self._context.today(), self._wanted, after=key, limit=limit, skip=skip
            )
        return page.rows


class _Showing:
    """Shows the parts, when the list is ready for it."""

    def __init__(self, model: GroupsModel[CommitmentRow], parts: list[Part[CommitmentRow]]) -> None:
        self._model, self._parts = model, parts

    def __call__(self) -> None:
        self._model.show_parts(self._parts)


def tick(context: Context, rows: Sequence[CommitmentRow]) -> str:
    """Mark as kept what is open, or open again what was ended, all in one change; return its words."""
    ready, ended = [row for row in rows if is_open(row)], [row for row in rows if _ticked(row)]
    if ready:
        words = ngettext("Commitment kept", "{count} commitments kept", len(ready)).format(count=len(ready))
        with context.store.write(words) as session:
            for row in ready:
                keep_commitment(session, row.id, context.today())
        return words
    if not ended:
        return ""
    words = _("Open commitment again")
    with context.store.write(words) as session:
        for row in ended:
            reopen_commitment(session, row.id)
    return words


def _key_of_row(row: CommitmentRow) -> int:
    return row.id


def _ticked(row: CommitmentRow) -> bool | None:
    """Say whether a row's box is ticked; an aspiration has none, as it cannot be kept."""
    if row.state is CommitmentState.ASPIRATION:
        return None
    return not is_open(row)
