"""File > Recent record books: the last ones opened, those that are gone greyed, and a way to forget them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu

from desktop.commands import Command, Menu
from desktop.plain import as_tip
from desktop.settings import RECENT_BOOKS, Settings
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.main_window import MainWindow
    from desktop.theme import Theme

_NAME_EMS = 20
"""The most of a name that a menu shows, in lines of text."""


class RecentBooks(QObject):
    """Fills its menu each time it is opened, so that it knows which files are still there."""

    def __init__(
        self, window: MainWindow, theme: Theme, settings: Settings, open_book: Callable[[str], object]
    ) -> None:
        """`open_book` is given the place of the book that was chosen."""
        super().__init__(window)
        self._settings, self._open = settings, open_book
        file = window.menus[Menu.FILE]
        self.menu = QMenu(_("Re&cent record books"), file)
        self.menu.setObjectName("menu_recent")
        self.menu.setToolTipsVisible(True)
        self.menu.setIcon(theme.icon("clock-counter-clockwise"))
        actions = file.actions()
        after = actions.index(window.commands[Command.OPEN_BOOK]) + 1
        file.insertMenu(actions[after], self.menu)
        file.aboutToShow.connect(self._on_file_menu)
        self.menu.aboutToShow.connect(self.fill)
        self._on_file_menu()

    def fill(self) -> None:
        """Name the books, newest first."""
        self.menu.clear()
        books = [Path(place) for place in self._settings.get(RECENT_BOOKS)]
        doubled = {name for name, count in Counter(book.stem for book in books).items() if count > 1}
        missing = [book for book in books if not _is_there(book)]
        for number, book in enumerate(books, 1):
            words = self._short(f"{book.stem} ({book.parent.name})" if book.stem in doubled else book.stem)
            action = self.menu.addAction(f"&{number}  {words}", partial(self._open, str(book)))
            folder = book.parent.name or book.anchor
            action.setToolTip(as_tip(_("In the folder {folder}").format(folder=folder), wraps=False))
            if book in missing:
                action.setEnabled(False)
                action.setText(_("&{number}  {name}: not found").format(number=number, name=words))
                gone = _("It is not in the folder {folder} now. It was moved or deleted, or its drive is not there.")
                action.setToolTip(as_tip(gone.format(folder=folder), wraps=False))
        self.menu.addSeparator()
        if missing:
            self.menu.addAction(_("Forget those &not found"), partial(self.forget, frozenset(missing)))
        self.menu.addAction(_("&Forget all of these"), partial(self.forget, frozenset(books)))

    def forget(self, books: frozenset[Path]) -> None:
        """Leave books out of the menu from now on; the files stay where they are."""
        self._settings.forget_books(frozenset(map(str, books)))

    def _short(self, name: str) -> str:
        """Return a name that fits a menu, both ends readable, in which no letter is taken for a key."""
        metrics = QFontMetrics(self.menu.font())
        short = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, _NAME_EMS * metrics.height())
        return short.replace("&", "&&")

    def _on_file_menu(self) -> None:
        self.menu.menuAction().setVisible(bool(self._settings.get(RECENT_BOOKS)))


def _is_there(book: Path) -> bool:
    """Tell whether a book can be opened; one on a server's share is believed, since asking may take half a minute."""
    if str(book).startswith(("\\\\", "//")):
        return True
    try:
        return book.is_file()
    except OSError:
        return False
