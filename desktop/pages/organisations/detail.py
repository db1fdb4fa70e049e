"""One organisation: head, what is late, tabs, and the facts beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QTabWidget, QVBoxLayout, QWidget

from desktop.actions import Command
from desktop.forms.quick_note import QuickNote
from desktop.forms.roles import RoleList
from desktop.pages.organisations.details_tab import DetailsTab
from desktop.pages.organisations.facts import fact_groups, waiting_words
from desktop.pages.organisations.header import Header
from desktop.pages.organisations.loading import Known, load
from desktop.pages.organisations.shorts import ShortTab, commitment_items, event_items
from desktop.theme import XL, L, M, S
from desktop.widgets.cards import AlertStrip, FactsPanel
from desktop.widgets.panes import FACTS_FROM
from desktop.widgets.scrolling import scrolling, topped
from desktop.widgets.story import Story
from desktop.widgets.timeline import Timeline
from models.actions.conversations import Party
from models.queries.commitments import CommitmentRow
from models.queries.events import EventRow
from models.vocabulary import CommitmentState
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class OrganisationDetailPane(QWidget):
    """Shows one organisation at a time; `show_id` brings another."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setObjectName("organisation_detail")
        self.known: Known | None = None
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(XL, L, XL, S)
        column.setSpacing(M)
        self.header = Header(context, self.edit)
        self.alert = AlertStrip(context.theme)
        self.alert.pressed.connect(context.actions[Command.LOG_CONVERSATION].trigger)
        self._make_tabs()
        self.facts = FactsPanel()
        self._row = QHBoxLayout()
        self._row.setSpacing(XL)
        self._row.addWidget(self.tabs, 1)
        # The facts scroll by themselves, so that many of them do not make the story scroll away.
        self._beside = scrolling(topped(self.facts))
        self._row.addWidget(self._beside)
        column.addWidget(self.header)
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

    def _make_tabs(self) -> None:
        theme = self.context.theme
        self.tabs = QTabWidget()
        self.tabs.setObjectName("organisation_tabs")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setUsesScrollButtons(True)
        self.note = QuickNote(self.context)
        self.timeline = Timeline(theme)
        self.timeline.entry_opened.connect(self.context.open)
        story = QWidget()
        column = QVBoxLayout(story)
        column.setContentsMargins(0, M, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.note)
        column.addWidget(self.timeline, 1)
        self.people = RoleList(self.context, of_person=False)
        self.people.as_at_changed.connect(self.refresh)
        self.commitments = ShortTab(theme, _("Commitments"), _("Add a commitment…"), _("No commitments with them yet."))
        self.events = ShortTab(theme, _("Events"), _("Tell them about an event…"), _("No events with them yet."))
        self.details = DetailsTab(self.context)
        self.commitments.add_wanted.connect(self.header.add_commitment)
        self.events.add_wanted.connect(self.header.tell)
        self.commitments.opened.connect(self._on_opened)
        self.events.opened.connect(self._on_opened)
        for page, words in (
            (story, _("Timeline")),
            (scrolling(self.people), _("People")),
            (scrolling(self.commitments), _("Commitments")),
            (scrolling(self.events), _("Events")),
            (scrolling(self.details), _("Details")),
        ):
            self.tabs.addTab(page, words)

    def show_id(self, number: int) -> None:
        """Show an organisation; what was being typed about the one before is saved first."""
        if self.known is not None and self.known.id != number:
            self.details.form.flush()
        self._show(load(self.context, number, self.people.day() if self._is_same(number) else None))

    def refresh(self) -> None:
        """Ask again about the one in view."""
        if self.known is not None:
            self._show(load(self.context, self.known.id, self.people.day()))

    def edit(self) -> None:
        """Go to the details, ready to type."""
        self.tabs.setCurrentIndex(4)
        self.details.focus_name()

    def set_window_ems(self, ems: float) -> None:
        """Move the facts into a tab of their own where there is no room beside the story."""
        narrow = ems < FACTS_FROM
        at = self.tabs.indexOf(self._facts_tab)
        if narrow and at < 0:
            self._facts_column.addWidget(self._beside)
            self.tabs.addTab(self._facts_tab, _("Who to contact"))
        elif not narrow and at >= 0:
            self.tabs.removeTab(at)
            self._row.addWidget(self._beside)
        self._beside.show()
        self._fit()

    def _is_same(self, number: int) -> bool:
        return self.known is not None and self.known.id == number

    def _show(self, known: Known) -> None:
        today = self.context.today()
        self.known = known
        self.header.show_known(known)
        waiting = waiting_words(known)
        if waiting is None:
            self.alert.hide()
        else:
            self.alert.tell(*waiting, action=_("Log another try"))
        self.note.about(Party(organisation_id=known.id), known.name)
        self.timeline.show_entries(Story(self.context.store, today, organisation_id=known.id))
        self.people.show_roles((known.id, known.name), known.people)
        self.commitments.show_items(commitment_items(known.commitments, today))
        self.events.show_items(event_items(known.events, known.id))
        self.details.show_known(known)
        self.facts.show_groups(fact_groups(known))
        unkept = (CommitmentState.KEPT, CommitmentState.WITHDRAWN, CommitmentState.LAPSED)
        promised = sum(row.state not in unkept for row in known.commitments)
        self._name_tab(1, _("People"), known.current_people)
        self._name_tab(2, _("Commitments"), promised)
        self._name_tab(3, _("Events"), len(known.events))
        self._name_tab(4, _("Details"), len(known.differences))

    def _name_tab(self, place: int, words: str, count: int) -> None:
        self.tabs.setTabText(place, f"{words} {count:,}" if count else words)

    def _fit(self) -> None:
        """Keep room for the story at any size of text; the whole scrolls where the window is low."""
        line = self.context.theme.line_height
        self.tabs.setMinimumHeight(12 * line)
        self.tabs.setMinimumWidth(0)
        # Neither asks for more than its least height: the pages of the tabs and the facts scroll by themselves.
        self.tabs.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._beside.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        if self.tabs.indexOf(self._facts_tab) < 0:
            self._beside.setFixedWidth(14 * line)
        else:
            self._beside.setMinimumWidth(0)
            self._beside.setMaximumWidth(16_777_215)

    def _on_opened(self, record: object) -> None:
        if isinstance(record, CommitmentRow):
            self.context.open("commitment", record.id)
        elif isinstance(record, EventRow):
            self.context.open("event", record.id)
