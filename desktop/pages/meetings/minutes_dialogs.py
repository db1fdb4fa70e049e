"""At which meeting minutes were approved as a true record, and who signed them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.dialogs.asking import WritingDialog
from desktop.dialogs.drafted import Start
from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field
from desktop.forms.parties import party_field
from desktop.pages.meetings.part_dialog import meeting_now
from desktop.widgets.labels import PlainLabel
from models.actions.meetings import set_minutes_state
from models.actions.minutes import approve_minutes, sign_minutes
from models.vocabulary import MinutesState
from models.words import label
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class ApproveDialog(WritingDialog):
    """Asks which later meeting of the body approved the minutes."""

    def __init__(
        self, context: Context, meeting_id: int, later: Sequence[tuple[str, object]], parent: QWidget | None = None
    ) -> None:
        """`later` are the meetings to choose from, in words, with their numbers."""
        super().__init__(context, label(MinutesState.APPROVED), parent, width_ems=32)
        self.setObjectName("approve_minutes_dialog")
        self._meeting_id = meeting_id
        self.body.addWidget(
            PlainLabel(_("From then on they stay as they are. A correction is added to them with its day."), "muted")
        )
        self.at = Choice([*later, (_("A meeting that is not on record"), None)])
        self.add_field(Field(_("Approved &at"), self.at))
        self.finish(_("They are approved"))
        self.at.setFocus()

    def write(self) -> None:
        """Approve them."""
        at = self.at.value()
        with self.context.store.write(
            _("Minutes: {state}").format(state=label(MinutesState.APPROVED).lower())
        ) as session:
            if isinstance(at, int):
                approve_minutes(session, self._meeting_id, at)
            else:
                set_minutes_state(session, self._meeting_id, MinutesState.APPROVED)


class SignDialog(WritingDialog):
    """Asks who signed the minutes, and when."""

    def __init__(self, context: Context, meeting_id: int, parent: QWidget | None = None) -> None:
        super().__init__(context, _("Minutes are signed"), parent, width_ems=30)
        self.setObjectName("sign_minutes_dialog")
        self._meeting_id = meeting_id
        self.who = party_field(context, _("Signed by"), ("person",))
        day, self.day = date_field(_("Signed &on"), context.today, required=True, past=True)
        self.day.set_date(context.today())
        self.add_field(Field(_("Signed &by"), self.who, hint=_("May stay empty."), check=self.who.check))
        self.add_field(day)
        self.finish(_("They are signed"))
        self.who.setFocus()

    def draft_start(self) -> Start:
        """Return which meeting it is."""
        return {"meeting": self._meeting_id}

    @classmethod
    def reopen(cls, context: Context, start: Start) -> SignDialog:
        """Return the form again. Raises WrongUse when the meeting is gone."""
        return cls(context, meeting_now(context, start).row.id)

    def write(self) -> None:
        """Say that they are signed."""
        choice, day = self.who.choice(), self.day.day() or self.context.today()
        with self.context.store.write(
            _("Minutes: {state}").format(state=label(MinutesState.SIGNED).lower())
        ) as session:
            if choice is not None:
                sign_minutes(session, self._meeting_id, choice.id, day)
            else:
                set_minutes_state(session, self._meeting_id, MinutesState.SIGNED)
