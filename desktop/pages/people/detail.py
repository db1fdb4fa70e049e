"""One person: who they are, what waits, tabs of story, roles and details, and the facts beside them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop.commands import Command
from desktop.dialogs.asking import attempt
from desktop.dialogs.new_commitment import ask_new_commitment
from desktop.forms.roles import RoleList
from desktop.marks.tab import add_marks
from desktop.pages.people.details_tab import DetailsTab
from desktop.pages.people.facts import fact_groups, heading_line, waiting_words
from desktop.pages.people.loading import Known, load
from desktop.pages.people.parts import TABS
from desktop.parts.spec import Owner
from desktop.shell.record_detail import RecordDetail
from desktop.theme import M
from desktop.widgets.buttons import button
from desktop.widgets.flow import FlowLayout
from desktop.widgets.menus import drop_down
from desktop.widgets.scrolling import scrolling
from desktop.widgets.story import Story
from models.actions.conversations import Party
from models.actions.deleted import bring_back_records
from models.actions.people import archive_person
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class PersonDetailPane(RecordDetail):
    """Shows one person at a time; `show_id` brings another."""

    def __init__(self, context: Context) -> None:
        self.known: Known | None = None
        super().__init__(context, "person", head := QWidget(), facts_title=_("How to reach them"))
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addLayout(self.make_head("person", "user"))
        column.addWidget(self._make_buttons())
        self._add_tabs()

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

    def _add_tabs(self) -> None:
        self.roles = RoleList(self.context, of_person=True)
        self.roles.as_at_changed.connect(self.refresh)
        self.details = DetailsTab(self.context)
        self.tabs.addTab(self.make_story(), _("Timeline"))
        self.tabs.addTab(scrolling(self.roles), _("Roles"))
        self.tabs.addTab(scrolling(self.details), _("Details"))
        for words, parts, name in TABS:
            self.add_parts(_(words), parts, name)
        add_marks(self.context, self.tabs, self.parts_tabs, "person", self)

    def show_id(self, number: int) -> None:
        """Show a person; what was being typed about the one before is saved first."""
        same = self.known is not None and self.known.id == number
        if not same and self.known is not None:
            self.details.form.flush()
        self._show(load(self.context, number, self.roles.day() if same else None))

    def show_part(self, kind: str, number: int) -> bool:
        """Bring a part into view: a role among the roles, an address among the details."""
        if kind not in ("affiliation", "contact_point"):
            return super().show_part(kind, number)
        self.tabs.setCurrentIndex(1 if kind == "affiliation" else 2)
        return kind != "affiliation" or self.roles.choose(number)

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
            menu.addAction(self.context.actions[Command.SAVE_CONTACTS])
            menu.addAction(_("Everything we hold about this person…"), partial(self._on_held, known))
            menu.addAction(_("Erase for good…"), partial(self._on_erase, known)).setEnabled(free)
            if known.detail.row.archived:
                menu.addAction(_("Take back into the lists"), partial(self._restore, known)).setEnabled(free)
            else:
                menu.addAction(_("Put away"), self.put_away).setEnabled(free)
        return menu

    def _on_held(self, known: Known) -> None:
        from desktop.dialogs.held.dialog import HeldDialog

        HeldDialog(self.context, (known.id, known.name), self.window()).open()

    def _on_erase(self, known: Known) -> None:
        from desktop.dialogs.erasing.dialog import EraseDialog

        EraseDialog(self.context, (known.id, known.name), self.window()).open()

    def known_id(self) -> int | None:
        """Return the number of the person in view."""
        return None if self.known is None else self.known.id

    def forget(self) -> None:
        """Let go of the person in view, who is no longer there."""
        self.known = None

    def _show(self, known: Known) -> None:
        today = self.context.today()
        self.known = known
        row = known.detail.row
        self.name.setText(known.name)
        self.words.setText(heading_line(known))
        self.show_waiting(waiting_words(known), _("Log another try"))
        for made in (self._log, self._commitment):
            made.setEnabled(not row.archived and not self.context.store.read_only)
        self.note.about(Party(person_id=known.id), known.name)
        self.show_story(Story(self.context.store, today, person_id=known.id))
        self.roles.show_roles((known.id, known.name), known.roles)
        self.details.show_known(known)
        self.facts.show_groups(fact_groups(known, today))
        self.show_parts(Owner("person", known.id, known.name))
        current = sum(role.is_current for role in known.roles)
        self.tabs.setTabText(1, f"{_('Roles')} {current}" if current else _("Roles"))

    def _restore(self, known: Known) -> None:
        words = _("Take {name} back").format(name=known.name)
        attempt(self.context, words, lambda session: bring_back_records(session, [("person", known.id)]))

    def _on_more(self) -> None:
        drop_down(self.menu(), self._more)

    def _on_commitment(self) -> None:
        if self.known is not None:
            ask_new_commitment(self.context).promise_of("person", self.known.id, self.known.name)
