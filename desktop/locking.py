"""Locks a book with a passphrase when nobody has touched the window for a while, or when asked to.

To lock is to close the book: its key is forgotten, every page and list is let go, what was being typed is kept as a
draft. Unlocking opens it again where it was and goes on with what was typed. Other books have nothing to lock with.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from desktop.commands import Command
from desktop.settings import LOCK_MINUTES
from desktop.shell.lock_screen import LockScreen
from models.errors import AppError
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.open_book import OpenBook
    from models.store import Store

LOOK_EVERY_MS = 5000
_TOUCHES = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    )
)


class Touches(QObject):
    """Knows when the user last did anything in a window of the program: hears only what the system sends to windows."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._at = time.monotonic()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._on_window)
            # The window of the book has the keyboard already and is not told of as new.
            for window in app.topLevelWindows():
                self._on_window(window)

    def idle_seconds(self) -> float:
        """Return how long nothing was touched."""
        return time.monotonic() - self._at

    def touch(self) -> None:
        """Begin to count anew."""
        self._at = time.monotonic()

    def _on_window(self, window: object) -> None:
        # PySide may give something gone that stood at the same address for a window it does not know; a window it
        # takes for something else is not listened to, and counts as touched when it comes to the front.
        if isinstance(window, QWindow):
            # Removed first: Qt would call a filter twice that is installed twice.
            window.removeEventFilter(self)
            window.installEventFilter(self)
        if window is not None:
            self.touch()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note when something was touched; let everything pass."""
        if event.type() in _TOUCHES:
            self._at = time.monotonic()
        return False


class Locking(QObject):
    """Watches over the open book, and stands before it while it is locked."""

    unlocked = Signal(object)
    """The `Store` that was opened again with its passphrase; it is to be shown at once."""

    forgotten = Signal(str)
    """The passphrase of the locked book is not known any more: where it lies."""

    def __init__(self, book: OpenBook) -> None:
        super().__init__(book)
        self._book = book
        self.touches = Touches(self)
        self._place, self._read_only = "", False
        self._wanted = ""
        """Why it is to be locked, while work that is not finished keeps it open."""
        self._page: tuple[str, object] = ("", None)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        book.jobs.ended.connect(self._on_work_done, Qt.ConnectionType.QueuedConnection)
        self._screen: LockScreen | None = None

    def begin(self, store: Store) -> None:
        """Watch over a book that was opened."""
        self._place = self._wanted = ""
        self._book.window.cover(None)
        if self._screen is not None:
            self._screen.forget()
        self.touches.touch()
        commands = self._book.window.commands
        commands.bind(Command.LOCK, self.lock_now)
        can = store.encrypted
        commands[Command.LOCK].setEnabled(can)
        commands[Command.LOCK].setToolTip(
            _("Close the book until its passphrase is given again") if can else _("This book has no passphrase")
        )
        if can:
            self._timer.start()
        else:
            self._timer.stop()

    def lock_now(self) -> None:
        """Lock because the user asked for it."""
        self._lock(_("You locked it. What you were writing is kept."))

    def _look(self) -> None:
        minutes = self._book.settings.get(LOCK_MINUTES)
        if minutes and self.touches.idle_seconds() >= minutes * 60:
            self._lock(_("Nobody used it for a while. What you were writing is kept."))

    def _on_work_done(self) -> None:
        if self._wanted:
            self._lock(self._wanted)

    def _lock(self, words: str) -> None:
        book, window = self._book, self._book.window
        store = book.store
        if store is None or not store.encrypted or self._place:
            return
        if book.jobs.is_busy:
            # What is being printed or brought in is finished first.
            self._wanted = words
            return
        self._wanted = ""
        page = window.stack.current_page()
        self._page = (window.stack.current_key, page.place() if page is not None else None)
        self._place, self._read_only = store.location, store.read_only
        # The field with the keyboard is left, so that it saves itself as it always does.
        focus = QApplication.focusWidget()
        if focus is not None:
            focus.clearFocus()
        self._timer.stop()
        book.close()
        _close_dialogs()
        _empty_clipboard()
        if self._screen is None:
            self._screen = LockScreen(window.theme, window)
            self._screen.given.connect(self.unlock)
            self._screen.forgotten.connect(self._on_forgotten)
        window.cover(self._screen)
        self._screen.tell(self._place, words)

    def _on_forgotten(self) -> None:
        self.forgotten.emit(self._place)

    def unlock(self, passphrase: str) -> None:
        """Open the book again if this is its passphrase, where it was left."""
        from models.store import Store

        try:
            store = Store.open(self._place, passphrase, read_only=self._read_only)
        except AppError as trouble:
            if self._screen is not None:
                self._screen.tell_wrong(trouble.sentence)
            return
        self.unlocked.emit(store)
        key, place = self._page
        stack = self._book.window.stack
        if key:
            stack.show_page(key)
            page = stack.current_page()
            if page is not None and place is not None:
                page.return_to(place)
        self._book.go_on_writing()


def _empty_clipboard() -> None:
    """Take back what this program copied; what another one did is not ours to take."""
    clipboard = QGuiApplication.clipboard()
    for kind in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        if _is_ours(clipboard, kind):
            clipboard.clear(kind)


def _is_ours(clipboard: QClipboard, kind: QClipboard.Mode) -> bool:
    return clipboard.ownsClipboard() if kind is QClipboard.Mode.Clipboard else clipboard.ownsSelection()


def _close_dialogs() -> None:
    """Close every dialog, unasked: what was typed into them is kept as drafts."""
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog) and dialog.isVisible():
            if isinstance(dialog, QMessageBox):
                dialog.close()
            else:
                QDialog.done(dialog, 0)
