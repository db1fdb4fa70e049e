"""The list of people with its filters; only the pages in view are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.commands import Command
from desktop.forms.fields import Choice, Field
from desktop.forms.parties import party_field
from desktop.jobs import reading
from desktop.lists.facets import holding
from desktop.shell.record_pane import RecordPane
from desktop.tables.columns import RecordLine, TableColumn
from desktop.tables.export import ListColumn
from desktop.tables.window_model import Start
from desktop.theme import S
from desktop.tokens import Tone
from desktop.widgets.cards import EmptyState
from desktop.widgets.chips import Chips
from desktop.widgets.line_edit import FilterBox
from models.errors import WrongUse
from models.queries.ordered import Order, order_people, rows_of_people
from models.queries.people import PersonFilter, PersonRow, count_people, list_people
from models.queries.person_facts import days_ago
from models.roles import CHAIR, CLERK, COUNCILLOR, ROLES
from reports.document import Kind
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.lists.facets import Rule
    from desktop.lists.host import Sort
    from desktop.lists.numbered import Numbers
    from models.store import Store

_FIRST = ("Head", CHAIR, CLERK, COUNCILLOR)

COLUMNS: tuple[ListColumn[PersonRow], ...] = (
    ListColumn(m("Person"), lambda row: row.name),
    ListColumn(m("Roles today"), lambda row: "; ".join(row.roles) or None),
    ListColumn(m("Email"), lambda row: row.email or None),
    ListColumn(m("Phone"), lambda row: row.phone or None, Kind.IDENTIFIER),
    ListColumn(m("Last contact"), lambda row: row.last_contact_on, Kind.DATE),
)
"""What a sheet of people shows."""

_Column = TableColumn[PersonRow]
TABLE_COLUMNS: tuple[_Column, ...] = (
    _Column("name", m("Person"), lambda row: row.name, ems=14),
    _Column("roles", m("Roles today"), lambda row: "; ".join(row.roles), ems=22, stretch=True, sortable=False),
    _Column("email", m("Email"), lambda row: row.email, ems=15, rank=3, sortable=False),
    _Column("phone", m("Phone"), lambda row: row.phone, ems=9, rank=2, sortable=False, kind=Kind.IDENTIFIER),
    _Column("preferred", m("Likes to be reached by"), lambda row: row.preferred_channel, ems=9, rank=4, shown=False),
    _Column("last_contact", m("Last contact"), lambda row: row.last_contact_on, ems=8, rank=1, kind=Kind.DATE),
)
SORTS: tuple[Sort, ...] = (
    ("name", m("Person"), False),
    ("last_contact", m("Last contact"), True),
    ("preferred", m("Likes to be reached by"), False),
)
_FACETS = {"roles": "role", "last_contact": "contact"}


class PeopleList(RecordPane[PersonRow, PersonFilter]):
    """Narrowed by words, by role and by organisation."""

    kind = "person"
    columns = COLUMNS
    table_columns = TABLE_COLUMNS
    sorts = SORTS

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            _("People"),
            PersonFilter(),
            box=FilterBox(context.theme, _("Filter people")),
            chips=_make_chips(),
            choices=self._make_choices(context),
        )
        self.setObjectName("people_list")
        self.role.picked.connect(self.on_filtered)
        self.place.changed.connect(self.on_filtered)

    def _make_choices(self, context: Context) -> QWidget:
        self.role = Choice([(_("Any"), ""), *((_(role), role) for role in dict.fromkeys((*_FIRST, *ROLES)))])
        self.role.setObjectName("choice_role")
        self.role.keep_narrow(6)
        self.place = party_field(context, _("Organisation"), ("organisation",))
        self.place.setObjectName("choice_organisation")
        self.place.setPlaceholderText(_("Any"))
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(Field(_("R&ole"), self.role), 1)
        row.addWidget(Field(_("At"), self.place), 1)
        return made

    def make_empty(self) -> EmptyState:
        """Return what stands in the place of an empty list."""
        empty = EmptyState(self.context.theme, "users", "", "")
        new = self.context.actions[Command.NEW_PERSON]
        self._add_first = empty.add_button(_("New person…"), new.trigger, kind="filled")
        bring_in = self.context.actions[Command.IMPORT]
        self._bring_in = empty.add_button(_("Bring in from a file…"), bring_in.trigger)
        self._clear = empty.add_button(_("Clear the filter"), self.clear_filter)
        return empty

    def refresh(self) -> None:
        """Ask the book again; the place in the list stays."""
        self.kit.refresh()
        self.show_rows(again=True)

    def wanted(self) -> PersonFilter:
        """Return the filter that is set now."""
        on, place = self.chips.on(), self.place.choice()
        role = str(self.role.value() or "")
        return PersonFilter(
            words=self.box.text().strip(),
            role=role,
            organisation_id=place.id if place else None,
            current_only="current" in on or bool(role),
            archived="archived" in on,
            narrowing=self.kit.narrowing(),
        )

    def own_rules(self) -> list[Rule]:
        """Return what box, chips and choices ask for, as rules."""
        on, place, role = self.chips.on(), self.place.choice(), str(self.role.value() or "")
        if "archived" in on:
            raise WrongUse(_("Those put away cannot be kept as a filter. Switch Put away off first."))
        rules = holding(self.box.text(), "name")
        if role:
            rules.append({"field": "role", "is": "contains", "value": role})
        if place is not None:
            rules.append({"field": "organisation", "is": "is", "value": place.line.title})
        if "current" in on:
            rules.append({"field": "holds a role", "is": "is", "value": True})
        return rules

    def narrowed(self) -> tuple[str, ...]:
        """Return in words what narrows the list now."""
        words, role, place = self.box.text().strip(), self.role.value(), self.place.choice()
        return (
            *((f"“{words}”",) if words else ()),
            *self.chips.on_words(),
            *((self.role.currentText(),) if role else ()),
            *((place.line.title,) if place is not None else ()),
            *self.kit.words(),
        )

    def fetch(self, wanted: PersonFilter) -> _Fetch:
        """Return what reads a page of the list."""
        return _Fetch(self.context, wanted)

    def finding(self, wanted: PersonFilter, order: Order) -> Finding:
        """Return what finds the order of the whole list."""
        return Finding(wanted, order, self.context.today())

    def rows_of(self, session: Any, numbers: Sequence[int]) -> Sequence[PersonRow]:
        """Return the rows of some people."""
        return rows_of_people(session, numbers, self.asked_for, today=self.context.today())

    def facet_of(self, column: str) -> str:
        """Return the name in rules of what a column of the table shows."""
        return _FACETS.get(column, column)

    def form_commands(self) -> dict[Command, Callable[[], object]]:
        """Return what the commands of lists mean here; people can be pasted."""
        found = super().form_commands()
        if not self.context.store.read_only:
            found[Command.PASTE_ROWS] = self._on_paste
        return found

    def _on_paste(self) -> None:
        from desktop.lists.paste_dialog import paste

        paste(self.context, self.window())

    def count(self, wanted: PersonFilter) -> int:
        """Return how many people a filter leaves."""
        with self.context.store.read() as session:
            return count_people(session, wanted, today=self.context.today())

    def line(self, row: PersonRow) -> RecordLine:
        """Return a row as the two lines of the list."""
        return line_of(row, self.context.today())

    def spoken_count(self, count: int) -> str:
        """Return what is read out when typing has changed the list."""
        return _("{n} people").format(n=f"{count:,}")

    def clear_filter(self) -> None:
        """Show all again."""
        self.quiet = True
        self.box.clear()
        self.role.set_value("")
        self.place.set_choice(None)
        self.chips.set_on(frozenset())
        self.kit.clear()
        self.quiet = False
        self.show_rows()

    def say_nothing(self, wanted: PersonFilter) -> None:
        """Say why the list is empty, and what to do."""
        all_empty = wanted == self.plain
        for way in (self._add_first, self._bring_in):
            way.setVisible(all_empty)
        self._clear.setVisible(not all_empty)
        if all_empty:
            self.empty.tell(_("No people yet"), _("Heads, clerks, governors, councillors: whoever you deal with."))
        elif wanted.words:
            title = _("No people match “{words}”").format(words=wanted.words)
            self.empty.tell(title, _("Check the spelling or clear the filter."))
        else:
            self.empty.tell(_("Nobody here"), _("Nobody in the list meets these choices."))


@dataclass(frozen=True)
class Finding:
    """Finds the order of the whole list on the worker."""

    wanted: PersonFilter
    order: Order
    today: date

    def __call__(self, store: Store, progress: Progress) -> Numbers:
        """Return the numbers in order."""
        with reading(store, progress) as session:
            return order_people(session, self.wanted, self.order, today=self.today)


class _Fetch:
    """Reads a page of the list: after the row before it, or so many further on where that is not known."""

    def __init__(self, context: Context, wanted: PersonFilter) -> None:
        self._context, self._wanted = context, wanted

    def __call__(self, start: Start[PersonRow], limit: int) -> Sequence[PersonRow]:
        before = start.after
        after = (before.name_key, before.id) if before is not None else None
        with self._context.store.read() as session:
            return list_people(
                session,
                self._wanted,
                today=self._context.today(),
                after=after,
                limit=limit,
                offset=0 if after else start.offset,
            ).rows


def line_of(row: PersonRow, today: date) -> RecordLine:
    """Return the two lines of a person: name, first role with its place, last contact."""
    more = len(row.roles) - 1
    detail = row.roles[0] if row.roles else _("No role today")
    if more > 0:
        detail = _("{role} and {n} more").format(role=detail, n=more)
    if row.archived:
        return RecordLine(row.name, detail, _("Put away"), Tone.PLAIN)
    ago = days_ago(row.last_contact_on, today) if row.last_contact_on else ""
    return RecordLine(row.name, detail, ago[:1].upper() + ago[1:])


def _make_chips() -> Chips:
    chips = Chips(_("Narrow the list"))
    chips.add("current", _("With a role today"), _("Leave out those who have left"))
    chips.add("archived", _("Put away"), _("Those put away, to take them back"))
    return chips
