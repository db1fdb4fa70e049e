"""Which commands mean something on the page in view, and why the others are off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from desktop.commands import BOOK_COMMANDS, PAGE_COMMANDS, Command, tip_of
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.actions import Actions
    from desktop.shell.page_stack import PageStack

_READING = frozenset(
    (
        *PAGE_COMMANDS,
        Command.BACK_UP,
        Command.RESTORE,
        Command.SAVE_ARCHIVE,
        Command.MOVE_BOOK,
        Command.SETTINGS,
        Command.PICTURES,
        Command.BOARD_PAPER,
        Command.BOARD_PACK,
        Command.AREA_COMMITTEE,
        Command.PAPERS_MADE,
        Command.IMPORTS,
        Command.HELP,
        Command.ABOUT,
        Command.LOCK,
        Command.DELETED,
        Command.HELD,
        Command.SUBJECT_REQUESTS,
        Command.LETTERS_AND_LABELS,
        Command.EMAIL_SEVERAL,
        Command.SAVE_CONTACTS,
        Command.SAVE_CALENDAR,
        Command.SAVE_OPEN_DATA,
    )
) - {
    Command.EDIT_RECORD,
    Command.DELETE_RECORD,
    Command.PASTE_ROWS,
    Command.EDIT_SHEET,
    Command.CHANGE_MANY,
    Command.WRITE_REMINDERS,
}
"""What can be done with a book that is open for reading only."""


class Offering(QObject):
    """Switches commands on and off as pages come into view."""

    def __init__(self, commands: Actions, stack: PageStack) -> None:
        super().__init__(stack)
        self._commands, self._stack = commands, stack

    def offer(self) -> None:
        """Switch on what the page in view has a meaning for."""
        page = self._stack.current_page()
        if page is None:
            return
        meant = dict(page.commands())
        if page.filter_box() is not None:
            meant[Command.FIND] = self._focus_filter
        if page.has_list():
            meant[Command.EXPORT] = self._export
            meant.setdefault(Command.SAVE_PROTECTED, self._export_protected)
            if page.sheets and page.context.book is not None and not page.context.store.read_only:
                meant[Command.EDIT_SHEET] = self._edit_sheet
        for command in PAGE_COMMANDS:
            if command in meant:
                self._commands.bind(command, meant[command])
            else:
                self._commands[command].setEnabled(False)

    def explain(self, *, read_only: bool) -> None:
        """Say in the tips of the commands that write why they are off, where the book can only be read."""
        why = _("Off: this book is open for reading only")
        for command in BOOK_COMMANDS:
            if command not in _READING:
                action = self._commands[command]
                if read_only:
                    action.setEnabled(False)
                action.setToolTip(why if read_only else tip_of(command))
                action.setStatusTip(why if read_only else tip_of(command))

    def _export(self) -> None:
        from desktop.shell.exporting import Exporting

        page = self._stack.current_page()
        if page is not None:
            Exporting(page.context, self._stack).ask()

    def _export_protected(self) -> None:
        from desktop.shell.exporting import Exporting

        page = self._stack.current_page()
        if page is not None:
            Exporting(page.context, self._stack).ask_protected()

    def _edit_sheet(self) -> None:
        from desktop.shell.sheet_out import SheetOut

        page = self._stack.current_page()
        if page is not None:
            SheetOut(page.context, self._stack).ask()

    def _focus_filter(self) -> None:
        page = self._stack.current_page()
        box = page.filter_box() if page is not None else None
        if page is not None and box is not None:
            page.show_filter()
            box.setFocus(Qt.FocusReason.ShortcutFocusReason)
            box.selectAll()
