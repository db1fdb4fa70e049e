"""The page of commitments: late, this week, later, aspirations, done; the chosen one beside the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions import Command
from desktop.pages.commitments.filters import DUE_SOON
from desktop.pages.commitments.list_view import CommitmentList, is_ticked
from desktop.pages.commitments.panel import CommitmentPanel
from desktop.shell.page import Page
from desktop.widgets.cards import EmptyState
from desktop.widgets.panes import Panes
from desktop.widgets.promise_words import is_open
from desktop.widgets.scrolling import scrolling
from models.errors import WrongUse
from models.queries.commitments import CommitmentRow
from models.vocabulary import CommitmentGroup
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.tables.export import AnyExport
    from desktop.widgets.line_edit import FilterBox


class CommitmentsPage(Page):
    """Everything promised, by when it is due."""

    kinds: ClassVar[tuple[str, ...]] = ("commitment", "person", "organisation", "meeting")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("page_commitments")
        theme = context.theme
        self.list, self.panel = CommitmentList(context), CommitmentPanel(context)
        self.split = Panes(
            theme, context.settings, "commitments", left=self.list, detail=scrolling(self.panel), left_ems=40
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

    def refresh(self) -> None:
        """Ask the book again and show the answer."""
        self.list.kit.refresh()
        self._show_list()
        current = self.panel.row
        try:
            self.panel.show_commitment(current.id if current is not None else None)
        except WrongUse:
            self.panel.set_row(None)
        if self.panel.row is None:
            self.list.show_some()
        self.commands_changed.emit()

    def show_record(self, kind: str, record_id: int) -> None:
        """Bring a commitment into view, whatever the list shows."""
        if self._stale:
            self._stale = False
            self._show_list()
        self.list.select(record_id)
        self.panel.show_commitment(record_id)
        self.whole.setCurrentWidget(self.split)
        self.split.show_detail()
        self.commands_changed.emit()

    def take_wish(self, wish: object) -> None:
        """Show one part of the list: a `CommitmentGroup` or its name, what is due soon, or all of it."""
        filters = self.list.filters
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
        self.whole.setCurrentIndex(0 if total or self.panel.row is not None else 1)
        self.commands_changed.emit()

    def _show(self, row: CommitmentRow) -> None:
        before = self.panel.row
        self.panel.show_commitment(row.id)
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
        self.list.kit.add_to_menu(menu).popup(place)

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
