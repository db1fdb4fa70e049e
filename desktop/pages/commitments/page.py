"""The page of commitments: late, this week, later, aspirations, done; the chosen one beside the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.commands import Command
from desktop.pages.commitments.filters import DUE_SOON
from desktop.pages.commitments.list_and_one import ListAndOne
from desktop.pages.commitments.tabs import TABLES
from desktop.shell.page import Page
from desktop.widgets.cards import EmptyState
from desktop.widgets.later_view import LaterView
from desktop.widgets.scrolling import scrolling
from models.queries.forms import find_values
from models.vocabulary import CommitmentGroup
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.pages.commitments.beside import BesideView
    from desktop.tables.export import AnyExport
    from desktop.widgets.line_edit import FilterBox


_BESIDE = "beside"
"""The place of priorities and actions."""


class CommitmentsPage(Page):
    """Everything promised, by when it is due."""

    kinds: ClassVar[tuple[str, ...]] = TABLES
    sheets: ClassVar[tuple[str, ...]] = ("commitments",)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("page_commitments")
        self.both = ListAndOne(context)
        self.list, self.split = self.both.list, self.both.split
        self.detail, self.panel = self.both.detail, self.both.panel
        self.empty = self._make_empty()
        self.whole = QStackedWidget()
        self.whole.addWidget(self.both)
        self.whole.addWidget(scrolling(self.empty))
        self._beside = LaterView(self.whole, self._make_beside)
        self._keeps_beside = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.whole)
        self.list.filtered.connect(self._show_list)
        self.both.turned.connect(self.commands_changed)
        self.both.beside_wanted.connect(self.show_beside)

    def _make_empty(self) -> EmptyState:
        empty = EmptyState(
            self.context.theme,
            "check-square",
            _("No commitments yet"),
            _(
                "A commitment is something that you or another organisation has promised to do. "
                "Add one here, or write it in a meeting and it will appear in this list."
            ),
        )
        if not self.context.store.read_only:
            new = self.context.actions[Command.NEW_COMMITMENT]
            empty.add_button(_("Add a commitment"), new.trigger, kind="filled")
            empty.add_button(_("Go to meetings"), self._on_meetings)
        return empty

    def _make_beside(self) -> BesideView:
        from desktop.pages.commitments.beside import BesideView

        view = BesideView(self.context)
        view.left.connect(self._on_beside_left)
        return view

    # --- priorities and actions -----------------------------------------------------------------------------------

    @property
    def beside(self) -> BesideView:
        """Return the view of priorities and actions."""
        return self._beside.view

    @property
    def on_beside(self) -> bool:
        """Tell whether priorities and actions are in view."""
        return self._beside.is_shown

    def show_beside(self) -> None:
        """Show priorities, actions and what members are to look at again."""
        self.beside.show_all()
        self._beside.show()
        self.beside.focus_first()
        self.commands_changed.emit()

    def _on_beside_left(self) -> None:
        self._show_list()
        self.list.view.setFocus()

    # --- what the window asks of a page ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask the book again and show the answer."""
        if self.on_beside:
            self.beside.show_all()
        self.list.kit.refresh()
        self._keeps_beside = True
        self._show_list()
        self._keeps_beside = False
        self.both.refresh_one()
        self.commands_changed.emit()

    def show_part(self, kind: str, number: int) -> None:
        """Bring a part of the commitment in view into view."""
        self.detail.show_part(kind, number)

    def show_record(self, kind: str, record_id: int) -> None:
        """Bring a commitment into view, whatever the list shows; or a priority or an action where they stand."""
        whole = self._whole_of(kind, record_id) if kind == "action" else None
        if whole is not None:
            self.show_record("commitment", whole)
            self.show_part(kind, record_id)
            return
        if kind != "commitment":
            self._stale = False
            self.show_beside()
            self.beside.show_record(kind, record_id)
            return
        if self._stale:
            self._stale = False
            self._show_list()
        self.both.show_commitment(record_id)
        self.whole.setCurrentWidget(self.both)
        self.commands_changed.emit()

    def _whole_of(self, kind: str, record_id: int) -> int | None:
        """Return the commitment that an action or a piece of evidence is of, if of any."""
        with self.context.store.read() as session:
            kept = find_values(session, kind, record_id, ("commitment_id",))
        number = kept.get("commitment_id")
        return number if isinstance(number, int) else None

    def take_wish(self, wish: object) -> None:
        """Show one part of the list: a `CommitmentGroup` or its name, what is due soon, or all of it."""
        filters = self.list.filters
        if self.on_beside:
            self._show_list()
        if wish == DUE_SOON:
            filters.show_due_soon()
        elif wish == "all":
            filters.show_only(None)
        elif isinstance(wish, str) and wish in set(CommitmentGroup):
            filters.show_only(CommitmentGroup(wish))
        else:
            return
        self.split.show_list()

    def place(self) -> object:
        """Return the commitment in view."""
        if self.on_beside:
            return _BESIDE
        return self.panel.row.id if self.panel.row is not None else None

    def return_to(self, place: object) -> None:
        """Show a commitment again."""
        if place == _BESIDE:
            self.show_beside()
        elif isinstance(place, int):
            self.show_record("commitment", place)

    def go_back(self) -> bool:
        """Leave the detail where only one pane fits, or the priorities."""
        if self.on_beside:
            self._on_beside_left()
            return True
        return self.split.go_back()

    def filter_box(self) -> FilterBox | None:
        """Return the box that Ctrl+F goes to."""
        return self.list.filters.box if self._has_any() else None

    def show_filter(self) -> None:
        """Bring it into view."""
        self.split.show_list()
        self.list.filters.head.fold.open()

    def has_list(self) -> bool:
        """Tell whether the list has anything in it."""
        return self._has_any() and self.list.shown() > 0

    def export_list(self) -> AnyExport | None:
        """Return the list as a spreadsheet gets it."""
        return self.list.export()

    def commands(self) -> Mapping[Command, Callable[[], object]]:
        """Return what the commands for the commitment in view mean."""
        found = dict(self.both.commands())
        if self._has_any():
            return {**self.list.kit.commands(), **found}
        # No list is in view of which some could be chosen.
        found.pop(Command.WRITE_REMINDERS, None)
        return found

    def panes(self) -> list[QWidget]:
        """Return list and detail."""
        if self.on_beside:
            return [self.beside]
        return self.split.shown_panes() if self._has_any() else [self.empty]

    def set_window_ems(self, ems: float) -> None:
        """Show as many panes as fit."""
        self.split.set_window_ems(ems)

    def set_low(self, low: bool) -> None:
        """Leave the room to the list in a low window."""
        self.list.set_low(low)

    def _has_any(self) -> bool:
        return self.whole.currentWidget() is self.both

    def _show_list(self) -> None:
        total = self.list.refresh()
        if not self.on_beside or not self._keeps_beside:
            self.whole.setCurrentIndex(0 if total or self.panel.row is not None else 1)
        self.commands_changed.emit()

    def _on_meetings(self) -> None:
        self.context.show_page("meetings")
