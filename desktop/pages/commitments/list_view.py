"""The list of commitments in its parts, with what narrows it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QVBoxLayout, QWidget

from desktop.lists.kit import ListKit
from desktop.lists.numbered import Numbered
from desktop.pages.commitments.filters import CommitmentFilters
from desktop.tables.columns import RecordLine
from desktop.tables.export import ListColumn, ListExport, PartBatches
from desktop.tables.groups import GroupedList, GroupsModel, Heading, Part
from desktop.widgets.announce import announce
from desktop.widgets.cards import EmptyState
from desktop.widgets.promise_words import detail_words, due_pill, is_open
from desktop.widgets.scrolling import scrolling
from models.actions.commitments import keep_commitment, reopen_commitment
from models.queries.commitments import (
    CommitmentFilter,
    CommitmentRow,
    count_commitments,
    key_of,
    list_commitments,
)
from models.queries.ordered import order_commitments, rows_of_commitments
from models.vocabulary import CommitmentGroup, CommitmentState
from models.words import label
from reports.document import Kind
from resources.i18n import _, ngettext
from resources.i18n import marked as m

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.context import Context
    from desktop.lists.facets import Rule
    from desktop.lists.host import Sort

InPart = tuple[str, CommitmentRow]

COLUMNS: tuple[ListColumn[InPart], ...] = (
    ListColumn(m("Commitment"), lambda row: row[1].text),
    ListColumn(m("Part of the list"), lambda row: row[0]),
    ListColumn(m("Who does it"), lambda row: row[1].owner_person),
    ListColumn(m("Of"), lambda row: row[1].owner_organisation),
    ListColumn(m("Promised to"), lambda row: row[1].to_person),
    ListColumn(m("At"), lambda row: row[1].to_organisation),
    ListColumn(m("What anyone will see"), lambda row: row[1].observable_result or None),
    ListColumn(m("Due"), lambda row: row[1].due_on, Kind.DATE),
    ListColumn(m("State"), lambda row: label(row[1].state)),
    ListColumn(m("Made on"), lambda row: row[1].made_on, Kind.DATE),
    ListColumn(m("Ended on"), lambda row: row[1].closed_on, Kind.DATE),
    ListColumn(m("Outcome"), lambda row: row[1].outcome_note or None),
    ListColumn(m("Meeting"), lambda row: row[1].meeting_title),
    ListColumn(m("Minute reference"), lambda row: row[1].reference or None, Kind.IDENTIFIER),
)
"""What a sheet of commitments shows."""


class CommitmentList(QWidget):
    """Late, this week, later, aspirations, done; a tick says that one was kept."""

    filtered = Signal()
    ticked = Signal()
    """Rows were ticked, and the list has heard of it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._ticking, self._parts = context, False, list[Part[CommitmentRow]]()
        theme = context.theme
        self.kit = ListKit(context, "commitment", self, self)
        self.filters = CommitmentFilters(context, self.kit)
        self.model: GroupsModel[CommitmentRow] = GroupsModel(
            _key_of_row, self._line, ticked=None if context.store.read_only else is_ticked, parent=self
        )
        self.view = GroupedList(theme, _("Commitments"))
        self.view.setModel(self.model)
        self.nothing = EmptyState(theme, "funnel", "", "")
        self.nothing.add_button(_("Clear the filter"), self.filters.clear)
        self.middle = QStackedWidget()
        self.middle.addWidget(self.view)
        self.middle.addWidget(scrolling(self.nothing))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.middle, 1)
        self.filters.head.fold.leads_to(self.view)
        self.filters.changed.connect(self._on_filtered)
        self.view.tick_wanted.connect(self._on_ticked)
        self.kit.changed.connect(self.filters.changed)

    columns = COLUMNS
    sorts: tuple[Sort, ...] = ()

    def own_rules(self) -> list[Rule]:
        """Return what is set above the list, as rules."""
        return self.filters.rules()

    def narrowed(self) -> tuple[str, ...]:
        """Return in words what narrows the list now."""
        return tuple(self.filters.narrowed())

    def clear_filter(self) -> None:
        """Let everything through."""
        self.filters.clear()

    def view_in_use(self) -> QAbstractItemView:
        """Return the list."""
        return self.view

    def choose_all(self) -> None:
        """Choose every commitment of the list."""
        self.view.selectAll()
        self.view.setFocus()

    def chosen_numbers(self) -> list[int]:
        """Return the numbers of the commitments that are chosen."""
        today, wanted, groups = self._context.today(), self.filters.wanted(), self.filters.groups()
        with self._context.store.read() as session:
            numbers = order_commitments(session, wanted, groups, today)
        return Numbered[object](numbers, _no_rows).among(self.view.selectionModel().selection())

    def rows_of(self, session: Any, numbers: Sequence[int]) -> Sequence[InPart]:
        """Return commitments with the part of the list they stand in."""
        today = self._context.today()
        return [(label(row.group(today)), row) for row in rows_of_commitments(session, numbers, today)]

    def refresh(self) -> int:
        """Ask the book again and show the answer; return how many commitments there are at all."""
        today, wanted = self._context.today(), self.filters.wanted()
        with self._context.store.read() as session:
            counts = count_commitments(session, today, wanted)
            narrow = self.filters.is_narrow()
            total = sum(count_commitments(session, today).values()) if narrow else sum(counts.values())
        self.filters.show_counts(counts)
        parts = self._parts = [
            Part(Heading(group.value, label(group), counts[group]), _Fetch(self._context, group, wanted))
            for group in self.filters.groups()
        ]
        current = self.current()
        key = current.id if current is not None and not self._ticking else None
        self.view.keeping_place(partial(self.model.show_parts, parts), key)
        self.middle.setCurrentIndex(0 if self.shown() else 1)
        words = wanted.words
        self.nothing.tell(
            _("No commitments match “{words}”").format(words=words) if words else _("No commitments here"),
            _("Check the spelling, or clear the filter.") if words else _("Clear the filter to see the others."),
        )
        return total

    def shown(self) -> int:
        """Return how many commitments the filters leave."""
        return sum(part.heading.count for part in self._parts)

    def current(self) -> CommitmentRow | None:
        """Return the commitment the list stands on."""
        row = self.view.current_row()
        return row if isinstance(row, CommitmentRow) else None

    def select(self, commitment_id: int) -> None:
        """Stand on a commitment if it is among those in view, else on none."""
        place = self.model.place_of(commitment_id)
        if place is not None:
            self.view.setCurrentIndex(self.model.index(place, 0))
        else:
            self.view.clearSelection()

    def show_some(self) -> None:
        """Stand on the first commitment when there was none to stand on."""
        if not self.view.currentIndex().isValid():
            self.view.show_first()

    def set_low(self, low: bool) -> None:
        """Leave the room to the list in a low window."""
        self.filters.head.set_low(low)
        self.view.set_low(low)

    def export(self) -> ListExport[InPart]:
        """Return the list as a spreadsheet gets it."""
        return ListExport(
            _("Commitments"), COLUMNS, PartBatches(self._parts), self.shown(), tuple(self.filters.narrowed())
        )

    def _line(self, row: CommitmentRow) -> RecordLine:
        today = self._context.today()
        words, tone = due_pill(row, today)
        return RecordLine(row.text, detail_words(row, today), words, tone)

    def _on_filtered(self) -> None:
        self.filtered.emit()
        self.show_some()

    def _on_ticked(self, rows: Sequence[object]) -> None:
        """Keep or open again what was ticked; the place in the list stays, for the next tick."""
        self._ticking = True
        try:
            words = tick(self._context, [row for row in rows if isinstance(row, CommitmentRow)])
        finally:
            self._ticking = False
        announce(self.view, words)
        self.ticked.emit()


def _no_rows(_numbers: Sequence[int]) -> Sequence[object]:
    return ()


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


def tick(context: Context, rows: Sequence[CommitmentRow]) -> str:
    """Mark as kept what is open, or open again what was ended, all in one change; return its words."""
    ready, ended = [row for row in rows if is_open(row)], [row for row in rows if is_ticked(row)]
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


def is_ticked(row: CommitmentRow) -> bool | None:
    """Say whether a row's box is ticked; an aspiration has none, as it cannot be kept."""
    if row.state is CommitmentState.ASPIRATION:
        return None
    return not is_open(row)


def _key_of_row(row: CommitmentRow) -> int:
    return row.id
