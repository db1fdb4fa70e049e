"""Gets an open book ready to be written to, once the window has come to rest."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from models.store import Store

AT_REST_MS = 700
"""How long after the first page the window is left alone."""


class Readiness(QObject):
    """Has the worker do what the first save would otherwise wait for; a book that is only read never needs it."""

    def __init__(self, context: Context) -> None:
        """Live as long as the wishes of the book."""
        super().__init__(context.wishes)
        self._context = context
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(AT_REST_MS)
        self._soon.timeout.connect(self._get_ready)
        if not context.store.read_only:
            self._soon.start()

    def let_go(self) -> None:
        """Do nothing any more, as when the book is closed."""
        self._soon.stop()

    def _get_ready(self) -> None:
        jobs = self._context.jobs
        if jobs.is_busy:
            self._soon.start()
            return
        work = partial(_get_ready, self._context.store)
        jobs.submit(_("Getting ready to save"), work, lambda _nothing: None, owner=self, can_stop=False, quiet=True)


def _get_ready(store: Store, _progress: Progress) -> None:
    store.get_ready()
