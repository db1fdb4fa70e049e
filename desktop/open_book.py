"""The record book in the window: seen before it is open, shown, named, and closed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.commands import Command
from desktop.settings import LAST_BOOK, LAST_PAGE, Settings
from models.server_address import book_name, is_server
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.hub import ChangeHub
    from desktop.jobs import Jobs
    from desktop.main_window import MainWindow
    from desktop.shell.attending import Attending
    from desktop.shell.page import Page, PageSpec
    from models.store import Store

FIRST_PAGE = "home"
"""The page that has a first sight. The others ask too much of the book to be asked a second time in plain SQL."""


def page_specs() -> tuple[PageSpec, ...]:
    """Return the `SPEC` of every page; they are imported only when a book is open."""
    from desktop.pages import PAGES

    return PAGES


class OpenBook(QObject):
    """The one book that the window shows, with what attends to it; there is none at first, and none while it is locked.

    Whoever opens, locks, guards or exchanges books does it through this, and need not know the program.
    """

    restore_wanted = Signal(str, object)
    """A backup is to take the place of the open book: its file and its passphrase, if it has one."""
    book_wanted = Signal(str)
    """Another book is to be opened in place of the open one: where it lies."""
    archive_wanted = Signal(str)
    """A new book is to be made of an archive: where it lies."""

    def __init__(
        self, window: MainWindow, settings: Settings, jobs: Jobs, hub: ChangeHub, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.window, self.settings, self.jobs = window, settings, jobs
        self.store: Store | None = None
        self._hub = hub
        self._sight: tuple[str, Context] | None = None
        self._attending: Attending | None = None

    def show_sight(self, named: str | None) -> Page | None:
        """Show the first page from the file of the book, if it is to come first and a look is enough for it."""
        if self.settings.get(LAST_PAGE) != FIRST_PAGE:
            return None
        from desktop.places import book_to_open
        from models.first_sight import look

        place = book_to_open(named, self.settings.get(LAST_BOOK))
        context = self._new_context(None)
        sight = look(place, context.today()) if place else None
        spec = next((spec for spec in page_specs() if spec.key == FIRST_PAGE), None)
        if sight is None or spec is None:
            return None
        self._sight = place, context
        self.name(place, is_example=sight.is_example, read_only=sight.read_only)
        self.window.show_sight(context, spec, sight)
        return self.window.stack.current_page()

    def forget_sight(self) -> None:
        """Take away what was shown of a book that does not open after all."""
        if self._sight is not None:
            self._sight[1].wishes.deleteLater()
            self._sight = None
            self.window.forget()

    def show(self, store: Store, *, why_read_only: str = "") -> None:
        """Show a book that was opened, and close the one before. `why_read_only` is said where nothing can be saved."""
        from desktop.shell.attending import Attending

        self._let_go()
        before, self.store = self.store, store
        store.subscribe(self._hub.announce)
        context = self._context_of(store)
        context.wishes.book_wanted.connect(self.book_wanted)
        context.wishes.archive_wanted.connect(self.archive_wanted)
        self.window.fill(context, page_specs(), first=self.settings.get(LAST_PAGE))
        self.name_open(why_read_only)
        self._attending = Attending(context, self.window)
        self._attending.restore_wanted.connect(self.restore_wanted)
        if before is not None:
            _close_quietly(before)

    def close(self) -> None:
        """Close the book and let go of all that showed it; what is being typed is kept as drafts."""
        self.jobs.finish()
        if self._attending is not None:
            # Forms that were opened at once are known by then too.
            self._attending.watch_forms()
        self._let_go()
        self.window.forget()
        self._close_store()

    def go_on_writing(self) -> None:
        """Go on with what was being typed when the book was closed."""
        if self._attending is not None:
            self._attending.go_on_writing()

    def typed_text(self) -> str:
        """Return what is being typed and is not saved, as plain text; nothing where nothing is."""
        return self._attending.typed_text() if self._attending is not None else ""

    def leave(self) -> None:
        """Close the book for good as the program ends: it is backed up, and the page in view comes first next time."""
        if self._attending is not None:
            self._attending.back_up_on_close()
        self._let_go()
        if self.window.stack.current_key:
            self.settings.set(LAST_PAGE, self.window.stack.current_key)
        self.settings.save()
        self.window.stack.empty()
        self._close_store()

    def name_open(self, why_read_only: str = "") -> None:
        """Say which book is open and what is special about it."""
        store = self.store
        if store is not None:
            self.name(store.location, is_example=store.is_example(), read_only=store.read_only, why=why_read_only)

    def name(self, place: str, *, is_example: bool, read_only: bool, why: str = "") -> None:
        """Say in the rail and in the banner which book is shown, and why it can only be read, where one knows."""
        self.window.rail.set_book(_("Example records") if is_example else book_name(place))
        if is_example:
            self.window.banner.tell(
                _("These are example records of an invented area. Nothing here is real."), _("Leave the example")
            )
        elif read_only:
            plainly = _("This record book is open for reading only. Changes cannot be saved.")
            if is_server(place):
                plainly = _("You may read this book and not change it. An administrator of the book can let you.")
            self.window.banner.tell(why or plainly)
        elif self.store is not None:
            self._warn_of_folder(place)
        else:
            self.window.banner.tell("")

    def _warn_of_folder(self, place: str) -> None:
        """Say above the page where a book in use is not safe in its folder, and lead to the safe ways."""
        from desktop.dialogs.shared_folder import SharedFolderDialog, found_at

        found = found_at(place)
        if found is None:
            self.window.banner.tell("")
            return

        def tell() -> None:
            action = _("Move this book…")
            dialog = SharedFolderDialog(place, found, action, _("Leave it there"), self.window)
            dialog.saved.connect(dialog.accept)
            dialog.saved.connect(self.window.commands[Command.MOVE_BOOK].trigger)
            dialog.open()

        words = _("This book is in a folder where it is not safe while it is in use.")
        self.window.banner.tell(words, _("What to do…"), tell)

    def _context_of(self, store: Store) -> Context:
        """Return the context of the first sight if this is the book it showed, otherwise a new one."""
        sight, self._sight = self._sight, None
        if sight is not None and sight[0] == store.location:
            sight[1].book = store
            return sight[1]
        return self._new_context(store)

    def _new_context(self, store: Store | None) -> Context:
        from desktop.context import Context, local_today

        window = self.window
        return Context(store, self._hub, self.jobs, self.settings, window.theme, window.commands, today=local_today)

    def _let_go(self) -> None:
        """Stop what attends to the open book."""
        if self._attending is not None:
            self._attending.let_go()
            self._attending = None

    def _close_store(self) -> None:
        if self.store is not None:
            _close_quietly(self.store)
            self.store = None


def _close_quietly(store: Store) -> None:
    """Close a book once nothing works on its file any more: the check at the start may still read it."""
    with store.standing_by():
        store.close()
