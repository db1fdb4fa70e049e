"""Tells every page what has changed, in the main thread, whoever wrote it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from models.changes import Changes


class ChangeHub(QObject):
    """The one place pages listen to; the store announces to it after each commit."""

    changed = Signal(object)
    """Carries one `models.changes.Changes`."""

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def announce(self, changes: Changes) -> None:
        """Tell all listeners: at once from the main thread, as soon as it is free from a worker."""
        if threading.current_thread() is threading.main_thread():
            self.changed.emit(changes)
        else:
            self._arrived.emit(changes)

    def _pass_on(self, changes: object) -> None:
        self.changed.emit(changes)
