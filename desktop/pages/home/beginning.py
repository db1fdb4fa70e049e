"""What Home shows of an empty book: the ways to fill it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout

from desktop.commands import Command
from desktop.theme import M
from desktop.widgets.buttons import ActionButton
from desktop.widgets.cards import Card
from desktop.widgets.labels import PlainLabel
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class BeginningCard(Card):
    """Leads to the register and to the first organisation; hidden where there is one."""

    def __init__(self, context: Context) -> None:
        super().__init__(gap=M)
        self.body.addWidget(PlainLabel(_("Your record book is empty"), "h2"))
        self.body.addWidget(
            PlainLabel(
                _(
                    "Begin with the schools, colleges and councils you deal with. The national register knows every "
                    "school in England: import its file once, then choose those near you."
                ),
                "muted",
            )
        )
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.addWidget(ActionButton(context.actions[Command.FIND_IN_REGISTER], _("Add from the register")))
        row.addWidget(ActionButton(context.actions[Command.NEW_ORGANISATION], _("Add an organisation")))
        row.addStretch(1)
        self.body.addLayout(row)
        self.hide()
