"""The tab "Notes and files": everything that may stand on a record of any kind, and what happened to it.

It hears of changes by itself, so that a page need not know the tables of marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.marks.chips_card import GroupsCard, TagsCard
from desktop.marks.files import FileDrop, FilesCard
from desktop.marks.history import HistoryCard
from desktop.marks.own_fields import OwnFieldsCard
from desktop.marks.parts import NOTES, references_on, reminders
from desktop.parts.card import PartCard
from desktop.parts.spec import Owner
from desktop.parts.tab import Made, PartsTab
from desktop.theme import L
from desktop.widgets.scrolling import scrolling
from desktop.widgets.tabs import FlowingTabs, Tabs
from resources.i18n import _

if TYPE_CHECKING:
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
        self._kind = kind
        FileDrop(self).dropped.connect(self.take_files)
        context.hub.changed.connect(self._on_marked)

    def build(self) -> Made:
        """Make the cards."""
        context = self._context
        self.tags, self.groups = TagsCard(context), GroupsCard(context)
        self.files = FilesCard(context)
        self.own, self.history = OwnFieldsCard(context), HistoryCard(context)
        parts = {
            "note": PartCard(context, NOTES),
            "attachment": self.files,
            "reminder": PartCard(context, reminders(context.today)),
            "reference": PartCard(context, references_on(self._kind)),
        }
        return Made(
            parts,
            (
                *(self.tags, parts["note"], self.files, parts["reminder"], parts["reference"]),
                *(self.groups, self.own, self.history),
            ),
        )

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the kinds of parts that stand here."""
        return ("note", "attachment", "reminder", "reference")

    def has(self, kind: str) -> bool:
        """Say whether there is a place for parts of a kind."""
        return kind in self.keys

    def show_owner(self, owner: Owner) -> None:
        """Show what stands on a record; what was being typed about the one before is saved first."""
        if self._made is not None and self._owner is not None and owner != self._owner:
            self.own.flush()
        super().show_owner(owner)

    def take_files(self, paths: list[str]) -> None:
        """Put dropped files on the record in view."""
        self._make()
        self._load()
        self.files.take(paths)

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
        FileDrop(drop).dropped.connect(made.take_files)
    return made


def flow_marks(context: Context, tabs: FlowingTabs, kind: str, drop: QWidget, margin: int = 0) -> MarksTab:
    """Add the tab where tabs are as high as what stands in them, and return it; `margin` is left free at its sides."""
    made, inside = MarksTab(context, kind), QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(margin, 0, margin, L)
    column.addWidget(made)
    tabs.addTab(inside, _("Notes and files"))
    FileDrop(drop).dropped.connect(made.take_files)
    return made
