"""What works from anywhere: the count of late commitments at the rail, and Ctrl+T for a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.commands import Command
from models.queries.commitments import count_commitments
from models.vocabulary import CommitmentGroup
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from models.changes import Changes


class LateBadge(QObject):
    """Counts what is late when a book opens and whenever a commitment changes."""

    def __init__(self, context: Context) -> None:
        """Live as long as the wishes of its book, which carry the count to the rail."""
        super().__init__(context.wishes)
        self._context = context
        context.hub.changed.connect(self._on_changed)
        if not context.store.read_only:
            context.actions.bind(Command.NEW_COMMITMENT, self._on_new)
        self.count()

    def count(self) -> None:
        """Count now and tell the rail."""
        with self._context.store.read() as session:
            late = count_commitments(session, self._context.today())[CommitmentGroup.LATE]
        self._context.wishes.badge_counted.emit("commitments", late, _("{count} late").format(count=late))

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("commitment"):
            self.count()

    def _on_new(self) -> None:
        from desktop.dialogs.new_commitment import ask_new_commitment

        ask_new_commitment(self._context)


def watch_late_commitments(context: Context) -> None:
    """Keep the count at the rail true for as long as the book is open."""
    LateBadge(context)
