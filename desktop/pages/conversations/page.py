"""The page: the list of conversations at the left, the one in view at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.commands import Command
from desktop.pages.conversations.list_pane import CHIPS, ListPane
from desktop.pages.conversations.panel import ConversationPanel
from desktop.pages.conversations.parts import TABLES
from desktop.shell.page import Page
from desktop.widgets.cards import EmptyState
from desktop.widgets.panes import Panes
from desktop.widgets.passing import pop_up
from desktop.widgets.scrolling import scrolling
from models.errors import WrongUse
from models.queries.conversations import ConversationRow
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.tables.export import AnyExport
    from desktop.widgets.line_edit import FilterBox


class ConversationsPage(Page):
    """What was said, the newest first."""

    sheets: ClassVar[tuple[str, ...]] = ("conversations",)
    kinds: ClassVar[tuple[str, ...]] = (
        "conversation",
        "conversation_party",
        "person",
        "organisation",
        "commitment",
        *TABLES,
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        theme = context.theme
        self.pane, self.panel = ListPane(context), ConversationPanel(context)
        self.split = Panes(
            theme, context.settings, "conversations", left=self.pane, detail=scrolling(self.panel), left_ems=27
        )
        self.empty = EmptyState(
            theme,
            "chat-circle-text",
            _("No conversations yet"),
            _(
                "A conversation is a call, an email, a letter or a visit. Log one after you put the phone down: "
                "Ctrl+L works from anywhere."
            ),
        )
        if not context.store.read_only:
            log = context.actions[Command.LOG_CONVERSATION].trigger
            self.empty.add_button(_("Log a conversation"), log, kind="filled")
        self.whole = QStackedWidget()
        self.whole.addWidget(self.split)
        self.whole.addWidget(scrolling(self.empty))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.whole)
        self._to_first = False
        self.pane.filters_changed.connect(self._on_filtered)
        self.pane.listed.connect(self._on_listed)
        for signal in (self.pane.view.record_chosen, self.pane.table.row_chosen):
            signal.connect(self._on_chosen)
        for signal in (self.pane.view.record_opened, self.pane.table.row_opened):
            signal.connect(self._on_opened)
        self.pane.menu_wanted.connect(self._on_menu)
        self.pane.form_changed.connect(self._on_form)
        self.split.set_alone(self.pane.is_table)

    # --- what the window asks of a page ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask the book again and show the answer."""
        self.pane.refresh()
        shown = self.panel.id
        if shown is not None:
            self._show(shown)
        if self.panel.detail is None or self.panel.detail.archived:
            self._show_first()

    def show_record(self, kind: str, record_id: int) -> None:
        """Bring a conversation into view, whatever the list shows."""
        if self._stale:
            self._stale = False
            self.pane.ask()
        current = self.pane.list.current_row()
        if not isinstance(current, ConversationRow) or current.id != record_id:
            self.pane.list.clearSelection()
        self._show(record_id)
        self.whole.setCurrentWidget(self.split)
        self.split.show_detail()

    def show_part(self, kind: str, number: int) -> None:
        """Bring one part of the conversation in view into view."""
        self.panel.tabs.show_part(kind, number)

    def take_wish(self, wish: object) -> None:
        """Switch a chip on: "unanswered", "overdue", "from_us" or "from_them"."""
        if wish in CHIPS:
            self.pane.show_only(str(wish))
            self.split.show_list()

    def record_in_view(self) -> tuple[str, int] | None:
        """Return the first party of the conversation in view, with whom the next one is likely to be."""
        parties = self.panel.detail.row.parties if self.panel.detail is not None else ()
        for one in parties:
            if one.person_id is not None:
                return "person", one.person_id
            if one.organisation_id is not None:
                return "organisation", one.organisation_id
        return None

    def place(self) -> object:
        """Return the conversation in view."""
        return self.panel.id

    def return_to(self, place: object) -> None:
        """Show a conversation again."""
        if isinstance(place, int):
            self.show_record("conversation", place)

    def go_back(self) -> bool:
        """Leave the detail for the list where only one fits."""
        return self.split.go_back()

    def filter_box(self) -> FilterBox | None:
        """Return the filter of the list."""
        return self.pane.box if self.whole.currentWidget() is self.split else None

    def show_filter(self) -> None:
        """Bring it into view."""
        self.split.show_list()
        self.pane.head.fold.open()

    def has_list(self) -> bool:
        """Tell whether the list has anything in it."""
        return self.whole.currentWidget() is self.split and self.pane.shown > 0

    def export_list(self) -> AnyExport | None:
        """Return the list as a spreadsheet gets it."""
        return self.pane.export()

    def commands(self) -> Mapping[Command, Callable[[], object]]:
        """Return what the commands for the conversation in view mean."""
        found = self.pane.form_commands() if self.whole.currentWidget() is self.split else {}
        if not self.context.store.read_only and self.panel.detail is not None:
            found |= {Command.EDIT_RECORD: self.panel.edit, Command.DELETE_RECORD: self.panel.put_away}
        return found

    def panes(self) -> list[QWidget]:
        """Return list and detail."""
        return self.split.shown_panes()

    def set_window_ems(self, ems: float) -> None:
        """Show one pane or two."""
        self.split.set_window_ems(ems)

    def set_low(self, low: bool) -> None:
        """Leave the room to the list in a low window."""
        self.pane.set_low(low)

    # --- what follows from what -----------------------------------------------------------------------------------

    def _on_listed(self) -> None:
        self.whole.setCurrentIndex(0 if self.pane.shown_model.rowCount() or self.pane.is_filtered() else 1)
        self.commands_changed.emit()
        if self._to_first:
            self._to_first = False
            self._show_first()

    def _show(self, conversation_id: int) -> None:
        before = self.panel.detail
        try:
            self.panel.show_conversation(conversation_id)
        except WrongUse:
            self.panel.show_detail(None)
        if (before is None) != (self.panel.detail is None):
            self.commands_changed.emit()

    def _show_first(self) -> None:
        if self.pane.shown_model.rowCount():
            self.pane.list.setCurrentIndex(self.pane.shown_model.index(0, 0))
            row = self.pane.list.current_row()
            if isinstance(row, ConversationRow) and row.id != self.panel.id:
                self._show(row.id)
        else:
            self.panel.show_detail(None)
            self.commands_changed.emit()

    def _on_filtered(self) -> None:
        self._to_first = True
        self.pane.ask()

    def _on_chosen(self, row: object) -> None:
        if isinstance(row, ConversationRow) and row.id != self.panel.id:
            self._show(row.id)

    def _on_opened(self, row: object) -> None:
        if isinstance(row, ConversationRow):
            self._show(row.id)
            self.split.show_detail()

    def _on_menu(self, row: object, place: QPoint) -> None:
        """Offer for a line what its buttons do."""
        if not isinstance(row, ConversationRow):
            return
        self._show(row.id)
        panel = self.panel
        menu = QMenu(self)
        waiting = not panel.stop.isHidden()
        for words, slot, fits in (
            (_("Log the reply…"), panel.log_reply, not panel.reply.isHidden()),
            (_("Log another try…"), panel.chase, not panel.again.isHidden() or waiting),
            (_("Try another way in…"), panel.try_another_way, not panel.around.isHidden()),
            (_("Stop waiting…"), panel.stop_waiting, waiting),
            (_("Change…"), panel.edit, True),
            (_("Put away"), panel.put_away, True),
        ):
            if fits and not self.context.store.read_only:
                menu.addAction(words, slot)
        pop_up(self.pane.kit.add_to_menu(menu), place)

    def _on_form(self, table: bool) -> None:
        self.split.set_alone(table)
        self.commands_changed.emit()
