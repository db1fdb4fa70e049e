"""The head of an organisation: its name, what it is, and what can be done with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.commands import Command
from desktop.dialogs.asking import attempt
from desktop.dialogs.new_commitment import ask_new_commitment
from desktop.dialogs.new_meeting import ask_new_meeting
from desktop.dialogs.tell_event import TellDialog
from desktop.pages.organisations.lines import heading_line
from desktop.theme import L, M
from desktop.widgets.buttons import button
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from desktop.widgets.menus import drop_down
from desktop.widgets.picture import Picture
from models.actions.deleted import bring_back_records
from models.actions.organisations import archive_organisation
from models.vocabulary import OrganisationKind
from resources.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.context import Context
    from desktop.pages.organisations.loading import Known

_ICONS = {
    OrganisationKind.INSTITUTION: "buildings",
    OrganisationKind.COUNCIL: "bank",
    OrganisationKind.LOCAL_AUTHORITY: "bank",
    OrganisationKind.COMBINED_AUTHORITY: "bank",
    OrganisationKind.GOVERNMENT: "bank",
    OrganisationKind.BUSINESS: "storefront",
    OrganisationKind.CHARITY: "heart",
}


class Header(QWidget):
    """Name, kind, ward, distance, pupils; Log, Meeting, Commitment, Tell them, and more."""

    def __init__(self, context: Context, edit: Callable[[], None]) -> None:
        super().__init__()
        self._context, self._edit = context, edit
        self._known: Known | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        top = QHBoxLayout()
        top.setSpacing(L)
        self._picture = Picture(context.theme, "buildings", "accent", 1.9)
        names = QVBoxLayout()
        names.setSpacing(2)
        self.name, self.words = PlainLabel("", "h1"), PlainLabel("", "muted")
        self.name.setObjectName("organisation_name")
        names.addWidget(self.name)
        names.addWidget(self.words)
        top.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(names, 1)
        column.addLayout(top)
        column.addWidget(self._make_buttons())

    def _make_buttons(self) -> QWidget:
        theme = self._context.theme
        box = QWidget()
        flow = FlowLayout(box)
        log = self._context.actions[Command.LOG_CONVERSATION]
        self._log = button(_("Lo&g"), log.trigger, theme=theme, icon="chat-circle-text", name="log_here")
        self._log.setToolTip(log.toolTip())
        self._meeting = button(_("&Meeting"), self._on_meeting, theme=theme, icon="notebook", name="meeting_here")
        self._commitment = button(
            _("&Commitment"), self.add_commitment, theme=theme, icon="check-square", name="commitment_here"
        )
        self._tell = button(_("Te&ll them about an event"), self.tell, theme=theme, icon="megaphone", name="tell_here")
        self._more = button(_("More"), self._on_more, theme=theme, icon="dots-three", name="more_here")
        for made in (self._log, self._meeting, self._commitment, self._tell, self._more):
            flow.addWidget(made)
        return box

    def show_known(self, known: Known) -> None:
        """Show an organisation."""
        self._known = known
        self.name.setText(known.name)
        self.words.setText(heading_line(known.detail, known.row))
        self._picture.set_icon(_ICONS.get(known.row.kind, "users-three"))
        free = not self._context.store.read_only
        for made in (self._log, self._meeting, self._commitment, self._tell):
            made.setEnabled(free and not known.row.archived)

    def menu(self) -> QMenu:
        """Return what else can be done, for the button and for the context menu of the list."""
        menu = QMenu(self)
        known = self._known
        if known is not None:
            free = not self._context.store.read_only
            menu.addAction(_("Edit (F2)"), self._edit).setEnabled(free)
            menu.addAction(self._context.actions[Command.SAVE_CONTACTS])
            if known.row.archived:
                menu.addAction(_("Take back into the lists"), partial(self._restore, known)).setEnabled(free)
            else:
                menu.addAction(_("Put away"), self.put_away).setEnabled(free)
        return menu

    def put_away(self) -> None:
        """Take the organisation out of the lists; Undo brings it back."""
        known = self._known
        if known is not None and not known.row.archived:
            words = _("Put {name} away").format(name=known.name)
            attempt(self._context, words, lambda session: archive_organisation(session, known.id))

    def _restore(self, known: Known) -> None:
        words = _("Take {name} back").format(name=known.name)
        attempt(self._context, words, lambda session: bring_back_records(session, [("organisation", known.id)]))

    def _on_more(self) -> None:
        drop_down(self.menu(), self._more)

    def _on_meeting(self) -> None:
        if self._known is not None:
            ask_new_meeting(self._context).meeting_of(self._known.id, self._known.name)

    def add_commitment(self) -> None:
        """Ask what they promise."""
        if self._known is not None:
            ask_new_commitment(self._context).promise_of("organisation", self._known.id, self._known.name)

    def tell(self) -> None:
        """Ask about which event they are told."""
        if self._known is not None:
            TellDialog(self._context, self._known.id, self._known.name, self.window()).open()
