"""Breaking a meeting off, to be taken up again on another day."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.dialogs.asking import WritingDialog
from desktop.dialogs.drafted import Start
from desktop.forms.date_field import date_field
from desktop.forms.fields import Field
from desktop.forms.spread import Spread
from desktop.forms.time_field import TimeField
from desktop.pages.meetings.part_dialog import meeting_now
from desktop.widgets.labels import PlainLabel
from models.actions.meetings import adjourn_meeting
from models.queries.meetings import MeetingRow
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class AdjournDialog(WritingDialog):
    """Asks when the meeting is taken up again, and opens the meeting that takes it up."""

    def __init__(self, context: Context, row: MeetingRow, parent: QWidget | None = None) -> None:
        super().__init__(context, _("Adjourn the meeting"), parent, width_ems=32)
        self.setObjectName("adjourn_dialog")
        self._row = row
        words = _("“{title}” stops here. A new meeting is planned to continue it.")
        self.body.addWidget(PlainLabel(words.format(title=row.title), "muted"))
        day, self.day = date_field(_("Continues &on"), context.today, required=True)
        self.at = TimeField(_("At"), required=True)
        self.at.set_time(row.starts_at.time())
        at = Field(_("&At"), self.at, check=self.at.check)
        self.fields = [day, at]
        self.body.addWidget(Spread([(day, 8), (at, 4)]))
        self.finish(_("Adjourn it"))
        self.day.setFocus()

    def draft_start(self) -> Start:
        """Return which meeting it is."""
        return {"meeting": self._row.id}

    @classmethod
    def reopen(cls, context: Context, start: Start) -> AdjournDialog:
        """Return the form again. Raises WrongUse when the meeting is gone."""
        return cls(context, meeting_now(context, start).row)

    def write(self) -> None:
        """Adjourn it."""
        to = datetime.combine(self.day.day() or self.context.today(), self.at.moment() or time())
        with self.context.store.write(_("Adjourn meeting")) as session:
            later = adjourn_meeting(session, self._row.id, to)
        self.context.open("meeting", later)
