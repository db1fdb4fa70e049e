"""The page of help: plain words and every command with its keys, made from the same table as the menus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.commands import command_rows
from desktop.pages.help.protection_words import LEAD, PROTECTION
from desktop.pages.help.words import QUESTIONS, STEPS
from desktop.shell.page import Page
from desktop.theme import XL, L, M, S
from desktop.widgets.cards import Card
from desktop.widgets.labels import PlainLabel
from desktop.widgets.scrolling import scrolling
from resources.i18n import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QScrollArea

    from desktop.context import Context


WISH_PROTECTION = "protection"
"""The wish to read what is said of data protection."""


class HelpPage(Page):
    """How to begin, what people ask, and every command with its keys."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("page_help")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(L)
        column.addWidget(PlainLabel(_("Help"), "h1"))
        steps = [(f"{number}. {_(title)}", _(words)) for number, (title, words) in enumerate(STEPS, start=1)]
        column.addWidget(_answers(_("Your first ten minutes"), steps))
        column.addWidget(_answers(_("What people ask"), [(_(title), _(words)) for title, words in QUESTIONS]))
        law = [(_(title), _(words)) for title, words in PROTECTION]
        self.protection = _answers(_("Data protection: what is law, and what is guidance"), law, _(LEAD))
        self.protection.setObjectName("help_protection")
        column.addWidget(self.protection)
        column.addWidget(_keys())
        column.addStretch(1)
        self.area: QScrollArea = scrolling(inside)
        # There is nothing here to Tab to, so the page itself takes the focus and scrolls with the arrows.
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(_("Help"))
        self.area.setObjectName("help_text")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)

    def refresh(self) -> None:
        """Show what never changes."""
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_wish(self, wish: object) -> None:
        """Bring the part of a name into view."""
        if wish == WISH_PROTECTION:
            QTimer.singleShot(0, self, self._show_protection)

    def _show_protection(self) -> None:
        """Scroll to what is said of data protection: its top comes to the top."""
        self.area.verticalScrollBar().setValue(self.protection.y() - L)


def _answers(heading: str, entries: Sequence[tuple[str, str]], lead: str = "") -> Card:
    """Return a card of questions with their answers."""
    card = Card(gap=S)
    card.body.addWidget(PlainLabel(heading, "h2"))
    if lead:
        card.body.addWidget(PlainLabel(lead, "muted"))
    for title, words in entries:
        card.body.addSpacing(S)
        card.body.addWidget(PlainLabel(title, "strong"))
        card.body.addWidget(PlainLabel(words))
    return card


def _keys() -> QWidget:
    """Return every command by menu, with its keys where it has any."""
    card, grid = Card(gap=M), QGridLayout()
    card.body.addWidget(PlainLabel(_("Commands and keys"), "h2"))
    words = _("All of them are in the menus. Ctrl+K finds each by its words, and Ctrl+/ shows the keys alone.")
    card.body.addWidget(PlainLabel(words, "muted"))
    grid.setHorizontalSpacing(XL)
    grid.setVerticalSpacing(S)
    grid.setColumnStretch(1, 1)
    menu_before = ""
    for menu, keys, words in command_rows():
        if menu != menu_before:
            grid.addWidget(PlainLabel(menu, "strong"), grid.rowCount(), 0, 1, 2)
            menu_before = menu
        row = grid.rowCount()
        line = PlainLabel(keys or _("in the menu"), "muted", wrap=False)
        grid.addWidget(line, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(PlainLabel(words), row, 1)
    card.body.addLayout(grid)
    return card
