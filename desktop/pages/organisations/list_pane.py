"""The list of organisations with its filters; only the pages in view are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.commands import Command
from desktop.forms.fields import Choice
from desktop.lists.facets import holding
from desktop.pages.organisations.fetching import Fetch
from desktop.pages.organisations.lines import COLUMNS, OrganisationLines
from desktop.pages.organisations.table import SORTS, TABLE_COLUMNS, Finding, facet_of
from desktop.shell.record_pane import RecordPane
from desktop.tables.columns import RecordLine
from desktop.theme import S
from desktop.widgets.cards import EmptyState
from desktop.widgets.chips import Chips
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import FilterBox
from models.errors import WrongUse
from models.queries.areas import list_area_names
from models.queries.calendar import start_of_term
from models.queries.home import our_place
from models.queries.ordered import rows_of_organisations
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
    from datetime import date

    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.lists.facets import Rule
    from models.queries.ordered import Order
    from models.store import Store

CHIPS = ("not_contacted", "near", "unanswered")


class OrganisationList(RecordPane[OrganisationRow, OrganisationFilter]):
    """Narrowed by words, by what is missing, by kind and by ward."""

    kind = "organisation"
    columns = COLUMNS
    table_columns = TABLE_COLUMNS
    sorts = SORTS

    def __init__(self, context: Context) -> None:
        plain = OrganisationFilter()
        self._since, self._near = context.today(), plain.near
        self._lines = OrganisationLines(context.today(), 90, 14)
        super().__init__(
            context,
            _("Organisations"),
            plain,
            box=FilterBox(context.theme, _("Filter organisations")),
            chips=_make_chips(),
            choices=self._make_choices(),
        )
        self.setObjectName("organisation_list")

    # --- what is on it --------------------------------------------------------------------------------------------

    def _make_choices(self) -> QWidget:
        self.type, self.ward = Choice(), Choice()
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        for name, words, choice in (("type", _("Ty&pe"), self.type), ("ward", _("&Ward"), self.ward)):
            choice.setObjectName(f"choice_{name}")
            choice.keep_narrow(4)
            choice.setMaxVisibleItems(16)
            choice.picked.connect(self.on_filtered)
            name_label = PlainLabel(words, wrap=False)
            name_label.setBuddy(choice)
            row.addWidget(name_label)
            row.addWidget(choice, 1)
        return made

    def make_empty(self) -> EmptyState:
        """Return what stands in the place of an empty list."""
        empty = EmptyState(self.context.theme, "buildings", "", "")
        self._add_first = empty.add_button(
            _("Add from the register…"), self.context.actions[Command.FIND_IN_REGISTER].trigger, kind="filled"
        )
        self._add_own = empty.add_button(_("New organisation…"), self.context.actions[Command.NEW_ORGANISATION].trigger)
        self._clear = empty.add_button(_("Clear the filter"), self.clear_filter)
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
        self._count_chips()
        self.kit.refresh()
        self.show_rows(again=True)

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
            narrowing=self.kit.narrowing(),
        )

    def own_rules(self) -> list[Rule]:
        """Return what box, chips and choices ask for, as rules."""
        on, picked, words = self.chips.on(), self.type.value(), self.box.text().strip()
        kind = picked if isinstance(picked, tuple) else ("", "")
        if kind[0] == "away":
            raise WrongUse(_("Those put away cannot be kept as a filter. Choose another type first."))
        rules = holding(words, "name")
        if kind[0]:
            rules.append({"field": kind[0], "is": "is", "value": kind[1]})
        if self.ward.value() is not None:
            rules.append({"field": "ward", "is": "is", "value": self.ward.currentText()})
        if "not_contacted" in on:
            rules.append({"not": {"field": "any contact", "is": "in", "value": "this term"}})
        for chip, field in (("near", "near us"), ("unanswered", "owes a reply")):
            if chip in on:
                rules.append({"field": field, "is": "is", "value": True})
        return rules

    def narrowed(self) -> tuple[str, ...]:
        """Return in words what narrows the list now."""
        words = self.box.text().strip()
        picked = (self.type.currentText(), self.type.value()), (self.ward.currentText(), self.ward.value())
        return (
            *((f"“{words}”",) if words else ()),
            *self.chips.on_words(),
            *(text for text, value in picked if value is not None),
            *self.kit.words(),
        )

    def fetch(self, wanted: OrganisationFilter) -> Fetch:
        """Return what reads a page of the list."""
        return Fetch(self.context, wanted)

    def finding(self, wanted: OrganisationFilter, order: Order) -> Finding:
        """Return what finds the order of the whole list."""
        return Finding(wanted, order, self.context.today())

    def rows_of(self, session: Any, numbers: Sequence[int]) -> Sequence[OrganisationRow]:
        """Return the rows of some organisations."""
        return rows_of_organisations(session, numbers, self.asked_for, today=self.context.today())

    def facet_of(self, column: str) -> str:
        """Return the name in rules of what a column of the table shows."""
        return facet_of(column)

    def count(self, wanted: OrganisationFilter) -> int:
        """Return how many organisations a filter leaves."""
        with self.context.store.read() as session:
            return count_organisations(session, wanted, today=self.context.today())

    def line(self, row: OrganisationRow) -> RecordLine:
        """Return a row as the two lines of the list."""
        return self._lines(row)

    def spoken_count(self, count: int) -> str:
        """Return what is read out when typing has changed the list."""
        return _("{n} organisations").format(n=f"{count:,}")

    def clear_filter(self) -> None:
        """Show all again."""
        self.quiet = True
        self.box.clear()
        self.type.set_value(None)
        self.ward.set_value(None)
        self.chips.set_on(frozenset())
        self.kit.clear()
        self.quiet = False
        self.show_rows()

    def set_chips(self, keys: frozenset[str]) -> None:
        """Switch on exactly these, as when Home asks for a list."""
        self.quiet = True
        self.box.clear()
        self.kit.clear()
        self.quiet = False
        self.chips.set_on(keys & frozenset(CHIPS))

    def say_nothing(self, wanted: OrganisationFilter) -> None:
        """Say why the list is empty, and what to do."""
        all_empty = wanted == self.plain
        self._add_first.setVisible(all_empty)
        self._add_own.setVisible(all_empty)
        self._clear.setVisible(not all_empty)
        if all_empty:
            words = _("Schools, colleges, councils and groups you deal with. Add them from the national register.")
            self.empty.tell(_("No organisations yet"), words)
        elif wanted.words:
            title = _("No organisations match “{words}”").format(words=wanted.words)
            self.empty.tell(title, _("Check the spelling or clear the filter."))
        elif replace(wanted, unanswered=False) == self.plain:
            self.empty.tell(_("Nobody owes you a reply"), _("Every reply you wait for has come."))
        else:
            self.empty.tell(_("No organisations here"), _("Nothing in the list meets these choices."))

    def _count_chips(self) -> None:
        """Count on the worker how many each chip would leave."""
        counts = {
            "not_contacted": OrganisationFilter(not_contacted_since=self._since),
            "near": OrganisationFilter(near=self._near) if self._near is not None else None,
            "unanswered": OrganisationFilter(unanswered=True),
        }
        work = partial(_counts, self.context.store, counts, self.context.today())
        self.context.jobs.submit(_("Counting organisations"), work, self._on_counts, owner=self)

    def _on_counts(self, counts: Mapping[str, int]) -> None:
        for key, count in counts.items():
            self.chips.set_count(key, count)


def _counts(
    store: Store, filters: Mapping[str, OrganisationFilter | None], today: date, progress: Progress
) -> Mapping[str, int]:
    found = {}
    for key, wanted in filters.items():
        progress.check()
        if wanted is not None:
            with store.read() as session:
                found[key] = count_organisations(session, wanted, today=today)
    return found


def _make_chips() -> Chips:
    chips = Chips(_("Narrow the list"))
    chips.add("not_contacted", _("Not contacted this term"), _("No conversation or meeting since term began"))
    chips.add("near", _("Near us"), _("Within the distance that Settings calls near"))
    chips.add("unanswered", _("Unanswered"), _("Those we wait for a reply from"))
    return chips
