"""A tab of cards: the parts of a record that belong together, asked for when the tab is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.parts.card import PartCard
from desktop.parts.spec import Owner, Part
from desktop.theme import L, M

if TYPE_CHECKING:
    from desktop.context import Context


class PartsTab(QWidget):
    """The cards of some parts, one below the other; put it into `scrolling(...)`."""

    def __init__(self, context: Context, parts: Sequence[Part], name: str) -> None:
        """`name` is its object name, for tests and settings."""
        super().__init__()
        self.setObjectName(name)
        self._context = context
        self.cards = {part.key: PartCard(context, part) for part in parts}
        self._owner: Owner | None = None
        self._stale = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, L)
        column.setSpacing(L)
        for card in self.cards.values():
            column.addWidget(card)
        column.addStretch(1)

    def show_owner(self, owner: Owner) -> None:
        """Show the parts of a record: at once when the tab is in view, otherwise when it comes into view."""
        self._owner, self._stale = owner, True
        if self.isVisible():
            self._load()

    def show_part(self, kind: str, number: int) -> bool:
        """Bring one part into view; tell whether it is among the cards."""
        card = self.cards.get(kind)
        if card is None:
            return False
        self._load()
        return card.choose(number)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what has not been asked for yet."""
        super().showEvent(event)
        self._load()

    def _load(self) -> None:
        if self._stale and self._owner is not None:
            self._stale = False
            with self._context.store.read() as session:
                for card in self.cards.values():
                    card.load(session, self._owner)
