"""The list of commitments with the chosen one beside it, and what a line of the list can be asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop.commands import Command
from desktop.pages.commitments.detail import CommitmentDetail
from desktop.pages.commitments.list_view import CommitmentList, is_ticked
from desktop.widgets.buttons import button
from desktop.widgets.panes import Panes
from desktop.widgets.passing import pop_up
from desktop.widgets.promise_words import is_open
from desktop.widgets.scrolling import scrolling
from models.errors import WrongUse
from models.queries.commitments import CommitmentRow
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

MOST_TO_REMIND = 1_000
"""Commitments written about at once: they are read while one waits, and each email is to be looked over."""


class ListAndOne(QWidget):
    """List and detail; the detail follows the line that is chosen."""

    turned = Signal()
    """There is a commitment in view where there was none, or none any more."""
    beside_wanted = Signal()
    """Priorities and actions are to be shown."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.list, self.detail = CommitmentList(context), CommitmentDetail(context)
        self.panel = self.detail.panel
        head, theme = self.list.filters.head.header, context.theme
        head.add_button(
            button(_("Priorities and actions"), self.beside_wanted.emit, kind="quiet", name="priorities_and_actions")
        )
        remind = button(_("Write re&minders"), self.write_reminders, theme=theme, icon="envelope-simple", name="remind")
        head.add_button(remind).setVisible(not context.store.read_only)
        self.split = Panes(
            theme, context.settings, "commitments", left=self.list, detail=scrolling(self.detail), left_ems=40
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split)
        self.list.ticked.connect(self._on_ticked)
        self.list.view.record_chosen.connect(self._on_chosen)
        self.list.view.record_opened.connect(self._on_opened)
        self.list.view.menu_wanted.connect(self._on_menu)

    def refresh_one(self) -> None:
        """Ask the book again about the commitment in view; where it has gone, another takes its place."""
        current = self.panel.row
        try:
            self.panel.show_commitment(current.id if current is not None else None)
        except WrongUse:
            self.panel.set_row(None)
        if self.panel.row is None:
            self.list.show_some()
        self.detail.show_around()

    def show_commitment(self, number: int) -> None:
        """Bring a commitment into view, whatever the list shows."""
        self.list.select(number)
        self.panel.show_commitment(number)
        self.detail.show_around()
        self.split.show_detail()

    def commands(self) -> Mapping[Command, Callable[[], object]]:
        """Return what the commands about the commitment in view mean."""
        if self._context.store.read_only:
            return {}
        found: dict[Command, Callable[[], object]] = {Command.WRITE_REMINDERS: self.write_reminders}
        if self.panel.row is not None:
            found |= {Command.EDIT_RECORD: self._on_edit, Command.DELETE_RECORD: self._on_delete}
        return found

    def write_reminders(self) -> None:
        """Write to everybody whose chosen commitments are open."""
        numbers = self.list.chosen_numbers()
        if not numbers:
            raise WrongUse(_("Choose some commitments first: Ctrl+A chooses all."))
        if len(numbers) > MOST_TO_REMIND:
            words = _("You have chosen {count} commitments. Choose at most {most} to write about at once.")
            raise WrongUse(words.format(count=f"{len(numbers):,}", most=f"{MOST_TO_REMIND:,}"))
        from desktop.dialogs.write_reminders import WriteRemindersDialog

        WriteRemindersDialog(self._context, numbers, self.window()).open()

    def _show(self, row: CommitmentRow) -> None:
        before = self.panel.row
        self.panel.show_commitment(row.id)
        self.detail.show_around()
        if before is None:
            self.turned.emit()

    def _on_chosen(self, row: object) -> None:
        if isinstance(row, CommitmentRow) and (self.panel.row is None or self.panel.row.id != row.id):
            self._show(row)

    def _on_opened(self, row: object) -> None:
        if isinstance(row, CommitmentRow):
            self._show(row)
            self._on_edit()

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
        menu.addAction(self._context.actions[Command.EDIT_RECORD])
        menu.addAction(self._context.actions[Command.DELETE_RECORD])
        if not self._context.store.read_only:
            menu.addAction(self._context.actions[Command.WRITE_REMINDERS])
        pop_up(self.list.kit.add_to_menu(menu), place)

    def _on_edit(self) -> None:
        self.split.show_detail()
        self.panel.focus_text()

    def _on_delete(self) -> None:
        self.panel.archive()
        self.panel.set_row(None)
        self._on_chosen(self.list.current())
        self.turned.emit()
