"""All that can be said of somebody at a meeting: came late, left early, apologies accepted, for whom, a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.dialogs.asking import WritingDialog
from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field
from desktop.forms.parties import held, party_field
from desktop.forms.spread import Spread
from desktop.forms.time_field import TimeField
from desktop.widgets.line_edit import LineEdit
from models.actions.attendance import decide_apologies, invite_observer, set_attendance, set_times
from models.queries.meetings import AttendanceRow
from models.vocabulary import ApologiesDecision, AttendanceStatus, Capacity
from models.words import labels
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class AttendanceDialog(WritingDialog):
    """Says of one person whether and how they came."""

    def __init__(self, context: Context, meeting_id: int, row: AttendanceRow, parent: QWidget | None = None) -> None:
        super().__init__(context, row.name, parent, width_ems=36)
        self.setObjectName("attendance_dialog")
        self._meeting_id, self._row = meeting_id, row
        self.status = Choice([(words, value) for value, words in labels(AttendanceStatus).items()])
        self.capacity = Choice([(words, value) for value, words in labels(Capacity).items()])
        self.decision = Choice(
            [(_("Not said"), None), *((words, value) for value, words in labels(ApologiesDecision).items())]
        )
        self.organisation = party_field(context, _("For"), ("organisation",))
        self.arrived, self.left = TimeField(_("Came at")), TimeField(_("Left at"))
        invited, self.invited = date_field(_("&Invited on"), context.today, past=True)
        self.remark = LineEdit(_("Note"))
        self.remote = QCheckBox(_("Joined &remotely"))
        self.expected = QCheckBox(_("We coun&ted on them"))
        there, capacity = Field(_("T&here?"), self.status), Field(_("&As"), self.capacity)
        whom = Field(_("&For"), self.organisation, check=self.organisation.check)
        came = Field(_("&Came at"), self.arrived, hint=_("Only where they came late."), check=self.arrived.check)
        left = Field(_("&Left at"), self.left, hint=_("Only where they left early."), check=self.left.check)
        made_of = Field(_("What the meeting ma&de of their apologies"), self.decision)
        note = Field(_("&Note"), self.remark)
        self.fields = [there, capacity, whom, came, left, made_of, invited, note]
        self.body.addWidget(
            Spread([(there, 6), (capacity, 6), (whom, 12), (came, 6), (left, 6), (made_of, 12), (invited, 6), (note, 6),
                    (self.remote, 6), (self.expected, 6)])
        )  # fmt: skip
        self._show(row)
        self.status.picked.connect(self._fit)
        self._fit()
        self.finish(_("Save"))
        self.status.setFocus()

    def _show(self, row: AttendanceRow) -> None:
        self.status.set_value(row.status)
        self.capacity.set_value(row.capacity)
        self.decision.set_value(row.apologies_decision)
        self.organisation.set_choice(held("organisation", row.organisation_id, row.organisation))
        self.arrived.set_time(row.arrived_at)
        self.left.set_time(row.left_at)
        self.invited.set_date(row.invited_on)
        self.remark.setText(row.note)
        self.remote.setChecked(row.remote)
        self.expected.setChecked(row.was_expected)

    def _fit(self) -> None:
        """Let only be said what goes with whether they came."""
        status = self.status.value()
        for editor in (self.arrived, self.left, self.remote):
            editor.setEnabled(status is AttendanceStatus.PRESENT)
        self.decision.setEnabled(status is AttendanceStatus.APOLOGIES)

    def write(self) -> None:
        """Write what the form says."""
        status, choice = AttendanceStatus(str(self.status.value())), self.organisation.choice()
        capacity, day = Capacity(str(self.capacity.value())), self.invited.day()
        meeting_id, person_id = self._meeting_id, self._row.person_id
        came = status is AttendanceStatus.PRESENT
        with self.context.store.write(_("Attendance of {name}").format(name=self._row.name)) as session:
            set_attendance(
                session,
                meeting_id,
                person_id,
                status,
                organisation_id=choice.id if choice is not None else None,
                capacity=capacity,
                remote=self.remote.isChecked() and came,
                note=self.remark.text(),
                expected=self.expected.isChecked(),
            )
            if came:
                set_times(session, meeting_id, person_id, arrived_at=self.arrived.moment(), left_at=self.left.moment())
            if status is AttendanceStatus.APOLOGIES:
                decision = self.decision.value()
                made_of = ApologiesDecision(str(decision)) if decision is not None else None
                decide_apologies(session, meeting_id, person_id, made_of)
            if day is not None and day != self._row.invited_on:
                invite_observer(session, meeting_id, person_id, day, capacity=capacity)
