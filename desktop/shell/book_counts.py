"""How many people and organisations the book holds, at the foot of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from models.queries.overview import count_records
from resources.i18n import ngettext

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.shell.status import StatusLine
    from models.changes import Changes


class BookCounts(QObject):
    """Counts when a book opens, and a moment after records have come or gone, so that no key waits for it."""

    def __init__(self, context: Context, status: StatusLine) -> None:
        """Live as long as the wishes of the book."""
        super().__init__(context.wishes)
        self._context, self._status = context, status
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(300)
        self._soon.timeout.connect(self.count)
        context.hub.changed.connect(self._on_changed)
        self._soon.start()

    def let_go(self) -> None:
        """Stop counting, as when the book is closed."""
        self._soon.stop()
        self._context.hub.changed.disconnect(self._on_changed)

    def count(self) -> None:
        """Count now."""
        with self._context.store.read() as session:
            found = count_records(session)
        people, organisations = found["people"], found["organisations"]
        self._status.show_counts(
            (
                ngettext("{n} person", "{n} people", people).format(n=f"{people:,}"),
                ngettext("{n} organisation", "{n} organisations", organisations).format(n=f"{organisations:,}"),
            )
        )

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("person", "organisation"):
            self._soon.start()
