"""The tab "Notes and files": everything that may stand on a record of any kind, and what happened to it.

It hears of changes by itself, so that a page need not know the tables of marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.marks.chips_card import GroupsCard, TagsCard
from desktop.marks.files import FileDrop, FilesCard
from desktop.marks.history import HistoryCard
from desktop.marks.own_fields import OwnFieldsCard
from desktop.marks.parts import NOTES, references_on, reminders
from desktop.parts.card import PartCard
from desktop.parts.spec import Owner
from desktop.parts.tab import PartsTab
from desktop.widgets.scrolling import scrolling
from desktop.widgets.tabs import Tabs
from resources.i18n import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from desktop.context import Context
    from models.changes import Changes

TABLES = (
    *("tag", "tag_link", "record_group", "group_member", "note", "attachment", "attachment_link"),
    *("reference", "reference_link", "reminder", "custom_field", "custom_value"),
)


class MarksTab(PartsTab):
    """The cards of marks for one kind of record, asked for when they are looked at."""

    def __init__(self, context: Context, kind: str) -> None:
        super().__init__(context, (), "marks")
        self.tags, self.groups = TagsCard(context), GroupsCard(context)
        self.files = FilesCard(context)
        self.own, self.history = OwnFieldsCard(context), HistoryCard(context)
        self.cards = {
            "note": PartCard(context, NOTES),
            "attachment": self.files,
            "reminder": PartCard(context, reminders(context.today)),
            "reference": PartCard(context, references_on(kind)),
        }
        parts = self.cards
        self._order: tuple[Any, ...] = (
            *(self.tags, parts["note"], self.files, parts["reminder"], parts["reference"]),
            *(self.groups, self.own, self.history),
        )
        column: QVBoxLayout = self.layout()  # type: ignore[assignment]
        for place, card in enumerate(self._order):
            column.insertWidget(place, card)
        FileDrop(self).dropped.connect(self.files.take)
        context.hub.changed.connect(self._on_marked)

    def show_owner(self, owner: Owner) -> None:
        """Show what stands on a record; what was being typed about the one before is saved first."""
        if self._owner is not None and owner != self._owner:
            self.own.flush()
        super().show_owner(owner)

    def _load(self) -> None:
        if self._stale and self._owner is not None:
            self._stale = False
            with self._context.store.read() as session:
                for card in self._order:
                    card.load(session, self._owner)

    def _on_marked(self, changes: Changes) -> None:
        owner = self._owner
        if owner is None or not (changes.touches(*TABLES) or (owner.kind, owner.id) in changes.records):
            return
        self._stale = True
        if self.isVisible():
            self._load()


def add_marks(
    context: Context, tabs: Tabs, parts_tabs: list[PartsTab], kind: str, drop: QWidget | None = None
) -> MarksTab:
    """Add the tab to those of a record of a kind, and return it; files may be dropped anywhere on `drop`."""
    made = MarksTab(context, kind)
    parts_tabs.append(made)
    tabs.addTab(scrolling(made), _("Notes and files"))
    if drop is not None:
        FileDrop(drop).dropped.connect(made.files.take)
    return made
