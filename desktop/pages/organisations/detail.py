"""One organisation: head, what is late, tabs, and the facts beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from desktop.forms.roles import RoleList
from desktop.marks.tab import add_marks
from desktop.pages.organisations.details_tab import DetailsTab
from desktop.pages.organisations.facts import fact_groups, waiting_words
from desktop.pages.organisations.header import Header
from desktop.pages.organisations.loading import Known, load
from desktop.pages.organisations.parts import TABS
from desktop.pages.organisations.shorts import ShortTab, commitment_items, event_items
from desktop.parts.spec import Owner
from desktop.pictures.links_tab import LinksTab
from desktop.shell.record_detail import RecordDetail
from desktop.widgets.scrolling import scrolling
from desktop.widgets.story import Story
from models.actions.conversations import Party
from models.queries.commitments import CommitmentRow
from models.queries.events import EventRow
from models.vocabulary import CommitmentState
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class OrganisationDetailPane(RecordDetail):
    """Shows one organisation at a time; `show_id` brings another."""

    def __init__(self, context: Context) -> None:
        self.known: Known | None = None
        self.header = Header(context, self.edit)
        super().__init__(context, "organisation", self.header, facts_title=_("Who to contact"))
        self._add_tabs()

    def _add_tabs(self) -> None:
        theme = self.context.theme
        self.people = RoleList(self.context, of_person=False)
        self.people.as_at_changed.connect(self.refresh)
        self.commitments = ShortTab(theme, _("Commitments"), _("Add a commitment…"), _("No commitments with them yet."))
        self.events = ShortTab(theme, _("Events"), _("Tell them about an event…"), _("No events with them yet."))
        self.details = DetailsTab(self.context)
        self.links = LinksTab(self.context)
        self.commitments.add_wanted.connect(self.header.add_commitment)
        self.events.add_wanted.connect(self.header.tell)
        self.commitments.opened.connect(self._on_opened)
        self.events.opened.connect(self._on_opened)
        self.tabs.addTab(self.make_story(), _("Timeline"))
        pages: tuple[QWidget, ...] = (self.people, self.commitments, self.events, self.details)
        self._pages: dict[QWidget, QWidget] = {page: scrolling(page) for page in pages}
        contact, *others = TABS
        self.tabs.addTab(self._pages[self.people], _("People"))
        self.add_parts(_(contact[0]), *contact[1:])
        self.tabs.addTab(self._pages[self.commitments], _("Commitments"))
        self.tabs.addTab(self._pages[self.events], _("Events"))
        for words, parts, name in others:
            self.add_parts(_(words), parts, name)
        add_marks(self.context, self.tabs, self.parts_tabs, "organisation", self)
        self.tabs.addTab(scrolling(self.links), _("Links"))
        self.tabs.addTab(self._pages[self.details], _("Details"))

    def read_choices(self) -> None:
        """Ask again for the wards."""
        self.details.read_wards()

    def show_id(self, number: int) -> None:
        """Show an organisation; what was being typed about the one before is saved first."""
        if self.known is not None and self.known.id != number:
            self.details.form.flush()
        self._show(load(self.context, number, self.people.day() if self._is_same(number) else None))

    def show_part(self, kind: str, number: int) -> bool:
        """Bring a part into view: a role among the people, an address or a link among the details."""
        page = {"affiliation": self.people, "contact_point": self.details, "organisation_relationship": self.details}
        if kind not in page:
            return super().show_part(kind, number)
        self.tabs.setCurrentWidget(self._pages[page[kind]])
        return kind != "affiliation" or self.people.choose(number)

    def refresh(self) -> None:
        """Ask again about the one in view."""
        if self.known is not None:
            self._show(load(self.context, self.known.id, self.people.day()))

    def edit(self) -> None:
        """Go to the details, ready to type."""
        self.tabs.setCurrentWidget(self._pages[self.details])
        self.details.focus_name()

    def known_id(self) -> int | None:
        """Return the number of the organisation in view."""
        return None if self.known is None else self.known.id

    def forget(self) -> None:
        """Let go of the organisation in view, which is no longer there."""
        self.known = None

    def put_away(self) -> None:
        """Take the organisation out of the lists; Undo brings it back."""
        self.header.put_away()

    def menu(self) -> QMenu:
        """Return what else can be done with the organisation in view."""
        return self.header.menu()

    def _is_same(self, number: int) -> bool:
        return self.known is not None and self.known.id == number

    def _show(self, known: Known) -> None:
        today = self.context.today()
        self.known = known
        self.header.show_known(known)
        self.show_waiting(waiting_words(known), _("Log another try"))
        self.note.about(Party(organisation_id=known.id), known.name)
        self.show_story(Story(self.context.store, today, organisation_id=known.id))
        self.people.show_roles((known.id, known.name), known.people)
        self.commitments.show_items(commitment_items(known.commitments, today))
        self.events.show_items(event_items(known.events, known.id))
        self.details.show_known(known)
        self.links.show_organisation(known.id)
        self.facts.show_groups(fact_groups(known))
        self.show_parts(Owner("organisation", known.id, known.name))
        unkept = (CommitmentState.KEPT, CommitmentState.WITHDRAWN, CommitmentState.LAPSED)
        promised = sum(row.state not in unkept for row in known.commitments)
        self._name_tab(self.people, _("People"), known.current_people)
        self._name_tab(self.commitments, _("Commitments"), promised)
        self._name_tab(self.events, _("Events"), len(known.events))
        self._name_tab(self.details, _("Details"), len(known.differences))

    def _name_tab(self, page: QWidget, words: str, count: int) -> None:
        self.tabs.setTabText(self.tabs.indexOf(self._pages[page]), f"{words} {count:,}" if count else words)

    def _on_opened(self, record: object) -> None:
        if isinstance(record, CommitmentRow):
            self.context.open("commitment", record.id)
        elif isinstance(record, EventRow):
            self.context.open("event", record.id)
