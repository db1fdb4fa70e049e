"""The list of people with its filters; only the pages in view are read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions import Command
from desktop.forms.fields import Choice, Field
from desktop.forms.parties import party_field
from desktop.tables.columns import RecordLine
from desktop.tables.record_list import RecordList
from desktop.tables.window_model import Start, WindowModel
from desktop.theme import L, S
from desktop.tokens import Tone
from desktop.widgets.announce import announce
from desktop.widgets.cards import EmptyState, SectionHeader
from desktop.widgets.chips import Chips
from desktop.widgets.line_edit import FilterBox
from models.queries.people import PersonFilter, PersonRow, count_people, list_people
from models.queries.person_facts import days_ago
from models.roles import CHAIR, CLERK, COUNCILLOR, ROLES
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

_LOOKED_THROUGH = 300
_FIRST = ("Head", CHAIR, CLERK, COUNCILLOR)


def _key(row: PersonRow) -> int:
    return row.id


class PeopleList(QWidget):
    """Filter box, choices and the list itself."""

    chosen = Signal(int)
    opened = Signal(int)
    menu_wanted = Signal(object, object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setObjectName("people_list")
        self._plain, self._quiet = PersonFilter(), False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, L, 0, 0)
        column.setSpacing(S)
        self._add_head(column)
        self.view = RecordList(context.theme, _("People"))
        self.model: WindowModel[PersonRow] = WindowModel((), _key, line=self._line, parent=self, page_size=30)
        self.view.setModel(self.model)
        self.view.setMinimumHeight(context.theme.line_height)
        self.empty = EmptyState(context.theme, "users", "", "")
        self._add_first = self.empty.add_button(
            _("New person…"), context.actions[Command.NEW_PERSON].trigger, kind="filled"
        )
        self._clear = self.empty.add_button(_("Clear the filter"), self.clear_filter)
        self.empty.hide()
        column.addWidget(self.view, 1)
        column.addWidget(self.empty, 1)
        self.view.record_chosen.connect(self._on_chosen)
        self.view.record_opened.connect(self._on_opened)
        self.view.menu_wanted.connect(self.menu_wanted)
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(60)
        self._counting.timeout.connect(self._count)

    def _add_head(self, column: QVBoxLayout) -> None:
        context = self.context
        self.header = SectionHeader(_("People"))
        self.box = FilterBox(context.theme, _("Filter people"))
        self.chips = Chips(_("Narrow the list"))
        self.chips.add("current", _("With a role today"), _("Leave out those who have left"))
        self.chips.add("archived", _("Put away"), _("Those put away, to take them back"))
        self.role = Choice([(_("Any"), ""), *((_(role), role) for role in dict.fromkeys((*_FIRST, *ROLES)))])
        self.role.setObjectName("choice_role")
        self.role.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.role.setMinimumContentsLength(6)
        self.place = party_field(context, _("Organisation"), ("organisation",))
        self.place.setObjectName("choice_organisation")
        self.place.setPlaceholderText(_("Any"))
        for part in (self.header, self.box, self.chips):
            column.addLayout(_inset(part))
        row = QHBoxLayout()
        row.setContentsMargins(L, 0, L, S)
        row.setSpacing(S)
        row.addWidget(Field(_("R&ole"), self.role), 1)
        row.addWidget(Field(_("At"), self.place), 1)
        column.addLayout(row)
        self.box.filtered.connect(self._on_filtered)
        self.chips.changed.connect(self._on_filtered)
        self.role.picked.connect(self._on_filtered)
        self.place.changed.connect(self._on_filtered)

    def refresh(self) -> None:
        """Ask the book again; the place in the list stays."""
        self._show(again=True)

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
        )

    def clear_filter(self) -> None:
        """Show all again."""
        self._quiet = True
        self.box.clear()
        self.role.set_value("")
        self.place.set_choice(None)
        self.chips.set_on(frozenset())
        self._quiet = False
        self._show()

    def select(self, record_id: int) -> None:
        """Mark a record if it is among those in view; the list does not tell of it."""
        self.view.blockSignals(True)
        for number in range(min(self.model.rowCount(), _LOOKED_THROUGH)):
            row = self.model.row_at(number)
            if row is not None and row.id == record_id:
                index = self.model.index(number, 0)
                self.view.setCurrentIndex(index)
                self.view.scrollTo(index)
                break
        else:
            self.view.setCurrentIndex(self.model.index(-1, 0))
        self.view.blockSignals(False)

    def first_id(self) -> int | None:
        """Return the number of the first record shown."""
        row = self.model.row_at(0)
        return None if row is None else row.id

    def _on_filtered(self) -> None:
        if not self._quiet:
            self._show()

    def _show(self, *, again: bool = False) -> None:
        wanted = self.wanted()
        fetch = _Fetch(self.context, wanted)
        current = self.view.current_row()
        if wanted == self._plain:
            with self.context.store.read() as session:
                count = count_people(session, wanted, today=self.context.today())
            (self.model.refresh if again else self.model.show)(fetch, count)
        else:
            self.model.show(fetch, None)
        found = self.model.rowCount() > 0
        self.view.setVisible(found)
        self.empty.setVisible(not found)
        if not found:
            self._say_nothing(wanted)
        elif isinstance(current, PersonRow) and self.view.current_row() is None:
            self.select(current.id)
        self._counting.start()

    def _say_nothing(self, wanted: PersonFilter) -> None:
        all_empty = wanted == self._plain
        self._add_first.setVisible(all_empty)
        self._clear.setVisible(not all_empty)
        if all_empty:
            self.empty.tell(_("No people yet"), _("Heads, clerks, governors, councillors: whoever you deal with."))
        elif wanted.words:
            title = _("No people match “{words}”").format(words=wanted.words)
            self.empty.tell(title, _("Check the spelling or clear the filter."))
        else:
            self.empty.tell(_("Nobody here"), _("Nobody in the list meets these choices."))

    def _count(self) -> None:
        with self.context.store.read() as session:
            shown = count_people(session, self.wanted(), today=self.context.today())
        self.header.set_count(shown)
        if self.box.hasFocus():
            announce(self.box, _("{n} people").format(n=f"{shown:,}"))

    def _line(self, row: PersonRow) -> RecordLine:
        return line_of(row, self.context.today())

    def _on_chosen(self, row: object) -> None:
        if isinstance(row, PersonRow):
            self.chosen.emit(row.id)

    def _on_opened(self, row: object) -> None:
        if isinstance(row, PersonRow):
            self.opened.emit(row.id)


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


def _inset(part: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(L, 0, L, 0)
    row.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
    return row
