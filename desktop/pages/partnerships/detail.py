"""One partnership: its head, its story, its parts, and the five blocks of its overview."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop.commands import Command
from desktop.dialogs.asking import EndDialog, attempt
from desktop.marks.tab import add_marks
from desktop.pages.partnerships.checklist import ChecklistCard
from desktop.pages.partnerships.facts import fact_groups, find_risks, heading_line, overview_groups, risk_group
from desktop.pages.partnerships.ledger import LedgerCard
from desktop.pages.partnerships.new_partnership import PartnershipDialog
from desktop.pages.partnerships.parts import TABS
from desktop.pages.partnerships.sharing import Sharing
from desktop.pages.partnerships.surveys import SurveyCard
from desktop.parts.spec import Owner
from desktop.shell.record_detail import RecordDetail
from desktop.theme import L, M
from desktop.widgets.buttons import button
from desktop.widgets.cards import FactsPanel
from desktop.widgets.flow import FlowLayout
from desktop.widgets.menus import drop_down
from desktop.widgets.scrolling import scrolling, topped
from desktop.widgets.story import Story
from models.actions.conversations import Party
from models.actions.organisations import archive_organisation
from models.actions.partnerships import end_partnership
from models.queries.partnership_detail import PartnershipDetail, find_partnership
from models.vocabulary import PartnershipStatus
from resources.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from desktop.context import Context


class PartnershipDetailPane(RecordDetail):
    """Shows one partnership at a time; `show_id` brings another."""

    def __init__(self, context: Context) -> None:
        self.known: PartnershipDetail | None = None
        super().__init__(context, "partnership", head := QWidget(), facts_title=_("Governance"))
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addLayout(self.make_head("partnership", "handshake"))
        column.addWidget(self._make_buttons())
        self.overview = FactsPanel()
        overview = topped(self.overview)
        overview.setContentsMargins(0, M, 0, L)
        self.tabs.addTab(scrolling(overview), _("Overview"))
        own = {"money": LedgerCard, "checklists": ChecklistCard, "surveys": SurveyCard}
        for words, parts, name in TABS:
            self.add_parts(_(words), parts, name, [own[name]] if name in own else ())
        self.tabs.addTab(self.make_story(), _("Timeline"))
        add_marks(self.context, self.tabs, self.parts_tabs, "organisation", self)

    def _make_buttons(self) -> QWidget:
        theme, log = self.context.theme, self.context.actions[Command.LOG_CONVERSATION]
        box = QWidget()
        flow = FlowLayout(box)
        self._log = button(_("Lo&g"), log.trigger, theme=theme, icon="chat-circle-text", name="log_here")
        self._log.setToolTip(log.toolTip())
        self._edit = button(_("Cha&nge…"), self.edit, theme=theme, icon="pencil-simple", name="edit_here")
        self._more = button(_("More"), self._on_more, theme=theme, icon="dots-three", name="more_here")
        for made in (self._log, self._edit, self._more):
            flow.addWidget(made)
        return box

    def show_id(self, number: int) -> None:
        """Show a partnership."""
        today = self.context.today()
        with self.context.store.read() as session:
            self.known = known = find_partnership(session, number, as_at=today)
            risks = risk_group(find_risks(session, known, today))
        self.name.setText(known.name)
        self.words.setText(heading_line(known))
        free = not self.context.store.read_only
        for made in (self._log, self._edit):
            made.setEnabled(free)
        self.note.about(Party(organisation_id=known.id), known.name)
        self.show_story(Story(self.context.store, today, organisation_id=known.id))
        self.overview.show_groups([*overview_groups(known), *([risks] if risks[1] else [])])
        self.facts.show_groups(fact_groups(known))
        self.show_parts(Owner("organisation", known.id, known.name))

    def edit(self) -> None:
        """Open the form of the partnership."""
        if self.known is not None:
            PartnershipDialog(self.context, self._owner(self.known), self.window()).open()

    def known_id(self) -> int | None:
        """Return the number of the partnership in view."""
        return None if self.known is None else self.known.id

    def forget(self) -> None:
        """Let go of the partnership in view, which is no longer there."""
        self.known = None

    def put_away(self) -> None:
        """Take the partnership out of the lists; Undo brings it back."""
        known = self.known
        if known is not None:
            words = _("Put {name} away").format(name=known.name)
            attempt(self.context, words, lambda session: archive_organisation(session, known.id))

    def menu(self) -> QMenu:
        """Return what else can be done with the partnership in view."""
        menu, known = QMenu(self), self.known
        if known is not None:
            free = not self.context.store.read_only
            menu.addAction(_("Edit (F2)"), self.edit).setEnabled(free)
            menu.addAction(_("Open as an organisation"), partial(self.context.open, "organisation", known.id))
            menu.addAction(_("Save what partners share…"), self._on_share)
            if known.status.row.status is not PartnershipStatus.ENDED:
                menu.addAction(_("End the partnership…"), self._on_end).setEnabled(free)
            menu.addSeparator()
            menu.addAction(_("Put away"), self.put_away).setEnabled(free)
        return menu

    def _on_share(self) -> None:
        if self.known is not None:
            Sharing(self.context, self.known.id, self.known.name).ask(self.window())

    @staticmethod
    def _owner(known: PartnershipDetail) -> Owner:
        return Owner("partnership", known.id, known.name)

    def _on_more(self) -> None:
        drop_down(self.menu(), self._more)

    def _on_end(self) -> None:
        if self.known is not None:
            EndDialog(
                self.context,
                _("End a partnership"),
                _("{name}. Memberships, roles and legal forms that stand end with it; all stay in the history.").format(
                    name=self.known.name
                ),
                partial(self._end, self.known),
                reason_hint=_("For example: funding ended, merged into another"),
                reason_needed=True,
                parent=self.window(),
            ).open()

    def _end(self, known: PartnershipDetail, day: date, reason: str) -> None:
        with self.context.store.write(_("End of {name}").format(name=known.name)) as session:
            end_partnership(session, known.id, day, reason)
