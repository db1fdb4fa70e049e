"""The page of commitments: late, this week, later, aspirations, done; the chosen one beside the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions import Command
from desktop.pages.commitments.detail import CommitmentDetail
from desktop.pages.commitments.filters import DUE_SOON
from desktop.pages.commitments.list_view import CommitmentList, is_ticked
from desktop.pages.commitments.tabs import TABLES
from desktop.shell.page import Page
from desktop.widgets.buttons import button
from desktop.widgets.cards import EmptyState
from desktop.widgets.panes import Panes
from desktop.widgets.passing import pop_up
from desktop.widgets.promise_words import is_open
from desktop.widgets.scrolling import scrolling
from models.errors import WrongUse
from models.queries.commitments import CommitmentRow
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

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("page_commitments")
        theme = context.theme
        self.list, self.detail = CommitmentList(context), CommitmentDetail(context)
        self.panel = self.detail.panel
        self._beside: BesideView | None = None
        self._keeps_beside = False
        head = self.list.filters.head.header
        self.beside_link = head.add_button(
            button(_("Priorities and actions"), self.show_beside, kind="quiet", name="priorities_and_actions")
        )
        self.remind = head.add_button(
            button(_("Write re&minders"), self.write_reminders, theme=theme, icon="envelope-simple", name="remind")
        )
        self.remind.setVisible(not context.store.read_only)
        self.split = Panes(
            theme, context.settings, "commitments", left=self.list, detail=scrolling(self.detail), left_ems=40
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
        if not context.store.read_only:
            new = context.actions[Command.NEW_COMMITMENT]
            self.empty.add_button(_("Add a commitment"), new.trigger, kind="filled")
            self.empty.add_button(_("Go to meetings"), self._on_meetings)
        self.whole = QStackedWidget()
        self.whole.addWidget(self.split)
        self.whole.addWidget(scrolling(self.empty))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.whole)
        self.list.filtered.connect(self._show_list)
        self.list.ticked.connect(self._on_ticked)
        self.list.view.record_chosen.connect(self._on_chosen)
        self.list.view.record_opened.connect(self._on_opened)
        self.list.view.menu_wanted.connect(self._on_menu)

    # --- what the window asks of a page ---------------------------------------------------------------------------

    @property
    def beside(self) -> BesideView:
        """Return the view of priorities and actions, made when it is first wanted."""
        if self._beside is None:
            from desktop.pages.commitments.beside import BesideView

            self._beside = BesideView(self.context)
            self._beside_place = scrolling(self._beside)
            self.whole.addWidget(self._beside_place)
            self._beside.left.connect(self._on_beside_left)
        return self._beside

    @property
    def on_beside(self) -> bool:
        """Tell whether priorities and actions are in view."""
        return self._beside is not None and self.whole.currentWidget() is self._beside_place

    def show_beside(self) -> None:
        """Show priorities, actions and what members are to look at again."""
        self.beside.show_all()
        self.whole.setCurrentWidget(self._beside_place)
        self.beside.focus_first()
        self.commands_changed.emit()

    def write_reminders(self) -> None:
        """Write to everybody whose chosen commitments are open."""
        numbers = self.list.chosen_numbers()
        if not numbers:
            raise WrongUse(_("Choose some commitments first: Ctrl+A chooses all."))
        from desktop.dialogs.write_reminders import WriteRemindersDialog

        WriteRemindersDialog(self.context, numbers, self.window()).open()

    def _on_beside_left(self) -> None:
        self._show_list()
        self.list.view.setFocus()

    def refresh(self) -> None:
        """Ask the book again and show the answer."""
        if self.on_beside:
            self.beside.show_all()
        self.list.kit.refresh()
        self._keeps_beside = True
        self._show_list()
        self._keeps_beside = False
        current = self.panel.row
        try:
            self.panel.show_commitment(current.id if current is not None else None)
        except WrongUse:
            self.panel.set_row(None)
        if self.panel.row is None:
            self.list.show_some()
        self.detail.show_around()
        self.commands_changed.emit()

    def show_part(self, kind: str, number: int) -> None:
        """Bring a part of the commitment in view into view."""
        self.detail.show_part(kind, number)

    def _whole_of(self, kind: str, record_id: int) -> int | None:
        """Return the commitment that an action or a piece of evidence is of, if of any."""
        with self.context.store.read() as session:
            kept = find_values(session, kind, record_id, ("commitment_id",))
        number = kept.get("commitment_id")
        return number if isinstance(number, int) else None

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
        self.list.select(record_id)
        self.panel.show_commitment(record_id)
        self.detail.show_around()
        self.whole.setCurrentWidget(self.split)
        self.split.show_detail()
        self.commands_changed.emit()

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
        found = dict(self.list.kit.commands()) if self._has_any() else {}
        if not self.context.store.read_only and self.panel.row is not None:
            found |= {Command.EDIT_RECORD: self._on_edit, Command.DELETE_RECORD: self._on_delete}
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

    # --- the list and the one in view -----------------------------------------------------------------------------

    def _has_any(self) -> bool:
        return self.whole.currentWidget() is self.split

    def _show_list(self) -> None:
        total = self.list.refresh()
        if not self.on_beside or not self._keeps_beside:
            self.whole.setCurrentIndex(0 if total or self.panel.row is not None else 1)
        self.commands_changed.emit()

    def _show(self, row: CommitmentRow) -> None:
        before = self.panel.row
        self.panel.show_commitment(row.id)
        self.detail.show_around()
        if before is None:
            self.commands_changed.emit()

    def _on_chosen(self, row: object) -> None:
        if isinstance(row, CommitmentRow) and (self.panel.row is None or self.panel.row.id != row.id):
            self._show(row)

    def _on_opened(self, row: object) -> None:
        if isinstance(row, CommitmentRow):
            self._show(row)
            self.split.show_detail()
            self.panel.focus_text()

    def _on_ticked(self) -> None:
        self._on_chosen(self.list.current())

    def _on_menu(self, row: object, place: QPoint) -> None:
        if not isinstance(row, CommitmentRow):
            return
        self._show(row)
        menu = self.panel.outcome_menu() or QMenu(self)
        if is_open(row):
            keep = menu.addAction(_("Mark as kept"), self.panel.keep.click)
            menu.insertAction(menu.actions()[0], keep)
        if is_ticked(row):
            menu.addAction(_("Open it again"), self.panel.reopen.click)
        menu.addSeparator()
        menu.addAction(self.context.actions[Command.EDIT_RECORD])
        menu.addAction(self.context.actions[Command.DELETE_RECORD])
        if not self.context.store.read_only:
            menu.addAction(_("Write reminders…"), self.write_reminders)
        pop_up(self.list.kit.add_to_menu(menu), place)

    def _on_edit(self) -> None:
        self.split.show_detail()
        self.panel.focus_text()

    def _on_delete(self) -> None:
        self.panel.archive()
        self.panel.set_row(None)
        self._on_chosen(self.list.current())
        self.commands_changed.emit()

    def _on_meetings(self) -> None:
        self.context.show_page("meetings")
