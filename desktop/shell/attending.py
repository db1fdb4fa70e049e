"""What attends to an open book beside its pages: search everything, backups, the counts at the foot."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.commands import Command
from desktop.shell.backups import Backups
from desktop.shell.book_counts import BookCounts
from desktop.shell.finder import Finder
from desktop.shell.readiness import Readiness
from models.errors import AppError

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.main_window import MainWindow
    from desktop.shell.drafts import Drafts

_log = logging.getLogger(__name__)

DRAFTS_AFTER_MS = 300
"""How long after the first page forms are watched."""


class Attending(QObject):
    """Made when a book is opened, let go before it is closed."""

    restore_wanted = Signal(str, object)
    """A copy to go back to, and its passphrase or None."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._finder = Finder(context, window.top_bar.search)
        self._counts = BookCounts(context, window.status)
        self._backups = Backups(context, window)
        self._drafts: Drafts | None = None
        # Forms are imported for it, which must not keep the first page from being painted.
        self._soon = QTimer(self, interval=DRAFTS_AFTER_MS, singleShot=True)
        self._soon.timeout.connect(self.watch_forms)
        self._soon.start()
        context.actions.bind(Command.DELETED, self._on_deleted)
        context.actions.bind(Command.DUPLICATES, self._on_duplicates)
        context.actions.bind(Command.HELD, self._on_held)
        context.actions.bind(Command.ERASE_PERSON, self._on_erase)
        context.actions.bind(Command.SAVE_ARCHIVE, self._on_archive)
        context.actions.bind(Command.MOVE_BOOK, self._on_move)
        context.actions.bind(Command.LETTERS_AND_LABELS, self._on_letters)
        context.actions.bind(Command.EMAIL_SEVERAL, self._on_email)
        context.actions.bind(Command.SAVE_CONTACTS, self._on_contacts)
        context.actions.bind(Command.SAVE_CALENDAR, self._on_calendar)
        context.actions.bind(Command.SAVE_OPEN_DATA, self._on_open_data)
        self._readiness = Readiness(context, window.stack.specs())
        self._backups.restore_wanted.connect(self.restore_wanted)

    def back_up_on_close(self) -> None:
        """Make the copy of a changed book; a trouble is logged, since nobody looks at the window any more."""
        try:
            self._backups.back_up_on_close()
        except AppError as trouble:
            _log.warning("no backup on closing: %s", type(trouble).__name__)

    def _on_deleted(self) -> None:
        from desktop.dialogs.recently_deleted import RecentlyDeletedDialog

        RecentlyDeletedDialog(self._context, self._window).open()

    def _on_duplicates(self) -> None:
        from desktop.dialogs.duplicates import DuplicatesDialog

        DuplicatesDialog(self._context, self._window).open()

    def _on_held(self) -> None:
        from desktop.dialogs.held.dialog import ask_held

        ask_held(self._context, self._window)

    def _on_erase(self) -> None:
        from desktop.dialogs.erasing.dialog import ask_erase

        ask_erase(self._context, self._window)

    def _on_archive(self) -> None:
        from desktop.dialogs.archive import Archiving

        Archiving(self._context, self._window).ask()

    def _on_move(self) -> None:
        from desktop.dialogs.move_book import Moving

        Moving(self._context, self._window).ask()

    def _on_letters(self) -> None:
        from desktop.dialogs.post.beginning import open_post

        open_post(self._context, self._window)

    def _on_email(self) -> None:
        from desktop.dialogs.take_out.addresses import email_several

        email_several(self._context, self._window)

    def _on_contacts(self) -> None:
        from desktop.dialogs.take_out.dialog import save_contacts

        save_contacts(self._context, self._window)

    def _on_calendar(self) -> None:
        from desktop.dialogs.take_out.dialog import save_calendar

        save_calendar(self._context, self._window)

    def _on_open_data(self) -> None:
        from desktop.dialogs.take_out.dialog import save_open_data

        save_open_data(self._context, self._window)

    def watch_forms(self) -> Drafts:
        """Keep what is typed from now on, and offer what was left."""
        if self._drafts is None:
            from desktop.shell.drafts import Drafts

            self._drafts = Drafts(self._context, self._window)
        return self._drafts

    def typed_text(self) -> str:
        """Return what is being typed and is not saved, as plain text."""
        return self.watch_forms().typed_text()

    def go_on_writing(self) -> None:
        """Go on with what was being typed when the book was locked."""
        self.watch_forms().go_on_writing()

    def let_go(self) -> None:
        """Stop answering for this book."""
        self._soon.stop()
        self._readiness.let_go()
        if self._drafts is not None:
            self._drafts.let_go()
        self._finder.let_go()
        self._counts.let_go()
        # What pages set up for the whole window lives as long as these.
        self._context.wishes.deleteLater()
        self.deleteLater()
