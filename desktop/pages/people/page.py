"""The page of people: the list at the left, one of them at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.actions import Command
from desktop.pages.people.detail import PersonDetailPane
from desktop.pages.people.list_pane import PeopleList
from desktop.shell.page import Page
from desktop.widgets.cards import EmptyState
from desktop.widgets.panes import Panes
from models.errors import AppError
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.widgets.line_edit import FilterBox


class PeoplePage(Page):
    """List and detail; the detail follows the list a moment later, so that arrow keys never wait."""

    kinds: ClassVar[tuple[str, ...]] = (
        *("person", "affiliation", "contact_point", "organisation", "area", "post"),
        *("conversation", "conversation_party", "meeting", "attendance", "commitment", "promotion"),
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("page_people")
        self.list = PeopleList(context)
        self.detail = PersonDetailPane(context)
        self.nothing = EmptyState(
            context.theme, "user", _("Nobody chosen"), _("Choose one in the list to see their story.")
        )
        self.right = QStackedWidget()
        self.right.addWidget(self.nothing)
        self.right.addWidget(self.detail)
        self.split = Panes(context.theme, context.settings, "people", left=self.list, detail=self.right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split)
        self._wanted: int | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._show_wanted)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self.list.menu_wanted.connect(self._on_menu)

    def refresh(self) -> None:
        """Ask the book again; what is in view stays."""
        self.list.refresh()
        if self.detail.known is not None:
            self._show(self.detail.known.id)
        elif (first := self.list.first_id()) is not None:
            self._show(first)
            self.list.select(first)

    def show_record(self, kind: str, record_id: int) -> None:
        """Show a person, also where only one pane fits."""
        if kind == "person":
            self.list.select(record_id)
            self._show(record_id)
            self.split.show_detail()

    def record_in_view(self) -> tuple[str, int] | None:
        """Return the person in view."""
        known = self.detail.known
        return None if known is None else ("person", known.id)

    def place(self) -> object:
        """Return the number of the person in view."""
        return None if self.detail.known is None else self.detail.known.id

    def return_to(self, place: object) -> None:
        """Show a person again."""
        if isinstance(place, int):
            self.show_record("person", place)

    def go_back(self) -> bool:
        """Leave the detail where only one pane fits."""
        return self.split.go_back()

    def filter_box(self) -> FilterBox | None:
        """Return the box that Ctrl+F goes to."""
        self.split.show_list()
        return self.list.box

    def panes(self) -> list[QWidget]:
        """Return list and detail."""
        return self.split.shown_panes()

    def set_window_ems(self, ems: float) -> None:
        """Show as many panes as fit."""
        self.split.set_window_ems(ems)
        self.detail.set_window_ems(ems)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the commands for the record in view their meaning."""
        super().showEvent(event)
        if not self.context.store.read_only:
            self.context.actions.bind(Command.EDIT_RECORD, self._on_edit)
            self.context.actions.bind(Command.DELETE_RECORD, self.detail.put_away)

    def _on_edit(self) -> None:
        if self.detail.known is not None:
            self.split.show_detail()
            self.detail.edit()

    def _on_chosen(self, number: int) -> None:
        self._wanted = number
        self._soon.start()

    def _on_opened(self, number: int) -> None:
        self._show(number)
        self.split.show_detail()
        if not self.split.is_single:
            self.detail.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_menu(self, row: object, place: QPoint) -> None:
        number = getattr(row, "id", None)
        if isinstance(number, int):
            self._show(number)
            self.detail.menu().popup(place)

    def _show_wanted(self) -> None:
        if self._wanted is not None:
            self._show(self._wanted)

    def _show(self, number: int) -> None:
        self._soon.stop()
        try:
            self.detail.show_id(number)
        except AppError as error:
            self.detail.known = None
            self.nothing.tell(_("They are no longer here"), error.sentence)
            self.right.setCurrentWidget(self.nothing)
            return
        self.right.setCurrentWidget(self.detail)
