"""The tabs of a record that hold cards of its parts, each asked for when it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.parts.spec import Owner, Part
from desktop.parts.tab import OwnCard, PartsTab
from desktop.widgets.room_tabs import RoomTabs
from desktop.widgets.scrolling import scrolling

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.context import Context


class PartsTabs(RoomTabs):
    """Tabs, some of which are made of the parts of the record in view."""

    def __init__(self, context: Context, name: str, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, name, parent)
        self._context = context
        self.parts_tabs: list[PartsTab] = []

    def add_parts(self, words: str, parts: Sequence[Part], name: str, own: Sequence[type[OwnCard]] = ()) -> PartsTab:
        """Add a tab with the cards of some parts, and below them cards of the page's own."""
        made = PartsTab(self._context, parts, name, own)
        self.parts_tabs.append(made)
        self.addTab(scrolling(made), words)
        return made

    def show_parts(self, owner: Owner) -> None:
        """Tell the tabs which record is in view, or that something of it changed."""
        for tab in self.parts_tabs:
            tab.show_owner(owner)

    def show_part(self, kind: str, number: int) -> bool:
        """Bring one part of the record in view into view; tell whether there is a place for it."""
        for tab in self.parts_tabs:
            if tab.has(kind):
                self.setCurrentIndex(next(at for at in range(self.count()) if self.widget(at).isAncestorOf(tab)))
                return tab.show_part(kind, number)
        return False
