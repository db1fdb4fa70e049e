"""A tab of cards: the parts of a record that belong together, asked for when the tab is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.parts.card import PartCard
from desktop.parts.spec import Owner, Part, Session
from desktop.theme import L, M
from desktop.widgets.cards import Card

if TYPE_CHECKING:
    from desktop.context import Context


class OwnCard(Card):
    """A card of a page's own beside those of parts, for what is richer than rows."""

    kinds: ClassVar[tuple[str, ...]] = ()
    """The tables that stand in it."""

    def load(self, session: Session, owner: Owner) -> None:
        """Ask for what it shows of a record."""
        raise NotImplementedError

    def choose_part(self, kind: str, number: int) -> bool:
        """Bring one of its parts into view; tell whether it is here."""
        return False


class PartsTab(QWidget):
    """The cards of some parts, one below the other; put it into `scrolling(...)`."""

    def __init__(self, context: Context, parts: Sequence[Part], name: str, own: Sequence[OwnCard] = ()) -> None:
        """`name` is its object name, for tests and settings; the page's `own` cards stand below those of parts."""
        super().__init__()
        self.setObjectName(name)
        self._context = context
        self.cards = {part.key: PartCard(context, part) for part in parts}
        self._owner: Owner | None = None
        self._stale = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, L)
        column.setSpacing(L)
        self._own = tuple(own)
        for card in (*self.cards.values(), *self._own):
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
        if card is not None:
            self._load()
            return card.choose(number)
        own = next((one for one in self._own if kind in one.kinds), None)
        if own is None:
            return False
        self._load()
        return own.choose_part(kind, number)

    def has(self, kind: str) -> bool:
        """Say whether there is a place for parts of a kind."""
        return kind in self.cards or any(kind in one.kinds for one in self._own)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what has not been asked for yet."""
        super().showEvent(event)
        self._load()

    def _load(self) -> None:
        if self._stale and self._owner is not None:
            self._stale = False
            with self._context.store.read() as session:
                for card in (*self.cards.values(), *self._own):
                    card.load(session, self._owner)
