"""The tabs of the settings: the program's own, and the lists that a school keeps for itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.pages.settings.lists.areas import areas, councillors
from desktop.pages.settings.lists.breaches import breaches
from desktop.pages.settings.lists.checklists import CHECKLIST_ITEMS, CHECKLISTS
from desktop.pages.settings.lists.groups import GROUPS
from desktop.pages.settings.lists.own_fields import OWN_FIELDS
from desktop.pages.settings.lists.partnership_types import TYPES
from desktop.pages.settings.lists.protection import INCOMPLETE, MERGES, RESTRICTED
from desktop.pages.settings.lists.requests import requests
from desktop.pages.settings.lists.retention import KEPT_LONGER, retention_due
from desktop.pages.settings.lists.roles import ROLES
from desktop.pages.settings.lists.saved_searches import saved_searches
from desktop.pages.settings.lists.school_year import PERIODS
from desktop.pages.settings.lists.tags import tags
from desktop.pages.settings.protection import ProtectionSettings
from desktop.pages.settings.protection_card import asked_of_us
from desktop.parts.spec import Owner, Part
from desktop.parts.tab import PartsTab
from desktop.parts.venues import VENUES
from desktop.theme import L
from desktop.widgets.scrolling import scrolling
from desktop.widgets.tabs import Tabs
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context

TABLES = (
    *("calendar_period", "partnership_type", "partnership_profile", "role_expectation", "tag", "record_group"),
    *("saved_search", "custom_field", "area", "affiliation", "person", "checklist", "checklist_item"),
    *("merge_record", "place", "subject_request", "data_breach"),
    *("retention_decision", "person_protection"),
)
"""The tables whose changes show on these tabs."""

PROTECTION = "protection"


def sections(today: Callable[[], date]) -> tuple[tuple[str, tuple[Part, ...], str], ...]:
    """Return the tabs after the first: their words, their cards from the top, and their names."""
    return (
        (m("School year"), (PERIODS,), "school_year"),
        (m("Lists"), (TYPES, ROLES, tags(today), GROUPS, saved_searches(today)), "lists"),
        (m("Fields of your own"), (OWN_FIELDS,), "own_fields"),
        (m("Areas"), (areas(today), councillors(today), VENUES), "areas"),
        (m("Checklists"), (CHECKLISTS, CHECKLIST_ITEMS), "checklists"),
        (
            m("Data protection"),
            (
                *(requests(today), breaches(today), retention_due(today), KEPT_LONGER),
                *(RESTRICTED, INCOMPLETE, MERGES),
            ),
            PROTECTION,
        ),
    )


class SettingsTabs(Tabs):
    """The first tab is given; the others are made of cards of rows."""

    def __init__(self, context: Context, first: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, "settings_tabs", parent)
        self._context = context
        self.addTab(first, _("General"))
        self.parts_tabs: dict[str, PartsTab] = {}
        self.protection = ProtectionSettings(context)
        for words, parts, name in sections(context.today):
            made = PartsTab(context, parts, name)
            self.parts_tabs[name] = made
            self.addTab(scrolling(self._with_settings(made) if name == PROTECTION else made), _(words))
        self._add_protection(self.parts_tabs[PROTECTION])

    def refresh(self) -> None:
        """Ask the book again where a tab is in view; the others ask when they are looked at."""
        owner = Owner("setting", 0, _("Settings"))
        for tab in self.parts_tabs.values():
            tab.show_owner(owner)
        self.protection.refresh()

    def show_widget(self, inside: QWidget) -> None:
        """Bring the tab into view that something stands on."""
        self.setCurrentIndex(next(at for at in range(self.count()) if self.widget(at).isAncestorOf(inside)))

    def show_part(self, kind: str, number: int) -> bool:
        """Bring one row of a kind into view; tell whether it is here."""
        tab = self.show_kind(kind)
        return tab is not None and tab.show_part(kind, number)

    def show_kind(self, kind: str) -> PartsTab | None:
        """Bring the tab into view that keeps a kind of record, or has that name."""
        for name, tab in self.parts_tabs.items():
            if tab.has(kind) or kind == name:
                self.show_widget(tab)
                return tab
        return None

    def _with_settings(self, tab: PartsTab) -> QWidget:
        """Return a tab with the settings of data protection below its lists."""
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, L)
        column.addWidget(tab)
        column.addWidget(self.protection)
        column.addStretch(1)
        return both

    def _add_protection(self, tab: PartsTab) -> None:
        """Put what can be done for data protection above its lists."""
        column = tab.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(0, asked_of_us(self._context))
