"""Search, New, and the one filled button of every screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from desktop.actions import Actions
from desktop.commands import Command
from desktop.theme import L, S, Theme
from desktop.widgets.buttons import ActionButton
from desktop.widgets.menus import drop_down
from desktop.widgets.suggestions import SuggestField
from resources.i18n import _

NEW = (
    Command.NEW_ORGANISATION,
    Command.NEW_PERSON,
    Command.NEW_MEETING,
    Command.NEW_COMMITMENT,
    Command.NEW_EVENT,
    Command.NEW_PARTNERSHIP,
    Command.FIND_IN_REGISTER,
)


class TopBar(QFrame):
    """The bar over the page."""

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(L, S, L, S)
        row.setSpacing(S)
        self.search = SuggestField(
            theme,
            _("Search everything"),
            least=2,
            keep_text=False,
            nothing=_("Nothing matches. Check the spelling, or try part of a word."),
        )
        self.search.setObjectName("search_box")
        self.search.setPlaceholderText(_("Search people, organisations, notes (Ctrl+K)"))
        self.search.setToolTip(actions[Command.SEARCH].toolTip())
        self.search.set_icon(theme, "magnifying-glass")
        self.new_menu = QMenu(self)
        for command in NEW:
            self.new_menu.addAction(actions[command])
        self.new = ActionButton(actions[Command.NEW], _("New"))
        self.new.setIcon(theme.icon("plus", "text"))
        self.log = ActionButton(actions[Command.LOG_CONVERSATION], _("Log a conversation"), "filled")
        self.log.setIcon(theme.icon("chat-circle-text", "on_accent"))
        row.addWidget(self.search, 3)
        row.addStretch(2)
        row.addWidget(self.new)
        row.addWidget(self.log)
        theme.changed.connect(self._fit)
        self._fit()

    def set_narrow(self, narrow: bool) -> None:
        """Say it shorter in a narrow window."""
        self.log.setText(_("Log") if narrow else _("Log a conversation"))
        self.search.setPlaceholderText(
            _("Search (Ctrl+K)") if narrow else _("Search people, organisations, notes (Ctrl+K)")
        )

    def focus_search(self) -> None:
        """Put the focus into the search and mark what is there."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def open_new_menu(self) -> None:
        """Show what can be added, below its button."""
        drop_down(self.new_menu, self.new, keep=True)

    def _fit(self) -> None:
        self.search.setMinimumWidth(self._theme.line_height * 8)
        self.search.setMaximumWidth(self._theme.line_height * 32)
