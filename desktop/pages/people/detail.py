"""One person: who they are, what waits, tabs of story, roles and details, and the facts beside them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QTabWidget, QVBoxLayout, QWidget

from desktop.actions import Command
from desktop.dialogs.asking import attempt
from desktop.dialogs.new_commitment import ask_new_commitment
from desktop.forms.quick_note import QuickNote
from desktop.forms.roles import RoleList
from desktop.pages.people.details_tab import DetailsTab
from desktop.pages.people.facts import fact_groups, heading_line, waiting_words
from desktop.pages.people.loading import Known, load
from desktop.theme import XL, L, M, S
from desktop.widgets.buttons import button
from desktop.widgets.cards import AlertStrip, FactsPanel
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from desktop.widgets.panes import FACTS_FROM
from desktop.widgets.picture import Picture
from desktop.widgets.scrolling import scrolling, topped
from desktop.widgets.story import Story
from desktop.widgets.timeline import Timeline
from models.actions.conversations import Party
from models.actions.people import archive_person, restore_person
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class PersonDetailPane(QWidget):
    """Shows one person at a time; `show_id` brings another."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setObjectName("person_detail")
        self.known: Known | None = None
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(XL, L, XL, S)
        column.setSpacing(M)
        column.addLayout(self._make_head())
        column.addWidget(self._make_buttons())
        self.alert = AlertStrip(context.theme)
        self.alert.pressed.connect(context.actions[Command.LOG_CONVERSATION].trigger)
        column.addWidget(self.alert)
        self._make_tabs()
        self.facts = FactsPanel()
        self._row = QHBoxLayout()
        self._row.setSpacing(XL)
        self._row.addWidget(self.tabs, 1)
        # The facts scroll by themselves, so that many of them do not make the story scroll away.
        self._beside = scrolling(topped(self.facts))
        self._row.addWidget(self._beside)
        column.addLayout(self._row, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))
        self._facts_tab = QWidget()
        self._facts_column = QVBoxLayout(self._facts_tab)
        self._facts_column.setContentsMargins(0, M, 0, M)
        context.theme.changed.connect(self._fit)
        self._fit()

    def _make_head(self) -> QHBoxLayout:
        row, names = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(L)
        names.setSpacing(2)
        self.name, self.words = PlainLabel("", "h1"), PlainLabel("", "muted")
        self.name.setObjectName("person_name")
        names.addWidget(self.name)
        names.addWidget(self.words)
        row.addWidget(Picture(self.context.theme, "user", "accent", 1.9), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(names, 1)
        return row

    def _make_buttons(self) -> QWidget:
        theme, log = self.context.theme, self.context.actions[Command.LOG_CONVERSATION]
        box = QWidget()
        flow = FlowLayout(box)
        self._log = button(_("Lo&g"), log.trigger, theme=theme, icon="chat-circle-text", name="log_here")
        self._log.setToolTip(log.toolTip())
        self._commitment = button(
            _("&Commitment"), self._on_commitment, theme=theme, icon="check-square", name="commitment_here"
        )
        self._more = button(_("More"), self._on_more, theme=theme, icon="dots-three", name="more_here")
        for made in (self._log, self._commitment, self._more):
            flow.addWidget(made)
        return box

    def _make_tabs(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setObjectName("person_tabs")
        self.tabs.setDocumentMode(True)
        self.note = QuickNote(self.context)
        self.timeline = Timeline(self.context.theme)
        self.timeline.entry_opened.connect(self.context.open)
        story = QWidget()
        column = QVBoxLayout(story)
        column.setContentsMargins(0, M, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.note)
        column.addWidget(self.timeline, 1)
        self.roles = RoleList(self.context, of_person=True)
        self.roles.as_at_changed.connect(self.refresh)
        self.details = DetailsTab(self.context)
        self.tabs.addTab(story, _("Timeline"))
        self.tabs.addTab(scrolling(self.roles), _("Roles"))
        self.tabs.addTab(scrolling(self.details), _("Details"))

    def show_id(self, number: int) -> None:
        """Show a person; what was being typed about the one before is saved first."""
        same = self.known is not None and self.known.id == number
        if not same and self.known is not None:
            self.details.form.flush()
        self._show(load(self.context, number, self.roles.day() if same else None))

    def refresh(self) -> None:
        """Ask again about the one in view."""
        if self.known is not None:
            self._show(load(self.context, self.known.id, self.roles.day()))

    def edit(self) -> None:
        """Go to the details, ready to type."""
        self.tabs.setCurrentIndex(2)
        self.details.focus_name()

    def put_away(self) -> None:
        """Take the person out of the lists; Undo brings them back."""
        known = self.known
        if known is not None and not known.detail.row.archived:
            words = _("Put {name} away").format(name=known.name)
            attempt(self.context, words, lambda session: archive_person(session, known.id))

    def menu(self) -> QMenu:
        """Return what else can be done, for the button and for the context menu of the list."""
        menu = QMenu(self)
        known = self.known
        if known is not None:
            free = not self.context.store.read_only
            menu.addAction(_("Edit (F2)"), self.edit).setEnabled(free)
            if known.detail.row.archived:
                menu.addAction(_("Take back into the lists"), partial(self._restore, known)).setEnabled(free)
            else:
                menu.addAction(_("Put away"), self.put_away).setEnabled(free)
        return menu

    def set_window_ems(self, ems: float) -> None:
        """Move the facts into a tab of their own where there is no room beside the story."""
        narrow, at = ems < FACTS_FROM, self.tabs.indexOf(self._facts_tab)
        if narrow and at < 0:
            self._facts_column.addWidget(self._beside)
            self.tabs.addTab(self._facts_tab, _("How to reach them"))
        elif not narrow and at >= 0:
            self.tabs.removeTab(at)
            self._row.addWidget(self._beside)
        self._beside.show()
        self._fit()

    def _show(self, known: Known) -> None:
        today = self.context.today()
        self.known = known
        row = known.detail.row
        self.name.setText(known.name)
        self.words.setText(heading_line(known))
        waiting = waiting_words(known)
        if waiting is None:
            self.alert.hide()
        else:
            self.alert.tell(*waiting, action=_("Log another try"))
        for made in (self._log, self._commitment):
            made.setEnabled(not row.archived and not self.context.store.read_only)
        self.note.about(Party(person_id=known.id), known.name)
        self.timeline.show_entries(Story(self.context.store, today, person_id=known.id))
        self.roles.show_roles((known.id, known.name), known.roles)
        self.details.show_known(known)
        self.facts.show_groups(fact_groups(known, today))
        current = sum(role.is_current for role in known.roles)
        self.tabs.setTabText(1, f"{_('Roles')} {current}" if current else _("Roles"))

    def _fit(self) -> None:
        """Keep room for the story at any size of text; the whole scrolls where the window is low."""
        line = self.context.theme.line_height
        self.tabs.setMinimumHeight(12 * line)
        # Neither asks for more than its least height: the pages of the tabs and the facts scroll by themselves.
        self.tabs.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._beside.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        if self.tabs.indexOf(self._facts_tab) < 0:
            self._beside.setFixedWidth(14 * line)
        else:
            self._beside.setMinimumWidth(0)
            self._beside.setMaximumWidth(16_777_215)

    def _restore(self, known: Known) -> None:
        words = _("Take {name} back").format(name=known.name)
        attempt(self.context, words, lambda session: restore_person(session, known.id))

    def _on_more(self) -> None:
        self.menu().popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _on_commitment(self) -> None:
        if self.known is not None:
            ask_new_commitment(self.context).promise_of("person", self.known.id, self.known.name)
