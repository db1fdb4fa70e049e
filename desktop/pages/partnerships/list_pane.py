"""The list of partnerships with its filters."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.commands import Command
from desktop.forms.fields import Choice
from desktop.jobs import reading
from desktop.lists.facets import Rule, holding
from desktop.shell.record_pane import RecordPane
from desktop.tables.columns import RecordLine, TableColumn
from desktop.tables.export import ListColumn
from desktop.tables.window_model import Start
from desktop.theme import S
from desktop.tokens import Tone
from desktop.widgets.cards import EmptyState
from desktop.widgets.chips import Chips
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import FilterBox
from models.errors import WrongUse
from models.queries.partnerships import (
    PartnershipFilter,
    PartnershipRow,
    find_partnership_rows,
    list_partnerships,
)
from models.vocabulary import OrganisationKind, PartnershipStatus
from models.words import label, labels
from reports.document import Kind
from resources.i18n import _, ngettext
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.lists.numbered import Numbers
    from models.queries.ordered import Order
    from models.store import Store

GROUPINGS = (
    OrganisationKind.PARTNERSHIP,
    OrganisationKind.CLUSTER,
    OrganisationKind.FEDERATION,
    OrganisationKind.TRUST,
)
MARK: Rule = {"any": [{"field": "kind", "is": "is", "value": kind.value} for kind in GROUPINGS]}
"""What filters saved here begin with: they find organisations, and only these of them."""
_Column = TableColumn[PartnershipRow]
_STATUS_TONES = {PartnershipStatus.ENDED: Tone.PLAIN, PartnershipStatus.DORMANT: Tone.SOON}


class PartnershipList(RecordPane[PartnershipRow, PartnershipFilter]):
    """Narrowed by words, by kind and by status."""

    kind = "organisation"
    name = "partnership"
    mark, page = MARK, "partnerships"
    columns = (
        ListColumn(m("Partnership"), lambda row: row.name),
        ListColumn(m("Kind"), lambda row: label(row.kind)),
        ListColumn(m("Type"), lambda row: row.type or None),
        ListColumn(m("Status"), lambda row: label(row.status)),
        ListColumn(m("Stage"), lambda row: label(row.stage) if row.stage else None),
        ListColumn(m("Members"), lambda row: row.members, Kind.INTEGER),
        ListColumn(m("Founded"), lambda row: row.founded_on, Kind.DATE),
        ListColumn(m("Next review"), lambda row: row.review_on, Kind.DATE),
    )

    table_columns = (
        _Column("name", m("Partnership"), lambda row: row.name, ems=16, stretch=True),
        _Column("type", m("Type"), lambda row: row.type or label(row.kind), ems=14, rank=2),
        _Column("status", m("Status"), lambda row: label(row.status), ems=7, rank=1),
        _Column("stage", m("Stage"), lambda row: label(row.stage) if row.stage else "", ems=8, rank=3),
        _Column("members", m("Members"), lambda row: row.members, ems=6, align_right=True, rank=1),
        _Column("founded", m("Founded"), lambda row: row.founded_on, ems=8, rank=4, kind=Kind.DATE),
        _Column("review", m("Next review"), lambda row: row.review_on, ems=8, rank=5, kind=Kind.DATE),
    )
    sorts = tuple((column.key, column.title, False) for column in table_columns)

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            _("Partnerships"),
            PartnershipFilter(kinds=GROUPINGS),
            box=FilterBox(context.theme, _("Filter partnerships")),
            chips=_make_chips(),
            choices=self._make_choices(),
        )
        self.setObjectName("partnership_list")
        self.status.picked.connect(self.on_filtered)
        self.grouping.picked.connect(self.on_filtered)

    def _make_choices(self) -> QWidget:
        self.grouping = Choice([(_("Any"), None), *((label(kind), kind) for kind in GROUPINGS)])
        self.status = Choice([(_("Any"), None), *((words, kind) for kind, words in labels(PartnershipStatus).items())])
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        for choice, name, words in ((self.grouping, "kind", _("&Kind")), (self.status, "status", _("St&atus"))):
            choice.setObjectName(f"choice_{name}")
            choice.keep_narrow(4)
            label_of = PlainLabel(words, wrap=False)
            label_of.setBuddy(choice)
            row.addWidget(label_of)
            row.addWidget(choice, 1)
        return made

    def add(self) -> None:
        """Ask for a new partnership."""
        self.context.actions[Command.NEW_PARTNERSHIP].trigger()

    def make_empty(self) -> EmptyState:
        """Return what stands in the place of an empty list."""
        empty = EmptyState(self.context.theme, "handshake", "", "")
        self._add_first = empty.add_button(_("New partnership…"), self.add, kind="filled")
        self._clear = empty.add_button(_("Clear the filter"), self.clear_filter)
        return empty

    def refresh(self) -> None:
        """Ask the book again; the place in the list stays."""
        self.kit.refresh()
        self.show_rows(again=True)

    def wanted(self) -> PartnershipFilter:
        """Return the filter that is set now."""
        kind, status = self.grouping.value(), self.status.value()
        return PartnershipFilter(
            kinds=(kind,) if isinstance(kind, OrganisationKind) else GROUPINGS,
            live_only="live" in self.chips.on(),
            status=status if isinstance(status, PartnershipStatus) else None,
            text=self.box.text().strip(),
            narrowing=self.kit.narrowing(),
        )

    def own_rules(self) -> list[Rule]:
        """Return what box and choices ask for, as rules. Raises WrongUse for what cannot be kept."""
        if self.chips.on() or self.status.value() is not None:
            raise WrongUse(_("Whether it is at work cannot be kept as a filter. Take that off first."))
        rules = holding(self.box.text(), "name")
        kind = self.grouping.value()
        if isinstance(kind, OrganisationKind):
            rules.append({"field": "kind", "is": "is", "value": kind.value})
        return rules

    def narrowed(self) -> tuple[str, ...]:
        """Return in words what narrows the list now."""
        words = self.box.text().strip()
        return (
            *((f"“{words}”",) if words else ()),
            *self.chips.on_words(),
            *(choice.currentText() for choice in (self.grouping, self.status) if choice.value() is not None),
            *self.kit.words(),
        )

    def fetch(self, wanted: PartnershipFilter) -> _Fetch:
        """Return what reads a page of the list."""
        return _Fetch(self.context, wanted)

    def finding(self, wanted: PartnershipFilter, order: Order) -> Finding:
        """Return what finds the order of the whole list."""
        return Finding(wanted, order, self.context.today())

    def rows_of(self, session: Any, numbers: Sequence[int]) -> Sequence[PartnershipRow]:
        """Return the rows of some partnerships."""
        rows = find_partnership_rows(session, numbers, as_at=self.context.today())
        return [rows[number] for number in numbers if number in rows]

    def count(self, wanted: PartnershipFilter) -> int:
        """Return how many partnerships a filter leaves."""
        return len(_Fetch(self.context, wanted).rows())

    def line(self, row: PartnershipRow) -> RecordLine:
        """Return a row as the two lines of the list."""
        members = ngettext("{n} member", "{n} members", row.members).format(n=f"{row.members:,}")
        words = [row.type or label(row.kind), members]
        if row.stage is not None:
            words.insert(1, label(row.stage))
        aside = "" if row.status is PartnershipStatus.ACTIVE else label(row.status)
        return RecordLine(row.name, " · ".join(words), aside, _STATUS_TONES.get(row.status, Tone.PLAIN))

    def spoken_count(self, count: int) -> str:
        """Return what is read out when typing has changed the list."""
        return ngettext("{n} partnership", "{n} partnerships", count).format(n=f"{count:,}")

    def clear_filter(self) -> None:
        """Show all again."""
        self.quiet = True
        self.box.clear()
        self.grouping.set_value(None)
        self.status.set_value(None)
        self.chips.set_on(frozenset())
        self.quiet = False
        self.show_rows()

    def say_nothing(self, wanted: PartnershipFilter) -> None:
        """Say why the list is empty, and what to do."""
        all_empty = wanted == self.plain
        self._add_first.setVisible(all_empty and not self.context.store.read_only)
        self._clear.setVisible(not all_empty)
        if all_empty:
            self.empty.tell(
                _("No partnerships yet"),
                _("Clusters, federations, trusts, and whatever your school works in with others."),
            )
        elif wanted.text:
            title = _("No partnerships match “{words}”").format(words=wanted.text)
            self.empty.tell(title, _("Check the spelling or clear the filter."))
        else:
            self.empty.tell(_("None here"), _("No partnership meets these choices."))


_SORT_KEYS: dict[str, Callable[[PartnershipRow], object]] = {
    "type": lambda row: row.type or label(row.kind),
    "status": lambda row: label(row.status),
    "stage": lambda row: label(row.stage) if row.stage else "",
    "members": lambda row: row.members,
    "founded": lambda row: row.founded_on or date.min,
    "review": lambda row: row.review_on or date.min,
}


@dataclass(frozen=True)
class Finding:
    """Finds the order of the whole list on the worker."""

    wanted: PartnershipFilter
    order: Order
    today: date

    def __call__(self, store: Store, progress: Progress) -> Numbers:
        """Return the numbers in order."""
        with reading(store, progress) as session:
            rows = list(list_partnerships(session, as_at=self.today, where=self.wanted))
        if self.order.column in _SORT_KEYS:
            rows.sort(key=_SORT_KEYS[self.order.column], reverse=self.order.descending)  # type: ignore[arg-type]
        elif self.order.descending:
            rows.reverse()
        return array("q", [row.id for row in rows])


class _Fetch:
    """Reads a page of the list. An area has at most some hundreds of partnerships, so all are asked for once."""

    def __init__(self, context: Context, wanted: PartnershipFilter) -> None:
        self._context, self._wanted = context, wanted
        self._rows: tuple[PartnershipRow, ...] | None = None

    def rows(self) -> tuple[PartnershipRow, ...]:
        """Return all rows."""
        if self._rows is None:
            with self._context.store.read() as session:
                self._rows = list_partnerships(session, as_at=self._context.today(), where=self._wanted)
        return self._rows

    def __call__(self, start: Start[PartnershipRow], limit: int) -> Sequence[PartnershipRow]:
        rows = self.rows()
        first = start.offset
        if start.after is not None:
            first = next((place + 1 for place, row in enumerate(rows) if row.id == start.after.id), first)
        return rows[first : first + limit]


def _make_chips() -> Chips:
    chips = Chips(_("Narrow the list"))
    chips.add("live", _("At work now"), _("Leave out those planned, resting or ended"))
    return chips
