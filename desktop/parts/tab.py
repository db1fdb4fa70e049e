"""A tab of cards: the parts of a record that belong together, asked for when the tab is looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.overrides import do_and_tell
from desktop.parts.card import PartCard
from desktop.parts.spec import Owner, Part, Session
from desktop.theme import L, M
from desktop.widgets.cards import Card

if TYPE_CHECKING:
    from desktop.context import Context


class OwnCard(Card):
    """A card of a page's own beside those of parts, for what is richer than rows; it is made of the context alone."""

    kinds: ClassVar[tuple[str, ...]] = ()
    """The tables that stand in it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    def load(self, session: Session, owner: Owner) -> None:
        """Ask for what it shows of a record."""
        raise NotImplementedError

    def choose_part(self, kind: str, number: int) -> bool:
        """Bring one of its parts into view; tell whether it is here."""
        return False


class Made(NamedTuple):
    """The cards of a tab: by the kinds that stand in them, and all from the top."""

    by_kind: Mapping[str, Any]
    in_order: Sequence[Any]


class PartsTab(QWidget):
    """The cards of some parts, one below the other; put it into `scrolling(...)`."""

    def __init__(self, context: Context, parts: Sequence[Part], name: str, own: Sequence[type[OwnCard]] = ()) -> None:
        """`name` is its object name, for tests and settings; the page's `own` cards stand below those of parts."""
        super().__init__()
        self.setObjectName(name)
        self._context, self._parts, self._own_kinds = context, tuple(parts), tuple(own)
        self._made: Made | None = None
        self._owner: Owner | None = None
        self._stale = True
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, M, 0, L)
        self._column.setSpacing(L)

    @property
    def cards(self) -> Mapping[str, Any]:
        """Return the cards by the kinds of parts that stand in them."""
        return self._make().by_kind

    def build(self) -> Made:
        """Make the cards."""
        cards = {part.key: PartCard(self._context, part) for part in self._parts}
        own = tuple(kind(self._context) for kind in self._own_kinds)
        return Made(cards, (*cards.values(), *own))

    def _make(self) -> Made:
        """Make the cards when they are first needed: a page with many tabs would be slow to come otherwise."""
        if self._made is None:
            self._made = self.build()
            for card in self._made.in_order:
                self._column.addWidget(card)
            self._column.addStretch(1)
        return self._made

    def show_owner(self, owner: Owner) -> None:
        """Show the parts of a record: at once when the tab is in view, otherwise when it comes into view."""
        self._owner, self._stale = owner, True
        if self.isVisible():
            self._load()

    def show_part(self, kind: str, number: int) -> bool:
        """Bring one part into view; tell whether it is among the cards."""
        if not self.has(kind):
            return False
        card = self.cards.get(kind)
        self._load()
        if card is not None:
            return bool(card.choose(number))
        owns = [one for one in self._make().in_order if isinstance(one, OwnCard)]
        return any(kind in one.kinds and one.choose_part(kind, number) for one in owns)

    def has(self, kind: str) -> bool:
        """Say whether there is a place for parts of a kind."""
        return any(part.key == kind for part in self._parts) or any(kind in one.kinds for one in self._own_kinds)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what has not been asked for yet."""
        super().showEvent(event)
        do_and_tell(self._load)

    def _load(self) -> None:
        if self._stale and self._owner is not None:
            self._stale = False
            cards = self._make().in_order
            with self._context.store.read() as session:
                for card in cards:
                    card.load(session, self._owner)
