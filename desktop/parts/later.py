"""A tab of parts that is made when it is first looked at, so that a page with many of them opens at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.overrides import do_and_tell
from desktop.parts.spec import Owner, Part

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.parts.tab import OwnCard, PartsTab


def _none(_name: str) -> Sequence[type[OwnCard]]:
    """Return no card of the page's own."""
    return ()


class LaterParts(QWidget):
    """The place of a tab of parts."""

    def __init__(
        self,
        context: Context,
        parts: Callable[[str], Sequence[Part]],
        name: str,
        keys: frozenset[str],
        own: Callable[[str], Sequence[type[OwnCard]]] = _none,
    ) -> None:
        """`parts` gives its parts by its `name`, which is its object name for tests and settings; `keys` are theirs.

        `own` gives the page's own cards in the same way, which stand below those of parts.
        """
        super().__init__()
        self.setObjectName(f"{name}_tab")
        self._context, self._parts, self._name, self._own = context, parts, name, own
        self.keys = keys
        self._tab: PartsTab | None = None
        self._owner: Owner | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def tab(self) -> PartsTab:
        """Return the tab, made now if it was not before."""
        if self._tab is None:
            from desktop.parts.tab import PartsTab

            self._tab = PartsTab(self._context, self._parts(self._name), self._name, self._own(self._name))
            self._column.addWidget(self._tab)
            if self._owner is not None:
                self._tab.show_owner(self._owner)
        return self._tab

    def show_owner(self, owner: Owner) -> None:
        """Show the parts of a record, as soon as they are looked at."""
        self._owner = owner
        if self._tab is not None:
            self._tab.show_owner(owner)

    def show_part(self, kind: str, number: int) -> bool:
        """Bring one part into view; tell whether it is among the cards."""
        return kind in self.keys and self.tab.show_part(kind, number)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the tab now."""
        super().showEvent(event)
        do_and_tell(self._show_tab)

    def _show_tab(self) -> None:
        self.tab.show()
