"""The name under which the user's changes stand in the history and in papers made; kept on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import own_name
from desktop.forms.fields import Field
from desktop.widgets.line_edit import LineEdit
from models import who
from models.errors import AppError
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class OwnName(Field):
    """A line that is kept as it is left."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.line = LineEdit(_("Your name in the history"))
        self.line.setObjectName("own_name")
        self.line.setMaxLength(who.LONGEST)
        self.line.setText(own_name.kept_name())
        hint = _(
            "Who changed what, and who made a paper, is noted under it. Empty: {name}, as this computer calls you."
        )
        super().__init__(_("Your &name in the history"), self.line, hint=hint.format(name=who.computer_name()))
        self.line.editingFinished.connect(self._keep)

    def _keep(self) -> None:
        """Keep the name that was typed, or say why it will not do."""
        if self.line.text().strip() == own_name.kept_name():
            self.show_problem("")
            return
        try:
            name = own_name.keep_name(self.line.text())
        except AppError as trouble:
            self.show_problem(trouble.sentence)
            return
        self.show_problem("")
        self.line.setText(own_name.kept_name())
        self._context.store.actor = name
        self._context.say(_("From now on you stand in the history as {name}.").format(name=name))
