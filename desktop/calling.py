"""A second start calls the window that has the book open already, which comes to the front instead.

The two talk through a socket of this user alone, named after the book. One fixed word is understood and nothing else;
a window that does not answer in time is taken for one that hangs, and the user is asked what to do.
"""

from __future__ import annotations

import hashlib
import os
import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop.places import PROGRAM, data_folder
from models.who import account_name

WORD, ANSWER = b"Come to the front\n", b"Here I am\n"
PATIENCE_MS = 1500
MOST_CALLERS = 4
_LONGEST_NAME = 100
"""Bytes that every system allows the path of a socket."""


def socket_name(place: str) -> str:
    """Return what the socket of a book is called; nothing where there can be none."""
    told = hashlib.sha256(f"{account_name()}\n{Path(place).resolve()}".encode()).hexdigest()[:24]
    if sys.platform == "win32":
        return f"{PROGRAM} {told}"
    # A folder that nobody else may write to: in a common one somebody else could answer in our place.
    run = os.environ.get("XDG_RUNTIME_DIR", "")
    name = str((Path(run) if run and Path(run).is_dir() else data_folder()) / f"desk-{told}")
    return name if len(os.fsencode(name)) <= _LONGEST_NAME else ""


class Bell(QObject):
    """Hangs at the door of the one book that is open for writing here."""

    rung = Signal()
    """Somebody wants to see this window."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server: QLocalServer | None = None
        self._callers: list[QLocalSocket] = []

    def hang(self, place: str) -> bool:
        """Listen for calls about a book whose lock is held here; tell whether that works."""
        self.take_down()
        name = "" if "://" in place else socket_name(place)
        if not name:
            return False
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.setMaxPendingConnections(MOST_CALLERS)
        server.newConnection.connect(self._on_call)
        # Whoever held the book before us and left its socket behind runs no more: the lock is ours.
        QLocalServer.removeServer(name)
        if not server.listen(name):
            server.deleteLater()
            return False
        self._server = server
        return True

    def take_down(self) -> None:
        """Listen no more."""
        for caller in list(self._callers):
            caller.abort()
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None

    def _on_call(self) -> None:
        while self._server is not None and (caller := self._server.nextPendingConnection()) is not None:
            if len(self._callers) >= MOST_CALLERS:
                caller.abort()
                caller.deleteLater()
                continue
            self._callers.append(caller)
            caller.setReadBufferSize(len(WORD) + 1)
            caller.readyRead.connect(partial(self._on_word, caller))
            caller.disconnected.connect(partial(self._on_gone, caller))
            QTimer.singleShot(PATIENCE_MS, caller, caller.abort)
            self._on_word(caller)

    def _on_word(self, caller: QLocalSocket) -> None:
        """Answer the one word there is; whoever says anything else is left standing."""
        said = bytes(caller.peek(len(WORD) + 1).data())
        if said == WORD:
            caller.readAll()
            caller.write(ANSWER)
            caller.flush()
            caller.disconnectFromServer()
            self.rung.emit()
        elif not WORD.startswith(said):
            caller.abort()

    def _on_gone(self, caller: QLocalSocket) -> None:
        if caller in self._callers:
            self._callers.remove(caller)
            caller.deleteLater()


class Call(QObject):
    """One call to the window that has a book open."""

    answered = Signal(bool)
    """Whether it comes to the front; told once."""

    def __init__(self, place: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told = False
        self._line = QLocalSocket(self)
        self._line.connected.connect(self._on_connected)
        self._line.readyRead.connect(self._on_answer)
        self._line.errorOccurred.connect(self._on_trouble)
        self._line.setReadBufferSize(len(ANSWER) + 1)
        QTimer.singleShot(PATIENCE_MS, self, partial(self._tell, False))
        self._name = socket_name(place)
        # Not before somebody can listen: that nobody is there may be known at once.
        QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        if self._name:
            self._line.connectToServer(self._name)
        else:
            self._tell(False)

    def _on_connected(self) -> None:
        self._line.write(WORD)

    def _on_answer(self) -> None:
        said = bytes(self._line.peek(len(ANSWER) + 1).data())
        if said == ANSWER:
            self._tell(True)
        elif not ANSWER.startswith(said):
            self._tell(False)

    def _on_trouble(self) -> None:
        # Whoever answers hangs up: what was said last is read first.
        if self._line.isOpen():
            self._on_answer()
        self._tell(False)

    def _tell(self, comes: bool) -> None:
        if not self._told:
            self._told = True
            self._line.abort()
            self.answered.emit(comes)
            self.deleteLater()
