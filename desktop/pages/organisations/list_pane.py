"""The list of organisations with its filters; only the pages in view are read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions import Command
from desktop.forms.fields import Choice
from desktop.pages.organisations.fetching import Fetch
from desktop.pages.organisations.lines import OrganisationLines
from desktop.tables.columns import RecordLine
from desktop.tables.record_list import RecordList
from desktop.tables.window_model import WindowModel
from desktop.theme import L, S
from desktop.widgets.announce import announce
from desktop.widgets.cards import EmptyState, SectionHeader
from desktop.widgets.chips import Chips
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import FilterBox
from models.queries.areas import list_area_names
from models.queries.calendar import start_of_term
from models.queries.home import our_place
from models.queries.organisations import (
    OrganisationFilter,
    OrganisationRow,
    count_organisations,
    list_phases,
)
from models.settings import CADENCE_DAYS, REPLY_DAYS, get_setting
from models.vocabulary import OrganisationKind
from models.words import label
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

CHIPS = ("not_contacted", "near", "unanswered")
_LOOKED_THROUGH = 300
"""Rows among which the record in view is looked for after a change."""


def _key(row: OrganisationRow) -> int:
    return row.id


class OrganisationList(QWidget):
    """Filter box, chips, choices and the list itself."""

    chosen = Signal(int)
    opened = Signal(int)
    menu_wanted = Signal(object, object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setObjectName("organisation_list")
        self._plain = OrganisationFilter()
        self._since = context.today()
        self._near = self._plain.near
        self._quiet, self._chips_stale = False, True
        self._lines = OrganisationLines(context.today(), 90, 14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, L, 0, 0)
        column.setSpacing(S)
        self._add_head(column)
        self._add_choices(column)
        self.view = RecordList(context.theme, _("Organisations"))
        self.model: WindowModel[OrganisationRow] = WindowModel((), _key, line=self._line, parent=self, page_size=30)
        self.view.setModel(self.model)
        self.view.setMinimumHeight(context.theme.line_height)
        self.empty = self._make_empty()
        column.addWidget(self.view, 1)
        column.addWidget(self.empty, 1)
        self.view.record_chosen.connect(self._on_chosen)
        self.view.record_opened.connect(self._on_opened)
        self.view.menu_wanted.connect(self.menu_wanted)
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(60)
        self._counting.timeout.connect(self._count)

    # --- what is on it --------------------------------------------------------------------------------------------

    def _add_head(self, column: QVBoxLayout) -> None:
        self.header = SectionHeader(_("Organisations"))
        self.box = FilterBox(self.context.theme, _("Filter organisations"))
        self.box.filtered.connect(self._on_filtered)
        self.chips = Chips(_("Narrow the list"))
        self.chips.add("not_contacted", _("Not contacted this term"), _("No conversation or meeting since term began"))
        self.chips.add("near", _("Near us"), _("Within the distance that Settings calls near"))
        self.chips.add("unanswered", _("Unanswered"), _("Those we wait for a reply from"))
        self.chips.changed.connect(self._on_filtered)
        for part in (self.header, self.box, self.chips):
            column.addLayout(_inset(part))

    def _add_choices(self, column: QVBoxLayout) -> None:
        self.type, self.ward = Choice(), Choice()
        row = QHBoxLayout()
        row.setContentsMargins(L, 0, L, S)
        row.setSpacing(S)
        for name, words, choice in (("type", _("Ty&pe"), self.type), ("ward", _("&Ward"), self.ward)):
            choice.setObjectName(f"choice_{name}")
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(4)
            choice.setMaxVisibleItems(16)
            choice.picked.connect(self._on_filtered)
            name_label = PlainLabel(words, wrap=False)
            name_label.setBuddy(choice)
            row.addWidget(name_label)
            row.addWidget(choice, 1)
        column.addLayout(row)

    def _make_empty(self) -> EmptyState:
        empty = EmptyState(self.context.theme, "buildings", "", "")
        self._add_first = empty.add_button(
            _("Add from the register…"), self.context.actions[Command.FIND_IN_REGISTER].trigger, kind="filled"
        )
        self._add_own = empty.add_button(_("New organisation…"), self.context.actions[Command.NEW_ORGANISATION].trigger)
        self._clear = empty.add_button(_("Clear the filter"), self.clear_filter)
        empty.hide()
        return empty

    # --- asking the book ------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask the book again; the place in the list stays."""
        today = self.context.today()
        with self.context.store.read() as session:
            self._since, self._near = start_of_term(session, today), our_place(session)
            self._lines = OrganisationLines(today, get_setting(session, CADENCE_DAYS), get_setting(session, REPLY_DAYS))
            phases, wards = list_phases(session), list_area_names(session, as_at=today)
        types: list[tuple[str, object]] = [(_("Any"), None), *((name, ("phase", name)) for name, _n in phases)]
        types += [(label(kind), ("kind", kind.value)) for kind in OrganisationKind]
        types.append((_("Put away"), ("away", "")))
        self.type.set_options(types)
        self.ward.set_options([(_("Any"), None), *((name, number) for number, name in wards)])
        self._near_chip()
        self._chips_stale = True
        self._show(again=True)

    def _near_chip(self) -> None:
        chip = self.chips.findChild(QWidget, "chip_near")
        if chip is not None:
            chip.setEnabled(self._near is not None)
            near = _("Within the distance that Settings calls near")
            chip.setToolTip(near if self._near is not None else _("Say in Settings which school is yours"))

    def wanted(self) -> OrganisationFilter:
        """Return the filter that is set now."""
        on, picked = self.chips.on(), self.type.value()
        kind = picked if isinstance(picked, tuple) else ("", "")
        ward = self.ward.value()
        return OrganisationFilter(
            words=self.box.text().strip(),
            kinds=(OrganisationKind(kind[1]),) if kind[0] == "kind" else (),
            phases=(kind[1],) if kind[0] == "phase" else (),
            ward_ids=(ward,) if isinstance(ward, int) else (),
            near=self._near if "near" in on else None,
            not_contacted_since=self._since if "not_contacted" in on else None,
            unanswered="unanswered" in on,
            archived=kind[0] == "away",
        )

    def clear_filter(self) -> None:
        """Show all again."""
        self._quiet = True
        self.box.clear()
        self.type.set_value(None)
        self.ward.set_value(None)
        self.chips.set_on(frozenset())
        self._quiet = False
        self._show()

    def set_chips(self, keys: frozenset[str]) -> None:
        """Switch on exactly these, as when Home asks for a list."""
        self._quiet = True
        self.box.clear()
        self._quiet = False
        self.chips.set_on(keys & frozenset(CHIPS))

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

    def current_id(self) -> int | None:
        """Return the number of the record that is marked."""
        row = self.view.current_row()
        return row.id if isinstance(row, OrganisationRow) else None

    def _on_filtered(self) -> None:
        if not self._quiet:
            self._show()

    def _show(self, *, again: bool = False) -> None:
        wanted = self.wanted()
        fetch = Fetch(self.context, wanted)
        kept = self.current_id()
        if wanted == self._plain:
            with self.context.store.read() as session:
                count = count_organisations(session, wanted, today=self.context.today())
            (self.model.refresh if again else self.model.show)(fetch, count)
        else:
            self.model.show(fetch, None)
        found = self.model.rowCount() > 0
        self.view.setVisible(found)
        self.empty.setVisible(not found)
        if not found:
            self._say_nothing(wanted)
        elif kept is not None and self.current_id() != kept:
            self.select(kept)
        self._counting.start()

    def _say_nothing(self, wanted: OrganisationFilter) -> None:
        all_empty = wanted == self._plain
        self._add_first.setVisible(all_empty)
        self._add_own.setVisible(all_empty)
        self._clear.setVisible(not all_empty)
        if all_empty:
            words = _("Schools, colleges, councils and groups you deal with. Add them from the national register.")
            self.empty.tell(_("No organisations yet"), words)
        elif wanted.words:
            title = _("No organisations match “{words}”").format(words=wanted.words)
            self.empty.tell(title, _("Check the spelling or clear the filter."))
        elif replace(wanted, unanswered=False) == self._plain:
            self.empty.tell(_("Nobody owes you a reply"), _("Every reply you wait for has come."))
        else:
            self.empty.tell(_("No organisations here"), _("Nothing in the list meets these choices."))

    def _count(self) -> None:
        """Say how many there are, and how many each chip would leave, once the list has been painted."""
        today = self.context.today()
        counts = {
            "not_contacted": OrganisationFilter(not_contacted_since=self._since),
            "near": OrganisationFilter(near=self._near) if self._near is not None else None,
            "unanswered": OrganisationFilter(unanswered=True),
        }
        with self.context.store.read() as session:
            shown = count_organisations(session, self.wanted(), today=today)
            for key, wanted in counts.items():
                if wanted is not None and self._chips_stale:
                    self.chips.set_count(key, count_organisations(session, wanted, today=today))
        self._chips_stale = False
        self.header.set_count(shown)
        if self.box.hasFocus():
            announce(self.box, _("{n} organisations").format(n=f"{shown:,}"))

    def _line(self, row: OrganisationRow) -> RecordLine:
        return self._lines(row)

    def _on_chosen(self, row: object) -> None:
        if isinstance(row, OrganisationRow):
            self.chosen.emit(row.id)

    def _on_opened(self, row: object) -> None:
        if isinstance(row, OrganisationRow):
            self.opened.emit(row.id)


def _inset(part: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(L, 0, L, 0)
    row.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
    return row
