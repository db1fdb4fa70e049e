"""The right of a page: one record, its story and other tabs, and the facts beside them or in a tab of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.commands import Command
from desktop.forms.quick_note import QuickNote
from desktop.parts.tabs import PartsTabs
from desktop.theme import XL, L, M, S
from desktop.widgets.cards import AlertStrip, EmptyState, FactsPanel
from desktop.widgets.labels import PlainLabel
from desktop.widgets.panes import FACTS_FROM
from desktop.widgets.picture import Picture
from desktop.widgets.scrolling import scrolling, topped
from desktop.widgets.timeline import Timeline
from resources.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.context import Context
    from desktop.parts.spec import Owner, Part
    from desktop.parts.tab import OwnCard
    from desktop.tables.window_model import Start
    from desktop.widgets.timeline import TimelineEntry


class RecordDetail(QWidget):
    """Shows one record at a time; its children say which tabs there are and what stands in them."""

    def __init__(self, context: Context, name: str, head: QWidget, *, facts_title: str) -> None:
        """`facts_title` is what the tab of the facts is called where there is no room beside the story."""
        super().__init__()
        self.context, self._facts_title = context, facts_title
        self.setObjectName(f"{name}_detail")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(XL, L, XL, S)
        column.setSpacing(M)
        self.alert = AlertStrip(context.theme)
        self.alert.pressed.connect(context.actions[Command.LOG_CONVERSATION].trigger)
        self.tabs = PartsTabs(context, f"{name}_tabs")
        self.parts_tabs = self.tabs.parts_tabs
        self.facts = FactsPanel()
        self._row = QHBoxLayout()
        self._row.setSpacing(XL)
        self._row.addWidget(self.tabs, 1)
        # The facts scroll by themselves, so that many of them do not make the story scroll away.
        self._beside = scrolling(topped(self.facts))
        self._row.addWidget(self._beside)
        column.addWidget(head)
        column.addWidget(self.alert)
        column.addLayout(self._row, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))
        self._facts_tab = QWidget()
        self._facts_column = QVBoxLayout(self._facts_tab)
        self._facts_column.setContentsMargins(0, M, 0, M)
        context.theme.changed.connect(self._fit)
        self._fit()

    def make_head(self, name: str, icon: str) -> QHBoxLayout:
        """Return the picture of the record, what it is called and a line about it, for the top."""
        row, names = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(L)
        names.setSpacing(2)
        self.name, self.words = PlainLabel("", "h1"), PlainLabel("", "muted")
        self.name.setObjectName(f"{name}_name")
        names.addWidget(self.name)
        names.addWidget(self.words)
        row.addWidget(Picture(self.context.theme, icon, "accent", 1.9), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(names, 1)
        return row

    def make_story(self) -> QWidget:
        """Return the first tab: a line for a quick note, and what has happened, newest first."""
        self.note, self.timeline = QuickNote(self.context), Timeline(self.context.theme)
        self.timeline.entry_opened.connect(self.context.open)
        self.no_story = self._make_no_story()
        self._told = QStackedWidget()
        self._told.addWidget(self.timeline)
        self._told.addWidget(scrolling(self.no_story))
        story = QWidget()
        column = QVBoxLayout(story)
        column.setContentsMargins(0, M, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.note)
        column.addWidget(self._told, 1)
        return story

    def _make_no_story(self) -> EmptyState:
        made = EmptyState(self.context.theme, "chat-circle-text", _("Nothing has happened yet"), "")
        if self.context.store.read_only:
            made.tell(made.title.text(), _("What is said, agreed and promised will appear here."))
        else:
            made.words.setText(_("Write a quick note above, or log a call, an email, a letter or a visit."))
            made.add_button(_("Log a conversation"), self.context.actions[Command.LOG_CONVERSATION].trigger)
        return made

    def show_story(self, fetch: Callable[[Start[TimelineEntry], int], Sequence[TimelineEntry]]) -> None:
        """Show what has happened, or how to begin where nothing has."""
        self.timeline.show_entries(fetch)
        self._told.setCurrentIndex(0 if self.timeline.count else 1)

    def show_waiting(self, waiting: tuple[str, str] | None, action: str) -> None:
        """Say above the tabs what waits for a reply, if anything does."""
        if waiting is None:
            self.alert.hide()
        else:
            self.alert.tell(*waiting, action=action)

    def add_parts(self, words: str, parts: Sequence[Part], name: str, own: Sequence[type[OwnCard]] = ()) -> None:
        """Add a tab with the cards of some parts and of the page itself, asked for when it is looked at."""
        self.tabs.add_parts(words, parts, name, own)

    def show_parts(self, owner: Owner) -> None:
        """Tell the tabs of parts which record is in view, or that something of it changed."""
        self.tabs.show_parts(owner)

    def show_part(self, kind: str, number: int) -> bool:
        """Bring one part of the record in view into view; tell whether there is a place for it."""
        return self.tabs.show_part(kind, number)

    # --- what its children say ------------------------------------------------------------------------------------

    def read_choices(self) -> None:
        """Ask again for what can be chosen in its forms, as when the book has changed."""

    def show_id(self, number: int) -> None:
        """Show a record."""
        raise NotImplementedError

    def known_id(self) -> int | None:
        """Return the number of the record in view."""
        raise NotImplementedError

    def forget(self) -> None:
        """Let go of the record in view, which is no longer there."""
        raise NotImplementedError

    def edit(self) -> None:
        """Go to where the record is changed."""
        raise NotImplementedError

    def put_away(self) -> None:
        """Take the record out of the lists; Undo brings it back."""
        raise NotImplementedError

    def menu(self) -> QMenu:
        """Return what else can be done with the record in view."""
        raise NotImplementedError

    # --- its room -------------------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        """Take the focus."""
        self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_window_ems(self, ems: float) -> None:
        """Move the facts into a tab of their own where there is no room beside the story."""
        narrow, at = ems < FACTS_FROM, self.tabs.indexOf(self._facts_tab)
        if narrow and at < 0:
            self._facts_column.addWidget(self._beside)
            self.tabs.addTab(self._facts_tab, self._facts_title)
        elif not narrow and at >= 0:
            self.tabs.removeTab(at)
            self._row.addWidget(self._beside)
        self._beside.show()
        self._fit()

    def _fit(self) -> None:
        """Keep room for the story at any size of text; the whole scrolls where the window is low."""
        line = self.context.theme.line_height
        self.tabs.keep_room()
        self.tabs.setMinimumWidth(0)
        self._beside.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        if self.tabs.indexOf(self._facts_tab) < 0:
            self._beside.setFixedWidth(14 * line)
        else:
            self._beside.setMinimumWidth(0)
            self._beside.setMaximumWidth(16_777_215)
