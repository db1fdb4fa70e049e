"""The card of a meeting's board pack: what went out, and the way to make it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from desktop.parts.spec import Owner, Session
from desktop.parts.tab import OwnCard
from desktop.widgets.buttons import button
from desktop.widgets.cards import SectionHeader
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from models.queries.packs import list_issued_packs
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class PackCard(OwnCard):
    """Says which packs went out for the meeting in view; adds PDF files and opens the dialog that makes a pack."""

    kinds: ClassVar[tuple[str, ...]] = ("issued_pack",)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._meeting_id = 0
        theme = context.theme
        self.body.addWidget(SectionHeader(_("Board pack"), "h3"))
        self.state = PlainLabel("", "muted")
        self.state.setObjectName("pack_state")
        self.body.addWidget(self.state)
        self.make = button(_("Board pack…"), self._on_make, theme=theme, icon="books", name="make_pack")
        self.add = button(_("Add PDF files…"), self._on_add, theme=theme, icon="plus", name="add_papers")
        self.add.setEnabled(not context.store.read_only)
        row = FlowLayout()
        row.addWidget(self.make)
        row.addWidget(self.add)
        self.body.addLayout(row)

    def load(self, session: Session, owner: Owner) -> None:
        """Say what went out."""
        from desktop.dialogs.board_pack import issued_words

        self._meeting_id = owner.id
        issued = [row for row in list_issued_packs(session, owner.id) if not row.is_part_two]
        words = "\n".join(map(issued_words, issued))
        self.state.setText(
            words or _("The agenda, the papers and their PDF files in one file with one run of numbers.")
        )

    def choose_part(self, kind: str, number: int) -> bool:
        """Bring the card into view."""
        self.make.setFocus()
        return True

    def _on_make(self) -> None:
        from desktop.dialogs.board_pack import PackDialog

        PackDialog(self.context, self._meeting_id, self.window()).open()

    def _on_add(self) -> None:
        from desktop.dialogs.add_papers import ask_papers

        ask_papers(self.context, self._meeting_id, self.window())
