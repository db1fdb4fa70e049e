"""No file yet: how one comes in, and which there are that can."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.commands import Command
from desktop.context import Context
from desktop.theme import XL, L, M
from desktop.widgets.buttons import ActionButton, Button
from desktop.widgets.cards import EmptyState, Fact, FactsPanel
from models.imports.opening import FILE_KINDS
from resources.i18n import _


class StartPane(QWidget):
    """Says what can be brought in, and asks for files."""

    def __init__(self, context: Context, choose: Button) -> None:
        """`choose` is the button that asks for files."""
        super().__init__()
        self.empty = EmptyState(
            context.theme,
            "download-simple",
            _("Bring in what you have"),
            _(
                "Choose files, or drop them on this window. You see what each row would do before anything is "
                "written, and an import can be taken back as a whole."
            ),
        )
        self.empty.add(choose)
        self.empty.add(ActionButton(context.actions[Command.IMPORT_REGISTER], _("Import the register")))
        kinds = FactsPanel()
        facts = [Fact("", kind.heading, _(kind.files)) for kind in FILE_KINDS.values()]
        kinds.show_groups([(_("What can be brought in"), facts)])
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, M, XL, L)
        column.setSpacing(M)
        column.addWidget(self.empty)
        column.addWidget(kinds)
        column.addStretch(1)
